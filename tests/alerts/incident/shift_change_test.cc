#include "alerts/incident/shift_change.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kChange = Local("2026-07-11 08:30");

ShiftChange ZhangToWang() { return {.at = kChange, .from = {"zhang"}, .to = "wang"}; }

Incident SignedBy(const std::string& person, const Desk& desk) {
  const Incident opened = Open(AStory().facts, desk, 3, kChange - hours(1)).incident;
  return Act(opened, {.kind = ActionKind::kAcknowledge, .person = person}, desk, kChange - minutes(50))->incident;
}

TEST(ShiftSheetTest, SaysWhatIsOpenWhoSignedAndUntilWhenToAccept) {
  const Desk desk = AnOffice();
  const Incident waiting = Open(AStory().OfLevel(3).facts, desk, 4, kChange - minutes(10)).incident;

  const Message sheet = ShiftSheet(ZhangToWang(), {waiting, SignedBy("zhang", desk)}, desk, kChange);

  EXPECT_EQ(sheet.kind, MessageKind::kShiftChange);
  EXPECT_EQ(sheet.lines, (std::vector<std::string>{
                             "【交接班】7月11日08:30  交班张某→接班王某：未结2起、待签收1起、交班人已签收1起，请王某08:45前点“接班”",
                             "0711-03 Ⅱ级·本地：某区一小学多名学生餐后呕吐送医（已签收，张某签收）",
                             "0711-04 Ⅲ级·本地：某区一小学多名学生餐后呕吐送医（待签收，最近到期08:50）"}));
}

TEST(ShiftSheetTest, TellsTheLeaderWhatNobodyHas) {
  const Desk desk = AnOffice();

  const Message late = ShiftNotAccepted(ZhangToWang(), {SignedBy("zhang", desk), SignedBy("li", desk)}, desk, kChange + kAcceptWithin);

  EXPECT_EQ(late.lines, std::vector<std::string>{"【尚未接班】王某7月11日08:30起当班，尚未点“接班”；张某签收的0711-03无人承接，请督促"});
}

TEST(ShiftChangeTest, IsReadBackAsItWasKept) {
  const ShiftChange change{.at = kChange, .from = {"zhang", "li"}, .to = "wang"};

  const std::optional<ShiftChange> read = ParseShiftChange(KeptShiftChange(change));

  ASSERT_TRUE(read);
  EXPECT_EQ(read->at, kChange);
  EXPECT_EQ(read->from, change.from);
  EXPECT_EQ(read->to, "wang");
  EXPECT_FALSE(ParseShiftChange(""));
}

TEST(TakeOverTest, GivesTheSignatureToWhoeverComes) {
  const Desk desk = AnOffice();
  const Incident before = SignedBy("zhang", desk);

  const std::optional<Decision> taken = TakeOver(before, ZhangToWang(), desk, kChange + minutes(5));

  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->incident.acknowledgement->person, "wang");
  EXPECT_EQ(taken->incident.acknowledgement->expires_at, before.acknowledgement->expires_at);
  EXPECT_EQ(TextsOf(*taken), std::vector<std::string>{"王某接班，承接张某签收的本事件。"});
  EXPECT_TRUE(taken->notifications.empty());
}

TEST(TakeOverTest, LeavesWhatOthersHaveSignedAndWhatIsOver) {
  const Desk desk = AnOffice();
  const Incident leaders = SignedBy("li", desk);
  EXPECT_FALSE(TakeOver(leaders, ZhangToWang(), desk, kChange));
  EXPECT_FALSE(TakeOver(SignedBy("wang", desk), ZhangToWang(), desk, kChange));
  EXPECT_FALSE(TakeOver(Open(AStory().facts, desk, 3, kChange).incident, ZhangToWang(), desk, kChange)) << "nobody has signed";
  Incident over = SignedBy("zhang", desk);
  over.state = IncidentState::kClosed;
  EXPECT_FALSE(TakeOver(over, ZhangToWang(), desk, kChange));
}

}  // namespace
}  // namespace fenghuo
