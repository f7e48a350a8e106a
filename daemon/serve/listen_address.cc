#include "daemon/serve/listen_address.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "daemon/net/ip_address.h"

namespace fenghuo {
namespace {

bool IsLoopback(const IpAddress& given) {
  IpAddress address = Unwrap(given);
  if (address.family == IpFamily::kV4) return address.bytes[0] == 127;
  IpAddress loopback{.family = IpFamily::kV6};
  loopback.bytes[15] = 1;
  return address == loopback;
}

}  // namespace

Result<ListenAddress> ReadListenAddress(const std::string& listen, const Staff& staff) {
  const Error wrong = Invalid("serve.listen: must be address:port such as 127.0.0.1:8640, is \"" + listen + "\"");
  size_t colon = listen.rfind(':');
  if (colon == std::string::npos || colon == 0) return wrong;
  ListenAddress out;
  auto [end, failed] = std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), out.port);
  if (failed != std::errc() || end != listen.data() + listen.size()) return wrong;
  out.address = listen.substr(0, colon);
  if (out.address.starts_with('[') && out.address.ends_with(']')) out.address = out.address.substr(1, out.address.size() - 2);
  if (out.address == "localhost") out.address = "127.0.0.1";
  std::optional<IpAddress> address = ParseIpAddress(out.address);
  if (!address) return wrong;
  const bool somebody = std::any_of(staff.people.begin(), staff.people.end(),
                                    [](const Person& person) { return !person.token_hash.empty(); });
  if (!IsLoopback(*address) && !somebody) {
    return Invalid("serve.listen: " + listen +
                   " can be reached from other machines, but nobody in staff.yml has a token; give at least one person a "
                   "token_file or listen on 127.0.0.1");
  }
  return out;
}

}  // namespace fenghuo
