#include "daemon/net/address_gate.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

Url Web(const std::string& text) { return *ParseUrl(text, UrlKind::kWeb); }
Endpoint At(const std::string& address, int port) { return {*ParseIpAddress(address), port}; }

AddressGate GateOf(const GateOptions& options) {
  Result<AddressGate> gate = AddressGate::Compile(options);
  EXPECT_TRUE(gate.ok()) << gate.error().message;
  return *gate;
}

AddressGate Fetching(std::vector<std::string> allow, std::vector<int> ports = {}) {
  return GateOf({.fetch = {std::move(allow), std::move(ports)}});
}

TEST(AddressGateTest, RefusesInnerAddressesByDefault) {
  AddressGate gate = GateOf({});

  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.0.1/"), Purpose::kFetch), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://localhost/"), Purpose::kFetch), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://a.localhost/"), Purpose::kFetch), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://good.example/"), Purpose::kFetch), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeEndpoint(Web("http://good.example/"), At("10.0.0.1", 80), Purpose::kFetch),
            GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeEndpoint(Web("http://good.example/"), At("8.8.8.8", 80), Purpose::kFetch), GateVerdict::kAllowed);
}

TEST(AddressGateTest, NothingThatIsLetThroughCountsForASourceOfTheWeb) {
  AddressGate gate = Fetching({"10.1.0.0/16", "oa.example", "127.0.0.1:9000"});

  EXPECT_EQ(gate.JudgeUrl(Web("http://10.1.2.3/"), Purpose::kFetch), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.0.1:9000/"), Purpose::kFetch), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeEndpoint(Web("http://oa.example/"), At("10.0.0.1", 80), Purpose::kFetch), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeEndpoint(Web("http://good.example/"), At("10.1.2.3", 80), Purpose::kFetch), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeEndpoint(Web("http://good.example/"), At("10.1.2.3", 80), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://8.8.8.8/"), Purpose::kFetchInner), GateVerdict::kAllowed);
}

TEST(AddressGateTest, AllowsABlockOnAllowedPortsOnly) {
  AddressGate gate = Fetching({"10.1.0.0/16"}, {9000});

  EXPECT_EQ(gate.JudgeUrl(Web("http://10.1.2.3/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://10.1.2.3:9000/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://10.1.2.3:22/"), Purpose::kFetchInner), GateVerdict::kPortNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://10.2.2.3/"), Purpose::kFetchInner), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://[::ffff:10.1.2.3]/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://[64:ff9b::a01:203]/"), Purpose::kFetchInner), GateVerdict::kAddressNotAllowed);
}

TEST(AddressGateTest, AnEntryWithAPortOpensThatPortForItAlone) {
  AddressGate gate = Fetching({"127.0.1.2:18001", "[fd00::1]:81", "oa.example:8081"});

  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.1.2:18001/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.1.2/"), Purpose::kFetchInner), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.1.3:18001/"), Purpose::kFetchInner), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://[fd00::1]:81/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://oa.example:8081/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://other.example:8081/"), Purpose::kFetchInner), GateVerdict::kPortNotAllowed);
}

