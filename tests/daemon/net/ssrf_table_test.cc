// The table of addresses that nobody may make us visit (reliability.md 4). Every row is refused with blocked_address or bad_url and
// no packet is sent: listeners stand on loopback where the rows lead, and see nobody.

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "daemon/net/curl_transport.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {
namespace {

// "{port}" in a row is the listener's port, which the gate lets through: only the address can save us.
std::vector<std::string> Rows() {
  return {
      "http://127.0.0.1:{port}/",
      "http://127.1:{port}/",
      "http://0:{port}/",
      "http://2130706433:{port}/",
      "http://0x7f.1:{port}/",
      "http://0177.0.0.1:{port}/",
      "http://[::1]:{port}/",
      "http://[::]:{port}/",
      "http://[::ffff:127.0.0.1]:{port}/",
      "http://[::ffff:7f00:1]:{port}/",
      "http://[64:ff9b::7f00:1]:{port}/",
      "http://[2002:7f00:1::]:{port}/",
      "http://[fe80::1%25eth0]:{port}/",
      "http://100.100.100.200/latest/meta-data/",
      "http://169.254.169.254/",
      "http://169.254.0.23/",
      "http://localhost:{port}/",
      "http://localhost.:{port}/",
      "http://LOCALHOST:{port}/",
      "http://anything.localhost:{port}/",
      "http://１２７。０。０。１:{port}/",
      "http://①②⑦.⓪.⓪.①:{port}/",
      "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
      "http://%31%32%37.0.0.1:{port}/",
      "http://user@127.0.0.1:{port}/",
      "http://good.example@127.0.0.1:{port}/",
      "http://127.0.0.1:{port}#@good.example/",
      "http://INTERNAL:8888\\@PUBLIC/",
      "http://127.0.0.1:{port}\\@good.example/",
      "http:///127.0.0.1:{port}/",
      "http:/127.0.0.1:{port}/",
      "http:127.0.0.1:{port}/",
      "http://good.example:22/",
      "http://good.example:0/",
      "file:///etc/hosts",
      "FILE:///etc/hosts",
      "file:/etc/hosts",
      " file:///etc/hosts",
      "gopher://127.0.0.1:{port}/",
      "dict://127.0.0.1:{port}/",
      "ftp://127.0.0.1:{port}/",
      "ldap://127.0.0.1:{port}/",
      "smtp://127.0.0.1:{port}/",
      "data:text/plain,x",
      "javascript:alert(1)",
      "http://127.0.0.1%0d%0aX:{port}/",
      "http://127.0.0.1:{port}/\r\nX: y",
      "http://127.0.0.1:{port}/" + std::string(65536, 'a'),
  };
}

std::string WithPort(std::string row, int port) {
  size_t at = row.find("{port}");
  return at == std::string::npos ? row : row.replace(at, 6, std::to_string(port));
}

bool Refused(const HttpResponse& response) {
  bool reason = response.error == TransportError::kBlockedAddress || response.error == TransportError::kBadUrl;
  return reason && !response.request_sent && response.peer_address.empty();
}

// A gate without any allowed address whose ports are those of the servers.
std::shared_ptr<const AddressGate> PortsOnly(const std::vector<const FakeServer*>& servers,
                                             std::vector<std::string> allow = {}) {
  GateOptions options;
  options.fetch.allow_addresses = std::move(allow);
  for (const FakeServer* server : servers) options.fetch.allow_ports.push_back(server->port());
  return std::make_shared<const AddressGate>(*AddressGate::Compile(options));
}

TEST(SsrfTableTest, EveryRowIsRefusedAndNoPacketIsSent) {
  FakeServer listener(Always(Reply("200 OK", "inner")));
  CurlTransport transport({}, PortsOnly({&listener}));

  for (const std::string& row : Rows()) {
    HttpResponse response = Perform(transport, {.url = WithPort(row, listener.port()), .total_timeout = seconds(5)});
    EXPECT_TRUE(Refused(response)) << row.substr(0, 80) << " " << Name(response.error) << " " << response.error_sentence;
  }
  EXPECT_EQ(listener.connections(), 0);
}

TEST(SsrfTableTest, TheListenerIsReachableWhenItIsAllowed) {
  FakeServer listener(Always(Reply("200 OK", "inner")));
  CurlTransport transport({}, PortsOnly({&listener}, {"127.0.0.1/32"}));

  EXPECT_EQ(Perform(transport, {.url = listener.Url("/"), .purpose = Purpose::kFetchInner}).body, "inner");
}

TEST(SsrfTableTest, WhatIsOpenForAGatewayInsideIsOpenForNoSourceOfTheWeb) {
  FakeServer gateway(Always(Reply("200 OK", "inner")));
  FakeServer web(
      [&](FakeConnection& peer) {
        peer.ReadRequest();
        peer.Send(Reply("302 Found", "", "Location: " + gateway.Url("/tickets") + "\r\n"));
      },
      {.address = "127.0.2.1"});
  GateOptions options;
  options.fetch = {{"127.0.0.1/32"}, {gateway.port(), web.port()}};
  options.outside_addresses = {"127.0.2.1"};
  HostTable hosts = [](const std::string&) { return std::vector<std::string>{"127.0.0.1"}; };
  CurlTransport transport({.hosts = hosts}, std::make_shared<const AddressGate>(*AddressGate::Compile(options)));
  ASSERT_EQ(Perform(transport, {.url = gateway.Url("/tickets"), .purpose = Purpose::kFetchInner}).body, "inner");

  HttpResponse redirected = Perform(transport, {.url = web.Url("/")});
  HttpResponse renamed = Perform(transport, {.url = "http://web.example:" + std::to_string(gateway.port()) + "/"});

  EXPECT_EQ(redirected.error, TransportError::kBlockedAddress);
  EXPECT_EQ(renamed.error, TransportError::kBlockedAddress);
  EXPECT_EQ(gateway.requests().size(), 1u);
}

TEST(SsrfTableTest, AGatewayInsideLeadsToNoOtherHostInside) {
  FakeServer other(Always(Reply("200 OK", "other")));
  FakeServer gateway([&](FakeConnection& peer) {
    const bool again = peer.ReadRequest().value_or("").starts_with("GET /again ");
    peer.Send(again ? Reply("200 OK", "tickets") : Reply("302 Found", "", "Location: " + other.Url("/") + "\r\n"));
  });
  FakeServer same([&](FakeConnection& peer) {
    const bool again = peer.ReadRequest().value_or("").starts_with("GET /again ");
    peer.Send(again ? Reply("200 OK", "tickets") : Reply("302 Found", "", "Location: /again\r\n"));
  });
  CurlTransport transport({}, PortsOnly({&gateway, &other, &same}, {"127.0.0.1/32"}));

  HttpResponse away = Perform(transport, {.url = gateway.Url("/"), .purpose = Purpose::kFetchInner});
  HttpResponse within = Perform(transport, {.url = same.Url("/"), .purpose = Purpose::kFetchInner});

  EXPECT_EQ(away.error, TransportError::kBlockedAddress);
  EXPECT_EQ(other.connections(), 0);
  EXPECT_EQ(within.body, "tickets");
}

TEST(SsrfTableTest, ANameWithAnInnerAddressIsRefusedWhenTheSocketIsOpened) {
  FakeServer listener(Always(Reply("200 OK", "inner")));
  HostTable inner = [](const std::string&) { return std::vector<std::string>{"127.0.0.1", "::1"}; };
  CurlTransport transport({.hosts = inner}, PortsOnly({&listener}));

  HttpResponse response = Perform(transport, {.url = "http://good.example:" + std::to_string(listener.port()) + "/"});

  EXPECT_EQ(response.error, TransportError::kBlockedAddress);
  EXPECT_EQ(response.error_sentence, "address not allowed");
  EXPECT_EQ(listener.connections(), 0);
}

TEST(SsrfTableTest, EachAddressOfANameMustPassByItself) {
  FakeServer inner(Always(Reply("200 OK", "inner")));
  // 127.0.2.1 stands for the public address; nobody listens there, so the next address would be tried.
  HostTable both = [](const std::string&) { return std::vector<std::string>{"127.0.2.1", "127.0.0.1"}; };
  CurlTransport transport({.hosts = both}, PortsOnly({&inner}, {"127.0.2.0/24"}));

  HttpResponse response = Perform(
      transport, {.url = "http://good.example:" + std::to_string(inner.port()) + "/", .purpose = Purpose::kFetchInner});

  EXPECT_EQ(response.error, TransportError::kBlockedAddress);
  EXPECT_EQ(inner.connections(), 0);
}

TEST(SsrfTableTest, ANameThatHasAnotherAddressAtTheSecondLookIsRefusedThen) {
  FakeServer inner(Always(Reply("200 OK", "inner")));
  std::string port = std::to_string(inner.port());
  FakeServer outer(
      [&](FakeConnection& peer) {
        peer.ReadRequest();
        peer.Send(Reply("302 Found", "", "Location: http://rebind.example:" + port + "/two\r\nConnection: close\r\n"));
      },
      {.address = "127.0.2.1", .port = inner.port()});
  std::atomic<int> asked = 0;
  HostTable rebinding = [&](const std::string&) { return std::vector<std::string>{asked++ == 0 ? "127.0.2.1" : "127.0.0.1"}; };
  CurlTransport transport({.hosts = rebinding}, PortsOnly({&inner, &outer}, {"127.0.2.0/24"}));

  HttpResponse response = Perform(transport, {.url = "http://rebind.example:" + port + "/one", .purpose = Purpose::kFetchInner});

  EXPECT_EQ(asked.load(), 2);
  EXPECT_EQ(outer.connections(), 1);
  EXPECT_EQ(response.error, TransportError::kBlockedAddress);
  EXPECT_EQ(inner.connections(), 0);
}

TEST(SsrfTableTest, ARedirectLeadsToNoAddressOfTheTable) {
  FakeServer inner(Always(Reply("200 OK", "inner")));
  std::string location;
  FakeServer outer(
      [&](FakeConnection& peer) {
        while (peer.ReadRequest() && peer.Send(Reply("302 Found", "", "Location: " + location + "\r\n"))) {
        }
      },
      {.address = "127.0.2.1"});
  CurlTransport transport({}, PortsOnly({&inner, &outer}, {"127.0.2.0/24"}));

  for (const std::string& row : Rows()) {
    location = WithPort(row, inner.port());
    if (location.find_first_of("\r ") != std::string::npos || location.size() > 60000) continue;  // no header of one line
    HttpResponse response = Perform(transport, {.url = outer.Url("/")});
    bool reason = response.error == TransportError::kBlockedAddress || response.error == TransportError::kBadUrl;
    EXPECT_TRUE(reason) << location << " " << Name(response.error) << " " << response.error_sentence;
  }
  EXPECT_EQ(inner.connections(), 0);
}

TEST(SsrfTableTest, ARedirectNeverLeadsToTheConsole) {
  FakeServer console(Always(Reply("200 OK", "console")));
  FakeServer outer(
      [&](FakeConnection& peer) {
        peer.ReadRequest();
        peer.Send(Reply("302 Found", "", "Location: " + console.Url("/api/v1/incidents") + "\r\n"));
      },
      {.address = "127.0.2.1"});
  GateOptions options;
  options.outside_addresses = {"127.0.0.0/8"};
  options.fetch.allow_ports = {outer.port(), console.port()};
  options.own_addresses = {console.Host()};
  CurlTransport transport({}, std::make_shared<const AddressGate>(*AddressGate::Compile(options)));

  HttpResponse response = Perform(transport, {.url = outer.Url("/"), .purpose = Purpose::kFetchInner});

  EXPECT_EQ(outer.connections(), 1);
  EXPECT_EQ(response.error, TransportError::kBlockedAddress);
  EXPECT_EQ(response.error_sentence, "address not allowed");
  EXPECT_EQ(console.connections(), 0);
}

}  // namespace
}  // namespace fenghuo
