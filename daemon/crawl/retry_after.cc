#include "daemon/crawl/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace fenghuo {
namespace {

constexpr Duration kLongest = hours(24);
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// "Sun, 06 Nov 1994 08:49:37 GMT": what every server sends; the two older forms are extinct.
std::optional<Timestamp> ParseDate(std::string_view value) {
  if (value.size() != 29 || !value.ends_with(" GMT")) return std::nullopt;
  auto month = std::find(kMonths.begin(), kMonths.end(), value.substr(8, 3));
  if (month == kMonths.end()) return std::nullopt;
  auto number = std::to_string(month - kMonths.begin() + 1);
  std::string rfc3339 = std::string(value.substr(12, 4)) + "-" + (number.size() == 1 ? "0" : "") + number + "-" +
                        std::string(value.substr(5, 2)) + "T" + std::string(value.substr(17, 8)) + "Z";
  Result<Timestamp> at = ParseRfc3339(rfc3339);
  return at.ok() ? std::optional(*at) : std::nullopt;
}

}  // namespace

std::optional<Duration> ParseRetryAfter(std::string_view value, Timestamp now) {
  if (!value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos) {
    int64_t count = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
    bool huge = error != std::errc() || count > kLongest / seconds(1);
    return huge ? kLongest : Duration(seconds(count));
  }
  std::optional<Timestamp> at = ParseDate(value);
  if (!at) return std::nullopt;
  return std::clamp(*at - now, Duration(0), kLongest);
}

}  // namespace fenghuo
