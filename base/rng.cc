#include "base/rng.h"

namespace fenghuo {

uint64_t Rng::Next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  return mixed ^ (mixed >> 31);
}

Duration Rng::Jitter(Duration length, double share) {
  double factor = 1 + share * (2 * Fraction() - 1);
  return Duration(static_cast<int64_t>(static_cast<double>(length.count()) * factor));
}

}  // namespace fenghuo
