#include "base/time.h"

#include <cctype>
#include <cstdio>

namespace fenghuo {
namespace {

// Reads fixed-width numbers and separators from the front of a text; stays failed once failed.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int Number(size_t digits) {
    int value = 0;
    if (rest_.size() < digits) failed_ = true;
    for (size_t i = 0; i < digits && !failed_; ++i) {
      if (std::isdigit(static_cast<unsigned char>(rest_[i])) == 0) failed_ = true;
      value = value * 10 + (rest_[i] - '0');
    }
    if (!failed_) rest_.remove_prefix(digits);
    return value;
  }

  char OneOf(std::string_view choices) {
    if (failed_ || rest_.empty() || choices.find(rest_[0]) == std::string_view::npos) {
      failed_ = true;
      return '\0';
    }
    char found = rest_[0];
    rest_.remove_prefix(1);
    return found;
  }

  // Milliseconds behind a ".", 0 where there is none.
  int Fraction() {
    if (failed_ || rest_.empty() || rest_[0] != '.') return 0;
    rest_.remove_prefix(1);
    int millis = 0;
    int scale = 100;
    size_t digits = 0;
    while (digits < rest_.size() && std::isdigit(static_cast<unsigned char>(rest_[digits])) != 0) {
      millis += (rest_[digits++] - '0') * scale;
      scale /= 10;
    }
    if (digits == 0) failed_ = true;
    rest_.remove_prefix(digits);
    return millis;
  }

  bool failed() const { return failed_; }
  bool AtEnd() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

minutes ReadOffset(Reader& reader) {
  char sign = reader.OneOf("Zz+-");
  if (reader.failed() || sign == 'Z' || sign == 'z') return minutes(0);
  int hour = reader.Number(2);
  reader.OneOf(":");
  int minute = reader.Number(2);
  if (hour > 23 || minute > 59) reader.OneOf("");
  minutes offset = hours(hour) + minutes(minute);
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::string FormatRfc3339(Timestamp at) {
  auto day = std::chrono::floor<std::chrono::days>(at);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss<Duration> time(at - day);
  char text[64];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  std::string result = text;
  if (time.subseconds().count() != 0) {
    std::snprintf(text, sizeof(text), ".%03d", static_cast<int>(time.subseconds().count()));
    result += text;
  }
  return result + "Z";
}

Result<Timestamp> ParseRfc3339(std::string_view text) {
  Reader reader(text);
  int year = reader.Number(4);
  reader.OneOf("-");
  int month = reader.Number(2);
  reader.OneOf("-");
  int day = reader.Number(2);
  reader.OneOf("Tt ");
  int hour = reader.Number(2);
  reader.OneOf(":");
  int minute = reader.Number(2);
  reader.OneOf(":");
  int second = reader.Number(2);
  int millis = reader.Fraction();
  minutes offset = ReadOffset(reader);
  std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day))};
  if (reader.failed() || !reader.AtEnd() || !date.ok() || hour > 23 || minute > 59 || second > 60) {
    return Invalid("must be a time such as 2026-11-20T08:00:00Z, is \"" + std::string(text.substr(0, 40)) + "\"");
  }
  if (second == 60) {
    second = 59;
    millis = 999;
  }
  return Timestamp(std::chrono::sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) +
         milliseconds(millis) - offset;
}

}  // namespace fenghuo
