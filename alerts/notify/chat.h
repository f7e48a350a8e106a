// What the renderers of chat channels have in common.
//
//   const Mentions mentions = WhomToMention(notification);
//   const std::string url = HasButton(notification, context) ? context.acknowledge_url : "";
//   return Fit(notification.message, ComposeFor(notification, channel, context), {.shape = …, .fits = …});
//
// Text is the form that everybody can read and the only one whose mention surely rings, so whoever must be mentioned gets text; a
// card is used where it adds a button and nobody is called. Nobody can be addressed as "all", whatever staff.yml says.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_CHAT_H_
#define FENGHUO_ALERTS_NOTIFY_CHAT_H_

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "alerts/notify/compose.h"
#include "alerts/notify/render.h"

namespace fenghuo {

struct Mentions {
  std::vector<std::string> mobiles;
  std::vector<std::string> users;
  bool empty() const { return mobiles.empty() && users.empty(); }
};

// Those whom the row rings or tells, by what their addresses look like. Silent messages mention nobody.
Mentions WhomToMention(const Notification& notification);

// User ids as WeCom, DingTalk and Feishu make them. "all" in any spelling is none: it would page everybody.
bool IsUserId(std::string_view address);

// The receivers whom the row rings or tells; nobody where it is silent.
std::vector<Receiver> WhoIsCalled(const Notification& notification);

ComposeOptions ComposeFor(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

// Whether a button or a link beside the text signs for it.
bool HasButton(const Notification& notification, const RenderContext& context);

// The keyword that a robot demands, on a line of its own where the text does not hold it already.
std::string WithKeyword(std::string text, const ChannelSpec& channel);

// What stands under the head: the lines and how to sign, without the link where a button has it.
std::string BelowHead(const ComposedText& text, bool has_button);

// What Telegram and Slack count a text by.
size_t CountUtf16(std::string_view text);

// limits.body_bytes_max as a size.
size_t BodyMax(const ChannelSpec& channel);

// Raw UTF-8, since \uXXXX doubles Chinese; bytes that are no UTF-8 become U+FFFD.
std::string JsonText(const nlohmann::ordered_json& json);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_CHAT_H_
