// The custom bot of Feishu and Lark, 飞书自定义机器人 (notifications.md 3.4, 17).
//
//   {"msg_type":"text"} or, for one incident, an interactive card of version 1 whose text is all plain_text; at most 20,000 bytes
//   together with the signature's fields, which are made at the moment of sending
//
// HTTP 200 says nothing, `code` does (`StatusCode` in older replies). Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_FEISHU_FEISHU_H_
#define FENGHUO_ALERTS_NOTIFY_FEISHU_FEISHU_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderFeishu(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyFeishu(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_FEISHU_FEISHU_H_
