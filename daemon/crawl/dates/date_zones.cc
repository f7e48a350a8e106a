#include "daemon/crawl/dates/date_zones.h"

#include <string>

namespace fenghuo {
namespace {

constexpr int kOffsetMax = 14 * 60;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "+08:00", "+0800", "+08", "+8".
std::optional<int> NumericOffset(std::string_view text) {
  int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  std::string digits;
  for (char c : text) {
    if (c == ':') continue;
    if (!IsDigit(c)) return std::nullopt;
    digits += c;
  }
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int number = std::stoi(digits);
  int minutes = digits.size() <= 2 ? number * 60 : number / 100 * 60 + number % 100;
  if (minutes > kOffsetMax || number % 100 >= 60) {
    if (digits.size() > 2 || minutes > kOffsetMax) return std::nullopt;
  }
  return sign * minutes;
}

std::optional<int> NamedOffset(std::string_view name, CstMeaning cst) {
  struct Row {
    std::string_view name;
    int minutes;
  };
  constexpr Row kRows[] = {
      {"UT", 0},      {"UTC", 0},     {"GMT", 0},     {"WET", 0},     {"EST", -300},  {"EDT", -240},  {"CDT", -300},
      {"MST", -420},  {"MDT", -360},  {"PST", -480},  {"PDT", -420},  {"ET", -300},   {"CT", -360},   {"MT", -420},
      {"PT", -480},   {"AST", -240},  {"ADT", -180},  {"NST", -210},  {"NDT", -150},  {"AKST", -540}, {"AKDT", -480},
      {"HST", -600},  {"BST", 60},    {"IST", 330},   {"CET", 60},    {"CEST", 120},  {"MET", 60},    {"MEST", 120},
      {"WEST", 60},   {"EET", 120},   {"EEST", 180},  {"MSK", 180},   {"SGT", 480},   {"HKT", 480},   {"BJT", 480},
      {"JST", 540},   {"KST", 540},   {"AWST", 480},  {"ACST", 570},  {"ACDT", 630},  {"AEST", 600},  {"AEDT", 660},
      {"NZST", 720},  {"NZDT", 780},  {"ICT", 420},   {"WIB", 420},   {"PHT", 480},   {"BRT", -180}};
  if (name == "CST") return cst == CstMeaning::kChina ? 480 : -360;
  for (const Row& row : kRows) {
    if (row.name == name) return row.minutes;
  }
  return name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z' ? std::optional<int>(0) : std::nullopt;
}

}  // namespace

std::optional<int> ZoneOffsetMinutes(std::string_view text, CstMeaning cst) {
  std::string name;
  for (char c : text.substr(0, 32)) {
    if (c == '(') break;
    if (c != ' ') name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (name.empty()) return std::nullopt;
  if (name[0] == '+' || name[0] == '-') return NumericOffset(name);
  for (std::string_view prefix : {"GMT", "UTC", "Z"}) {
    if (name.size() > prefix.size() && name.starts_with(prefix) && (name[prefix.size()] == '+' || name[prefix.size()] == '-')) {
      return NumericOffset(std::string_view(name).substr(prefix.size()));
    }
  }
  return NamedOffset(name, cst);
}

}  // namespace fenghuo
