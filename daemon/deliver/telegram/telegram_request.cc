#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

Result<HttpRequest> MakeTelegramRequest(const RequestInput& input) {
  if (input.secrets.token.empty()) return Invalid("token_file: a bot needs one");
  // 123456:ABC…: the colon is allowed in a path and stands in every example of theirs.
  const std::string& token = input.secrets.token;
  const size_t colon = token.find(':');
  std::string encoded = PercentEncode(token.substr(0, colon));
  if (colon != std::string::npos) encoded += ":" + PercentEncode(token.substr(colon + 1));
  return PostJson(input.channel, WithPath(input.channel.base_url, "/bot" + encoded + "/sendMessage"), std::string(input.outgoing.body));
}

}  // namespace fenghuo
