#include "alerts/load/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kNight = Local("2026-07-11 02:00");

Notification ATelling(int number, Timestamp at, const std::string& person = "zhang", MessageKind kind = MessageKind::kFirst) {
  Notification row;
  row.id = std::to_string(number);
  row.channel = "duty-robot";
  row.receivers = {{person, "u"}};
  row.urgency = Urgency::kMessage;
  row.created_at = at;
  row.message.kind = kind;
  row.message.incident = "2026-0711-" + std::to_string(number);
  return row;
}

// So many, so far apart, from two o'clock on.
std::vector<Notification> Tellings(int count, Duration apart) {
  std::vector<Notification> rows;
  for (int i = 0; i < count; ++i) rows.push_back(ATelling(i, kNight + i * apart));
  return rows;
}

const LoadPeriod kTheNight = {kNight, kNight + hours(5)};

TEST(MeasureLoadTest, CountsOneAlarmHoweverManyContactsCarryIt) {
  Notification chat = ATelling(1, kNight);
  chat.urgency = Urgency::kRing;
  Notification mail = chat;
  mail.id = "mail";
  mail.channel = "mail";

  const std::vector<PersonLoad> loads = MeasureLoad({chat, mail}, kTheNight, AnOffice());

  ASSERT_EQ(loads.size(), 1u);
  EXPECT_EQ(loads[0].alarms, 1);
  EXPECT_EQ(loads[0].rings, 1);
  EXPECT_EQ(loads[0].rings_at_night, 1);
}

TEST(MeasureLoadTest, TakesOnlyWhatSomebodyMustActOn) {
  std::vector<Notification> rows;
  for (MessageKind kind : {MessageKind::kBrief, MessageKind::kDigest, MessageKind::kAcknowledged, MessageKind::kClosed, MessageKind::kSourceClear,
                           MessageKind::kRestored, MessageKind::kTest, MessageKind::kShiftChange}) {
    rows.push_back(ATelling(1, kNight, "zhang", kind));
  }
  rows.push_back(ATelling(2, kNight));
  rows.back().urgency = Urgency::kSilent;
  rows.push_back(ATelling(3, kNight));
  rows.back().message.drill = true;
  EXPECT_THAT(MeasureLoad(rows, kTheNight, AnOffice()), IsEmpty());

  rows.push_back(ATelling(4, kNight, "zhang", MessageKind::kDeadline));
  EXPECT_EQ(MeasureLoad(rows, kTheNight, AnOffice()).size(), 1u);
}

TEST(MeasureLoadTest, FindsTheTenMinutesWithTheMost) {
  std::vector<Notification> rows = {ATelling(90, kNight), ATelling(91, kNight + minutes(9) + seconds(59)), ATelling(92, kNight + minutes(10))};
  std::vector<PersonLoad> loads = MeasureLoad(rows, kTheNight, AnOffice());
  EXPECT_EQ(loads.at(0).peak, 2) << "ten minutes apart is another window";
  EXPECT_EQ(loads.at(0).peak_at, kNight + minutes(9) + seconds(59));
  EXPECT_EQ(loads.at(0).floods, 0);
}

TEST(MeasureLoadTest, CountsAFloodOnceUntilItIsOver) {
  EXPECT_EQ(MeasureLoad(Tellings(10, seconds(30)), kTheNight, AnOffice()).at(0).floods, 0) << "ten are none yet";
  EXPECT_EQ(MeasureLoad(Tellings(40, seconds(30)), kTheNight, AnOffice()).at(0).floods, 1);
  std::vector<Notification> twice = Tellings(12, seconds(10));
  for (int i = 0; i < 12; ++i) twice.push_back(ATelling(100 + i, kNight + hours(1) + i * seconds(10)));
  EXPECT_EQ(MeasureLoad(twice, kTheNight, AnOffice()).at(0).floods, 2);
}

TEST(MeasureLoadTest, NamesWhoHadTheMostFirstAndNobodyOfAGroup) {
  std::vector<Notification> rows = {ATelling(1, kNight, "li"), ATelling(2, kNight, "zhang"), ATelling(3, kNight, "zhang"), ATelling(4, kNight, "")};
  std::vector<std::string> persons;
  for (const PersonLoad& load : MeasureLoad(rows, kTheNight, AnOffice())) persons.push_back(load.person);
  EXPECT_THAT(persons, ElementsAre("zhang", "li"));
}

TEST(WatchFloodsTest, BeginsAboveTenAndEndsBelowFive) {
  const Timestamp now = kNight + minutes(5);
  EXPECT_TRUE(WatchFloods({}, Tellings(10, seconds(10)), now).begun.empty());

  FloodChange change = WatchFloods({}, Tellings(11, seconds(10)), now);
  ASSERT_EQ(change.begun.size(), 1u);
  EXPECT_EQ(change.begun.at("zhang").most, 11);

  FloodChange later = WatchFloods(change.floods, Tellings(5, seconds(10)), now);
  EXPECT_TRUE(later.begun.empty()) << "said once";
  EXPECT_TRUE(later.over.empty());
  EXPECT_EQ(later.floods.at("zhang").most, 11);

  FloodChange over = WatchFloods(later.floods, Tellings(4, seconds(10)), now);
  EXPECT_TRUE(over.floods.empty());
  EXPECT_EQ(over.over.at("zhang").since, now);
  EXPECT_EQ(WatchFloods(later.floods, {}, now).over.size(), 1u) << "also when there is nothing at all";
}

TEST(WatchFloodsTest, SaysWhatAnOfficerCanDo) {
  const Desk desk = AnOffice();
  EXPECT_THAT(FloodAlarm({{"zhang", {kNight, 12}}}, desk, kNight).lines,
              ElementsAre("【通知过密】张某近10分钟内收到12条需处理的通知，超过每10分钟10条，请增派人手；属规则误报的，请调整监测规则或设暂停提醒"));
  EXPECT_THAT(FloodOver({{"zhang", {kNight, 12}}}, desk, kNight + minutes(25)).lines,
              ElementsAre("【通知恢复正常】张某的通知自02:00起过密，最多每10分钟12条，现已回落，持续25分钟"));
}

TEST(WatchFloodsTest, IsKeptBetweenTwoLooks) {
  const std::map<std::string, Flood> floods = {{"li", {kNight, 11}}, {"zhang", {kNight + minutes(1), 30}}};
  const std::map<std::string, Flood> back = ParseFloods(KeptFloods(floods) + "torn line\n");
  ASSERT_EQ(back.size(), 2u);
  EXPECT_EQ(back.at("zhang").since, kNight + minutes(1));
  EXPECT_EQ(back.at("zhang").most, 30);
}

}  // namespace
}  // namespace fenghuo
