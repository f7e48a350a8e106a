// The clocks of levels.yml and the office's calendar: what is read, and what a mistake is told.

#include <gtest/gtest.h>

#include "tests/daemon/config/config_files.h"

namespace fenghuo {
namespace {

using std::chrono::sys_days;

sys_days Day(int year, unsigned month, unsigned day) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

ConfigFiles WithClock(const std::string& clock) {
  return SmallConfig().Changed("levels.yml", "levels:\n", "clocks:\n  - " + clock + "\nlevels:\n");
}

TEST(ClocksConfigTest, AreReadWithTheLevelsAndPlacesThatTheyStartFor) {
  Result<Config> config = WithClock("{id: first, name: 权威信息发布, basis: 某文, levels: [1, 2], within: 5h, owner: [publicity_head]}").Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  ASSERT_EQ(config->clocks.size(), 1U);
  const ClockRule& rule = config->clocks[0];
  EXPECT_EQ(rule.name, "权威信息发布");
  EXPECT_EQ(rule.start, ClockStart::kLevel);
  EXPECT_EQ(rule.levels, (std::vector<Level>{1, 2}));
  EXPECT_EQ(rule.localities, (std::vector<Locality>{Locality::kLocal, Locality::kConcerned, Locality::kUnknown}));
  EXPECT_EQ(rule.length, hours(5));
  EXPECT_EQ(rule.owners, std::vector<Role>{Role::kPublicityHead});
}

TEST(ClocksConfigTest, ThatAPersonStartsNeedNoLevels) {
  Result<Config> config = WithClock("{id: c, name: 投诉受理决定, start: by_hand, working_days: 7, owner: [section_head]}").Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->clocks[0].working_days, 7);
}

TEST(ClocksConfigTest, AreToldWhatIsWrongWithThem) {
  EXPECT_EQ(ProblemsOf(WithClock("{id: c, name: 回应, levels: [3], within: 5h, working_days: 2, owner: [desk]}")),
            "levels.yml:3: clocks[0]: must have either within or working_days");
  EXPECT_EQ(ProblemsOf(WithClock("{id: c, name: 回应, within: 5h, owner: [desk]}")), "levels.yml:3: clocks[0].levels: must be given");
  EXPECT_EQ(ProblemsOf(WithClock("{id: c, name: 回应, levels: [5], within: 5h, owner: [desk]}")),
            "levels.yml:3: clocks[0].levels[0]: must be a whole number from 1 to 4, is \"5\"");
  EXPECT_EQ(ProblemsOf(WithClock("{id: c, name: 回应, levels: [3], within: 5h, owner: [desk]}\n"
                                 "  - {id: c, name: 回应, levels: [3], within: 5h, owner: [desk]}")),
            "levels.yml:4: clocks[1].id: must be given once, \"c\" is given again");
}

TEST(ClocksConfigTest, EndByAStatementWhereThePlanSaysSo) {
  Result<Config> config = WithClock("{id: c, name: 发布, levels: [1], within: 5h, owner: [publicity_head], ends_with: statement}").Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_TRUE(config->clocks[0].ends_with_statement);
  EXPECT_EQ(ProblemsOf(WithClock("{id: first, name: 发布, levels: [1], within: 5h, owner: [publicity_head], ends_with: report}")),
            "levels.yml:3: clocks[0].ends_with: must be one of statement, is \"report\"");
}

ConfigFiles WithApproval(const std::string& rows) {
  return SmallConfig().Changed("levels.yml", "levels:\n", "statements:\n" + rows + "levels:\n");
}

TEST(StatementsConfigTest, NameWhoApprovesForWhichLevels) {
  Result<Config> config = WithApproval("  - {levels: [1, 2], approve: [deputy_in_charge, director]}\n").Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  ASSERT_EQ(config->approvals.size(), 1U);
  EXPECT_EQ(config->approvals[0].levels, (std::vector<Level>{1, 2}));
  EXPECT_EQ(config->approvals[0].approve, (std::vector<Role>{Role::kDeputyInCharge, Role::kDirector}));
}

TEST(StatementsConfigTest, HaveEachLevelInOneRow) {
  EXPECT_EQ(ProblemsOf(WithApproval("  - {levels: [2], approve: [director]}\n  - {levels: [2, 3], approve: [deputy_in_charge]}\n")),
            "levels.yml:4: statements[1].levels[0]: must be in one row, 2 is in another already");
  EXPECT_EQ(ProblemsOf(WithApproval("  - {levels: [2]}\n")), "levels.yml:3: statements[0].approve: must be given");
  EXPECT_EQ(ProblemsOf(WithApproval("  - {levels: [2], approve: []}\n")), "levels.yml:3: statements[0].approve: must name at least one role");
}

TEST(CalendarConfigTest, IsReadWithEveryDayOfAHoliday) {
  Result<Config> config = SmallConfig()
                              .With("calendar.yml",
                                    "office_hours: {from: \"09:00\", to: \"18:00\"}\nyears:\n  - year: 2026\n"
                                    "    holidays: [{from: 2026-10-01, to: 2026-10-07}]\n    workdays: [2026-10-10]\n")
                              .Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->calendar.holidays.size(), 7U);
  EXPECT_FALSE(IsWorkingDay(config->calendar, Day(2026, 10, 7)));
  EXPECT_TRUE(IsWorkingDay(config->calendar, Day(2026, 10, 10)));
  EXPECT_EQ(config->calendar.closes.minutes, 18 * 60);
  EXPECT_EQ(config->calendar.years, std::set<int>{2026});
}

TEST(CalendarConfigTest, MayBeAbsent) {
  Result<Config> config = SmallConfig().Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_TRUE(config->calendar.years.empty());
}

TEST(CalendarConfigTest, IsToldWhatIsWrongWithADay) {
  auto problem = [](const std::string& rest) {
    return ProblemsOf(SmallConfig().With("calendar.yml", "years:\n  - {year: 2026, " + rest + "}\n"));
  };

  EXPECT_EQ(problem("holidays: [{from: 2027-01-01, to: 2026-01-03}]"),
            "calendar.yml:2: years[0].holidays[0].from: must be a date of the year 2026, is \"2027-01-01\"");
  EXPECT_EQ(problem("holidays: [{from: 2026-01-03, to: 2026-01-01}]"),
            "calendar.yml:2: years[0].holidays[0].to: must be from its first day to fifteen days long, is \"2026-01-01\"");
  EXPECT_EQ(problem("holidays: [], workdays: [2026-10-09]"),
            "calendar.yml:2: years[0].workdays[0]: must be a Saturday or Sunday that is worked, is \"2026-10-09\"");
}

// 国务院办公厅关于2026年部分节假日安排的通知: 33 days off (holidays and the weekends among them), six make-up days.
TEST(CalendarConfigTest, OfTheExampleHoldsTheListOf2026) {
  Result<Config> config = LoadConfig(std::string(FENGHUO_SOURCE_DIR) + "/deploy/config");

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->calendar.holidays.size(), 33U);
  EXPECT_EQ(config->calendar.workdays.size(), 6U);
  int worked = 0;
  for (sys_days day = Day(2026, 1, 1); day <= Day(2026, 12, 31); day += std::chrono::days(1)) {
    worked += IsWorkingDay(config->calendar, day) ? 1 : 0;
  }
  EXPECT_EQ(worked, 248) << "261 weekdays, 19 of them off, six weekend days worked";
}

}  // namespace
}  // namespace fenghuo
