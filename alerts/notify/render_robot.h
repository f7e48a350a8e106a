// The bodies that the three Chinese chat robots take (notifications.md 3.1, 3.2, 3.4, 17).
//
//   RenderedMessage rendered = RenderDingtalk(notification, channel, context);
//
// Text is the form that everybody can read and the only one whose mention surely rings, so whoever must be mentioned gets text; a
// card is used where it adds a button and nobody is called. Nobody can be addressed as "all", whatever staff.yml says.
// Signature fields are not in here: they are made at the moment of sending.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_RENDER_ROBOT_H_
#define FENGHUO_ALERTS_NOTIFY_RENDER_ROBOT_H_

#include "alerts/notify/render.h"

namespace fenghuo {

// {"msgtype":"text","text":{"content"},"at":{…}} or an actionCard. At most 20,000 bytes.
RenderedMessage RenderDingtalk(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

// {"msgtype":"text","text":{"content","mentioned_mobile_list"}}, content at most 2,048 bytes; or Markdown of at most 4,096 where the
// channel says so, with a short text beside it that rings.
RenderedMessage RenderWecom(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

// {"msg_type":"text"} or, for one incident, an interactive card of version 1 whose text is all plain_text. At most 20,000 bytes
// together with the signature's fields.
RenderedMessage RenderFeishu(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_RENDER_ROBOT_H_
