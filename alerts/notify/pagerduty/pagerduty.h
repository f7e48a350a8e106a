// PagerDuty's Events API v2 (notifications.md 5.1).
//
//   {"event_action":"trigger","dedup_key":"fenghuo/2026-0711-03","payload":{"summary","source","severity",…},"links":[…]}
//
// One alert an incident: messages trigger or update it, a signature acknowledges it, closing resolves it, and what is reopened is a new
// alert, because a trigger after a resolve opens one. `routing_key` is a secret and is put in at the moment of sending. Pure
// functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_PAGERDUTY_PAGERDUTY_H_
#define FENGHUO_ALERTS_NOTIFY_PAGERDUTY_PAGERDUTY_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderPagerduty(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyPagerduty(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_PAGERDUTY_PAGERDUTY_H_
