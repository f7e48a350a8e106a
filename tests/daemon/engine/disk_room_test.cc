#include "daemon/core/disk_room.h"

#include <gtest/gtest.h>

#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

constexpr int64_t kGiB = 1024 * 1024 * 1024;

class DiskRoomTest : public testing::Test {
 protected:
  void Look(int64_t free_bytes, int64_t total_bytes = 100 * kGiB) {
    WatchRoom({.free_bytes = free_bytes, .total_bytes = total_bytes}, office_.engine().core(), office_.now());
    office_.Turn();
  }
  bool Stopped() { return IntakeStopped(office_.engine().core()); }
  std::vector<std::string> Told(MessageKind kind) {
    std::vector<std::string> told;
    for (const Notification& row : office_.NotificationsOf(kind)) {
      told.push_back(row.receivers.at(0).person + "：" + row.message.lines.at(0));
    }
    return told;
  }

  RunningOffice office_;
};

TEST_F(DiskRoomTest, IntakeStopsBelowTheFloorAndDeskAndOperationsAreToldOnce) {
  Look(kGiB);
  EXPECT_FALSE(Stopped());
  Look(kGiB - 1);
  Look(kGiB / 2);

  EXPECT_TRUE(Stopped());
  const std::string line =
      "：【监测中断】数据磁盘仅剩0.9GB可用，已停止收录新信息，已有舆情事件的通知、催办和签收不受影响；"
      "请立即清理磁盘或扩容，空间恢复后自动继续收录";
  EXPECT_EQ(Told(MessageKind::kImpaired), (std::vector<std::string>{"zhang" + line, "he" + line}));
}

TEST_F(DiskRoomTest, IntakeGoesOnByItselfWithSomeRoomToSpareAndSaysSo) {
  Look(kGiB - 1);
  office_.Wait(minutes(10));
  Look(kGiB + kGiB / 4);
  EXPECT_TRUE(Stopped());
  Look(kGiB + kGiB / 2);

  EXPECT_FALSE(Stopped());
  ASSERT_EQ(Told(MessageKind::kRestored).size(), 2u);
  EXPECT_EQ(Told(MessageKind::kRestored)[0], "zhang：【监测恢复】数据磁盘已有1.5GB可用，已自动恢复收录");
}

TEST_F(DiskRoomTest, IntakeStaysStoppedOverARestartWithoutTellingAgain) {
  Look(kGiB / 2);
  office_.Restart();
  EXPECT_TRUE(Stopped());
  Look(kGiB / 2);
  EXPECT_EQ(Told(MessageKind::kImpaired).size(), 2u);
}

TEST_F(DiskRoomTest, ASmallDiskHasASmallerFloor) {
  Look(60 * kGiB / 1024, kGiB);
  EXPECT_FALSE(Stopped());
  Look(50 * kGiB / 1024, kGiB);
  EXPECT_TRUE(Stopped());
}

TEST_F(DiskRoomTest, DecisionsAndMessagesGoOnWhileIntakeIsStopped) {
  office_.ReadBaselines();
  office_.Read("news", {ADocument().Titled("某市第三小学学生食物中毒住院")});
  ASSERT_EQ(office_.Incidents().size(), 1u);
  Look(0);
  const size_t before = office_.Notifications().size();
  office_.Wait(minutes(30));
  EXPECT_GT(office_.Notifications().size(), before) << "nobody signed: the policy went on to the next";
}

}  // namespace
}  // namespace fenghuo
