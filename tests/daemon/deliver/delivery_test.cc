// The core's side of sending, over real servers: kills, bursts, fallbacks, links, and what people are told.

#include "daemon/deliver/delivery.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <thread>

#include "alerts/notify/render.h"
#include "daemon/deliver/acknowledge_link.h"
#include "tests/alerts/notify/builders.h"
#include "tests/daemon/deliver/fake_mail.h"
#include "tests/daemon/deliver/office.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();
const std::string kFine = Reply("200 OK", R"({"errcode":0,"errmsg":"ok","code":0})");

std::string BodyOf(const std::string& request) { return request.substr(request.find("\r\n\r\n") + 4); }

TEST(DeliveryTest, RepeatsOnceAfterAKillAndSaysSoInAChat) {
  for (const ChannelType type : {ChannelType::kDingtalk, ChannelType::kWecom, ChannelType::kFeishu, ChannelType::kWebhook}) {
    FakeServer server(Always(kFine));
    Office office({&server});
    office.AddChannel(ChannelTo(server, type, "desk"));
    office.Put(ARow("n-1", "desk"));
    ASSERT_TRUE(office.Turn(kNow));
    office.AwaitResults();  // it arrived, and nobody has written that down

    office.Kill(kNow + seconds(5));
    office.RunUntilQuiet(kNow + seconds(5));

    EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered);
    ASSERT_EQ(server.requests().size(), 2U) << Name(type);
    EXPECT_EQ(server.requests()[0].find("（重发）"), std::string::npos);
    if (type == ChannelType::kWebhook) {
      EXPECT_EQ(HeaderOf(server.requests()[0], "webhook-id"), HeaderOf(server.requests()[1], "webhook-id"));
      EXPECT_EQ(BodyOf(server.requests()[0]), BodyOf(server.requests()[1]));
    } else {
      EXPECT_NE(server.requests()[1].find("（重发）"), std::string::npos);
    }
  }
}

TEST(DeliveryTest, LosesNothingHoweverOftenItIsKilled) {
  FakeServer server(Always(kFine));
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWebhook, "desk"));
  office.Channel("desk").limits.messages_a_minute = 1'000;
  for (int i = 0; i < 20; ++i) office.Put(ARow("n-" + std::to_string(i), "desk"));
  Timestamp now = kNow;
  for (int kill = 0; kill < 10; ++kill) {
    now += milliseconds(300);
    office.Turn(now);
    if (kill % 2 == 0) office.AwaitResults();
    if (kill % 3 == 0) office.Turn(now);
    office.Kill(now);
  }
  office.RunUntilQuiet(now + seconds(1));
  for (const auto& [id, row] : office.rows()) EXPECT_EQ(row.state, DeliveryState::kDelivered) << id;
  EXPECT_LE(server.requests().size(), 30U);  // one repeat a kill at most
}

TEST(DeliveryTest, RepeatsNothingAfterAnOrderlyStop) {
  FakeServer server([](FakeConnection& peer) {
    while (peer.ReadRequest()) {
      peer.Wait(milliseconds(300));
      peer.Send(kFine);
    }
  });
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWecom, "desk"));
  office.Put(ARow("n-1", "desk"));
  ASSERT_TRUE(office.Turn(kNow));
  while (server.requests().empty()) std::this_thread::yield();

  office.courier().Stop(seconds(30));
  office.Settle(kNow);

  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered);
  office.Put(ARow("n-2", "desk"));
  office.RunUntilQuiet(kNow + seconds(1));
  EXPECT_EQ(office.At("n-2").state, DeliveryState::kPending);
  EXPECT_EQ(office.At("n-2").reason, "本机发送已停止或队列已满，尚未发送");
}

TEST(DeliveryTest, KeepsToTheMinuteAcrossAKill) {
  FakeServer server(Always(kFine));
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kDingtalk, "desk"));
  for (int i = 0; i < 17; ++i) {
    Notification row = ARow("n-" + std::to_string(10 + i), "desk");
    row.priority = 4;
    office.Put(row);
  }
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(server.requests().size(), 17U);
  office.Kill(kNow + seconds(1));
  Notification late = ARow("n-99", "desk");
  late.priority = 4;
  office.Put(late);
  office.RunUntilQuiet(kNow + seconds(2));
  EXPECT_EQ(server.requests().size(), 17U);
  office.RunUntilQuiet(kNow + seconds(60));
  EXPECT_EQ(server.requests().size(), 18U);
}

