// The text of a page as its paragraphs: what stands between two elements that begin a new line.
//
//   std::vector<TextBlock> blocks = TextBlocks(page, skipped);
//
// Blocks come in document order. Lengths are counted in units: a letter is one, a Chinese character two (it says about
// as much as two or three letters).
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_TEXT_BLOCKS_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_TEXT_BLOCKS_H_

#include <string>
#include <vector>

#include "daemon/crawl/page/html_page.h"

namespace fenghuo {

struct TextBlock {
  size_t at = 0;       // its first text node
  size_t holder = 0;   // the nearest block element around that
  std::string text;    // one line; white space runs are one space
  int units = 0;       // without spaces
  int link_units = 0;  // of them inside links
  int commas = 0;      // commas, full stops and their Chinese sisters
  double link_share() const { return units == 0 ? 0 : static_cast<double>(link_units) / units; }
};

// `skipped[i]` leaves the subtree of node i out. Blocks without a letter or digit are left out too.
std::vector<TextBlock> TextBlocks(const HtmlPage& page, const std::vector<bool>& skipped);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_TEXT_BLOCKS_H_
