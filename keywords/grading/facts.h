// Facts are the harm that a document states, each with the sentence that states it.
//
//   for (const Fact& fact : FindFacts(document)) ...   // {kDeaths, 2, "…造成2人死亡…"}
//
// Number + measure word + verb, Chinese and Arabic numerals (reference: bureau.md 4, science.md 6). Stated is not proved:
// the level uses them, the screen shows them quoted and marked 未核实. Totals and parts are all given ("11人受伤，其中3人重伤"), and
// the badly and the slightly injured of one sentence together as well: take the highest. What is denied (未造成人员伤亡, 系谣言),
// general (每年, 3人以上死亡的) or about rescuers gives nothing; the dead and the hurt in one number (十人伤亡) count as injured.
// Who is only said to be treated is ill where the report speaks of illness and of nobody's wounds. A school is a fact where a
// sentence of harm names it; recalled are pieces, cars, boxes or batches of a product.
//
// Pure function: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_FACTS_H_
#define FENGHUO_KEYWORDS_GRADING_FACTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "keywords/document.h"

namespace fenghuo {

// kInjured: also taken to hospital for what is no illness; kPoisoned: ill as well; kSchools: how many, as stated, else 1.
enum class FactKind { kDeaths, kInjured, kPoisoned, kTrapped, kSchools, kRecalled };

struct Fact {
  FactKind kind = FactKind::kInjured;
  int64_t count = 0;     // the lower bound of what is not exact; 2 for 多名 and 数名, which give no number
  std::string sentence;  // from the original text, at most 300 characters

  friend bool operator==(const Fact&, const Fact&) = default;
};

constexpr const char* Name(FactKind kind) {
  switch (kind) {
    case FactKind::kDeaths: return "deaths";
    case FactKind::kInjured: return "injured";
    case FactKind::kPoisoned: return "poisoned";
    case FactKind::kTrapped: return "trapped";
    case FactKind::kSchools: return "schools";
    case FactKind::kRecalled: return "recalled";
  }
  return "";
}

// Somebody came to harm, whatever the harm: what floors call hurt.
constexpr bool IsHurt(FactKind kind) {
  return kind == FactKind::kInjured || kind == FactKind::kPoisoned || kind == FactKind::kTrapped;
}

// In text order, title first; the same kind and count once.
std::vector<Fact> FindFacts(const Document& document);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_FACTS_H_
