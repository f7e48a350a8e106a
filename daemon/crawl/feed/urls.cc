#include "daemon/crawl/feed/urls.h"

#include <algorithm>
#include <array>

namespace fenghuo {
namespace {

constexpr size_t kUrlBytesMax = 8192;

struct Parts {
  std::string_view scheme;     // without ':'
  std::string_view authority;  // without "//"
  std::string_view path;
  std::string_view query;     // without '?'
  std::string_view fragment;  // without '#'
  bool has_authority = false;
  bool has_query = false;
  bool has_fragment = false;
};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string ToLower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

bool IsSchemeCharacter(char c, bool first) {
  char lower = Lower(c);
  if (lower >= 'a' && lower <= 'z') return true;
  return !first && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.');
}

size_t SchemeLength(std::string_view url) {
  for (size_t i = 0; i < url.size(); ++i) {
    if (url[i] == ':') return i;
    if (!IsSchemeCharacter(url[i], i == 0)) return 0;
  }
  return 0;
}

// RFC 3986 appendix B.
Parts Split(std::string_view url) {
  Parts parts;
  if (size_t length = SchemeLength(url)) {
    parts.scheme = url.substr(0, length);
    url.remove_prefix(length + 1);
  }
  if (size_t hash = url.find('#'); hash != std::string_view::npos) {
    parts.has_fragment = true;
    parts.fragment = url.substr(hash + 1);
    url = url.substr(0, hash);
  }
  if (size_t mark = url.find('?'); mark != std::string_view::npos) {
    parts.has_query = true;
    parts.query = url.substr(mark + 1);
    url = url.substr(0, mark);
  }
  if (url.starts_with("//")) {
    parts.has_authority = true;
    parts.authority = url.substr(2, url.find('/', 2) - 2);
    url.remove_prefix(2 + parts.authority.size());
  }
  parts.path = url;
  return parts;
}

std::string Join(const Parts& parts) {
  std::string url;
  if (!parts.scheme.empty()) url.append(parts.scheme).append(":");
  if (parts.has_authority) url.append("//").append(parts.authority);
  url.append(parts.path);
  if (parts.has_query) url.append("?").append(parts.query);
  if (parts.has_fragment) url.append("#").append(parts.fragment);
  return url;
}

// RFC 3986 section 5.2.4.
std::string RemoveDotSegments(std::string_view path) {
  std::string out;
  bool rooted = path.starts_with('/');
  while (!path.empty()) {
    size_t slash = path.find('/', path.starts_with('/') ? 1 : 0);
    std::string_view segment = path.substr(0, slash);
    std::string_view name = segment.starts_with('/') ? segment.substr(1) : segment;
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash);
    bool last = path.empty();
    if (name == "." || name == "..") {
      if (name == "..") out.erase(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
      if (last && (rooted || !out.empty())) out += '/';
      continue;
    }
    out.append(segment);
  }
  return out;
}

// Drops what browsers drop: controls everywhere, white space at the ends. Inner spaces become %20.
std::string Clean(std::string_view url) {
  size_t first = url.find_first_not_of(" \t\r\n\f\v");
  if (first == std::string_view::npos || url.size() > kUrlBytesMax) return {};
  url = url.substr(first, url.find_last_not_of(" \t\r\n\f\v") - first + 1);
  std::string clean;
  clean.reserve(url.size());
  for (char c : url) {
    if (c == ' ') {
      clean += "%20";
    } else if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) {
      clean += c;
    }
  }
  return clean;
}

bool IsWebScheme(std::string_view scheme) {
  std::string lower = ToLower(scheme);
  return lower == "http" || lower == "https";
}

// "#/detail/17" and "#!/detail/17" name a page of a site that is one document for browsers; "#top" is a place in a page.
bool NamesAPage(std::string_view fragment) {
  return fragment.size() > 1 && (fragment.front() == '/' || fragment.front() == '!') && fragment != "!/";
}

std::string_view HostOf(std::string_view authority) {
  size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  size_t bracket = authority.find(']');
  return authority.substr(0, authority.find(':', bracket == std::string_view::npos ? 0 : bracket));
}

// Nothing, or ':' and digits, follows the host (RFC 3986 section 3.2).
bool HasPlainPort(std::string_view authority) {
  std::string_view host = HostOf(authority);
  std::string_view rest = authority.substr(static_cast<size_t>(host.data() - authority.data()) + host.size());
  return rest.empty() || rest.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool IsTracking(std::string_view parameter) {
  std::string name = ToLower(parameter.substr(0, parameter.find('=')));
  if (name.starts_with("utm_") || name.starts_with("hmsr") || name.starts_with("mtm_")) return true;
  static constexpr std::array<std::string_view, 16> kNames = {
      "_trans_",  "chksm", "fbclid",       "from",   "from_source", "fromid", "gclid",       "isappinstalled", "mc_cid",
      "mc_eid",   "scm",   "share_source", "spm",         "spm_id_from", "vd_source", "weibo_id"};
  return std::binary_search(kNames.begin(), kNames.end(), name);
}

std::string WithoutTracking(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    size_t end = query.find('&');
    std::string_view parameter = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    if (parameter.empty() || IsTracking(parameter)) continue;
    if (!kept.empty()) kept += '&';
    kept.append(parameter);
  }
  return kept;
}

}  // namespace

