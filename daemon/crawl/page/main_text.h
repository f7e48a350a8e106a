// The main text of a page: what somebody came to read, without what stands around it.
//
//   for (const TextBlock& paragraph : FindMainText(page).paragraphs) ...
//
// In steps, each of which can be seen in main_text.cc:
//   1. what no reader sees is left out: scripts, navigation elements, hidden parts;
//   2. so is what calls itself something else (comments, sharing, related), unless it holds most of the page's text;
//   3. every paragraph gives points to the elements around it, for its length and its commas, fewer for links and
//   distance
//      (after Readability, github.com/mozilla/readability);
//   4. the element with most points is the article; one that calls itself the article's body is preferred when it holds
//   nearly the same
//      text; brothers and sisters that look alike belong to it;
//   5. inside it, lists of links, lone headings and lines such as "Read more" or 责任编辑 go.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_MAIN_TEXT_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_MAIN_TEXT_H_

#include <vector>

#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/text_blocks.h"

namespace fenghuo {

struct MainText {
  std::vector<TextBlock> paragraphs;  // none when the page has no text
  size_t root = HtmlPage::kNone;      // the element chosen
};

MainText FindMainText(const HtmlPage& page);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_MAIN_TEXT_H_
