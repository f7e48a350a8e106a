#include "daemon/crawl/cadence.h"

#include <algorithm>
#include <array>
#include <functional>

namespace fenghuo {
namespace {

constexpr Duration kSpell = hours(24 * 28);
constexpr Duration kHistoryMax = 2 * kSpell;
// "Twice" needs two of them.
constexpr int64_t kGapsToKnow = 2;
constexpr int64_t kGapsToSlowDown = 10;
constexpr int kMeanGaps = 8;
constexpr int kFetchesAGap = 4;

void NoteGap(SourceCadence& cadence, Duration gap) {
  ++cadence.gaps;
  cadence.mean = cadence.mean == Duration(0) ? gap : cadence.mean + (gap - cadence.mean) / kMeanGaps;
  if (gap > cadence.longest) {
    cadence.second = cadence.longest;
    cadence.longest = gap;
  } else {
    cadence.second = std::max(cadence.second, gap);
  }
}

// The running spell becomes the one before.
void TurnSpell(SourceCadence& cadence, Timestamp at) {
  if (at - cadence.spell_since < kSpell) return;
  cadence.longest_before = cadence.longest;
  cadence.second_before = cadence.second;
  cadence.longest = Duration(0);
  cadence.second = Duration(0);
  cadence.spell_since = at;
}

}  // namespace

void NoteNews(SourceCadence& cadence, Duration every, Timestamp at) {
  if (!cadence.last_news) return NoteNewsAfterBlindness(cadence, at);
  Duration gap = at - *cadence.last_news;
  if (gap < every) return;
  TurnSpell(cadence, at);
  NoteGap(cadence, gap);
  cadence.last_news = at;
}

void NoteNewsAfterBlindness(SourceCadence& cadence, Timestamp at) {
  if (!cadence.last_news) cadence.spell_since = at;
  cadence.last_news = std::max(at, cadence.last_news.value_or(at));
}

void LearnHistory(SourceCadence& cadence, Duration every, std::vector<Timestamp> published, Timestamp now) {
  std::sort(published.begin(), published.end());
  for (Timestamp at : published) {
    if (at <= now && now - at <= kHistoryMax) NoteNews(cadence, every, at);
  }
}

std::optional<Duration> UsualQuiet(const SourceCadence& cadence) {
  if (cadence.gaps < kGapsToKnow) return std::nullopt;
  std::array<Duration, 4> gaps = {cadence.longest, cadence.second, cadence.longest_before, cadence.second_before};
  std::sort(gaps.begin(), gaps.end(), std::greater<>());
  return gaps[1];
}

Duration FetchInterval(Duration every, std::optional<Duration> every_max, const SourceCadence& cadence) {
  bool known = every_max && cadence.gaps >= kGapsToSlowDown && cadence.mean > Duration(0);
  return known ? std::clamp(cadence.mean / kFetchesAGap, every, *every_max) : every;
}

}  // namespace fenghuo
