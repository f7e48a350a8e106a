#include "base/clock.h"

#include <algorithm>

#include "base/check.h"

namespace fenghuo {

Timestamp SystemClock::Now() const { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

ScaledClock::ScaledClock(Timestamp start, double speed, std::chrono::steady_clock::time_point began)
    : ScaledClock(start, speed) {
  CHECK(speed > 0, "a scaled clock must run forward");
  began_ = began;
}

Timestamp ScaledClock::Now() const {
  auto now = std::chrono::steady_clock::now();
  auto began = began_.load();
  if (now <= began) return start_;
  std::chrono::duration<double, std::milli> passed = now - began;
  return start_ + Duration(static_cast<int64_t>(passed.count() * speed_));
}

Duration ScaledClock::RealTime(Duration length) const {
  return std::max(Duration(1), Duration(static_cast<int64_t>(static_cast<double>(length.count()) / speed_)));
}

}  // namespace fenghuo
