#include "daemon/crawl/dates.h"

#include <array>
#include <string>

#include "daemon/crawl/date_zones.h"

namespace fenghuo {
namespace {

constexpr size_t kBytesMax = 120;
constexpr int kYearMin = 1990;
constexpr int kYearMax = 2100;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A position in the text; every reader moves it only when it succeeds.
struct Reader {
  std::string_view left;

  bool Skip(std::string_view token) {
    if (!left.starts_with(token)) return false;
    left.remove_prefix(token.size());
    return true;
  }
  void SkipAny(std::string_view characters) {
    size_t next = left.find_first_not_of(characters);
    left = next == std::string_view::npos ? std::string_view() : left.substr(next);
  }
  size_t Digits() const {
    size_t count = 0;
    while (count < left.size() && IsDigit(left[count])) ++count;
    return count;
  }
  std::optional<int> Number(size_t digits_min, size_t digits_max) {
    size_t count = Digits();
    if (count < digits_min || count > digits_max) return std::nullopt;
    int value = 0;
    for (char c : left.substr(0, count)) value = value * 10 + (c - '0');
    left.remove_prefix(count);
    return value;
  }
  std::string Word() {  // letters, lower case
    std::string word;
    while (!left.empty() && IsLetter(left[0])) {
      word += static_cast<char>(left[0] | 0x20);
      left.remove_prefix(1);
    }
    return word;
  }
};

struct Fields {
  CivilTime civil;
  int millis = 0;
  bool has_year = false;
  bool has_day = false;
  bool has_month = false;
  bool has_time = false;
  std::optional<int> offset;  // minutes
};

bool IsPossible(const Fields& fields) {
  const CivilTime& c = fields.civil;
  if (c.year < kYearMin || c.year > kYearMax || c.month < 1 || c.month > 12 || c.day < 1) return false;
  std::chrono::year_month_day date{std::chrono::year(c.year), std::chrono::month(static_cast<unsigned>(c.month)),
                                   std::chrono::day(static_cast<unsigned>(c.day))};
  if (!date.ok()) return false;
  if (c.hour == 24) return c.minute == 0 && c.second == 0;
  return c.hour < 24 && c.minute < 60 && c.second <= 60;
}

std::optional<Timestamp> ToInstant(Fields fields, const DateContext& context) {
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

// A day without a year: this year's, or last year's when that is still to come.
std::optional<Timestamp> WithoutYear(Fields fields, const DateContext& context) {
  fields.civil.year = Today(context).year;
  std::optional<Timestamp> at = ToInstant(fields, context);
  if (at && *at <= context.reference + hours(24)) return at;
  --fields.civil.year;
  return ToInstant(fields, context);
}

// "08:30", "8:30:05.123"; true when a time was read.
bool ReadClock(Reader& reader, Fields& fields) {
  Reader ahead = reader;
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

// What stands behind a time: a zone, or nothing. An unknown zone is taken for none.
void ReadZone(Reader& reader, const DateContext& context, Fields& fields) {
  reader.SkipAny(" ");
  fields.offset = ZoneOffsetMinutes(reader.left, MeaningOfCst(context));
}

void TwelveHours(bool afternoon, Fields& fields) {
  if (fields.civil.hour > 12) return;
  fields.civil.hour = fields.civil.hour % 12 + (afternoon ? 12 : 0);
}

// 2026-07-11T08:30:00+08:00 and its relatives with '/', '.', a space, or nothing between the parts.
std::optional<Timestamp> ParseIso(Reader reader, const DateContext& context) {
  Fields fields;
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
  Fields fields;
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
  Timestamp low = Timestamp(std::chrono::sys_days(std::chrono::year(kYearMin) / 1 / 1));
  Timestamp at = digits.size() == 13 ? FromUnixMillis(value) : FromUnixSeconds(value);
  if ((digits.size() != 10 && digits.size() != 13 && digits.size() != 9) || at < low) return std::nullopt;
  return at;
}

int MonthOf(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  for (size_t i = 0; word.size() >= 3 && i < kMonths.size(); ++i) {
    if (word.substr(0, 3) == kMonths[i]) return static_cast<int>(i) + 1;
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

void TakeNumber(size_t digits, int value, Fields& fields) {
  if (!fields.has_day && digits <= 2 && value >= 1 && value <= 31) {
    fields.civil.day = value;
    fields.has_day = true;
  } else if (!fields.has_year && (digits == 2 || digits == 4)) {
    fields.civil.year = digits == 4 ? value : value + (value < 69 ? 2000 : 1900);
    fields.has_year = true;
  }
}

// A word of an RFC 822 date. False when it ends the date: a zone that was taken, or something unknown.
bool TakeWord(Reader& reader, const DateContext& context, Fields& fields) {
  Reader before = reader;
  std::string word = reader.Word();
  if (fields.has_time && (word == "am" || word == "pm")) {
    TwelveHours(word == "pm", fields);
    return true;
  }
  if (!fields.has_month) {
    fields.civil.month = MonthOf(word);
    if (fields.civil.month != 0) return fields.has_month = true;
  }
  if (IsWeekday(word) || word == "st" || word == "nd" || word == "rd" || word == "th" || word == "at" || word == "of") {
    return true;
  }
  // A weekday of another language stands in front of everything else.
  if (!fields.has_time) return word == "t" || (!fields.has_day && !fields.has_month && word.size() <= 10);
  Reader zone = before;
  size_t end = zone.left.find(' ');
  fields.offset = ZoneOffsetMinutes(zone.left.substr(0, end), MeaningOfCst(context));
  reader.left = end == std::string_view::npos ? std::string_view() : before.left.substr(end);
  return true;
}

// Any order of day, month name, year, time and zone.
std::optional<Timestamp> ParseMonthName(Reader reader, const DateContext& context) {
  Fields fields;
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
std::optional<Timestamp> ParseShortNumbers(Reader reader, const DateContext& context) {
  Fields fields;
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

// 上午8:30, 下午3点20分, 20时05分.
void ReadChineseClock(Reader& reader, Fields& fields) {
  reader.SkipAny(" ");
  bool afternoon = reader.Skip("下午") || reader.Skip("晚上") || reader.Skip("傍晚") || reader.Skip("晚");
  bool noon = !afternoon && reader.Skip("中午");
  bool morning = !afternoon && !noon && (reader.Skip("上午") || reader.Skip("凌晨") || reader.Skip("早上") || reader.Skip("早"));
  reader.SkipAny(" ");
  if (!ReadClock(reader, fields)) {
    Reader ahead = reader;
    std::optional<int> hour = ahead.Number(1, 2);
    if (!hour || !(ahead.Skip("时") || ahead.Skip("点"))) return;
    fields.civil.hour = *hour;
    if (ahead.Skip("半")) fields.civil.minute = 30;
    if (std::optional<int> minute = ahead.Number(1, 2)) fields.civil.minute = *minute;
    ahead.Skip("分");
    if (std::optional<int> second = ahead.Number(1, 2)) fields.civil.second = *second;
    reader = ahead;
  }
  if (afternoon || morning) TwelveHours(afternoon, fields);
  if (noon && fields.civil.hour < 11) TwelveHours(true, fields);
}

// 3小时前, 刚刚.
std::optional<Timestamp> ParseAgo(Reader reader, const DateContext& context) {
  if (reader.left.starts_with("刚刚") || reader.left.starts_with("刚才")) return context.reference;
  int64_t count = 0;
  bool half = reader.Skip("半");
  if (std::optional<int> number = reader.Number(1, 5)) count = *number;
  reader.SkipAny(" ");
  reader.Skip("个");
  struct Unit {
    std::string_view name;
    int64_t seconds;
  };
  constexpr Unit kUnits[] = {{"秒", 1},     {"分", 60},     {"小时", 3600},    {"钟头", 3600},    {"天", 86400},
                             {"日", 86400}, {"周", 604800}, {"星期", 604800}, {"月", 2592000}, {"年", 31536000}};
  for (const Unit& unit : kUnits) {
    if (!reader.Skip(unit.name)) continue;
    reader.Skip("钟");
    if (!reader.Skip("前") && !reader.Skip("之前") && !reader.Skip("以前")) return std::nullopt;
    if (half && unit.seconds < 2) return std::nullopt;
    return context.reference - seconds(half ? unit.seconds / 2 : count * unit.seconds);
  }
  return std::nullopt;
}

// 今天 12:30, 昨天, 前天 8点.
std::optional<Timestamp> ParseNamedDay(Reader reader, const DateContext& context) {
  int back = -1;
  if (reader.Skip("今天") || reader.Skip("今日")) back = 0;
  if (reader.Skip("昨天") || reader.Skip("昨日")) back = 1;
  if (reader.Skip("前天")) back = 2;
  if (back < 0) return std::nullopt;
  Fields fields;
  CivilTime today = Today(context);
  std::chrono::sys_days day{std::chrono::year(today.year) / today.month / today.day};
  std::chrono::year_month_day then{day - std::chrono::days(back)};
  fields.civil = {.year = static_cast<int>(then.year()), .month = static_cast<int>(static_cast<unsigned>(then.month())),
                  .day = static_cast<int>(static_cast<unsigned>(then.day()))};
  ReadChineseClock(reader, fields);
  return reader.left.empty() ? ToInstant(fields, context) : std::nullopt;
}

// 2026年7月11日 08:30, 7月11日, 2026年7月.
std::optional<Timestamp> ParseChinese(Reader reader, const DateContext& context) {
  if (std::optional<Timestamp> at = ParseNamedDay(reader, context)) return at;
  if (std::optional<Timestamp> at = ParseAgo(reader, context)) return at;
  Fields fields;
  Reader ahead = reader;
  if (std::optional<int> year = ahead.Number(2, 4); year && ahead.Skip("年")) {
    fields.civil.year = *year < 100 ? 2000 + *year : *year;
    fields.has_year = true;
    reader = ahead;
    reader.SkipAny(" ");
  }
  std::optional<int> month = reader.Number(1, 2);
  if (!month || !reader.Skip("月")) return std::nullopt;
  fields.civil.month = *month;
  reader.SkipAny(" ");
  if (std::optional<int> day = reader.Number(1, 2)) {
    fields.civil.day = *day;
    if (!reader.Skip("日")) reader.Skip("号");
    for (std::string_view bracket : {"（", "("}) {  // 2026年7月11日（星期六） 08:30
      if (!reader.left.starts_with(bracket)) continue;
      size_t end = reader.left.find(bracket == "(" ? ")" : "）");
      if (end != std::string_view::npos) reader.left.remove_prefix(end + bracket.size());
    }
    ReadChineseClock(reader, fields);
    ReadZone(reader, context, fields);
  } else if (!fields.has_year) {
    return std::nullopt;
  }
  return fields.has_year ? ToInstant(fields, context) : WithoutYear(fields, context);
}

// Full-width digits and signs as ASCII, white space runs as one space, trimmed.
std::string Normalise(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string_view left = text.substr(i);
    if (left.starts_with("\xEF\xBC") && left.size() > 2 && static_cast<unsigned char>(left[2]) <= 0x9A) {
      out += static_cast<char>(static_cast<unsigned char>(left[2]) - 0x80 + 0x20);  // U+FF00 to U+FF1A
      i += 2;
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
  Reader reader{normal};
  if (normal.empty()) return std::nullopt;
  size_t digits = reader.Digits();
  if (digits == normal.size()) return ParseDigits(normal, context);
  for (char c : normal) {
    if (static_cast<unsigned char>(c) >= 0x80) return ParseChinese(reader, context);
  }
  if (digits == 8 && normal.size() > 9 && (normal[8] == 'T' || normal[8] == ' ')) {  // 20260711T083000Z
    std::string extended = normal.substr(0, 4) + "-" + normal.substr(4, 2) + "-" + normal.substr(6, 3);
    bool basic = normal.size() >= 15 && normal.find(':') == std::string::npos;
    extended += basic ? normal.substr(9, 2) + ":" + normal.substr(11, 2) + ":" + normal.substr(13) : normal.substr(9);
    return ParseIso({extended}, context);
  }
  if (digits == 4) {
    Reader ahead = reader;
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
