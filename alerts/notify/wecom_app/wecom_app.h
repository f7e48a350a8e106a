// An application of WeCom's, 企业微信应用消息: one message a member (notifications.md 3.3).
//
//   {"touser":"zhang","msgtype":"text","agentid":1000002,"text":{"content"},"enable_duplicate_check":1,"duplicate_check_interval":1800}
//
// The duplicate check goes by content, so it makes a retry harmless; a short mark made of the notification's id stands at the end and
// keeps two reminders of the same words apart. Nobody is addressed as @all. Content at most 2,048 bytes. `errcode` 0 with an
// `invaliduser` is a failure. The access token is got, kept and put in by daemon/deliver. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_WECOM_APP_WECOM_APP_H_
#define FENGHUO_ALERTS_NOTIFY_WECOM_APP_WECOM_APP_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderWecomApp(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyWecomApp(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_WECOM_APP_WECOM_APP_H_
