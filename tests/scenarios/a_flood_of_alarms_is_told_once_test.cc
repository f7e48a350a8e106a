// More than ten alarms in ten minutes for one person: operations and the leader hear it once, and once more when it is over.

#include <gmock/gmock.h>

#include <set>

#include "daemon/core/load.h"
#include "daemon/core/tell.h"
#include "tests/scenarios/a_silenced_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// The first lines of what was said of floods, each once.
std::vector<std::string> SaidOfFloods(const RunningOffice& office) {
  std::vector<std::string> lines;
  std::set<std::string> known;
  for (const Notification& row : office.Notifications()) {
    if (!row.id.starts_with("load-")) continue;
    const std::string& line = row.message.lines.at(0);
    if (known.insert(line).second) lines.push_back(line);
  }
  return lines;
}

void Alarm(RunningOffice& office, int number) {
  Message message;
  message.kind = MessageKind::kChannelAlarm;
  message.at = office.now();
  message.lines = {"【通知通道异常】第" + std::to_string(number) + "次"};
  Tell(office.engine().core(), {Role::kDesk}, message, {.urgency = Urgency::kMessage, .priority = 2, .key = "trouble-" + std::to_string(number)},
       office.now());
  office.Turn();
  office.Wait(seconds(20));
}

TEST(AFloodOfAlarmsTest, IsToldOnceAndOnceMoreWhenItIsOver) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  for (int number = 1; number <= 10; ++number) Alarm(office, number);
  ASSERT_THAT(SaidOfFloods(office), IsEmpty());

  for (int number = 11; number <= 25; ++number) Alarm(office, number);
  ASSERT_THAT(SaidOfFloods(office), ElementsAre(StartsWith("【通知过密】张某近10分钟内收到11条需处理的通知")));
  std::set<std::string> told;
  for (const Notification& row : office.Notifications()) {
    if (!row.id.starts_with("load-")) continue;
    for (const Receiver& receiver : row.receivers) told.insert(receiver.person);
  }
  EXPECT_THAT(told, ElementsAre("he", "li")) << "operations and the leader on duty";
  office.Restart();

  office.Wait(minutes(12));
  EXPECT_THAT(SaidOfFloods(office), ElementsAre(StartsWith("【通知过密】"), StartsWith("【通知恢复正常】张某的通知自10:03起过密，最多每10分钟25条")));
  office.Wait(hours(1));
  EXPECT_EQ(SaidOfFloods(office).size(), 2u);
}

}  // namespace
}  // namespace fenghuo
