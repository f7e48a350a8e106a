#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

Result<HttpRequest> MakeWecomRequest(const RequestInput& input) {
  if (input.secrets.token.empty()) return Invalid("token_file: a robot needs one");
  const std::string url = WithPath(input.channel.base_url, "/cgi-bin/webhook/send") + "?key=" + PercentEncode(input.secrets.token);
  return PostJson(input.channel, url, std::string(input.outgoing.body));
}

}  // namespace fenghuo
