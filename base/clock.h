// A Clock tells what time it is and waits.
//
//   SystemClock clock;
//   engine.Tick(clock.Now());
//
// Only `daemon/` asks a clock; everything below is told `now`. A ScaledClock makes a day pass in minutes for the demo:
// schedules, politeness and deadlines follow it, socket time-outs stay real because sockets do.
//
// Thread-safe.

#ifndef FENGHUO_BASE_CLOCK_H_
#define FENGHUO_BASE_CLOCK_H_

#include <atomic>

#include "base/time.h"

namespace fenghuo {

class Clock {
 public:
  virtual ~Clock() = default;

  virtual Timestamp Now() const = 0;

  // How long to really wait so that `length` passes on this clock.
  virtual Duration RealTime(Duration length) const = 0;
};

// The machine's own clock.
class SystemClock : public Clock {
 public:
  Timestamp Now() const override;
  Duration RealTime(Duration length) const override { return length; }
};

// Stands still at `start` until it begins, then runs `speed` times as fast as the machine's steady clock. Processes of one machine
// that begin at the same instant show the same time.
class ScaledClock : public Clock {
 public:
  // `speed` must be above zero.
  ScaledClock(Timestamp start, double speed) : start_(start), speed_(speed) {}
  // The same, begun already.
  ScaledClock(Timestamp start, double speed, std::chrono::steady_clock::time_point began);

  // Once.
  void Begin(std::chrono::steady_clock::time_point began) { began_ = began; }

  Timestamp Now() const override;
  Duration RealTime(Duration length) const override;

 private:
  Timestamp start_;
  double speed_;
  std::atomic<std::chrono::steady_clock::time_point> began_ = std::chrono::steady_clock::time_point::max();
};

// Stands still until it is moved by hand.
class SimulatedClock : public Clock {
 public:
  explicit SimulatedClock(Timestamp start) : now_(start) {}

  Timestamp Now() const override { return now_.load(); }
  Duration RealTime(Duration) const override { return Duration(0); }
  void Advance(Duration length) { now_.store(now_.load() + length); }
  void Set(Timestamp now) { now_.store(now); }

 private:
  std::atomic<Timestamp> now_;
};

}  // namespace fenghuo

#endif  // FENGHUO_BASE_CLOCK_H_
