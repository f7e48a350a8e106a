// Prometheus Alertmanager, API v2, as one of its clients (notifications.md 5.3).
//
//   [{"labels":{"alertname":"PublicOpinion","incident":"…","level":"2"},"annotations":{"summary","description"},"startsAt","endsAt"}]
//
// The labels are who an alert is, so only what stays stands there; a level that has changed ends the alert of every other level,
// and closing ends them all. Alertmanager forgets what nobody repeats: each message lets its alert stand for a day. One channel for
// each peer, never a balancer. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_ALERTMANAGER_ALERTMANAGER_H_
#define FENGHUO_ALERTS_NOTIFY_ALERTMANAGER_ALERTMANAGER_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderAlertmanager(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyAlertmanager(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_ALERTMANAGER_ALERTMANAGER_H_
