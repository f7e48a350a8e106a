// A ChannelSpec is one configured way out. Plain data from channels.yml; secrets are read by daemon/deliver from their files
// at every attempt and are not in here.

#ifndef FENGHUO_ALERTS_NOTIFY_CHANNEL_H_
#define FENGHUO_ALERTS_NOTIFY_CHANNEL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

enum class ChannelType { kWebhook, kSmtp, kDingtalk, kWecom, kFeishu };

// Words of the configuration and of metric labels.
constexpr const char* Name(ChannelType type) {
  switch (type) {
    case ChannelType::kWebhook: return "webhook";
    case ChannelType::kSmtp: return "smtp";
    case ChannelType::kDingtalk: return "dingtalk";
    case ChannelType::kWecom: return "wecom";
    case ChannelType::kFeishu: return "feishu";
  }
  return "";
}

// A webhook or mail server that sees the same id twice shows it once.
constexpr bool IsIdempotent(ChannelType type) { return type == ChannelType::kWebhook || type == ChannelType::kSmtp; }

enum class Detail { kFull, kSummary, kNumber };  // how much of the matter may leave by this channel

struct ChannelLimits {
  int messages_a_minute = 18;  // below the vendor's 20: the 21st costs ten minutes of silence
  int reserved_for_urgent = 1; // of those, kept for priority 0
  int64_t body_bytes_max = 20'000;     // of the whole body as it goes out
  int64_t text_bytes_max = 2'048;      // wecom: of the content of a text
  int64_t markdown_bytes_max = 4'096;  // wecom: of the content of a Markdown message
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
  std::string token_file;      // dingtalk access_token, wecom key, feishu token; smtp: password
  std::string keyword;         // one that the robot demands, or empty
  bool allow_plain_http = false;
  bool markdown = false;       // wecom: text by default, members on WeChat cannot see Markdown
  ChannelLimits limits;
  // smtp
  std::string from;            // a@b
  std::string from_name;
  std::string user;
  std::string hello_name;      // our own host name
  std::string fallback;        // id of the channel to use after 60 s of failure, or empty
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_CHANNEL_H_
