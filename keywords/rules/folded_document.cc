#include "keywords/rules/folded_document.h"

#include "keywords/text/sentences.h"

namespace fenghuo {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool OneWord(char a, char b) { return (IsDigit(a) && IsDigit(b)) || (IsLetter(a) && IsLetter(b)); }

bool IsWhole(std::string_view text, size_t begin, size_t end) {
  return (begin == 0 || !OneWord(text[begin - 1], text[begin])) &&
         (end == text.size() || !OneWord(text[end - 1], text[end]));
}

void AddHits(const FoldedDocument& folded, Span::Field field, const std::vector<TermHit>& found,
             std::vector<UnitHit>& hits) {
  uint32_t unit = 0;
  while (unit < folded.units.size() && folded.units[unit].field != field) ++unit;
  for (const TermHit& hit : found) {
    while (unit < folded.units.size() && folded.units[unit].end <= hit.begin) ++unit;
    if (unit == folded.units.size()) return;
    const TextUnit& at = folded.units[unit];
    if (hit.end > at.end) continue;
    const uint32_t begin = hit.begin - at.begin, end = hit.end - at.begin;
    hits.push_back({hit.term, unit, begin, end, IsWhole(folded.TextOf(at), begin, end)});
  }
}

}  // namespace

bool FoldedDocument::IsBlank(const TextUnit& unit) const { return TrimSpace(TextOf(unit)).empty(); }

Span FoldedDocument::SpanOf(const TextUnit& unit, uint32_t begin, uint32_t end) const {
  const FoldedText& field = FieldOf(unit);
  return {unit.field, field.OriginalOffset(unit.begin + begin), field.OriginalEnd(unit.begin + begin, unit.begin + end)};
}

FoldedDocument FoldDocument(const Document& document) {
  FoldedDocument folded{&document, FoldWithOffsets(document.title), FoldWithOffsets(document.text), {}};
  folded.units.push_back({Span::Field::kTitle, 0, static_cast<uint32_t>(folded.title.folded.size()), 0});
  const std::vector<TextRange> sentences = Sentences(document.text);
  const std::vector<TextRange> ranges = FoldedRanges(folded.text, sentences);
  uint32_t paragraph = 1;
  for (size_t i = 0; i < ranges.size(); ++i) {
    folded.units.push_back(
        {Span::Field::kText, static_cast<uint32_t>(ranges[i].begin), static_cast<uint32_t>(ranges[i].end), paragraph});
    const std::string_view sentence = std::string_view(document.text).substr(sentences[i].begin, sentences[i].end - sentences[i].begin);
    if (EndsLine(sentence)) ++paragraph;
  }
  return folded;
}

std::vector<UnitHit> ScanUnits(const TermScanner& scanner, const FoldedDocument& folded) {
  std::vector<UnitHit> hits;
  std::vector<TermHit> found;
  scanner.Scan(folded.title.folded, found);
  AddHits(folded, Span::Field::kTitle, found, hits);
  found.clear();
  scanner.Scan(folded.text.folded, found);
  AddHits(folded, Span::Field::kText, found, hits);
  return hits;
}

}  // namespace fenghuo
