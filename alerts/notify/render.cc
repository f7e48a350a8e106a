#include "alerts/notify/render.h"

#include "alerts/notify/compose.h"
#include "alerts/notify/rooms.h"

namespace fenghuo {

std::string PlainText(const Message& message, Detail detail, const RenderContext& context, bool repeat_marked) {
  return Join(Compose(message, {.detail = detail,
                                .repeat_marked = repeat_marked,
                                .acknowledge_url = context.acknowledge_url}));
}

RenderedMessage Render(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  return RoomOf(channel.type).render(notification, channel, context);
}

}  // namespace fenghuo
