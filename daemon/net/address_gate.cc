#include "daemon/net/address_gate.h"

#include <ifaddrs.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace fenghuo {
namespace {

constexpr int kWebPorts[] = {80, 443, 8080, 8443};
constexpr int kMailPorts[] = {25, 465, 587};
constexpr int kSyslogPorts[] = {514, 601, 6514};

struct HostAndPort {
  std::string host;  // without brackets
  int port = 0;      // 0: none given
};

std::optional<int> ParsePort(std::string_view text) {
  int port = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

// "host", "host:port", "[v6]", "[v6]:port" and a bare v6 address.
std::optional<HostAndPort> SplitHostAndPort(std::string_view text) {
  if (ParseIpAddress(text)) return HostAndPort{std::string(text)};
  std::string_view host = text;
  std::string_view port;
  if (text.starts_with("[")) {
    size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    host = text.substr(1, close - 1);
    if (!ParseIpAddress(host)) return std::nullopt;
    if (close + 1 == text.size()) return HostAndPort{std::string(host)};
    if (text[close + 1] != ':') return std::nullopt;
    port = text.substr(close + 2);
  } else {
    size_t colon = text.find(':');
    if (colon == std::string_view::npos) return HostAndPort{std::string(text)};
    host = text.substr(0, colon);
    port = text.substr(colon + 1);
  }
  std::optional<int> number = ParsePort(port);
  if (!number) return std::nullopt;
  return HostAndPort{std::string(host), *number};
}

std::vector<IpAddress> InterfaceAddresses() {
  std::vector<IpAddress> addresses;
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return addresses;
  for (const ifaddrs* row = list; row != nullptr; row = row->ifa_next) {
    if (row->ifa_addr == nullptr) continue;
    if (std::optional<Endpoint> endpoint = EndpointOf(row->ifa_addr)) addresses.push_back(endpoint->address);
  }
  freeifaddrs(list);
  return addresses;
}

bool IsUnspecified(const IpAddress& address) {
  return std::all_of(address.bytes.begin(), address.bytes.end(), [](uint8_t byte) { return byte == 0; });
}

IpAddress Loopback(IpFamily family) { return *ParseIpAddress(family == IpFamily::kV4 ? "127.0.0.1" : "::1"); }

// Names that every resolver answers with loopback (RFC 6761 6.3).
bool IsLocalhost(std::string_view host) { return host == "localhost" || host.ends_with(".localhost"); }

// The address that a URL names without a resolver.
std::optional<IpAddress> LiteralAddress(const Url& url) {
  if (IsLocalhost(url.host)) return Loopback(IpFamily::kV4);
  return ParseIpAddress(url.host);
}

template <size_t N>
bool IsOneOf(const int (&ports)[N], int port) {
  return std::find(std::begin(ports), std::end(ports), port) != std::end(ports);
}

// What the protocol of the URL is usually spoken on.
bool IsUsualPort(const Url& url) {
  if (url.scheme == "smtp" || url.scheme == "smtps") return IsOneOf(kMailPorts, url.port);
  if (url.scheme == "udp" || url.scheme == "tcp" || url.scheme == "tls") return IsOneOf(kSyslogPorts, url.port);
  return IsOneOf(kWebPorts, url.port);
}

bool Holds(const std::vector<int>& ports, int port) { return std::find(ports.begin(), ports.end(), port) != ports.end(); }

}  // namespace

const char* Sentence(GateVerdict verdict) {
  switch (verdict) {
    case GateVerdict::kAllowed:
      return "allowed";
    case GateVerdict::kPortNotAllowed:
      return "port not allowed";
    case GateVerdict::kAddressNotAllowed:
      return "address not allowed";
    case GateVerdict::kOwnAddress:
      return "address not allowed";
  }
  return "";
}

Result<AddressGate::AllowEntry> AddressGate::ParseEntry(const std::string& text) {
  Error wrong = Invalid("must be an address, a block or a host name, is \"" + text + "\"");
  if (text.find('/') != std::string::npos) {
    std::optional<Network> network = ParseNetwork(text);
    if (!network) return wrong;
    return AllowEntry{.host = "", .network = *network, .port = 0};
  }
  std::optional<HostAndPort> split = SplitHostAndPort(text);
  if (!split) return wrong;
  if (std::optional<Network> network = ParseNetwork(split->host)) {
    return AllowEntry{.host = "", .network = *network, .port = split->port};
  }
  Result<Url> url = ParseUrl("http://" + split->host + "/", UrlKind::kWeb);
  if (!url.ok() || url->path != "/" || ParseIpAddress(url->host)) return wrong;
  return AllowEntry{.host = url->host, .network = {}, .port = split->port};
}

Result<void> AddressGate::CheckEntry(const std::string& text) {
  Result<AllowEntry> entry = ParseEntry(text);
  if (!entry.ok()) return entry.error();
  return {};
}

Result<AddressGate::Rules> AddressGate::CompileRules(const GateRules& rules) {
  Rules compiled;
  for (size_t i = 0; i < rules.allow_addresses.size(); ++i) {
    Result<AllowEntry> entry = ParseEntry(rules.allow_addresses[i]);
    if (!entry.ok()) return entry.error().In("allow_addresses[" + std::to_string(i) + "]");
    compiled.entries.push_back(*entry);
  }
  for (size_t i = 0; i < rules.allow_ports.size(); ++i) {
    int port = rules.allow_ports[i];
    if (port < 1 || port > 65535) {
      return Invalid("must be 1 to 65535, is " + std::to_string(port)).In("allow_ports[" + std::to_string(i) + "]");
    }
    compiled.ports.push_back(port);
  }
  return compiled;
}

Result<AddressGate> AddressGate::Compile(const GateOptions& options) {
  AddressGate gate;
  Result<Rules> fetch = CompileRules(options.fetch);
  if (!fetch.ok()) return fetch.error();
  Result<Rules> deliver = CompileRules(options.deliver);
  if (!deliver.ok()) return deliver.error();
  gate.fetch_ = std::move(*fetch);
  gate.deliver_ = std::move(*deliver);
  for (const std::string& text : options.outside_addresses) {
    std::optional<Network> network = ParseNetwork(text);
    if (!network) return Invalid("outside_addresses: must be an address or a block, is \"" + text + "\"");
    gate.outside_.push_back(*network);
  }
  for (const std::string& own : options.own_addresses) {
    std::optional<HostAndPort> split = SplitHostAndPort(own);
    std::optional<IpAddress> address = split ? ParseIpAddress(split->host) : std::nullopt;
    if (split && split->port != 0 && split->host == "localhost") {
      gate.own_.push_back({Loopback(IpFamily::kV4), split->port});
      gate.own_.push_back({Loopback(IpFamily::kV6), split->port});
    } else if (!address || split->port == 0) {
      return Invalid("own_addresses: must be address:port, is \"" + own + "\"");
    } else if (IsUnspecified(*address)) {
      gate.own_everywhere_.push_back(split->port);
      gate.own_interfaces_ = InterfaceAddresses();
    } else {
      gate.own_.push_back({Unwrap(*address), split->port});
    }
  }
  return gate;
}

bool AddressGate::IsOutside(const IpAddress& address) const {
  if (!IsInner(address)) return true;
  return std::any_of(outside_.begin(), outside_.end(), [&](const Network& network) { return Contains(network, Unwrap(address)); });
}

bool AddressGate::IsOwn(const Endpoint& endpoint) const {
  IpAddress address = Unwrap(endpoint.address);
  if (IsUnspecified(address)) address = Loopback(address.family);  // where Linux sends it
  for (const Endpoint& own : own_) {
    if (own.port == endpoint.port && own.address == address) return true;
  }
  if (!Holds(own_everywhere_, endpoint.port)) return false;
  return IsInner(address) || std::find(own_interfaces_.begin(), own_interfaces_.end(), address) != own_interfaces_.end();
}

GateVerdict AddressGate::JudgeUrl(const Url& url, Purpose purpose) const {
  const Rules& rules = RulesOf(purpose);
  std::optional<IpAddress> literal = LiteralAddress(url);
  if (literal) {
    GateVerdict verdict = JudgeEndpoint(url, {*literal, url.port}, purpose);
    if (verdict != GateVerdict::kAllowed) return verdict;
  }
  if (IsUsualPort(url) || Holds(rules.ports, url.port)) return GateVerdict::kAllowed;
  bool opened = std::any_of(rules.entries.begin(), rules.entries.end(), [&](const AllowEntry& entry) {
    if (entry.port != url.port) return false;
    return entry.host.empty() ? literal && Contains(entry.network, Unwrap(*literal)) : entry.host == url.host;
  });
  return opened ? GateVerdict::kAllowed : GateVerdict::kPortNotAllowed;
}

GateVerdict AddressGate::JudgeEndpoint(const Url& url, const Endpoint& endpoint, Purpose purpose) const {
  if (IsOwn(endpoint)) return GateVerdict::kOwnAddress;
  if (IsOutside(endpoint.address)) return GateVerdict::kAllowed;
  if (purpose == Purpose::kFetch) return GateVerdict::kAddressNotAllowed;
  bool untouchable = IsUntouchable(endpoint.address);
  for (const AllowEntry& entry : RulesOf(purpose).entries) {
    if (entry.port != 0 && entry.port != endpoint.port) continue;
    bool fits = entry.host.empty() ? Contains(entry.network, Unwrap(endpoint.address)) : entry.host == url.host && !untouchable;
    if (fits) return GateVerdict::kAllowed;
  }
  return GateVerdict::kAddressNotAllowed;
}

}  // namespace fenghuo
