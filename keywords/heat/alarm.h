// An Alarm rings once for one happening: after it rang it is silent for a day, unless what it sees has become far more unlikely still.
//
//   Alarm alarm({.score_milli = kSuddenAlarmMilli, .repeat_milli = 2'000});
//   if (alarm.Rings(score_milli, now)) ...
//
// The silence is worth more than the choice of the test (reference: science.md 1.2; 8.3 for the repeat).
//
// One thread.

#ifndef FENGHUO_KEYWORDS_HEAT_ALARM_H_
#define FENGHUO_KEYWORDS_HEAT_ALARM_H_

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace fenghuo {

struct AlarmRule {
  int64_t score_milli = 0;                // from this score on
  std::optional<int64_t> repeat_milli = {};  // in the silence: at so much more than when it last rang; absent: never
  Duration silence = hours(24);
};

class Alarm {
 public:
  explicit Alarm(const AlarmRule& rule) : rule_(rule) {}

  // `now` may stand still, and is taken as the latest yet when it goes back.
  bool Rings(int64_t score_milli, Timestamp now) {
    if (score_milli < rule_.score_milli) return false;
    const bool silent = rang_at_ && now - *rang_at_ < rule_.silence;
    if (silent && (!rule_.repeat_milli || score_milli < rang_with_ + *rule_.repeat_milli)) return false;
    rang_at_ = rang_at_ && *rang_at_ > now ? *rang_at_ : now;
    rang_with_ = score_milli;
    return true;
  }

 private:
  AlarmRule rule_;
  std::optional<Timestamp> rang_at_;
  int64_t rang_with_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_ALARM_H_
