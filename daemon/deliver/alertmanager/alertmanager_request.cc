#include "daemon/deliver/requests.h"

namespace fenghuo {

Result<HttpRequest> MakeAlertmanagerRequest(const RequestInput& input) {
  HttpRequest request = PostJson(input.channel, WithPath(input.channel.base_url, "/api/v2/alerts"), std::string(input.outgoing.body));
  AddAuthorization(input.channel, input.secrets, request);
  return request;
}

}  // namespace fenghuo
