// A ShareWatch sees whether a filter still calls off about as much as it used to: when the news around a rule changes, what it learned
// may no longer be right, and nobody clicks on what nobody sees.
//
//   NoteScored(days, DayOf(now), Called::kOff);
//   if (ShareDrifted(days, DayOf(now))) ...     // steps back until fresh clicks have come
//
// The share of the last seven whole days is held against that of the 28 days before: it has drifted when they differ by more than 0.1 and
// by more than four standard errors (two proportions, pooled), with at least 30 documents in the week and 100 before. The rank test
// of science 1.2, which science 7 names, needs far more than 28 daily shares to say anything.
//
// Pure functions.

#ifndef FENGHUO_KEYWORDS_RELEVANCE_SHARE_WATCH_H_
#define FENGHUO_KEYWORDS_RELEVANCE_SHARE_WATCH_H_

#include <cstdint>
#include <vector>

#include "base/time.h"

namespace fenghuo {

struct ShareDay {
  int64_t day = 0;  // DayOf()
  int64_t scored = 0;
  int64_t called_off = 0;
};

enum class Called { kOn, kOff };

// Whole days since 1970 in UTC.
int64_t DayOf(Timestamp at);

// Days of the last five weeks, rising, without those that had nothing.
void NoteScored(std::vector<ShareDay>& days, int64_t today, Called called);

bool ShareDrifted(const std::vector<ShareDay>& days, int64_t today);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RELEVANCE_SHARE_WATCH_H_
