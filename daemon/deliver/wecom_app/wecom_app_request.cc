#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

Result<HttpRequest> MakeWecomAppRequest(const RequestInput& input) {
  const std::string url = WithPath(input.channel.base_url, "/cgi-bin/message/send") + "?access_token=" +
                          PercentEncode(input.outgoing.access_token);
  return PostJson(input.channel, url, std::string(input.outgoing.body));
}

}  // namespace fenghuo
