// Signing in and out.

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "daemon/serve/identity.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

HttpAnswer SignIn(ABureau& bureau, const std::string& token) {
  return bureau.Ask("POST", "/api/v1/session", {.body = "{\"token\":\"" + token + "\"}"});
}

std::string CookieLine(const HttpAnswer& answer) {
  const std::string set = answer.Header("set-cookie");
  return "Cookie: other=1; " + set.substr(0, set.find(';'));
}

int Status(ABureau& bureau, const std::string& cookie) {
  return bureau.Ask("GET", "/api/v1/session", {.lines = {cookie}}).status;
}

TEST(SessionTest, KnowsThePersonByTheCookie) {
  ABureau bureau;
  HttpAnswer in = SignIn(bureau, kDeskToken);
  EXPECT_EQ(in.status, 201);
  EXPECT_EQ(in.body, R"({"person":"zhang","name":"张某","permissions":["view","acknowledge"]})");
  const std::string set = in.Header("set-cookie");
  EXPECT_EQ(set.substr(0, 16), "fenghuo_session=");
  EXPECT_EQ(set.substr(16 + 64), "; Path=/; HttpOnly; SameSite=Strict");
  EXPECT_EQ(in.body.find(set.substr(16, 64)), std::string::npos);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/session", {.lines = {CookieLine(in)}}).body, in.body);
  EXPECT_EQ(bureau.commands.audit(), std::vector<std::string>{"zhang session.open zhang 127.0.0.1"});
}

TEST(SessionTest, MarksTheCookieSecureBehindTls) {
  ABureau bureau({.change = [](Config& config) { config.serve.public_url = "https://desk.example"; }});
  HttpAnswer in = SignIn(bureau, kDeskToken);
  EXPECT_TRUE(in.Header("set-cookie").ends_with("; Secure"));
  EXPECT_EQ(in.Header("strict-transport-security"), "max-age=31536000");
}

