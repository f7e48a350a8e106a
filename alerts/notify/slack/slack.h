// Slack's incoming webhook (notifications.md 4.1).
//
//   {"text":"…","blocks":[{"type":"header",…},{"type":"section",…},{"type":"actions",…}]}
//
// Whatever comes from the web stands in plain_text objects, where <!channel> is text. Success is 200 with the body "ok"; failures
// are a status and a word. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_SLACK_SLACK_H_
#define FENGHUO_ALERTS_NOTIFY_SLACK_SLACK_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderSlack(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifySlack(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_SLACK_SLACK_H_
