#include "keywords/rules/query_needs.h"

#include <algorithm>
#include <iterator>

#include "keywords/text/fold.h"
#include "keywords/text/sentences.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;

std::string Folded(const std::string& term) { return std::string(TrimSpace(Fold(term))); }

// Latin words and numbers count only whole, so only terms without them are sure to be found inside another.
bool HoldsWhole(const std::string& word, const std::string& inner) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (word == inner) return true;
  return word[0] != '/' && !is_ascii(inner.front()) && !is_ascii(inner.back()) && word.find(inner) != std::string::npos;
}

}  // namespace

WordList QueryWords(const QueryNode& node, const TermSets& term_sets) {
  WordList words;
  if (node.kind == Kind::kTerm || node.kind == Kind::kRaw) words.push_back(Folded(node.text));
  if (node.kind == Kind::kPattern) words.push_back("/" + node.text);
  if (node.kind == Kind::kSet) {
    const auto found = term_sets.find(node.text);
    if (found == term_sets.end()) return words;
    for (const std::string& term : found->second.terms) words.push_back(Folded(term));
    for (const std::string& pattern : found->second.patterns) words.push_back("/" + pattern);
  }
  std::erase(words, "");
  return words;
}

std::vector<WordList> QueryNeeds(const QueryNode& node, const TermSets& term_sets) {
  const WordList own = QueryWords(node, term_sets);
  if (!own.empty()) return {own};
  if (node.kind == Kind::kNot) return {};
  std::vector<WordList> needs;
  WordList alternatives;
  for (const QueryNode& child : node.children) {
    std::vector<WordList> of_child = QueryNeeds(child, term_sets);
    if (node.kind == Kind::kOr) {
      if (of_child.empty()) return {};
      alternatives.insert(alternatives.end(), of_child[0].begin(), of_child[0].end());
    } else {
      std::move(of_child.begin(), of_child.end(), std::back_inserter(needs));
    }
  }
  if (node.kind == Kind::kOr) needs.push_back(std::move(alternatives));
  return needs;
}

WordList QueryEnough(const QueryNode& node, const TermSets& term_sets) {
  WordList enough;
  switch (node.kind) {
    case Kind::kTerm:
    case Kind::kPattern:
    case Kind::kSet: return QueryWords(node, term_sets);
    case Kind::kSentence:
    case Kind::kParagraph: return QueryEnough(node.children[0], term_sets);
    case Kind::kOr:
      for (const QueryNode& child : node.children) {
        const WordList of_child = QueryEnough(child, term_sets);
        enough.insert(enough.end(), of_child.begin(), of_child.end());
      }
      return enough;
    default: return enough;
  }
}

bool NeedsOneOf(const WordList& group, const WordList& enough) {
  return std::all_of(group.begin(), group.end(), [&](const std::string& word) {
    return std::any_of(enough.begin(), enough.end(), [&](const std::string& inner) { return HoldsWhole(word, inner); });
  });
}

bool IsSame(const QueryNode& a, const QueryNode& b) {
  const bool text = a.kind == Kind::kTerm ? Folded(a.text) == Folded(b.text) : a.text == b.text;
  return a.kind == b.kind && text && a.field == b.field && a.number == b.number &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), IsSame);
}

}  // namespace fenghuo
