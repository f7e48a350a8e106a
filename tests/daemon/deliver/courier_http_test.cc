// What every HTTP channel must survive (notifications.md 15), against real servers that do it.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>

#include "daemon/deliver/hmac.h"
#include "daemon/deliver/signature.h"
#include "tests/alerts/notify/builders.h"
#include "tests/daemon/deliver/office.h"
#include "tests/daemon/deliver/vendors.h"
#include "tests/daemon/net/fake_certificate.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

class CourierHttpTest : public ::testing::TestWithParam<Vendor> {
 protected:
  static ChannelType Type() { return GetParam().type; }
  static std::string Fine() { return Reply(GetParam().status, GetParam().fine); }
  static DeliveryState AfterSuccess() {
    return GetParam().success == OutcomeKind::kAccepted ? DeliveryState::kAccepted : DeliveryState::kDelivered;
  }

  // One row to one server; the row as it is afterwards.
  Notification SendTo(FakeServer& server, const std::function<void(ChannelSpec&)>& change = {}) {
    ChannelSpec channel = ChannelTo(server, Type(), "desk");
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

TEST_P(CourierHttpTest, DeliversWhereTheVendorListensWithTheSecretThatItAsksFor) {
  FakeServer server(Always(Fine()));
  const Notification row = SendTo(server);

  EXPECT_EQ(row.state, AfterSuccess()) << row.reason;
  EXPECT_EQ(outcome_.kind, GetParam().success);
  ASSERT_EQ(server.requests().size(), 1U);
  const std::string request = server.requests()[0];
  EXPECT_TRUE(PathOf(request).starts_with(GetParam().path)) << PathOf(request);
  EXPECT_EQ(HeaderOf(request, "content-type"), "application/json; charset=utf-8");
  const std::string authorization = HeaderOf(request, "authorization").value_or("");
  EXPECT_TRUE(authorization.starts_with(GetParam().authorization)) << authorization;
  EXPECT_EQ(authorization.empty(), *GetParam().authorization == '\0');
  const std::string body = BodyOf(request);
  EXPECT_EQ(nlohmann::json::accept(body), GetParam().json);
  EXPECT_EQ(body.find("canary") != std::string::npos, *GetParam().in_body != '\0') << body;
  EXPECT_NE(body.find(GetParam().in_body), std::string::npos);
}

TEST(CourierSignatureTest, SignsAtTheMomentOfSending) {
  for (const ChannelType type : {ChannelType::kDingtalk, ChannelType::kFeishu, ChannelType::kWebhook}) {
    FakeServer server(Always(Reply("200 OK", R"({"errcode":0,"code":0})")));
    Office office({&server});
    office.AddChannel(ChannelTo(server, type, "desk"));
    office.Put(ARow("n-1", "desk"));
    office.RunUntilQuiet(kNow);
    const std::string request = server.requests().at(0);
    const std::string path = PathOf(request);
    const double now = static_cast<double>(ToUnixSeconds(SystemClock().Now()));
    if (type == ChannelType::kDingtalk) {
      const Timestamp signed_at = FromUnixMillis(std::stoll(QueryValue(path, "timestamp")));
      EXPECT_NEAR(static_cast<double>(ToUnixSeconds(signed_at)), now, 60);
      EXPECT_TRUE(path.ends_with(SignDingtalk("SECcanarydesk", signed_at))) << path;
    } else if (type == ChannelType::kFeishu) {
      const nlohmann::json body = nlohmann::json::parse(BodyOf(request));
      const std::string second = body["timestamp"].get<std::string>();
      EXPECT_NEAR(std::stod(second), now, 60);
      EXPECT_EQ(body["sign"], Base64(HmacSha256(second + "\nSECcanarydesk", "")));
    } else {
      EXPECT_EQ(HeaderOf(request, "webhook-id"), "n-1");
      const std::string second = HeaderOf(request, "webhook-timestamp").value_or("");
      EXPECT_NEAR(std::stod(second), now, 60);
      EXPECT_EQ(HeaderOf(request, "webhook-signature"),
                SignWebhook({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, {.id = "n-1", .body = BodyOf(request)},
                            FromUnixSeconds(std::stoll(second)))
                    ->signature);
    }
  }
}

TEST_P(CourierHttpTest, SeesAFailureBehindASuccess) {
  const char* status = GetParam().status;
  FakeServer refused(Always(Reply(status, GetParam().refused)));
  FakeServer page(Always(Reply(status, "<!DOCTYPE html><title>登录</title>", "Content-Type: text/html\r\n")));
  FakeServer empty(Always(Reply(status, "")));
  EXPECT_EQ(SendTo(page).state, DeliveryState::kPending);
  EXPECT_EQ(outcome_.kind, OutcomeKind::kRetry);
  SendTo(empty);
  EXPECT_EQ(outcome_.kind, GetParam().empty);
  if (*GetParam().refused == '\0') return;
  SendTo(refused);
  EXPECT_NE(outcome_.kind, GetParam().success);
  EXPECT_FALSE(outcome_.reason.empty());
}

TEST_P(CourierHttpTest, CallsTheChannelBrokenWhenTheSecretIsWrong) {
  for (const char* status : {"401 Unauthorized", "403 Forbidden", "404 Not Found"}) {
    FakeServer server(Always(Reply(status, R"({"ok":false,"error_code":401,"error":"unauthorized","code":40101})")));
    EXPECT_EQ(SendTo(server).state, DeliveryState::kDead) << status;
    EXPECT_EQ(outcome_.failure, FailureReason::kAuth) << status;
    EXPECT_TRUE(outcome_.channel_broken) << status;
    EXPECT_EQ(server.requests().size(), 1U) << status;
  }
}

TEST_P(CourierHttpTest, StopsReadingAnEndlessAnswer) {
  std::atomic<int64_t> sent = 0;
  FakeServer server([&](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "10000\r\n" + std::string(65536, ' ') + "\r\n";
    while (sent < 64 * 1024 * 1024 && peer.Send(chunk)) sent += 65536;
  });
  SendTo(server);
  EXPECT_LT(sent.load(), 32 * 1024 * 1024);
  EXPECT_EQ(outcome_.kind, GetParam().endless);
}

TEST_P(CourierHttpTest, DoesNotKnowWhenThePeerHangsUpAfterTheRequest) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Reset();
  });
  const Notification row = SendTo(server);
  EXPECT_EQ(outcome_.kind, OutcomeKind::kUnknown);
  // What is never sent twice goes to the other channel.
  EXPECT_EQ(row.state, FactsOf(Type()).repeats ? DeliveryState::kPending : DeliveryState::kDead);
  EXPECT_EQ(row.repeat_marked, !IsIdempotent(Type()) && FactsOf(Type()).repeats);
}

