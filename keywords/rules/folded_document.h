// A FoldedDocument is a document made ready for matching: folded, with the way back, and cut into units.
//
//   FoldedDocument folded = FoldDocument(document);
//   for (const TextUnit& unit : folded.units) Use(folded.TextOf(unit));
//   Span span = folded.SpanOf(unit, 3, 9);
//
// A unit is the title or one sentence of the text: the place in which words belong together. Unit 0 is the title, even when it
// is empty; the sentences follow in order. A paragraph is the sentences up to a line end.
//
// Plain data: any number of threads may read one.

#ifndef FENGHUO_KEYWORDS_RULES_FOLDED_DOCUMENT_H_
#define FENGHUO_KEYWORDS_RULES_FOLDED_DOCUMENT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "keywords/document.h"
#include "keywords/rules/rule.h"
#include "keywords/rules/term_scanner.h"
#include "keywords/text/fold.h"

namespace fenghuo {

// Folded bytes [begin, end) of a field.
struct TextUnit {
  Span::Field field = Span::Field::kTitle;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t paragraph = 0;  // 0 the title, from 1 those of the text
};

struct FoldedDocument {
  const Document* document = nullptr;  // what was folded; outlives this
  FoldedText title;
  FoldedText text;
  std::vector<TextUnit> units;

  const FoldedText& FieldOf(const TextUnit& unit) const { return unit.field == Span::Field::kTitle ? title : text; }
  std::string_view TextOf(const TextUnit& unit) const {
    return std::string_view(FieldOf(unit).folded).substr(unit.begin, unit.end - unit.begin);
  }
  // Nothing is said there: no title, or one of blanks.
  bool IsBlank(const TextUnit& unit) const;
  // Where bytes [begin, end) of the unit's text stand in the original field.
  Span SpanOf(const TextUnit& unit, uint32_t begin, uint32_t end) const;
};

// Keeps a pointer to `document`.
FoldedDocument FoldDocument(const Document& document);

// A term found in a unit, at bytes [begin, end) of the unit's text.
struct UnitHit {
  uint32_t term = 0;
  uint32_t unit = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  // False for a part of a longer Latin word or number: the hit begins or ends with an ASCII letter beside another letter, or
  // with a digit beside a digit ("315" in "12315").
  bool whole = true;
};

// Every occurrence in one unit, by unit and place. What reaches across a border is in no unit and left out.
std::vector<UnitHit> ScanUnits(const TermScanner& scanner, const FoldedDocument& folded);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_FOLDED_DOCUMENT_H_
