// Redirects, which our own code follows: T6 of the attack list and number 4 of the gate's algorithm.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "daemon/net/curl_transport.h"
#include "tests/daemon/net/fake_certificate.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {
namespace {

std::string To(const std::string& status, const std::string& location) {
  return Reply(status, "moved", "Location: " + location + "\r\n");
}

// "/3" leads to "/2" leads to "/1" leads to "/0", which answers.
FakeServer::Script CountDown(const std::string& status) {
  return [status](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      int left = std::atoi(PathOf(*request).c_str() + 5);
      bool sent = peer.Send(left > 0 ? To(status, "/" + std::to_string(left - 1)) : Reply("200 OK", "here"));
      if (!sent) return;
    }
  };
}

TEST(RedirectTest, FollowsFiveAndNotSix) {
  FakeServer server(CountDown("302 Found"));
  auto transport = TransportTo({&server});

  HttpResponse five = Perform(*transport, {.url = server.Url("/5")});
  HttpResponse six = Perform(*transport, {.url = server.Url("/6")});

  EXPECT_EQ(five.body, "here");
  EXPECT_EQ(five.redirects, 5);
  EXPECT_EQ(five.final_url, server.Url("/0"));
  EXPECT_EQ(five.moved_to, "");
  EXPECT_EQ(six.error, TransportError::kBroken);
  EXPECT_EQ(six.error_sentence, "more than 5 redirects");
}

TEST(RedirectTest, StopsWhereTheCallerDoesNotFollow) {
  FakeServer server(CountDown("302 Found"));
  auto transport = TransportTo({&server});
  HttpRequest request{.url = server.Url("/3")};
  std::vector<std::string> asked;
  request.may_follow = [&](const std::string& url) {
    asked.push_back(url);
    return asked.size() < 2;
  };

  HttpResponse response = Perform(*transport, request);

  EXPECT_EQ(response.error, TransportError::kNotFollowed);
  EXPECT_EQ(response.not_followed, server.Url("/1"));
  EXPECT_EQ(asked, (std::vector<std::string>{server.Url("/2"), server.Url("/1")}));
  EXPECT_EQ(server.requests().size(), 2u) << "nothing was sent to /1";
}

TEST(RedirectTest, T6CutsACircle) {
  FakeServer server([](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      if (!peer.Send(To("301 Moved", PathOf(*request) == "GET /a" ? "/b" : "/a"))) return;
    }
  });
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/a")});

  EXPECT_EQ(response.error, TransportError::kBroken);
  EXPECT_EQ(response.error_sentence, "redirects run in a circle");
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST(RedirectTest, T6ProposesAPermanentMoveAsFarAsTheChainIsPermanent) {
  FakeServer server([](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      std::string path = PathOf(*request);
      std::string reply = path == "GET /a"   ? To("301 Moved", "/b")
                          : path == "GET /b" ? To("308 Moved", "/c")
                          : path == "GET /c" ? To("302 Found", "/d")
                                             : Reply("200 OK", "here");
      if (!peer.Send(reply)) return;
    }
  });
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/a")});

  EXPECT_EQ(response.body, "here");
  EXPECT_EQ(response.moved_to, server.Url("/c"));
  EXPECT_EQ(response.final_url, server.Url("/d"));
}

TEST(RedirectTest, KeepsSecretsFromAnotherOrigin) {
  FakeServer other(Always(Reply("200 OK", "here")));
  FakeServer server([&](FakeConnection& peer) {
    while (peer.ReadRequest() && peer.Send(To("302 Found", other.Url("/")))) {
    }
  });
  auto transport = TransportTo({&server, &other});

  HttpResponse response = Perform(*transport, {.url = server.Url("/"),
                                               .headers = {{"Authorization", "Bearer s3cret"},
                                                           {"Cookie", "a=b"},
                                                           {"X-Token", "t"},
                                                           {"User-Agent", "fenghuo"},
                                                           {"If-None-Match", "\"1\""}}});

  ASSERT_EQ(response.body, "here") << response.error_sentence;
  EXPECT_EQ(HeaderOf(server.requests()[0], "authorization"), "Bearer s3cret");
  std::string request = other.requests()[0];
  for (const char* name : {"authorization", "cookie", "x-token"}) EXPECT_EQ(HeaderOf(request, name), std::nullopt) << name;
  EXPECT_EQ(HeaderOf(request, "user-agent"), "fenghuo");
  EXPECT_EQ(HeaderOf(request, "if-none-match"), "\"1\"");
}

TEST(RedirectTest, KeepsHeadersWithinOneOrigin) {
  FakeServer server(CountDown("307 Temporary"));
  auto transport = TransportTo({&server});

  Perform(*transport, {.url = server.Url("/1"), .headers = {{"X-Token", "t"}}});

  EXPECT_EQ(HeaderOf(server.requests()[1], "x-token"), "t");
}

TEST(RedirectTest, ADeliveryIsNotRedirected) {
  FakeServer other(Always(Reply("200 OK", "here")));
  FakeServer server([&](FakeConnection& peer) {
    while (peer.ReadRequest() && peer.Send(To("307 Temporary", other.Url("/")))) {
    }
  });
  auto transport = TransportTo({&server, &other});

  HttpResponse response =
      Perform(*transport, {.method = "POST", .url = server.Url("/"), .body = "x", .purpose = Purpose::kDeliver});

  EXPECT_EQ(response.error, TransportError::kNone);
  EXPECT_EQ(response.status, 307);
  EXPECT_EQ(other.connections(), 0);
}

TEST(RedirectTest, NeverGoesFromHttpsToHttp) {
  FakeAuthority authority;
  FakeServer plain(Always(Reply("200 OK", "here")));
  FakeServer server(
      [&](FakeConnection& peer) {
        peer.ReadRequest();
        peer.Send(To("302 Found", plain.Url("/")));
      },
      {.tls = authority.Issue({})});
  auto transport = TransportTo({&server, &plain});

  HttpResponse response = Perform(*transport, {.url = server.Url("/"), .ca_file = authority.ca_file()});

  EXPECT_EQ(response.error, TransportError::kBadUrl);
  EXPECT_EQ(response.error_sentence, "redirect: from https to http is refused");
  EXPECT_EQ(plain.connections(), 0);
}

TEST(RedirectTest, AllHopsTogetherHaveOneDeadline) {
  FakeServer server([](FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      int left = std::atoi(PathOf(*request).c_str() + 5);
      if (!peer.Wait(milliseconds(200)) || !peer.Send(To("302 Found", "/" + std::to_string(left - 1)))) return;
    }
  });
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/9"), .total_timeout = milliseconds(500)});

  EXPECT_EQ(response.error, TransportError::kTimeout);
  EXPECT_LT(response.redirects, 5);
}

}  // namespace
}  // namespace fenghuo
