// syslog as RFC 5424 writes it, for the office's log collector or SIEM (notifications.md 9.2).
//
//   <130>1 2026-07-10T18:26:00Z fenghuo.qinghe.example fenghuo - incident.raised [fenghuo@32473 id="…" incident="2026-0711-03"
//   number="0711-03" level="2" locality="local"] BOM 【舆情Ⅱ级·待研判】… | …
//
// MSGID is the event's type as in webhooks, TIMESTAMP when it happened, so a repeat reads the same but for （重发） and `repeat`. The
// severity follows the level: Ⅰ alert, Ⅱ critical, Ⅲ warning, Ⅳ notice, never emergency, which many receivers write to every terminal;
// what was signed for or closed is a notice. The text is one line, cut so that the whole fits limits.body_bytes_max. No link to sign by
// stands in it: logs are kept for months and read by many.
//
// What "delivered" means: syslog has no receipt. By TCP and TLS it is that the collector's machine has acknowledged every octet and
// did not hang up over it; what the collector then does with it nobody tells. By UDP not even that is known, so the best that can come
// of it is "accepted": it has left, and no closed port was reported back.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_SYSLOG_SYSLOG_H_
#define FENGHUO_ALERTS_NOTIFY_SYSLOG_SYSLOG_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

// The statuses of an Answer, where there are none on the wire: words that HTTP has for the same.
inline constexpr int kSyslogAcknowledged = 200;  // every octet, by the collector's machine
inline constexpr int kSyslogLeft = 202;          // a datagram, and nobody objected
inline constexpr int kSyslogTooLong = 413;       // for a datagram

// `body` is the message without the frame of the transport.
RenderedMessage RenderSyslog(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifySyslog(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_SYSLOG_SYSLOG_H_
