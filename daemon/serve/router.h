// Routes is the one table of what the server answers: method, path, who may, and by which function.
//
//   std::string route = Dispatch(state, request, respond);   // "/api/v1/incidents/{id}", for the metrics
//
// Every request passes the same gates in the same order: address, Host, route, method, identity, permission, origin. Nothing is
// matched by prefix, so no path can slip past its gate. HEAD is asked for as GET.
//
// One thread: the server's.

#ifndef FENGHUO_DAEMON_SERVE_ROUTER_H_
#define FENGHUO_DAEMON_SERVE_ROUTER_H_

#include <string>
#include <variant>
#include <vector>

#include "daemon/serve/call.h"
#include "daemon/serve/exchange.h"

namespace fenghuo {

enum class Access {
  kPublic,      // no identity: the console's files, signing in, the links in messages (which carry their own proof)
  kOperations,  // anybody on this machine, without a proxy between; others with `operate`
  kPerson,      // a person, whatever they may do; the handler asks for more where it depends on the body
  kSource,      // a push source by its token
  kPermission,  // a person with `permission`
};

struct Route {
  const char* method;      // "GET", "POST", "DELETE"
  const char* path;        // "/api/v1/incidents/{id}"
  Access access;
  const char* permission;  // for kPermission
  std::variant<Reply (*)(const Call&), void (*)(const Call&, Respond)> handler;  // answers at once, or when the core has
};

const std::vector<Route>& Routes();

// Calls `respond` once, at once or later. The answer is the route's path, or "unknown", "console", "refused".
std::string Dispatch(ServeState& state, const ServeRequest& request, const Respond& respond);

// The person of bearer token or session cookie; null when there is none.
const Person* Identify(ServeState& state, const Bureau& bureau, const ServeRequest& request, Sessions::Use use);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_ROUTER_H_
