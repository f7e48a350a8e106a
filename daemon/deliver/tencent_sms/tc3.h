// The signature of Tencent Cloud's APIs, TC3-HMAC-SHA256 (notifications.md 8.2).
//
//   const Tc3Signature signature = SignTc3({.host = host, .service = "sms", .content_type = type, .body = body}, key, now);
//
// The content type is signed, so the header must be the same byte for byte. Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_TENCENT_SMS_TC3_H_
#define FENGHUO_DAEMON_DELIVER_TENCENT_SMS_TC3_H_

#include <string>
#include <string_view>

#include "base/time.h"

namespace fenghuo {

struct Tc3Call {
  std::string_view host;  // as the Host header has it
  std::string_view service;
  std::string_view content_type;
  std::string_view body;
};

struct Tc3Key {
  std::string_view id;
  std::string_view secret;
};

struct Tc3Signature {
  std::string payload_hash;    // hex
  std::string canonical_hash;  // hex
  std::string signature;       // hex
  std::string authorization;   // the header's value
};

Tc3Signature SignTc3(const Tc3Call& call, const Tc3Key& key, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_TENCENT_SMS_TC3_H_
