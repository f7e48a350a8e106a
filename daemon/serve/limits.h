// ServeLimits are what one client, and all of them together, may cost the server.
//
// Lengths are real time whatever the daemon's clock does, because sockets are real. Plain values.

#ifndef FENGHUO_DAEMON_SERVE_LIMITS_H_
#define FENGHUO_DAEMON_SERVE_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "base/time.h"

namespace fenghuo {

enum class Whence { kThisMachine, kElsewhere };

struct ServeLimits {
  uint32_t header_bytes_max = 16 * 1024;
  uint64_t body_bytes_max = 256 * 1024;
  Duration idle = seconds(30);          // for a whole request to arrive, a whole answer to be taken, and between two requests
  Duration command = seconds(10);       // for the core to answer; then 503
  Duration heartbeat = seconds(15);     // between the comments of an event stream
  Duration drain = seconds(2);          // for answers under way when the server stops
  Duration first_header = seconds(5);   // for the first request's header: whoever connects has something to ask
  size_t connections_max = 500;
  size_t silent_of_a_peer_max = 32;     // connections of one address that say nothing and whose person is not known: browsers have six
  size_t of_a_person_max = 40;          // connections, streams too: some screens and phones
  size_t streams_of_a_person_max = 10;
  size_t reserved_for_loopback = 20;    // of connections_max: health, metrics, a proxy on this machine
};

// How many places there are for a client from this machine, or from another.
inline size_t PlacesFor(const ServeLimits& limits, Whence whence) {
  const size_t reserved = whence == Whence::kThisMachine ? 0 : limits.reserved_for_loopback;
  return limits.connections_max - (reserved < limits.connections_max ? reserved : limits.connections_max);
}

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_LIMITS_H_