TEST(DeliveryTest, SendsABurstAsPagesAndADigest) {
  FakeServer server(Always(kFine));
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kDingtalk, "desk"));
  for (int i = 0; i < 100; ++i) {
    Notification row = ARow("n-" + std::to_string(100 + i), "desk");
    row.priority = i % 25 == 9 ? 0 : 4;
    row.urgency = row.priority == 0 ? Urgency::kRing : Urgency::kSilent;
    row.message.level = row.priority == 0 ? 1 : 4;
    office.Put(row);
  }
  office.RunUntilQuiet(kNow);
  const std::vector<std::string> requests = server.requests();
  ASSERT_EQ(requests.size(), 5U);
  for (int i = 0; i < 4; ++i) EXPECT_NE(requests[static_cast<size_t>(i)].find("【舆情Ⅰ级·待研判】"), std::string::npos);
  EXPECT_NE(requests[4].find("【合并通知】发送过密，以下96条合并为一条"), std::string::npos);
}

TEST(DeliveryTest, MovesAPageToMailAtOnceWhenTheRobotIsBanned) {
  FakeServer robot(Always(Reply("200 OK", R"({"errcode":130101,"errmsg":"send too fast"})")));
  FakeMail mail;
  FakeServer mail_server(mail.Script());
  Office office({&robot, &mail_server});
  office.AddChannel(ChannelTo(robot, ChannelType::kDingtalk, "desk"));
  office.AddChannel(ChannelTo(mail_server, ChannelType::kSmtp, "mail"));
  office.Channel("desk").fallback = "mail";
  office.Put(ARow("n-1", "desk"));
  office.Put(ARow("n-2", "desk"));  // waits behind the first and never meets the robot

  office.RunUntilQuiet(kNow);

  EXPECT_EQ(robot.requests().size(), 1U);
  EXPECT_EQ(mail.mails().size(), 2U);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  EXPECT_EQ(office.At("n-1").next_at, kNow + minutes(10));
  EXPECT_EQ(office.rows().size(), 4U);
  for (const auto& [id, row] : office.rows()) {
    if (row.channel == "mail") {
      EXPECT_EQ(row.state, DeliveryState::kDelivered);
    }
  }
}

TEST(DeliveryTest, MovesAPageThatCannotBeTriedAgainInTimeAndSaysSo) {
  FakeServer robot(Always(Reply("429 Too Many Requests", "", "Retry-After: 3600\r\n")));
  FakeServer other(Always(kFine));
  Office office({&robot, &other});
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  office.AddChannel(ChannelTo(other, ChannelType::kFeishu, "other"));
  office.Channel("desk").fallback = "other";
  Notification page = ARow("n-1", "desk");
  page.expires_at = kNow + minutes(15);
  office.Put(page);

  office.RunUntilQuiet(kNow);

  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
  EXPECT_EQ(other.requests().size(), 1U);
  const std::vector<ChannelTrouble> troubles = office.delivery().TakeTroubles(office.desk(), kNow);
  ASSERT_EQ(troubles.size(), 1U);
  EXPECT_EQ(troubles[0].about, "dead");
  EXPECT_EQ(troubles[0].message.lines.at(1), "未送达1条，见页面“通知”");
}

TEST(DeliveryTest, KeepsAwayFromARobotThatBannedItBeforeTheKill) {
  FakeServer robot(Always(Reply("200 OK", R"({"errcode":130101,"errmsg":"send too fast"})")));
  FakeServer other(Always(kFine));
  Office office({&robot, &other});
  office.AddChannel(ChannelTo(robot, ChannelType::kDingtalk, "desk"));
  office.AddChannel(ChannelTo(other, ChannelType::kFeishu, "other"));
  office.Channel("desk").fallback = "other";
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  office.Kill(kNow + seconds(5));

  office.Put(ARow("n-2", "desk"));
  office.Turn(kNow + seconds(90));  // makes the copy, which leaves with the next turn
  office.RunUntilQuiet(kNow + seconds(90));

  EXPECT_EQ(robot.requests().size(), 1U);
  EXPECT_EQ(other.requests().size(), 2U);
}

