#include "daemon/deliver/requests.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {
namespace {

// The slashes of T…/B…/… are the path's own.
std::string EncodePath(std::string_view path) {
  std::string out;
  while (true) {
    const size_t slash = path.find('/');
    out += PercentEncode(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    out += '/';
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

Result<HttpRequest> MakeSlackRequest(const RequestInput& input) {
  if (input.secrets.token.empty()) return Invalid("token_file: a webhook of Slack needs one");
  const std::string url = WithPath(input.channel.base_url, "/services") + "/" + EncodePath(input.secrets.token);
  return PostJson(input.channel, url, std::string(input.outgoing.body));
}

}  // namespace fenghuo
