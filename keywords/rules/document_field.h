// DocumentFieldHolds answers the parts of a query that ask for a property of the document: source:, site:, kind: …
//
//   if (DocumentFieldHolds(QueryNode::Field::kSite, "example.com", document)) ...     // m.example.com too
//
// author and region: the value stands in it; source, kind, tier, tag: it is the value; site: the host of the address is the
// value or ends in "." and the value; lang: it is the value or begins with it and "-". All but source are compared folded.
//
// Pure function.

#ifndef FENGHUO_KEYWORDS_RULES_DOCUMENT_FIELD_H_
#define FENGHUO_KEYWORDS_RULES_DOCUMENT_FIELD_H_

#include <string_view>

#include "keywords/document.h"
#include "keywords/rules/query.h"

namespace fenghuo {

// `value` is folded, but for kSource.
bool DocumentFieldHolds(QueryNode::Field field, std::string_view value, const Document& document);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_DOCUMENT_FIELD_H_