TEST(AddressGateTest, ComparesHostNamesWhole) {
  AddressGate gate = Fetching({"localhost", "OA.example"});
  Endpoint inner = At("10.0.0.1", 80);

  EXPECT_EQ(gate.JudgeUrl(Web("http://localhost./"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeEndpoint(Web("http://oa.example/"), inner, Purpose::kFetchInner), GateVerdict::kAllowed);
  for (const char* other : {"http://localhost.evil.example/", "http://oa.example.evil.example/", "http://evil-oa.example/",
                            "http://x.oa.example/", "http://127.0.0.1/"}) {
    EXPECT_EQ(gate.JudgeEndpoint(Web(other), inner, Purpose::kFetchInner), GateVerdict::kAddressNotAllowed) << other;
  }
}

TEST(AddressGateTest, ANameLeadsToNoMetadataServiceButABlockMay) {
  Endpoint metadata = At("169.254.169.254", 80);

  EXPECT_EQ(Fetching({"oa.example"}).JudgeEndpoint(Web("http://oa.example/"), metadata, Purpose::kFetchInner),
            GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(Fetching({"169.254.0.0/16"}).JudgeEndpoint(Web("http://oa.example/"), metadata, Purpose::kFetchInner),
            GateVerdict::kAllowed);
}

TEST(AddressGateTest, KeepsAListForEachPurpose) {
  AddressGate gate = GateOf({.fetch = {{"10.0.0.0/8"}, {9000}}, .deliver = {{"192.168.0.0/16"}, {}}});

  EXPECT_EQ(gate.JudgeUrl(Web("http://10.0.0.1/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://10.0.0.1/"), Purpose::kDeliver), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://192.168.0.1/"), Purpose::kDeliver), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://good.example:9000/"), Purpose::kDeliver), GateVerdict::kPortNotAllowed);
}

TEST(AddressGateTest, NeverLeadsToTheConsole) {
  AddressGate gate = GateOf({.fetch = {{"127.0.0.0/8", "0.0.0.0/8", "::/0", "127.0.0.1:8640"}, {8640}},
                             .own_addresses = {"127.0.0.1:8640", "localhost:8641"}});
  for (const char* own : {"http://127.0.0.1:8640/", "http://[::ffff:127.0.0.1]:8640/", "http://0:8640/",
                          "http://localhost:8641/", "http://[::1]:8641/"}) {
    EXPECT_EQ(gate.JudgeUrl(Web(own), Purpose::kFetchInner), GateVerdict::kOwnAddress) << own;
  }
  EXPECT_EQ(gate.JudgeEndpoint(Web("http://good.example:8640/"), At("127.0.0.1", 8640), Purpose::kFetchInner),
            GateVerdict::kOwnAddress);
  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.1.1:8640/"), Purpose::kFetchInner), GateVerdict::kAllowed);
}

TEST(AddressGateTest, AConsoleAtEveryAddressIsRefusedAtEveryInnerOne) {
  AddressGate gate = GateOf({.fetch = {{"127.0.0.0/8", "10.0.0.0/8"}, {8640}}, .own_addresses = {"0.0.0.0:8640"}});

  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.1.1:8640/"), Purpose::kFetchInner), GateVerdict::kOwnAddress);
  EXPECT_EQ(gate.JudgeUrl(Web("http://10.9.9.9:8640/"), Purpose::kFetchInner), GateVerdict::kOwnAddress);
  EXPECT_EQ(gate.JudgeUrl(Web("http://127.0.1.1:80/"), Purpose::kFetchInner), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://8.8.8.8:8640/"), Purpose::kFetchInner), GateVerdict::kAllowed);
}

TEST(AddressGateTest, MailHasPortsOfItsOwn) {
  AddressGate gate = GateOf({});

  EXPECT_EQ(gate.JudgeUrl(*ParseUrl("smtp://mail.example:25", UrlKind::kMail), Purpose::kDeliver), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(*ParseUrl("smtps://mail.example", UrlKind::kMail), Purpose::kDeliver), GateVerdict::kAllowed);
  EXPECT_EQ(gate.JudgeUrl(*ParseUrl("smtp://mail.example:80", UrlKind::kMail), Purpose::kDeliver),
            GateVerdict::kPortNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://good.example:25/"), Purpose::kDeliver), GateVerdict::kPortNotAllowed);
}

TEST(AddressGateTest, SyslogHasPortsOfItsOwn) {
  AddressGate gate = GateOf({});
  auto judge = [&](const char* url) { return gate.JudgeUrl(*ParseUrl(url, UrlKind::kSyslog), Purpose::kDeliver); };

  EXPECT_EQ(judge("udp://logs.example"), GateVerdict::kAllowed);
  EXPECT_EQ(judge("tcp://logs.example:601"), GateVerdict::kAllowed);
  EXPECT_EQ(judge("tls://logs.example"), GateVerdict::kAllowed);
  EXPECT_EQ(judge("tcp://logs.example:22"), GateVerdict::kPortNotAllowed);
  EXPECT_EQ(judge("udp://logs.example:443"), GateVerdict::kPortNotAllowed);
  EXPECT_EQ(judge("udp://127.0.0.1"), GateVerdict::kAddressNotAllowed);
  EXPECT_EQ(gate.JudgeUrl(Web("http://good.example:514/"), Purpose::kDeliver), GateVerdict::kPortNotAllowed);
}

TEST(AddressGateTest, NamesTheEntryThatItCannotRead) {
  auto message = [](const GateOptions& options) { return AddressGate::Compile(options).error().message; };

  EXPECT_EQ(message({.fetch = {{"10.0.0.0/8", "10.0.0.1/8"}, {}}}),
            "allow_addresses[1]: must be an address, a block or a host name, is \"10.0.0.1/8\"");
  EXPECT_EQ(message({.deliver = {{"http://oa.example"}, {}}}),
            "allow_addresses[0]: must be an address, a block or a host name, is \"http://oa.example\"");
  EXPECT_EQ(message({.fetch = {{"127.1"}, {}}}),
            "allow_addresses[0]: must be an address, a block or a host name, is \"127.1\"");
  EXPECT_EQ(message({.fetch = {{"oa.example:0"}, {}}}),
            "allow_addresses[0]: must be an address, a block or a host name, is \"oa.example:0\"");
  EXPECT_EQ(message({.fetch = {{}, {0}}}), "allow_ports[0]: must be 1 to 65535, is 0");
  EXPECT_EQ(message({.own_addresses = {"8640"}}), "own_addresses: must be address:port, is \"8640\"");
}

TEST(AddressGateTest, SaysTheSameForEveryRefusedAddress) {
  EXPECT_STREQ(Sentence(GateVerdict::kAddressNotAllowed), "address not allowed");
  EXPECT_STREQ(Sentence(GateVerdict::kOwnAddress), "address not allowed");
  EXPECT_STREQ(Sentence(GateVerdict::kPortNotAllowed), "port not allowed");
}

}  // namespace
}  // namespace fenghuo
