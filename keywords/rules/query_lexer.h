// A QueryLexer cuts a query into tokens, each with its place.
//
//   QueryLexer lexer(query);
//   for (QueryToken token = lexer.Next(); token.kind != QueryToken::Kind::kEnd; token = lexer.Next()) ...
//
// Part of the parser (query_parser.cc). After kWrong, whose text is the problem, the rest makes no sense.
//
// One thread.

#ifndef FENGHUO_KEYWORDS_RULES_QUERY_LEXER_H_
#define FENGHUO_KEYWORDS_RULES_QUERY_LEXER_H_

#include <string>
#include <string_view>

#include "keywords/text/sentences.h"

namespace fenghuo {

struct QueryToken {
  enum class Kind {
    kEnd,
    kWrong,    // text: what is wrong
    kWord,     // text as it stands: a term, an operator, $name or @name
    kPhrase,   // text without its quotes
    kPattern,  // text without its slashes
    kPrefix,   // text: the letters before a colon
    kCount,    // text: the digits of {n,}
    kOpen,
    kClose,
  };
  Kind kind = Kind::kEnd;
  TextRange source;
  std::string text;
};

class QueryLexer {
 public:
  // `query` outlives this.
  explicit QueryLexer(std::string_view query) : query_(query) {}

  QueryToken Next();
  // What follows a prefix: a word may hold colons.
  QueryToken NextValue();

 private:
  enum class Colons { kEndAPrefix, kAreLetters };
  // The code point at `at_`, 0 at the end, and where the next begins.
  char32_t Peek(size_t& next) const;
  QueryToken Made(QueryToken::Kind kind, size_t begin, std::string text) const;
  QueryToken Phrase(size_t begin, char32_t close);
  QueryToken Pattern(size_t begin);
  QueryToken Count(size_t begin);
  QueryToken Word(Colons colons);
  QueryToken Read(Colons colons);

  std::string_view query_;
  size_t at_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_QUERY_LEXER_H_
