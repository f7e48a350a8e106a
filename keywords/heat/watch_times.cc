#include "keywords/heat/watch_times.h"

#include <sstream>

namespace fenghuo {
namespace {

constexpr Duration kStep = minutes(5);
constexpr Duration kGapFrom = hours(2);
constexpr Duration kKept = hours(24 * 14);
constexpr size_t kGapsMax = 64;

}  // namespace

WatchTimes WatchTimes::Read(const std::string& written) {
  WatchTimes times;
  std::istringstream in(written);
  int64_t last = 0;
  if (!(in >> last)) return times;
  times.last_ = FromUnixMillis(last);
  for (int64_t from = 0, to = 0; in >> from >> to;) times.gaps_.push_back({FromUnixMillis(from), FromUnixMillis(to)});
  return times;
}

std::string WatchTimes::Written() const {
  std::string written = std::to_string(ToUnixMillis(last_));
  for (const Gap& gap : gaps_) {
    written += '\n' + std::to_string(ToUnixMillis(gap.from)) + ' ' + std::to_string(ToUnixMillis(gap.to));
  }
  return written;
}

bool WatchTimes::Note(Timestamp now) {
  const Timestamp step = now - now.time_since_epoch() % kStep;
  if (step <= last_) return false;
  if (last_ != Timestamp() && step - last_ >= kGapFrom) gaps_.push_back({last_ + kStep, step});
  while (!gaps_.empty() && (gaps_.front().to < step - kKept || gaps_.size() > kGapsMax)) gaps_.pop_front();
  last_ = step;
  return true;
}

void WatchTimes::Move(Baseline& baseline, const Zone& zone, Timestamp now) const {
  for (const Gap& gap : gaps_) {
    if (baseline.slot == Timestamp() || gap.to <= baseline.slot || gap.from > now) continue;
    MoveTo(baseline, zone, gap.from - kStep, Between::kQuiet);
    MoveTo(baseline, zone, gap.to, Between::kUnwatched);
  }
  MoveTo(baseline, zone, now, Between::kQuiet);
}

}  // namespace fenghuo
