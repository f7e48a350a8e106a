#include "keywords/text/pieces.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "base/check.h"
#include "keywords/text/dictionary.h"

namespace fenghuo {
namespace {

// The cost of a character that the dictionary does not have alone (CjkBreakEngine's maxSnlp).
constexpr uint32_t kUnknownCost = 255;

enum class Unit { kHan, kAlnum, kMiddle, kBreak, kOther };

bool IsAsciiLetter(char16_t unit) { return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z'); }
bool IsDigit(char16_t unit) { return unit >= u'0' && unit <= u'9'; }

// UAX #29 as in CLDR 42: kMiddle may hold letters or digits together (don't, 3.14, a_b, @name); kBreak never joins what
// stands beside it.
Unit UnitOf(char16_t unit) {
  if (IsUnifiedHan(unit)) return Unit::kHan;
  if (IsAsciiLetter(unit) || IsDigit(unit)) return Unit::kAlnum;
  if (unit == u'.' || unit == u',' || unit == u':' || unit == u';' || unit == u'\'' || unit == u'_' || unit == u'@')
    return Unit::kMiddle;
  if (unit >= 0x20 && unit < 0x7f) return Unit::kBreak;
  constexpr std::u16string_view kPunctuation = u"\n、。〈〉《》「」『』【】〔〕“”—…";
  return kPunctuation.find(unit) != std::u16string_view::npos ? Unit::kBreak : Unit::kOther;
}

// Cuts a run of Han characters at [begin, end). A path of least cost is kept for each length of a beginning; of two
// equal ones the one that was found first.
void CutHan(const HanDictionary& dictionary, std::u16string_view text, size_t begin, size_t end,
            std::vector<Piece>& out) {
  constexpr uint32_t kFar = std::numeric_limits<uint32_t>::max();
  const size_t length = end - begin;
  thread_local std::vector<uint32_t> costs;
  thread_local std::vector<uint32_t> from;
  costs.assign(length + 1, kFar);
  from.assign(length + 1, 0);
  costs[0] = 0;
  const auto reach = [&](size_t start, size_t stop, uint32_t cost) {
    if (costs[start] + cost >= costs[stop]) return;
    costs[stop] = costs[start] + cost;
    from[stop] = static_cast<uint32_t>(start);
  };
  for (size_t i = 0; i < length; ++i) {
    HanDictionary::Node node = dictionary.Child(HanDictionary::kRoot, text[begin + i]);
    const bool alone = node != HanDictionary::kNone && dictionary.Cost(node) >= 0;
    for (size_t j = i; node != HanDictionary::kNone;) {
      if (const int cost = dictionary.Cost(node); cost >= 0) reach(i, j + 1, static_cast<uint32_t>(cost));
      if (++j == length) break;
      node = dictionary.Child(node, text[begin + j]);
    }
    if (!alone) reach(i, i + 1, kUnknownCost);
  }
  const size_t first = out.size();
  for (size_t stop = length; stop > 0; stop = from[stop]) {
    out.push_back({static_cast<int32_t>(begin + from[stop]), static_cast<int32_t>(begin + stop), true});
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
}

// One past the letters and digits from `begin` on.
size_t EndOfAlnum(std::u16string_view text, size_t begin) {
  while (begin < text.size() && UnitOf(text[begin]) == Unit::kAlnum) ++begin;
  return begin;
}

bool JoinsItsNeighbours(std::u16string_view text, size_t at) {
  const bool before = at > 0 && UnitOf(text[at - 1]) != Unit::kBreak && UnitOf(text[at - 1]) != Unit::kHan;
  const bool after = at + 1 < text.size() && UnitOf(text[at + 1]) != Unit::kBreak && UnitOf(text[at + 1]) != Unit::kHan;
  return text[at] == u'_' || text[at] == u'@' ? before || after : before && after;
}

// ICU's status alone does not do: "c919" has that of the number it ends with, and "@" before a Han character that of a
// word.
bool HasLetter(std::u16string_view text) {
  for (size_t i = 0; i < text.size();) {
    UChar32 point = 0;
    U16_NEXT(text.data(), i, text.size(), point);
    if (u_isalpha(point)) return true;
  }
  return false;
}

}  // namespace

std::optional<std::vector<Piece>> FindPieces(std::u16string_view text) {
  const HanDictionary* dictionary = HanDictionary::Get();
  if (dictionary == nullptr) return std::nullopt;
  std::vector<Piece> pieces;
  pieces.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    switch (UnitOf(text[i])) {
      case Unit::kHan:
        while (end < text.size() && IsUnifiedHan(text[end])) ++end;
        CutHan(*dictionary, text, i, end, pieces);
        break;
      case Unit::kAlnum:
        end = EndOfAlnum(text, i);
        pieces.push_back({static_cast<int32_t>(i), static_cast<int32_t>(end), HasLetter(text.substr(i, end - i))});
        break;
      case Unit::kMiddle:
        if (JoinsItsNeighbours(text, i)) return std::nullopt;
        [[fallthrough]];
      case Unit::kBreak:
        pieces.push_back({static_cast<int32_t>(i), static_cast<int32_t>(end), false});
        break;
      case Unit::kOther:
        return std::nullopt;
    }
    i = end;
  }
  return pieces;
}

std::vector<Piece> IcuPieces(std::u16string_view text) {
  thread_local std::unique_ptr<icu::BreakIterator> borders = [] {
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale("zh"), code));
    CHECK(U_SUCCESS(code) && made, "ICU has no word break data");
    return made;
  }();
  const icu::UnicodeString whole(icu::ConstChar16Ptr(text.data()), static_cast<int32_t>(text.size()));
  borders->setText(whole);
  std::vector<Piece> pieces;
  int32_t begin = borders->first();
  for (int32_t end = borders->next(); end != icu::BreakIterator::DONE; begin = end, end = borders->next()) {
    const int status = borders->getRuleStatus();
    pieces.push_back({begin, end,
                      status >= UBRK_WORD_NUMBER &&
                          HasLetter(text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin)))});
  }
  borders->setText(icu::UnicodeString());  // it keeps a pointer to the text, which dies here
  return pieces;
}

std::vector<Piece> Pieces(std::u16string_view text) {
  std::optional<std::vector<Piece>> found = FindPieces(text);
  return found ? std::move(*found) : IcuPieces(text);
}

}  // namespace fenghuo
