// A quote is the sentence that a hit stands in, short enough for a score card.
//
//   std::string quoted = Quote(document, hit.place);   // "…有多名学生午餐后呕吐，家长已报警"
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_QUOTE_H_
#define FENGHUO_KEYWORDS_GRADING_QUOTE_H_

#include <string>
#include <string_view>

#include "keywords/document.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

// The sentence of the text that bytes [begin, end) of the span stand in, as far as 1,000 bytes to each side.
std::string_view SentenceAround(std::string_view text, const Span& span);

// The title, or the sentence of the text, with at most 12 characters before the hit and 40 from there on; … stands for the rest.
std::string Quote(const Document& document, const Span& span);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_QUOTE_H_
