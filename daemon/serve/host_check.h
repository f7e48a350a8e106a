// HostCheck knows by which names this server may be called, and whether a request came from one of its own pages.
//
//   if (!hosts.Allows(request.host, request.local)) refuse;          // a foreign name that points here (DNS rebinding)
//   switch (hosts.OriginOf(request)) ...                             // a foreign page that posts here (CSRF)
//
// Allowed are the listening address, localhost and the loopback addresses with the port, the address that the connection came
// to, the host of public_url, and allowed_hosts (an entry without a port allows any).
//
// Immutable: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_HOST_CHECK_H_
#define FENGHUO_DAEMON_SERVE_HOST_CHECK_H_

#include <set>
#include <string>
#include <string_view>

#include "daemon/config/config.h"
#include "daemon/serve/exchange.h"

namespace fenghuo {

enum class RequestOrigin {
  kOwnPage,  // the browser says so
  kNone,     // no browser, or an old one, or a program
  kForeign,
};

class HostCheck {
 public:
  // `port` is the one that was really taken.
  HostCheck(const ServeConfig& config, int port);

  bool Allows(std::string_view host, std::string_view local) const;
  RequestOrigin OriginOf(const ServeRequest& request) const;

 private:
  std::set<std::string> authorities_;  // host:port, lower case
  std::set<std::string> hosts_;        // any port
  std::string public_origin_;          // "https://desk.example", or empty
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_HOST_CHECK_H_
