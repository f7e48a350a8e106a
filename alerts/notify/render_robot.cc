#include "alerts/notify/render_robot.h"

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

#include "alerts/notify/compose.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/neutralise.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kDingtalkTitleMax = 60;    // code points; the conversation list shows fewer
constexpr size_t kFeishuSignatureBytes = 96;  // "timestamp":"…","sign":"…",
constexpr size_t kHeadInRingingText = 40;   // code points: what a lock screen shows

std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

struct Mentions {
  std::vector<std::string> mobiles;
  std::vector<std::string> users;
  bool empty() const { return mobiles.empty() && users.empty(); }
};

bool IsMobile(std::string_view address) {
  if (address.starts_with('+')) address.remove_prefix(1);
  return address.size() >= 5 && address.size() <= 15 &&
         std::all_of(address.begin(), address.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// User ids as the vendors make them. "all" in any spelling is none: it would page everybody.
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
  if (notification.urgency != Urgency::kRing && notification.urgency != Urgency::kMessage) return mentions;
  for (const Receiver& receiver : notification.receivers) {
    if (IsMobile(receiver.address)) {
      mentions.mobiles.push_back(receiver.address);
    } else if (IsUserId(receiver.address)) {
      mentions.users.push_back(receiver.address);
    }
  }
  return mentions;
}

ComposeOptions Options(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  return {.detail = channel.detail,
          .repeat_marked = notification.repeat_marked,
          .short_form = notification.short_form,
          .acknowledge_url = context.acknowledge_url};
}

bool HasButton(const Notification& notification, const RenderContext& context) {
  return !notification.short_form && !context.acknowledge_url.empty() && AsksForSignature(notification.message.kind);
}

// The keyword that a robot demands, on a line of its own where the text does not hold it already.
std::string WithKeyword(std::string text, const ChannelSpec& channel) {
  if (channel.keyword.empty() || text.find(channel.keyword) != std::string::npos) return text;
  return text + "\n" + channel.keyword;
}

size_t BodyMax(const ChannelSpec& channel) {
  return static_cast<size_t>(std::max<int64_t>(0, channel.limits.body_bytes_max));
}

Json DingtalkAt(const Mentions& mentions) {
  Json at = Json::object();
  at["atMobiles"] = mentions.mobiles;
  if (!mentions.users.empty()) at["atUserIds"] = mentions.users;
  at["isAtAll"] = false;
  return at;
}

RenderedMessage DingtalkText(const ComposedText& text, const ChannelSpec& channel, const Mentions& mentions) {
  RenderedMessage rendered{.text = WithKeyword(Join(text), channel)};
  Json body;
  body["msgtype"] = "text";
  body["text"]["content"] = rendered.text;
  body["at"] = DingtalkAt(mentions);
  rendered.body = Dump(body);
  return rendered;
}

RenderedMessage DingtalkCard(const ComposedText& text, const ChannelSpec& channel, const std::string& url) {
  RenderedMessage rendered{.text = Join(text)};
  std::string markdown = "### " + MarkdownSafe(text.head) + "\n";
  for (const std::string& line : text.lines) markdown += "\n" + MarkdownSafe(line) + "\n";
  if (!text.answer_aside.empty()) markdown += "\n" + MarkdownSafe(text.answer_aside) + "\n";
  Json button;
  button["title"] = "签收";
  button["actionURL"] = url;
  Json card;
  card["title"] = CutCodePoints(text.head, kDingtalkTitleMax, "…");
  card["text"] = WithKeyword(markdown, channel);
  card["btnOrientation"] = "1";
  card["btns"] = Json::array({button});
  Json body;
  body["msgtype"] = "actionCard";
  body["actionCard"] = card;
  rendered.body = Dump(body);
  return rendered;
}

Json WecomText(const std::string& content, const Mentions& mentions) {
  Json body;
  body["msgtype"] = "text";
  body["text"]["content"] = content;
  if (!mentions.users.empty()) body["text"]["mentioned_list"] = mentions.users;
  if (!mentions.mobiles.empty()) body["text"]["mentioned_mobile_list"] = mentions.mobiles;
  return body;
}

// Green, grey and orange-red are the only colours there.
const char* WecomColour(Level level) {
  if (level == 1 || level == 2) return "warning";
  return level == 4 ? "info" : "comment";
}

RenderedMessage WecomMarkdown(const ComposedText& text, Level level, const Mentions& mentions, const std::string& url) {
  RenderedMessage rendered{.text = Join(text)};
  std::string content = "<font color=\"" + std::string(WecomColour(level)) + "\">" + MarkdownSafe(text.head) + "</font>";
  for (const std::string& line : text.lines) content += "\n" + MarkdownSafe(line);
  if (!url.empty()) content += "\n[签收](" + url + ")";
  if (!text.answer_aside.empty()) content += (url.empty() ? "\n" : "   ") + MarkdownSafe(text.answer_aside);
  Json body;
  body["msgtype"] = "markdown";
  body["markdown"]["content"] = content;
  rendered.body = Dump(body);
  if (!mentions.empty()) {
    rendered.further_bodies.push_back(Dump(WecomText(CutCodePoints(text.head, kHeadInRingingText, "…"), mentions)));
  }
  return rendered;
}

const char* FeishuTemplate(Level level) {
  constexpr const char* kTemplates[] = {"grey", "red", "orange", "yellow", "blue"};
  return level >= kNoLevel && level <= kLowestLevel ? kTemplates[level] : kTemplates[0];
}

Json FeishuBlock(const char* tag, const std::string& content) {
  Json text;
  text["tag"] = tag;
  text["content"] = content;
  Json block;
  block["tag"] = "div";
  block["text"] = text;
  return block;
}

Json FeishuButton(const std::string& url) {
  Json button;
  button["tag"] = "button";
  button["text"]["tag"] = "plain_text";
  button["text"]["content"] = "签收";
  button["url"] = url;
  button["type"] = "primary";
  Json block;
  block["tag"] = "action";
  block["actions"] = Json::array({button});
  return block;
}

RenderedMessage FeishuText(const ComposedText& text, const ChannelSpec& channel, const Mentions& mentions) {
  RenderedMessage rendered{.text = WithKeyword(Join(text), channel)};
  std::string content = rendered.text;
  // Its mentions know user ids only; a mobile number would be shown as it is.
  for (const std::string& user : mentions.users) content += " <at user_id=\"" + user + "\"></at>";
  Json body;
  body["msg_type"] = "text";
  body["content"]["text"] = content;
  rendered.body = Dump(body);
  return rendered;
}

struct FeishuCardParts {
  const ChannelSpec& channel;
  Level level;
  const Mentions& mentions;
  std::string url;  // of the button, or empty
};

RenderedMessage FeishuCard(const ComposedText& text, const FeishuCardParts& parts) {
  RenderedMessage rendered{.text = Join(text)};
  std::string below;
  for (const std::string& line : text.lines) below += (below.empty() ? "" : "\n") + line;
  if (!text.answer_aside.empty()) below += (below.empty() ? "" : "\n") + text.answer_aside;
  if (text.head.find(parts.channel.keyword) == std::string::npos) below = WithKeyword(below, parts.channel);
  Json elements = Json::array();
  if (!below.empty()) elements.push_back(FeishuBlock("plain_text", below));
  std::string calls;
  for (const std::string& user : parts.mentions.users) calls += "<at id=" + user + "></at>";
  if (!calls.empty()) elements.push_back(FeishuBlock("lark_md", calls));
  if (!parts.url.empty()) elements.push_back(FeishuButton(parts.url));
  Json card;
  card["config"]["wide_screen_mode"] = true;
  card["header"]["title"]["tag"] = "plain_text";
  card["header"]["title"]["content"] = text.head;
  card["header"]["template"] = FeishuTemplate(parts.level);
  card["elements"] = elements;
  Json body;
  body["msg_type"] = "interactive";
  body["card"] = card;
  rendered.body = Dump(body);
  return rendered;
}

}  // namespace

