// The body of a Standard Webhooks 1.0.0 delivery (notifications.md 6).
//
//   {"type":"incident.raised","timestamp":"2026-07-10T18:26:00Z","data":{"id":"…","kind":"first",…,"text":"…"}}
//
// `timestamp` is when the message was decided, so a retry has the same; ids of documents, never their text. What `detail`
// holds back is absent. `title` is the web's own wording, `text` the neutralised text that people get.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_WEBHOOK_WEBHOOK_H_
#define FENGHUO_ALERTS_NOTIFY_WEBHOOK_WEBHOOK_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

// "incident.raised" for the first message, "incident.level_changed", … "ping" for a test.
const char* WebhookEventType(MessageKind kind);

RenderedMessage RenderWebhook(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

// Any success is one, whatever its body says.
Outcome ClassifyWebhook(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_WEBHOOK_WEBHOOK_H_
