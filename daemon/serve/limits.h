// ServeLimits are what one client, and all of them together, may cost the server.
//
// Lengths are real time whatever the daemon's clock does, because sockets are real. Plain values.

#ifndef FENGHUO_DAEMON_SERVE_LIMITS_H_
#define FENGHUO_DAEMON_SERVE_LIMITS_H_

#include <cstdint>

#include "base/time.h"

namespace fenghuo {

struct ServeLimits {
  uint32_t header_bytes_max = 16 * 1024;
  uint64_t body_bytes_max = 256 * 1024;
  Duration idle = seconds(30);          // for a whole request to arrive, a whole answer to be taken, and between two requests
  Duration command = seconds(10);       // for the core to answer; then 503
  Duration heartbeat = seconds(15);     // between the comments of an event stream
  Duration drain = seconds(2);          // for answers under way when the server stops
  size_t connections_max = 500;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_LIMITS_H_
