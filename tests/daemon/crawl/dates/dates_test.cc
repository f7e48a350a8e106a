#include "daemon/crawl/dates/dates.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

const Zone& Beijing() {
  static const Zone zone = *Zone::Load("Asia/Shanghai");
  return zone;
}

Timestamp Now() { return *ParseRfc3339("2026-07-11T04:00:00Z"); }  // noon in Beijing

std::string Read(std::string_view text, const Zone* zone = nullptr) {
  std::optional<Timestamp> at = ParseDate(text, {Now(), zone});
  return at ? FormatRfc3339(*at) : "nothing";
}

std::string ReadInBeijing(std::string_view text) { return Read(text, &Beijing()); }

TEST(ParseDateTest, ReadsRfc822AndItsRelatives) {
  EXPECT_EQ(Read("Fri, 11 Jul 2025 08:30:00 +0800"), "2025-07-11T00:30:00Z");
  EXPECT_EQ(Read("11 Jul 2025 08:30 GMT"), "2025-07-11T08:30:00Z");
  EXPECT_EQ(Read("Mon, 11 Jul 2025 08:30:00 GMT"), "2025-07-11T08:30:00Z");  // the wrong weekday
  EXPECT_EQ(Read("Friday, 11-Jul-25 08:30:00 GMT"), "2025-07-11T08:30:00Z");
  EXPECT_EQ(Read("Fri Jul 11 08:30:00 2025"), "2025-07-11T08:30:00Z");
  EXPECT_EQ(Read("Fri, 1 July 2025 8:05:09 PDT"), "2025-07-01T15:05:09Z");
  EXPECT_EQ(Read("Fri , 11 Jul 2025 , 08:30:00 -0500 (EST)"), "2025-07-11T13:30:00Z");
  EXPECT_EQ(Read("Sat, Dec 16 2023 02:02:33 PM"), "2023-12-16T14:02:33Z");
  EXPECT_EQ(Read("July 11, 2025 12:10 AM"), "2025-07-11T00:10:00Z");
  EXPECT_EQ(Read("mer, 16 nov 2022 00:38:15 +0100"), "2022-11-15T23:38:15Z");
  EXPECT_EQ(Read("mar, 15 nov 2022 00:38:15 +0100"), "2022-11-14T23:38:15Z");  // martedì, not March
  EXPECT_EQ(Read("Seg, 24 Set 2018 19:42:40 -0300"), "2018-09-24T22:42:40Z");
  EXPECT_EQ(Read("11 Jul 99 08:30 UT"), "1999-07-11T08:30:00Z");
  EXPECT_EQ(Read("Fri, 11 Jul 2025"), "2025-07-11T00:00:00Z");
}

TEST(ParseDateTest, ReadsIso8601InAllItsForms) {
  EXPECT_EQ(Read("2026-07-11T08:30:00+08:00"), "2026-07-11T00:30:00Z");
  EXPECT_EQ(Read("2026-07-11T08:30:00Z"), "2026-07-11T08:30:00Z");
  EXPECT_EQ(Read("2026-07-11t08:30:00.5z"), "2026-07-11T08:30:00.500Z");
  EXPECT_EQ(Read("2026-07-11 08:30:00 +0800"), "2026-07-11T00:30:00Z");
  EXPECT_EQ(Read("2026-07-11T08:30"), "2026-07-11T08:30:00Z");
  EXPECT_EQ(Read("2026/7/1 8:05"), "2026-07-01T08:05:00Z");
  EXPECT_EQ(Read("2026.07.11"), "2026-07-11T00:00:00Z");
  EXPECT_EQ(Read("2026-07"), "2026-07-01T00:00:00Z");
  EXPECT_EQ(Read("2026"), "2026-01-01T00:00:00Z");
  EXPECT_EQ(Read("20260711T083000Z"), "2026-07-11T08:30:00Z");
  EXPECT_EQ(Read("20260711"), "2026-07-11T00:00:00Z");
  EXPECT_EQ(Read("20260711083000"), "2026-07-11T08:30:00Z");
  EXPECT_EQ(Read("2026-07-11T24:00:00Z"), "2026-07-12T00:00:00Z");
  EXPECT_EQ(Read("2016-12-31T23:59:60Z"), "2016-12-31T23:59:59.999Z");
}

TEST(ParseDateTest, ReadsUnixTime) {
  EXPECT_EQ(Read("1783730400"), "2026-07-11T00:40:00Z");
  EXPECT_EQ(Read("1783730400123"), "2026-07-11T00:40:00.123Z");
}

TEST(ParseDateTest, ReadsChineseDates) {
  EXPECT_EQ(ReadInBeijing("2026年7月11日 08:30"), "2026-07-11T00:30:00Z");
  EXPECT_EQ(ReadInBeijing("2026年07月11日08时30分05秒"), "2026-07-11T00:30:05Z");
  EXPECT_EQ(ReadInBeijing("2026年7月11日（星期六） 下午3点20分"), "2026-07-11T07:20:00Z");
  EXPECT_EQ(ReadInBeijing("2026年7月11日 上午12:05"), "2026-07-10T16:05:00Z");
  EXPECT_EQ(ReadInBeijing("２０２６年７月１１日　０８：３０"), "2026-07-11T00:30:00Z");
  EXPECT_EQ(ReadInBeijing("2026年7月"), "2026-06-30T16:00:00Z");
  EXPECT_EQ(ReadInBeijing("26年7月11日"), "2026-07-10T16:00:00Z");
}

