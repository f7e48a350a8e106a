// A Zone turns instants into the clock and calendar of a place, and back.
//
//   Result<Zone> zone = Zone::Load("Asia/Shanghai");
//   CivilTime local = zone->Local(now);           // 2026-07-11 02:14:00
//   Timestamp eight = zone->Instant({.year = 2026, .month = 7, .day = 11, .hour = 8});
//
// Rules come from ICU's built-in data, so a machine without tzdata knows them too.
//
// Immutable once loaded: any number of threads may use it.

#ifndef FENGHUO_BASE_ZONE_H_
#define FENGHUO_BASE_ZONE_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

struct CivilTime {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
  int hour = 0;
  int minute = 0;
  int second = 0;

  friend auto operator<=>(const CivilTime&, const CivilTime&) = default;
};

class Zone {
 public:
  // `name` is an IANA name such as "Asia/Shanghai". kInvalid when ICU does not know it.
  static Result<Zone> Load(const std::string& name);
  static Zone Utc();

  const std::string& name() const { return name_; }

  CivilTime Local(Timestamp at) const;
  // A time that a clock change skips becomes the instant after the gap; one that comes twice, the first.
  // Fields out of range roll over, so {.day = 32} is the first of the next month.
  Timestamp Instant(const CivilTime& local) const;
  // Midnight that begins the local day of `at`.
  Timestamp StartOfDay(Timestamp at) const;
  // 1 Monday to 7 Sunday, as in ISO 8601.
  int Weekday(Timestamp at) const;
  // "2026-07-11 02:14:00 +08:00".
  std::string Format(Timestamp at) const;

 private:
  class Rules;
  Zone(std::string name, std::shared_ptr<const Rules> rules);

  std::string name_;
  std::shared_ptr<const Rules> rules_;  // shared by the copies of one Zone; never changes
};

}  // namespace fenghuo

#endif  // FENGHUO_BASE_ZONE_H_
