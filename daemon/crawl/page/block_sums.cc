#include "daemon/crawl/page/block_sums.h"

#include <algorithm>

namespace fenghuo {
namespace {

constexpr int kParagraphUnits = 60;
constexpr double kParagraphLinkShare = 0.4;

// Ends as sentences do; closing quotes and brackets may follow.
bool EndsLikeASentence(std::string_view text) {
  for (std::string_view closing : {"”", "’", "」", "』", "）", ")", "\"", "'", "»"}) {
    if (text.ends_with(closing)) text.remove_suffix(closing.size());
  }
  for (std::string_view end : {".", "!", "?", ":", "…", "。", "！", "？", "：", "；", "～", "؟", "।"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

bool IsHeading(std::string_view element) {
  return element.size() == 2 && element[0] == 'h' && element[1] >= '1' && element[1] <= '6';
}

int WorthOf(const HtmlPage& page, const TextBlock& block) {
  if (ReadsLikeAParagraph(block)) return block.units;
  if (block.link_share() > 0.5) return -2 * block.units;
  if (IsHeading(page.node(block.holder).name)) return 0;
  return EndsLikeASentence(block.text) ? block.units : -block.units / 2;
}

bool ReadsLikeAParagraph(const TextBlock& block) {
  return block.units >= kParagraphUnits && block.link_share() < kParagraphLinkShare;
}

BlockSums::BlockSums(const HtmlPage& page, const std::vector<TextBlock>& blocks) : page_(page), blocks_(blocks) {
  before_.resize(blocks.size() + 1);
  for (size_t i = 0; i < blocks.size(); ++i) {
    BlockSum& next = before_[i + 1];
    next = before_[i];
    next.units += blocks[i].units;
    next.link_units += blocks[i].link_units;
    next.commas += blocks[i].commas;
    next.worth += WorthOf(page, blocks[i]);
    next.prose += ReadsLikeAParagraph(blocks[i]) ? blocks[i].units : 0;
  }
}

BlockSum BlockSums::Of(size_t node) const {
  auto first_at = [this](size_t place) {
    auto found = std::lower_bound(blocks_.begin(), blocks_.end(), place,
                                  [](const TextBlock& block, size_t wanted) { return block.at < wanted; });
    return static_cast<size_t>(found - blocks_.begin());
  };
  BlockSum sum;
  sum.begin = first_at(node);
  sum.end = first_at(page_.node(node).end);
  const BlockSum& from = before_[sum.begin];
  const BlockSum& to = before_[sum.end];
  sum.units = to.units - from.units;
  sum.link_units = to.link_units - from.link_units;
  sum.commas = to.commas - from.commas;
  sum.prose = to.prose - from.prose;
  sum.worth = to.worth - from.worth;
  return sum;
}

}  // namespace fenghuo
