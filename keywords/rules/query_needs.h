// What a part of a query needs, and what is enough for it: the reasoning behind "can never be true".
//
//   for (const WordList& group : QueryNeeds(node, term_sets)) ...   // one of each group stands in every place of which it is true
//   WordList enough = QueryEnough(node, term_sets);                 // it is true of every place in which one of these stands
//
// Words are folded terms; a pattern is "/" and its text. Both answers are cautious: an empty one says nothing.
//
// Part of LintQuery. Pure functions.

#ifndef FENGHUO_KEYWORDS_RULES_QUERY_NEEDS_H_
#define FENGHUO_KEYWORDS_RULES_QUERY_NEEDS_H_

#include <map>
#include <string>
#include <vector>

#include "keywords/rules/query.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

using WordList = std::vector<std::string>;
using TermSets = std::map<std::string, TermGroup>;

std::vector<WordList> QueryNeeds(const QueryNode& node, const TermSets& term_sets);
WordList QueryEnough(const QueryNode& node, const TermSets& term_sets);

// Whether each word of a group that is needed is one of `enough` or holds one, so that what needs the group excludes NOT(…).
bool NeedsOneOf(const WordList& group, const WordList& enough);

// The same operators about the same words, in the same order.
bool IsSame(const QueryNode& a, const QueryNode& b);

// The words of a term, pattern or term set; an unknown set has none.
WordList QueryWords(const QueryNode& node, const TermSets& term_sets);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_QUERY_NEEDS_H_
