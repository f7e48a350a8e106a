#include "daemon/crawl/page/main_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "daemon/crawl/page/block_sums.h"
#include "daemon/crawl/page/part_names.h"
#include "daemon/crawl/page/text_blocks.h"
#include "daemon/crawl/page/trim_text.h"

namespace fenghuo {
namespace {

constexpr int kScoringUnits = 25;      // shorter blocks give no points
constexpr size_t kScoringLevels = 5;   // ancestors that a block gives points to
constexpr double kNameBonus = 25;
constexpr double kMostOfThePage = 0.4;
constexpr double kNearlyTheSame = 0.7;

std::vector<bool> SkipUnread(const HtmlPage& page) {
  std::vector<bool> skipped(page.size());
  for (size_t i = 0; i < page.size(); ++i) skipped[i] = IsUnread(page, i);
  return skipped;
}

bool HoldsBody(const HtmlPage& page, const std::vector<Part>& parts, size_t node) {
  for (size_t i = node + 1; i < page.node(node).end; ++i) {
    if (parts[i] == Part::kBody) return true;
  }
  return false;
}

bool HoldsMainHeading(const HtmlPage& page, size_t node) {
  for (size_t i = node + 1; i < page.node(node).end; ++i) {
    if (page.node(i).name == "h1") return true;
  }
  return false;
}

std::vector<Part> PartsOf(const HtmlPage& page) {
  std::vector<Part> parts(page.size(), Part::kPlain);
  for (size_t i = 0; i < page.size(); ++i) {
    if (!page.node(i).name.empty()) parts[i] = PartOf(page, i);
  }
  return parts;
}

// Names mislead: one that holds most of the page's text, its heading or its body is no aside.
bool IsAside(const HtmlPage& page, const std::vector<Part>& parts, const BlockSums& sums, size_t i) {
  std::string_view name = page.node(i).name;
  if (parts[i] < Part::kComments || name.empty() || name == "html" || name == "body" || name == "article") return false;
  if (HoldsMainHeading(page, i) || HoldsBody(page, parts, i)) return false;
  if (parts[i] == Part::kComments) return true;
  return sums.Of(i).prose <= kMostOfThePage * sums.Of(0).prose;
}

void SkipAsides(const HtmlPage& page, const std::vector<Part>& parts, std::vector<bool>& skipped) {
  std::vector<TextBlock> blocks = TextBlocks(page, skipped);
  BlockSums sums(page, blocks);
  for (size_t i = 0; i < page.size(); ++i) {
    if (skipped[i] || IsAside(page, parts, sums, i)) {
      skipped[i] = true;
      i = page.node(i).end - 1;
    }
  }
}

double PointsOf(const TextBlock& block) {
  if (block.units < kScoringUnits) return 0;
  return (1 + block.commas + std::min(block.units / 100.0, 3.0)) * (1 - block.link_share());
}

std::vector<double> Scores(const HtmlPage& page, const std::vector<Part>& parts, const std::vector<TextBlock>& blocks,
                           const BlockSums& sums) {
  std::vector<double> scores(page.size(), 0);
  std::vector<bool> named(page.size(), false);
  for (const TextBlock& block : blocks) {
    double points = PointsOf(block);
    if (points <= 0) continue;
    size_t node = block.holder;
    BlockSum held = sums.Of(node);
    if (held.end - held.begin <= 1 && page.node(node).parent != HtmlPage::kNone) node = page.node(node).parent;
    for (size_t level = 0; level < kScoringLevels && node != HtmlPage::kNone; ++level) {
      if (!named[node]) {
        named[node] = true;
        if (parts[node] == Part::kBody) scores[node] += kNameBonus;
        if (parts[node] > Part::kBody) scores[node] -= kNameBonus;
      }
      scores[node] += points / (level == 0 ? 1.0 : level == 1 ? 2.0 : 3.0 * static_cast<double>(level));
      node = page.node(node).parent;
    }
  }
  for (size_t i = 0; i < page.size(); ++i) {
    if (scores[i] > 0) scores[i] *= 1 - sums.Of(i).link_share();
  }
  return scores;
}

size_t Top(const std::vector<double>& scores) {
  auto best = std::max_element(scores.begin(), scores.end());
  return best == scores.end() || *best <= 0 ? HtmlPage::kNone : static_cast<size_t>(best - scores.begin());
}

// An element that calls itself the body, inside or around the top: it knows better where the article begins and ends.
size_t PreferNamed(const HtmlPage& page, const std::vector<Part>& parts, const BlockSums& sums, size_t top) {
  int top_prose = sums.Of(top).prose;
  for (size_t node = top; node != HtmlPage::kNone; node = page.node(node).parent) {
    if (parts[node] == Part::kBody) return node;
  }
  for (size_t i = page.node(top).end; i-- > top + 1;) {  // the innermost that holds nearly all
    if (parts[i] == Part::kBody && sums.Of(i).prose >= kNearlyTheSame * top_prose && top_prose > 0) return i;
  }
  return top;
}

// The top and those beside it that belong to the article as well.
std::vector<size_t> Roots(const HtmlPage& page, const std::vector<double>& scores, const BlockSums& sums, size_t top) {
  size_t parent = page.node(top).parent;
  if (parent == HtmlPage::kNone || page.node(top).name == "body") return {top};
  std::vector<size_t> roots;
  double enough = std::max(10.0, scores[top] * 0.2);
  std::string_view look = page.Attribute(top, "class");
  for (size_t i = parent + 1; i < page.node(parent).end; i = page.node(i).end) {
    if (page.node(i).name.empty()) continue;
    bool alike = !look.empty() && page.Attribute(i, "class") == look;
    BlockSum sum = sums.Of(i);
    bool paragraph = page.node(i).name == "p" && sum.units > 80 && sum.link_share() < 0.25;
    if (i == top || paragraph || scores[i] + (alike ? scores[top] * 0.2 : 0) >= enough) roots.push_back(i);
  }
  return roots;
}

}  // namespace

MainText FindMainText(const HtmlPage& page, std::string_view title) {
  std::vector<Part> parts = PartsOf(page);
  std::vector<bool> skipped = SkipUnread(page);
  SkipAsides(page, parts, skipped);
  std::vector<TextBlock> blocks = TextBlocks(page, skipped);
  BlockSums sums(page, blocks);
  std::vector<double> scores = Scores(page, parts, blocks, sums);
  MainText main;
  size_t top = Top(scores);
  if (top == HtmlPage::kNone) return main;
  top = PreferNamed(page, parts, sums, top);
  main.root = top;
  for (const TextBlock& block : TrimText(page, sums, blocks, {Roots(page, scores, sums, top), std::string(title)})) {
    if (!main.text.empty()) main.text += '\n';
    if (main.first == HtmlPage::kNone) main.first = block.at;
    main.text += block.text;
  }
  return main;
}

}  // namespace fenghuo
