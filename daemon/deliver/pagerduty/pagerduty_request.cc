#include "base/check.h"
#include "daemon/deliver/requests.h"

namespace fenghuo {

Result<HttpRequest> MakePagerdutyRequest(const RequestInput& input) {
  if (input.secrets.token.empty()) return Invalid("token_file: a service of PagerDuty needs its routing key");
  const std::string_view body = input.outgoing.body;
  CHECK(body.size() > 2 && body.front() == '{', "a rendered body is a JSON object with fields");
  // A key is letters and digits; whatever else stands in the file must not become JSON of its own.
  for (const char c : input.secrets.token) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!plain) return Invalid(input.channel.token_file + ": must be a routing key of letters and digits");
  }
  const std::string keyed = R"({"routing_key":")" + input.secrets.token + "\"," + std::string(body.substr(1));
  return PostJson(input.channel, WithPath(input.channel.base_url, "/v2/enqueue"), keyed);
}

}  // namespace fenghuo
