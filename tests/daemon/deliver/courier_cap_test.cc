// An alert from the row to the file that others read.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "daemon/deliver/cap/cap_folder.h"
#include "tests/alerts/notify/builders.h"
#include "tests/daemon/deliver/office.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

class CourierCapTest : public ::testing::Test {
 protected:
  CourierCapTest() : office_(std::vector<const FakeServer*>{}) {
    directory_ = ::testing::TempDir() + "fenghuo_cap_" + std::to_string(getpid()) + "_" +
                 ::testing::UnitTest::GetInstance()->current_test_info()->name();
    ChannelSpec channel = AChannel(ChannelType::kCap);
    channel.id = "cap";
    channel.from = "fenghuo@qinghe.example";
    channel.from_name = "清河市局";
    channel.cap.directory = directory_ + "/out";
    office_.AddChannel(channel);
  }
  ~CourierCapTest() override { std::filesystem::remove_all(directory_); }

  // The row `id` of that kind, so many minutes after the first.
  const Notification& Send(const std::string& id, MessageKind kind, int after_minutes) {
    Notification row = ARow(id, "cap");
    row.message.kind = kind;
    row.message.at = kNow + minutes(after_minutes);
    office_.Put(row);
    office_.RunUntilQuiet(kNow);
    return office_.At(id);
  }

  std::set<std::string> Files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/out")) names.insert(entry.path().filename());
    return names;
  }

  std::string Read(const std::string& name) const {
    std::ifstream in(directory_ + "/out/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  std::string directory_;
  Office office_;
};

const std::string kFirst = "2026-0711-03.20260710T182600Z.Alert.n-1.xml";

TEST_F(CourierCapTest, WritesAFileAndTheFeed) {
  EXPECT_EQ(Send("n-1", MessageKind::kFirst, 0).state, DeliveryState::kDelivered) << office_.At("n-1").reason;

  EXPECT_EQ(Files(), (std::set<std::string>{kFirst, "feed.xml"}));
  EXPECT_NE(Read(kFirst).find("<identifier>n-1</identifier>"), std::string::npos);
  EXPECT_EQ(Read("feed.xml"),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
  <id>tag:fenghuo@qinghe.example,2026:cap</id>
  <title>清河市局：舆情预警</title>
  <updated>2026-07-10T18:26:00-00:00</updated>
  <author><name>清河市局</name></author>
  <link rel="self" href="feed.xml"/>
  <entry>
    <id>tag:fenghuo@qinghe.example,2026-07-10:n-1</id>
    <title>【舆情Ⅱ级·待研判】本市·校园用餐：青溪区一小学多名学生餐后呕吐送医</title>
    <updated>2026-07-10T18:26:00-00:00</updated>
    <link rel="alternate" type="application/cap+xml" href="2026-0711-03.20260710T182600Z.Alert.n-1.xml"/>
  </entry>
</feed>
)");
}

TEST_F(CourierCapTest, UpdatesAndCancelsWhatItHasPublished) {
  Send("n-1", MessageKind::kFirst, 0);
  Send("n-2", MessageKind::kRaised, 5);
  Send("n-3", MessageKind::kClosed, 60);
  Send("n-4", MessageKind::kFirst, 90);  // 再次升温

  EXPECT_EQ(Files(), (std::set<std::string>{kFirst, "2026-0711-03.20260710T183100Z.Update.n-2.xml",
                                            "2026-0711-03.20260710T192600Z.Cancel.n-3.xml",
                                            "2026-0711-03.20260710T195600Z.Alert.n-4.xml", "feed.xml"}));
  EXPECT_NE(Read("2026-0711-03.20260710T183100Z.Update.n-2.xml")
                .find("<references>fenghuo@qinghe.example,n-1,2026-07-10T18:26:00-00:00</references>"),
            std::string::npos);
  EXPECT_NE(Read("2026-0711-03.20260710T192600Z.Cancel.n-3.xml")
                .find("<references>fenghuo@qinghe.example,n-1,2026-07-10T18:26:00-00:00 "
                      "fenghuo@qinghe.example,n-2,2026-07-10T18:31:00-00:00</references>"),
            std::string::npos);
  EXPECT_EQ(Read("2026-0711-03.20260710T195600Z.Alert.n-4.xml").find("<references>"), std::string::npos);
  const std::string feed = Read("feed.xml");
  EXPECT_LT(feed.find("n-4.xml"), feed.find("n-3.xml"));
  EXPECT_LT(feed.find("n-3.xml"), feed.find("n-1.xml"));
}

TEST_F(CourierCapTest, RefersToNoOtherIncident) {
  Send("n-1", MessageKind::kFirst, 0);
  Notification other = ARow("n-2", "cap");
  other.message.incident = "2026-0711-0";
  other.message.kind = MessageKind::kRaised;
  EXPECT_TRUE(FindReferences(directory_ + "/out", other).empty());
  other.message.incident = "2026-0711-03";
  EXPECT_EQ(FindReferences(directory_ + "/out", other).size(), 1U);
}

TEST_F(CourierCapTest, WritesTheSameFileAgainAfterACrash) {
  Send("n-1", MessageKind::kFirst, 0);
  const std::string before = Read(kFirst);
  Notification again = office_.At("n-1");
  again.state = DeliveryState::kInFlight;
  office_.Put(again);

  office_.Kill(kNow);
  office_.RunUntilQuiet(kNow + seconds(1));

  EXPECT_EQ(office_.At("n-1").state, DeliveryState::kDelivered);
  EXPECT_FALSE(office_.At("n-1").repeat_marked);
  EXPECT_EQ(Files(), (std::set<std::string>{kFirst, "feed.xml"}));
  EXPECT_EQ(Read(kFirst), before);
}

TEST_F(CourierCapTest, TriesAgainWhileTheDirectoryCannotBeWritten) {
  std::filesystem::create_directories(directory_);
  std::ofstream(directory_ + "/out") << "a file where the directory should be";

  EXPECT_EQ(Send("n-1", MessageKind::kFirst, 0).state, DeliveryState::kPending);
  EXPECT_TRUE(office_.At("n-1").reason.starts_with("预警文件未能写入目录：")) << office_.At("n-1").reason;

  std::filesystem::remove(directory_ + "/out");
  office_.RunUntilQuiet(kNow + seconds(1));
  EXPECT_EQ(office_.At("n-1").state, DeliveryState::kDelivered);
}

TEST_F(CourierCapTest, KeepsTheNewestAndTouchesNoForeignFile) {
  std::filesystem::create_directories(directory_ + "/out");
  for (size_t i = 0; i < kCapFilesKept; ++i) {
    std::ofstream(directory_ + "/out/2026-0101-01.20260101T000000Z.Alert.old-" + std::to_string(i) + ".xml") << "<alert/>";
  }
  std::ofstream(directory_ + "/out/index.html") << "theirs";
  std::ofstream(directory_ + "/out/map.v1.xml") << "theirs";

  EXPECT_EQ(Send("n-1", MessageKind::kFirst, 0).state, DeliveryState::kDelivered);

  const std::set<std::string> files = Files();
  EXPECT_EQ(files.size(), kCapFilesKept + 3);
  for (const char* name : {"index.html", "map.v1.xml", "feed.xml"}) EXPECT_TRUE(files.contains(name)) << name;
  EXPECT_TRUE(files.contains(kFirst));
}

}  // namespace
}  // namespace fenghuo