TEST_P(CourierHttpTest, TriesAgainWhenNobodyListens) {
  auto server = std::make_unique<FakeServer>(Always(Fine()));
  const ChannelSpec channel = ChannelTo(*server, Type(), "desk");
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

TEST_P(CourierHttpTest, FollowsNoRedirect) {
  FakeServer elsewhere(Always(Fine()));
  for (const char* status : {"301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"}) {
    FakeServer server(Always(Reply(status, "", "Location: " + elsewhere.Url("/robot/send") + "\r\n")));
    const Notification row = SendTo(server);
    EXPECT_EQ(row.state, DeliveryState::kDead);
    EXPECT_EQ(outcome_.failure, FailureReason::kClientError);
    EXPECT_TRUE(outcome_.channel_broken);
  }
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST_P(CourierHttpTest, WaitsAsLongAsItIsAsked) {
  FakeServer in_seconds(Always(Reply("429 Too Many", "", "Retry-After: 90\r\n")));
  EXPECT_EQ(SendTo(in_seconds).next_at, kNow + seconds(90));
  FakeServer without(Always(Reply("429 Too Many", "")));
  EXPECT_EQ(SendTo(without).next_at, kNow + seconds(1));
  FakeServer by_date(Always(Reply("503 Later", "", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n")));
  EXPECT_EQ(SendTo(by_date).state, DeliveryState::kPending);
  EXPECT_EQ(outcome_.retry_after, hours(1));
}

TEST_P(CourierHttpTest, ComesThroughAfterAnError) {
  std::atomic<int> calls = 0;
  FakeServer server([&](FakeConnection& peer) {
    while (peer.ReadRequest()) peer.Send(calls++ == 0 ? Reply("500 Oops", "") : Fine());
  });
  Office office({&server});
  office.AddChannel(ChannelTo(server, Type(), "desk"));
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  EXPECT_EQ(office.At("n-1").state, DeliveryState::kPending);
  office.RunUntilQuiet(kNow + seconds(1));
  EXPECT_EQ(office.At("n-1").state, AfterSuccess());
  EXPECT_EQ(office.At("n-1").attempts, 2);
}

TEST_P(CourierHttpTest, SendsTheShortFormWhenTheLongOneIsTooLarge) {
  if (!GetParam().quotes) GTEST_SKIP() << "it is short as it is";
  FakeServer server([](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      const bool quotes = request->find("呕吐") != std::string::npos;
      peer.Send(quotes ? Reply("413 Too Large", "") : Fine());
    }
  });
  const Notification row = SendTo(server);
  EXPECT_EQ(row.state, AfterSuccess());
  EXPECT_TRUE(row.short_form);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_P(CourierHttpTest, BelievesNoCertificateButItsOwn) {
  FakeAuthority authority;
  struct Bad {
    FakeCertificate certificate;
    const char* what;
  };
  for (const Bad& bad : {Bad{{.valid_from_days = -30, .valid_to_days = -1}, "expired"}, Bad{{.host = "127.0.0.9"}, "another host"},
                         Bad{{.signed_by = SignedBy::kItself}, "self-signed"}}) {
    FakeServer server(Always(Fine()), {.tls = authority.Issue(bad.certificate)});
    const Notification row = SendTo(server, [&](ChannelSpec& channel) { channel.ca_file = authority.ca_file(); });
    EXPECT_EQ(row.state, DeliveryState::kDead) << bad.what;
    EXPECT_EQ(outcome_.failure, FailureReason::kTls) << bad.what;
    EXPECT_TRUE(server.requests().empty()) << bad.what;
  }
  FakeServer good(Always(Fine()), {.tls = authority.Issue({})});
  EXPECT_EQ(SendTo(good, [&](ChannelSpec& channel) {
              channel.ca_file = authority.ca_file();
              channel.allow_plain_http = false;
            }).state,
            AfterSuccess());
}

TEST_P(CourierHttpTest, SendsNothingInClearUnlessItIsAllowed) {
  FakeServer server(Always(Fine()));
  const Notification row = SendTo(server, [](ChannelSpec& channel) { channel.allow_plain_http = false; });
  EXPECT_EQ(row.state, DeliveryState::kDead);
  EXPECT_EQ(server.connections(), 0);
}

TEST_P(CourierHttpTest, AsksTheGateWhenANameTurnsInward) {
  FakeServer server(Always(Fine()));
  ChannelSpec channel = ChannelTo(server, Type(), "desk");
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

TEST_P(CourierHttpTest, LetsNoTitlePageEverybody) {
  FakeServer server(Always(Fine()));
  Office office({&server});
  office.AddChannel(ChannelTo(server, Type(), "desk"));
  Notification row = ARow("n-1", "desk");
  row.message.title = "@all <at user_id=\"all\"></at> <at id=all></at> <!channel> <@all> @所有人\r\n\u202E";
  office.Put(row);
  office.RunUntilQuiet(kNow);
  ASSERT_EQ(server.requests().size(), 1U);
  if (!GetParam().json) {
    for (const char* mention : {"%40all", "%3C", "%40%E6%89%80"}) EXPECT_EQ(PathOf(server.requests()[0]).find(mention), std::string::npos);
    return;
  }
  nlohmann::json body = nlohmann::json::parse(BodyOf(server.requests()[0]));
  if (Type() == ChannelType::kWebhook) body = body["data"]["text"];
  const std::string sent = body.dump();
  for (const char* mention : {"@all", "@所有人", "<at user_id=\\\"all", "<at id=all", "<!channel", "<@", "\u202E"}) {
    EXPECT_EQ(sent.find(mention), std::string::npos) << mention << " in " << sent;
  }
}

TEST_P(CourierHttpTest, TakesASecretThatWasExchangedWhileMessagesWait) {
  if (Type() == ChannelType::kWebhook || FactsOf(Type()).needs_secret) GTEST_SKIP() << "it signs, and shows no secret";
  FakeServer server(Always(Reply("503 Later", "")));
  Office office({&server});
  office.AddChannel(ChannelTo(server, Type(), "desk"));
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  EXPECT_NE(server.requests().back().find("canary-token-desk"), std::string::npos);

  SecretFile("desk_token", "canary-token-new");
  office.RunUntilQuiet(kNow + seconds(1));

  EXPECT_EQ(server.requests().back().find("canary-token-desk"), std::string::npos);
  EXPECT_NE(server.requests().back().find("canary-token-new"), std::string::npos);
}

TEST(CourierSignatureTest, SignsWithBothSecretsWhileTheyAreExchanged) {
  FakeServer server(Always(Reply("503 Later", "")));
  Office office({&server});
  office.AddChannel(ChannelTo(server, ChannelType::kWebhook, "desk"));
  office.Put(ARow("n-1", "desk"));
  office.RunUntilQuiet(kNow);
  const std::string before = server.requests().back();
  SecretFile("desk_secret", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\nwhsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
  office.RunUntilQuiet(kNow + seconds(1));
  const std::string after = server.requests().back();
  EXPECT_EQ(HeaderOf(before, "webhook-signature")->find(' '), std::string::npos);
  EXPECT_NE(HeaderOf(after, "webhook-signature")->find(" v1,"), std::string::npos);
  EXPECT_EQ(HeaderOf(before, "webhook-id"), HeaderOf(after, "webhook-id"));
}

TEST_P(CourierHttpTest, WaitsForASecretThatCannotBeRead) {
  FakeServer server(Always(Fine()));
  const Notification row = SendTo(server, [](ChannelSpec& channel) { channel.secret_file = "absent/secret"; });
  EXPECT_EQ(row.state, DeliveryState::kPending);
  EXPECT_EQ(row.reason, "密钥或配置不可用（absent/secret: cannot be read）");
  EXPECT_TRUE(outcome_.channel_broken);
  EXPECT_EQ(server.connections(), 0);
}

// The peer sends back all it got: path, headers and body, in every field that a vendor's words stand in, with a good and a bad status.
TEST_P(CourierHttpTest, TellsNoSecretThatThePeerEchoes) {
  for (const char* status : {GetParam().status, "400 Bad Request", "403 Forbidden", "429 Too Many", "500 Oops"}) {
    FakeServer server([&](FakeConnection& peer) {
      while (std::optional<std::string> request = peer.ReadRequest()) {
        const std::string echo =
            PathOf(*request) + " " + HeaderOf(*request, "authorization").value_or("") + " " + BodyOf(*request).substr(0, 60);
        const nlohmann::json body = {{"errcode", 1}, {"errmsg", echo}, {"code", 1}, {"msg", echo}, {"ok", false}, {"id", echo},
                                     {"description", echo}, {"error", echo}, {"errors", {echo}}, {"status", "success"}, {"dedup_key", echo}, {"Code", echo},
                                     {"Message", echo}, {"Response", {{"Error", {{"Code", echo}, {"Message", echo}}}}}};
        const bool bare = Type() == ChannelType::kSlack || Type() == ChannelType::kAlertmanager;
        std::string json = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        for (size_t at = 0; (at = json.find('/', at)) != std::string::npos; at += 2) json.replace(at, 1, "\\/");  // as PHP writes it
        peer.Send(Reply(status, bare ? echo : json, "Retry-After: " + PathOf(*request) + "\r\n"));
      }
    });
    ::testing::internal::CaptureStderr();
    ::testing::internal::CaptureStdout();
    const Notification row = SendTo(server, [](ChannelSpec& channel) {
      if (channel.type == ChannelType::kNtfy) channel.user = "desk";  // Basic
    });
    const std::string logged = ::testing::internal::GetCapturedStderr() + ::testing::internal::GetCapturedStdout();
    const std::string basic = Base64("desk:canary-token-desk");
    for (const std::string& text : {row.reason, row.vendor_id, outcome_.reason, outcome_.vendor_id, logged}) {
      for (const std::string& canary : {std::string("canary"), std::string("SECcanary"), std::string("MfKQ9r8G"), basic}) {
        EXPECT_EQ(text.find(canary), std::string::npos) << status << " " << text;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Channels, CourierHttpTest, ::testing::ValuesIn(HttpVendors()),
                         [](const ::testing::TestParamInfo<Vendor>& vendor) { return std::string(Name(vendor.param.type)); });

}  // namespace
}  // namespace fenghuo
