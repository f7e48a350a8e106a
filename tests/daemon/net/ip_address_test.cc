#include "daemon/net/ip_address.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

bool Inner(const std::string& text) {
  std::optional<IpAddress> address = ParseIpAddress(text);
  EXPECT_TRUE(address.has_value()) << text;
  return address && IsInner(*address);
}

bool Untouchable(const std::string& text) { return IsUntouchable(*ParseIpAddress(text)); }

TEST(IpAddressTest, ReadsAndWritesBothFamilies) {
  EXPECT_EQ(FormatIpAddress(*ParseIpAddress("203.0.113.9")), "203.0.113.9");
  EXPECT_EQ(FormatIpAddress(*ParseIpAddress("2001:DB8:0:0::9")), "2001:db8::9");
}

TEST(IpAddressTest, ReadsNoOtherSpelling) {
  for (const char* text :
       {"", "127.1", "0x7f.0.0.1", "127.0.0.01", "127.0.0.1 ", "[::1]", "fe80::1%eth0", "256.1.1.1", "1.2.3.4.5"}) {
    EXPECT_FALSE(ParseIpAddress(text).has_value()) << text;
  }
  EXPECT_FALSE(ParseIpAddress(std::string_view("127.0.0.1\0x", 11)).has_value());
}

TEST(NetworkTest, HoldsTheAddressesOfItsPrefix) {
  Network block = *ParseNetwork("10.1.128.0/17");

  EXPECT_TRUE(Contains(block, *ParseIpAddress("10.1.128.0")));
  EXPECT_TRUE(Contains(block, *ParseIpAddress("10.1.255.255")));
  EXPECT_FALSE(Contains(block, *ParseIpAddress("10.1.127.255")));
  EXPECT_FALSE(Contains(block, *ParseIpAddress("10.2.128.0")));
  EXPECT_FALSE(Contains(*ParseNetwork("::/0"), *ParseIpAddress("10.1.128.1")));
  EXPECT_TRUE(Contains(*ParseNetwork("0.0.0.0/0"), *ParseIpAddress("10.1.128.1")));
  EXPECT_TRUE(Contains(*ParseNetwork("10.1.2.3"), *ParseIpAddress("10.1.2.3")));
}

TEST(NetworkTest, RefusesWhatIsNoBlock) {
  for (const char* text :
       {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "fd00::/129", "fd00::1/64", "/8"}) {
    EXPECT_FALSE(ParseNetwork(text).has_value()) << text;
  }
}

TEST(InnerTest, HoldsEverySpecialBlockFromItsFirstToItsLastAddress) {
  for (const char* text :
       {"0.0.0.0",         "0.255.255.255",  "10.0.0.0",        "10.255.255.255", "100.64.0.0",      "100.127.255.255",
        "100.100.100.200", "127.0.0.1",      "127.255.255.255", "169.254.0.23",   "169.254.169.254", "172.16.0.0",
        "172.31.255.255",  "192.0.0.192",    "192.0.2.1",       "192.88.99.1",    "192.168.0.0",     "192.168.255.255",
        "198.18.0.0",      "198.19.255.255", "198.51.100.7",    "203.0.113.7",    "224.0.0.1",       "239.255.255.255",
        "240.0.0.1",       "255.255.255.255"}) {
    EXPECT_TRUE(Inner(text)) << text;
  }
  for (const char* text : {"::", "::1", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "100::1",
                           "2001:db8::1", "2001:10::1", "3fff::1", "5f00::1"}) {
    EXPECT_TRUE(Inner(text)) << text;
  }
}

TEST(InnerTest, LeavesTheNeighboursOfEachBlockAlone) {
  for (const char* text : {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",
                           "100.63.255.255",  "100.128.0.0",     "126.255.255.255",
                           "128.0.0.0",       "169.253.255.255", "169.255.0.0",
                           "172.15.255.255",  "172.32.0.0",      "192.0.1.0",
                           "192.167.255.255", "192.169.0.0",     "198.17.255.255",
                           "198.20.0.0",      "223.255.255.255", "8.8.8.8",
                           "2400:3200::1",    "2606:4700::1111", "2001:4860:4860::8888"}) {
    EXPECT_FALSE(Inner(text)) << text;
  }
}

TEST(InnerTest, LooksIntoAddressesThatCarryAnother) {
  for (const char* text : {"::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "::10.0.0.1", "64:ff9b::7f00:1",
                           "64:ff9b:1::7f00:1", "64:ff9b:1:7f00:0:100::", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::",
                           "2001:0:808:808:0:0:80ff:fffe", "2400:3200::5efe:127.0.0.1", "2400:3200::200:5efe:10.0.0.1"}) {
    EXPECT_TRUE(Inner(text)) << text;
  }
  for (const char* text : {"::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2400:3200::5efe:8.8.8.8"}) {
    EXPECT_FALSE(Inner(text)) << text;
  }
}

TEST(UntouchableTest, HoldsMetadataLinkLocalAndReservedButNoPlainPrivateAddress) {
  for (const char* text : {"0.0.0.0", "100.100.100.200", "169.254.169.254", "192.0.0.192", "224.0.0.1", "255.255.255.255",
                           "::", "fd00:ec2::254", "fe80::1", "ff02::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"}) {
    EXPECT_TRUE(Untouchable(text)) << text;
  }
  for (const char* text : {"10.0.0.1", "127.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "::1", "fd00::1", "8.8.8.8"}) {
    EXPECT_FALSE(Untouchable(text)) << text;
  }
}

TEST(UnwrapTest, GivesTheIPv4AddressOfAMappedOne) {
  EXPECT_EQ(FormatIpAddress(Unwrap(*ParseIpAddress("::ffff:10.0.0.1"))), "10.0.0.1");
  EXPECT_EQ(FormatIpAddress(Unwrap(*ParseIpAddress("64:ff9b::a00:1"))), "64:ff9b::a00:1");
  EXPECT_EQ(FormatIpAddress(Unwrap(*ParseIpAddress("10.0.0.1"))), "10.0.0.1");
}

}  // namespace
}  // namespace fenghuo
