// The change of shift in the running core.

#include "daemon/core/shifts.h"

#include <gtest/gtest.h>

#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

// Zhang until noon, then He.
Config TwoShifts() {
  Config config = AnOffice();
  const Timestamp noon = Morning() + hours(2);
  config.staff.shifts = {{Morning() - hours(24), noon, "zhang", "li"}, {noon, noon + hours(24), "he", "li"}};
  return config;
}

std::string Signed(RunningOffice& office) {
  office.ReadBaselines();
  office.Read("news", {ADocument().Titled("某市第三小学学生食物中毒住院")});
  const std::string id = office.Incidents().at(0).id;
  office.Do(id, {.kind = ActionKind::kAcknowledge, .person = "zhang"});
  office.Do(id, {.kind = ActionKind::kHandle, .person = "zhang"});
  return id;
}

TEST(ShiftsTest, GiveTheSheetToWhoeverComesAndTellTheLeaderWhenItIsNotAccepted) {
  RunningOffice office(TwoShifts());
  Signed(office);

  office.WaitUntil(Morning() + hours(2) + minutes(1));
  std::vector<Notification> told = office.NotificationsOf(MessageKind::kShiftChange);
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told[0].receivers[0].person, "he");
  const size_t sheets = told.size();

  office.WaitUntil(Morning() + hours(2) + minutes(20));
  told = office.NotificationsOf(MessageKind::kShiftChange);
  ASSERT_GT(told.size(), sheets);
  EXPECT_EQ(told.back().receivers[0].person, "li");
  const size_t all = told.size();
  office.WaitUntil(Morning() + hours(4));
  EXPECT_EQ(office.NotificationsOf(MessageKind::kShiftChange).size(), all) << "once";
}

TEST(ShiftsTest, AreAcceptedByWhoeverHasTheDeskAlsoAfterARestart) {
  RunningOffice office(TwoShifts());
  const std::string id = Signed(office);
  EXPECT_EQ(office.engine().AcceptShift("zhang", office.now()).error().message, "没有待接的班");
  office.WaitUntil(Morning() + hours(2) + minutes(1));
  office.Restart(TwoShifts());

  EXPECT_FALSE(office.engine().AcceptShift("zhang", office.now()).ok());
  Result<std::vector<std::string>> taken = office.engine().AcceptShift("he", office.now());

  ASSERT_TRUE(taken.ok()) << taken.error().message;
  EXPECT_EQ(*taken, std::vector<std::string>{office.Incidents().at(0).number});
  EXPECT_EQ(office.Incidents().at(0).acknowledgement->person, "he");
  EXPECT_EQ(office.engine().AcceptShift("he", office.now()).error().message, "没有待接的班");
}

TEST(ShiftsTest, HappenOnceAlsoWhenTheClockIsSetBack) {
  RunningOffice office(TwoShifts());
  Signed(office);
  const Timestamp noon = Morning() + hours(2);
  office.WaitUntil(noon + minutes(1));
  const size_t told = office.NotificationsOf(MessageKind::kShiftChange).size();

  office.SetTime(noon - minutes(30));
  ASSERT_TRUE(office.engine().Tick(office.now()).ok());
  office.WaitUntil(noon + minutes(5));

  EXPECT_EQ(office.NotificationsOf(MessageKind::kShiftChange).size(), told);
  EXPECT_TRUE(office.engine().AcceptShift("he", office.now()).ok());
}

TEST(ShiftsTest, PassInSilenceWhereNothingIsOpen) {
  RunningOffice office(TwoShifts());
  office.ReadBaselines();

  office.WaitUntil(Morning() + hours(3));

  EXPECT_TRUE(office.NotificationsOf(MessageKind::kShiftChange).empty());
  EXPECT_EQ(office.engine().AcceptShift("he", office.now()).error().message, "没有待接的班");
}

}  // namespace
}  // namespace fenghuo