TEST(DeliveryTest, MovesToTheOtherChannelAfterAMinuteAndKeepsTrying) {
  std::atomic<bool> works = false;
  FakeServer robot([&](FakeConnection& peer) {
    while (peer.ReadRequest()) peer.Send(works ? kFine : Reply("503 Down", ""));
  });
  FakeServer other(Always(kFine));
  Office office({&robot, &other});
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  office.AddChannel(ChannelTo(other, ChannelType::kFeishu, "other"));
  office.Channel("desk").fallback = "other";
  office.Channel("other").fallback = "desk";
  office.Put(ARow("n-1", "desk"));

  for (int second = 0; second < 58; ++second) office.RunUntilQuiet(kNow + seconds(second));
  EXPECT_EQ(other.requests().size(), 0U);
  for (int second = 58; second < 70; ++second) office.RunUntilQuiet(kNow + seconds(second));
  EXPECT_EQ(other.requests().size(), 1U);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  works = true;
  office.RunUntilQuiet(kNow + minutes(3));
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered);
  EXPECT_EQ(other.requests().size(), 1U);
  EXPECT_EQ(office.rows().size(), 2U);
}

TEST(DeliveryTest, CopiesADeadRowOnceAlsoWhenKilledAfterwards) {
  FakeServer robot(Always(Reply("200 OK", R"({"errcode":93000,"errmsg":"invalid webhook url"})")));
  FakeServer other(Always(kFine));
  Office office({&robot, &other});
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  office.AddChannel(ChannelTo(other, ChannelType::kFeishu, "other"));
  office.Channel("desk").fallback = "other";
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  office.Kill(kNow + seconds(1));
  office.RunUntilQuiet(kNow + minutes(5));
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
  EXPECT_EQ(other.requests().size(), 1U);
  EXPECT_EQ(office.rows().size(), 2U);
}

TEST(DeliveryTest, TellsOfTroubleOnceAndOfItsEnd) {
  std::atomic<bool> works = false;
  FakeServer robot([&](FakeConnection& peer) {
    while (peer.ReadRequest()) peer.Send(works ? kFine : Reply("403 No", ""));
  });
  Office office({&robot});
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  EXPECT_TRUE(office.delivery().TakeTroubles(office.desk(), kNow).empty());
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);

  const std::vector<ChannelTrouble> troubles = office.delivery().TakeTroubles(office.desk(), kNow);
  ASSERT_EQ(troubles.size(), 1U);
  EXPECT_EQ(troubles[0].channel, "desk");
  EXPECT_EQ(troubles[0].message.lines,
            (std::vector<std::string>{"【通知通道异常】desk群：凭据或地址无效（HTTP 403）", "未送达1条，见页面“通知”",
                                      "请运维检查该通道的地址、密钥和证书"}));
  EXPECT_TRUE(office.delivery().TakeTroubles(office.desk(), kNow + hours(1)).empty());

  office.Put(ARow("n-2", "desk"));
  office.RunUntilQuiet(kNow + minutes(1));
  EXPECT_TRUE(office.delivery().TakeTroubles(office.desk(), kNow + minutes(1)).empty()) << "within the half hour";
  EXPECT_EQ(office.delivery().TakeTroubles(office.desk(), kNow + minutes(31)).size(), 1U);

  works = true;
  office.Put(ARow("n-3", "desk"));
  office.RunUntilQuiet(kNow + minutes(40));
  const std::vector<ChannelTrouble> over = office.delivery().TakeTroubles(office.desk(), kNow + minutes(40));
  ASSERT_EQ(over.size(), 1U);
  EXPECT_EQ(over[0].message.lines, (std::vector<std::string>{"【通知通道恢复】desk群已恢复正常"}));
  EXPECT_TRUE(office.delivery().TakeTroubles(office.desk(), kNow + minutes(41)).empty());
}

TEST(DeliveryTest, RaisesNoAlarmAboutADeadAlarm) {
  FakeServer robot(Always(Reply("200 OK", R"({"errcode":40001,"errmsg":"no"})")));
  Office office({&robot});
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  Notification alarm = ARow("n-1", "desk");
  alarm.message = ChannelAlarm(AChannel(ChannelType::kFeishu), {}, 1, kNow);
  office.Put(alarm);
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
  EXPECT_TRUE(office.delivery().TakeTroubles(office.desk(), kNow).empty());
}

