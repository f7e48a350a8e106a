// ntfy, the push service that an office can run itself (notifications.md 4.4).
//
//   {"topic":"duty","title":"…","message":"…","priority":5,"tags":["rotating_light"],"click":"https://…","actions":[…]}
//
// JSON goes to the root, not to the topic's path. The message is cut to 4,000 bytes: beyond 4,096 it would become an attachment.
// The priority follows the level where the row rings; what need not ring does not. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_NTFY_NTFY_H_
#define FENGHUO_ALERTS_NOTIFY_NTFY_NTFY_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderNtfy(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyNtfy(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_NTFY_NTFY_H_
