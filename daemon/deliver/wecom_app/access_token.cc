#include "daemon/deliver/wecom_app/access_token.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "alerts/notify/vendor_codes.h"
#include "alerts/notify/wecom_app/wecom_app.h"
#include "daemon/deliver/hmac.h"
#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {
namespace {

constexpr int64_t kLifeMost = 7200;          // seconds, what they promise
constexpr Duration kBeforeItsEnd = minutes(5);
constexpr size_t kTokenMax = 512;            // bytes, as their pages ask to reserve

bool IsToken(std::string_view text) {
  return !text.empty() && text.size() <= kTokenMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

std::string TokenKey(const ChannelSpec& channel, const ChannelSecrets& secrets) {
  return channel.base_url + "|" + channel.wecom_app.corp_id + "|" + Hex(Sha256(secrets.token));
}

Result<HttpRequest> MakeTokenRequest(const ChannelSpec& channel, const ChannelSecrets& secrets) {
  if (secrets.token.empty()) return Invalid("token_file: an application of WeCom's needs its secret");
  HttpRequest request = PostJson(channel, WithPath(channel.base_url, "/cgi-bin/gettoken") + "?corpid=" +
                                              PercentEncode(channel.wecom_app.corp_id) + "&corpsecret=" + PercentEncode(secrets.token),
                                 "");
  request.method = "GET";
  return request;
}

TokenReply ReadTokenReply(const Answer& answer, Timestamp now) {
  TokenReply reply;
  const nlohmann::json json = nlohmann::json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const bool answered = answer.transport == Answer::Transport::kAnswered && answer.status == 200 && json.is_object();
  const auto token = answered ? json.find("access_token") : json.end();
  const std::optional<int64_t> code = ReadVendorReply(answer.body, {.code = "errcode", .message = "errmsg"}).code;
  if (answered && code.value_or(0) == 0 && token != json.end() && token->is_string() &&
      IsToken(token->get_ref<const std::string&>())) {
    const auto life = json.find("expires_in");
    const int64_t seconds_left = life != json.end() && life->is_number_integer() ? std::clamp<int64_t>(life->get<int64_t>(), 0, kLifeMost)
                                                                                 : kLifeMost;
    reply.token = AccessToken{token->get<std::string>(), now + seconds(seconds_left) - kBeforeItsEnd};
    return reply;
  }
  reply.outcome = ClassifyWecomApp(answer, now);
  reply.outcome.token_stale = false;
  if (reply.outcome.kind != OutcomeKind::kPermanent) reply.outcome.kind = OutcomeKind::kRetry;
  if (reply.outcome.failure == FailureReason::kNone) {
    reply.outcome.failure = FailureReason::kServerError;
    reply.outcome.reason = "应答中没有令牌";
  }
  reply.outcome.reason = "未取得访问令牌：" + reply.outcome.reason;
  return reply;
}

std::optional<std::string> AccessTokens::Find(const std::string& key, Timestamp now) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto it = tokens_.find(key);
  if (it == tokens_.end() || it->second.good_until <= now) return std::nullopt;
  return it->second.text;
}

void AccessTokens::Keep(const std::string& key, AccessToken token) {
  std::lock_guard<std::mutex> lock(mutex_);
  tokens_[key] = std::move(token);
}

void AccessTokens::Drop(const std::string& key) {
  std::lock_guard<std::mutex> lock(mutex_);
  tokens_.erase(key);
}

}  // namespace fenghuo
