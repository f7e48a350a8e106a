// An IpAddress is an IPv4 or IPv6 address; a Network is a CIDR block of them.
//
//   std::optional<IpAddress> address = ParseIpAddress("64:ff9b::7f00:1");
//   bool inner = IsInner(*address);   // true: it embeds 127.0.0.1
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_NET_IP_ADDRESS_H_
#define FENGHUO_DAEMON_NET_IP_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace fenghuo {

enum class IpFamily { kV4, kV6 };

struct IpAddress {
  IpFamily family = IpFamily::kV4;
  std::array<uint8_t, 16> bytes{};  // the first 4 for IPv4, in network order

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

struct Network {
  IpAddress address;
  int prefix = 0;  // bits: 0 to 32 or 128
};

// Four decimals without leading zeros, or RFC 4291 text without brackets and without a zone.
std::optional<IpAddress> ParseIpAddress(std::string_view text);
std::string FormatIpAddress(const IpAddress& address);

// "10.0.0.0/8" or "fd00::/8"; a bare address is a block of one. Bits after the prefix must be zero.
std::optional<Network> ParseNetwork(std::string_view text);

// Families must agree; see Unwrap().
bool Contains(const Network& network, const IpAddress& address);

// Address and port of an AF_INET or AF_INET6 socket address; nothing for any other family.
struct Endpoint {
  IpAddress address;
  int port = 0;
};
std::optional<Endpoint> EndpointOf(const sockaddr* address);

// The IPv4 addresses that an IPv6 address carries inside: mapped, compatible, NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), 6to4,
// Teredo, ISATAP. Empty when there is none.
std::vector<IpAddress> Embedded(const IpAddress& address);

// An IPv4-mapped IPv6 address as the IPv4 address that it is; any other as it came.
IpAddress Unwrap(const IpAddress& address);

// Whether the address is private, special or reserved, itself or by what it embeds (reliability.md 4, number 6).
bool IsInner(const IpAddress& address);

// Whether not even a configured host name may lead here, only a configured block: "this host", link-local (cloud metadata,
// 100.100.100.200 too), multicast, reserved.
bool IsUntouchable(const IpAddress& address);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_IP_ADDRESS_H_
