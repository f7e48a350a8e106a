#include "base/clock.h"

#include <algorithm>

#include "base/check.h"

namespace fenghuo {

Timestamp SystemClock::Now() const { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

ScaledClock::ScaledClock(Timestamp start, double speed, std::chrono::steady_clock::time_point began)
    : start_(start), speed_(speed), began_(began) {
  CHECK(speed > 0, "a scaled clock must run forward");
}

Timestamp ScaledClock::Now() const {
  std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - began_;
  return start_ + Duration(static_cast<int64_t>(std::max(0.0, passed.count()) * speed_));
}

Duration ScaledClock::RealTime(Duration length) const {
  return std::max(Duration(1), Duration(static_cast<int64_t>(static_cast<double>(length.count()) / speed_)));
}

}  // namespace fenghuo
