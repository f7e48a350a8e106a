#include "alerts/notify/render.h"

#include <algorithm>

#include "alerts/notify/compose.h"
#include "alerts/notify/render_mail.h"
#include "alerts/notify/render_robot.h"
#include "alerts/notify/render_webhook.h"

namespace fenghuo {

std::string PlainText(const Message& message, Detail detail, const RenderContext& context, bool repeat_marked) {
  return Join(Compose(message, {.detail = detail,
                                .repeat_marked = repeat_marked,
                                .acknowledge_url = context.acknowledge_url}));
}

RenderedMessage Render(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  switch (channel.type) {
    case ChannelType::kDingtalk: return RenderDingtalk(notification, channel, context);
    case ChannelType::kWecom: return RenderWecom(notification, channel, context);
    case ChannelType::kFeishu: return RenderFeishu(notification, channel, context);
    case ChannelType::kWebhook: return RenderWebhook(notification, channel, context);
    case ChannelType::kSmtp: return RenderMail(notification, channel, context);
  }
  return {};
}

}  // namespace fenghuo
