// The title of the article on a page, without the name of the site.
//
//   std::string title = FindHeadline(page, claims, text_begins);   // "某地召回问题食品" of
//   <title>某地召回问题食品_某某网</title>
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_HEADLINE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_HEADLINE_H_

#include <string>
#include <string_view>

#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/page_claims.h"

namespace fenghuo {

// In this order: a heading, else any line above the text, that also stands in <title> or in a claim; a claim; the
// heading next above the text when <title> only names the section; <title> without what follows its last separator.
// Empty when the page has none. `text_begins` is the first text node of the main text, or HtmlPage::kNone.
std::string FindHeadline(const HtmlPage& page, const PageClaims& claims, size_t text_begins);

// Whether two titles differ in punctuation, width and letter case only.
bool SameTitle(std::string_view a, std::string_view b);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_HEADLINE_H_
