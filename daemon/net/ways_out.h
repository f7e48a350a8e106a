// The WaysOut are what messages leave by, all behind one gate.
//
//   WaysOut out({.in_flight_max = 50}, gate);
//   CourierWorld world{.transport = out.transport, .mailer = out.mailer, .syslog = out.syslog, …};
//   out.SetGate(gate);   // after a reload: for what leaves from now on
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_NET_WAYS_OUT_H_
#define FENGHUO_DAEMON_NET_WAYS_OUT_H_

#include <memory>
#include <utility>

#include "daemon/net/curl_mailer.h"
#include "daemon/net/curl_transport.h"
#include "daemon/net/syslog_sender.h"

namespace fenghuo {

struct WaysOut {
  WaysOut(CurlTransportOptions options, const std::shared_ptr<const AddressGate>& gate)
      : transport(std::move(options), gate), mailer(gate), syslog(gate) {}

  void SetGate(const std::shared_ptr<const AddressGate>& gate) {
    transport.SetGate(gate);
    mailer.SetGate(gate);
    syslog.SetGate(gate);
  }

  CurlTransport transport;
  CurlMailer mailer;
  SyslogSender syslog;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_WAYS_OUT_H_
