// The WeCom application over real HTTP: its access token is got once, kept, renewed, and told to nobody (notifications.md 3.3).

#include <gtest/gtest.h>

#include <atomic>

#include "daemon/deliver/acknowledge_link.h"
#include "tests/alerts/notify/builders.h"
#include "tests/daemon/deliver/office.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

std::string TokenAnswer(int number, int life = 7200) {
  return Reply("200 OK", R"({"errcode":0,"errmsg":"ok","access_token":"canary-access-)" + std::to_string(number) + R"(","expires_in":)" +
                             std::to_string(life) + "}");
}

bool AsksForToken(const std::string& request) { return PathOf(request).starts_with("GET /cgi-bin/gettoken?"); }

// A vendor that gives tokens with a number each and takes the messages of the last one only.
class FakeVendor {
 public:
  explicit FakeVendor(int life = 7200)
      : server_([this, life](FakeConnection& peer) {
          while (std::optional<std::string> request = peer.ReadRequest()) {
            if (AsksForToken(*request)) {
              peer.Send(TokenAnswer(++given_, life));
            } else {
              const bool good = PathOf(*request).ends_with("access_token=canary-access-" + std::to_string(given_.load())) && !stale_;
              stale_ = false;
              peer.Send(Reply("200 OK", good ? R"({"errcode":0,"errmsg":"ok","invaliduser":"","msgid":"m-1"})"
                                             : R"({"errcode":42001,"errmsg":"access_token expired"})"));
            }
          }
        }) {}

  void SpoilToken() { stale_ = true; }
  int given() const { return given_; }
  const FakeServer& server() const { return server_; }

 private:
  std::atomic<int> given_ = 0;
  std::atomic<bool> stale_ = false;
  FakeServer server_;
};

Notification ForMember(const std::string& id) {
  Notification row = ARow(id, "desk");
  row.receivers = {{"zhang", "ZhangSan"}};
  return row;
}

TEST(CourierTokenTest, GetsATokenOnceAndKeepsIt) {
  FakeVendor vendor;
  Office office({&vendor.server()});
  office.AddChannel(ChannelTo(vendor.server(), ChannelType::kWecomApp, "desk"));
  for (const char* id : {"n-1", "n-2", "n-3"}) {
    office.Put(ForMember(id));
    office.RunUntilQuiet(kNow);
    EXPECT_EQ(office.At(id).state, DeliveryState::kDelivered) << office.At(id).reason;
  }
  EXPECT_EQ(vendor.given(), 1);
  const std::vector<std::string> requests = vendor.server().requests();
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_EQ(PathOf(requests[0]), "GET /cgi-bin/gettoken?corpid=wwcorp&corpsecret=canary-token-desk");
  EXPECT_EQ(PathOf(requests[1]), "POST /cgi-bin/message/send?access_token=canary-access-1");
  EXPECT_EQ(office.At("n-1").vendor_id, "m-1");
}

TEST(CourierTokenTest, PutsALinkThatOnlyItsReceiverCanUseIntoAMessageToOnePerson) {
  FakeVendor vendor;
  OfficeOptions options;
  options.settings.public_url = "https://desk.example";
  options.settings.acknowledge_key = std::string(32, 'k');
  Office office({&vendor.server()}, std::move(options));
  office.AddChannel(ChannelTo(vendor.server(), ChannelType::kWecomApp, "desk"));
  office.Put(ForMember("n-1"));
  office.RunUntilQuiet(kNow);

  const std::string message = vendor.server().requests().back();
  const std::string start = "https://desk.example/acknowledge/";
  const size_t at = message.find(start) + start.size();
  ASSERT_GT(at, start.size()) << message;
  const size_t end = message.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", at);
  Result<AcknowledgeLink> link = VerifyAcknowledgeLink(message.substr(at, end - at), std::string(32, 'k'), kNow);
  ASSERT_TRUE(link.ok()) << message;
  EXPECT_EQ(link->person, "zhang");
}

