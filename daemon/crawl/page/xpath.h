// XPath 1.0 (w3.org/TR/1999/REC-xpath-19991116) over an HtmlPage, by libxml2, for whom CSS is not enough: `xpath:` in front of a selector.
//
//   Result<XPath> link = XPath::Parse(".//td[2]/a/@href");
//   link->Find(page, row);       // the elements that it selects
//   link->Value(page, row);      // the first value that is not empty
//
// Relative expressions start at the element asked; a leading "/" starts at the page. Nothing is loaded and nothing can be called but
// XPath's own functions. An expression that visits more nodes than a small multiple of the page finds nothing.
//
// Immutable once parsed; one thread a page.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_XPATH_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_XPATH_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "daemon/crawl/page/html_page.h"

struct _xmlXPathCompExpr;

namespace fenghuo {

class XPath {
 public:
  // kInvalid: `must be an XPath, is "…": ` and where it is wrong.
  static Result<XPath> Parse(const std::string& text);

  // Elements in document order, each once.
  std::vector<size_t> Find(const HtmlPage& page, size_t scope) const;

  // Of an element all text on one line; of an attribute or text itself; a string, number or truth as XPath writes it.
  std::string Value(const HtmlPage& page, size_t scope) const;

 private:
  std::shared_ptr<_xmlXPathCompExpr> compiled_;  // shared by the copies of a selector
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_XPATH_H_