TEST(DeliveryTest, EndsARowWhoseChannelIsConfiguredNoMore) {
  FakeServer server(Always(kFine));
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWecom, "desk"));
  office.Put(ARow("n-1", "desk"));
  office.Turn(kNow);
  office.AwaitResults();
  office.desk().channels.clear();
  office.Kill(kNow);
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);

  const std::vector<ChannelTrouble> troubles = office.delivery().TakeTroubles(office.desk(), kNow);
  ASSERT_EQ(troubles.size(), 1U);
  EXPECT_EQ(troubles[0].about, "gone");
  EXPECT_EQ(troubles[0].message.lines,
            (std::vector<std::string>{"【通知通道异常】desk（已不在配置中）", "未送达1条，见页面“通知”"}));
  EXPECT_TRUE(office.delivery().TakeTroubles(office.desk(), kNow + hours(1)).empty());
}

TEST(DeliveryTest, RingsBesideMarkdownAndSaysWhenThatFails) {
  std::atomic<int> calls = 0;
  FakeServer server([&](FakeConnection& peer) {
    while (peer.ReadRequest()) peer.Send(calls++ % 2 == 0 ? kFine : Reply("200 OK", R"({"errcode":45009,"errmsg":"freq"})"));
  });
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWecom, "desk"));
  office.Channel("desk").markdown = true;
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_NE(server.requests()[0].find("\"msgtype\":\"markdown\""), std::string::npos);
  EXPECT_NE(server.requests()[1].find("\"mentioned_mobile_list\":[\"13800000000\"]"), std::string::npos);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered);
  EXPECT_EQ(office.At("n-1").reason, "已送达，但提醒未成功：发送过快（45009 freq）");
}

TEST(DeliveryTest, PutsALinkThatNamesNobodyWhereOthersMayReadIt) {
  FakeServer hook(Always(kFine));
  FakeServer robot(Always(kFine));
  OfficeOptions options;
  options.settings.public_url = "https://desk.example/";
  options.settings.acknowledge_key = std::string(32, 'k');
  Office office({&hook, &robot}, std::move(options));
  office.AddChannel(ChannelTo(hook, ChannelType::kWebhook, "hook"));
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  office.Put(ARow("n-1", "hook"));
  office.Put(ARow("n-2", "desk"));
  office.RunUntilQuiet(kNow);

  const std::string url = nlohmann::json::parse(BodyOf(hook.requests()[0]))["data"]["acknowledge_url"].get<std::string>();
  const std::string start = "https://desk.example/acknowledge/";
  ASSERT_TRUE(url.starts_with(start)) << url;
  Result<AcknowledgeLink> link = VerifyAcknowledgeLink(url.substr(start.size()), std::string(32, 'k'), kNow);
  ASSERT_TRUE(link.ok());
  EXPECT_EQ(link->incident, "2026-0711-03");
  EXPECT_EQ(link->person, "") << "nobody knows who reads what a machine was told";
  EXPECT_EQ(link->expires_at, kNow + hours(24));

  const std::string group = robot.requests()[0];
  const size_t at = group.find(start) + start.size();
  Result<AcknowledgeLink> shared = VerifyAcknowledgeLink(group.substr(at, group.find(' ', at) - at), std::string(32, 'k'), kNow);
  ASSERT_TRUE(shared.ok());
  EXPECT_EQ(shared->person, "") << "a group sees it";
  EXPECT_NE(shared->nonce, link->nonce);
}

TEST(DeliveryTest, BlamesOurClockWhenThePeersIsFarAway) {
  FakeServer robot(Always(Reply("200 OK", R"({"code":19021,"msg":"sign match fail"})", "Date: Fri, 10 Jul 2026 16:26:00 GMT\r\n")));
  SimulatedClock ours(kNow);
  OfficeOptions options;
  options.clock = &ours;
  Office office({&robot}, std::move(options));
  office.AddChannel(ChannelTo(robot, ChannelType::kFeishu, "desk"));
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  EXPECT_TRUE(office.results()[0].outcome.clock_skew);
  EXPECT_EQ(office.delivery().health().at("desk").clock_ahead, hours(2));
}

}  // namespace
}  // namespace fenghuo
