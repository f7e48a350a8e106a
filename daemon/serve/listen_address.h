// A ListenAddress is where the server waits for connections, checked before it does.
//
//   Result<ListenAddress> address = ReadListenAddress("127.0.0.1:8640", staff);
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_LISTEN_ADDRESS_H_
#define FENGHUO_DAEMON_SERVE_LISTEN_ADDRESS_H_

#include <cstdint>
#include <string>

#include "alerts/roster/staff.h"
#include "base/result.h"

namespace fenghuo {

struct ListenAddress {
  std::string address;  // an IP literal, IPv6 without brackets
  uint16_t port = 0;
};

// "localhost" is 127.0.0.1. kInvalid for anything but address:port, and for an address beyond this machine while nobody in
// staff.yml has a token: an open door needs somebody who can be known.
Result<ListenAddress> ReadListenAddress(const std::string& listen, const Staff& staff);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_LISTEN_ADDRESS_H_
