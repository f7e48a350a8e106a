// A ChannelSpec is one configured way out. Plain data from channels.yml; secrets are read by daemon/deliver from their files
// at every attempt and are not in here.

#ifndef FENGHUO_ALERTS_NOTIFY_CHANNEL_H_
#define FENGHUO_ALERTS_NOTIFY_CHANNEL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

enum class ChannelType {
  kWebhook, kSmtp, kDingtalk, kWecom, kFeishu, kSlack, kTeams, kTelegram, kNtfy, kPagerduty, kAlertmanager,
  kWecomApp, kAliyunSms, kTencentSms, kHttpTemplate, kSyslog, kCap,
};

// Who reads what leaves by a channel.
enum class Readers {
  kGroup,    // one message for everybody there, whoever is mentioned in it
  kPerson,   // one message a receiver, at an address of theirs
  kMachine,  // one message a receiver as well, but a program reads it, and it needs no address
};

enum class Detail { kFull, kSummary, kNumber };  // how much of the matter may leave by this channel

struct ChannelLimits {
  int messages_a_minute = 18;  // below the vendor's 20: the 21st costs ten minutes of silence
  int reserved_for_urgent = 1; // of those, kept for priority 0
  int64_t body_bytes_max = 20'000;     // of the whole body as it goes out
  int64_t text_bytes_max = 2'048;      // wecom: of the content of a text
  int64_t markdown_bytes_max = 4'096;  // wecom: of the content of a Markdown message
};

// What the house must know of a type of channel; how it renders and judges stands in its folder (see rooms.h).
struct ChannelFacts {
  ChannelType type;
  const char* name;             // word of the configuration and of metric labels
  Readers readers;
  bool idempotent = false;      // who sees the same id twice shows it once
  bool every_event = false;     // wants each message by itself, never a digest
  bool needs_token = false;     // nothing works without token_file
  bool needs_to = false;        // nor without `to`
  bool needs_secret = false;    // nor without secret_file
  bool repeats = true;          // once more after an unknown result; a text message costs money and rings twice
  const char* vendor_url = "";  // the vendor's own address, for channels that are not behind a relay
  ChannelLimits limits = {};    // where the configuration says nothing
};

