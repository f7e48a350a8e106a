// The signatures that channels ask for. Three algorithms that look alike and are not (notifications.md 3.6):
//
//                       time           key                    message            goes to
//   DingTalk            milliseconds   secret                 time LF secret     query, percent-encoded once
//   Feishu              seconds        time LF secret         nothing            JSON body, as strings
//   Standard Webhooks   seconds        Base64 after whsec_    id.time.body       headers
//
// `now` is the instant of this attempt on the machine's own clock: a signature made when the message was queued is refused.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_SIGNATURE_H_
#define FENGHUO_DAEMON_DELIVER_SIGNATURE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

// "timestamp=1700000000000&sign=…", to be put behind the access token.
std::string SignDingtalk(std::string_view secret, Timestamp now);

// `body` is a JSON object; it comes back with "timestamp" and "sign" as its first fields.
std::string SignFeishu(std::string_view secret, std::string_view body, Timestamp now);

struct WebhookSignature {
  std::string id;         // webhook-id
  std::string timestamp;  // webhook-timestamp
  std::string signature;  // webhook-signature: one "v1,…" for each secret, old and new while they are exchanged
};

struct WebhookMessage {
  std::string_view id;    // the same at every attempt, no dot
  std::string_view body;  // the exact bytes that go out
};

// kInvalid when a secret is not "whsec_" and Base64 of 24 to 64 bytes; the message does not hold the secret.
Result<WebhookSignature> SignWebhook(const std::vector<std::string>& secrets, const WebhookMessage& message, Timestamp now);

// RFC 3986: everything but letters, digits and -._~ as %XX.
std::string PercentEncode(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_SIGNATURE_H_
