// What the readers of dates share: a position in the text, the fields found so far, and their instant.
//
//   DateReader reader{"08:30 +0800"};
//   DateFields fields;
//   if (ReadClock(reader, fields)) ReadZone(reader, context, fields);
//   std::optional<Timestamp> at = ToInstant(fields, context);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_DATES_DATE_READER_H_
#define FENGHUO_DAEMON_CRAWL_DATES_DATE_READER_H_

#include <optional>
#include <string>
#include <string_view>

#include "daemon/crawl/dates/date_zones.h"
#include "daemon/crawl/dates/dates.h"

namespace fenghuo {

constexpr int kYearMin = 1990;
constexpr int kYearMax = 2100;

// Every reader moves it only when it succeeds.
struct DateReader {
  std::string_view left;

  bool Skip(std::string_view token);
  void SkipAny(std::string_view characters);
  size_t Digits() const;
  std::optional<int> Number(size_t digits_min, size_t digits_max);
  std::string Word();  // ASCII letters, in lower case
};

struct DateFields {
  CivilTime civil;
  int millis = 0;
  bool has_year = false;
  bool has_day = false;
  bool has_month = false;
  bool has_time = false;
  std::optional<int> offset;  // minutes east of Greenwich
};

// From 1990 to 2100, in UTC.
bool InYears(Timestamp at);

// Nothing for a day or time that no calendar has, and outside 1990 to 2100.
std::optional<Timestamp> ToInstant(DateFields fields, const DateContext& context);

// A day without a year: this year's, or last year's when that is still to come.
std::optional<Timestamp> WithoutYear(DateFields fields, const DateContext& context);

// The reference in the context's zone.
CivilTime Today(const DateContext& context);

// "08:30", "8:30:05.123"; true when a time was read.
bool ReadClock(DateReader& reader, DateFields& fields);

// What stands behind a time: a zone, or nothing. An unknown zone is taken for none.
void ReadZone(DateReader& reader, const DateContext& context, DateFields& fields);

// A clock of twelve hours as one of twenty-four.
void TwelveHours(bool afternoon, DateFields& fields);

CstMeaning MeaningOfCst(const DateContext& context);

// 2026年7月11日 08:30, 7月11日, 昨天 12:30, 3小时前 (daemon/crawl/dates/dates_chinese.cc).
std::optional<Timestamp> ParseChineseDate(DateReader reader, const DateContext& context);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_DATES_DATE_READER_H_
