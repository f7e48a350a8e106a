// An alert of the Common Alerting Protocol, CAP 1.2 (OASIS; notifications.md 9.1), for the systems of emergency offices.
//
//   <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>2026-0711-03-1-2-0</identifier><sender>fenghuo@…</sender>…
//
// An alert of ours is never public: its scope is Restricted, and `restriction` says to whom. The first one of an incident in the
// channel's directory is an Alert, what follows an Update, the last a Cancel; both refer to all that still stand, which the caller
// found there (RenderContext::references). A closed incident of which nothing stands there is an Alert that says 解除. A drill is
// Exercise and marked in every text; what is about the watching itself is System, the daily self-test Test.
//
//   level       Ⅰ Extreme, Ⅱ Severe, Ⅲ Moderate, Ⅳ Minor; urgency Immediate, Immediate, Expected, Future; closed: Past
//   certainty   Possible while harm is stated that nobody has verified (未核实), else Likely; never Observed, which no machine knows
//   expires     `stands_for` after the message
//   area        the office's own with its code, where the matter is local, concerns it or may; none for matters elsewhere
//
// The identifier is the notification's id, so a repeated attempt writes the same file again. No link to sign by stands in an alert: a
// directory is read by whoever gets at it. Sources of rules easily missed: `sent` and `expires` have a numeric offset, "-00:00" for
// UTC, and no fraction; identifiers and senders have no blank, comma, "<" or "&".
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_CAP_CAP_H_
#define FENGHUO_ALERTS_NOTIFY_CAP_CAP_H_

#include <string>
#include <string_view>

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

// The status of an Answer whose file is on the disk.
inline constexpr int kCapWritten = 200;

// `body` is the file.
RenderedMessage RenderCap(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyCap(const Answer& answer, Timestamp now);

// "Alert", "Update" or "Cancel".
const char* CapMessageType(MessageKind kind, bool something_stands);

// Text for an element or an attribute: what XML 1.0 cannot hold goes, & < > " and ' are escaped.
std::string XmlText(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_CAP_CAP_H_
