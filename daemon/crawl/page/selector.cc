#include "daemon/crawl/page/selector.h"

#include <algorithm>
#include <cstdint>

#include "daemon/crawl/feed/html_text.h"

namespace fenghuo {
namespace {

bool HoldsWord(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    size_t end = std::min(words.find_first_of(" \t\r\n\f"), words.size());
    if (words.substr(0, end) == wanted) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

bool FitsAttribute(const HtmlPage& page, size_t node, const Selector::Test& test) {
  std::string_view is = page.Attribute(node, test.name.c_str());
  switch (test.comparison) {
    case 0:
      return page.HasAttribute(node, test.name.c_str());
    case '=':
      return page.HasAttribute(node, test.name.c_str()) && is == test.value;
    case '~':
      return HoldsWord(is, test.value);
    case '^':
      return !test.value.empty() && is.starts_with(test.value);
    case '$':
      return !test.value.empty() && is.ends_with(test.value);
    default:
      return !test.value.empty() && is.find(test.value) != std::string_view::npos;
  }
}

bool IsLastChild(const HtmlPage& page, size_t node) {
  size_t parent = page.node(node).parent;
  size_t end = parent == HtmlPage::kNone ? page.size() : page.node(parent).end;
  for (size_t i = page.node(node).end; i < end; i = page.node(i).end) {
    if (!page.node(i).name.empty()) return false;
  }
  return true;
}

// `place` is the element's among its parent's children, from 1.
bool Fits(const HtmlPage& page, size_t node, size_t place, const std::vector<Selector::Test>& tests) {
  using Kind = Selector::Test::Kind;
  return std::all_of(tests.begin(), tests.end(), [&](const Selector::Test& test) {
    switch (test.kind) {
      case Kind::kElement:
        return page.node(node).name == test.name;
      case Kind::kId:
        return page.Attribute(node, "id") == test.name;
      case Kind::kClass:
        return HoldsWord(page.Attribute(node, "class"), test.name);
      case Kind::kAttribute:
        return FitsAttribute(page, node, test);
      case Kind::kNthChild:
        return place == test.nth;
      case Kind::kLastChild:
        return IsLastChild(page, node);
      case Kind::kNot:
        return !Fits(page, node, place, test.inner);
    }
    return false;
  });
}

// An open element of the walk. Bit k of a mask says that the chain's compounds up to k were matched there.
struct Level {
  size_t end = 0;
  uint32_t self = 0;
  uint32_t ancestors = 0;  // and self
  uint32_t previous = 0;   // the last child so far
  uint32_t before = 0;     // any child so far
  size_t children = 0;
};

bool Hangs(const Selector::Compound& compound, size_t k, const Level& parent, bool parent_is_scope) {
  if (k == 0) return compound.combinator != '>' || parent_is_scope;
  uint32_t mask = compound.combinator == '>'   ? parent.self
                  : compound.combinator == '+' ? parent.previous
                  : compound.combinator == '~' ? parent.before
                                               : parent.ancestors;
  return (mask >> (k - 1) & 1U) != 0;
}

void FindChain(const HtmlPage& page, size_t scope, const Selector::Chain& chain, std::vector<size_t>& found) {
  std::vector<Level> levels = {{.end = page.node(scope).end}};
  for (size_t i = scope + 1; i < page.node(scope).end; ++i) {
    while (levels.back().end <= i) levels.pop_back();
    if (page.node(i).name.empty()) continue;
    Level& parent = levels.back();
    ++parent.children;
    uint32_t mask = 0;
    for (size_t k = 0; k < chain.size(); ++k) {
      bool hangs = Hangs(chain[k], k, parent, levels.size() == 1);
      if (hangs && Fits(page, i, parent.children, chain[k].tests)) mask |= 1U << k;
    }
    if ((mask >> (chain.size() - 1) & 1U) != 0) found.push_back(i);
    parent.previous = mask;
    parent.before |= mask;
    levels.push_back({.end = page.node(i).end, .self = mask, .ancestors = parent.ancestors | mask});
  }
}

}  // namespace

std::vector<size_t> Selector::Find(const HtmlPage& page, size_t scope) const {
  if (xpath_) return xpath_->Find(page, scope);
  std::vector<size_t> found;
  for (const Chain& chain : chains_) FindChain(page, scope, chain, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string Selector::Read(const HtmlPage& page, size_t node) const {
  if (reads_ == Reads::kAttribute) return CollapseSpaces(page.Attribute(node, attribute_.c_str()));
  if (reads_ == Reads::kAllText) return page.LineOf(node);
  std::string own;
  for (size_t i = node + 1; i < page.node(node).end; i = page.node(i).end) {
    own += page.node(i).name.empty() ? page.node(i).text : std::string_view(" ");
  }
  return CollapseSpaces(own);
}

std::string Selector::Value(const HtmlPage& page, size_t scope) const {
  if (xpath_) return xpath_->Value(page, scope);
  if (chains_.empty()) return Read(page, scope);
  for (size_t node : Find(page, scope)) {
    std::string value = Read(page, node);
    if (!value.empty()) return value;
  }
  return {};
}

}  // namespace fenghuo
