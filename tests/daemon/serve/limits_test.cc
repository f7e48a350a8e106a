// What a client may cost, and what is not HTTP as we speak it.

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

ServeLimits Impatient() {
  ServeLimits limits;
  limits.idle = milliseconds(300);
  limits.first_header = milliseconds(300);
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

// A client that connects, and then says what the test wants, if anything.
class Client {
 public:
  explicit Client(const ABureau& bureau) {
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), static_cast<uint16_t>(bureau.port())});
  }
  void Say(const std::string& bytes) { boost::asio::write(socket_, boost::asio::buffer(bytes)); }
  // What comes within a moment, or all until the server closed.
  std::string Hear(Duration patience = milliseconds(300)) {
    std::string heard;
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until && !closed_) {
      char part[4096];
      boost::system::error_code failed;
      socket_.non_blocking(true);
      const size_t count = socket_.read_some(boost::asio::buffer(part), failed);
      heard.append(part, count);
      if (failed == boost::asio::error::would_block) std::this_thread::sleep_for(milliseconds(5));
      closed_ = failed && failed != boost::asio::error::would_block;
    }
    return heard;
  }
  bool closed() const { return closed_; }

 private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  bool closed_ = false;
};

std::string Get(const ABureau& bureau, const std::string& target, const std::string& token) {
  return "GET " + target + " HTTP/1.1\r\nHost: " + bureau.host() + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
}

std::vector<std::unique_ptr<Client>> Connect(const ABureau& bureau, size_t count) {
  std::vector<std::unique_ptr<Client>> clients;
  for (size_t i = 0; i < count; ++i) clients.push_back(std::make_unique<Client>(bureau));
  return clients;
}

TEST(ServerTest, WaitsForTheFirstHeaderLessLongThanForTheNextOne) {
  ServeLimits limits;
  limits.first_header = milliseconds(200);
  ABureau bureau({.limits = limits});
  Client silent(bureau);
  Client known(bureau);
  known.Say(Get(bureau, "/api/v1/roster", kViewToken));

  silent.Hear(seconds(5));
  EXPECT_TRUE(silent.closed());
  EXPECT_NE(known.Hear().find("200 OK"), std::string::npos);
  EXPECT_FALSE(known.closed());
}

TEST(ServerTest, ManySilentConnectionsOfAnAddressLoseTheOldestOfThemAndKeepNobodyOut) {
  ServeLimits limits;
  limits.silent_of_a_peer_max = 5;
  ABureau bureau({.limits = limits});
  std::vector<std::unique_ptr<Client>> silent = Connect(bureau, 20);

  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").status, 200);
  silent[0]->Hear();
  silent[19]->Hear();
  EXPECT_TRUE(silent[0]->closed());
  EXPECT_FALSE(silent[19]->closed());
}

TEST(ServerTest, SilenceOfAllIsNoReasonToTurnAwayWhoeverSpeaks) {
  ServeLimits limits;
  limits.connections_max = 8;
  limits.reserved_for_loopback = 0;
  ABureau bureau({.limits = limits});
  Client known(bureau);
  known.Say(Get(bureau, "/api/v1/roster", kViewToken));
  EXPECT_NE(known.Hear().find("200 OK"), std::string::npos);
  std::vector<std::unique_ptr<Client>> silent = Connect(bureau, 30);

  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").status, 200);
  known.Say(Get(bureau, "/api/v1/roster", kViewToken));
  EXPECT_NE(known.Hear().find("200 OK"), std::string::npos) << "whose person is known stays";
}

TEST(ServerTest, OnePersonHoldsNoMoreThanTheirShareAndLeavesTheOthersTheirs) {
  ServeLimits limits;
  limits.of_a_person_max = 3;
  ABureau bureau({.limits = limits});
  std::vector<std::unique_ptr<Client>> own = Connect(bureau, 4);
  for (size_t i = 0; i < 4; ++i) {
    own[i]->Say(Get(bureau, "/api/v1/roster", kViewToken));
    EXPECT_NE(own[i]->Hear().find(i < 3 ? "200 OK" : "429 "), std::string::npos) << i;
  }
  own[0]->Say(Get(bureau, "/api/v1/roster", kViewToken));
  EXPECT_NE(own[0]->Hear().find("200 OK"), std::string::npos) << "one that is theirs already asks on";
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/roster", {.token = kDeskToken}).status, 200);
}

TEST(ServerTest, OnePersonFollowsTheEventsOnSoManyScreens) {
  ServeLimits limits;
  limits.streams_of_a_person_max = 2;
  ABureau bureau({.limits = limits});
  std::vector<std::unique_ptr<Client>> own = Connect(bureau, 3);
  for (size_t i = 0; i < 3; ++i) {
    own[i]->Say(Get(bureau, "/api/v1/events", kViewToken));
    EXPECT_NE(own[i]->Hear().find(i < 2 ? "text/event-stream" : "429 "), std::string::npos) << i;
  }
  Client of_another(bureau);
  of_another.Say(Get(bureau, "/api/v1/events", kDeskToken));
  EXPECT_NE(of_another.Hear().find("text/event-stream"), std::string::npos);
}

TEST(ServeLimitsTest, KeepPlacesForThisMachine) {
  ServeLimits limits;
  EXPECT_EQ(PlacesFor(limits, Whence::kThisMachine), 500u);
  EXPECT_EQ(PlacesFor(limits, Whence::kElsewhere), 480u);
  limits.connections_max = 10;
  EXPECT_EQ(PlacesFor(limits, Whence::kElsewhere), 0u);
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
