#include "daemon/deliver/requests.h"
#include "daemon/deliver/tencent_sms/tc3.h"

namespace fenghuo {

Result<HttpRequest> MakeTencentSmsRequest(const RequestInput& input) {
  if (input.secrets.signing.empty()) return Invalid("secret_file: Tencent needs the secret of the access key");
  Result<Url> url = ParseUrl(input.channel.base_url, UrlKind::kWeb);
  if (!url.ok()) return url.error().In("base_url");
  HttpRequest request = PostJson(input.channel, Origin(*url) + "/", std::string(input.outgoing.body));
  const std::string host = HostHeader(*url);
  const std::string type = request.headers.Get("content-type");
  const Tc3Call call{.host = host, .service = "sms", .content_type = type, .body = input.outgoing.body};
  const Tc3Signature signature = SignTc3(call, {input.channel.sms.access_key, input.secrets.signing.front()}, input.now);
  request.headers.Add("X-TC-Action", "SendSms");
  request.headers.Add("X-TC-Version", "2021-01-11");
  request.headers.Add("X-TC-Timestamp", std::to_string(ToUnixSeconds(input.now)));
  request.headers.Add("X-TC-Region", input.channel.sms.region);
  request.headers.Add("Authorization", signature.authorization);
  return request;
}

}  // namespace fenghuo
