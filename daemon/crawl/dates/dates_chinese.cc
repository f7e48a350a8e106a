#include "daemon/crawl/dates/date_reader.h"

namespace fenghuo {
namespace {

// 星期三, 周三, （星期三）: says nothing that the day does not.
void SkipWeekday(DateReader& reader) {
  reader.SkipAny(" ");
  if (reader.left.starts_with('(')) {
    size_t end = reader.left.find(')');
    if (end != std::string_view::npos) reader.left.remove_prefix(end + 1);
    return;
  }
  if (!reader.Skip("星期") && !reader.Skip("周") && !reader.Skip("礼拜")) return;
  for (std::string_view day : {"一", "二", "三", "四", "五", "六", "日", "天"}) {
    if (reader.Skip(day)) return;
  }
}

// The value of a numeral's character: 10 for 十, -1 for none.
int NumeralAt(std::string_view text) {
  struct Row {
    std::string_view numeral;
    int value;
  };
  constexpr Row kRows[] = {{"〇", 0}, {"零", 0}, {"○", 0}, {"一", 1}, {"二", 2}, {"两", 2}, {"三", 3}, {"四", 4},
                           {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}, {"十", 10}};
  for (const Row& row : kRows) {
    if (text.starts_with(row.numeral)) return row.value;
  }
  return -1;
}

// 二〇二六年七月十一日 as 2026年7月11日: numerals in front of a unit. A year is written digit by digit.
std::string WithDigits(std::string_view text) {
  constexpr size_t kNumeralBytes = 3;
  std::string out;
  while (!text.empty()) {
    int tens = 0;
    int ones = -1;
    std::string digits;
    size_t end = 0;
    for (int value = NumeralAt(text); value >= 0; value = NumeralAt(text.substr(end))) {
      if (value == 10) tens = ones < 0 ? 1 : ones;
      ones = value == 10 ? 0 : value;
      digits += static_cast<char>('0' + value % 10);
      end += kNumeralBytes;
    }
    bool counts = false;
    for (std::string_view unit : {"年", "月", "日", "号", "时", "点", "分", "秒", "天", "小时", "个", "周"}) {
      counts = counts || (end > 0 && text.substr(end).starts_with(unit));
    }
    if (counts) out += tens > 0 ? std::to_string(tens * 10 + ones) : digits;
    if (!counts) out += text.substr(0, end == 0 ? 1 : end);
    text.remove_prefix(end == 0 ? 1 : end);
  }
  return out;
}

// 上午8:30, 下午3点20分, 20时05分.
void ReadChineseClock(DateReader& reader, DateFields& fields) {
  reader.SkipAny(" ");
  bool afternoon = reader.Skip("下午") || reader.Skip("晚上") || reader.Skip("傍晚") || reader.Skip("晚");
  bool noon = !afternoon && reader.Skip("中午");
  bool morning = !afternoon && !noon && (reader.Skip("上午") || reader.Skip("凌晨") || reader.Skip("早上") || reader.Skip("早"));
  reader.SkipAny(" ");
  if (!ReadClock(reader, fields)) {
    DateReader ahead = reader;
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
std::optional<Timestamp> ParseAgo(DateReader reader, const DateContext& context) {
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
    Timestamp at = context.reference - seconds(half ? unit.seconds / 2 : count * unit.seconds);
    return InYears(at) ? std::optional<Timestamp>(at) : std::nullopt;
  }
  return std::nullopt;
}

// 今天 12:30, 昨天, 前天 8点.
std::optional<Timestamp> ParseNamedDay(DateReader reader, const DateContext& context) {
  int back = -1;
  if (reader.Skip("今天") || reader.Skip("今日")) back = 0;
  if (reader.Skip("昨天") || reader.Skip("昨日")) back = 1;
  if (reader.Skip("前天")) back = 2;
  if (back < 0) return std::nullopt;
  DateFields fields;
  CivilTime today = Today(context);
  std::chrono::sys_days day{std::chrono::year(today.year) / today.month / today.day};
  std::chrono::year_month_day then{day - std::chrono::days(back)};
  fields.civil = {.year = static_cast<int>(then.year()), .month = static_cast<int>(static_cast<unsigned>(then.month())),
                  .day = static_cast<int>(static_cast<unsigned>(then.day()))};
  ReadChineseClock(reader, fields);
  return reader.left.empty() ? ToInstant(fields, context) : std::nullopt;
}

// 2026/7/11 上午 8:30:00, as Windows writes it in Chinese; 2026-07-11 星期六 08:30.
std::optional<Timestamp> ParseNumbersWithChineseClock(DateReader reader, const DateContext& context) {
  DateFields fields;
  std::optional<int> year = reader.Number(4, 4);
  if (!year || reader.left.empty() || std::string_view("-/.").find(reader.left[0]) == std::string_view::npos) return std::nullopt;
  const std::string_view separator = reader.left.substr(0, 1);
  reader.Skip(separator);
  std::optional<int> month = reader.Number(1, 2);
  if (!month || !reader.Skip(separator)) return std::nullopt;
  std::optional<int> day = reader.Number(1, 2);
  if (!day) return std::nullopt;
  fields.civil = {.year = *year, .month = *month, .day = *day};
  SkipWeekday(reader);
  ReadChineseClock(reader, fields);
  ReadZone(reader, context, fields);
  return ToInstant(fields, context);
}

// 2026年7月11日 08:30, 7月11日, 2026年7月.
std::optional<Timestamp> ParseWithDigits(DateReader reader, const DateContext& context) {
  if (std::optional<Timestamp> at = ParseNamedDay(reader, context)) return at;
  if (std::optional<Timestamp> at = ParseAgo(reader, context)) return at;
  if (std::optional<Timestamp> at = ParseNumbersWithChineseClock(reader, context)) return at;
  DateFields fields;
  DateReader ahead = reader;
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
    SkipWeekday(reader);
    ReadChineseClock(reader, fields);
    ReadZone(reader, context, fields);
  } else if (!fields.has_year) {
    return std::nullopt;
  }
  return fields.has_year ? ToInstant(fields, context) : WithoutYear(fields, context);
}

}  // namespace

std::optional<Timestamp> ParseChineseDate(DateReader reader, const DateContext& context) {
  const std::string digits = WithDigits(reader.left);
  return ParseWithDigits({digits}, context);
}

}  // namespace fenghuo
