// ObviousQuery says what a query means in the slowest and plainest way: the oracle for QueryEvaluator.
//
//   ObviousPlaces places;
//   bool found = ObviousQuery(subject).Evaluate(tree, all_units, places);
//
// It looks for every word in every unit, compares every pair of places for NEAR and walks the characters between them, and tries
// every choice of places for a count.

#ifndef FENGHUO_TESTS_KEYWORDS_RULES_OBVIOUS_QUERY_H_
#define FENGHUO_TESTS_KEYWORDS_RULES_OBVIOUS_QUERY_H_

#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "keywords/document.h"
#include "keywords/rules/query.h"
#include "keywords/rules/rule.h"
#include "keywords/text/fold.h"

namespace fenghuo {

// The title, or one sentence of the text.
struct ObviousUnit {
  Span::Field field;
  const FoldedText* folded;
  size_t begin;  // in the folded field
  std::string text;
  size_t paragraph;  // line ends before it; the title has one of its own
};

std::vector<ObviousUnit> ObviousUnits(const Document& document, const FoldedText& title, const FoldedText& text);

using ObviousPlace = std::pair<size_t, size_t>;  // bytes of a unit's text
std::vector<ObviousPlace> ObviousPlacesOf(const TermGroup& group, const std::string& text);

// Unit, first byte, one past the last.
using ObviousPlaces = std::set<std::tuple<size_t, size_t, size_t>>;

struct ObviousSubject {
  const Document& document;
  const std::vector<ObviousUnit>& units;
  const RuleSet& rules;
  std::function<bool(const std::string& rule, ObviousPlaces& places)> find_rule;
};

class ObviousQuery {
 public:
  explicit ObviousQuery(const ObviousSubject& subject) : subject_(subject) {}

  // `units`: the numbers of those that count.
  bool Evaluate(const QueryNode& node, const std::set<size_t>& units, ObviousPlaces& places) const;

 private:
  ObviousPlaces Leaf(const QueryNode& node, const std::set<size_t>& units) const;
  bool Apart(const ObviousPlaces& places, uint32_t wanted) const;
  bool Near(const QueryNode& node, const std::set<size_t>& units, ObviousPlaces& places) const;
  size_t StepsFrom(const std::tuple<size_t, size_t, size_t>& a, const std::tuple<size_t, size_t, size_t>& b) const;
  bool EachOf(const QueryNode& node, const std::vector<std::set<size_t>>& parts, ObviousPlaces& places) const;
  bool Field(const QueryNode& node) const;

  const ObviousSubject& subject_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_KEYWORDS_RULES_OBVIOUS_QUERY_H_
