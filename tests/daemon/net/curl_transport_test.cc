#include "daemon/net/curl_transport.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <string>

#include "tests/daemon/net/fake_certificate.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {
namespace {

TEST(CurlTransportTest, FetchesABodyWithItsHeaders) {
  FakeServer server(Always(Reply("200 OK", "hello", "ETag: \"7\"\r\n")));
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/feed?a=1"), .headers = {{"User-Agent", "fenghuo/0.1"}}});

  EXPECT_EQ(response.error, TransportError::kNone) << response.error_sentence;
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.wire_bytes, 5);
  EXPECT_EQ(response.decoded_bytes, 5);
  EXPECT_EQ(response.headers.Get("etag"), "\"7\"");
  EXPECT_EQ(response.final_url, server.Url("/feed?a=1"));
  EXPECT_EQ(response.peer_address, "127.0.0.1");
  EXPECT_TRUE(response.request_sent);
  EXPECT_EQ(PathOf(server.requests()[0]), "GET /feed?a=1");
  EXPECT_EQ(HeaderOf(server.requests()[0], "user-agent"), "fenghuo/0.1");
  EXPECT_NE(HeaderOf(server.requests()[0], "accept-encoding"), std::nullopt);
}

TEST(CurlTransportTest, SendsABodyWithEveryByteOfIt) {
  FakeServer server(Always(Reply("200 OK", "{\"errcode\":0}")));
  auto transport = TransportTo({&server});
  std::string body = std::string("{\"a\":\"\0", 7) + "烽火\"}";

  HttpResponse response = Perform(*transport, {.method = "POST",
                                               .url = server.Url("/hook"),
                                               .headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}},
                                               .body = body,
                                               .purpose = Purpose::kDeliver});

  EXPECT_EQ(response.error, TransportError::kNone);
  std::string request = server.requests()[0];
  EXPECT_EQ(request.substr(request.size() - body.size()), body);
  EXPECT_EQ(HeaderOf(request, "content-type"), "application/json");
  EXPECT_EQ(HeaderOf(request, "expect"), std::nullopt);
}

TEST(CurlTransportTest, GivesAnErrorStatusAsAnAnswer) {
  FakeServer server(Always(Reply("503 Busy", "later", "Retry-After: 30\r\n")));
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kNone);
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.headers.Get("retry-after"), "30");
}

TEST(CurlTransportTest, Gives304WithoutABody) {
  FakeServer server(Always("HTTP/1.1 304 Not Modified\r\nETag: \"7\"\r\nContent-Length: 52428800\r\n\r\n"));
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/"), .headers = {{"If-None-Match", "\"7\""}}});

  EXPECT_EQ(response.error, TransportError::kNone) << response.error_sentence;
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(HeaderOf(server.requests()[0], "if-none-match"), "\"7\"");
}

TEST(CurlTransportTest, NamesAClosedPortARefusedConnection) {
  auto server = std::make_unique<FakeServer>(Always(""));
  auto transport = TransportTo({server.get()});
  std::string url = server->Url("/secret-token");
  server.reset();

  HttpResponse response = Perform(*transport, {.url = url});

  EXPECT_EQ(response.error, TransportError::kConnect);
  EXPECT_FALSE(response.request_sent);
  EXPECT_EQ(response.error_sentence.find("secret-token"), std::string::npos);
}

TEST(CurlTransportTest, NamesANameWithoutAnAddress) {
  FakeServer server(Always(""));
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = "http://no-such-host.invalid/"});

  EXPECT_EQ(response.error, TransportError::kDns);
  EXPECT_FALSE(response.request_sent);
}

TEST(CurlTransportTest, SaysThatTheRequestWasOnItsWayWhenThePeerHangsUp) {
  FakeServer server([](FakeConnection& peer) { peer.ReadRequest(); });
  auto transport = TransportTo({&server});

  HttpResponse response =
      Perform(*transport, {.method = "POST", .url = server.Url("/"), .body = "x", .purpose = Purpose::kDeliver});

  EXPECT_EQ(response.error, TransportError::kBroken);
  EXPECT_TRUE(response.request_sent);
}

TEST(CurlTransportTest, SendsAMessageOnceToAPeerThatHangsUpOnAConnectionItKept) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    peer.ReadRequest();  // takes a second one, and says nothing
  });
  auto transport = TransportTo({&server});

  for (const char* body : {"one", "two"}) {
    HttpResponse response =
        Perform(*transport, {.method = "POST", .url = server.Url("/"), .body = body, .purpose = Purpose::kDeliver});
    EXPECT_EQ(response.error, TransportError::kNone) << response.error_sentence;
  }

  EXPECT_EQ(server.requests().size(), 2u);
}

