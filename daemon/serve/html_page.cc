#include "daemon/serve/html_page.h"

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool TurnsOrHides(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
  const bool bidirectional = c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
                             (c >= 0x2066 && c <= 0x2069);
  return control || bidirectional;
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  const std::string valid = ToValidUtf8(text);
  std::string out;
  for (size_t at = 0; at < valid.size();) {
    char32_t c = NextCodePoint(valid, at);
    switch (c) {
      case U'&': out += "&amp;"; break;
      case U'<': out += "&lt;"; break;
      case U'>': out += "&gt;"; break;
      case U'"': out += "&quot;"; break;
      case U'\'': out += "&#39;"; break;
      default: AppendUtf8(TurnsOrHides(c) ? 0xFFFD : c, out);
    }
  }
  return out;
}

std::string Paragraph(std::string_view text) { return "<p>" + EscapeHtml(text) + "</p>\n"; }

Reply HtmlPage(int status, std::string_view title, const std::string& body) {
  const std::string shown = EscapeHtml(title);
  Reply reply{.status = status, .content_type = "text/html; charset=utf-8"};
  reply.body =
      "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n<title>" +
      shown + "</title>\n<link rel=\"stylesheet\" href=\"/acknowledge.css\">\n</head>\n<body>\n<main>\n<h1>" + shown + "</h1>\n" +
      body + "</main>\n</body>\n</html>\n";
  // The form must be able to say that it comes from here; the address, which holds the proof, still goes to nobody else.
  reply.referrer = "same-origin";
  return reply;
}

}  // namespace fenghuo
