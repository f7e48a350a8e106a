#include "daemon/crawl/dates/date_reader.h"

namespace fenghuo {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsPossible(const DateFields& fields) {
  const CivilTime& c = fields.civil;
  if (c.year < kYearMin || c.year > kYearMax || c.month < 1 || c.month > 12 || c.day < 1) return false;
  std::chrono::year_month_day date{std::chrono::year(c.year), std::chrono::month(static_cast<unsigned>(c.month)),
                                   std::chrono::day(static_cast<unsigned>(c.day))};
  if (!date.ok()) return false;
  if (c.hour == 24) return c.minute == 0 && c.second == 0;
  return c.hour < 24 && c.minute < 60 && c.second <= 60;
}

}  // namespace

bool DateReader::Skip(std::string_view token) {
  if (!left.starts_with(token)) return false;
  left.remove_prefix(token.size());
  return true;
}

void DateReader::SkipAny(std::string_view characters) {
  size_t next = left.find_first_not_of(characters);
  left = next == std::string_view::npos ? std::string_view() : left.substr(next);
}

size_t DateReader::Digits() const {
  size_t count = 0;
  while (count < left.size() && IsDigit(left[count])) ++count;
  return count;
}

std::optional<int> DateReader::Number(size_t digits_min, size_t digits_max) {
  size_t count = Digits();
  if (count < digits_min || count > digits_max) return std::nullopt;
  int value = 0;
  for (char c : left.substr(0, count)) value = value * 10 + (c - '0');
  left.remove_prefix(count);
  return value;
}

std::string DateReader::Word() {
  std::string word;
  while (!left.empty() && IsLetter(left[0])) {
    word += static_cast<char>(left[0] | 0x20);
    left.remove_prefix(1);
  }
  return word;
}

bool InYears(Timestamp at) {
  static constexpr auto kStart = [](int year) { return Timestamp(std::chrono::sys_days(std::chrono::year(year) / 1 / 1)); };
  return at >= kStart(kYearMin) && at < kStart(kYearMax + 1);
}

std::optional<Timestamp> ToInstant(DateFields fields, const DateContext& context) {
  if (!IsPossible(fields)) return std::nullopt;
  if (fields.civil.second == 60) {  // a leap second: the last moment before it
    fields.civil.second = 59;
    fields.millis = 999;
  }
  const CivilTime& c = fields.civil;
  if (!fields.offset && context.zone != nullptr) return context.zone->Instant(c) + Duration(fields.millis);
  std::chrono::sys_days day{std::chrono::year_month_day(std::chrono::year(c.year),
                                                        std::chrono::month(static_cast<unsigned>(c.month)),
                                                        std::chrono::day(static_cast<unsigned>(c.day)))};
  return Timestamp(day) + hours(c.hour) + minutes(c.minute - fields.offset.value_or(0)) + seconds(c.second) +
         Duration(fields.millis);
}

CivilTime Today(const DateContext& context) {
  static const Zone utc = Zone::Utc();
  return (context.zone != nullptr ? *context.zone : utc).Local(context.reference);
}

std::optional<Timestamp> WithoutYear(DateFields fields, const DateContext& context) {
  fields.civil.year = Today(context).year;
  std::optional<Timestamp> at = ToInstant(fields, context);
  if (at && *at <= context.reference + hours(24)) return at;
  --fields.civil.year;
  return ToInstant(fields, context);
}

bool ReadClock(DateReader& reader, DateFields& fields) {
  DateReader ahead = reader;
  std::optional<int> hour = ahead.Number(1, 2);
  if (!hour || !(ahead.Skip(":") || ahead.Skip("."))) return false;
  std::optional<int> minute = ahead.Number(1, 2);
  if (!minute) return false;
  fields.civil.hour = *hour;
  fields.civil.minute = *minute;
  if (ahead.left.starts_with(':') && ahead.left.size() > 1 && IsDigit(ahead.left[1])) {
    ahead.Skip(":");
    std::optional<int> second = ahead.Number(1, 2);
    if (!second) return false;
    fields.civil.second = *second;
  }
  if (ahead.left.starts_with('.') || ahead.left.starts_with(',')) {
    ahead.left.remove_prefix(1);
    int scale = 100;
    for (; !ahead.left.empty() && IsDigit(ahead.left[0]); ahead.left.remove_prefix(1), scale /= 10) {
      fields.millis += (ahead.left[0] - '0') * scale;
    }
  }
  fields.has_time = true;
  reader = ahead;
  return true;
}

CstMeaning MeaningOfCst(const DateContext& context) {
  return context.zone != nullptr && context.zone->name().starts_with("Asia/") ? CstMeaning::kChina : CstMeaning::kCentral;
}

void ReadZone(DateReader& reader, const DateContext& context, DateFields& fields) {
  reader.SkipAny(" ");
  fields.offset = ZoneOffsetMinutes(reader.left, MeaningOfCst(context));
}

void TwelveHours(bool afternoon, DateFields& fields) {
  if (fields.civil.hour > 12) return;
  fields.civil.hour = fields.civil.hour % 12 + (afternoon ? 12 : 0);
}

}  // namespace fenghuo
