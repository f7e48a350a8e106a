#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {

Result<HttpRequest> MakeTeamsRequest(const RequestInput& input) {
  if (input.secrets.token.empty()) return Invalid("token_file: a flow of Teams needs one");
  const std::string& base = input.channel.base_url;
  const char* joint = base.find('?') == std::string::npos ? "?sig=" : "&sig=";
  return PostJson(input.channel, base + joint + PercentEncode(input.secrets.token), std::string(input.outgoing.body));
}

}  // namespace fenghuo
