#include "daemon/deliver/channel_request.h"

#include "daemon/deliver/mail_headers.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {
namespace {

constexpr char kUserAgent[] = "Fenghuo/0.1 (notifications)";
constexpr Duration kConnectTimeout = seconds(5);
constexpr Duration kRobotTimeout = seconds(15);
constexpr Duration kWebhookTimeout = seconds(20);  // Standard Webhooks: 15 to 30 s
constexpr int64_t kAnswerBytesMax = 64 * 1024;

constexpr std::string_view kDingtalkPath = "/robot/send";
constexpr std::string_view kWecomPath = "/cgi-bin/webhook/send";
constexpr std::string_view kFeishuPath = "/open-apis/bot/v2/hook";

// `base` may be the host alone or the vendor's whole address without its secret part.
std::string WithPath(std::string base, std::string_view path) {
  while (base.ends_with('/')) base.pop_back();
  return base.ends_with(path) ? base : base + std::string(path);
}

HttpRequest PostTo(const ChannelSpec& channel, std::string url, std::string body) {
  HttpRequest request;
  request.method = "POST";
  request.url = std::move(url);
  request.body = std::move(body);
  request.headers.Add("Content-Type", "application/json; charset=utf-8");
  request.headers.Add("User-Agent", kUserAgent);
  request.purpose = Purpose::kDeliver;
  request.scheme = channel.allow_plain_http ? SchemeRule::kHttpOrHttps : SchemeRule::kHttpsOnly;
  request.connect_timeout = kConnectTimeout;
  request.total_timeout = channel.type == ChannelType::kWebhook ? kWebhookTimeout : kRobotTimeout;
  request.body_bytes_max = kAnswerBytesMax;
  request.decoded_bytes_max = kAnswerBytesMax;
  request.ca_file = channel.ca_file;
  request.proxy = channel.proxy;
  return request;
}

Result<HttpRequest> PostToWebhook(const ChannelSpec& channel, const ChannelSecrets& secrets, const OutgoingBody& outgoing,
                                  Timestamp now) {
  HttpRequest request = PostTo(channel, channel.base_url, std::string(outgoing.body));
  request.headers.Add("webhook-id", std::string(outgoing.id));
  request.headers.Add("webhook-timestamp", std::to_string(ToUnixSeconds(now)));
  if (!secrets.signing.empty()) {
    Result<WebhookSignature> signature = SignWebhook(secrets.signing, {.id = outgoing.id, .body = outgoing.body}, now);
    if (!signature.ok()) return signature.error().In(channel.secret_file);
    request.headers.Add("webhook-signature", signature->signature);
  }
  if (!secrets.token.empty()) request.headers.Add("Authorization", "Bearer " + secrets.token);
  return request;
}

Result<HttpRequest> PostToRobot(const ChannelSpec& channel, const ChannelSecrets& secrets, const OutgoingBody& outgoing,
                                Timestamp now) {
  if (secrets.token.empty()) return Invalid("token_file: a robot needs one");
  const std::string token = PercentEncode(secrets.token);
  std::string body(outgoing.body);
  if (channel.type == ChannelType::kDingtalk) {
    std::string url = WithPath(channel.base_url, kDingtalkPath) + "?access_token=" + token;
    if (!secrets.signing.empty()) url += "&" + SignDingtalk(secrets.signing.front(), now);
    return PostTo(channel, std::move(url), std::move(body));
  }
  if (channel.type == ChannelType::kWecom) {
    return PostTo(channel, WithPath(channel.base_url, kWecomPath) + "?key=" + token, std::move(body));
  }
  if (!secrets.signing.empty()) body = SignFeishu(secrets.signing.front(), body, now);
  return PostTo(channel, WithPath(channel.base_url, kFeishuPath) + "/" + token, std::move(body));
}

HttpHeaders MailHeaders(const ChannelSpec& channel, const OutgoingMail& outgoing, Timestamp now) {
  const Notification& row = outgoing.notification;
  HttpHeaders headers;
  headers.Add("From", MailAddress("From", channel.from_name, channel.from));
  headers.Add("To", MailAddress("To", "", row.receivers.front().address));
  headers.Add("Subject", EncodeHeaderText("Subject", outgoing.rendered.subject));
  headers.Add("Date", MailDate(now, outgoing.zone));
  headers.Add("Message-ID", MessageId(row.id, channel.from));
  if (!row.message.incident.empty()) {
    headers.Add("In-Reply-To", MessageId("incident-" + row.message.incident, channel.from));
    headers.Add("References", MessageId("incident-" + row.message.incident, channel.from));
  }
  headers.Add("Auto-Submitted", "auto-generated");
  headers.Add("X-Auto-Response-Suppress", "All");
  headers.Add("Content-Language", "zh-CN");
  if (row.message.level == 1 || row.message.level == 2) headers.Add("Importance", "high");
  return headers;
}

}  // namespace

Redactor ChannelSecrets::MakeRedactor() const {
  Redactor redactor;
  redactor.Add(token);
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
  return channel.type == ChannelType::kWebhook ? PostToWebhook(channel, secrets, outgoing, now)
                                               : PostToRobot(channel, secrets, outgoing, now);
}

Result<MailRequest> MakeMailRequest(const ChannelSpec& channel, const ChannelSecrets& secrets, const OutgoingMail& outgoing,
                                    Timestamp now) {
  if (outgoing.notification.receivers.empty()) return Invalid("receivers: a mail needs one");
  MailRequest request;
  request.url = channel.base_url;
  request.hello_name = channel.hello_name;
  request.user = channel.user;
  request.password = channel.user.empty() ? "" : secrets.token;
  request.tls = channel.allow_plain_http ? MailTls::kPlainAllowed : MailTls::kRequired;
  request.ca_file = channel.ca_file;
  request.proxy = channel.proxy;
  request.from = channel.from;
  request.to = outgoing.notification.receivers.front().address;
  request.headers = MailHeaders(channel, outgoing, now);
  request.text = outgoing.rendered.body;
  request.html = outgoing.rendered.html;
  return request;
}

}  // namespace fenghuo
