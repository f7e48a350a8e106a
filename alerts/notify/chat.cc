#include "alerts/notify/chat.h"

#include <algorithm>
#include <string_view>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool IsMobile(std::string_view address) {
  if (address.starts_with('+')) address.remove_prefix(1);
  return address.size() >= 5 && address.size() <= 15 &&
         std::all_of(address.begin(), address.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool IsUserId(std::string_view address) {
  if (address.empty() || address.size() > 64) return false;
  std::string lower;
  for (char c : address) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.') return false;
    lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return lower != "all";
}

Mentions WhomToMention(const Notification& notification) {
  Mentions mentions;
  for (const Receiver& receiver : WhoIsCalled(notification)) {
    if (IsMobile(receiver.address)) {
      mentions.mobiles.push_back(receiver.address);
    } else if (IsUserId(receiver.address)) {
      mentions.users.push_back(receiver.address);
    }
  }
  return mentions;
}

std::vector<Receiver> WhoIsCalled(const Notification& notification) {
  if (notification.urgency != Urgency::kRing && notification.urgency != Urgency::kMessage) return {};
  return notification.receivers;
}

ComposeOptions ComposeFor(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  return {.detail = channel.detail,
          .repeat_marked = notification.repeat_marked,
          .short_form = notification.short_form,
          .acknowledge_url = context.acknowledge_url};
}

bool HasButton(const Notification& notification, const RenderContext& context) {
  return !notification.short_form && !context.acknowledge_url.empty() && AsksForSignature(notification.message.kind);
}

std::string WithKeyword(std::string text, const ChannelSpec& channel) {
  if (channel.keyword.empty() || text.find(channel.keyword) != std::string::npos) return text;
  return text + "\n" + channel.keyword;
}

std::string BelowHead(const ComposedText& text, bool has_button) {
  std::string below;
  for (const std::string& line : text.lines) below += (below.empty() ? "" : "\n") + line;
  const std::string& answer = has_button ? text.answer_aside : text.answer;
  if (!answer.empty()) below += (below.empty() ? "" : "\n") + answer;
  return below;
}

size_t CountUtf16(std::string_view text) {
  size_t units = 0;
  for (size_t at = 0; at < text.size();) units += NextCodePoint(text, at) > 0xFFFF ? 2 : 1;
  return units;
}

size_t BodyMax(const ChannelSpec& channel) {
  return static_cast<size_t>(std::max<int64_t>(0, channel.limits.body_bytes_max));
}

std::string JsonText(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace fenghuo
