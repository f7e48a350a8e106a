#include "daemon/crawl/page/block_sums.h"

#include <algorithm>

namespace fenghuo {
namespace {

constexpr int kParagraphUnits = 60;
constexpr double kParagraphLinkShare = 0.4;

}  // namespace

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
    if (!ReadsLikeAParagraph(blocks[i])) continue;
    next.prose += blocks[i].units;
    next.paragraphs += 1;
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
  sum.paragraphs = to.paragraphs - from.paragraphs;
  return sum;
}

}  // namespace fenghuo
