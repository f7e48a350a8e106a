#include "keywords/relevance/track_record.h"

#include "keywords/relevance/filter.h"

namespace fenghuo {
namespace {

constexpr size_t kJudgedKept = 100;
constexpr int64_t kCalledOffMin = 10;
constexpr int64_t kPeopleMin = 2;      // one person's clicks move nothing
constexpr int64_t kBeginsAtOneIn = 20;  // wrong ones among those called off, and among the relevant
constexpr int64_t kEndsAtOneIn = 10;
constexpr int64_t kWrongToEnd = 2;
constexpr int64_t kThresholds[] = {500, 400, 300, 200, 100, 50};

}  // namespace

TrackRecord::Tally TrackRecord::CountBelow(int64_t threshold_milli) const {
  Tally tally;
  for (const Judged& one : judged_) {
    const bool off = one.chance_milli < threshold_milli;
    tally.relevant += one.relevant ? 1 : 0;
    tally.called_off += off ? 1 : 0;
    tally.wrong += off && one.relevant ? 1 : 0;
  }
  return tally;
}

int64_t TrackRecord::GoodThreshold() const {
  for (const int64_t threshold : kThresholds) {
    const Tally tally = CountBelow(threshold);
    if (tally.called_off < kCalledOffMin) continue;
    if (kBeginsAtOneIn * tally.wrong <= tally.called_off && kBeginsAtOneIn * tally.wrong <= tally.relevant) return threshold;
  }
  return 0;
}

bool TrackRecord::HasEnough() const {
  return relevant_ + off_topic_ >= kSuggestFromClicks && relevant_ >= kOfEachKindMin && off_topic_ >= kOfEachKindMin;
}

void TrackRecord::Take(const RelevanceClick& click, int64_t chance_milli) {
  const bool relevant = click.verdict == ClickVerdict::kRelevant;
  if (HasEnough()) judged_.push_back({chance_milli, relevant});
  if (judged_.size() > kJudgedKept) judged_.pop_front();
  ++(relevant ? relevant_ : off_topic_);
  people_.insert(click.person);
  if (fresh_wanted_ > 0) --fresh_wanted_;
  Decide();
}

void TrackRecord::StepBack() {
  if (mode_ == FilterMode::kActs) mode_ = FilterMode::kSteppedBack;
  threshold_milli_ = 0;
  fresh_wanted_ = kFreshClicks;
}

void TrackRecord::Decide() {
  if (mode_ == FilterMode::kLearning && HasEnough()) mode_ = FilterMode::kSuggests;
  if (mode_ == FilterMode::kLearning) return;
  if (mode_ == FilterMode::kActs) {
    const Tally tally = CountBelow(threshold_milli_);
    const bool wrong_share = kEndsAtOneIn * tally.wrong > tally.called_off || kEndsAtOneIn * tally.wrong > tally.relevant;
    if (tally.wrong >= kWrongToEnd && wrong_share) StepBack();
    return;
  }
  if (fresh_wanted_ > 0 || static_cast<int64_t>(people_.size()) < kPeopleMin) return;
  threshold_milli_ = GoodThreshold();
  if (threshold_milli_ > 0) mode_ = FilterMode::kActs;
}

FilterStanding TrackRecord::Standing() const {
  const Tally tally = CountBelow(threshold_milli_ > 0 ? threshold_milli_ : kSuggestBelowMilli);
  return {.mode = mode_,
          .relevant = relevant_,
          .off_topic = off_topic_,
          .people = static_cast<int64_t>(people_.size()),
          .threshold_milli = threshold_milli_,
          .judged = static_cast<int64_t>(judged_.size()),
          .judged_relevant = tally.relevant,
          .called_off = tally.called_off,
          .wrong = tally.wrong,
          .fresh_wanted = fresh_wanted_};
}

}  // namespace fenghuo
