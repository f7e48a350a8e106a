#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

Result<HttpRequest> MakeDingtalkRequest(const RequestInput& input) {
  if (input.secrets.token.empty()) return Invalid("token_file: a robot needs one");
  std::string url = WithPath(input.channel.base_url, "/robot/send") + "?access_token=" + PercentEncode(input.secrets.token);
  if (!input.secrets.signing.empty()) url += "&" + SignDingtalk(input.secrets.signing.front(), input.now);
  return PostJson(input.channel, std::move(url), std::string(input.outgoing.body));
}

}  // namespace fenghuo
