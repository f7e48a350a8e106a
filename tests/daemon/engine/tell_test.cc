#include "daemon/core/tell.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

class TellTest : public testing::Test {
 protected:
  TellTest() {
    office_.ReadBaselines();
    office_.WaitUntil(Morning() + hours(14));  // midnight
  }

  // Something that is not about an incident and rings.
  void Ring(Role role) {
    Message message;
    message.kind = MessageKind::kChannelAlarm;
    message.at = office_.now();
    message.lines = {"【通知通道异常】值班群：第" + std::to_string(++told_) + "次"};
    Tell(office_.engine().core(), {role}, message,
         {.urgency = Urgency::kRing, .priority = 2, .key = "trouble-" + std::to_string(told_)}, office_.now());
    office_.Turn();
  }

  std::vector<Notification> RingsOf(const std::string& person) {
    std::vector<Notification> rings = office_.Notifications();
    std::erase_if(rings, [&](const Notification& row) {
      return row.urgency != Urgency::kRing || std::none_of(row.receivers.begin(), row.receivers.end(), [&](const Receiver& one) {
               return one.person == person;
             });
    });
    return rings;
  }

  std::vector<Notification> ListsThatRing(const std::string& person) {
    std::vector<Notification> lists = RingsOf(person);
    std::erase_if(lists, [](const Notification& row) { return row.message.kind != MessageKind::kDigest; });
    return lists;
  }

  RunningOffice office_;
  int told_ = 0;
};

TEST_F(TellTest, RingsAPersonSixTimesANightAndThenOnceMoreWithTheList) {
  for (int call = 0; call < 9; ++call) Ring(Role::kOperations);
  EXPECT_EQ(RingsOf("he").size(), 7u);
  std::vector<Notification> lists = ListsThatRing("he");
  ASSERT_EQ(lists.size(), 1u);
  EXPECT_EQ(lists[0].message.lines.at(1), "【通知通道异常】值班群：第7次");
}

TEST_F(TellTest, CountsAmongTheRingsThatAnIncidentMayStillMake) {
  for (int call = 0; call < 6; ++call) Ring(Role::kDesk);
  ASSERT_EQ(RingsOf("zhang").size(), 6u);
  office_.Read("news", {ADocument().Titled("某市第三小学多名学生食物中毒，12人住院")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  EXPECT_EQ(RingsOf("zhang").size(), 7u);
  std::vector<Notification> lists = ListsThatRing("zhang");
  ASSERT_EQ(lists.size(), 1u);
  EXPECT_EQ(lists[0].message.lines.at(0), "【舆情集中出现】请上线，以下事件不再逐条响铃");
}

TEST_F(TellTest, RingsAsOftenAsItMustByDay) {
  office_.WaitUntil(Morning() + hours(24));
  for (int call = 0; call < 9; ++call) Ring(Role::kOperations);
  EXPECT_EQ(RingsOf("he").size(), 9u);
}

}  // namespace
}  // namespace fenghuo
