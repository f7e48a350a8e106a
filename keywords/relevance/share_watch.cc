#include "keywords/relevance/share_watch.h"

#include <algorithm>
#include <cmath>

namespace fenghuo {
namespace {

constexpr int64_t kWeek = 7;
constexpr int64_t kBand = 28;
constexpr int64_t kScoredInWeekMin = 30;
constexpr int64_t kScoredBeforeMin = 100;
constexpr double kDifference = 0.1;
constexpr double kStandardErrors = 4;
constexpr double kVarianceMin = 0.01;  // a share of 0 or 1 is never that sure

ShareDay SumOf(const std::vector<ShareDay>& days, int64_t from, int64_t to) {
  ShareDay sum;
  for (const ShareDay& day : days) {
    if (day.day < from || day.day >= to) continue;
    sum.scored += day.scored;
    sum.called_off += day.called_off;
  }
  return sum;
}

double ShareOf(const ShareDay& sum) { return static_cast<double>(sum.called_off) / static_cast<double>(sum.scored); }

}  // namespace

int64_t DayOf(Timestamp at) { return ToUnixMillis(at) / (24 * 3600 * 1000); }

void NoteScored(std::vector<ShareDay>& days, int64_t today, Called called) {
  if (days.empty() || days.back().day < today) days.push_back({.day = today});
  ShareDay& last = days.back();
  ++last.scored;
  last.called_off += called == Called::kOff ? 1 : 0;
  std::erase_if(days, [&](const ShareDay& day) { return day.day < today - kWeek - kBand; });
}

bool ShareDrifted(const std::vector<ShareDay>& days, int64_t today) {
  const ShareDay week = SumOf(days, today - kWeek, today);
  const ShareDay before = SumOf(days, today - kWeek - kBand, today - kWeek);
  if (week.scored < kScoredInWeekMin || before.scored < kScoredBeforeMin) return false;
  const double apart = std::abs(ShareOf(week) - ShareOf(before));
  const double pooled = ShareOf({.scored = week.scored + before.scored, .called_off = week.called_off + before.called_off});
  const double variance = std::max(pooled * (1 - pooled), kVarianceMin);
  const double error =
      std::sqrt(variance * (1 / static_cast<double>(week.scored) + 1 / static_cast<double>(before.scored)));
  return apart > kDifference && apart > kStandardErrors * error;
}

}  // namespace fenghuo
