// What the chat robots' own result codes mean (notifications.md 3.1, 3.2, 3.4). HTTP 200 says nothing there.
//
//   VendorReply reply = ReadVendorReply(ChannelType::kDingtalk, R"({"errcode":"0","errmsg":"ok"})");
//   Outcome outcome = JudgeVendorCode(ChannelType::kDingtalk, *reply.code, reply.message);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_VENDOR_CODES_H_
#define FENGHUO_ALERTS_NOTIFY_VENDOR_CODES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "alerts/notify/outcome.h"

namespace fenghuo {

struct VendorReply {
  std::optional<int64_t> code;  // absent: no JSON object, or no such field
  std::string message;
};

// The code may be a number or a string. Feishu's older replies name it StatusCode.
VendorReply ReadVendorReply(ChannelType type, std::string_view body);

// An unknown code is permanent: a vendor that answers is neither busy nor away.
Outcome JudgeVendorCode(ChannelType type, int64_t code, std::string_view message);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_VENDOR_CODES_H_
