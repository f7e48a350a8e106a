#include "daemon/serve/host_check.h"

#include <algorithm>

namespace fenghuo {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

// Where the port begins (its colon); npos when there is none. Colons inside of [] belong to the address.
size_t PortColon(std::string_view authority) {
  size_t colon = authority.rfind(':');
  size_t bracket = authority.rfind(']');
  bool inside = bracket != std::string_view::npos && colon != std::string_view::npos && colon < bracket;
  return inside ? std::string_view::npos : colon;
}

bool LooksLikeAuthority(std::string_view text) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789.-_[]:";
  return !text.empty() && text.size() <= 255 && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

// "https://Desk.example/path" -> "https" and "desk.example".
struct SchemeAndAuthority {
  std::string scheme;
  std::string authority;
};
SchemeAndAuthority Split(std::string_view url) {
  size_t colon = url.find("://");
  if (colon == std::string_view::npos) return {};
  std::string_view rest = url.substr(colon + 3);
  return {Lower(url.substr(0, colon)), Lower(rest.substr(0, rest.find('/')))};
}

// The authority without the port that the scheme has anyway.
std::string WithoutDefaultPort(const std::string& scheme, const std::string& authority) {
  const std::string port = scheme == "https" ? ":443" : ":80";
  return authority.ends_with(port) ? authority.substr(0, authority.size() - port.size()) : authority;
}

}  // namespace

HostCheck::HostCheck(const ServeConfig& config, int port) {
  const std::string behind = ":" + std::to_string(port);
  for (const char* host : {"localhost", "127.0.0.1", "[::1]"}) authorities_.insert(host + behind);
  std::string listen = Lower(config.listen);
  authorities_.insert(listen.substr(0, PortColon(listen)) + behind);
  if (port == 80) hosts_.insert({"localhost", "127.0.0.1", "[::1]"});
  for (const std::string& entry : config.allowed_hosts) {
    std::string host = Lower(entry);
    (PortColon(host) == std::string::npos ? hosts_ : authorities_).insert(host);
  }
  SchemeAndAuthority shown = Split(config.public_url);
  if (shown.authority.empty()) return;
  std::string plain = WithoutDefaultPort(shown.scheme, shown.authority);
  public_origin_ = shown.scheme + "://" + plain;
  authorities_.insert(plain);
  if (PortColon(plain) == std::string::npos) authorities_.insert(plain + (shown.scheme == "https" ? ":443" : ":80"));
}

bool HostCheck::Allows(std::string_view host, std::string_view local) const {
  std::string name = Lower(host);
  if (!LooksLikeAuthority(name)) return false;
  if (authorities_.contains(name) || name == local) return true;
  return hosts_.contains(name.substr(0, PortColon(name)));
}

RequestOrigin HostCheck::OriginOf(const ServeRequest& request) const {
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin") return RequestOrigin::kForeign;
  if (request.origin.empty()) return request.fetch_site.empty() ? RequestOrigin::kNone : RequestOrigin::kOwnPage;
  SchemeAndAuthority origin = Split(request.origin);
  if (origin.authority.empty()) return RequestOrigin::kForeign;  // "null" too
  std::string plain = WithoutDefaultPort(origin.scheme, origin.authority);
  // A proxy in front may give its own name as Host.
  if (origin.scheme + "://" + plain == public_origin_) return RequestOrigin::kOwnPage;
  return plain == WithoutDefaultPort(origin.scheme, Lower(request.host)) ? RequestOrigin::kOwnPage : RequestOrigin::kForeign;
}

}  // namespace fenghuo
