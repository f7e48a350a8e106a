#include "base/duration.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace fenghuo {
namespace {

struct Unit {
  std::string_view name;
  int64_t millis;
};

constexpr std::array<Unit, 5> kUnits = {{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
// Ten years: longer than anything this program waits for, and far from overflow.
constexpr int64_t kMillisMax = 3'660LL * 86'400'000;

}  // namespace

Result<Duration> ParseDuration(std::string_view text) {
  Error wrong = Invalid("must be a length of time such as 30s, 10m, 4h or 7d, is \"" + std::string(text.substr(0, 40)) + "\"");
  std::string_view rest = text;
  int64_t total = 0;
  size_t next_unit = 0;
  while (!rest.empty()) {
    int64_t count = 0;
    auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (problem != std::errc() || count < 0 || count > kMillisMax) return wrong;
    rest.remove_prefix(static_cast<size_t>(end - rest.data()));
    size_t letters = rest.find_first_of("0123456789");
    std::string_view name = rest.substr(0, letters);
    size_t unit = next_unit;
    while (unit < kUnits.size() && kUnits[unit].name != name) ++unit;
    if (unit == kUnits.size() || count > kMillisMax / kUnits[unit].millis) return wrong;
    total += count * kUnits[unit].millis;
    next_unit = unit + 1;
    rest.remove_prefix(name.size());
  }
  if (next_unit == 0 || total > kMillisMax) return wrong;
  return Duration(total);
}

std::string FormatDuration(Duration length) {
  if (length < Duration(0)) return "-" + FormatDuration(-length);
  std::string text;
  int64_t left = length.count();
  for (const Unit& unit : kUnits) {
    if (left < unit.millis) continue;
    text += std::to_string(left / unit.millis) + std::string(unit.name);
    left %= unit.millis;
  }
  return text.empty() ? "0s" : text;
}

}  // namespace fenghuo
