// How much text stands below a node: sums over a page's blocks, in constant time for any node.
//
//   BlockSums sums(page, blocks);
//   if (sums.Of(i).link_share() > 0.5) ...
//
// Keeps references to what it was made of.
//
// Immutable: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_BLOCK_SUMS_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_BLOCK_SUMS_H_

#include <vector>

#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/text_blocks.h"

namespace fenghuo {

struct BlockSum {
  size_t begin = 0;  // blocks [begin, end)
  size_t end = 0;
  int units = 0;
  int link_units = 0;
  int commas = 0;
  int prose = 0;  // units of blocks that read like a paragraph: long enough and not mostly links
  int worth = 0;  // units that belong to an article less those that do not, see WorthOf
  double link_share() const { return units == 0 ? 0 : static_cast<double>(link_units) / units; }
};

bool ReadsLikeAParagraph(const TextBlock& block);

// What a block adds to a text that holds it: its units for a paragraph or a sentence, nothing for a heading, less than
// nothing for a label and twice its units less for links.
int WorthOf(const HtmlPage& page, const TextBlock& block);

// h1 to h6.
bool IsHeading(std::string_view element);

class BlockSums {
 public:
  BlockSums(const HtmlPage& page, const std::vector<TextBlock>& blocks);
  BlockSum Of(size_t node) const;

 private:
  const HtmlPage& page_;
  const std::vector<TextBlock>& blocks_;
  std::vector<BlockSum> before_;  // sums of the blocks before block i
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_BLOCK_SUMS_H_
