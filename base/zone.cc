#include "base/zone.h"

#include <unicode/timezone.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace fenghuo {

class Zone::Rules {
 public:
  explicit Rules(std::unique_ptr<icu::TimeZone> zone) : zone_(std::move(zone)) {}

  Duration OffsetAt(Timestamp at) const {
    int32_t raw = 0;
    int32_t daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone_->getOffset(static_cast<UDate>(ToUnixMillis(at)), 0, raw, daylight, status);
    CHECK(U_SUCCESS(status), "ICU gave no offset for a zone it has loaded");
    return Duration(raw + daylight);
  }

 private:
  std::unique_ptr<icu::TimeZone> zone_;
};

Zone::Zone(std::string name, std::shared_ptr<const Rules> rules) : name_(std::move(name)), rules_(std::move(rules)) {}

Result<Zone> Zone::Load(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (zone == nullptr || *zone == icu::TimeZone::getUnknown()) {
    return Invalid("must be a time zone such as Asia/Shanghai, is \"" + name + "\"");
  }
  return Zone(name, std::make_shared<const Rules>(std::move(zone)));
}

Zone Zone::Utc() {
  return Zone("UTC", std::make_shared<const Rules>(std::unique_ptr<icu::TimeZone>(icu::TimeZone::getGMT()->clone())));
}

CivilTime Zone::Local(Timestamp at) const {
  Timestamp shifted = at + rules_->OffsetAt(at);
  auto day = std::chrono::floor<std::chrono::days>(shifted);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss<Duration> time(shifted - day);
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count())};
}

Timestamp Zone::Instant(const CivilTime& local) const {
  auto month = std::chrono::year(local.year) / std::chrono::January + std::chrono::months(local.month - 1);
  Timestamp wall = Timestamp(std::chrono::sys_days(month / 1)) + hours(24) * (local.day - 1) + hours(local.hour) +
                   minutes(local.minute) + seconds(local.second);
  // The offset before and after any change near this time; the earlier instant that reads as `wall` wins.
  Duration before = rules_->OffsetAt(wall - hours(24));
  Duration after = rules_->OffsetAt(wall + hours(24));
  Timestamp first = wall - before;
  if (rules_->OffsetAt(first) == before) return first;
  Timestamp second = wall - after;
  if (rules_->OffsetAt(second) == after) return second;
  return std::max(first, second);  // no clock shows it
}

Timestamp Zone::StartOfDay(Timestamp at) const {
  CivilTime local = Local(at);
  return Instant({.year = local.year, .month = local.month, .day = local.day});
}

int Zone::Weekday(Timestamp at) const {
  auto day = std::chrono::floor<std::chrono::days>(at + rules_->OffsetAt(at));
  return static_cast<int>(std::chrono::weekday(day).iso_encoding());
}

std::string Zone::Format(Timestamp at) const {
  CivilTime local = Local(at);
  auto offset = std::chrono::duration_cast<minutes>(rules_->OffsetAt(at)).count();
  char text[96];
  std::snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d", local.year, local.month, local.day,
                local.hour, local.minute, local.second, offset < 0 ? '-' : '+', static_cast<int>(std::abs(offset) / 60),
                static_cast<int>(std::abs(offset) % 60));
  return text;
}

}  // namespace fenghuo
