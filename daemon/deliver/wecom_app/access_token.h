// The access token of a WeCom application: got with the application's secret, good for two hours, kept until five minutes before its
// end (notifications.md 3.3).
//
//   AccessTokens tokens;
//   if (std::optional<std::string> token = tokens.Find(key, now)) ...
//   const TokenReply reply = ReadTokenReply(answer, now);
//   if (reply.token) tokens.Keep(key, *reply.token);
//
// A token lives in memory alone: it stands in no log, store or error.
//
// Thread-safe; the functions are pure.

#ifndef FENGHUO_DAEMON_DELIVER_WECOM_APP_ACCESS_TOKEN_H_
#define FENGHUO_DAEMON_DELIVER_WECOM_APP_ACCESS_TOKEN_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "alerts/notify/outcome.h"
#include "base/result.h"
#include "daemon/deliver/channel_request.h"

namespace fenghuo {

struct AccessToken {
  std::string text;
  Timestamp good_until;
};

// One for each application and secret: a secret that was exchanged has no token yet.
std::string TokenKey(const ChannelSpec& channel, const ChannelSecrets& secrets);

// GET /cgi-bin/gettoken. kInvalid without a secret.
Result<HttpRequest> MakeTokenRequest(const ChannelSpec& channel, const ChannelSecrets& secrets);

struct TokenReply {
  std::optional<AccessToken> token;
  Outcome outcome;  // why there is none
};

// Nothing of the message has left, so whatever went wrong is tried again or is permanent, never unknown.
TokenReply ReadTokenReply(const Answer& answer, Timestamp now);

class AccessTokens {
 public:
  std::optional<std::string> Find(const std::string& key, Timestamp now);
  void Keep(const std::string& key, AccessToken token);
  void Drop(const std::string& key);

 private:
  std::mutex mutex_;  // guards tokens_
  std::map<std::string, AccessToken> tokens_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_WECOM_APP_ACCESS_TOKEN_H_
