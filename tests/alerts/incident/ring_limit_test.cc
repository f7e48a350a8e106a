#include "alerts/incident/ring_limit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const Timestamp kNight = Local("2026-07-11 02:26");

Notification ARing(const std::string& id, std::vector<std::string> persons, Timestamp at = kNight) {
  Notification row;
  row.id = id;
  row.channel = "duty-robot";
  for (const std::string& person : persons) row.receivers.push_back({person, "u-" + person});
  row.urgency = Urgency::kRing;
  row.created_at = at;
  row.message.number = "0711-" + id;
  row.message.level = 2;
  row.message.locality = Locality::kLocal;
  row.message.category = "餐饮服务";
  row.message.title = "后厨见鼠";
  return row;
}

std::vector<Notification> Rung(int times, const std::string& person, Timestamp at = kNight - minutes(30)) {
  std::vector<Notification> rows;
  for (int i = 0; i < times; ++i) rows.push_back(ARing("old" + std::to_string(i), {person}, at));
  return rows;
}

TEST(LimitRingingTest, LeavesTheFirstSixAlone) {
  std::vector<Notification> kept = LimitRinging({ARing("07", {"zhang"})}, Rung(5, "zhang"), AnOffice(), kNight);

  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].id, "07");
}

TEST(LimitRingingTest, TurnsTheExcessIntoOneRingWithAList) {
  std::vector<Notification> kept =
      LimitRinging({ARing("07", {"zhang"}), ARing("08", {"zhang"})}, Rung(6, "zhang"), AnOffice(), kNight);

  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].urgency, Urgency::kRing);
  EXPECT_EQ(kept[0].channel, "duty-robot");
  EXPECT_THAT(kept[0].id, StartsWith("flood-"));
  EXPECT_THAT(kept[0].message.lines,
              ElementsAre("【舆情集中出现】请上线，以下事件不再逐条响铃", "0711-07 Ⅱ级·本地·餐饮服务：后厨见鼠",
                          "0711-08 Ⅱ级·本地·餐饮服务：后厨见鼠"));
}

TEST(LimitRingingTest, RingsOnceForTheFloodAndThenOnlyLists) {
  std::vector<Notification> night = Rung(6, "zhang");
  for (Notification& row : LimitRinging({ARing("07", {"zhang"})}, night, AnOffice(), kNight)) night.push_back(row);

  std::vector<Notification> kept = LimitRinging({ARing("08", {"zhang"})}, night, AnOffice(), kNight);

  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].urgency, Urgency::kSilent);
  EXPECT_THAT(kept[0].message.lines, ElementsAre("【舆情集中出现】又有以下事件，不再响铃，请上线处理",
                                                 "0711-08 Ⅱ级·本地·餐饮服务：后厨见鼠"));
}

TEST(LimitRingingTest, StillRingsTheOthersOfTheSameMessage) {
  std::vector<Notification> kept = LimitRinging({ARing("07", {"zhang", "li"})}, Rung(6, "zhang"), AnOffice(), kNight);

  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].id, "07");
  ASSERT_EQ(kept[0].receivers.size(), 1u);
  EXPECT_EQ(kept[0].receivers[0].person, "li");
  EXPECT_EQ(kept[1].receivers[0].person, "zhang");
}

TEST(LimitRingingTest, LeavesTheGroupItsMessageWithoutARing) {
  Notification group = ARing("07", {"zhang"});
  group.receivers.push_back({});

  std::vector<Notification> kept = LimitRinging({group}, Rung(6, "zhang"), AnOffice(), kNight);

  ASSERT_FALSE(kept.empty());
  EXPECT_EQ(kept[0].id, "07");
  EXPECT_EQ(kept[0].urgency, Urgency::kMessage);
  ASSERT_EQ(kept[0].receivers.size(), 1u);
  EXPECT_EQ(kept[0].receivers[0].person, "");
}

TEST(LimitRingingTest, CountsOnlyWhatRangThisNight) {
  std::vector<Notification> before = Rung(9, "zhang", Local("2026-07-10 06:30"));
  std::vector<Notification> silent = Rung(9, "zhang");
  for (Notification& row : silent) row.urgency = Urgency::kSilent;
  before.insert(before.end(), silent.begin(), silent.end());

  EXPECT_EQ(LimitRinging({ARing("07", {"zhang"})}, before, AnOffice(), kNight)[0].id, "07");
}

