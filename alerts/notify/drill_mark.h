// Whether the mark of a drill survives a channel.
//
//   if (!ShowsDrillMark(channel)) refuse();
//
// Every form of ours marks what it says, cut as short as it may be. What an office wrote itself can leave out every field that carries
// the mark: nothing of a drill may go that way, because whoever reads it would take it for real.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_DRILL_MARK_H_
#define FENGHUO_ALERTS_NOTIFY_DRILL_MARK_H_

#include "alerts/notify/channel.h"

namespace fenghuo {

bool ShowsDrillMark(const ChannelSpec& channel);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_DRILL_MARK_H_
