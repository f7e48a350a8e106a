// What every HTTP channel must survive (notifications.md 15), against real servers that do it.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>

#include "daemon/deliver/hmac.h"
#include "daemon/deliver/signature.h"
#include "tests/alerts/notify/builders.h"
#include "tests/daemon/deliver/office.h"
#include "tests/daemon/net/fake_certificate.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();
constexpr char kFine[] = R"({"errcode":0,"errmsg":"ok","code":0,"msg":"success"})";

class CourierRobotTest : public ::testing::TestWithParam<ChannelType> {
 protected:
  static bool IsRobot() { return GetParam() != ChannelType::kWebhook; }

  // One row to one server; the row as it is afterwards.
  Notification SendTo(FakeServer& server, const std::function<void(ChannelSpec&)>& change = {}) {
    ChannelSpec channel = ChannelTo(server, GetParam(), "desk");
    if (change) change(channel);
    Office office({&server});
    office.AddChannel(channel);
    office.Put(ARow("n-1", "desk"));
    office.RunUntilQuiet(kNow);
    if (office.results().empty()) return {};
    outcome_ = office.results().back().outcome;
    return office.At("n-1");
  }

  Outcome outcome_;
};

std::string BodyOf(const std::string& request) { return request.substr(request.find("\r\n\r\n") + 4); }

std::string QueryValue(const std::string& path, const std::string& name) {
  const size_t at = path.find(name + "=");
  return at == std::string::npos ? "" : path.substr(at + name.size() + 1, path.find('&', at) - at - name.size() - 1);
}

TEST_P(CourierRobotTest, DeliversWithTheSignatureOfThisAttempt) {
  FakeServer server(Always(Reply("200 OK", kFine)));
  const Notification row = SendTo(server);

  EXPECT_EQ(row.state, DeliveryState::kDelivered) << row.reason;
  ASSERT_EQ(server.requests().size(), 1U);
  const std::string request = server.requests()[0];
  const std::string path = PathOf(request);
  EXPECT_EQ(HeaderOf(request, "content-type"), "application/json; charset=utf-8");
  const nlohmann::json body = nlohmann::json::parse(BodyOf(request));
  const int64_t now = ToUnixSeconds(SystemClock().Now());
  switch (GetParam()) {
    case ChannelType::kDingtalk: {
      EXPECT_TRUE(path.starts_with("POST /robot/send?access_token=canary-token-desk&timestamp=")) << path;
      const Timestamp signed_at = FromUnixMillis(std::stoll(QueryValue(path, "timestamp")));
      EXPECT_NEAR(static_cast<double>(ToUnixSeconds(signed_at)), static_cast<double>(now), 60);
      EXPECT_TRUE(path.ends_with(SignDingtalk("SECcanarydesk", signed_at))) << path;
      break;
    }
    case ChannelType::kFeishu: {
      EXPECT_EQ(path, "POST /open-apis/bot/v2/hook/canary-token-desk");
      const std::string second = body["timestamp"].get<std::string>();
      EXPECT_NEAR(std::stod(second), static_cast<double>(now), 60);
      EXPECT_EQ(body["sign"], Base64(HmacSha256(second + "\nSECcanarydesk", "")));
      break;
    }
    case ChannelType::kWecom: EXPECT_EQ(path, "POST /cgi-bin/webhook/send?key=canary-token-desk"); break;
    case ChannelType::kWebhook: {
      EXPECT_EQ(path, "POST /hook");
      EXPECT_EQ(HeaderOf(request, "webhook-id"), "n-1");
      const std::string second = HeaderOf(request, "webhook-timestamp").value_or("");
      EXPECT_NEAR(std::stod(second), static_cast<double>(now), 60);
      EXPECT_EQ(HeaderOf(request, "webhook-signature"),
                SignWebhook({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, {.id = "n-1", .body = BodyOf(request)},
                            FromUnixSeconds(std::stoll(second)))
                    ->signature);
      break;
    }
    case ChannelType::kSmtp: FAIL(); break;
  }
}

TEST_P(CourierRobotTest, SeesAFailureBehindA200) {
  FakeServer refused(Always(Reply("200 OK", R"({"errcode":"93000","errmsg":"no","code":"19001","msg":"no"})")));
  FakeServer page(Always(Reply("200 OK", "<!DOCTYPE html><title>登录</title>", "Content-Type: text/html\r\n")));
  FakeServer empty(Always(Reply("200 OK", "")));
  EXPECT_EQ(SendTo(page).state, DeliveryState::kPending);
  if (!IsRobot()) return;
  EXPECT_EQ(SendTo(refused).state, DeliveryState::kDead);
  EXPECT_EQ(SendTo(empty).state, DeliveryState::kPending);
  EXPECT_EQ(outcome_.kind, OutcomeKind::kUnknown);
}

TEST_P(CourierRobotTest, StopsReadingAnEndlessAnswer) {
  std::atomic<int64_t> sent = 0;
  FakeServer server([&](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "10000\r\n" + std::string(65536, ' ') + "\r\n";
    while (sent < 64 * 1024 * 1024 && peer.Send(chunk)) sent += 65536;
  });
  SendTo(server);
  EXPECT_LT(sent.load(), 32 * 1024 * 1024);
  EXPECT_EQ(outcome_.kind, IsRobot() ? OutcomeKind::kUnknown : OutcomeKind::kDelivered);
}

TEST_P(CourierRobotTest, DoesNotKnowWhenThePeerHangsUpAfterTheRequest) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Reset();
  });
  const Notification row = SendTo(server);
  EXPECT_EQ(outcome_.kind, OutcomeKind::kUnknown);
  EXPECT_EQ(row.state, DeliveryState::kPending);
  EXPECT_EQ(row.repeat_marked, IsRobot());
}