TEST(CourierTokenTest, GetsANewTokenWhenTheOldOneHasExpiredAndSendsOnceMore) {
  FakeVendor vendor;
  Office office({&vendor.server()});
  office.AddChannel(ChannelTo(vendor.server(), ChannelType::kWecomApp, "desk"));
  office.Put(ForMember("n-1"));
  office.RunUntilQuiet(kNow);
  vendor.SpoilToken();
  office.Put(ForMember("n-2"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-2").state, DeliveryState::kDelivered);
  EXPECT_EQ(office.At("n-2").attempts, 1);
  EXPECT_EQ(vendor.given(), 2);
}

TEST(CourierTokenTest, AsksForOneNewTokenAMessageAtMost) {
  std::atomic<int> tokens = 0;
  FakeServer server([&](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      peer.Send(AsksForToken(*request) ? TokenAnswer(++tokens) : Reply("200 OK", R"({"errcode":40014,"errmsg":"invalid access_token"})"));
    }
  });
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWecomApp, "desk"));
  office.Put(ForMember("n-1"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(tokens, 2);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  EXPECT_EQ(office.At("n-1").reason, "访问令牌已失效（40014 invalid access_token）");
}

TEST(CourierTokenTest, UsesATokenThatIsNearlyOverForOneMessage) {
  FakeVendor vendor(/*life=*/60);
  Office office({&vendor.server()});
  office.AddChannel(ChannelTo(vendor.server(), ChannelType::kWecomApp, "desk"));
  office.Put(ForMember("n-1"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered);
  office.Put(ForMember("n-2"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(vendor.given(), 2);
}

TEST(CourierTokenTest, SaysWhyThereIsNoTokenAndSendsNothing) {
  struct Row {
    std::string answer;
    DeliveryState state;
    bool broken;
    const char* reason;
  };
  const Row rows[] = {
      {Reply("200 OK", R"({"errcode":40001,"errmsg":"invalid credential"})"), DeliveryState::kDead, true,
       "未取得访问令牌：应用密钥无效（40001 invalid credential）"},
      {Reply("200 OK", R"({"errcode":60020,"errmsg":"not allow to access from your ip"})"), DeliveryState::kDead, true,
       "未取得访问令牌：本机地址不在应用的可信IP中（60020 not allow to access from your ip）"},
      {Reply("200 OK", R"({"errcode":0,"errmsg":"ok"})"), DeliveryState::kPending, false, "未取得访问令牌：应答中没有令牌"},
      {Reply("200 OK", R"({"errcode":0,"access_token":"a b\r\nX: y"})"), DeliveryState::kPending, false,
       "未取得访问令牌：应答中没有令牌"},
      {Reply("200 OK", ""), DeliveryState::kPending, false, "未取得访问令牌：应答中没有结果代码，结果不明"},
      {Reply("500 Oops", ""), DeliveryState::kPending, false, "未取得访问令牌：对方服务异常（HTTP 500）"},
  };
  for (const Row& row : rows) {
    FakeServer server(Always(row.answer));
    Office office({&server});
    office.AddChannel(ChannelTo(server, ChannelType::kWecomApp, "desk"));
    office.Put(ForMember("n-1"));
    office.RunUntilQuiet(kNow);
    EXPECT_EQ(office.At("n-1").state, row.state) << row.reason;
    EXPECT_EQ(office.At("n-1").reason, row.reason);
    EXPECT_EQ(office.results()[0].outcome.channel_broken, row.broken) << row.reason;
    EXPECT_FALSE(office.At("n-1").repeat_marked) << row.reason;
    for (const std::string& request : server.requests()) EXPECT_TRUE(AsksForToken(request));
  }
}

TEST(CourierTokenTest, KnowsThatNothingWasSentWhenTheTokenNeverCame) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Reset();
  });
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWecomApp, "desk"));
  office.Put(ForMember("n-1"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.results()[0].outcome.kind, OutcomeKind::kRetry);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
}

TEST(CourierTokenTest, GetsANewTokenForANewSecret) {
  FakeVendor vendor;
  Office office({&vendor.server()});
  office.AddChannel(ChannelTo(vendor.server(), ChannelType::kWecomApp, "desk"));
  office.Put(ForMember("n-1"));
  office.RunUntilQuiet(kNow);
  SecretFile("desk_token", "canary-token-new");
  office.Put(ForMember("n-2"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(vendor.given(), 2);
  EXPECT_EQ(office.At("n-2").state, DeliveryState::kDelivered);
}

TEST(CourierTokenTest, TellsNobodyTokenOrSecret) {
  FakeServer server([](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      peer.Send(AsksForToken(*request) ? TokenAnswer(7)
                                       : Reply("200 OK", R"({"errcode":40008,"errmsg":")" + PathOf(*request) + R"( canary-token-desk"})"));
    }
  });
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWecomApp, "desk"));
  office.Put(ForMember("n-1"));
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  office.RunUntilQuiet(kNow);
  const std::string logged = ::testing::internal::GetCapturedStderr() + ::testing::internal::GetCapturedStdout();
  EXPECT_NE(office.At("n-1").reason.find("***"), std::string::npos) << office.At("n-1").reason;
  for (const std::string& text : {office.At("n-1").reason, office.results()[0].outcome.reason, logged}) {
    EXPECT_EQ(text.find("canary"), std::string::npos) << text;
  }
}

TEST(CourierTextMessageTest, IsNeverSentTwiceBlindly) {
  for (const ChannelType type : {ChannelType::kAliyunSms, ChannelType::kTencentSms}) {
    FakeServer server([](FakeConnection& peer) {
      peer.ReadRequest();
      peer.Reset();
    });
    Office office({&server});
    office.AddChannel(ChannelTo(server, type, "desk"));
    office.Put(ARow("n-1", "desk"));
    office.RunUntilQuiet(kNow);
    EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
    EXPECT_TRUE(office.At("n-1").reason.starts_with("不重发，由备用通道发送；")) << office.At("n-1").reason;
    EXPECT_EQ(server.connections(), 1);
  }
}

TEST(CourierTextMessageTest, GoesToNobodyWithoutANumber) {
  FakeServer server(Always(Reply("200 OK", "")));
  for (const ChannelType type : {ChannelType::kAliyunSms, ChannelType::kTencentSms, ChannelType::kWecomApp}) {
    Office office({&server});
    office.AddChannel(ChannelTo(server, type, "desk"));
    Notification row = ARow("n-1", "desk");
    row.receivers = {{"zhang", "@all"}};
    office.Put(row);
    office.RunUntilQuiet(kNow);
    EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
    EXPECT_EQ(office.At("n-1").reason, "没有收件地址");
  }
  EXPECT_EQ(server.connections(), 0);
}

}  // namespace
}  // namespace fenghuo
