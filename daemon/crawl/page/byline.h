// Who wrote an article and when, as the page shows it to readers.
//
//   std::string author = FindAuthor(page, claims, text_begins);
//   std::optional<Timestamp> published = FindPublished(page, claims, {url, now, text_begins});
//
// Claims for machines come first, then marked elements (itemprop, rel=author, <time>), then lines near the beginning of the text:
// "2019年9月5日 11:10 来源：新华社 作者：某某". A date may also stand in the address.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_BYLINE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_BYLINE_H_

#include <optional>
#include <string>

#include "base/time.h"
#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/page_claims.h"

namespace fenghuo {

struct DateSearch {
  std::string url;
  Timestamp now;                                // for "3小时前"; later dates are not believed
  size_t text_begins = HtmlPage::kNone;         // the first text node of the main text
  bool chinese = false;                         // a time without a zone is Beijing's, else UTC
};

std::optional<Timestamp> FindPublished(const HtmlPage& page, const PageClaims& claims, const DateSearch& search);

std::string FindAuthor(const HtmlPage& page, const PageClaims& claims, size_t text_begins);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_BYLINE_H_