TEST_P(CourierRobotTest, TriesAgainWhenNobodyListens) {
  auto server = std::make_unique<FakeServer>(Always(Reply("200 OK", kFine)));
  const ChannelSpec channel = ChannelTo(*server, GetParam(), "desk");
  Office office({server.get()});
  office.AddChannel(channel);
  office.Put(ARow("n-1", "desk"));
  server.reset();
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  EXPECT_EQ(office.At("n-1").next_at, kNow + seconds(1));
  EXPECT_FALSE(office.At("n-1").repeat_marked);
  EXPECT_EQ(office.results()[0].outcome.kind, OutcomeKind::kRetry);
}

TEST_P(CourierRobotTest, FollowsNoRedirect) {
  FakeServer elsewhere(Always(Reply("200 OK", kFine)));
  for (const char* status : {"301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"}) {
    FakeServer server(Always(Reply(status, "", "Location: " + elsewhere.Url("/robot/send") + "\r\n")));
    const Notification row = SendTo(server);
    EXPECT_EQ(row.state, DeliveryState::kDead);
    EXPECT_EQ(outcome_.failure, FailureReason::kClientError);
    EXPECT_TRUE(outcome_.channel_broken);
  }
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST_P(CourierRobotTest, WaitsAsLongAsItIsAsked) {
  FakeServer in_seconds(Always(Reply("429 Too Many", "", "Retry-After: 90\r\n")));
  EXPECT_EQ(SendTo(in_seconds).next_at, kNow + seconds(90));
  FakeServer without(Always(Reply("429 Too Many", "")));
  EXPECT_EQ(SendTo(without).next_at, kNow + seconds(1));
  FakeServer by_date(Always(Reply("503 Later", "", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n")));
  EXPECT_EQ(SendTo(by_date).state, DeliveryState::kPending);
  EXPECT_EQ(outcome_.retry_after, hours(1));
}

TEST_P(CourierRobotTest, ComesThroughAfterAnError) {
  std::atomic<int> calls = 0;
  FakeServer server([&](FakeConnection& peer) {
    while (peer.ReadRequest()) peer.Send(calls++ == 0 ? Reply("500 Oops", "") : Reply("200 OK", kFine));
  });
  Office office({&server});
  office.AddChannel(ChannelTo(server, GetParam(), "desk"));
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  office.RunUntilQuiet(kNow + seconds(1));
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered);
  EXPECT_EQ(office.At("n-1").attempts, 2);
}

TEST_P(CourierRobotTest, SendsTheShortFormWhenTheLongOneIsTooLarge) {
  FakeServer server([](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      const bool quotes = request->find("呕吐") != std::string::npos;
      peer.Send(quotes ? Reply("413 Too Large", "") : Reply("200 OK", kFine));
    }
  });
  const Notification row = SendTo(server);
  EXPECT_EQ(row.state, DeliveryState::kDelivered);
  EXPECT_TRUE(row.short_form);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_P(CourierRobotTest, BelievesNoCertificateButItsOwn) {
  FakeAuthority authority;
  struct Bad {
    FakeCertificate certificate;
    const char* what;
  };
  for (const Bad& bad : {Bad{{.valid_from_days = -30, .valid_to_days = -1}, "expired"}, Bad{{.host = "127.0.0.9"}, "another host"},
                         Bad{{.signed_by = SignedBy::kItself}, "self-signed"}}) {
    FakeServer server(Always(Reply("200 OK", kFine)), {.tls = authority.Issue(bad.certificate)});
    const Notification row = SendTo(server, [&](ChannelSpec& channel) { channel.ca_file = authority.ca_file(); });
    EXPECT_EQ(row.state, DeliveryState::kDead) << bad.what;
    EXPECT_EQ(outcome_.failure, FailureReason::kTls) << bad.what;
    EXPECT_TRUE(server.requests().empty()) << bad.what;
  }
  FakeServer good(Always(Reply("200 OK", kFine)), {.tls = authority.Issue({})});
  EXPECT_EQ(SendTo(good, [&](ChannelSpec& channel) {
              channel.ca_file = authority.ca_file();
              channel.allow_plain_http = false;
            }).state,
            DeliveryState::kDelivered);
}

TEST_P(CourierRobotTest, SendsNothingInClearUnlessItIsAllowed) {
  FakeServer server(Always(Reply("200 OK", kFine)));
  const Notification row = SendTo(server, [](ChannelSpec& channel) { channel.allow_plain_http = false; });
  EXPECT_EQ(row.state, DeliveryState::kDead);
  EXPECT_EQ(server.connections(), 0);
}

TEST_P(CourierRobotTest, AsksTheGateWhenANameTurnsInward) {
  FakeServer server(Always(Reply("200 OK", kFine)));
  ChannelSpec channel = ChannelTo(server, GetParam(), "desk");
  channel.base_url = "http://robot.example:" + std::to_string(server.port()) + "/";
  OfficeOptions options;
  options.transport.hosts = [](const std::string&) { return std::vector<std::string>{"127.0.0.2"}; };
  Office office({&server}, std::move(options));
  office.AddChannel(channel);
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kDead);
  EXPECT_EQ(office.results()[0].outcome.failure, FailureReason::kBlockedAddress);
  EXPECT_EQ(server.connections(), 0);
}

TEST_P(CourierRobotTest, LetsNoTitlePageEverybody) {
  FakeServer server(Always(Reply("200 OK", kFine)));
  Office office({&server});
  office.AddChannel(ChannelTo(server, GetParam(), "desk"));
  Notification row = ARow("n-1", "desk");
  row.message.title = "@all <at user_id=\"all\"></at> <at id=all></at> <!channel> <@all> @所有人\r\n\u202E";
  office.Put(row);
  office.RunUntilQuiet(kNow);
  ASSERT_EQ(server.requests().size(), 1U);
  nlohmann::json body = nlohmann::json::parse(BodyOf(server.requests()[0]));
  if (!IsRobot()) body = body["data"]["text"];
  const std::string sent = body.dump();
  for (const char* mention : {"@all", "@所有人", "<at user_id=\\\"all", "<at id=all", "<!channel", "<@", "\u202E"}) {
    EXPECT_EQ(sent.find(mention), std::string::npos) << mention << " in " << sent;
  }
}

TEST_P(CourierRobotTest, TakesASecretThatWasExchangedWhileMessagesWait) {
  FakeServer server(Always(Reply("503 Later", "")));
  Office office({&server});
  const ChannelSpec channel = ChannelTo(server, GetParam(), "desk");
  office.AddChannel(channel);
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  const std::string before = server.requests().back();

  if (IsRobot()) SecretFile("desk_token", "canary-token-new");
  if (!IsRobot()) SecretFile("desk_secret", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\nwhsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
  office.RunUntilQuiet(kNow + seconds(1));

  const std::string after = server.requests().back();
  if (IsRobot()) {
    EXPECT_NE(PathOf(before).find("canary-token-desk"), std::string::npos);
    EXPECT_NE(PathOf(after).find("canary-token-new"), std::string::npos);
  } else {
    EXPECT_EQ(HeaderOf(before, "webhook-signature")->find(' '), std::string::npos);
    EXPECT_NE(HeaderOf(after, "webhook-signature")->find(" v1,"), std::string::npos);
    EXPECT_EQ(HeaderOf(before, "webhook-id"), HeaderOf(after, "webhook-id"));
  }
}

TEST_P(CourierRobotTest, WaitsForASecretThatCannotBeRead) {
  FakeServer server(Always(Reply("200 OK", kFine)));
  const Notification row = SendTo(server, [](ChannelSpec& channel) { channel.secret_file = "absent/secret"; });
  EXPECT_EQ(row.state, DeliveryState::kPending);
  EXPECT_EQ(row.reason, "密钥或配置不可用（absent/secret: cannot be read）");
  EXPECT_TRUE(outcome_.channel_broken);
  EXPECT_EQ(server.connections(), 0);
}

TEST_P(CourierRobotTest, TellsNoSecretThatThePeerEchoes) {
  FakeServer server([](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      const std::string echo = PathOf(*request) + " " + HeaderOf(*request, "authorization").value_or("");
      const nlohmann::json body = {{"errcode", 1}, {"errmsg", echo}, {"code", 1}, {"msg", echo}};
      peer.Send(Reply("200 OK", body.dump(), "Retry-After: " + echo + "\r\n"));
    }
  });
  ::testing::internal::CaptureStderr();
  const Notification row = SendTo(server);
  const std::string logged = ::testing::internal::GetCapturedStderr();
  if (IsRobot()) {
    EXPECT_NE(row.reason.find("***"), std::string::npos) << row.reason;
  }
  for (const std::string& text : {row.reason, row.vendor_id, outcome_.reason, logged}) {
    for (const char* canary : {"canary", "SECcanary", "MfKQ9r8G"}) EXPECT_EQ(text.find(canary), std::string::npos) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Channels, CourierRobotTest,
                         ::testing::Values(ChannelType::kDingtalk, ChannelType::kWecom, ChannelType::kFeishu,
                                           ChannelType::kWebhook),
                         [](const ::testing::TestParamInfo<ChannelType>& type) { return std::string(Name(type.param)); });

}  // namespace
}  // namespace fenghuo
