// WeCom's group robot, 企业微信群机器人 (notifications.md 3.2, 17).
//
//   {"msgtype":"text","text":{"content","mentioned_mobile_list"}}, content at most 2,048 bytes; or Markdown of at most 4,096 where the
//   channel says so, with a short text beside it that rings
//
// HTTP 200 says nothing, `errcode` does. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_WECOM_WECOM_H_
#define FENGHUO_ALERTS_NOTIFY_WECOM_WECOM_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderWecom(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyWecom(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_WECOM_WECOM_H_
