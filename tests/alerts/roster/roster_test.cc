#include "alerts/roster/roster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kNight = Local("2026-07-11 02:00");
const ResponsibleUnits kCatering{{"catering"}, "qingxi"};

std::vector<std::string> IdsOf(const std::vector<Holder>& holders) {
  std::vector<std::string> ids;
  for (const Holder& holder : holders) ids.push_back(holder.person->id + (holder.gap ? " (gap)" : ""));
  return ids;
}

std::vector<std::string> Who(Role role, const ResponsibleUnits& units = kCatering, Timestamp now = kNight) {
  static const Roster roster(AStaff());
  return IdsOf(roster.Holders(role, units, now));
}

TEST(RosterTest, AsksTheShiftForTheDeskAndTheLeader) {
  EXPECT_THAT(Who(Role::kDesk), ElementsAre("zhang"));
  EXPECT_THAT(Who(Role::kLeaderOnDuty), ElementsAre("li"));
}

TEST(RosterTest, HandsOverAtTheFirstInstantOfTheNextShift) {
  EXPECT_THAT(Who(Role::kDesk, kCatering, Local("2026-07-11 08:30") - milliseconds(1)), ElementsAre("zhang"));
  EXPECT_THAT(Who(Role::kDesk, kCatering, Local("2026-07-11 08:30")), ElementsAre("wang"));
}

TEST(RosterTest, GivesTheFallbackPersonAndSaysSoWhenNobodyIsRostered) {
  EXPECT_THAT(Who(Role::kDesk, kCatering, Local("2026-07-12 08:30")), ElementsAre("wang (gap)"));
  EXPECT_THAT(Who(Role::kLeaderOnDuty, kCatering, Local("2026-07-10 17:29")), ElementsAre("deputy (gap)"));
}

TEST(RosterTest, TreatsAShiftOfSomebodyUnknownAsAGap) {
  Staff staff = AStaff();
  staff.shifts[0].desk = "left-the-bureau";
  Roster roster(staff);

  EXPECT_THAT(IdsOf(roster.Holders(Role::kDesk, kCatering, kNight)), ElementsAre("wang (gap)"));
}

TEST(RosterTest, FindsTheFixedRoles) {
  EXPECT_THAT(Who(Role::kDeputyInCharge), ElementsAre("deputy"));
  EXPECT_THAT(Who(Role::kDirector), ElementsAre("director"));
  EXPECT_THAT(Who(Role::kPublicityHead), ElementsAre("press"));
  EXPECT_THAT(Who(Role::kTaskForce), ElementsAre("cook", "press"));
  EXPECT_THAT(Who(Role::kOperations), ElementsAre("ops"));
}

TEST(RosterTest, AsksEachResponsibleSectionOnce) {
  EXPECT_THAT(Who(Role::kSectionHead, {{"catering", "press", "catering"}, ""}), ElementsAre("cook", "press"));
}

TEST(RosterTest, GoesUpTheTreeWhereASectionHasNoHead) {
  EXPECT_THAT(Who(Role::kSectionHead, {{"drugs"}, ""}), ElementsAre("director"));
}

TEST(RosterTest, TakesTheHeadWhereThereIsNoLiaison) {
  EXPECT_THAT(Who(Role::kSectionLiaison), ElementsAre("cook-liaison"));
  EXPECT_THAT(Who(Role::kSectionLiaison, {{"press"}, ""}), ElementsAre("press"));
  EXPECT_THAT(Who(Role::kCountyLiaison), ElementsAre("qingxi-head"));
}

TEST(RosterTest, FindsTheCountysHead) {
  EXPECT_THAT(Who(Role::kCountyHead), ElementsAre("qingxi-head"));
  EXPECT_THAT(Who(Role::kCountyHead, {{"catering"}, ""}), IsEmpty());
}

TEST(RosterTest, DoesNotWalkRoundACircleOfParents) {
  Staff staff;
  staff.units = {AUnit("a", "甲", "b", "", ""), AUnit("b", "乙", "a", "nobody", "")};
  Roster roster(staff);

  EXPECT_THAT(roster.Holders(Role::kSectionHead, {{"a"}, ""}, kNight), IsEmpty());
}

TEST(RosterTest, FindsTheFirstInstantThatNoShiftCovers) {
  Roster roster(AStaff());

  EXPECT_EQ(roster.FirstGap(Local("2026-07-10 18:00"), Local("2026-07-12 08:30")), std::nullopt);
  EXPECT_EQ(roster.FirstGap(Local("2026-07-10 18:00"), Local("2026-07-13 08:30")), Local("2026-07-12 08:30"));
  EXPECT_EQ(roster.FirstGap(Local("2026-07-10 12:00"), Local("2026-07-13 08:30")), Local("2026-07-10 12:00"));
}

TEST(RosterTest, KnowsPeopleAndUnitsByIdOnly) {
  Roster roster(AStaff());

  EXPECT_EQ(roster.FindPerson("li")->name, "李某");
  EXPECT_EQ(roster.FindPerson("李某"), nullptr);
  EXPECT_EQ(roster.FindUnit("catering")->name, "餐饮科");
  EXPECT_EQ(roster.FindUnit(""), nullptr);
  EXPECT_EQ(roster.ShiftAt(Local("2026-07-09 12:00")), nullptr);
}

}  // namespace
}  // namespace fenghuo
