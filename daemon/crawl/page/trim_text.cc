#include "daemon/crawl/page/trim_text.h"

#include <algorithm>
#include <array>

namespace fenghuo {
namespace {

bool IsGroup(std::string_view name) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"aside", "center", "details", "div", "dl", "figure", "footer", "form", "header",
                                       "ol", "section", "span", "table", "ul"});
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// A group of links is a menu, whatever it is called.
bool IsMenu(const HtmlPage& page, const BlockSums& sums, size_t node) {
  std::string_view name = page.node(node).name;
  BlockSum sum = sums.Of(node);
  if (sum.units == 0) return false;
  if (name == "p" || IsHeading(name)) return sum.link_share() > 0.85 && sum.commas == 0;
  if (!IsGroup(name)) return false;
  bool list = name == "ul" || name == "ol";  // of an article hold more links than its other parts
  return sum.link_share() > (list ? 0.7 : 0.5) && sum.prose < sum.units / 2;
}

void DropMenus(const HtmlPage& page, const BlockSums& sums, size_t root, std::vector<bool>& kept) {
  for (size_t i = root + 1; i < page.node(root).end; ++i) {
    if (page.node(i).name.empty() || !IsMenu(page, sums, i)) continue;
    BlockSum sum = sums.Of(i);
    std::fill(kept.begin() + static_cast<ptrdiff_t>(sum.begin), kept.begin() + static_cast<ptrdiff_t>(sum.end), false);
    i = page.node(i).end - 1;
  }
}

// A heading stands above something: one right before another heading of its rank, or at the end, has lost it.
void DropLoneHeadings(const HtmlPage& page, const std::vector<TextBlock>& blocks, std::vector<bool>& kept) {
  bool below = false;  // whether text follows
  for (size_t i = blocks.size(); i-- > 0;) {
    if (!kept[i]) continue;
    if (!IsHeading(page.node(blocks[i].holder).name)) {
      below = true;
    } else if (!below) {
      kept[i] = false;
    }
  }
}

}  // namespace

std::vector<TextBlock> TrimText(const HtmlPage& page, const BlockSums& sums, const std::vector<TextBlock>& blocks,
                                size_t root) {
  std::vector<bool> kept(blocks.size(), false);
  BlockSum sum = sums.Of(root);
  std::fill(kept.begin() + static_cast<ptrdiff_t>(sum.begin), kept.begin() + static_cast<ptrdiff_t>(sum.end), true);
  DropMenus(page, sums, root, kept);
  DropLoneHeadings(page, blocks, kept);
  std::vector<TextBlock> text;
  for (size_t i = sum.begin; i < sum.end; ++i) {
    if (kept[i]) text.push_back(blocks[i]);
  }
  return text;
}

}  // namespace fenghuo
