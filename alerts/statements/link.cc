#include "alerts/statements/link.h"

#include <algorithm>

namespace fenghuo {

bool IsWebLink(std::string_view text) {
  if (text.size() > kLinkBytesMax) return false;
  const bool breaks = std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
  });
  if (breaks) return false;
  if (text.starts_with("http://")) {
    text.remove_prefix(7);
  } else if (text.starts_with("https://")) {
    text.remove_prefix(8);
  } else {
    return false;
  }
  const std::string_view host = text.substr(0, text.find_first_of("/?#"));
  return !host.empty() && host.front() != '.' && host.front() != ':' && host.find('@') == std::string_view::npos;
}

}  // namespace fenghuo
