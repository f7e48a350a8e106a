#include "daemon/net/url.h"

#include <curl/urlapi.h>
#include <idn2.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "daemon/net/ip_address.h"

namespace fenghuo {
namespace {

constexpr size_t kUrlBytesMax = 8 * 1024;
constexpr size_t kHostBytesMax = 253;  // RFC 1035 2.3.4, written form
constexpr int kSyslogPort = 514;        // RFC 5426 3.3; by TCP it is usage, not a standard (RFC 6587 3.2)
constexpr int kSyslogTlsPort = 6514;    // RFC 5425 4.1
constexpr int kRounds = 3;             // of normalising; the second finds nothing to do in any text we know

struct CurlUrlDeleter {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using CurlUrl = std::unique_ptr<CURLU, CurlUrlDeleter>;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// What parsers disagree about, or what would end a line of the protocol.
std::optional<Error> RefuseBytes(std::string_view text) {
  if (text.empty()) return Invalid("a URL is missing");
  if (text.size() > kUrlBytesMax) return Invalid("a URL must have at most 8192 bytes");
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return Invalid("a URL must not hold control characters");
    if (c == ' ') return Invalid("a URL must not hold blanks");
    if (c == '\\') return Invalid("a URL must not hold a backslash");
  }
  return std::nullopt;
}

// The length of "scheme" in "scheme:rest" (RFC 3986 3.1), or 0.
size_t SchemeLength(std::string_view text) {
  if (text.empty() || !IsAlpha(text[0])) return 0;
  for (size_t i = 1; i < text.size(); ++i) {
    char c = text[i];
    if (c == ':') return i;
    if (!IsAlpha(c) && !IsDigit(c) && c != '+' && c != '-' && c != '.') return 0;
  }
  return 0;
}

const char* SchemesOf(UrlKind kind) {
  switch (kind) {
    case UrlKind::kMail: return "a URL must begin with smtp:// or smtps://";
    case UrlKind::kSyslog: return "a URL must begin with udp://, tcp:// or tls://";
    case UrlKind::kWeb: break;
  }
  return "a URL must begin with http:// or https://";
}

bool IsSchemeOf(std::string_view scheme, UrlKind kind) {
  if (kind == UrlKind::kSyslog) return scheme == "udp" || scheme == "tcp" || scheme == "tls";
  if (kind == UrlKind::kMail) return scheme == "smtp" || scheme == "smtps";
  return scheme == "http" || scheme == "https";
}

// Ours for smtp:// is the port of submission, 587 (RFC 8314 3.3); libcurl's is 25.
int DefaultPort(std::string_view scheme) {
  if (scheme == "http") return 80;
  if (scheme == "https") return 443;
  return scheme == "smtps" ? 465 : 587;
}

Result<std::string> IdnToAscii(std::string_view host) {
  char* ascii = nullptr;
  std::string copy(host);
  int code = idn2_to_ascii_8z(copy.c_str(), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  if (code != IDN2_OK) return Invalid("the host is no valid international name");
  std::string result(ascii);
  idn2_free(ascii);
  return result;
}

// The text with an ASCII host. Full-width digits and ideographic full stops become what they look like.
Result<std::string> WithAsciiHost(std::string_view text, size_t authority_at) {
  size_t end = std::min(text.find_first_of("/?#", authority_at), text.size());
  std::string_view authority = text.substr(authority_at, end - authority_at);
  if (authority.empty()) return Invalid("a URL must name a host");
  if (authority.find('@') != std::string_view::npos) return Invalid("a URL must not hold a user name");
  if (authority.find('%') != std::string_view::npos) return Invalid("the host must not hold percent signs");
  if (IsAscii(authority)) return std::string(text);
  size_t colon = authority.rfind(':');
  bool has_port = colon != std::string_view::npos && IsAscii(authority.substr(colon));
  std::string_view port = has_port ? authority.substr(colon) : std::string_view();
  Result<std::string> host = IdnToAscii(authority.substr(0, authority.size() - port.size()));
  if (!host.ok()) return host.error();
  // UTS 46 maps full-width "／" and "＠" too: what follows would be another URL.
  if (host->find_first_of("/?#@:\\%[] ") != std::string::npos) return Invalid("the host is no valid international name");
  return std::string(text.substr(0, authority_at)) + *host + std::string(port) + std::string(text.substr(end));
}

std::optional<std::string> Part(CURLU* handle, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle, part, &text, flags) != CURLUE_OK) return std::nullopt;
  std::string copy(text);
  curl_free(text);
  return copy;
}

std::optional<Error> RefuseName(std::string_view host) {
  if (host.empty() || host.size() > kHostBytesMax) return Invalid("the host must have 1 to 253 characters");
  bool label_is_empty = host.front() == '.' || host.back() == '.' || host.find("..") != std::string_view::npos;
  bool characters_ok = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '-' || c == '.' || c == '_';
  });
  if (label_is_empty || !characters_ok) return Invalid("the host is no valid name");
  // A resolver reads many odd numbers as addresses; libcurl has already turned those that it knows into four decimals.
  std::string_view last = host.substr(host.rfind('.') == std::string_view::npos ? 0 : host.rfind('.') + 1);
  bool number = std::all_of(last.begin(), last.end(), IsDigit) || last.starts_with("0x");
  if (number) return Invalid("the host looks like an address and is none");
  return std::nullopt;
}

