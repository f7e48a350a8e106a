// A CurlMailer is the Mailer that really connects: SMTP through libcurl, behind the same address gate as everything else.
//
//   CurlMailer mailer(gate);
//   Answer answer = mailer.Send(request);
//
// A connection a mail: alerts are few, and a kept one would be dead by the next. Ports: 25, 465, 587 and those that the gate's
// delivery rules allow.
//
// Thread-safe; Send() blocks.

#ifndef FENGHUO_DAEMON_NET_CURL_MAILER_H_
#define FENGHUO_DAEMON_NET_CURL_MAILER_H_

#include <memory>
#include <mutex>

#include "daemon/net/address_gate.h"
#include "daemon/net/mailer.h"

namespace fenghuo {

class CurlMailer : public Mailer {
 public:
  explicit CurlMailer(std::shared_ptr<const AddressGate> gate) : gate_(std::move(gate)) {}

  Answer Send(const MailRequest& request) override;
  void SetGate(std::shared_ptr<const AddressGate> gate);

 private:
  std::mutex mutex_;  // guards gate_
  std::shared_ptr<const AddressGate> gate_;  // shared with the transport and with transfers on their way; never changes
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_CURL_MAILER_H_
