// QueryText writes a tree as an officer would, with brackets wherever they are needed; for tests of what reads it.
//
//   EXPECT_EQ(QueryText(*ParseQuery("a1 AND (b2 OR c3)").root), "\"a1\" AND (\"b2\" OR \"c3\")");

#ifndef FENGHUO_TESTS_KEYWORDS_RULES_QUERY_TEXT_H_
#define FENGHUO_TESTS_KEYWORDS_RULES_QUERY_TEXT_H_

#include <string>

#include "keywords/rules/query.h"

namespace fenghuo {

std::string QueryText(const QueryNode& node);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_KEYWORDS_RULES_QUERY_TEXT_H_