TEST(ParseDateTest, ReadsDatesInChineseNumerals) {
  EXPECT_EQ(ReadInBeijing("二〇二六年七月十一日"), "2026-07-10T16:00:00Z");
  EXPECT_EQ(ReadInBeijing("二○二五年十二月三十一日"), "2025-12-30T16:00:00Z");
  EXPECT_EQ(ReadInBeijing("二零二六年一月二十日"), "2026-01-19T16:00:00Z");
  EXPECT_EQ(ReadInBeijing("两小时前"), "2026-07-11T02:00:00Z");
  EXPECT_EQ(ReadInBeijing("十分钟前"), "2026-07-11T03:50:00Z");
  EXPECT_EQ(ReadInBeijing("三年级二班"), "nothing");
}

TEST(ParseDateTest, ReadsAWeekdayAndAChineseClockBehindAnyDay) {
  EXPECT_EQ(ReadInBeijing("2026年7月10日星期五 上午8:30"), "2026-07-10T00:30:00Z");
  EXPECT_EQ(ReadInBeijing("2026年7月10日 周五 08:30"), "2026-07-10T00:30:00Z");
  EXPECT_EQ(ReadInBeijing("2026年7月10日（星期五）下午3时05分"), "2026-07-10T07:05:00Z");
  EXPECT_EQ(ReadInBeijing("2026/7/10 下午 3:05:09"), "2026-07-10T07:05:09Z") << "as Windows writes it";
  EXPECT_EQ(ReadInBeijing("2026-07-10 星期五 08:30"), "2026-07-10T00:30:00Z");
  EXPECT_EQ(ReadInBeijing("2026-07/10 星期五"), "nothing");
}

TEST(ParseDateTest, ReadsMonthsWithAccents) {
  EXPECT_EQ(Read("Mit, 15 Mär 2023 08:30:00 +0100"), "2023-03-15T07:30:00Z");
  EXPECT_EQ(Read("15 févr. 2023 08:30"), "2023-02-15T08:30:00Z");
  EXPECT_EQ(Read("15 août 2023"), "2023-08-15T00:00:00Z");
  EXPECT_EQ(Read("mié, 15 déc 2023 08:30:00 GMT"), "2023-12-15T08:30:00Z");
}

TEST(ParseDateTest, ReadsRelativeDatesAgainstTheReference) {
  EXPECT_EQ(ReadInBeijing("3小时前"), "2026-07-11T01:00:00Z");
  EXPECT_EQ(ReadInBeijing("15 分钟前"), "2026-07-11T03:45:00Z");
  EXPECT_EQ(ReadInBeijing("半小时前"), "2026-07-11T03:30:00Z");
  EXPECT_EQ(ReadInBeijing("2天前"), "2026-07-09T04:00:00Z");
  EXPECT_EQ(ReadInBeijing("30年前"), "1996-07-18T04:00:00Z");
  EXPECT_EQ(ReadInBeijing("99999年前"), "nothing");
  EXPECT_EQ(ReadInBeijing("9999999999999"), "nothing");
  EXPECT_EQ(ReadInBeijing("刚刚"), "2026-07-11T04:00:00Z");
  EXPECT_EQ(ReadInBeijing("昨天 23:10"), "2026-07-10T15:10:00Z");
  EXPECT_EQ(ReadInBeijing("今天08:30"), "2026-07-11T00:30:00Z");
  EXPECT_EQ(ReadInBeijing("前天"), "2026-07-08T16:00:00Z");
}

TEST(ParseDateTest, ADayWithoutAYearIsTheLatestThatHasBeen) {
  EXPECT_EQ(ReadInBeijing("7月11日"), "2026-07-10T16:00:00Z");
  EXPECT_EQ(ReadInBeijing("12月31日 20:00"), "2025-12-31T12:00:00Z");
  EXPECT_EQ(ReadInBeijing("07-10 18:00"), "2026-07-10T10:00:00Z");
  EXPECT_EQ(ReadInBeijing("11-20 18:00"), "2025-11-20T10:00:00Z");
}

TEST(ParseDateTest, ReadsATimeWithoutAZoneInTheGivenOne) {
  EXPECT_EQ(ReadInBeijing("2026-07-11 08:30:00"), "2026-07-11T00:30:00Z");
  EXPECT_EQ(ReadInBeijing("Sat, 11 Jul 2026 08:30:00"), "2026-07-11T00:30:00Z");
}

TEST(ParseDateTest, CstIsChinaInAsiaAndCentralElsewhere) {
  EXPECT_EQ(ReadInBeijing("Sat Jul 11 08:30:00 CST 2026"), "2026-07-11T00:30:00Z");
  EXPECT_EQ(Read("Sat, 11 Jul 2026 08:30:00 CST"), "2026-07-11T14:30:00Z");
}

TEST(ParseDateTest, TakesDayAndMonthOnlyWhenTheyCannotBeMistaken) {
  EXPECT_EQ(Read("25/12/2025"), "2025-12-25T00:00:00Z");
  EXPECT_EQ(Read("12/25/2025 10:00"), "2025-12-25T10:00:00Z");
  EXPECT_EQ(Read("07/07/2025"), "2025-07-07T00:00:00Z");
  EXPECT_EQ(Read("11/07/2025"), "nothing");
}

// Attack row P7.
TEST(ParseDateTest, P7ImpossibleDatesGiveNothing) {
  for (const char* text : {"0000-00-00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "31 Feb 2025 10:00 GMT", "2025-02-30",
                           "2025-13-01", "2025-07-11T25:00:00Z", "2025-07-11T08:61:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "0", "1",
                           "-1", "99999999999999999999", "yesterday", "", "   ", "Invalid Date", "NaN", "今天吃什么", "3月",
                           "2026年13月1日", "((((((((((", "+0800", "::::", "Jul", "11"}) {
    EXPECT_EQ(Read(text), "nothing") << text;
  }
  EXPECT_EQ(Read(std::string(100000, '1')), "nothing");
}

}  // namespace
}  // namespace fenghuo