std::string ResolveUrl(std::string_view base, std::string_view reference) {
  std::string clean = Clean(reference);
  Parts target = Split(clean);
  if (!target.scheme.empty() || base.empty()) return clean;
  std::string clean_base = Clean(base);
  Parts from = Split(clean_base);
  if (from.scheme.empty() || !from.has_authority) return clean;
  std::string path;
  if (!target.has_authority) {
    target.authority = from.authority;
    target.has_authority = true;
    if (target.path.empty()) {
      path = from.path;
      if (!target.has_query) {
        target.query = from.query;
        target.has_query = from.has_query;
      }
    } else if (target.path.starts_with('/')) {
      path = RemoveDotSegments(target.path);
    } else {
      size_t slash = from.path.rfind('/');
      std::string merged(slash == std::string_view::npos ? "/" : from.path.substr(0, slash + 1));
      path = RemoveDotSegments(merged.append(target.path));
    }
  } else {
    path = RemoveDotSegments(target.path);
  }
  target.scheme = from.scheme;
  target.path = path;
  return Join(target);
}

std::string WebUrl(std::string_view url) {
  std::string clean = Clean(url);
  Parts parts = Split(clean);
  if (!IsWebScheme(parts.scheme) || HostOf(parts.authority).empty()) return {};
  if (parts.authority.find_first_of("\"<>\\^`{|}") != std::string_view::npos || !HasPlainPort(parts.authority)) return {};
  return clean;
}

std::string CanonicalUrl(std::string_view url) {
  std::string web = WebUrl(url);
  if (web.empty()) return web;
  Parts parts = Split(web);
  std::string scheme = ToLower(parts.scheme);
  std::string authority = ToLower(parts.authority);
  for (std::string_view port : {scheme == "http" ? ":80" : ":443", ":"}) {
    if (authority.ends_with(port)) authority.resize(authority.size() - port.size());
  }
  std::string path = RemoveDotSegments(parts.path);
  if (path.empty()) path = "/";
  std::string query = WithoutTracking(parts.query);
  Parts canonical;
  canonical.scheme = scheme;
  canonical.authority = authority;
  canonical.has_authority = true;
  canonical.path = path;
  canonical.query = query;
  canonical.has_query = !query.empty();
  canonical.has_fragment = NamesAPage(parts.fragment);
  if (canonical.has_fragment) canonical.fragment = parts.fragment;
  return Join(canonical);
}

}  // namespace fenghuo
