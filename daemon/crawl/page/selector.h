// A Selector finds elements of a page by CSS, and the text or attribute to read from them.
//
//   Result<Selector> title = Selector::Parse("div.news h3 > a::text");
//   title->Find(page, entry);    // the elements below `entry` that match
//   title->Value(page, entry);   // the first value that is not empty
//
// What of CSS: element names, *, #id, .class, [name], [name=v], [name~=v], [name^=v], [name$=v], [name*=v],
// :first-child, :last-child, :nth-child(N), :not(…) with one of these inside; descendants (blank), children (>), the
// next sibling (+), later siblings (~), lists (,). A leading ">" means children of the element that is asked. At the
// end ::text is the element's own text without that of elements inside, ::attr(name) an attribute; without either it is
// all text, on one line. "::attr(href)" alone is the attribute of the element asked. Names of elements are compared
// without case, classes and values with it.
//
// One pass over the page for each member of a list, whatever the page holds. With "xpath:" in front it is an XPath instead (xpath.h).
//
// Immutable once parsed: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_SELECTOR_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_SELECTOR_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/xpath.h"

namespace fenghuo {

class Selector {
 public:
  // kInvalid: `must be a CSS selector, is "…": ` or `must be an XPath, is "…": ` and what is wrong where.
  static Result<Selector> Parse(std::string_view text);

  // In document order, without `scope` itself.
  std::vector<size_t> Find(const HtmlPage& page, size_t scope) const;

  // Empty when nothing matches or all that match are empty.
  std::string Value(const HtmlPage& page, size_t scope) const;

  struct Test {
    enum class Kind { kElement, kId, kClass, kAttribute, kNthChild, kLastChild, kNot };
    Kind kind = Kind::kElement;
    std::string name;     // of the element, class, id or attribute
    char comparison = 0;  // of an attribute: 0 present, '=', '~', '^', '$' or '*'
    std::string value;
    size_t nth = 0;
    std::vector<Test> inner;  // of :not
  };
  struct Compound {
    char combinator = ' ';  // how it hangs on the one before: ' ', '>', '+' or '~'
    std::vector<Test> tests;
  };
  using Chain = std::vector<Compound>;

 private:
  std::vector<Chain> chains_;  // none: the element asked itself
  enum class Reads { kAllText, kOwnText, kAttribute } reads_ = Reads::kAllText;
  std::string attribute_;
  std::optional<XPath> xpath_;  // instead of all the others

  std::string Read(const HtmlPage& page, size_t node) const;
  friend class SelectorParser;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_SELECTOR_H_
