// SIGHUP while messages wait: channels and rosters change, no message is lost.

#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>

#include "daemon/config/config.h"
#include "daemon/demo/demo_world.h"
#include "storage/store.h"
#include "tests/scenarios/daemon_process.h"

namespace fenghuo {
namespace {

constexpr Duration kDeliveredMax = seconds(90);

class ReloadTest : public DaemonProcessTest {
 protected:
  // As they are in the store now, beside the running daemon.
  std::vector<Notification> NotificationsOf(const std::string& incident) const {
    StoreOptions options;
    options.create_if_missing = false;
    options.read_only = true;
    Result<std::unique_ptr<Store>> store = Store::Open(config_ + "/data", options);
    if (!store.ok()) return {};
    Result<std::vector<Notification>> rows = (*store)->NotificationsOf(incident);
    return rows.ok() ? *rows : std::vector<Notification>();
  }

  std::string OpenOne(const std::string& title) {
    Ended opened = AtTheDesk({"open", "--title", title, "--origin", "记者来电", "--level", "2"});
    EXPECT_EQ(opened.exit_code, 0) << opened.errors;
    return opened.out.substr(0, opened.out.find(' '));
  }

  // Every message has gone out, or the time is over.
  std::vector<Notification> Delivered(const std::string& incident) {
    for (Duration waited{}; waited < kDeliveredMax; waited += seconds(1)) {
      std::vector<Notification> rows = NotificationsOf(incident);
      bool all = std::all_of(rows.begin(), rows.end(), [](const Notification& row) {
        return row.state == DeliveryState::kDelivered || row.state == DeliveryState::kAccepted;
      });
      if (all && !rows.empty()) return rows;
      Sleep(seconds(1));
    }
    return NotificationsOf(incident);
  }
};

std::set<std::string> IdsOf(const std::vector<Notification>& rows) {
  std::set<std::string> ids;
  for (const Notification& row : rows) ids.insert(row.id);
  return ids;
}

bool Reaches(const std::vector<Notification>& rows, const std::string& person) {
  return std::any_of(rows.begin(), rows.end(), [&](const Notification& row) {
    return std::any_of(row.receivers.begin(), row.receivers.end(), [&](const Receiver& one) { return one.person == person; });
  });
}

TEST_F(ReloadTest, SendsWhatWaitedByTheNewChannelsAndTellsWhoeverIsOnDutyNow) {
  std::unique_ptr<ChildProcess> daemon = StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);
  const std::string before = OpenOne("记者询问某超市过期面包");
  std::vector<Notification> waiting = NotificationsOf(before);
  ASSERT_FALSE(waiting.empty());
  EXPECT_TRUE(Reaches(waiting, "zhang"));

  const std::string began = std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
  ChildProcess receivers({"scenario-server", "--ledger", folder_.Path("ledger.jsonl"), "--speed", "1", "--began", began},
                         folder_.Path("receivers.log"));
  int port = std::atoi(receivers.AwaitLine().c_str());
  ASSERT_GT(port, 0);
  ASSERT_TRUE(WriteDemoConfig(folder_.Path(""), port, address_).ok());
  std::string staff = ReadWholeFile(config_ + "/staff.yml");
  for (size_t at = staff.find("{desk: zhang,"); at != std::string::npos; at = staff.find("{desk: zhang,")) {
    staff.replace(at, 13, "{desk: sun,");
  }
  std::ofstream(config_ + "/staff.yml", std::ios::trunc) << staff;
  daemon->Signal(SIGHUP);
  ASSERT_TRUE(MetricBecomes("fenghuo_config_last_reload_successful", "1"));
  for (Duration waited{}; waited < seconds(20) && ReadWholeFile(log_).find("loaded again") == std::string::npos;) {
    Sleep(milliseconds(100));
    waited += milliseconds(100);
  }
  const std::string after = OpenOne("消费者投诉某商场电梯困人");

  std::vector<Notification> sent = Delivered(before);
  EXPECT_EQ(IdsOf(sent), IdsOf(waiting)) << "none lost, none twice";
  for (const Notification& row : sent) {
    EXPECT_TRUE(row.state == DeliveryState::kDelivered || row.state == DeliveryState::kAccepted) << row.id << " " << Name(row.state);
  }
  EXPECT_TRUE(Reaches(sent, "zhang")) << "who was told stays told";
  std::vector<Notification> anew = NotificationsOf(after);
  EXPECT_TRUE(Reaches(anew, "sun"));
  EXPECT_FALSE(Reaches(anew, "zhang"));
}

}  // namespace
}  // namespace fenghuo
