#include "daemon/crawl/dates/dates.h"

#include <array>
#include <string>

#include "daemon/crawl/dates/date_reader.h"

namespace fenghuo {
namespace {

constexpr size_t kBytesMax = 120;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// 2026-07-11T08:30:00+08:00 and its relatives with '/', '.', a space, or nothing between the parts.
std::optional<Timestamp> ParseIso(DateReader reader, const DateContext& context) {
  DateFields fields;
  fields.civil.year = *reader.Number(4, 4);
  bool more = false;
  if (!reader.left.empty() && std::string_view("-/.").find(reader.left[0]) != std::string_view::npos) {
    reader.left.remove_prefix(1);
    std::optional<int> month = reader.Number(1, 2);
    if (!month) return std::nullopt;
    fields.civil.month = *month;
    if (!reader.left.empty() && std::string_view("-/.").find(reader.left[0]) != std::string_view::npos) {
      reader.left.remove_prefix(1);
      std::optional<int> day = reader.Number(1, 2);
      if (!day) return std::nullopt;
      fields.civil.day = *day;
      more = true;
    }
  }
  reader.SkipAny(" ");
  if (reader.left.empty()) return ToInstant(fields, context);
  if (!more) return std::nullopt;
  if (reader.left[0] == 'T' || reader.left[0] == 't' || reader.left[0] == '_' || reader.left[0] == ',') {
    reader.left.remove_prefix(1);
  }
  reader.SkipAny(" ");
  if (!ReadClock(reader, fields)) return reader.left.empty() ? ToInstant(fields, context) : std::nullopt;
  reader.SkipAny(" ");
  if (reader.left.starts_with("AM") || reader.left.starts_with("PM")) {
    TwelveHours(reader.left[0] == 'P', fields);
    reader.left.remove_prefix(2);
  }
  ReadZone(reader, context, fields);
  return ToInstant(fields, context);
}

// Digits only: Unix seconds or milliseconds, 20260711, 20260711083000.
std::optional<Timestamp> ParseDigits(std::string_view digits, const DateContext& context) {
  int64_t value = 0;
  if (digits.size() > 14) return std::nullopt;
  for (char c : digits) value = value * 10 + (c - '0');
  DateFields fields;
  if (digits.size() == 14 || digits.size() == 8) {
    int64_t day = digits.size() == 14 ? value / 1000000 : value;
    int64_t clock = digits.size() == 14 ? value % 1000000 : 0;
    fields.civil = {static_cast<int>(day / 10000),       static_cast<int>(day / 100 % 100), static_cast<int>(day % 100),
                    static_cast<int>(clock / 10000), static_cast<int>(clock / 100 % 100), static_cast<int>(clock % 100)};
    return ToInstant(fields, context);
  }
  if (digits.size() == 4) {
    fields.civil.year = static_cast<int>(value);
    return ToInstant(fields, context);
  }
  Timestamp at = digits.size() == 13 ? FromUnixMillis(value) : FromUnixSeconds(value);
  if ((digits.size() != 10 && digits.size() != 13 && digits.size() != 9) || !InYears(at)) return std::nullopt;
  return at;
}

// English month names, and those of other languages that begin otherwise.
int MonthOf(std::string_view word) {
  struct Row {
    std::string_view prefix;
    int month;
  };
  constexpr Row kRows[] = {{"jan", 1}, {"feb", 2}, {"mar", 3},  {"apr", 4},  {"may", 5}, {"jun", 6},  {"jul", 7},  {"aug", 8},
                           {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}, {"gen", 1}, {"ene", 1},  {"fev", 2},  {"abr", 4},
                           {"avr", 4}, {"mag", 5}, {"mai", 5},  {"giu", 6},  {"juin", 6}, {"lug", 7}, {"juil", 7}, {"ago", 8},
                           {"aou", 8}, {"set", 9}, {"out", 10}, {"okt", 10}, {"ott", 10}, {"dez", 12}, {"dic", 12}};
  for (const Row& row : kRows) {
    if (word.starts_with(row.prefix)) return row.month;
  }
  return 0;
}

bool IsWeekday(std::string_view word) {
  constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  for (std::string_view day : kDays) {
    if (word.size() >= 3 && word.substr(0, 3) == day) return true;
  }
  return false;
}

void TakeNumber(size_t digits, int value, DateFields& fields) {
  if (!fields.has_day && digits <= 2 && value >= 1 && value <= 31) {
    fields.civil.day = value;
    fields.has_day = true;
  } else if (!fields.has_year && (digits == 2 || digits == 4)) {
    fields.civil.year = digits == 4 ? value : value + (value < 69 ? 2000 : 1900);
    fields.has_year = true;
  }
}

// A word of an RFC 822 date. False when it ends the date: a zone that was taken, or something unknown.
bool TakeWord(DateReader& reader, const DateContext& context, DateFields& fields) {
  DateReader before = reader;
  std::string word = reader.Word();
  if (fields.has_time && (word == "am" || word == "pm")) {
    TwelveHours(word == "pm", fields);
    return true;
  }
  // "mar, 16 nov": in front of a comma stands a weekday, in whatever language.
  if (!fields.has_day && !fields.has_month && reader.left.starts_with(',')) return true;
  if (!fields.has_month) {
    fields.civil.month = MonthOf(word);
    if (fields.civil.month != 0) return fields.has_month = true;
  }
  if (IsWeekday(word) || word == "st" || word == "nd" || word == "rd" || word == "th" || word == "at" || word == "of") {
    return true;
  }
  // A weekday of another language stands in front of everything else.
  if (!fields.has_time) return word == "t" || (!fields.has_day && !fields.has_month && word.size() <= 10);
  DateReader zone = before;
  size_t end = zone.left.find(' ');
  fields.offset = ZoneOffsetMinutes(zone.left.substr(0, end), MeaningOfCst(context));
  reader.left = end == std::string_view::npos ? std::string_view() : before.left.substr(end);
  return true;
}

// Any order of day, month name, year, time and zone.
std::optional<Timestamp> ParseMonthName(DateReader reader, const DateContext& context) {
  DateFields fields;
  while (true) {
    bool may_be_zone = fields.has_time && !fields.offset;
    reader.SkipAny(may_be_zone ? " ,.;" : " ,.;-/");
    if (reader.left.empty() || reader.left[0] == '(') break;
    if (reader.left[0] == '+' || reader.left[0] == '-') {
      size_t end = reader.left.find_first_of(" (", 1);
      std::optional<int> offset = ZoneOffsetMinutes(reader.left.substr(0, end), CstMeaning::kCentral);
      if (offset && may_be_zone) fields.offset = offset;
      reader.left = end == std::string_view::npos ? std::string_view() : reader.left.substr(end);
    } else if (IsLetter(reader.left[0])) {
      if (!TakeWord(reader, context, fields)) return std::nullopt;
    } else if (IsDigit(reader.left[0])) {
      if (!fields.has_time && fields.has_day && ReadClock(reader, fields)) continue;
      size_t digits = reader.Digits();
      std::optional<int> value = reader.Number(1, 4);
      if (!value) return std::nullopt;
      TakeNumber(digits, *value, fields);
    } else {
      return std::nullopt;
    }
  }
  if (!fields.has_day || !fields.has_month) return std::nullopt;
  return fields.has_year ? ToInstant(fields, context) : WithoutYear(fields, context);
}

// 11/07/2026 or 07-11 08:30: two short numbers first.
std::optional<Timestamp> ParseShortNumbers(DateReader reader, const DateContext& context) {
  DateFields fields;
  std::optional<int> first = reader.Number(1, 2);
  if (!first || reader.left.empty() || std::string_view("-/.").find(reader.left[0]) == std::string_view::npos) {
    return std::nullopt;
  }
  char separator = reader.left[0];
  reader.left.remove_prefix(1);
  std::optional<int> second = reader.Number(1, 2);
  if (!second) return std::nullopt;
  bool with_year = !reader.left.empty() && reader.left[0] == separator;
  if (with_year) {
    reader.left.remove_prefix(1);
    std::optional<int> year = reader.Number(4, 4);
    if (!year || (*first <= 12 && *second <= 12 && *first != *second)) return std::nullopt;
    bool day_first = *first > 12;
    fields.civil = {.year = *year, .month = day_first ? *second : *first, .day = day_first ? *first : *second};
  } else {
    fields.civil.month = *first;
    fields.civil.day = *second;
  }
  reader.SkipAny(" ");
  if (!reader.left.empty()) {
    if (!ReadClock(reader, fields)) return std::nullopt;
    ReadZone(reader, context, fields);
  } else if (!with_year) {
    return std::nullopt;  // "3/4" alone may be anything
  }
  return with_year ? ToInstant(fields, context) : WithoutYear(fields, context);
}

// "ä" as "a": the second byte of a Latin-1 letter in UTF-8, behind C3. 0 for what has no plain letter.
char PlainLetter(char second) {
  constexpr std::string_view kPlain("aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0", 32);
  return kPlain[static_cast<unsigned char>(second) & 0x1F];
}

// Full-width digits and signs as ASCII, Latin letters without their accents, white space runs as one space, trimmed.
std::string Normalise(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string_view left = text.substr(i);
    if (left.starts_with("\xEF\xBC") && left.size() > 2 && static_cast<unsigned char>(left[2]) <= 0x9A) {
      out += static_cast<char>(static_cast<unsigned char>(left[2]) - 0x80 + 0x20);  // U+FF00 to U+FF1A
      i += 2;
    } else if (left.starts_with("\xC3") && left.size() > 1 && PlainLetter(left[1]) != 0) {
      out += PlainLetter(left[1]);
      ++i;
    } else if (left.starts_with("\xE3\x80\x80") || left.starts_with("\xC2\xA0")) {
      i += left[0] == '\xC2' ? 1 : 2;
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (static_cast<unsigned char>(text[i]) <= ' ') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += text[i];
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

std::optional<Timestamp> ParseDate(std::string_view text, const DateContext& context) {
  if (text.size() > kBytesMax) return std::nullopt;
  std::string normal = Normalise(text);
  DateReader reader{normal};
  if (normal.empty()) return std::nullopt;
  size_t digits = reader.Digits();
  if (digits == normal.size()) return ParseDigits(normal, context);
  for (char c : normal) {
    if (static_cast<unsigned char>(c) >= 0x80) return ParseChineseDate(reader, context);
  }
  if (digits == 8 && normal.size() > 9 && (normal[8] == 'T' || normal[8] == ' ')) {  // 20260711T083000Z
    std::string extended = normal.substr(0, 4) + "-" + normal.substr(4, 2) + "-" + normal.substr(6, 3);
    bool basic = normal.size() >= 15 && normal.find(':') == std::string::npos;
    extended += basic ? normal.substr(9, 2) + ":" + normal.substr(11, 2) + ":" + normal.substr(13) : normal.substr(9);
    return ParseIso({extended}, context);
  }
  if (digits == 4) {
    DateReader ahead = reader;
    ahead.left.remove_prefix(4);
    ahead.SkipAny("-/. ");
    if (!ahead.left.empty() && !IsLetter(ahead.left[0])) return ParseIso(reader, context);
  }
  if (digits >= 1 && digits <= 2) {
    if (std::optional<Timestamp> at = ParseShortNumbers(reader, context)) return at;
  }
  return ParseMonthName(reader, context);
}

}  // namespace fenghuo
