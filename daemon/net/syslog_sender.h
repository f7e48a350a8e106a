// A SyslogSender hands one syslog message to a log collector: by UDP (RFC 5426), by TCP with octet counting (RFC 6587 3.4.1), or so by
// TLS (RFC 5425).
//
//   Answer answer = sender.Send({.url = "tls://logs.example:6514", .message = rendered.body});
//   Outcome outcome = Classify(ChannelType::kSyslog, answer, now);
//
// Every connection passes the address gate, also each address of the collector's name that a datagram would go to. A connection a
// message: alerts are few, and a kept one would be dead by the next. No client certificate is shown. After sending we listen a fifth
// of a second for an objection: a closed port that answers a datagram, a collector that hangs up on a connection.
//
// Thread-safe; Send() blocks.

#ifndef FENGHUO_DAEMON_NET_SYSLOG_SENDER_H_
#define FENGHUO_DAEMON_NET_SYSLOG_SENDER_H_

#include <memory>
#include <mutex>
#include <string>

#include "alerts/notify/outcome.h"
#include "base/time.h"
#include "daemon/net/address_gate.h"

namespace fenghuo {

struct SyslogRequest {
  std::string url{};      // udp://host[:514], tcp://host[:514] or tls://host[:6514]
  std::string message{};  // RFC 5424, without a frame
  std::string ca_file{};  // PEM, or empty for the system's; for tls
  Duration connect_timeout = seconds(5);       // name, connection and TLS
  Duration acknowledge_timeout = seconds(10);  // from the connection to the last octet's acknowledgement
};

class SyslogSender {
 public:
  explicit SyslogSender(std::shared_ptr<const AddressGate> gate) : gate_(std::move(gate)) {}

  // What came of it, for Classify(): kAnswered with kSyslogAcknowledged, kSyslogLeft or kSyslogTooLong (alerts/notify/syslog/syslog.h);
  // kMaybeSent when a connection broke or stalled after octets had left; kCertificate, kBlockedAddress, else kNotSent.
  Answer Send(const SyslogRequest& request);
  // For messages that are sent from now on.
  void SetGate(std::shared_ptr<const AddressGate> gate);

 private:
  std::mutex mutex_;  // guards gate_
  std::shared_ptr<const AddressGate> gate_;  // shared with the transport and with messages on their way; never changes
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_SYSLOG_SENDER_H_
