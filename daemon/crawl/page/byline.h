// Who wrote an article and when, as the page shows it to readers.
//
//   std::string author = FindAuthor(page, claims, place);
//   std::optional<Timestamp> published = FindPublished(page, claims, {url, now, place});
//
// Claims for machines come first, then marked elements (itemprop, rel=author, <time>), then lines near the text:
// "2019年9月5日 11:10 来源：新华社 作者：某某". A date may also stand in a script or in the address.
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

// The first and the last paragraph of the main text, by their first text nodes.
struct TextPlace {
  size_t begins = HtmlPage::kNone;
  size_t ends = HtmlPage::kNone;
};

struct DateSearch {
  std::string url;
  Timestamp now;  // for "3小时前"; later dates are not believed
  TextPlace place;
  bool chinese = false;  // a time without a zone is Beijing's, else UTC
};

std::optional<Timestamp> FindPublished(const HtmlPage& page, const PageClaims& claims, const DateSearch& search);

std::string FindAuthor(const HtmlPage& page, const PageClaims& claims, const TextPlace& place);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_BYLINE_H_