TEST(LimitRingingTest, DoesNothingByDay) {
  Timestamp day = Local("2026-07-11 10:00");

  EXPECT_EQ(LimitRinging({ARing("07", {"zhang"}, day)}, Rung(9, "zhang"), AnOffice(), day)[0].id, "07");
}

TEST(LimitRingingTest, LeavesWhatDoesNotRingAlone) {
  Notification quiet = ARing("07", {"zhang"});
  quiet.urgency = Urgency::kMessage;

  EXPECT_EQ(LimitRinging({quiet}, Rung(9, "zhang"), AnOffice(), kNight)[0].id, "07");
}

TEST(LimitRingingTest, GivesTheSameIdForTheSameList) {
  auto id = [] { return LimitRinging({ARing("07", {"zhang"})}, Rung(6, "zhang"), AnOffice(), kNight)[0].id; };

  EXPECT_EQ(id(), id());
}

TEST(LimitRingingTest, SaysInTheTimelineWhoIsNoLongerRung) {
  Decision decision = Open(AStory().facts, AnOffice(), 3, kNight);
  int64_t next = decision.incident.next_entry;

  LimitRinging(decision, Rung(6, "zhang"), AnOffice(), kNight);

  EXPECT_EQ(decision.timeline.back().sequence, next);
  EXPECT_EQ(decision.incident.next_entry, next + 1);
  EXPECT_EQ(decision.timeline.back().text,
            "张某今夜响铃已达6次，本事件改列入“舆情集中出现”清单，不再单独响铃。");
  EXPECT_EQ(decision.notifications.size(), 1u);
}

TEST(LimitRingingTest, SaysNowhereInTheTimelineThatTheOneHeldBackWasRung) {
  Decision decision = Open(AStory().facts, AnOffice(), 3, kNight);
  ASSERT_THAT(decision.timeline[1].text, StartsWith("已通知值班员张某（响铃），请"));

  LimitRinging(decision, Rung(6, "zhang"), AnOffice(), kNight);

  EXPECT_THAT(decision.timeline[1].text, StartsWith("已通知值班员张某（列入清单），请"));
}

TEST(LimitRingingTest, NamesInTheTimelineWhomAMessageDidNotRing) {
  Desk desk = AnOffice();
  for (NotifyRow& row : desk.policies.rows) {
    if (!row.steps.empty()) row.steps[0].roles = {Role::kDesk, Role::kLeaderOnDuty};
  }
  Decision decision = Open(AStory().facts, desk, 3, kNight);
  ASSERT_THAT(decision.timeline[1].text, StartsWith("已通知值班员张某、带班领导李某（响铃），请"));

  LimitRinging(decision, Rung(6, "zhang"), desk, kNight);

  EXPECT_THAT(decision.timeline[1].text, StartsWith("已通知值班员张某、带班领导李某（响铃，张某除外），请"));
}

TEST(LimitRingingTest, RingsAPersonByAllContactsOrByNone) {
  Notification mail = ARing("07", {"zhang"});
  mail.id = "07-mail";
  mail.channel = "mail";

  std::vector<Notification> kept = LimitRinging({ARing("07", {"zhang"}), mail}, Rung(5, "zhang"), AnOffice(), kNight);

  ASSERT_EQ(kept.size(), 1u);
  EXPECT_THAT(kept[0].id, StartsWith("flood-"));
}

TEST(LimitRingingTest, RingsTheFirstOfANightByHoweverManyContacts) {
  Desk desk = AnOffice();
  desk.policies.ringing_contacts_a_night_max = 1;
  Notification mail = ARing("07", {"zhang"});
  mail.id = "07-mail";
  mail.channel = "mail";

  EXPECT_EQ(LimitRinging({ARing("07", {"zhang"}), mail}, {}, desk, kNight).size(), 2u);
}

TEST(LimitRingingTest, LeavesTheTimelineAloneWhenNobodyIsHeldBack) {
  Decision decision = Open(AStory().facts, AnOffice(), 3, kNight);

  LimitRinging(decision, {}, AnOffice(), kNight);

  EXPECT_EQ(decision.timeline.size(), 2u);
  EXPECT_EQ(decision.notifications.size(), 2u);
}

}  // namespace
}  // namespace fenghuo