RenderedMessage RenderDingtalk(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Mentions mentions = WhomToMention(notification);
  const bool card = HasButton(notification, context) && mentions.empty();
  const size_t body_max = BodyMax(channel);
  return Fit(notification.message, Options(notification, channel, context),
             {.shape =
                  [&](const ComposedText& text) {
                    return card ? DingtalkCard(text, channel, context.acknowledge_url)
                                : DingtalkText(text, channel, mentions);
                  },
              .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() <= body_max; }});
}

RenderedMessage RenderWecom(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Mentions mentions = WhomToMention(notification);
  const bool markdown = channel.markdown && !notification.short_form;
  const std::string url = HasButton(notification, context) ? context.acknowledge_url : "";
  const size_t body_max = BodyMax(channel);
  const auto shape = [&](const ComposedText& text) {
    if (markdown) return WecomMarkdown(text, notification.message.level, mentions, url);
    RenderedMessage rendered{.text = WithKeyword(Join(text), channel)};
    rendered.body = Dump(WecomText(rendered.text, mentions));
    return rendered;
  };
  const auto fits = [&](const RenderedMessage& rendered) {
    const Json body = Json::parse(rendered.body);
    const size_t content = markdown ? body["markdown"]["content"].get_ref<const std::string&>().size()
                                    : body["text"]["content"].get_ref<const std::string&>().size();
    const int64_t content_max = markdown ? channel.limits.markdown_bytes_max : channel.limits.text_bytes_max;
    return content <= static_cast<size_t>(std::max<int64_t>(0, content_max)) && rendered.body.size() <= body_max;
  };
  return Fit(notification.message, Options(notification, channel, context), {.shape = shape, .fits = fits});
}

RenderedMessage RenderFeishu(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Mentions mentions = WhomToMention(notification);
  const bool card = IsAboutIncident(notification.message) && !notification.short_form;
  const FeishuCardParts parts{channel, notification.message.level, mentions,
                              HasButton(notification, context) ? context.acknowledge_url : ""};
  const size_t body_max = BodyMax(channel);
  return Fit(notification.message, Options(notification, channel, context),
             {.shape = [&](const ComposedText& text) {
                return card ? FeishuCard(text, parts) : FeishuText(text, channel, mentions);
              },
              .fits =
                  [&](const RenderedMessage& rendered) {
                    return rendered.body.size() + kFeishuSignatureBytes <= body_max;
                  }});
}

}  // namespace fenghuo
