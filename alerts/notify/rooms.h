// The rooms of the channels: each type of channel has a folder here that renders its messages and judges its answers, and a row in
// one table that leads there. A new channel is a folder, a row here, one in kChannelFacts, and its request in daemon/deliver.
//
//   RoomOf(channel.type).render(notification, channel, context);
//   RoomOf(channel.type).classify(channel, answer, now);
//
// Immutable: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_ROOMS_H_
#define FENGHUO_ALERTS_NOTIFY_ROOMS_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

struct ChannelRoom {
  ChannelType type;
  RenderedMessage (*render)(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);
  Outcome (*classify)(const ChannelSpec& channel, const Answer& answer, Timestamp now);
};

const ChannelRoom& RoomOf(ChannelType type);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_ROOMS_H_
