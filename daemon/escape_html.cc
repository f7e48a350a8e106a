#include "daemon/escape_html.h"

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool TurnsOrHides(char32_t c) {
  const bool control = (c < 0x20 && c != U'\n') || (c >= 0x7f && c < 0xa0);
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

}  // namespace fenghuo
