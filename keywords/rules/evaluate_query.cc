#include "keywords/rules/evaluate_query.h"

#include <algorithm>
#include <tuple>

#include "keywords/rules/document_field.h"
#include "keywords/text/steps.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;

UnitRange Both(UnitRange a, UnitRange b) {
  const uint32_t begin = std::max(a.begin, b.begin);
  return {begin, std::max(begin, std::min(a.end, b.end))};
}

// The most places of which no two overlap: by where they end, each that begins behind the last one taken.
size_t CountApart(std::span<const WordHit> places) {
  std::vector<WordHit> by_end(places.begin(), places.end());
  std::sort(by_end.begin(), by_end.end(),
            [](const WordHit& a, const WordHit& b) { return std::tie(a.unit, a.end) < std::tie(b.unit, b.end); });
  size_t count = 0;
  const WordHit* last = nullptr;
  for (const WordHit& place : by_end) {
    if (last != nullptr && last->unit == place.unit && place.begin < last->end) continue;
    ++count;
    last = &place;
  }
  return count;
}

}  // namespace

std::span<const WordHit> HitsOf(const std::vector<WordHit>& hits, WordId word) {
  const auto first = std::lower_bound(hits.begin(), hits.end(), word, [](const WordHit& hit, WordId w) { return hit.word < w; });
  auto last = first;
  while (last != hits.end() && last->word == word) ++last;
  return {first, last};
}

void SortByPlace(std::vector<WordHit>& places) {
  std::sort(places.begin(), places.end(), [](const WordHit& a, const WordHit& b) {
    return std::tie(a.unit, a.begin, a.end) < std::tie(b.unit, b.begin, b.end);
  });
}

bool QueryEvaluator::Evaluate(const CompiledQuery& part, UnitRange units, Places& places) {
  switch (part.kind) {
    case Kind::kTerm:
    case Kind::kRaw:
    case Kind::kPattern:
    case Kind::kSet: {
      const std::span<const WordHit> found = PlacesIn(part, units);
      places.insert(places.end(), found.begin(), found.end());
      return !found.empty();
    }
    case Kind::kRule: {
      const Places* of_rule = places_of_rule_(part.rule);
      if (of_rule != nullptr) places.insert(places.end(), of_rule->begin(), of_rule->end());
      return of_rule != nullptr;
    }
    case Kind::kField: return FieldHolds(part);
    case Kind::kTitle: return Evaluate(part.children[0], Both(units, {0, 1}), places);
    case Kind::kText: return Evaluate(part.children[0], Both(units, {1, WholeDocument().end}), places);
    case Kind::kSentence: return EachUnit(part.children[0], units, places);
    case Kind::kParagraph: return EachParagraph(part.children[0], units, places);
    case Kind::kCount: {
      const std::span<const WordHit> found = PlacesIn(part.children[0], units);
      if (CountApart(found) < part.number) return false;
      places.insert(places.end(), found.begin(), found.end());
      return true;
    }
    case Kind::kNear: return Near(part, units, Order::kEither, places);
    case Kind::kOnear: return Near(part, units, Order::kLeftFirst, places);
    case Kind::kNot: {
      Places unseen;
      return !Evaluate(part.children[0], units, unseen);
    }
    case Kind::kAnd: return All(part, units, places);
    case Kind::kOr: return Any(part, units, places);
  }
  return false;
}

bool QueryEvaluator::All(const CompiledQuery& part, UnitRange units, Places& places) {
  const size_t before = places.size();
  for (const CompiledQuery& child : part.children) {
    if (Evaluate(child, units, places)) continue;
    places.resize(before);
    return false;
  }
  return true;
}

bool QueryEvaluator::Any(const CompiledQuery& part, UnitRange units, Places& places) {
  bool found = false;
  for (const CompiledQuery& child : part.children) found = Evaluate(child, units, places) || found;
  return found;
}

// What cannot be true without a word is asked only where one stands.
bool QueryEvaluator::EachUnit(const CompiledQuery& part, UnitRange units, Places& places) {
  bool found = false;
  if (part.lead.empty()) {
    for (uint32_t unit = units.begin; unit < units.end; ++unit) {
      if (!IsBlank({unit, unit + 1})) found = Evaluate(part, {unit, unit + 1}, places) || found;
    }
    return found;
  }
  auto [known, is_new] = leads_.try_emplace(&part);
  Places& leads = known->second;
  if (is_new) {
    for (WordId word : part.lead) {
      const std::span<const WordHit> hits = HitsOf(hits_, word);
      leads.insert(leads.end(), hits.begin(), hits.end());
    }
    SortByPlace(leads);
  }
  const auto before = [](const WordHit& hit, uint32_t unit) { return hit.unit < unit; };
  auto lead = std::lower_bound(leads.begin(), leads.end(), units.begin, before);
  while (lead != leads.end() && lead->unit < units.end) {
    const uint32_t unit = lead->unit;
    found = Evaluate(part, {unit, unit + 1}, places) || found;
    lead = std::lower_bound(lead, leads.end(), unit + 1, before);
  }
  return found;
}

