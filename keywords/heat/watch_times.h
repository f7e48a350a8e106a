// WatchTimes remembers when nobody watched: hours in which the daemon was down, or no source could be read, are not quiet ones.
//
//   WatchTimes times = WatchTimes::Read(stored);
//   if (times.Note(now)) Store(times.Written());   // a source was read
//   times.Move(baseline, zone, now);               // MoveTo(), with what was not watched left out
//
// Two hours without a note are a gap; where nothing was ever noted there is none. Gaps of the last 14 days are kept, which is as far
// back as a baseline catches up; at most 64.
//
// One thread.

#ifndef FENGHUO_KEYWORDS_HEAT_WATCH_TIMES_H_
#define FENGHUO_KEYWORDS_HEAT_WATCH_TIMES_H_

#include <deque>
#include <string>

#include "base/time.h"
#include "base/zone.h"
#include "keywords/heat/baseline.h"

namespace fenghuo {

class WatchTimes {
 public:
  // What Written() gave; anything else is as if nobody had watched before.
  static WatchTimes Read(const std::string& written);
  std::string Written() const;

  // True when what is written has changed: at most every five minutes.
  bool Note(Timestamp now);

  void Move(Baseline& baseline, const Zone& zone, Timestamp now) const;

 private:
  struct Gap {
    Timestamp from;
    Timestamp to;
  };

  Timestamp last_;  // the begin of the five minutes of the last note
  std::deque<Gap> gaps_;  // by time
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_HEAT_WATCH_TIMES_H_
