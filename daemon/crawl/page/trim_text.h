// What of the chosen element is text and what is only in between: lists of links, headings of nothing, one-line
// notices.
//
//   std::vector<TextBlock> kept = TrimText(page, sums, blocks, root);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_TRIM_TEXT_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_TRIM_TEXT_H_

#include <vector>

#include "daemon/crawl/page/block_sums.h"
#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/text_blocks.h"

namespace fenghuo {

// `root` is the element chosen.
std::vector<TextBlock> TrimText(const HtmlPage& page, const BlockSums& sums, const std::vector<TextBlock>& blocks,
                                size_t root);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_TRIM_TEXT_H_
