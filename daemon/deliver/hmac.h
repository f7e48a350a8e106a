// HMAC-SHA256 (RFC 2104, FIPS 198-1), SHA-256 and Base64 (RFC 4648), both by libsodium.
//
//   std::string mac = HmacSha256(key, message);      // 32 bytes
//   std::string text = Base64(mac);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_HMAC_H_
#define FENGHUO_DAEMON_DELIVER_HMAC_H_

#include <optional>
#include <string>
#include <string_view>

namespace fenghuo {

// A key of any length, also an empty one.
std::string HmacSha256(std::string_view key, std::string_view message);

// 32 bytes.
std::string Sha256(std::string_view message);

// Two lower-case digits a byte.
std::string Hex(std::string_view bytes);

// With padding, letters of the usual alphabet.
std::string Base64(std::string_view bytes);
// Nothing for anything but exactly that form.
std::optional<std::string> FromBase64(std::string_view text);

// Without padding, "-" and "_" for "+" and "/": fit for a URL.
std::string Base64Url(std::string_view bytes);
std::optional<std::string> FromBase64Url(std::string_view text);

// In a time that does not tell where they differ.
bool EqualInConstantTime(std::string_view a, std::string_view b);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_HMAC_H_
