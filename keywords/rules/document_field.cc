#include "keywords/rules/document_field.h"

#include <algorithm>
#include <string>

#include "keywords/text/fold.h"

namespace fenghuo {
namespace {

bool Holds(std::string_view whole, std::string_view part) { return whole.find(part) != std::string_view::npos; }

// Of http and https addresses: what stands between "//" and a port, path or query, without user name.
std::string_view HostOf(std::string_view url) {
  const size_t slashes = url.find("://");
  if (slashes == std::string_view::npos) return {};
  std::string_view host = url.substr(slashes + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  host = host.substr(host.find('@') == std::string_view::npos ? 0 : host.rfind('@') + 1);
  return host.substr(0, host.rfind(':'));
}

bool IsSite(const std::string& host, std::string_view site) {
  return host.ends_with(site) && (host.size() == site.size() || host[host.size() - site.size() - 1] == '.');
}

bool IsLanguage(const std::string& tag, std::string_view language) {
  return tag.starts_with(language) && (tag.size() == language.size() || tag[language.size()] == '-');
}

}  // namespace

bool DocumentFieldHolds(QueryNode::Field field, std::string_view value, const Document& document) {
  switch (field) {
    case QueryNode::Field::kAuthor: return Holds(Fold(document.author), value);
    case QueryNode::Field::kSource: return document.source == value;
    case QueryNode::Field::kSite: return IsSite(Fold(HostOf(document.url)), value);
    case QueryNode::Field::kKind: return Name(document.kind) == value;
    case QueryNode::Field::kTier: return Name(document.tier) == value;
    case QueryNode::Field::kRegion: return Holds(Fold(document.region), value);
    case QueryNode::Field::kLang: return IsLanguage(Fold(document.lang), value);
    case QueryNode::Field::kTag:
      return std::any_of(document.tags.begin(), document.tags.end(), [&](const std::string& tag) { return Fold(tag) == value; });
  }
  return false;
}

}  // namespace fenghuo
