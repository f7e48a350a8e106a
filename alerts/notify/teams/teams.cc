#include "alerts/notify/teams/teams.h"

#include <algorithm>
#include <string_view>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

// Of the few colours there are. The words carry the level as well.
const char* Colour(Level level) {
  constexpr const char* kColours[] = {"Default", "Attention", "Warning", "Warning", "Accent"};
  return level >= kNoLevel && level <= kLowestLevel ? kColours[level] : kColours[0];
}

// A user principal name, by which a mention finds its person.
bool IsUserName(std::string_view address) {
  const size_t at = address.find('@');
  const bool plain = std::all_of(address.begin(), address.end(), [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '@' || c == '.' || c == '-' || c == '_';
  });
  return plain && at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.size() <= 113;
}

struct Calls {
  std::string text;
  Json entities = Json::array();
};

Calls WhomToCall(const Notification& notification) {
  Calls calls;
  for (const Receiver& receiver : WhoIsCalled(notification)) {
    if (!IsUserName(receiver.address)) continue;
    const std::string name = receiver.address.substr(0, receiver.address.find('@'));
    const std::string mention = "<at>" + name + "</at>";
    calls.text += (calls.text.empty() ? "" : " ") + mention;
    Json entity;
    entity["type"] = "mention";
    entity["text"] = mention;
    entity["mentioned"] = {{"id", receiver.address}, {"name", name}};
    calls.entities.push_back(std::move(entity));
  }
  return calls;
}

Json TextBlock(const std::string& text) {
  Json block;
  block["type"] = "TextBlock";
  block["text"] = text;
  block["wrap"] = true;
  return block;
}

Json Card(const ComposedText& text, Level level, const Calls& calls, const std::string& url) {
  Json head = TextBlock(MarkdownSafe(text.head));
  head["weight"] = "Bolder";
  head["size"] = "Medium";
  head["color"] = Colour(level);
  Json body = Json::array({head});
  for (const std::string& line : text.lines) body.push_back(TextBlock(MarkdownSafe(line)));
  // A link of ours must stay one: it is not made safe.
  const std::string answer = url.empty() ? text.answer : MarkdownSafe(text.answer_aside);
  if (!answer.empty()) body.push_back(TextBlock(answer));
  if (!calls.text.empty()) body.push_back(TextBlock(calls.text));
  Json card;
  card["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json";
  card["type"] = "AdaptiveCard";
  card["version"] = "1.4";
  card["msteams"]["width"] = "Full";
  if (!calls.entities.empty()) card["msteams"]["entities"] = calls.entities;
  card["body"] = std::move(body);
  if (!url.empty()) card["actions"] = Json::array({{{"type", "Action.OpenUrl"}, {"title", "签收"}, {"url", url}}});
  return card;
}

}  // namespace

RenderedMessage RenderTeams(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Calls calls = WhomToCall(notification);
  const std::string url = HasButton(notification, context) ? context.acknowledge_url : "";
  const size_t body_max = BodyMax(channel);
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    Json attachment;
    attachment["contentType"] = "application/vnd.microsoft.card.adaptive";
    attachment["contentUrl"] = nullptr;
    attachment["content"] = Card(text, notification.message.level, calls, url);
    Json body;
    body["type"] = "message";
    body["attachments"] = Json::array({attachment});
    rendered.body = JsonText(body);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) { return rendered.body.size() <= body_max; }});
}

Outcome ClassifyTeams(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  if (answer.status < 200 || answer.status >= 300) return JudgeStatus(answer, now);
  if (IsHtml(answer.body)) return LoginPage();
  return MakeOutcome(OutcomeKind::kAccepted, FailureReason::kNone, "Teams 已受理，是否显示不得而知");
}

}  // namespace fenghuo
