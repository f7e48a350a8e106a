// A silence of the catering category, made at ten by the desk, until noon.

#ifndef FENGHUO_TESTS_ALERTS_SILENCE_A_SILENCE_H_
#define FENGHUO_TESTS_ALERTS_SILENCE_A_SILENCE_H_

#include "alerts/silence/silence.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {

inline const Timestamp kTen = Local("2026-07-11 10:00");
inline const Timestamp kNoon = Local("2026-07-11 12:00");

inline Silence ASilence(SilenceScope scope = {.category = "校园用餐"}) {
  Silence silence;
  silence.number = 3;
  silence.scope = std::move(scope);
  silence.reason = "检查组已在现场";
  silence.author = "wang";
  silence.made_at = kTen;
  silence.from = kTen;
  silence.to = kNoon;
  return silence;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_ALERTS_SILENCE_A_SILENCE_H_
