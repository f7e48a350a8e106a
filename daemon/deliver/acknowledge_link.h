// The link in a message that lets its receiver sign for the incident: an HMAC over who, what and until when.
//
//   std::string url = AcknowledgeUrl(public_url, SignAcknowledgeLink(link, key));
//   Result<AcknowledgeLink> link = VerifyAcknowledgeLink(token, key, now);
//
// A GET shows a page and changes nothing, because chat programs and mail scanners open links by themselves; the POST of that page
// acts. A link without a person came through a group: whoever opens it must say who they are. Whether a nonce was used before
// is for the caller to remember. 128 bits of MAC; nothing in the token is secret. It is short, because chats and text messages show
// the whole link: about 65 characters.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_ACKNOWLEDGE_LINK_H_
#define FENGHUO_DAEMON_DELIVER_ACKNOWLEDGE_LINK_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

// Behind public_url; the token follows.
constexpr std::string_view kAcknowledgePath = "/acknowledge/";
constexpr size_t kAcknowledgeKeyBytes = 32;

struct AcknowledgeLink {
  std::string incident;               // id, at most 64 bytes
  std::string person;                 // id in staff.yml, or empty for a group
  Timestamp expires_at;               // whole seconds count
  std::string nonce;                  // 8 bytes; the same for every attempt of one notification, another for every other
};

// Letters, digits, "-" and "_". `key` has 32 bytes.
std::string SignAcknowledgeLink(const AcknowledgeLink& link, std::string_view key);

// kInvalid, with a sentence for the person who opened it, when the token is not ours, was changed or has expired.
Result<AcknowledgeLink> VerifyAcknowledgeLink(std::string_view token, std::string_view key, Timestamp now);

// A nonce that a retry makes again.
std::string AcknowledgeNonce(std::string_view notification_id, std::string_view key);

// `public_url` with or without a slash at its end; empty gives an empty URL.
std::string AcknowledgeUrl(std::string_view public_url, std::string_view token);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_ACKNOWLEDGE_LINK_H_
