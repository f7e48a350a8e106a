#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

constexpr Duration kTimeout = seconds(20);  // Standard Webhooks: 15 to 30 s

Result<HttpRequest> MakeWebhookRequest(const RequestInput& input) {
  const auto& [channel, secrets, outgoing, now] = input;
  HttpRequest request = PostJson(channel, channel.base_url, std::string(outgoing.body));
  request.total_timeout = kTimeout;
  request.headers.Add("webhook-id", std::string(outgoing.id));
  request.headers.Add("webhook-timestamp", std::to_string(ToUnixSeconds(now)));
  if (!secrets.signing.empty()) {
    Result<WebhookSignature> signature = SignWebhook(secrets.signing, {.id = outgoing.id, .body = outgoing.body}, now);
    if (!signature.ok()) return signature.error().In(channel.secret_file);
    request.headers.Add("webhook-signature", signature->signature);
  }
  if (!secrets.token.empty()) request.headers.Add("Authorization", "Bearer " + secrets.token);
  return request;
}

}  // namespace fenghuo
