#include "daemon/serve/response_header.h"

#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

constexpr char kContentSecurityPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'";

void AddLine(std::string& out, const std::string& name, const std::string& value) {
  out += name + ": ";
  for (char c : value) {
    auto byte = static_cast<unsigned char>(c);
    if ((byte >= 0x20 && byte != 0x7f) || c == '\t') out += c;
  }
  out += "\r\n";
}

}  // namespace

std::string ResponseHeader(const Reply& reply, const HeaderOptions& options) {
  std::string out = "HTTP/1.1 " + std::to_string(reply.status) + " " + StatusTitle(reply.status) + "\r\n";
  AddLine(out, "Server", "fenghuo");
  if (!reply.content_type.empty() && reply.status != 304) AddLine(out, "Content-Type", reply.content_type);
  const bool has_content = reply.status != 204 && reply.status != 304 && reply.stream == Stream::kNo;
  if (has_content) AddLine(out, "Content-Length", std::to_string(reply.body.size()));
  AddLine(out, "Connection", options.keep_alive ? "keep-alive" : "close");
  AddLine(out, "Cache-Control", reply.cache);
  AddLine(out, "Content-Security-Policy", kContentSecurityPolicy);
  AddLine(out, "X-Content-Type-Options", "nosniff");
  AddLine(out, "X-Frame-Options", "DENY");
  AddLine(out, "Referrer-Policy", reply.referrer);
  AddLine(out, "Cross-Origin-Opener-Policy", "same-origin");
  AddLine(out, "Cross-Origin-Resource-Policy", "same-origin");
  AddLine(out, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (options.https) AddLine(out, "Strict-Transport-Security", "max-age=31536000");
  for (const auto& [name, value] : reply.headers) AddLine(out, name, value);
  out += "\r\n";
  return out;
}

}  // namespace fenghuo
