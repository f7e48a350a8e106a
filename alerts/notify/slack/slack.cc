#include "alerts/notify/slack/slack.h"

#include <algorithm>
#include <string_view>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kHeaderMax = 150;     // characters
constexpr size_t kSectionMax = 3'000;  // characters
constexpr size_t kButtonUrlMax = 3'000;

// Members as Slack names them, U… or W…. "!channel" and "here" are none.
bool IsMemberId(std::string_view address) {
  return address.size() >= 6 && address.size() <= 32 && (address[0] == 'U' || address[0] == 'W') &&
         std::all_of(address.begin(), address.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

Json Text(const char* type, const std::string& text) {
  Json made;
  made["type"] = type;
  made["text"] = text;
  return made;
}

Json Block(const char* type, Json text) {
  Json block;
  block["type"] = type;
  block["text"] = std::move(text);
  return block;
}

Json ButtonBlock(const std::string& url) {
  Json button;
  button["type"] = "button";
  button["text"] = Text("plain_text", "签收");
  button["url"] = url;
  button["style"] = "primary";
  Json block;
  block["type"] = "actions";
  block["elements"] = Json::array({button});
  return block;
}

std::string Calls(const Notification& notification) {
  std::string calls;
  for (const Receiver& receiver : WhoIsCalled(notification)) {
    if (IsMemberId(receiver.address)) calls += (calls.empty() ? "<@" : " <@") + receiver.address + ">";
  }
  return calls;
}

RenderedMessage Shape(const ComposedText& text, const std::string& calls, const std::string& url) {
  RenderedMessage rendered{.text = Join(text)};
  Json blocks = Json::array();
  blocks.push_back(Block("header", Text("plain_text", CutCodePoints(text.head, kHeaderMax, "…"))));
  // A head that the header cuts is told in full below it.
  const bool cut = CountCodePoints(text.head) > kHeaderMax;
  const std::string below = (cut ? text.head + "\n" : "") + BelowHead(text, !url.empty());
  if (!below.empty()) blocks.push_back(Block("section", Text("plain_text", below)));
  if (!calls.empty()) blocks.push_back(Block("section", Text("mrkdwn", calls)));
  if (!url.empty()) blocks.push_back(ButtonBlock(url));
  Json body;
  body["text"] = MarkdownSafe(text.head) + (calls.empty() ? "" : " " + calls);
  body["blocks"] = std::move(blocks);
  rendered.body = JsonText(body);
  return rendered;
}

bool SectionsFit(const RenderedMessage& rendered) {
  const Json body = Json::parse(rendered.body);
  return std::all_of(body["blocks"].begin(), body["blocks"].end(), [](const Json& block) {
    return !block.contains("text") || CountUtf16(block["text"]["text"].get_ref<const std::string&>()) <= kSectionMax;
  });
}

// The words that go with a 400 (notifications.md 4.1): these may pass when shorter, the rest is our mistake.
bool IsTooLong(std::string_view word) {
  return word == "msg_too_long" || word == "msg_blocks_too_long" || word == "too_many_attachments";
}

}  // namespace

RenderedMessage RenderSlack(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const std::string calls = Calls(notification);
  const bool button = HasButton(notification, context) && context.acknowledge_url.size() <= kButtonUrlMax;
  const std::string url = button ? context.acknowledge_url : "";
  const size_t body_max = BodyMax(channel);
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = [&](const ComposedText& text) { return Shape(text, calls, url); },
              .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() <= body_max && SectionsFit(rendered); }});
}

Outcome ClassifySlack(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  std::string_view word = answer.body;
  while (!word.empty() && (word.back() == '\n' || word.back() == '\r')) word.remove_suffix(1);
  if (answer.status == 200 && word == "ok") return MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
  if (std::optional<Outcome> other = JudgeUnlessOk(answer, now)) {
    if (answer.status == 400 && IsTooLong(word)) other->failure = FailureReason::kTooLong;
    if (answer.status >= 400) AddWords(word, *other);
    return *other;
  }
  // Somebody answered 200 with nothing: the message may be there.
  if (word.empty()) return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答为空，结果不明");
  Outcome refused = MakeOutcome(OutcomeKind::kPermanent, FailureReason::kClientError, "Slack 拒收");
  refused.try_short_form = true;
  AddWords(word, refused);
  return refused;
}

}  // namespace fenghuo