// One row a type, in the order of the enumeration.
inline constexpr ChannelFacts kChannelFacts[] = {
    {.type = ChannelType::kWebhook, .name = "webhook", .readers = Readers::kMachine, .idempotent = true, .every_event = true},
    {.type = ChannelType::kSmtp, .name = "smtp", .readers = Readers::kPerson, .idempotent = true},
    {.type = ChannelType::kDingtalk, .name = "dingtalk", .readers = Readers::kGroup, .needs_token = true,
     .vendor_url = "https://oapi.dingtalk.com"},
    {.type = ChannelType::kWecom, .name = "wecom", .readers = Readers::kGroup, .needs_token = true,
     .vendor_url = "https://qyapi.weixin.qq.com"},
    {.type = ChannelType::kFeishu, .name = "feishu", .readers = Readers::kGroup, .needs_token = true,
     .vendor_url = "https://open.feishu.cn"},
    {.type = ChannelType::kSlack, .name = "slack", .readers = Readers::kGroup, .needs_token = true,
     .vendor_url = "https://hooks.slack.com", .limits = {.messages_a_minute = 50}},  // 1/s
    {.type = ChannelType::kTeams, .name = "teams", .readers = Readers::kGroup, .needs_token = true,
     .limits = {.messages_a_minute = 100}},  // 4/s
    {.type = ChannelType::kTelegram, .name = "telegram", .readers = Readers::kGroup, .needs_token = true, .needs_to = true,
     .vendor_url = "https://api.telegram.org"},  // 20/min in a group
    {.type = ChannelType::kNtfy, .name = "ntfy", .readers = Readers::kGroup, .needs_to = true,
     .limits = {.messages_a_minute = 12}},  // one more each 5 s
    {.type = ChannelType::kPagerduty, .name = "pagerduty", .readers = Readers::kGroup, .idempotent = true, .every_event = true,
     .needs_token = true, .vendor_url = "https://events.pagerduty.com", .limits = {.messages_a_minute = 100}},  // 120/min a key
    {.type = ChannelType::kAlertmanager, .name = "alertmanager", .readers = Readers::kGroup, .idempotent = true,
     .every_event = true, .limits = {.messages_a_minute = 120}},
    // 30/min a member, and what is beyond is dropped without a word; its check of duplicates goes by content.
    {.type = ChannelType::kWecomApp, .name = "wecom_app", .readers = Readers::kPerson, .idempotent = true, .needs_token = true,
     .vendor_url = "https://qyapi.weixin.qq.com", .limits = {.messages_a_minute = 27}},
    {.type = ChannelType::kAliyunSms, .name = "aliyun_sms", .readers = Readers::kPerson, .every_event = true, .needs_secret = true,
     .repeats = false, .vendor_url = "https://dysmsapi.aliyuncs.com", .limits = {.messages_a_minute = 60}},
    {.type = ChannelType::kTencentSms, .name = "tencent_sms", .readers = Readers::kPerson, .every_event = true, .needs_secret = true,
     .repeats = false, .vendor_url = "https://sms.tencentcloudapi.com", .limits = {.messages_a_minute = 60}},
    {.type = ChannelType::kHttpTemplate, .name = "http_template", .readers = Readers::kMachine},
    // 2,048 octets are what every collector should take (RFC 5424 6.1), the frame of TCP counted in.
    {.type = ChannelType::kSyslog, .name = "syslog", .readers = Readers::kGroup, .every_event = true,
     .limits = {.messages_a_minute = 600, .body_bytes_max = 2'000}},
    {.type = ChannelType::kCap, .name = "cap", .readers = Readers::kGroup, .idempotent = true, .every_event = true,
     .limits = {.messages_a_minute = 600}},
};

constexpr const ChannelFacts& FactsOf(ChannelType type) { return kChannelFacts[static_cast<size_t>(type)]; }

constexpr const char* Name(ChannelType type) { return FactsOf(type).name; }
constexpr bool IsIdempotent(ChannelType type) { return FactsOf(type).idempotent; }

// A row out of its place would give one channel the nature of another.
constexpr bool InOrder() {
  size_t place = 0;
  for (const ChannelFacts& facts : kChannelFacts) {
    if (facts.type != static_cast<ChannelType>(place++)) return false;
  }
  return true;
}
static_assert(InOrder());

struct WecomAppSettings {
  std::string corp_id;
  int agent_id = 0;
};

// What a variable of a text message's template can hold.
enum class SmsField { kLevel, kWhat, kState, kNumber, kPhone };

// Words of the configuration, and the names of the variables at a vendor who names them.
constexpr const char* Name(SmsField field) {
  switch (field) {
    case SmsField::kLevel: return "level";
    case SmsField::kWhat: return "what";
    case SmsField::kState: return "state";
    case SmsField::kNumber: return "number";
    case SmsField::kPhone: return "phone";
  }
  return "";
}

struct SmsSettings {
  std::string access_key;  // its id; the secret is in secret_file
  std::string sign_name;   // 短信签名, approved by the vendor
  std::string template_id;
  std::vector<SmsField> fields;  // what the template's variables hold, in order
  std::string app_id;      // tencent: SmsSdkAppId
  std::string region = "ap-guangzhou";  // tencent
};

enum class TemplateFormat { kJson, kForm, kText };

struct TemplateHeader {
  std::string name;
  std::string value;  // a template
};

struct TemplateSettings {
  std::string method = "POST";
  std::string path;    // a template, put behind base_url
  std::vector<TemplateHeader> headers;
  TemplateFormat format = TemplateFormat::kJson;
  std::string body;    // a template
  std::vector<int> statuses;  // of success; empty: any 2xx
  std::string pointer; // JSON pointer (RFC 6901) to what tells success, or empty
  std::string value;   // what must stand there
};

struct SyslogSettings {
  int facility = 16;       // local0 (RFC 5424 6.2.1)
  int enterprise = 32473;  // behind the "@" of our structured data; this one is for documentation and has no owner (RFC 5612)
};

struct CapSettings {
  std::string directory;    // that the files are written to
  std::string restriction = "仅限本单位和有关协作部门内部使用";  // who may read them
  std::string area;         // the office's own, or empty
  std::string area_code;    // GB/T 2260, six digits, or empty
  Duration stands_for = hours(24);  // from the message to its `expires`
};

struct ChannelSpec {
  std::string id;              // what rows, contacts and labels hold
  std::string name;            // as people know it
  ChannelType type = ChannelType::kWebhook;
  std::string base_url;        // scheme, host, port and path prefix; the secret part comes from the file
  std::string proxy;           // http://host:port, or empty
  std::string ca_file;         // PEM, or empty for the system's
  Detail detail = Detail::kFull;
  std::string secret_file;     // webhook: whsec_…; dingtalk, feishu: signing secret, or empty
  // dingtalk access_token; wecom key; feishu token; slack what follows /services/; teams the value of sig; telegram bot token;
  // pagerduty routing key; smtp password; ntfy, alertmanager, webhook: Bearer token, or the password of `user`
  std::string token_file;
  std::string to;              // telegram: chat id; ntfy: topic
  std::string keyword;         // one that the robot demands, or empty
  bool allow_plain_http = false;
  bool markdown = false;       // wecom: text by default, members on WeChat cannot see Markdown
  ChannelLimits limits;
  std::string user;            // smtp, ntfy, alertmanager: login by name, or empty
  // smtp, cap
  std::string from;            // a@b
  std::string from_name;
  std::string hello_name;      // our own host name; syslog too
  WecomAppSettings wecom_app;      // token_file: the application's secret
  SmsSettings sms;                 // secret_file: the secret of the access key
  TemplateSettings http_template;  // {{token}}: token_file, {{secret}}: first line of secret_file
  SyslogSettings syslog;           // base_url: udp://, tcp:// or tls://; hello_name is its HOSTNAME
  CapSettings cap;                 // `from` is its sender, from_name its senderName
  std::string fallback;        // id of the channel to use after 60 s of failure, or empty
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_CHANNEL_H_
