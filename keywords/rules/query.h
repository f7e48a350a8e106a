// A Query says in words and operators which documents a rule finds; ParseQuery makes a tree of it.
//
//   ParsedQuery parsed = ParseQuery("食堂 AND SENTENCE(学生 AND (呕吐 OR 腹泻)) AND NOT title:演练");
//   if (!parsed.root) return parsed.problems[0].text;
//
// The language, with an example of everything: deploy/docs/rules.md. In short, from the loosest binding to the tightest:
//
//   A OR B · A AND B · NOT A · A NEAR/n B · A ONEAR/n B · A{n,}                      also 或, 与, 非, standing alone
//   term  "a phrase"  /RE2/  raw:term  $term-set  @rule  (…)  SENTENCE(…)  PARAGRAPH(…)  title:…  text:…
//   author:… source:… site:… kind:… tier:… region:… lang:… tag:…
//
// （）“” and ： mean what (), "" and : mean. Operators are capitals. Nothing is assumed between two terms: "食品 安全" is a mistake.
//
// Parsing knows no names and no meaning: lint_query.h says what is wrong with a tree, compiled_query.h makes it ready.
//
// Pure function, plain data: any number of threads.

#ifndef FENGHUO_KEYWORDS_RULES_QUERY_H_
#define FENGHUO_KEYWORDS_RULES_QUERY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keywords/text/sentences.h"

namespace fenghuo {

struct QueryNode {
  enum class Kind {
    kTerm,       // text
    kRaw,        // text, found only as it is written
    kPattern,    // text: RE2
    kSet,        // text: name of a term set
    kRule,       // text: id of a rule
    kField,      // field and text: a property of the document
    kTitle,      // one child, looked for in the title alone
    kText,       // one child, in the text alone
    kSentence,   // one child, in the title or in one sentence
    kParagraph,  // one child, in the title or in one paragraph
    kCount,      // one child, at least `number` times
    kNear,       // two children, at most `number` steps (keywords/text/steps.h) between them
    kOnear,      // the same, the first one first
    kNot,        // one child
    kAnd,        // two or more
    kOr,         // two or more
  };
  enum class Field { kAuthor, kSource, kSite, kKind, kTier, kRegion, kLang, kTag };

  Kind kind = Kind::kTerm;
  TextRange source;  // where it stands in the query
  std::string text;
  Field field = Field::kAuthor;
  uint32_t number = 0;
  std::vector<QueryNode> children;
};

// `text` follows the place: "must …" or "can never …". `source` is what to point at.
struct QueryProblem {
  TextRange source;
  std::string text;
};

// A tree, or the one problem after which reading on would be guessing.
struct ParsedQuery {
  std::optional<QueryNode> root;
  std::vector<QueryProblem> problems;
};

constexpr size_t kQueryBytesMax = 16 * 1024;
constexpr size_t kQueryDepthMax = 32;

ParsedQuery ParseQuery(std::string_view query);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_QUERY_H_
