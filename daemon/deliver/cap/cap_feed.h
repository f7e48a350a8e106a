// The Atom feed of a directory of CAP alerts.
//
//   std::string feed = CapFeed(channel, {{.name = "….xml", .text = bytes}, …});   // newest first
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_CAP_CAP_FEED_H_
#define FENGHUO_DAEMON_DELIVER_CAP_CAP_FEED_H_

#include <string>
#include <string_view>
#include <vector>

#include "alerts/notify/channel.h"

namespace fenghuo {

struct CapFileText {
  std::string name;
  std::string text;  // as RenderCap wrote it
};

// Links are the names of the files, so the feed works wherever the directory is served.
std::string CapFeed(const ChannelSpec& channel, const std::vector<CapFileText>& files);

// What stands between <name> and </name> where that is first in a file of ours, still escaped; empty when it does not.
std::string_view CapElement(std::string_view text, std::string_view name);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_CAP_CAP_FEED_H_
