#include "alerts/incident/concern.h"

#include <gtest/gtest.h>

#include "alerts/tasks/tasks.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");

TEST(ConcernsTest, TheResponsibleUnitsAndWhoeverAnswersForThem) {
  const Desk desk = AnOffice();
  const Incident incident = Open(AStory().facts, desk, 3, kNine).incident;
  ASSERT_EQ(incident.departments, std::vector<std::string>{"catering"});

  EXPECT_TRUE(Concerns(incident, "cook", desk.roster));
  EXPECT_TRUE(Concerns(incident, "cook-liaison", desk.roster));
  EXPECT_FALSE(Concerns(incident, "mute", desk.roster)) << "of another unit, and told nothing";
  EXPECT_FALSE(Concerns(incident, "stranger", desk.roster));
}

TEST(ConcernsTest, WhoeverWasTold) {
  const Desk desk = AnOffice();
  Incident incident = Open(AStory().facts, desk, 3, kNine).incident;
  incident.told.push_back("mute");

  EXPECT_TRUE(Concerns(incident, "mute", desk.roster));
}

TEST(ConcernsTest, WhoeverHasATaskOfIt) {
  const Desk desk = AnOffice();
  Incident incident = Open(AStory().facts, desk, 3, kNine).incident;
  incident.told.clear();
  ASSERT_FALSE(Concerns(incident, "ops", desk.roster));

  const TaskWish wish{.unit = "drugs", .owner = "ops", .what = "核查", .due = kNine + hours(1), .by = {"wang"}};
  incident = AssignTask(incident, wish, desk, kNine)->incident;

  EXPECT_TRUE(Concerns(incident, "ops", desk.roster));
}

}  // namespace
}  // namespace fenghuo
