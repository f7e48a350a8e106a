#include "keywords/grading/quote.h"

#include <algorithm>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kSentenceReach = 1000;  // bytes
constexpr size_t kCharactersBefore = 12;
constexpr size_t kCharactersFrom = 40;

bool EndsSentence(std::string_view text, size_t at) {
  if (text[at] == '\n' || text[at] == '!' || text[at] == '?') return true;
  std::string_view three = text.substr(at, 3);
  return three == "。" || three == "！" || three == "？" || three == "；";
}

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Where the last `kCharactersBefore` characters before `at` begin.
size_t StartOfQuote(std::string_view sentence, size_t at) {
  for (size_t characters = 0; at > 0 && characters < kCharactersBefore; ++characters) {
    --at;
    while (at > 0 && ContinuesCharacter(sentence[at])) --at;
  }
  return at;
}

}  // namespace

std::string_view SentenceAround(std::string_view text, const Span& span) {
  size_t begin = std::min<size_t>(span.begin, text.size());
  size_t end = std::min<size_t>(std::max(span.begin, span.end), text.size());
  size_t first = begin - std::min(begin, kSentenceReach);
  size_t last = std::min(text.size(), end + kSentenceReach);
  while (begin > first && !EndsSentence(text, begin - 1) && !(begin >= 3 && EndsSentence(text, begin - 3))) --begin;
  while (end < last && !EndsSentence(text, end)) ++end;
  return text.substr(begin, end - begin);
}

std::string Quote(const Document& document, const Span& span) {
  const bool in_title = span.field == Span::Field::kTitle;
  const std::string_view field = in_title ? document.title : document.text;
  const std::string_view sentence = in_title ? field : SentenceAround(field, span);
  const size_t sentence_begin = static_cast<size_t>(sentence.data() - field.data());
  const size_t hit = std::min<size_t>(std::max<size_t>(span.begin, sentence_begin) - sentence_begin, sentence.size());
  const size_t begin = StartOfQuote(sentence, hit);
  const std::string from_hit = CutCodePoints(sentence.substr(hit), kCharactersFrom, "…");
  return ToValidUtf8((begin > 0 ? "…" : "") + std::string(sentence.substr(begin, hit - begin)) + from_hit);
}

}  // namespace fenghuo
