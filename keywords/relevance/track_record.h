// A TrackRecord holds what a filter said of clicks before it learned them, and decides by it whether the filter may act; the rule is
// written in keywords/relevance/filter.h.
//
//   record.Take(click, chance_milli);
//   FilterStanding standing = record.Standing();
//
// One thread.

#ifndef FENGHUO_KEYWORDS_RELEVANCE_TRACK_RECORD_H_
#define FENGHUO_KEYWORDS_RELEVANCE_TRACK_RECORD_H_

#include <cstdint>
#include <deque>
#include <set>
#include <string>

#include "keywords/relevance/click.h"

namespace fenghuo {

class TrackRecord {
 public:
  // The filter, having learned all clicks before this one, gave it this chance.
  void Take(const RelevanceClick& click, int64_t chance_milli);
  // Its share in the tray drifted: it acts no longer before fresh clicks have come.
  void StepBack();

  FilterStanding Standing() const;

 private:
  struct Judged {
    int64_t chance_milli = 0;
    bool relevant = false;
  };
  struct Tally {
    int64_t relevant = 0;
    int64_t called_off = 0;
    int64_t wrong = 0;
  };

  Tally CountBelow(int64_t threshold_milli) const;
  int64_t GoodThreshold() const;  // 0: none is
  bool HasEnough() const;
  void Decide();

  FilterMode mode_ = FilterMode::kLearning;
  int64_t relevant_ = 0;
  int64_t off_topic_ = 0;
  int64_t threshold_milli_ = 0;
  int64_t fresh_wanted_ = 0;
  std::set<std::string> people_;
  std::deque<Judged> judged_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RELEVANCE_TRACK_RECORD_H_
