#include <nlohmann/json.hpp>

#include "daemon/deliver/aliyun_sms/acs3.h"
#include "daemon/deliver/hmac.h"
#include "daemon/deliver/requests.h"

namespace fenghuo {
namespace {

constexpr char kVersion[] = "2017-05-25";

// Unique for each attempt, and made without a source of chance.
std::string Nonce(const RequestInput& input) {
  const std::string attempt = std::string(input.outgoing.id) + "\n" + std::to_string(ToUnixMillis(input.now));
  return Hex(HmacSha256(input.secrets.signing.front(), attempt)).substr(0, 32);
}

Result<HttpRequest> Call(const RequestInput& input, const std::string& action, std::map<std::string, std::string> query) {
  Result<Url> url = ParseUrl(input.channel.base_url, UrlKind::kWeb);
  if (!url.ok()) return url.error().In("base_url");
  const std::string body_hash = Hex(Sha256(""));
  Acs3Call call;
  call.host = HostHeader(*url);
  call.query = std::move(query);
  call.headers = {{"x-acs-action", action},
                  {"x-acs-content-sha256", body_hash},
                  {"x-acs-date", FormatRfc3339(FromUnixSeconds(ToUnixSeconds(input.now)))},
                  {"x-acs-signature-nonce", Nonce(input)},
                  {"x-acs-version", kVersion}};
  const Acs3Signature signature = SignAcs3(call, body_hash, {input.channel.sms.access_key, input.secrets.signing.front()});
  HttpRequest request = PostJson(input.channel, Origin(*url) + "/?" + CanonicalQuery(call.query), "");
  for (const auto& [name, value] : call.headers) request.headers.Add(name, value);
  request.headers.Add("Authorization", signature.authorization);
  return request;
}

}  // namespace

Result<HttpRequest> MakeAliyunSmsRequest(const RequestInput& input) {
  if (input.secrets.signing.empty()) return Invalid("secret_file: Aliyun needs the secret of the access key");
  const nlohmann::json body = nlohmann::json::parse(input.outgoing.body);
  std::map<std::string, std::string> query;
  for (const auto& [name, value] : body.items()) query[name] = value.get<std::string>();
  return Call(input, "SendSms", std::move(query));
}

}  // namespace fenghuo
