#include "keywords/rules/word_numbers.h"

#include <algorithm>
#include <utility>

#include "keywords/text/fold.h"
#include "keywords/text/sentences.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

std::string Quoted(const std::string& what, const std::string& name) { return what + " \"" + name + "\""; }

WordGroup Distinct(WordGroup words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

Result<WordGroup> WordNumbers::AddGroup(const TermGroup& group) {
  Result<WordGroup> words = AddTerms(group.terms);
  if (!words.ok()) return words;
  for (const std::string& pattern : group.patterns) {
    Result<uint32_t> number = patterns_.Add(pattern);
    if (!number.ok()) return Invalid(Quoted("pattern", pattern) + " " + number.error().message);
    words->push_back(*number | kPatternBit);
  }
  return Distinct(*words);
}

Result<WordGroup> WordNumbers::AddTerms(const std::vector<std::string>& terms) {
  WordGroup words;
  for (const std::string& term : terms) {
    const std::string folded = Fold(term);
    const std::string_view trimmed = TrimSpace(folded);
    if (CountCodePoints(trimmed) < 2) return Invalid(Quoted("term", term) + " has fewer than two characters");
    words.push_back(NumberOf(std::string(trimmed)));
  }
  return Distinct(words);
}

void WordNumbers::MoveInto(CompiledRules& compiled) {
  std::vector<WordId> atoms;
  for (const std::string& atom : patterns_.Compile()) atoms.push_back(NumberOf(atom));
  compiled.atom_of_term.assign(terms_.size(), -1);
  for (size_t i = 0; i < atoms.size(); ++i) compiled.atom_of_term[atoms[i]] = static_cast<int>(i);
  compiled.terms = std::move(terms_);
  compiled.patterns = std::move(patterns_);
}

WordId WordNumbers::NumberOf(const std::string& folded) {
  auto [place, is_new] = numbers_.try_emplace(folded, static_cast<WordId>(terms_.size()));
  if (is_new) terms_.push_back(folded);
  return place->second;
}

}  // namespace fenghuo
