#include "daemon/deliver/requests.h"

namespace fenghuo {

Result<HttpRequest> MakeNtfyRequest(const RequestInput& input) {
  HttpRequest request = PostJson(input.channel, input.channel.base_url, std::string(input.outgoing.body));
  AddAuthorization(input.channel, input.secrets, request);
  return request;
}

}  // namespace fenghuo
