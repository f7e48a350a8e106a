// A QueryEvaluator says of one document after the other query whether it is true there, and of what.
//
//   QueryEvaluator evaluator(folded, hits, places_of_rule);
//   std::vector<WordHit> places;
//   if (evaluator.Evaluate(*rule.query, evaluator.WholeDocument(), places)) ...
//
// Exactly, for units [begin, end) of the document, the title being unit 0:
//   - a term, pattern or set is true when it stands in one of the units, and its places are those;
//   - a count wants that many places of which no two overlap;
//   - NEAR/n wants a place of each side in the same field that do not overlap and have at most n steps between them (ONEAR/n: the
//     left one first); its places are all that are so near to one of the other side;
//   - SENTENCE and PARAGRAPH ask for each unit, or paragraph, alone; title and text narrow the units; NOT and fields have no places.
//
// One thread, one document.

#ifndef FENGHUO_KEYWORDS_RULES_EVALUATE_QUERY_H_
#define FENGHUO_KEYWORDS_RULES_EVALUATE_QUERY_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "keywords/rules/compiled_rules.h"
#include "keywords/rules/folded_document.h"

namespace fenghuo {

// Units [begin, end).
struct UnitRange {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// The places of a rule in the document, in order; null when it does not find it.
using PlacesOfRule = std::function<const std::vector<WordHit>*(uint32_t rule)>;

// The hits of one word; `hits` is sorted.
std::span<const WordHit> HitsOf(const std::vector<WordHit>& hits, WordId word);

// By unit and place.
void SortByPlace(std::vector<WordHit>& places);

class QueryEvaluator {
 public:
  // `document` and `hits` outlive this; `hits` is every word found, sorted.
  QueryEvaluator(const FoldedDocument& document, const std::vector<WordHit>& hits, PlacesOfRule places_of_rule)
      : document_(document), hits_(hits), places_of_rule_(std::move(places_of_rule)) {}

  UnitRange WholeDocument() const { return {0, static_cast<uint32_t>(document_.units.size())}; }

  // Adds the places, in no order and perhaps more than once, when it is true; none otherwise.
  bool Evaluate(const CompiledQuery& part, UnitRange units, std::vector<WordHit>& places);

 private:
  using Places = std::vector<WordHit>;
  enum class Order { kEither, kLeftFirst };

  const Places& PlacesOf(const CompiledQuery& part);
  std::span<const WordHit> PlacesIn(const CompiledQuery& part, UnitRange units);
  bool EachUnit(const CompiledQuery& part, UnitRange units, Places& places);
  bool EachParagraph(const CompiledQuery& part, UnitRange units, Places& places);
  bool IsBlank(UnitRange units) const;
  bool Near(const CompiledQuery& part, UnitRange units, Order order, Places& places);
  void MarkNear(std::span<const WordHit> before, std::span<const WordHit> behind, uint32_t steps, Places& near);
  bool IsNear(const WordHit& before, const WordHit& behind, uint32_t steps);
  bool FieldHolds(const CompiledQuery& part) const;
  bool All(const CompiledQuery& part, UnitRange units, Places& places);
  bool Any(const CompiledQuery& part, UnitRange units, Places& places);
  const std::vector<uint32_t>& StepsOf(Span::Field field);

  const FoldedDocument& document_;
  const std::vector<WordHit>& hits_;
  const PlacesOfRule places_of_rule_;
  // Of parts that are asked again and again: their places, and the hits that lead to them, in order.
  std::map<const CompiledQuery*, Places> places_;
  std::map<const CompiledQuery*, Places> leads_;
  std::array<std::optional<std::vector<uint32_t>>, 2> steps_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_EVALUATE_QUERY_H_
