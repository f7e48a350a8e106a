// The signature of Aliyun's APIs, ACS3-HMAC-SHA256 (notifications.md 8.1).
//
//   const Acs3Signature signature = SignAcs3(call, body_hash, {.id = key_id, .secret = secret});
//   request.headers.Add("Authorization", signature.authorization);   // beside the x-acs-… headers of the call
//
// What is signed: method, path "/", the query sorted and percent-encoded, the headers host and x-acs-…, the hash of the body.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_ALIYUN_SMS_ACS3_H_
#define FENGHUO_DAEMON_DELIVER_ALIYUN_SMS_ACS3_H_

#include <map>
#include <string>
#include <string_view>

namespace fenghuo {

struct Acs3Call {
  std::string method = "POST";
  std::string host;                          // as the Host header has it
  std::map<std::string, std::string> query;  // not yet encoded
  std::map<std::string, std::string> headers;  // lower case, without host: x-acs-action, -content-sha256, -date, -signature-nonce, -version
};

struct Acs3Key {
  std::string_view id;
  std::string_view secret;
};

struct Acs3Signature {
  std::string canonical_hash;  // hex
  std::string signature;       // hex
  std::string authorization;   // the header's value
};

// "PhoneNumbers=13800000000&SignName=%E6…": sorted, RFC 3986.
std::string CanonicalQuery(const std::map<std::string, std::string>& query);

// `body_hash` must stand in x-acs-content-sha256 as well.
Acs3Signature SignAcs3(const Acs3Call& call, std::string_view body_hash, const Acs3Key& key);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_ALIYUN_SMS_ACS3_H_
