#include "daemon/net/http_headers.h"

#include <algorithm>

namespace fenghuo {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return Lower(x) == Lower(y); });
}

}  // namespace

void HttpHeaders::Continue(std::string_view more) {
  if (lines_.empty()) return;
  lines_.back().value += ' ';
  lines_.back().value += more;
}

const std::string* HttpHeaders::Find(std::string_view name) const {
  for (const HttpHeader& line : lines_) {
    if (SameName(line.name, name)) return &line.value;
  }
  return nullptr;
}

std::string HttpHeaders::Get(std::string_view name) const {
  const std::string* found = Find(name);
  return found == nullptr ? std::string() : *found;
}

}  // namespace fenghuo
