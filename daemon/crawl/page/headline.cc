#include "daemon/crawl/page/headline.h"

#include <algorithm>
#include <array>
#include <vector>

#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/page/block_sums.h"
#include "daemon/crawl/page/part_names.h"
#include "daemon/crawl/page/text_blocks.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kHeadingsTried = 100;  // of one rank
constexpr size_t kHeadingMax = 300;     // bytes
constexpr size_t kShortest = 4;         // code points of a headline
constexpr size_t kShortestLine = 8;     // of one that is no heading
constexpr size_t kBlocksAbove = 30;     // of the text that may hold the headline
constexpr size_t kHeadingsAbove = 5;    // of the text that may hold a headline of which <title> knows nothing

bool IsPunctuation(char32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return c < 0xC0 || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3020) || (c >= 0xFF00 && c < 0xFF10) ||
         (c >= 0xFF1A && c < 0xFF21);
}

// Letters and digits only, small.
std::string Skeleton(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    char32_t c = NextCodePoint(text, at);
    if (IsPunctuation(c)) continue;
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    AppendUtf8(c, out);
  }
  return out;
}

std::string TitleElement(const HtmlPage& page) {
  for (size_t i = 0; i < page.size(); ++i) {
    if (page.node(i).name == "title" && page.node(page.node(i).parent).name != "svg") return page.LineOf(i);
  }
  return {};
}

std::string Trimmed(std::string_view text) {
  size_t begin = text.find_first_not_of(" -_|");
  size_t end = text.find_last_not_of(" -_|");
  return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, end - begin + 1));
}

// "A_B_C", "A - B": what stands before the site's name, or behind the section's when that is short.
std::string WithoutSite(const std::string& title) {
  static constexpr auto kJoints =
      std::to_array<std::string_view>({"--", "_", "|", " - ", " – ", " — ", " :: ", " · ", " » ", "－", "—", "-"});
  for (std::string_view joint : kJoints) {
    bool first = joint == "--" || joint == "_" || joint == "|";
    size_t at = first ? title.find(joint) : title.rfind(joint);
    if (at == std::string::npos) continue;
    std::string before = Trimmed(title.substr(0, at));
    std::string after = Trimmed(title.substr(at + joint.size()));
    bool inside_a_word =
        joint == "-" && std::all_of(after.begin(), after.end(), [](char c) { return static_cast<signed char>(c) > 0; });
    if (inside_a_word || after.empty()) continue;
    return CountCodePoints(before) < kShortest && CountCodePoints(after) > CountCodePoints(before) ? after : before;
  }
  return Trimmed(title);
}

// Whether a line is a title or most of it.
bool Repeats(std::string_view line, const std::vector<std::string>& skeletons) {
  std::string a = Skeleton(line);
  return a.size() >= kShortest && std::any_of(skeletons.begin(), skeletons.end(), [&a](const std::string& b) {
           return b.find(a) != std::string::npos ||
                  (!b.empty() && a.find(b) != std::string::npos && b.size() > a.size() / 2);
         });
}

std::string RepeatedHeading(const HtmlPage& page, const std::vector<std::string>& skeletons, std::string_view site) {
  for (const char* rank : {"h1", "h2", "h3"}) {
    size_t tried = 0;
    for (size_t i = 0; i < page.size() && tried < kHeadingsTried; ++i) {
      if (page.node(i).name != rank) continue;
      ++tried;
      std::string line = page.LineOf(i);
      if (line.size() > kHeadingMax || CountCodePoints(line) < kShortest || SameTitle(line, site)) continue;
      if (Repeats(line, skeletons)) return line;
    }
  }
  return {};
}

// The blocks above the text, the nearest first.
std::vector<TextBlock> BlocksAbove(const HtmlPage& page, size_t text_begins) {
  if (text_begins == HtmlPage::kNone) return {};
  std::vector<bool> skipped(page.size());
  for (size_t i = 0; i < page.size(); ++i) skipped[i] = IsUnread(page, i);
  std::vector<TextBlock> blocks = TextBlocks(page, skipped);
  std::erase_if(blocks, [text_begins](const TextBlock& block) { return block.at >= text_begins; });
  std::reverse(blocks.begin(), blocks.end());
  if (blocks.size() > kBlocksAbove) blocks.resize(kBlocksAbove);
  return blocks;
}

}  // namespace

bool SameTitle(std::string_view a, std::string_view b) { return Skeleton(a) == Skeleton(b); }

std::string FindHeadline(const HtmlPage& page, const PageClaims& claims, size_t text_begins) {
  std::string element = TitleElement(page);
  std::vector<std::string> titles = claims.titles;
  if (!element.empty()) titles.push_back(element);
  std::vector<std::string> skeletons;
  for (const std::string& title : titles) skeletons.push_back(Skeleton(title));
  std::string heading = RepeatedHeading(page, skeletons, claims.site);
  if (!heading.empty()) return heading;
  std::vector<TextBlock> above = BlocksAbove(page, text_begins);
  for (const TextBlock& block : above) {
    bool fits =
        block.text.size() <= kHeadingMax && CountCodePoints(block.text) >= kShortestLine && block.link_share() < 0.5;
    if (fits && !SameTitle(block.text, claims.site) && Repeats(block.text, skeletons)) return block.text;
  }
  if (!claims.titles.empty()) return WithoutSite(claims.titles.front());
  for (size_t i = 0; i < std::min(above.size(), kHeadingsAbove); ++i) {
    bool fits = IsHeading(page.node(above[i].holder).name) && CountCodePoints(above[i].text) >= kShortestLine;
    if (fits && above[i].link_share() < 0.5) return above[i].text;
  }
  return WithoutSite(element);
}

}  // namespace fenghuo
