// What a client may cost, and what is not HTTP as we speak it.

#include <gtest/gtest.h>

#include <chrono>

#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

ServeLimits Impatient() {
  ServeLimits limits;
  limits.idle = milliseconds(300);
  limits.command = milliseconds(200);
  limits.drain = milliseconds(300);
  return limits;
}

TEST(ServerTest, RefusesAHeaderThatIsTooLarge) {
  ABureau bureau;
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy", {.lines = {"X-Long: " + std::string(17 * 1024, 'a')}}).status, 431);
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy", {.lines = {"X-Long: " + std::string(12 * 1024, 'a')}}).status, 200);
}

TEST(ServerTest, RefusesABodyThatIsTooLarge) {
  ABureau bureau;
  std::string body(300 * 1024, ' ');
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/session", {.body = body}).status, 413);
  const std::string chunked = "POST /api/v1/session HTTP/1.1\r\nHost: " + bureau.host() +
                              "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(ReadAnswer(bureau.SendRaw(chunked + "4B000\r\n" + body)).status, 413);
}

TEST(ServerTest, ClosesOnWhoeverSendsTooSlowly) {
  ABureau bureau({.limits = Impatient()});
  const std::string half = "POST /api/v1/session HTTP/1.1\r\nHost: " + bureau.host() + "\r\nContent-Length: 100\r\n\r\n{";
  auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(bureau.SendRaw(half), "");
  EXPECT_EQ(bureau.SendRaw("GET /-/heal"), "");
  EXPECT_EQ(bureau.SendRaw(""), "");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(8));
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").status, 200);
}

TEST(ServerTest, ClosesFurtherConnectionsWhenThereAreTooMany) {
  ServeLimits limits;
  limits.connections_max = 0;
  ABureau bureau({.limits = limits});
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").status, 0);
}

TEST(ServerTest, SaysSoWhenTheCoreDoesNotAnswerAndDropsWhatComesLater) {
  ABureau bureau({.limits = Impatient()});
  bureau.commands.silent = true;
  bureau.commands.act = [](const std::string& id, const Action&) { return AnIncident(id); };
  Asking asking{.token = kDeskToken, .body = "{\"action\":\"acknowledge\"}"};
  HttpAnswer answer = bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/actions", asking);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.json().value("detail", ""), "系统繁忙，未能在时限内完成；请查看是否已生效后再试");
  ASSERT_EQ(bureau.commands.held().size(), 1U);
  std::vector<std::function<void()>> late = bureau.commands.held();
  late[0]();
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").status, 200);
  bureau.server.reset();
  late[0]();  // the core answers a server that is gone
}

TEST(ServerTest, RefusesWhatCouldBeReadInTwoWays) {
  ABureau bureau;
  const std::string start = "POST /api/v1/session HTTP/1.1\r\nHost: " + bureau.host() + "\r\n";
  for (const std::string& lines : {std::string("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
                                   std::string("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                                   std::string("Content-Length: -1\r\n\r\n"), std::string("Content-Length: 5, 5\r\n\r\nhello"),
                                   std::string("X : a\r\nContent-Length: 0\r\n\r\n"), std::string("X: a\n b\r\n\r\n")}) {
    HttpAnswer answer = ReadAnswer(bureau.SendRaw(start + lines, seconds(2)));
    EXPECT_TRUE(answer.status == 400 || answer.status == 415) << lines << " gave " << answer.status;
  }
  for (const std::string& bytes : {std::string("\x16\x03\x01"), std::string("GET / HTTP/9.9\r\n\r\n"), std::string("NONSENSE\r\n\r\n")}) {
    EXPECT_EQ(ReadAnswer(bureau.SendRaw(bytes + "\r\n\r\n", seconds(2))).status, 400) << bytes;
  }
}

TEST(ServerTest, LeavesNoWayOutOfItsFiles) {
  ABureau bureau;
  for (const char* path : {"/../etc/passwd", "/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/console.js/../index.html", "/%00",
                           "/a%2", "/%ff", "/\\..\\x", "/api/v1/../../-/reload"}) {
    HttpAnswer answer = bureau.Ask("GET", path);
    EXPECT_TRUE(answer.status == 400 || answer.status == 404) << path << " gave " << answer.status;
  }
  EXPECT_EQ(bureau.Ask("GET", "http://evil.example/-/healthy").status, 400);
  EXPECT_EQ(bureau.Ask("GET", "//console.js").status, 404);
}

TEST(ServerTest, NamesTheMethodsOfAnAddress) {
  ABureau bureau;
  HttpAnswer answer = bureau.Ask("PUT", "/api/v1/incidents");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.Header("allow"), "GET, HEAD, POST");
  EXPECT_EQ(answer.Header("content-type"), "application/problem+json");
  EXPECT_EQ(bureau.Ask("GET", "/-/reload", {.token = kChiefToken}).status, 405);
  EXPECT_EQ(bureau.Ask("POST", "/console.js").status, 405);
  EXPECT_EQ(bureau.Ask("OPTIONS", "/api/v1/incidents").status, 405);
  EXPECT_EQ(bureau.Ask("TRACE", "/").status, 405);
}

TEST(ServerTest, AnswersAnUnknownAddressWithAProblem) {
  ABureau bureau;
  HttpAnswer answer = bureau.Ask("GET", "/api/v1/nothing");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, R"({"type":"about:blank","title":"Not Found","status":404,"detail":"没有这个地址"})");
}

TEST(ServerTest, GivesForHeadTheHeaderOfGetAlone) {
  ABureau bureau;
  HttpAnswer get = bureau.Ask("GET", "/console.js");
  HttpAnswer head = bureau.Ask("HEAD", "/console.js");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.Header("content-length"), get.Header("content-length"));
  EXPECT_EQ(bureau.Ask("HEAD", "/api/v1/events", {.token = kViewToken}).status, 200);
}

TEST(ServerTest, KeepsAConnectionForTheNextRequest) {
  ABureau bureau;
  const std::string one = "GET /-/ready HTTP/1.1\r\nHost: " + bureau.host() + "\r\n";
  std::string both = bureau.SendRaw(one + "\r\n" + one + "Connection: close\r\n\r\n");
  size_t second = both.find("HTTP/1.1 200", 1);
  ASSERT_NE(second, std::string::npos) << both;
  EXPECT_EQ(ReadAnswer(both.substr(0, second)).Header("connection"), "keep-alive");
  EXPECT_EQ(ReadAnswer(both.substr(second)).Header("connection"), "close");
}

}  // namespace
}  // namespace fenghuo
