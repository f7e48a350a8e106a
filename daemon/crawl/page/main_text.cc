#include "daemon/crawl/page/main_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "daemon/crawl/page/block_sums.h"
#include "daemon/crawl/page/notices.h"
#include "daemon/crawl/page/part_names.h"
#include "daemon/crawl/page/text_blocks.h"
#include "daemon/crawl/page/trim_text.h"

namespace fenghuo {
namespace {

constexpr int kScoringUnits = 25;     // shorter blocks give no points
constexpr size_t kScoringLevels = 5;  // ancestors that a block gives points to
constexpr double kNameBonus = 25;
constexpr size_t kFewLines = 5;  // make a page of their own
constexpr double kMostOfThePage = 0.4;
constexpr int kMuchToSay = 1000;  // units: pictures beside that much text only show it
constexpr double kNearlyTheSame = 0.9;
constexpr double kWorthTheClimb = 1.1;

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
  if (parts[i] == Part::kPictures) return sums.Of(0).prose - sums.Of(i).prose >= kMuchToSay;
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

// The worth of `held` and of all below a node that calls itself body beside it.
int NamedWorth(const HtmlPage& page, const std::vector<Part>& parts, const BlockSums& sums, size_t node, size_t held) {
  int worth = 0;
  for (size_t i = node + 1; i < page.node(node).end;) {
    bool whole = i == held || (parts[i] == Part::kBody && !page.Contains(i, held));
    if (whole) worth += sums.Of(i).worth;
    i = whole ? page.node(i).end : i + 1;
  }
  return worth;
}

// Up from the top while what is added is worth it: an article in several sections has no paragraph in common with
// itself. Once inside a body by name, only other bodies by name are added.
size_t Climb(const HtmlPage& page, const std::vector<Part>& parts, const BlockSums& sums, size_t top) {
  size_t best = top;
  bool named = parts[top] == Part::kBody;
  for (size_t node = page.node(top).parent; node != HtmlPage::kNone && page.node(node).name != "html";
       node = page.node(node).parent) {
    int worth = named ? NamedWorth(page, parts, sums, node, best) : sums.Of(node).worth;
    if (worth > sums.Of(best).worth * kWorthTheClimb) best = node;
    named = named || parts[node] == Part::kBody;
  }
  return best;
}

// Down into what holds all that is of worth; what calls itself the body may hold a little less.
size_t Descend(const HtmlPage& page, const std::vector<Part>& parts, const BlockSums& sums, size_t top) {
  for (size_t i = top + 1; i < page.node(top).end;) {
    const HtmlPage::Node& node = page.node(i);
    int worth = sums.Of(i).worth;
    bool named = parts[i] == Part::kBody && sums.Of(i).prose >= kNearlyTheSame * sums.Of(top).prose;
    bool better = IsBlock(node.name) && node.name != "p" && worth > sums.Of(top).worth;
    if (named || better) {
      top = i;
      i = top + 1;
    } else {
      i = sums.Of(i).prose * 2 > sums.Of(top).prose ? i + 1 : node.end;
    }
  }
  return top;
}

}  // namespace

MainText FindMainText(const HtmlPage& page) {
  std::vector<Part> parts = PartsOf(page);
  std::vector<bool> skipped = SkipUnread(page);
  SkipAsides(page, parts, skipped);
  std::vector<TextBlock> blocks = TextBlocks(page, skipped);
  std::erase_if(blocks, [](const TextBlock& block) { return IsNotice(block.text); });
  BlockSums sums(page, blocks);
  std::vector<double> scores = Scores(page, parts, blocks, sums);
  MainText main;
  size_t top = Top(scores);
  bool few_lines = blocks.size() <= kFewLines && sums.Of(0).link_share() < 0.5;
  if (top == HtmlPage::kNone && (few_lines || sums.Of(0).worth > 0)) top = 0;  // a few short sentences are all there is
  if (top == HtmlPage::kNone) return main;
  top = Descend(page, parts, sums, Climb(page, parts, sums, top));
  main.root = top;
  main.paragraphs = TrimText(page, sums, blocks, top);
  return main;
}

}  // namespace fenghuo
