// An Rng gives the same numbers for the same seed, on every machine.
//
//   Rng rng(seed);
//   Duration wait = rng.Jitter(interval, 0.1);
//
// SplitMix64 (Steele, Lea, Flood 2014). For schedules and simulation, never for secrets.
//
// One thread.

#ifndef FENGHUO_BASE_RNG_H_
#define FENGHUO_BASE_RNG_H_

#include <cstdint>

#include "base/time.h"

namespace fenghuo {

class Rng {
 public:
  explicit Rng(uint64_t seed) : state_(seed) {}

  uint64_t Next();
  // Below `bound`, which must be above zero.
  uint64_t Below(uint64_t bound) { return Next() % bound; }
  // In [0, 1).
  double Fraction() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }
  // `length` made shorter or longer by at most `share` of itself.
  Duration Jitter(Duration length, double share);

 private:
  uint64_t state_;
};

}  // namespace fenghuo

#endif  // FENGHUO_BASE_RNG_H_
