// A Url is an address that we agree to look at: parsed by libcurl's own parser after we refused what parsers disagree about.
//
//   Result<Url> url = ParseUrl(text, UrlKind::kWeb);
//   Result<Url> next = ResolveUrl(*url, location);
//
// Refused before libcurl sees the text: backslash, control characters, blanks, user names, "%" in the authority (so zone ids and
// encoded hosts), http:/host and http:///host, more than 8 KiB. International names become ASCII here (UTS 46,
// non-transitional), so what libcurl gets does not depend on the locale. Facts: reliability.md 4.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_NET_URL_H_
#define FENGHUO_DAEMON_NET_URL_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace fenghuo {

struct Url {
  std::string text;    // normalised, ASCII, without fragment, with its port for smtp; parses to the same Url again
  std::string scheme;  // http, https, smtp or smtps; udp, tcp or tls
  std::string host;    // lower case ASCII without trailing dot; an IPv4 literal as four decimals, IPv6 without brackets
  int port = 0;        // 1 to 65535, the scheme's own when the text has none
  std::string path;    // begins with "/", still encoded, without query

  friend bool operator==(const Url&, const Url&) = default;
};

// http and https; smtp and smtps; where a collector of syslog takes messages: udp and tcp (port 514) and tls (6514), without a path.
enum class UrlKind { kWeb, kMail, kSyslog };

// kInvalid: the message says what is wrong and never repeats the text, which may hold a secret.
Result<Url> ParseUrl(std::string_view text, UrlKind kind);

// `location` as a browser standing at `base` would read it (RFC 3986 section 5), then as ParseUrl.
Result<Url> ResolveUrl(const Url& base, std::string_view location);

// Whether two web addresses are of one owner by their hosts' names: equal, or alike in their last two labels (three below ".com.cn" and
// its like). Never for what ParseUrl refuses; literal addresses must be equal.
bool IsSameSite(std::string_view a, std::string_view b);

// Whether scheme, host and port are the same. Never for what ParseUrl refuses.
bool IsSameOrigin(std::string_view a, std::string_view b);

// "https://host:port" for messages: no path, where the secrets are.
std::string Origin(const Url& url);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_URL_H_
