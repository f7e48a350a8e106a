#include <gtest/gtest.h>

#include "alerts/roster/calendar.h"
#include "daemon/commands/roster_calendar.h"
#include "daemon/commands/roster_sheet.h"
#include "daemon/commands/roster_shown.h"
#include "daemon/commands/table_file.h"

namespace fenghuo {
namespace {

const Zone kShanghai = *Zone::Load("Asia/Shanghai");

Timestamp At(const std::string& text) { return *ParseRfc3339(text + ":00+08:00"); }

Staff AStaff() {
  Staff staff;
  for (const auto& [id, name] : std::vector<std::pair<std::string, std::string>>{
           {"zhang", "张某"}, {"wang", "王某"}, {"li", "李某某"}, {"zhao", "赵某"}, {"liu-a", "刘某"}, {"liu-b", "刘某"}}) {
    Person person;
    person.id = id;
    person.name = name;
    person.phone = "000-" + id;
    staff.people.push_back(person);
  }
  staff.fallback_desk = "zhang";
  staff.fallback_leader = "li";
  return staff;
}

const Staff kStaff = AStaff();
const SheetReading kDecember{.staff = kStaff, .month = std::chrono::year(2026) / 12};

Result<DutySheet> Read(const std::string& text, const SheetReading& reading = kDecember) {
  return ReadDutySheet(*ReadTableFile(text), reading);
}

std::string FileOf(const Result<DutySheet>& sheet, const std::string& name = "2026-12.yml") {
  EXPECT_TRUE(sheet.ok()) << sheet.error().message;
  if (!sheet.ok()) return "";
  const std::string text = SheetFiles(*sheet).at(name);
  return text.substr(text.find("roster:\n") + 8);
}

TEST(RosterSheetTest, ReadsASheetWithARowForEachShift) {
  const Result<DutySheet> sheet = Read(
      "日期,班次,带班领导,值班员,电话\n"
      "12月1日（周二）,白班,李某某,张 某,0000\n"
      ",夜班,,王某 13000000000,0000\n"
      "2026-12-02 00:00:00,全天,赵某,张某,0000\n");

  EXPECT_EQ(FileOf(sheet),
            "  - {date: 2026-12-01, shift: day, desk: zhang, leader: li}\n"
            "  - {date: 2026-12-01, shift: night, desk: wang, leader: li}\n"
            "  - {date: 2026-12-02, shift: both, desk: zhang, leader: zhao}\n");
  EXPECT_TRUE(sheet->remarks.empty());
}

TEST(RosterSheetTest, ReadsASheetWithAColumnForTheDayAndOneForTheNight) {
  EXPECT_EQ(FileOf(Read("值班日期\t带班领导\t白班\t夜班\n1日\t赵某\t张某\t王某\n")),
            "  - {date: 2026-12-01, shift: day, desk: zhang, leader: zhao}\n"
            "  - {date: 2026-12-01, shift: night, desk: wang, leader: zhao}\n");
}

TEST(RosterSheetTest, MakesAFileOfEachMonth) {
  const Result<DutySheet> sheet = Read("日期,带班领导,值班员\n2026/12/31,li,zhang\n2027.1.1,li,wang\n", {.staff = kStaff});

  EXPECT_EQ(FileOf(sheet), "  - {date: 2026-12-31, shift: both, desk: zhang, leader: li}\n");
  EXPECT_EQ(FileOf(sheet, "2027-01.yml"), "  - {date: 2027-01-01, shift: both, desk: wang, leader: li}\n");
}

TEST(RosterSheetTest, SaysWhatItTookAndWhatIsMissing) {
  const Result<DutySheet> sheet = Read("日期,班次,带班领导,值班员\n12月1日,全天,赵某,张某、王某\n12月3日,白班,赵某,王某\n");

  ASSERT_TRUE(sheet.ok());
  EXPECT_EQ(sheet->remarks, (std::vector<std::string>{"line 2: the desk is one person; of \"张某、王某\" 张某 is taken",
                                                      "2026-12-02: no day shift; the rotation of staff.yml counts",
                                                      "2026-12-02: no night shift; the rotation of staff.yml counts",
                                                      "2026-12-03: no night shift; the rotation of staff.yml counts"}));
}

TEST(RosterSheetTest, RefusesWhatItCannotTellAllAtOnce) {
  const Result<DutySheet> sheet = Read(
      "日期,班次,带班领导,值班员\n"
      "12月32日,全天,赵某,张某\n"
      "12月1日,全天,赵某,钱某\n"
      "12月2日,中班,赵某,张某\n"
      "12月3日,全天,赵某,刘某\n"
      "12月4日,全天,赵某,\n"
      "12月5日,全天,赵某,张某\n"
      "12月5日,夜班,赵某,王某\n");

  ASSERT_FALSE(sheet.ok());
  EXPECT_EQ(sheet.error().message,
            "line 2: must have a date such as 2026-12-01 or 12月1日 (then say the year with --month 2026-12), has \"12月32日\"\n"
            "line 3: the desk must be somebody of staff.yml, is \"钱某\"\n"
            "line 4: the shift must be 白班, 夜班 or 全天, is \"中班\"\n"
            "line 5: \"刘某\" is the name of 2 people; write the id\n"
            "line 6: must name the desk, is empty\n"
            "line 8: the night shift of 2026-12-05 stands in line 7 already");
}

TEST(RosterSheetTest, NamesTheColumnsThatItNeeds) {
  EXPECT_EQ(Read("序号,姓名\n1,张某\n").error().message,
            "must have the columns 日期, 值班员 (or 白班 and 夜班), 带班领导; there are 序号, 姓名");
  EXPECT_EQ(Read("日期,带班领导,值班员\n").error().message, "holds no shift");
}

std::vector<Shift> TwoShifts() {
  return {{At("2026-12-01T08:30"), At("2026-12-01T17:30"), "zhang", "li"}, {At("2026-12-01T17:30"), At("2026-12-02T08:30"), "wang", "zhao"}};
}

TEST(RosterCalendarTest, HasAnEventForEachShift) {
  const std::string text = WriteDutyCalendar(TwoShifts(), {.roster = Roster(kStaff), .office = "某市市场监督管理局", .now = At("2026-11-22T09:00")});

  for (const char* line : {"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "DTSTAMP:20261122T010000Z\r\n", "DTSTART:20261201T003000Z\r\n",
                           "DTEND:20261201T093000Z\r\n", "SUMMARY:值班员：张某；带班领导：李某某\r\n", "LOCATION:某市市场监督管理局\r\n",
                           "DESCRIPTION:张某 000-zhang\\n李某某 000-li\r\n", "UID:shift-1796085000@fenghuo\r\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << " is not in\n" << text;
  }
}

TEST(RosterCalendarTest, IsReadBackAsWritten) {
  const std::string text = WriteDutyCalendar(TwoShifts(), {.roster = Roster(kStaff), .office = "某局", .now = At("2026-11-22T09:00")});

  const Result<std::vector<DutyEvent>> events =
      ReadDutyCalendar(text, {.zone = kShanghai, .from = At("2026-12-01T00:00"), .to = At("2027-01-01T00:00")});

  ASSERT_TRUE(events.ok()) << events.error().message;
  EXPECT_EQ(FileOf(ReadDutyEvents(*events, kDecember)),
            "  - {date: 2026-12-01, shift: day, desk: zhang, leader: li}\n"
            "  - {date: 2026-12-01, shift: night, desk: wang, leader: zhao}\n");
}

TEST(RosterCalendarTest, WritesOutWhatRepeatsAndTakesWholeDays) {
  const std::string text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
      "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201\r\nRRULE:FREQ=DAILY;INTERVAL=2;COUNT=3\r\n"
      "SUMMARY:值班员: 王某; 带班领导: 赵某\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

  const Result<std::vector<DutyEvent>> events =
      ReadDutyCalendar(text, {.zone = kShanghai, .from = At("2026-12-01T00:00"), .to = At("2027-01-01T00:00")});

  ASSERT_TRUE(events.ok());
  EXPECT_EQ(FileOf(ReadDutyEvents(*events, kDecember)),
            "  - {date: 2026-12-02, shift: both, desk: wang, leader: zhao}\n"
            "  - {date: 2026-12-04, shift: both, desk: wang, leader: zhao}\n");
}

TEST(RosterCalendarTest, RefusesWhatIsNone) {
  const CalendarReading reading{.zone = kShanghai, .from = Timestamp(), .to = At("2027-01-01T00:00")};
  EXPECT_EQ(ReadDutyCalendar("BEGIN:VCALENDAR", reading).error().message, "is no iCalendar file (RFC 5545)");
  EXPECT_EQ(ReadDutyCalendar("", reading).error().message, "is no iCalendar file (RFC 5545)");
  const DutyEvent meeting{.date = std::chrono::year(2026) / 12 / 1, .summary = "例会"};
  EXPECT_EQ(ReadDutyEvents({meeting}, kDecember).error().message,
            "event of 2026-12-01 \"例会\": must name the desk, is empty\nevent of 2026-12-01 \"例会\": must name the leader, is empty");
}

TEST(RosterTableTest, ShowsWhoIsOnDutyAndWhereNobodyIs) {
  Config config;
  config.zone = kShanghai;
  config.staff = kStaff;
  config.staff.shifts = TwoShifts();
  config.calendar.holidays.insert(std::chrono::year(2026) / 12 / 2);

  const RosterTable table = ShowRosterTable(config, At("2026-12-01T00:00"), At("2026-12-04T00:00"));

  EXPECT_TRUE(table.has_gap);
  EXPECT_EQ(table.text,
            "2026-12-01 周二\n"
            "  00:00—08:30　无人值班；暂由值班员 张某 000-zhang　带班领导 李某某 000-li承担\n"
            "  08:30—17:30　值班员 张某 000-zhang　带班领导 李某某 000-li\n"
            "  17:30—次日08:30　值班员 王某 000-wang　带班领导 赵某 000-zhao\n"
            "2026-12-02 周三（休）\n"
            "  08:30—12月4日00:00　无人值班；暂由值班员 张某 000-zhang　带班领导 李某某 000-li承担\n");
}

}  // namespace
}  // namespace fenghuo
