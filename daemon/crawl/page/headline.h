// The title of the article on a page, without the name of the site.
//
//   std::string title = FindHeadline(page, claims);   // "某地召回问题食品" of <title>某地召回问题食品_某某网</title>
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_HEADLINE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_HEADLINE_H_

#include <string>

#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/page_claims.h"

namespace fenghuo {

// A heading that also stands in <title> or in a claim; else the claim; else <title> without what follows its last separator. Empty
// when the page has none of them.
std::string FindHeadline(const HtmlPage& page, const PageClaims& claims);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_HEADLINE_H_