bool QueryEvaluator::EachParagraph(const CompiledQuery& part, UnitRange units, Places& places) {
  bool found = false;
  for (uint32_t begin = units.begin; begin < units.end;) {
    uint32_t end = begin + 1;
    while (end < units.end && document_.units[end].paragraph == document_.units[begin].paragraph) ++end;
    if (!IsBlank({begin, end})) found = Evaluate(part, {begin, end}, places) || found;
    begin = end;
  }
  return found;
}

// What is not there is no sentence without a word.
bool QueryEvaluator::IsBlank(UnitRange units) const {
  for (uint32_t unit = units.begin; unit < units.end; ++unit) {
    if (!document_.IsBlank(document_.units[unit])) return false;
  }
  return true;
}

const QueryEvaluator::Places& QueryEvaluator::PlacesOf(const CompiledQuery& part) {
  auto [known, is_new] = places_.try_emplace(&part);
  Places& places = known->second;
  if (!is_new) return places;
  for (WordId word : part.words) {
    for (const WordHit& hit : HitsOf(hits_, word)) {
      if (part.kind == Kind::kRaw) {
        const TextUnit& unit = document_.units[hit.unit];
        const Span span = document_.SpanOf(unit, hit.begin, hit.end);
        const std::string& field = unit.field == Span::Field::kTitle ? document_.document->title : document_.document->text;
        if (field.compare(span.begin, part.text.size(), part.text) != 0) continue;
      }
      places.push_back(hit);
    }
  }
  for (const CompiledQuery& child : part.children) {
    const Places& of_child = PlacesOf(child);
    places.insert(places.end(), of_child.begin(), of_child.end());
  }
  SortByPlace(places);
  return places;
}

std::span<const WordHit> QueryEvaluator::PlacesIn(const CompiledQuery& part, UnitRange units) {
  const Places& places = PlacesOf(part);
  const auto before = [](const WordHit& hit, uint32_t unit) { return hit.unit < unit; };
  const auto first = std::lower_bound(places.begin(), places.end(), units.begin, before);
  return {first, std::lower_bound(first, places.end(), units.end, before)};
}

bool QueryEvaluator::Near(const CompiledQuery& part, UnitRange units, Order order, Places& places) {
  const std::span<const WordHit> left = PlacesIn(part.children[0], units);
  const std::span<const WordHit> right = PlacesIn(part.children[1], units);
  const size_t none = places.size();
  MarkNear(left, right, part.number, places);
  if (order == Order::kEither) MarkNear(right, left, part.number, places);
  return places.size() > none;
}

// Of each place only the nearest of the other side has to be asked: what lies further is no nearer.
void QueryEvaluator::MarkNear(std::span<const WordHit> before, std::span<const WordHit> behind, uint32_t steps, Places& near) {
  for (const WordHit& hit : before) {
    const auto next = std::lower_bound(behind.begin(), behind.end(), hit, [](const WordHit& a, const WordHit& b) {
      return std::tie(a.unit, a.begin) < std::tie(b.unit, b.end);
    });
    if (next != behind.end() && IsNear(hit, *next, steps)) near.push_back(hit);
  }
  Places by_end(before.begin(), before.end());
  std::sort(by_end.begin(), by_end.end(),
            [](const WordHit& a, const WordHit& b) { return std::tie(a.unit, a.end) < std::tie(b.unit, b.end); });
  for (const WordHit& hit : behind) {
    const auto next = std::upper_bound(by_end.begin(), by_end.end(), hit, [](const WordHit& a, const WordHit& b) {
      return std::tie(a.unit, a.begin) < std::tie(b.unit, b.end);
    });
    if (next != by_end.begin() && IsNear(*std::prev(next), hit, steps)) near.push_back(hit);
  }
}

bool QueryEvaluator::IsNear(const WordHit& before, const WordHit& behind, uint32_t steps) {
  const TextUnit& first = document_.units[before.unit];
  const TextUnit& second = document_.units[behind.unit];
  if (first.field != second.field) return false;
  return StepsBetween(StepsOf(first.field), first.begin + before.end, second.begin + behind.begin) <= steps;
}

const std::vector<uint32_t>& QueryEvaluator::StepsOf(Span::Field field) {
  std::optional<std::vector<uint32_t>>& steps = steps_[field == Span::Field::kTitle ? 0 : 1];
  if (!steps) steps = StepStarts(field == Span::Field::kTitle ? document_.title.folded : document_.text.folded);
  return *steps;
}

bool QueryEvaluator::FieldHolds(const CompiledQuery& part) const {
  return DocumentFieldHolds(part.field, part.text, *document_.document);
}

}  // namespace fenghuo
