// A renderer gives a Message the shape that a channel takes. One pure function for each channel; no secret in, none out.
//
//   RenderedMessage rendered = Render(notification, channel, {.acknowledge_url = link});
//   rendered.body;   // JSON for chat robots and webhooks, MIME parts for mail
//
// Level, locality, field and thing stand in the first 40 characters. Text from the web is neutralised per channel: mentions,
// Markdown, tags, control and bidi characters (reference: notifications.md 1, 3, 6, 7; bureau.md 3). A body that would be too
// long is cut between graphemes until the serialised form fits.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_RENDER_H_
#define FENGHUO_ALERTS_NOTIFY_RENDER_H_

#include <string>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"

namespace fenghuo {

struct RenderContext {
  std::string acknowledge_url;  // empty: the number and the desk's phone instead
  Timestamp now;                // of this attempt
  std::vector<std::string> references = {};  // cap: what the directory holds of the incident that still stands, oldest first
};

struct RenderedMessage {
  std::string text = {};          // the plain text that a person reads, whatever the channel wraps around it
  std::string body = {};          // chat robots, webhooks: the JSON body (without signature fields); mail: the text/plain part
  std::string html = {};          // mail only
  std::string subject = {};       // mail only, not yet encoded
  // Extra calls that ring: a WeCom text with mentions goes with a Markdown message.
  std::vector<std::string> further_bodies = {};
};

// The plain text as in bureau.md 3, for every kind and detail.
std::string PlainText(const Message& message, Detail detail, const RenderContext& context, bool repeat_marked);

RenderedMessage Render(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_RENDER_H_
