// An AddressGate decides which URLs and which addresses we connect to. Every connection of the daemon passes it.
//
//   Result<AddressGate> gate = AddressGate::Compile({.fetch = {config.crawl.allow_addresses, config.crawl.allow_ports},
//                                                    .deliver = {...}, .own_addresses = {"127.0.0.1:8640"}});
//   if (gate->JudgeUrl(*url, Purpose::kFetch) != GateVerdict::kAllowed) ...
//
// The URL is judged before a name is looked up; the address once more when the socket is opened and when it is connected, because
// a name can have another address by then. Inner addresses (IsInner) are refused unless an entry allows them and the
// purpose is one that entries are for: whoever runs a public source, or its names, must not reach what was opened for another. Our own
// listening addresses are refused always.
//
// Immutable once compiled: any number of threads may use it.

#ifndef FENGHUO_DAEMON_NET_ADDRESS_GATE_H_
#define FENGHUO_DAEMON_NET_ADDRESS_GATE_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/net/http_transport.h"
#include "daemon/net/ip_address.h"
#include "daemon/net/url.h"

namespace fenghuo {

struct GateRules {
  // Each entry is a block "10.1.0.0/16", an address "10.1.2.3" or "[fd00::1]:81", or a host name "oa.example.gov.cn[:8081]", compared
  // whole. A name lets its inner addresses through, but not link-local or reserved ones. A port narrows the
  // entry to that port and opens the port for it.
  std::vector<std::string> allow_addresses{};
  std::vector<int> allow_ports{};  // beside 80, 443, 8080 and 8443 (mail: 25, 465, 587; syslog: 514, 601, 6514)
};

struct GateOptions {
  GateRules fetch{};
  GateRules deliver{};
  // Addresses and blocks that stand in for the web where there is none: in tests.
  std::vector<std::string> outside_addresses{};
  // Where we listen: "127.0.0.1:8640", "[::1]:8640", "localhost:8640", "0.0.0.0:8640" (then the port is refused on every
  // inner address and on every address this machine has).
  std::vector<std::string> own_addresses{};
};

enum class GateVerdict { kAllowed, kPortNotAllowed, kAddressNotAllowed, kOwnAddress };

// One sentence for the operator: the same for each address refused, so that nobody can scan with it.
const char* Sentence(GateVerdict verdict);

class AddressGate {
 public:
  // Whether `text` may stand in allow_addresses. kInvalid as Compile() says it.
  static Result<void> CheckEntry(const std::string& text);

  // kInvalid names the entry: `allow_addresses[1]: must be an address, a block or a host name, is "10.0.0.1/8"`.
  static Result<AddressGate> Compile(const GateOptions& options);

  // Scheme's port, and the address when the host is one. A name passes until its address is known.
  GateVerdict JudgeUrl(const Url& url, Purpose purpose) const;

  // The address that a socket for `url` is about to reach, or has reached.
  GateVerdict JudgeEndpoint(const Url& url, const Endpoint& endpoint, Purpose purpose) const;

 private:
  struct AllowEntry {
    std::string host;         // empty: a block
    Network network;
    int port = 0;             // 0: any allowed port
  };
  struct Rules {
    std::vector<AllowEntry> entries;
    std::vector<int> ports;
  };

  static Result<AllowEntry> ParseEntry(const std::string& text);
  static Result<Rules> CompileRules(const GateRules& rules);
  const Rules& RulesOf(Purpose purpose) const { return purpose == Purpose::kDeliver ? deliver_ : fetch_; }
  bool IsOutside(const IpAddress& address) const;
  bool IsOwn(const Endpoint& endpoint) const;

  Rules fetch_;
  Rules deliver_;
  std::vector<Network> outside_;
  std::vector<Endpoint> own_;
  std::vector<int> own_everywhere_;       // ports that we listen on at every address
  std::vector<IpAddress> own_interfaces_; // of this machine, when own_everywhere_ is not empty
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_ADDRESS_GATE_H_