TEST(SessionTest, EndsWhenItIsLeft) {
  ABureau bureau;
  const std::string cookie = CookieLine(SignIn(bureau, kDeskToken));
  HttpAnswer out = bureau.Ask("DELETE", "/api/v1/session", {.lines = {cookie, "Origin: http://" + bureau.host()}});
  EXPECT_EQ(out.status, 204);
  EXPECT_EQ(out.Header("set-cookie"), "fenghuo_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_EQ(Status(bureau, cookie), 401);
}

TEST(SessionTest, EndsAfterHalfAnHourWithoutARequestAndAfterTwelveHours) {
  ABureau bureau;
  std::string cookie = CookieLine(SignIn(bureau, kDeskToken));
  bureau.clock.Advance(minutes(29));
  EXPECT_EQ(Status(bureau, cookie), 200);
  bureau.clock.Advance(minutes(29));
  EXPECT_EQ(Status(bureau, cookie), 200);
  bureau.clock.Advance(minutes(30));
  EXPECT_EQ(Status(bureau, cookie), 401);

  cookie = CookieLine(SignIn(bureau, kDeskToken));
  for (int i = 0; i < 35; ++i) {
    bureau.clock.Advance(minutes(20));
    EXPECT_EQ(Status(bureau, cookie), 200) << i;
  }
  bureau.clock.Advance(minutes(20));
  EXPECT_EQ(Status(bureau, cookie), 401);
}

TEST(SessionTest, EndsAfterHalfAnHourAlthoughAnOpenPageKeepsAsking) {
  ABureau bureau;
  const std::string cookie = CookieLine(SignIn(bureau, kDeskToken));
  auto ask_by_itself = [&] {
    return bureau.Ask("GET", "/api/v1/incidents", {.lines = {cookie, "Fenghuo-Unattended: 1"}}).status;
  };
  for (int asked = 0; asked < 29; ++asked) {
    bureau.clock.Advance(minutes(1));
    EXPECT_EQ(ask_by_itself(), 200) << asked;
  }
  bureau.clock.Advance(minutes(1));
  EXPECT_EQ(ask_by_itself(), 401);
}

TEST(SessionTest, OutlivesTheDaemonAndNoRestartMakesItLonger) {
  ABureau bureau;
  const std::string cookie = CookieLine(SignIn(bureau, kDeskToken));
  bureau.clock.Advance(minutes(20));
  EXPECT_EQ(Status(bureau, cookie), 200);

  bureau.Restart();

  bureau.clock.Advance(minutes(29));
  EXPECT_EQ(Status(bureau, cookie), 200);
  bureau.clock.Advance(minutes(30));
  bureau.Restart();
  EXPECT_EQ(Status(bureau, cookie), 401);
  EXPECT_TRUE(bureau.store->Sessions()->empty());
}

TEST(SessionTest, ThatWasLeftStaysLeftAfterARestart) {
  ABureau bureau;
  const std::string cookie = CookieLine(SignIn(bureau, kDeskToken));
  bureau.Ask("DELETE", "/api/v1/session", {.lines = {cookie, "Origin: http://" + bureau.host()}});

  bureau.Restart();

  EXPECT_EQ(Status(bureau, cookie), 401);
  EXPECT_TRUE(bureau.store->Sessions()->empty());
}

TEST(SessionTest, IsKeptAsAHashAndEndsAfterARestartTooWhenTheTokenWasChanged) {
  ABureau bureau;
  HttpAnswer in = SignIn(bureau, kDeskToken);
  const std::string value = in.Header("set-cookie").substr(16, 64);
  Result<std::vector<SessionRecord>> kept = bureau.store->Sessions();
  ASSERT_EQ(kept->size(), 1u);
  EXPECT_EQ(kept->at(0).token_hash, Sha256Hex(value));
  EXPECT_EQ(kept->at(0).person, "zhang");

  bureau.Reconfigure([](Config& config) { config.staff.people[1].token_hash = Sha256Hex("another"); });
  bureau.Restart();

  EXPECT_EQ(Status(bureau, CookieLine(in)), 401);
}

TEST(SessionTest, IsCountedUntilItIsOver) {
  ABureau bureau;
  SignIn(bureau, kDeskToken);
  SignIn(bureau, kViewToken);
  EXPECT_NE(bureau.Ask("GET", "/metrics").body.find("fenghuo_sessions 2\n"), std::string::npos);
  bureau.clock.Advance(minutes(31));
  EXPECT_NE(bureau.Ask("GET", "/metrics").body.find("fenghuo_sessions 0\n"), std::string::npos);
}

TEST(SessionTest, EndsWithTheTokenThatOpenedIt) {
  ABureau bureau;
  const std::string cookie = CookieLine(SignIn(bureau, kDeskToken));
  bureau.Reconfigure([](Config& config) { config.staff.people[1].token_hash = Sha256Hex("another"); });
  EXPECT_EQ(Status(bureau, cookie), 401);
}

TEST(SessionTest, IsAnotherOneAtEveryLoginAndEndsTheOneBefore) {
  ABureau bureau;
  const std::string before = CookieLine(SignIn(bureau, kDeskToken));
  HttpAnswer again = bureau.Ask("POST", "/api/v1/session", {.body = "{\"token\":\"" + kDeskToken + "\"}", .lines = {before}});
  EXPECT_NE(CookieLine(again), before);
  EXPECT_EQ(Status(bureau, before), 401);
  EXPECT_EQ(Status(bureau, CookieLine(again)), 200);
}

TEST(SessionTest, OfOnePersonAreTenAndAFurtherOneEndsTheirOwnThatWasUsedLongestAgo) {
  ABureau bureau;
  const std::string of_another = CookieLine(SignIn(bureau, kViewToken));
  std::vector<std::string> own;
  for (int i = 0; i < 11; ++i) {
    bureau.clock.Advance(seconds(1));
    own.push_back(CookieLine(SignIn(bureau, kDeskToken)));
  }

  EXPECT_EQ(Status(bureau, own[0]), 401);
  EXPECT_EQ(Status(bureau, own[1]), 200);
  EXPECT_EQ(Status(bureau, own[10]), 200);
  EXPECT_EQ(Status(bureau, of_another), 200);
}

TEST(SessionTest, IsNotTakenFromWhoeverChoosesItsValue) {
  ABureau bureau;
  EXPECT_EQ(Status(bureau, "Cookie: fenghuo_session=" + std::string(64, 'a')), 401);
  EXPECT_EQ(Status(bureau, "Cookie: fenghuo_session="), 401);
}

TEST(SessionTest, RefusesAWrongTokenAndThenGoesSlow) {
  ABureau bureau;
  for (int i = 0; i < 10; ++i) {
    HttpAnswer wrong = SignIn(bureau, std::string(64, '9'));
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.json().value("detail", ""), "令牌不正确");
    EXPECT_EQ(wrong.Header("set-cookie"), "");
  }
  EXPECT_EQ(SignIn(bureau, kDeskToken).status, 201) << "others behind the same proxy may sign in";
  HttpAnswer slow = SignIn(bureau, std::string(64, '9'));
  EXPECT_EQ(slow.status, 429);
  EXPECT_EQ(slow.Header("retry-after"), "60");
  EXPECT_NE(bureau.metrics.Text().find("fenghuo_login_failures_total 10"), std::string::npos);
  bureau.clock.Advance(seconds(60));
  EXPECT_EQ(SignIn(bureau, std::string(64, '9')).status, 401);
}

TEST(SessionTest, DoesNotHideAWrongTokenBehindAGoodCookie) {
  ABureau bureau;
  const std::string cookie = CookieLine(SignIn(bureau, kDeskToken));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/session", {.token = std::string(64, '9'), .lines = {cookie}}).status, 401);
}

TEST(IdentityTest, ReadsTokensAndCookies) {
  EXPECT_EQ(BearerToken("Bearer abc"), "abc");
  EXPECT_EQ(BearerToken("bearer abc"), "abc");
  EXPECT_EQ(BearerToken("Bearer"), "");
  EXPECT_EQ(BearerToken("Basic abc"), "");
  EXPECT_EQ(CookieValue("a=1; fenghuo_session=x; b=2", kSessionCookie), "x");
  EXPECT_EQ(CookieValue("xfenghuo_session=y", kSessionCookie), "");
  EXPECT_EQ(CookieValue("fenghuo_session", kSessionCookie), "");
}

}  // namespace
}  // namespace fenghuo
