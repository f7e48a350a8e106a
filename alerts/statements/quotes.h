// Whether a document quotes a statement that the office has published.
//
//   if (Quotes(document, statement)) ...
//
// It does when it names the page where the statement stands, or has twenty characters in a row of its text. Folding, punctuation and
// blanks make no difference. What the statement itself gives in quotation marks does not count: that was said before by others. A link
// to the first page of a site says nothing, and the page of the statement is no quotation of itself. Only the first 20,000 characters
// of a text are looked at.
//
// Twenty characters is more than the phrases that all such texts share (将依法依规严肃处理并及时向社会公布, 17), and less than the
// sentence that a reporter copies.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_STATEMENTS_QUOTES_H_
#define FENGHUO_ALERTS_STATEMENTS_QUOTES_H_

#include <vector>

#include "alerts/incident/incident.h"
#include "keywords/document.h"

namespace fenghuo {

inline constexpr size_t kQuotedCharacters = 20;

bool Quotes(const Document& document, const Statement& statement);

// The numbers of the published statements that the document quotes and that have not counted it yet.
std::vector<int> QuotedStatements(const Document& document, const Incident& incident);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_STATEMENTS_QUOTES_H_
