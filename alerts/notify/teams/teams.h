// Microsoft Teams by a Workflows webhook, an Adaptive Card (notifications.md 4.2).
//
//   {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard",…}}]}
//
// 202 says that the flow has begun, not that anybody saw the card: the outcome is accepted, never delivered. Text blocks read
// Markdown, so text from the web is made safe for it. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_TEAMS_TEAMS_H_
#define FENGHUO_ALERTS_NOTIFY_TEAMS_TEAMS_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderTeams(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyTeams(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_TEAMS_TEAMS_H_
