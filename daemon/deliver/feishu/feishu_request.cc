#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

Result<HttpRequest> MakeFeishuRequest(const RequestInput& input) {
  if (input.secrets.token.empty()) return Invalid("token_file: a robot needs one");
  std::string body(input.outgoing.body);
  if (!input.secrets.signing.empty()) body = SignFeishu(input.secrets.signing.front(), body, input.now);
  const std::string url = WithPath(input.channel.base_url, "/open-apis/bot/v2/hook") + "/" + PercentEncode(input.secrets.token);
  return PostJson(input.channel, url, std::move(body));
}

}  // namespace fenghuo
