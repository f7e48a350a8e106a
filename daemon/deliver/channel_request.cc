#include "daemon/deliver/channel_request.h"

#include "base/check.h"
#include "daemon/deliver/hmac.h"
#include "daemon/deliver/requests.h"

namespace fenghuo {
namespace {

constexpr char kUserAgent[] = "Fenghuo/0.1 (notifications)";
constexpr Duration kConnectTimeout = seconds(5);
constexpr Duration kTotalTimeout = seconds(15);
constexpr int64_t kAnswerBytesMax = 64 * 1024;

struct Maker {
  ChannelType type;
  Result<HttpRequest> (*make)(const RequestInput& input);
};

constexpr Maker kMakers[] = {
    {ChannelType::kWebhook, &MakeWebhookRequest},
    {ChannelType::kDingtalk, &MakeDingtalkRequest},
    {ChannelType::kWecom, &MakeWecomRequest},
    {ChannelType::kFeishu, &MakeFeishuRequest},
    {ChannelType::kSlack, &MakeSlackRequest},
    {ChannelType::kTeams, &MakeTeamsRequest},
    {ChannelType::kTelegram, &MakeTelegramRequest},
    {ChannelType::kNtfy, &MakeNtfyRequest},
    {ChannelType::kPagerduty, &MakePagerdutyRequest},
    {ChannelType::kAlertmanager, &MakeAlertmanagerRequest},
    {ChannelType::kWecomApp, &MakeWecomAppRequest},
    {ChannelType::kAliyunSms, &MakeAliyunSmsRequest},
    {ChannelType::kTencentSms, &MakeTencentSmsRequest},
    {ChannelType::kHttpTemplate, &MakeHttpTemplateRequest},
};

}  // namespace

HttpRequest PostJson(const ChannelSpec& channel, std::string url, std::string body) {
  HttpRequest request;
  request.method = "POST";
  request.url = std::move(url);
  request.body = std::move(body);
  request.headers.Add("Content-Type", "application/json; charset=utf-8");
  request.headers.Add("User-Agent", kUserAgent);
  request.purpose = Purpose::kDeliver;
  request.scheme = channel.allow_plain_http ? SchemeRule::kHttpOrHttps : SchemeRule::kHttpsOnly;
  request.connect_timeout = kConnectTimeout;
  request.total_timeout = kTotalTimeout;
  request.body_bytes_max = kAnswerBytesMax;
  request.decoded_bytes_max = kAnswerBytesMax;
  request.ca_file = channel.ca_file;
  request.proxy = channel.proxy;
  return request;
}

std::string WithPath(std::string base, std::string_view path) {
  while (base.ends_with('/')) base.pop_back();
  return base.ends_with(path) ? base : base + std::string(path);
}

std::string HostHeader(const Url& url) {
  const std::string origin = Origin(url);
  const std::string host = origin.substr(origin.find("://") + 3);
  const std::string usual = url.scheme == "http" ? ":80" : ":443";
  return host.ends_with(usual) ? host.substr(0, host.size() - usual.size()) : host;
}

void AddAuthorization(const ChannelSpec& channel, const ChannelSecrets& secrets, HttpRequest& request) {
  if (secrets.token.empty()) return;
  const std::string basic = "Basic " + Base64(channel.user + ":" + secrets.token);
  request.headers.Add("Authorization", channel.user.empty() ? "Bearer " + secrets.token : basic);
}

Redactor ChannelSecrets::MakeRedactor(const ChannelSpec& channel) const {
  Redactor redactor;
  redactor.Add(token);
  // Its last part alone opens the door as well, to whoever knows the rest.
  if (const size_t slash = token.rfind('/'); slash != std::string::npos) redactor.Add(token.substr(slash + 1));
  if (!channel.user.empty() && !token.empty()) redactor.Add(Base64(channel.user + ":" + token));
  for (const std::string& secret : signing) redactor.Add(secret);
  return redactor;
}

Result<ChannelSecrets> ReadChannelSecrets(const ChannelSpec& channel) {
  ChannelSecrets secrets;
  if (!channel.token_file.empty()) {
    Result<std::vector<std::string>> lines = ReadSecretFile(channel.token_file);
    if (!lines.ok()) return lines.error();
    secrets.token = lines->front();
  }
  if (!channel.secret_file.empty()) {
    Result<std::vector<std::string>> lines = ReadSecretFile(channel.secret_file);
    if (!lines.ok()) return lines.error();
    secrets.signing = *std::move(lines);
  }
  return secrets;
}

Result<HttpRequest> MakeHttpRequest(const ChannelSpec& channel, const ChannelSecrets& secrets, const OutgoingBody& outgoing,
                                    Timestamp now) {
  for (const Maker& maker : kMakers) {
    if (maker.type == channel.type) return maker.make({channel, secrets, outgoing, now});
  }
  CHECK(false, "a channel that speaks HTTP has a maker");
  return Invalid("");
}

}  // namespace fenghuo
