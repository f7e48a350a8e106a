#include "alerts/statements/quotes.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "keywords/stories/fingerprint.h"

namespace fenghuo {
namespace {

// What stands outside of quotation marks, part by part. A mark that is never closed quotes the rest.
std::vector<std::string_view> OwnWords(std::string_view text) {
  constexpr std::string_view kOpen = "“";
  constexpr std::string_view kClose = "”";
  std::vector<std::string_view> parts;
  while (true) {
    const size_t open = text.find(kOpen);
    parts.push_back(text.substr(0, open));
    if (open == std::string_view::npos) return parts;
    const size_t close = text.find(kClose, open);
    if (close == std::string_view::npos) return parts;
    text.remove_prefix(close + kClose.size());
  }
}

bool SharesARun(std::string_view statement, std::string_view document) {
  std::vector<std::u32string> parts;
  for (std::string_view part : OwnWords(statement)) parts.push_back(ComparableText(part));
  std::set<std::u32string_view> runs;
  for (const std::u32string& part : parts) {
    for (size_t i = 0; i + kQuotedCharacters <= part.size(); ++i) runs.insert(std::u32string_view(part).substr(i, kQuotedCharacters));
  }
  const std::u32string text = ComparableText(document);
  for (size_t i = 0; i + kQuotedCharacters <= text.size(); ++i) {
    if (runs.contains(std::u32string_view(text).substr(i, kQuotedCharacters))) return true;
  }
  return false;
}

// "https://www.example.gov.cn/art/1.html#top" -> "www.example.gov.cn/art/1.html"
std::string_view Address(std::string_view link) {
  const size_t scheme = link.find("://");
  if (scheme != std::string_view::npos) link.remove_prefix(scheme + 3);
  link = link.substr(0, link.find('#'));
  while (link.ends_with('/')) link.remove_suffix(1);
  return link;
}

bool GoesOn(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || std::string_view("/._-?&=%").find(c) != std::string_view::npos;
}

// A full stop behind an address ends the sentence, not the address.
bool EndsHere(std::string_view rest) {
  if (rest.starts_with('.')) rest.remove_prefix(1);
  return rest.empty() || !GoesOn(rest[0]);
}

bool Names(std::string_view text, std::string_view address) {
  if (address.find('/') == std::string_view::npos) return false;
  for (size_t at = text.find(address); at != std::string_view::npos; at = text.find(address, at + 1)) {
    std::string_view rest = text.substr(at + address.size());
    if (rest.starts_with('/')) rest.remove_prefix(1);
    if (EndsHere(rest)) return true;
  }
  return false;
}

}  // namespace

bool Quotes(const Document& document, const Statement& statement) {
  const std::string_view address = Address(statement.link);
  if (!address.empty() && Address(document.url) == address) return false;
  if (Names(document.title, address) || Names(document.text, address)) return true;
  return SharesARun(statement.text, document.title + "\n" + document.text);
}

std::vector<int> QuotedStatements(const Document& document, const Incident& incident) {
  std::vector<int> numbers;
  for (const Statement& statement : incident.statements) {
    if (statement.state != StatementState::kPublished || statement.quoted_by.size() >= kQuotesMax) continue;
    const bool counted = std::find(statement.quoted_by.begin(), statement.quoted_by.end(), document.id) != statement.quoted_by.end();
    if (!counted && Quotes(document, statement)) numbers.push_back(statement.number);
  }
  return numbers;
}

}  // namespace fenghuo
