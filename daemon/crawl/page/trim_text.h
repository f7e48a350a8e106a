// What of the chosen elements is text and what is only in between: lists of links, headings of nothing, one-line notices.
//
//   std::vector<TextBlock> kept = TrimText(page, sums, blocks, {roots, title});
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_TRIM_TEXT_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_TRIM_TEXT_H_

#include <string>
#include <vector>

#include "daemon/crawl/page/block_sums.h"
#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/text_blocks.h"

namespace fenghuo {

struct Chosen {
  std::vector<size_t> roots;  // in document order, none inside another
  std::string title;
};

std::vector<TextBlock> TrimText(const HtmlPage& page, const BlockSums& sums, const std::vector<TextBlock>& blocks,
                                const Chosen& chosen);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_TRIM_TEXT_H_
