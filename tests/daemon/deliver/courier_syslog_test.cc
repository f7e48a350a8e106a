// A log message from the row to what can be known of it.

#include <gtest/gtest.h>

#include <atomic>
#include <memory>

#include "tests/alerts/notify/builders.h"
#include "tests/daemon/deliver/office.h"
#include "tests/daemon/net/fake_certificate.h"
#include "tests/daemon/net/fake_collector.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

FakeServer::Script ReadToTheEnd() {
  return [](FakeConnection& peer) {
    while (peer.Read(1)) {
    }
  };
}

TEST(CourierSyslogTest, IsAcceptedAndNoMoreByUdp) {
  FakeServer gate_keeper(ReadToTheEnd());
  FakeCollector collector(gate_keeper.port());
  Office office({&gate_keeper});
  office.AddChannel(ChannelTo(gate_keeper, ChannelType::kSyslog, "siem"));
  office.Channel("siem").base_url = collector.Url();
  office.Put(ARow("n-1", "siem"));

  office.RunUntilQuiet(kNow);

  EXPECT_EQ(office.At("n-1").state, DeliveryState::kAccepted);
  EXPECT_EQ(office.At("n-1").reason, "已按UDP发出，对方不回执，是否收到不得而知");
  const std::string message = collector.Receive().value_or("nothing");
  EXPECT_TRUE(message.starts_with("<130>1 2026-07-10T18:26:00Z fenghuo.office.example fenghuo - incident.raised "
                                  "[fenghuo@32473 id=\"n-1\" incident=\"2026-0711-03\" number=\"0711-03\" level=\"2\" "
                                  "locality=\"local\"] \xEF\xBB\xBF【舆情Ⅱ级·待研判】"))
      << message;
}

TEST(CourierSyslogTest, IsDeliveredByTcpWhenTheCollectorHasIt) {
  FakeServer server(ReadToTheEnd());
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kSyslog, "siem"));
  office.Put(ARow("n-1", "siem"));

  office.RunUntilQuiet(kNow);

  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered) << office.At("n-1").reason;
  EXPECT_EQ(office.At("n-1").reason, "日志服务器已收到");
}

TEST(CourierSyslogTest, TriesAgainWhileNobodyListens) {
  auto server = std::make_unique<FakeServer>(ReadToTheEnd());
  const int port = server->port();
  Office office({server.get()});
  office.AddChannel(ChannelTo(*server, ChannelType::kSyslog, "siem"));
  server.reset();
  office.Put(ARow("n-1", "siem"));

  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  EXPECT_TRUE(office.At("n-1").reason.starts_with("未能连接")) << office.At("n-1").reason;

  FakeServer again(ReadToTheEnd(), {.port = port});
  office.RunUntilQuiet(kNow + seconds(1));
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered) << office.At("n-1").reason;
}

TEST(CourierSyslogTest, MarksWhatItSendsAgainAfterAnUnknownEnd) {
  std::atomic<int> connections = 0;
  std::string read;
  auto server = std::make_unique<FakeServer>([&](FakeConnection& peer) {
    if (++connections == 1) {
      peer.Read(4);
      peer.Reset();
      return;
    }
    while (const std::optional<std::string> next = peer.Read(1)) read += *next;
  });
  Office office({server.get()});
  office.AddChannel(ChannelTo(*server, ChannelType::kSyslog, "siem"));
  office.Put(ARow("n-1", "siem"));

  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  EXPECT_TRUE(office.At("n-1").repeat_marked);
  office.RunUntilQuiet(kNow + seconds(1));

  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered) << office.At("n-1").reason;
  server.reset();  // has read all that came
  EXPECT_NE(read.find("repeat=\"true\"] \xEF\xBB\xBF【舆情Ⅱ级·待研判】（重发）"), std::string::npos) << read;
}

TEST(CourierSyslogTest, IsOutOfOrderWithACertificateThatNobodyTrusts) {
  FakeAuthority authority;
  FakeServer server(ReadToTheEnd(), {.tls = authority.Issue({.signed_by = SignedBy::kItself})});
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kSyslog, "siem"));
  office.Channel("siem").base_url = "tls://" + server.Host();
  office.Put(ARow("n-1", "siem"));

  office.RunUntilQuiet(kNow);

  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
  EXPECT_TRUE(office.results()[0].outcome.channel_broken);
}

TEST(CourierSyslogTest, GoesNowhereThatTheGateDoesNotLetIt) {
  FakeServer server(ReadToTheEnd());
  Office office(std::vector<const FakeServer*>{});
  office.AddChannel(ChannelTo(server, ChannelType::kSyslog, "siem"));
  office.Put(ARow("n-1", "siem"));

  office.RunUntilQuiet(kNow);

  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
  EXPECT_EQ(office.At("n-1").reason, "地址不在允许范围内（address not allowed）");
  EXPECT_EQ(server.connections(), 0);
}

TEST(CourierSyslogTest, DelaysNoRobot) {
  FakeServer robot(Always(Reply("200 OK", R"({"errcode":0})")));
  FakeServer stuck([](FakeConnection& peer) { peer.Wait(seconds(3)); });
  Office office({&robot, &stuck});
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  office.AddChannel(ChannelTo(stuck, ChannelType::kSyslog, "siem"));
  office.Channel("siem").base_url = "tls://" + stuck.Host();  // and no handshake ever ends
  office.Put(ARow("a-log", "siem"));
  office.Put(ARow("b-page", "desk"));
  const auto started = std::chrono::steady_clock::now();

  office.Turn(kNow);
  while (office.results().empty()) office.Turn(kNow);

  EXPECT_EQ(office.results()[0].id, "b-page");
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(2));
}

}  // namespace
}  // namespace fenghuo