// "[::1]" and "127.0.0.1." as ParseUrl gives them out; `bracketed` is the form for the text.
struct HostForms {
  std::string plain;
  std::string bracketed;
};

Result<HostForms> NormaliseHost(std::string host) {
  host = Lower(host);
  if (!host.empty() && host.front() == '[') {
    std::optional<IpAddress> address = ParseIpAddress(std::string_view(host).substr(1, host.size() - 2));
    if (host.back() != ']' || !address) return Invalid("the host is no valid address");
    std::string plain = FormatIpAddress(*address);
    return HostForms{plain, "[" + plain + "]"};
  }
  if (host.size() > 1 && host.back() == '.') host.pop_back();
  std::optional<IpAddress> address = ParseIpAddress(host);
  if (address && address->family == IpFamily::kV4) return HostForms{host, host};
  if (std::optional<Error> refused = RefuseName(host)) return *refused;
  return HostForms{host, host};
}

// One reading by libcurl of a text that WithAsciiHost let through.
Result<Url> ReadWithCurl(const std::string& text) {
  CurlUrl handle(curl_url());
  CURLUcode code = curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), CURLU_URLENCODE);
  if (code == CURLUE_BAD_PORT_NUMBER) return Invalid("the port must be 1 to 65535");
  if (code != CURLUE_OK) return Invalid("libcurl cannot read the URL");
  std::optional<std::string> scheme = Part(handle.get(), CURLUPART_SCHEME);
  std::optional<std::string> host = Part(handle.get(), CURLUPART_HOST);
  std::optional<std::string> path = Part(handle.get(), CURLUPART_PATH);
  std::optional<std::string> query = Part(handle.get(), CURLUPART_QUERY);
  if (!scheme || !host || !path) return Invalid("libcurl cannot read the URL");
  if (Part(handle.get(), CURLUPART_USER) || Part(handle.get(), CURLUPART_PASSWORD)) {
    return Invalid("a URL must not hold a user name");
  }
  Url url;
  url.scheme = Lower(*scheme);
  url.path = *path;
  url.port = DefaultPort(url.scheme);
  if (std::optional<std::string> port = Part(handle.get(), CURLUPART_PORT)) {
    auto [end, error] = std::from_chars(port->data(), port->data() + port->size(), url.port);
    bool digits_only = error == std::errc() && end == port->data() + port->size();
    if (!digits_only || url.port < 1 || url.port > 65535) return Invalid("the port must be 1 to 65535");
  }
  Result<HostForms> forms = NormaliseHost(*host);
  if (!forms.ok()) return forms.error();
  url.host = forms->plain;
  url.text = url.scheme + "://" + forms->bracketed;
  bool every_reader_knows = url.port == DefaultPort(url.scheme) && url.scheme != "smtp";
  if (!every_reader_knows) url.text += ":" + std::to_string(url.port);
  url.text += url.path;
  if (query) url.text += "?" + *query;
  return url;
}

// libcurl's parser knows none of these schemes, but the rest of such a URL reads like any other. Read as http and as https it has two
// ports when it names none.
Result<Url> ReadSyslogUrl(std::string_view scheme, std::string_view rest) {
  Result<Url> url = ParseUrl("http" + std::string(rest), UrlKind::kWeb);
  if (!url.ok()) return url.error();
  if (url->path != "/" || url->text.find('?') != std::string::npos) return Invalid("the URL of a log collector must end with its port");
  Result<Url> other = ParseUrl("https" + std::string(rest), UrlKind::kWeb);
  if (other.ok() && other->port != url->port) url->port = scheme == "tls" ? kSyslogTlsPort : kSyslogPort;
  url->scheme = scheme;
  url->text = Origin(*url) + "/";
  return url;
}

