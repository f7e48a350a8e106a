// DingTalk's custom robot, 钉钉自定义机器人 (notifications.md 3.1, 17).
//
//   {"msgtype":"text","text":{"content"},"at":{…}} or an actionCard with a button, at most 20,000 bytes
//
// HTTP 200 says nothing, `errcode` does. The signature is made at the moment of sending. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_DINGTALK_DINGTALK_H_
#define FENGHUO_ALERTS_NOTIFY_DINGTALK_DINGTALK_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderDingtalk(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyDingtalk(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_DINGTALK_DINGTALK_H_
