#include "alerts/notify/http_date.h"

#include <charconv>

namespace fenghuo {
namespace {

constexpr size_t kLength = std::string_view("Sun, 06 Nov 1994 08:49:37 GMT").size();

// -1 when it is no number.
int Number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 ? value : -1;
}

unsigned Month(std::string_view name) {
  constexpr std::string_view kNames = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const size_t at = kNames.find(name);
  return at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<unsigned>(at / 3 + 1);
}

}  // namespace

std::optional<Timestamp> ParseHttpDate(std::string_view text) {
  if (text.size() != kLength || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  if (text[7] != ' ' || text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':') return std::nullopt;
  const int day = Number(text.substr(5, 2));
  const unsigned month = Month(text.substr(8, 3));
  const int year = Number(text.substr(12, 4));
  const int hour = Number(text.substr(17, 2));
  const int minute = Number(text.substr(20, 2));
  const int second = Number(text.substr(23, 2));
  if (day < 1 || year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Timestamp(std::chrono::sys_days(date)) + hours(hour) + minutes(minute) + seconds(second);
}

}  // namespace fenghuo
