#include "keywords/text/steps.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// Kanji, kana and Zhuyin stand without blanks; their script extensions take in "ー", which Unicode gives to no single script.
bool IsStepAlone(char32_t c) {
  if (c < 0x2E80) return false;
  if (c >= 0x4E00 && c <= 0x9FFF) return true;
  const auto character = static_cast<UChar32>(c);
  if (!u_isUAlphabetic(character)) return false;
  return uscript_hasScript(character, USCRIPT_HAN) || uscript_hasScript(character, USCRIPT_HIRAGANA) ||
         uscript_hasScript(character, USCRIPT_KATAKANA) || uscript_hasScript(character, USCRIPT_BOPOMOFO);
}

bool IsInWord(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  const auto character = static_cast<UChar32>(c);
  return u_isUAlphabetic(character) || u_isalnum(character) || (U_GET_GC_MASK(character) & U_GC_M_MASK) != 0;
}

}  // namespace

std::vector<uint32_t> StepStarts(std::string_view folded) {
  std::vector<uint32_t> starts;
  bool in_word = false;
  for (size_t at = 0; at < folded.size();) {
    const size_t begin = at;
    const char32_t c = NextCodePoint(folded, at);
    const bool alone = IsStepAlone(c);
    const bool word = !alone && IsInWord(c);
    if (alone || (word && !in_word)) starts.push_back(static_cast<uint32_t>(begin));
    in_word = word;
  }
  return starts;
}

size_t StepsBetween(const std::vector<uint32_t>& starts, size_t begin, size_t end) {
  const auto first = std::lower_bound(starts.begin(), starts.end(), begin);
  return static_cast<size_t>(std::lower_bound(first, starts.end(), end) - first);
}

}  // namespace fenghuo
