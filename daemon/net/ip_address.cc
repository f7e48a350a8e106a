#include "daemon/net/ip_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <initializer_list>

#include "base/check.h"

namespace fenghuo {
namespace {

// reliability.md 4 number 6: IANA's special-purpose registries, multicast, and what is reserved.
constexpr std::initializer_list<const char*> kInner = {
    "0.0.0.0/8",    "10.0.0.0/8",     "100.64.0.0/10",  "127.0.0.0/8",   "169.254.0.0/16",  "172.16.0.0/12",  "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
    "240.0.0.0/4",  "::/128",         "::1/128",        "fc00::/7",      "fe80::/10",       "fec0::/10",      "ff00::/8",
    "100::/64",     "2001:db8::/32",  "2001:10::/28",   "3fff::/20",     "5f00::/16",       "64:ff9b:1::/48"};

// The metadata services of the clouds live in these: 169.254.169.254, 100.100.100.200, 192.0.0.192, fd00:ec2::254.
constexpr std::initializer_list<const char*> kUntouchable = {
    "0.0.0.0/8", "100.100.100.200/32", "169.254.0.0/16", "192.0.0.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/128",    "fd00:ec2::254/128",  "fe80::/10",      "ff00::/8"};

std::vector<Network> ParseTable(std::initializer_list<const char*> blocks) {
  std::vector<Network> table;
  for (const char* block : blocks) {
    std::optional<Network> network = ParseNetwork(block);
    CHECK(network.has_value(), "a block of the address table is malformed");
    table.push_back(*network);
  }
  return table;
}

bool InTable(const std::vector<Network>& table, const IpAddress& address) {
  return std::any_of(table.begin(), table.end(), [&](const Network& block) { return Contains(block, address); });
}

bool InTableOrEmbeds(const std::vector<Network>& table, const IpAddress& address) {
  if (InTable(table, address)) return true;
  std::vector<IpAddress> inside = Embedded(address);
  return std::any_of(inside.begin(), inside.end(), [&](const IpAddress& v4) { return InTable(table, v4); });
}

IpAddress V4(uint8_t a, uint8_t b, uint8_t c, uint8_t d) { return {IpFamily::kV4, {a, b, c, d}}; }

bool StartsWith(const IpAddress& address, std::initializer_list<uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), address.bytes.begin());
}

bool BitsAfterPrefixAreZero(const Network& network) {
  int bits = network.address.family == IpFamily::kV4 ? 32 : 128;
  for (int bit = network.prefix; bit < bits; ++bit) {
    if (network.address.bytes[static_cast<size_t>(bit / 8)] & (0x80 >> (bit % 8))) return false;
  }
  return true;
}

}  // namespace

std::optional<IpAddress> ParseIpAddress(std::string_view text) {
  std::string copy(text);  // inet_pton wants a terminated string; a NUL inside must not hide the rest
  if (copy.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) return address;
  address = {.family = IpFamily::kV6};
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

std::string FormatIpAddress(const IpAddress& address) {
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(address.family == IpFamily::kV4 ? AF_INET : AF_INET6, address.bytes.data(), text, sizeof text);
  return text;
}

std::optional<Network> ParseNetwork(std::string_view text) {
  size_t slash = text.find('/');
  std::optional<IpAddress> address = ParseIpAddress(text.substr(0, slash));
  if (!address) return std::nullopt;
  int bits = address->family == IpFamily::kV4 ? 32 : 128;
  Network network{*address, bits};
  if (slash != std::string_view::npos) {
    std::string_view digits = text.substr(slash + 1);
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), network.prefix);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    if (network.prefix < 0 || network.prefix > bits || digits.front() == '-') return std::nullopt;
  }
  if (!BitsAfterPrefixAreZero(network)) return std::nullopt;
  return network;
}

bool Contains(const Network& network, const IpAddress& address) {
  if (network.address.family != address.family) return false;
  size_t whole = static_cast<size_t>(network.prefix / 8);
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                  network.address.bytes.begin())) {
    return false;
  }
  int rest = network.prefix % 8;
  if (rest == 0) return true;
  auto mask = static_cast<uint8_t>(0xff << (8 - rest));
  return ((address.bytes[whole] ^ network.address.bytes[whole]) & mask) == 0;
}

std::optional<Endpoint> EndpointOf(const sockaddr* address) {
  Endpoint endpoint;
  if (address->sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, address, sizeof v4);
    std::memcpy(endpoint.address.bytes.data(), &v4.sin_addr, 4);
    endpoint.port = ntohs(v4.sin_port);
    return endpoint;
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, address, sizeof v6);
    endpoint.address.family = IpFamily::kV6;
    std::memcpy(endpoint.address.bytes.data(), &v6.sin6_addr, 16);
    endpoint.port = ntohs(v6.sin6_port);
    return endpoint;
  }
  return std::nullopt;
}

std::vector<IpAddress> Embedded(const IpAddress& address) {
  std::vector<IpAddress> inside;
  if (address.family != IpFamily::kV6) return inside;
  const auto& b = address.bytes;
  IpAddress last = V4(b[12], b[13], b[14], b[15]);
  bool twelve_zeros = StartsWith(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  bool itself = twelve_zeros && b[12] == 0 && b[13] == 0 && b[14] == 0 && b[15] <= 1;  // :: and ::1 carry nobody
  bool mapped = StartsWith(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff});
  bool nat64 = StartsWith(address, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0});
  if ((twelve_zeros && !itself) || mapped || nat64) inside.push_back(last);
  if (StartsWith(address, {0, 0x64, 0xff, 0x9b, 0, 1})) {  // RFC 8215, laid out by RFC 6052 2.2 or as a /96 of its own
    inside.push_back(last);
    inside.push_back(V4(b[6], b[7], b[9], b[10]));
  }
  if (StartsWith(address, {0x20, 0x02})) inside.push_back(V4(b[2], b[3], b[4], b[5]));  // 6to4
  if (StartsWith(address, {0x20, 0x01, 0, 0})) {                                        // Teredo: server, client inverted
    inside.push_back(V4(b[4], b[5], b[6], b[7]));
    inside.push_back(V4(static_cast<uint8_t>(~b[12]), static_cast<uint8_t>(~b[13]), static_cast<uint8_t>(~b[14]),
                        static_cast<uint8_t>(~b[15])));
  }
  bool isatap = (b[8] & 0xfd) == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe;
  if (isatap) inside.push_back(last);
  return inside;
}

IpAddress Unwrap(const IpAddress& address) {
  bool mapped = address.family == IpFamily::kV6 && StartsWith(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff});
  return mapped ? V4(address.bytes[12], address.bytes[13], address.bytes[14], address.bytes[15]) : address;
}

bool IsInner(const IpAddress& address) {
  static const std::vector<Network> table = ParseTable(kInner);
  return InTableOrEmbeds(table, address);
}

bool IsUntouchable(const IpAddress& address) {
  static const std::vector<Network> table = ParseTable(kUntouchable);
  return InTableOrEmbeds(table, address);
}

}  // namespace fenghuo
