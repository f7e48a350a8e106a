#include "alerts/notify/telegram/telegram.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "alerts/notify/chat.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/judge.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kTextMax = 4'096;  // UTF-16 units
constexpr int64_t kWaitMax = 3600;  // seconds

Json ChatId(const std::string& to) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(to.data(), to.data() + to.size(), number);
  return error == std::errc() && end == to.data() + to.size() ? Json(number) : Json(to);
}

std::string Field(const Json& json, const char* name) {
  const auto it = json.find(name);
  return it != json.end() && it->is_string() ? it->get<std::string>() : "";
}

int64_t Number(const Json& json, const char* name) {
  const auto it = json.find(name);
  return it != json.end() && it->is_number_integer() ? it->get<int64_t>() : 0;
}

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The body knows more than the status: how long to wait, where the chat has gone, whether shorter would do.
void ReadDescription(const Json& reply, Outcome& outcome) {
  const std::string words = Field(reply, "description");
  const Json parameters = reply.contains("parameters") && reply["parameters"].is_object() ? reply["parameters"] : Json::object();
  if (const int64_t wait = Number(parameters, "retry_after"); wait > 0 && outcome.kind == OutcomeKind::kRetry) {
    outcome.retry_after = std::max(outcome.retry_after.value_or(Duration(0)), Duration(seconds(std::min(wait, kWaitMax))));
  }
  if (const int64_t moved = Number(parameters, "migrate_to_chat_id"); moved != 0) {
    outcome.reason = "群已升级，请把 to 改为 " + std::to_string(moved);
    outcome.channel_broken = true;
    outcome.try_short_form = false;
  } else if (outcome.failure == FailureReason::kClientError && Contains(words, "chat not found")) {
    outcome.failure = FailureReason::kAuth;
    outcome.channel_broken = true;
    outcome.try_short_form = false;
  } else if (outcome.failure == FailureReason::kClientError && Contains(words, "too long")) {
    outcome.failure = FailureReason::kTooLong;
  }
  AddWords(words, outcome);
}

}  // namespace

RenderedMessage RenderTelegram(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const std::string url = HasButton(notification, context) ? context.acknowledge_url : "";
  const bool silent = notification.urgency == Urgency::kSilent || notification.urgency == Urgency::kDigest;
  const size_t body_max = BodyMax(channel);
  size_t units = 0;
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    const std::string below = BelowHead(text, !url.empty());
    const std::string shown = text.head + (below.empty() ? "" : "\n" + below);
    units = CountUtf16(shown);
    Json body;
    body["chat_id"] = ChatId(channel.to);
    body["text"] = shown;
    body["link_preview_options"]["is_disabled"] = true;
    if (silent) body["disable_notification"] = true;
    if (!url.empty()) {
      Json button;
      button["text"] = "签收";
      button["url"] = url;
      body["reply_markup"]["inline_keyboard"] = Json::array({Json::array({button})});
    }
    rendered.body = JsonText(body);
    return rendered;
  };
  return Fit(notification.message, ComposeFor(notification, channel, context),
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) {
                return rendered.body.size() <= body_max && units <= kTextMax;
              }});
}

Outcome ClassifyTelegram(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  const Json reply = Json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const bool readable = reply.is_object() && reply.contains("ok") && reply["ok"].is_boolean();
  if (answer.status == 200 && readable && reply["ok"].get<bool>()) {
    Outcome outcome = MakeOutcome(OutcomeKind::kDelivered, FailureReason::kNone, "已送达");
    const int64_t id = reply.contains("result") && reply["result"].is_object() ? Number(reply["result"], "message_id") : 0;
    if (id != 0) outcome.vendor_id = std::to_string(id);
    return outcome;
  }
  if (!readable) {
    if (std::optional<Outcome> other = JudgeUnlessOk(answer, now)) return *other;
    return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答中没有结果，结果不明");
  }
  // A relay may answer 200 for everything; the code in the body is then the one that counts.
  Answer said = answer;
  const int64_t code = Number(reply, "error_code");
  if (code >= 400 && code < 600) said.status = static_cast<int>(code);
  if (said.status >= 200 && said.status < 300) said.status = 400;
  Outcome outcome = JudgeStatus(said, now);
  ReadDescription(reply, outcome);
  return outcome;
}

}  // namespace fenghuo