// "news.saw.com.cn" -> "saw.com.cn". By the shape of the names: a list of public suffixes would have to be kept up to date, and what
// depends on this is only which pages and redirects we are too careful to follow.
std::string_view SiteOf(std::string_view host) {
  constexpr std::string_view kKinds[] = {"com", "net", "org", "gov", "edu", "ac", "co", "mil"};
  size_t last = host.rfind('.');
  bool literal = host.find(':') != std::string_view::npos ||
                 host.find_first_not_of("0123456789", last == std::string_view::npos ? 0 : last + 1) == std::string_view::npos;
  if (literal || last == std::string_view::npos || last == 0) return host;
  size_t second = host.rfind('.', last - 1);
  if (second == std::string_view::npos) return host;
  std::string_view kind = host.substr(second + 1, last - second - 1);
  bool below_country = host.size() - last == 3 && std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds);
  if (!below_country) return host.substr(second + 1);
  size_t third = second == 0 ? std::string_view::npos : host.rfind('.', second - 1);
  return third == std::string_view::npos ? host : host.substr(third + 1);
}

}  // namespace

bool IsSameSite(std::string_view a, std::string_view b) {
  Result<Url> first = ParseUrl(a, UrlKind::kWeb);
  Result<Url> second = ParseUrl(b, UrlKind::kWeb);
  return first.ok() && second.ok() && SiteOf(first->host) == SiteOf(second->host);
}

Result<Url> ParseUrl(std::string_view text, UrlKind kind) {
  if (std::optional<Error> refused = RefuseBytes(text)) return *refused;
  const char* schemes = SchemesOf(kind);
  size_t scheme = SchemeLength(text);
  if (scheme == 0 || !IsSchemeOf(Lower(text.substr(0, scheme)), kind)) return Invalid(schemes);
  if (text.substr(scheme, 3) != "://" || text.substr(scheme, 4) == ":///") return Invalid(schemes);
  if (kind == UrlKind::kSyslog) return ReadSyslogUrl(Lower(text.substr(0, scheme)), text.substr(scheme));
  Result<std::string> ascii = WithAsciiHost(text, scheme + 3);
  if (!ascii.ok()) return ascii.error();
  std::string current = *ascii;
  for (int round = 0; round < kRounds; ++round) {
    Result<Url> url = ReadWithCurl(current);
    if (!url.ok()) return url.error();
    if (url->text.size() > kUrlBytesMax) return Invalid("a URL must have at most 8192 bytes");
    if (url->text == current) return url;
    current = url->text;
  }
  return Invalid("the URL does not come to rest when it is normalised");
}

Result<Url> ResolveUrl(const Url& base, std::string_view location) {
  if (std::optional<Error> refused = RefuseBytes(location)) return *refused;
  if (SchemeLength(location) > 0) return ParseUrl(location, UrlKind::kWeb);
  if (location.substr(0, 3) == "///") return Invalid("a URL must name a host");
  CurlUrl handle(curl_url());
  std::string copy(location);
  if (curl_url_set(handle.get(), CURLUPART_URL, base.text.c_str(), 0) != CURLUE_OK ||
      curl_url_set(handle.get(), CURLUPART_URL, copy.c_str(), CURLU_URLENCODE) != CURLUE_OK) {
    return Invalid("libcurl cannot read the URL");
  }
  std::optional<std::string> whole = Part(handle.get(), CURLUPART_URL);
  if (!whole) return Invalid("libcurl cannot read the URL");
  return ParseUrl(*whole, UrlKind::kWeb);
}

bool IsSameOrigin(std::string_view a, std::string_view b) {
  Result<Url> one = ParseUrl(a, UrlKind::kWeb);
  Result<Url> other = ParseUrl(b, UrlKind::kWeb);
  return one.ok() && other.ok() && Origin(*one) == Origin(*other);
}

std::string Origin(const Url& url) {
  bool v6 = url.host.find(':') != std::string::npos;
  return url.scheme + "://" + (v6 ? "[" + url.host + "]" : url.host) + ":" + std::to_string(url.port);
}

}  // namespace fenghuo
