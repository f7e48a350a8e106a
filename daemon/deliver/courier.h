// A Courier carries notifications out and tells what came of each.
//
//   Courier courier({.transport = transport, .mailer = mailer, .syslog = sender, .clock = clock, .wake = wake_core}, settings);
//   courier.Send(row, channel);                                    // row is durable as in flight
//   for (const DeliveryResult& result : courier.TakeResults()) ... // on the core's thread
//
// Each attempt renders, reads its secrets, signs and starts a request; the transport works on many at once. Mail has a thread of its
// own, because mail servers may take minutes, and so have syslog and CAP files, since a collector and a disk across a network make
// their writer wait. What a peer echoes is cleared of secrets before anybody sees it. One answer for each
// Send(), also for a row that finds the queue full or whose turn has not come when the Courier is stopped: again later.
//
// Thread-safe. Answers that come after the destructor are dropped: their rows are in flight in the store, and the next start knows
// what to do.

#ifndef FENGHUO_DAEMON_DELIVER_COURIER_H_
#define FENGHUO_DAEMON_DELIVER_COURIER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/notify/outcome.h"
#include "base/clock.h"
#include "base/zone.h"
#include "daemon/net/http_transport.h"
#include "daemon/net/mailer.h"
#include "daemon/net/syslog_sender.h"

namespace fenghuo {

struct CourierWorld {
  HttpTransport& transport;     // outlives the Courier, as the mailer does
  Mailer& mailer;
  SyslogSender& syslog;         // likewise
  const Clock& clock;           // the machine's own: peers compare our signatures with theirs. Outlives the transport.
  std::function<void()> wake;   // called on any thread when results wait; must not block
};

struct CourierSettings {
  std::string public_url;       // of the console, or empty: then messages carry no link
  std::string acknowledge_key;  // 32 bytes; empty: no link either
  Zone zone = Zone::Utc();      // of the office, for the dates of mails
};

struct DeliveryResult {
  std::string id;       // of the notification
  std::string channel;  // name
  ChannelType type = ChannelType::kWebhook;
  Outcome outcome;
  Duration took = Duration(0);
};

class Courier {
 public:
  Courier(CourierWorld world, CourierSettings settings);
  ~Courier();

  // `row` is in flight; `channel` is its channel as configured now.
  void Send(const Notification& row, const ChannelSpec& channel);
  std::vector<DeliveryResult> TakeResults();
  // Begins with no more rows, ends its threads after what they are at (for a mail that may take its time-outs), and waits at most
  // `patience` for answers on their way. TakeResults() and settle afterwards, so that an orderly stop repeats nothing.
  void Stop(Duration patience);

  void Reconfigure(CourierSettings settings);
  // Rows that no thread has begun with.
  size_t queued() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_COURIER_H_