TEST(CurlTransportTest, NamesABodyThatEndsEarlyBroken) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  });
  auto transport = TransportTo({&server});

  EXPECT_EQ(Perform(*transport, {.url = server.Url("/")}).error, TransportError::kBroken);
}

TEST(CurlTransportTest, RefusesRequestsThatWouldBecomeTwo) {
  FakeServer server(Always(Reply("200 OK", "")));
  auto transport = TransportTo({&server});

  HttpResponse value = Perform(*transport, {.url = server.Url("/"), .headers = {{"X", "a\r\nBcc: b"}}});
  HttpResponse name = Perform(*transport, {.url = server.Url("/"), .headers = {{"X: a\r\nY", "b"}}});
  HttpResponse method = Perform(*transport, {.method = "GET / HTTP/1.1\r\nX:", .url = server.Url("/")});

  EXPECT_EQ(value.error, TransportError::kBadUrl);
  EXPECT_EQ(value.error_sentence, "a request header holds a control character");
  EXPECT_EQ(name.error_sentence, "a request header has no valid name");
  EXPECT_EQ(method.error_sentence, "the method must be upper-case letters");
  EXPECT_EQ(server.connections(), 0);
}

TEST(CurlTransportTest, RefusesPlainHttpWhereOnlyHttpsWillDo) {
  FakeServer server(Always(Reply("200 OK", "")));
  auto transport = TransportTo({&server});

  HttpResponse response =
      Perform(*transport, {.url = server.Url("/"), .purpose = Purpose::kDeliver, .scheme = SchemeRule::kHttpsOnly});

  EXPECT_EQ(response.error, TransportError::kBadUrl);
  EXPECT_EQ(response.error_sentence, "the URL must begin with https://");
  EXPECT_EQ(server.connections(), 0);
}

TEST(CurlTransportTest, IgnoresTheProxiesOfTheEnvironment) {
  FakeServer proxy(Always(Reply("200 OK", "from the proxy")));
  FakeServer server(Always(Reply("200 OK", "from the server")));
  setenv("http_proxy", proxy.Url("").c_str(), 1);
  setenv("ALL_PROXY", proxy.Url("").c_str(), 1);
  auto transport = TransportTo({&server, &proxy});

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  unsetenv("http_proxy");
  unsetenv("ALL_PROXY");
  EXPECT_EQ(response.body, "from the server");
  EXPECT_EQ(proxy.connections(), 0);
}

TEST(CurlTransportTest, UsesAConfiguredProxyAndJudgesIt) {
  FakeServer proxy(Always(Reply("200 OK", "from the proxy")));
  auto transport = TransportTo({&proxy});

  HttpResponse through = Perform(*transport, {.url = "http://good.example/x", .proxy = proxy.Url("")});
  HttpResponse inner = Perform(*transport, {.url = "http://good.example/x", .proxy = "http://10.0.0.1:8080"});
  HttpResponse target = Perform(*transport, {.url = "http://169.254.169.254/", .proxy = proxy.Url("")});

  EXPECT_EQ(through.body, "from the proxy");
  EXPECT_EQ(PathOf(proxy.requests()[0]), "GET http://good.example/x");
  EXPECT_EQ(inner.error, TransportError::kBlockedAddress);
  EXPECT_EQ(target.error, TransportError::kBlockedAddress);
  EXPECT_EQ(proxy.connections(), 1);
}

TEST(CurlTransportTest, KeepsNoMoreThanItsShareInFlight) {
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  FakeServer server([&](FakeConnection& peer) {
    while (peer.ReadRequest()) {
      int mine = ++now;
      int seen = most.load();
      while (mine > seen && !most.compare_exchange_weak(seen, mine)) {
      }
      peer.Wait(milliseconds(5));
      --now;
      if (!peer.Send(Reply("200 OK", "x"))) return;
    }
  });
  auto transport = TransportTo({&server}, {.in_flight_max = 3});
  std::atomic<int> good = 0;
  std::promise<void> all;
  for (int i = 0; i < 40; ++i) {
    transport->Start({.url = server.Url("/")}, [&](HttpResponse response) {
      EXPECT_EQ(response.error, TransportError::kNone) << response.error_sentence;
      if (++good == 40) all.set_value();
    });
  }
  all.get_future().wait();

  EXPECT_EQ(most.load(), 3);
  EXPECT_LE(server.connections(), 3);
}

