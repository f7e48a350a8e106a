// What the demo's receiver makes of a notification, and the page that shows them.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_DEMO_RECEIVER_PAGE_H_
#define FENGHUO_DAEMON_DEMO_RECEIVER_PAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace fenghuo {

struct ReceivedMessage {
  Timestamp at;
  std::string channel;  // wecom, dingtalk, feishu, webhook
  std::string id;       // of the delivery, where the channel carries one
  std::string text;     // what a person would read
};

// Reads the body as the service at that path would: WeCom and DingTalk text or Markdown, Feishu text or card, or a webhook. The
// whole body when it is none of these.
ReceivedMessage ReadReceived(const std::string& target, std::string_view body);

// Newest first, as a phone would show them; every text escaped.
std::string RenderReceiverPage(const std::string& title, const std::vector<ReceivedMessage>& messages);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DEMO_RECEIVER_PAGE_H_
