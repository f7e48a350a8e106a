// Turns what a transport brought into the Answer that alerts/notify/outcome.h judges.
//
//   Outcome outcome = Classify(channel.type, ToAnswer(Perform(transport, request)), now);
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_NET_ANSWER_H_
#define FENGHUO_DAEMON_NET_ANSWER_H_

#include "alerts/notify/outcome.h"
#include "daemon/net/http_transport.h"

namespace fenghuo {

// `body` is cut to 64 KiB. A time-out or a broken connection is kMaybeSent once the request was on its way, kNotSent before.
// kBadUrl becomes kBlockedAddress: our own gate refused, the configuration must change.
Answer ToAnswer(const HttpResponse& response);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_ANSWER_H_
