#include "keywords/rules/query_lexer.h"

#include <algorithm>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Kind = QueryToken::Kind;

constexpr std::u32string_view kSpaces = U" \t\r\n\u00A0\u3000";
constexpr std::u32string_view kWordEnds = U" \t\r\n\u00A0\u3000()（）\"“”{}";
// What other languages join or bend terms with; inside a term it is nearly always meant so.
constexpr std::u32string_view kBelongInQuotes = U",，、;；|&*+=<>[]";

bool OneOf(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool IsColon(char32_t c) { return c == ':' || c == U'：'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

char32_t QueryLexer::Peek(size_t& next) const {
  next = at_;
  return at_ < query_.size() ? NextCodePoint(query_, next) : char32_t{0};
}

QueryToken QueryLexer::Made(Kind kind, size_t begin, std::string text) const { return {kind, {begin, at_}, std::move(text)}; }

QueryToken QueryLexer::Next() { return Read(Colons::kEndAPrefix); }
QueryToken QueryLexer::NextValue() { return Read(Colons::kAreLetters); }

QueryToken QueryLexer::Read(Colons colons) {
  size_t next = 0;
  while (at_ < query_.size() && OneOf(Peek(next), kSpaces)) at_ = next;
  const size_t begin = at_;
  if (begin == query_.size()) return Made(Kind::kEnd, begin, "");
  const char32_t c = Peek(next);
  if (c != '"' && c != U'“' && c != '/' && c != '{' && !OneOf(c, U"()（）”}")) return Word(colons);
  at_ = next;
  if (c == '"' || c == U'“') return Phrase(begin, c == '"' ? U'"' : U'”');
  if (c == '/') return Pattern(begin);
  if (c == '{') return Count(begin);
  if (c == '(' || c == U'（') return Made(Kind::kOpen, begin, "");
  if (c == ')' || c == U'）') return Made(Kind::kClose, begin, "");
  return Made(Kind::kWrong, begin, "closes what was not opened");
}

QueryToken QueryLexer::Phrase(size_t begin, char32_t close) {
  std::string text;
  size_t next = 0;
  while (at_ < query_.size()) {
    char32_t c = Peek(next);
    at_ = next;
    if (c == close) return Made(Kind::kPhrase, begin, std::move(text));
    if (c == '\\' && OneOf(Peek(next), U"\"“”\\")) {
      c = Peek(next);
      at_ = next;
    }
    AppendUtf8(c, text);
  }
  at_ = begin + (close == '"' ? 1 : 3);
  return Made(Kind::kWrong, begin, "must be closed by another quote");
}

QueryToken QueryLexer::Pattern(size_t begin) {
  std::string text;
  for (; at_ < query_.size(); ++at_) {
    if (query_[at_] == '/') {
      ++at_;
      return Made(Kind::kPattern, begin, std::move(text));
    }
    if (query_[at_] == '\\' && at_ + 1 < query_.size()) {
      if (query_[at_ + 1] != '/') text += '\\';
      ++at_;
    }
    text += query_[at_];
  }
  at_ = begin + 1;
  return Made(Kind::kWrong, begin, "must be closed by another slash");
}

QueryToken QueryLexer::Count(size_t begin) {
  std::string digits;
  while (at_ < query_.size() && IsDigit(query_[at_])) digits += query_[at_++];
  if (!digits.empty() && query_.substr(at_, 2) == ",}") {
    at_ += 2;
    return Made(Kind::kCount, begin, std::move(digits));
  }
  return Made(Kind::kWrong, begin, "must be a number of occurrences such as {3,}");
}

QueryToken QueryLexer::Word(Colons colons) {
  const size_t begin = at_;
  bool letters_only = colons == Colons::kEndAPrefix;
  size_t next = 0;
  for (char32_t c = Peek(next); at_ < query_.size() && !OneOf(c, kWordEnds); c = Peek(next)) {
    if (IsColon(c) && letters_only && at_ > begin) {
      std::string prefix(query_.substr(begin, at_ - begin));
      at_ = next;
      return Made(Kind::kPrefix, begin, std::move(prefix));
    }
    if (OneOf(c, kBelongInQuotes)) {
      const size_t sign = at_;
      at_ = next;
      return Made(Kind::kWrong, sign, "must stand in quotes if it is part of a term; terms are joined by AND, OR and NOT");
    }
    letters_only = letters_only && c < 0x80 && IsLetter(static_cast<char>(c));
    at_ = next;
  }
  return Made(Kind::kWord, begin, std::string(query_.substr(begin, at_ - begin)));
}

}  // namespace fenghuo
