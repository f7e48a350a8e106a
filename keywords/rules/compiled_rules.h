// CompiledRules is a rule set made ready: every term folded and numbered, every pattern compiled, and an index from words to
// the rules that they may lead to.
//
//   Result<CompiledRules> compiled = CompileRules(rule_set);
//   for (const Match& match : EvaluateRules(*compiled, folded_document, hits)) ...
//
// Part of the Matcher (matcher.h), which is what others include.
//
// Immutable: any number of threads.

#ifndef FENGHUO_KEYWORDS_RULES_COMPILED_RULES_H_
#define FENGHUO_KEYWORDS_RULES_COMPILED_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "keywords/rules/pattern_set.h"
#include "keywords/rules/query.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

// A word is a term (its number) or a pattern (its number with this bit).
using WordId = uint32_t;
constexpr WordId kPatternBit = 1u << 31;

// Sorted, distinct.
using WordGroup = std::vector<WordId>;

// A part of a query; its children are the parts of the same QueryNode.
struct CompiledQuery {
  QueryNode::Kind kind = QueryNode::Kind::kTerm;
  TextRange source;     // in Rule::query
  WordGroup words;      // of a term, raw, pattern or set
  std::string text;     // of raw: as it has to stand there; of a field: the value, folded but for `source`
  QueryNode::Field field = QueryNode::Field::kAuthor;
  uint32_t number = 0;  // of steps or of occurrences
  uint32_t rule = 0;    // of kRule: its place in CompiledRules::rules
  WordGroup lead;       // true only where one of these stands; empty: may be true without any word
  std::vector<CompiledQuery> children;
};

struct CompiledSeverityTerm {
  std::string name;
  int points = 0;
  WordGroup when;
};

struct CompiledRule {
  std::string id;
  Within within = Within::kSentence;
  WordGroup any;
  std::vector<WordGroup> all;
  WordGroup none;
  std::optional<CompiledQuery> query;
  bool must_report = false;
  WordGroup must_report_when;  // empty: every match
  Timestamp from = Timestamp::min();
  Timestamp until = Timestamp::max();
  bool shadow = false;
  std::vector<uint32_t> severity_terms;  // those that count for it, in CompiledRules::severity_terms
};

struct CompiledRules {
  std::vector<CompiledRule> rules;
  WordGroup dampers;
  std::vector<CompiledSeverityTerm> severity_terms;  // the shared ones, then those of each rule
  std::vector<std::string> terms;  // by number; the atoms of the patterns are among them
  std::vector<int> atom_of_term;   // -1: only a term of rules
  PatternSet patterns;
  // The rules worth a look when the word is there: a rule is led to by its `any`, by its smallest group of `all`
  // and by the lead of its query.
  std::vector<std::vector<uint32_t>> led_to_by_term;
  std::vector<std::vector<uint32_t>> led_to_by_pattern;
};

// The errors of Matcher::Compile.
Result<CompiledRules> CompileRules(const RuleSet& rule_set);

// Where a word stands: bytes [begin, end) of a unit's text.
struct WordHit {
  WordId word = 0;
  uint32_t unit = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend auto operator<=>(const WordHit&, const WordHit&) = default;
};

struct FoldedDocument;

// Matches in the order of the rules. `hits` is every word found in the document, sorted.
std::vector<Match> EvaluateRules(const CompiledRules& compiled, const FoldedDocument& document,
                                 const std::vector<WordHit>& hits);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_COMPILED_RULES_H_
