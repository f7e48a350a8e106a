// The parts of a mail: subject, plain text, and the same as HTML (notifications.md 7).
//
//   RenderedMessage rendered = RenderMail(notification, channel, context);   // subject, body, html
//
// The HTML is escaped through and through, its styles are inline, it loads nothing, and the text of its one link is the host that
// the link goes to. The subject is UTF-8 on one line; daemon/deliver encodes it.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_SMTP_SMTP_H_
#define FENGHUO_ALERTS_NOTIFY_SMTP_SMTP_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderMail(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

// notifications.md 7: the last reply decides, also when the conversation broke after it.
Outcome ClassifyMail(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_SMTP_SMTP_H_