TEST(CurlTransportTest, ACallbackMayStartTheNextRequest) {
  FakeServer server(Always(Reply("200 OK", "x")));
  auto transport = TransportTo({&server});
  std::promise<HttpResponse> second;

  transport->Start({.url = server.Url("/1")}, [&](HttpResponse) {
    transport->Start({.url = server.Url("/2")}, [&](HttpResponse response) { second.set_value(std::move(response)); });
  });

  EXPECT_EQ(second.get_future().get().final_url, server.Url("/2"));
}

TEST(CurlTransportTest, AnswersWhatIsLeftWhenItIsDestroyed) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Wait(hours(1));
  });
  auto transport = TransportTo({&server}, {.in_flight_max = 2});
  std::atomic<int> stopped = 0;
  for (int i = 0; i < 5; ++i) {
    transport->Start({.url = server.Url("/")}, [&](HttpResponse response) {
      EXPECT_EQ(response.error, TransportError::kBroken);
      EXPECT_EQ(response.error_sentence, "the transport was stopped");
      ++stopped;
    });
  }
  while (server.requests().size() < 2) std::this_thread::sleep_for(milliseconds(1));

  transport.reset();

  EXPECT_EQ(stopped.load(), 5);
}

TEST(CurlTransportTest, ANewGateCountsForTheRequestsAfterIt) {
  FakeServer server(Always(Reply("200 OK", "x")));
  auto transport = TransportTo({&server});
  ASSERT_EQ(Perform(*transport, {.url = server.Url("/")}).status, 200);

  transport->SetGate(GateTo({}));
  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kBlockedAddress);
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(CurlTransportTest, ConnectsToAProxyAtThePortOfItsSchemeWhenItNamesNone) {
  GateOptions options;
  options.fetch.allow_addresses = {"127.0.0.1:80"};
  CurlTransport transport({}, std::make_shared<const AddressGate>(*AddressGate::Compile(options)));

  HttpResponse response = Perform(transport, {.url = "http://good.example/x", .purpose = Purpose::kFetchInner, .proxy = "http://127.0.0.1"});

  EXPECT_NE(response.error, TransportError::kBlockedAddress);
}

TEST(CurlTransportTest, NamesWhatWentWrongAtTheAddressThatWasAllowed) {
  FakeAuthority authority;
  FakeServer server(Always(Reply("200 OK", "x")), {.tls = authority.Issue({.signed_by = SignedBy::kItself})});
  GateOptions options;
  options.fetch.allow_ports = {server.port()};
  options.fetch.allow_addresses = {"127.0.0.1/32"};
  HostTable hosts = [](const std::string&) { return std::vector<std::string>{"10.9.9.9", "127.0.0.1"}; };
  CurlTransport transport({.hosts = hosts}, std::make_shared<const AddressGate>(*AddressGate::Compile(options)));

  HttpResponse response = Perform(transport, {.url = "https://good.example:" + std::to_string(server.port()) + "/",
                                              .purpose = Purpose::kFetchInner});

  EXPECT_EQ(response.error, TransportError::kCertificate) << response.error_sentence;
}

TEST(CurlTransportTest, AConnectionOpenedForOnePurposeIsNotUsedForAnother) {
  FakeServer server(Always(Reply("200 OK", "x")));
  GateOptions options;
  options.fetch.allow_ports = {server.port()};
  options.deliver.allow_ports = {server.port()};
  options.deliver.allow_addresses = {"127.0.0.1/32"};
  auto gate = std::make_shared<const AddressGate>(*AddressGate::Compile(options));
  HostTable hosts = [](const std::string&) { return std::vector<std::string>{"127.0.0.1"}; };
  CurlTransport transport({.hosts = hosts}, gate);
  std::string url = "http://good.example:" + std::to_string(server.port()) + "/";
  ASSERT_EQ(Perform(transport, {.url = url, .purpose = Purpose::kDeliver}).status, 200);

  HttpResponse response = Perform(transport, {.url = url, .purpose = Purpose::kFetch});

  EXPECT_EQ(response.error, TransportError::kBlockedAddress);
  EXPECT_FALSE(response.request_sent);
  EXPECT_EQ(server.requests().size(), 1u);
}

}  // namespace
}  // namespace fenghuo
