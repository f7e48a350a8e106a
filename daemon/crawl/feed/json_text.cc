#include "daemon/crawl/feed/json_text.h"

#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/json_mend.h"

namespace fenghuo {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The power of ten behind a number: 万 is 4.
int UnitExponent(std::string_view rest) {
  struct Unit {
    std::string_view name;
    int exponent;
  };
  constexpr Unit kUnits[] = {{"万亿", 12}, {"亿", 8}, {"億", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4},
                             {"萬", 4},    {"千", 3}, {"w", 4},  {"W", 4},    {"k", 3},    {"K", 3},    {"M", 6}};
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  for (const Unit& unit : kUnits) {
    if (!rest.starts_with(unit.name)) continue;
    bool latin = static_cast<unsigned char>(unit.name[0]) < 0x80;
    char next = rest.size() > unit.name.size() ? rest[unit.name.size()] : '\0';
    bool word_goes_on = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (!latin || !word_goes_on) return unit.exponent;
  }
  return 0;
}

// "," between groups of three digits; moves past it.
bool SkipsComma(std::string_view text, size_t at) {
  return text[at] == ',' && at + 3 < text.size() && IsDigit(text[at + 1]) && IsDigit(text[at + 2]) && IsDigit(text[at + 3]) &&
         (at + 4 >= text.size() || !IsDigit(text[at + 4]));
}

}  // namespace

Result<JsonForm> ReadJson(std::string_view text, simdjson::dom::parser& parser, simdjson::dom::element& document) {
  if (auto error = parser.allocate(text.size() + simdjson::SIMDJSON_PADDING, kJsonDepthMax)) {
    return Invalid(std::string("ill-formed JSON: ") + simdjson::error_message(error));
  }
  simdjson::error_code error = parser.parse(text.data(), text.size(), true).get(document);
  if (error == simdjson::SUCCESS) return JsonForm::kRight;
  const bool may_be_mended = error == simdjson::STRING_ERROR || error == simdjson::UNESCAPED_CHARS ||
                             error == simdjson::TAPE_ERROR || error == simdjson::NUMBER_ERROR;
  if (may_be_mended) {
    const std::string mended = MendJson(text);
    if (parser.parse(mended.data(), mended.size(), true).get(document) == simdjson::SUCCESS) return JsonForm::kMended;
  }
  return Invalid(std::string("ill-formed JSON: ") + simdjson::error_message(error));
}

std::string JsonText(const simdjson::dom::element& value) {
  switch (value.type()) {
    case simdjson::dom::element_type::STRING: return std::string(std::string_view(value));
    case simdjson::dom::element_type::NULL_VALUE: return {};
    default: return simdjson::minify(value);
  }
}

std::optional<int64_t> ParseCount(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && !IsDigit(text[at])) ++at;
  if (at == text.size()) return std::nullopt;
  bool negative = at > 0 && text[at - 1] == '-';
  constexpr int64_t kHighest = 1'000'000'000'000'000'000;
  int64_t value = 0;
  int decimals = 0;
  bool fraction = false;
  for (; at < text.size(); ++at) {
    if (!fraction && SkipsComma(text, at)) continue;
    if (!fraction && text[at] == '.' && at + 1 < text.size() && IsDigit(text[at + 1])) {
      fraction = true;
      continue;
    }
    if (!IsDigit(text[at])) break;
    if (fraction && decimals == 12) continue;
    if (value > kHighest / 10) return std::nullopt;
    value = value * 10 + (text[at] - '0');
    decimals += fraction ? 1 : 0;
  }
  for (int shift = UnitExponent(text.substr(at)) - decimals; shift != 0; shift += shift < 0 ? 1 : -1) {
    if (shift > 0 && value > kHighest / 10) return std::nullopt;
    value = shift > 0 ? value * 10 : value / 10;
  }
  return negative ? -value : value;
}

}  // namespace fenghuo
