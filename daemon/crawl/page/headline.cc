#include "daemon/crawl/page/headline.h"

#include <algorithm>
#include <vector>

#include "daemon/crawl/page/part_names.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kHeadingMax = 300;   // bytes
constexpr size_t kShortest = 4;       // code points of a headline in a heading

// Letters and digits only, small: two titles that differ in punctuation are one.
std::string Skeleton(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    char32_t c = NextCodePoint(text, at);
    bool small = c < 0x80;
    if (small && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) continue;
    if ((c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3020) || (c >= 0xFF00 && c < 0xFF10) || c == 0xFF1A || c == 0xFF1F) continue;
    if (small && c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (c != 0xA0) AppendUtf8(c, out);
  }
  return out;
}

std::vector<std::string> Headings(const HtmlPage& page, std::string_view wanted) {
  std::vector<std::string> headings;
  for (size_t i = 0; i < page.size(); ++i) {
    if (page.node(i).name != wanted) continue;
    std::string line = page.LineOf(i);
    if (!line.empty() && line.size() <= kHeadingMax) headings.push_back(std::move(line));
  }
  return headings;
}

std::string TitleElement(const HtmlPage& page) {
  for (size_t i = 0; i < page.size(); ++i) {
    if (page.node(i).name == "title" && page.node(page.node(i).parent).name != "svg") return page.LineOf(i);
  }
  return {};
}

// "A - B", "A_B", "A | B": the part that is longest by far, else all before the last separator.
std::string WithoutSite(const std::string& title) {
  static const std::vector<std::string> separators = {" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " / ", "_", "|", "－", "—", "-"};
  for (const std::string& separator : separators) {
    size_t at = title.rfind(separator);
    if (at == std::string::npos || at == 0) continue;
    std::string before = title.substr(0, at);
    std::string after = title.substr(at + separator.size());
    bool ascii_word_joint = separator == "-" || separator == "_";  // "anti-ban": no site name follows
    if (ascii_word_joint && std::all_of(after.begin(), after.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) continue;
    if (CountCodePoints(before) < kShortest) return CountCodePoints(after) > CountCodePoints(before) ? after : title;
    return separator == "_" || separator == "|" ? before.substr(0, std::max(before.find(separator), size_t{0})) : before;
  }
  return title;
}

bool SameOrPart(const std::string& heading, const std::string& title) {
  std::string a = Skeleton(heading);
  std::string b = Skeleton(title);
  if (a.size() < kShortest || b.empty()) return false;
  return b.find(a) != std::string::npos || (a.find(b) != std::string::npos && b.size() > a.size() / 2);
}

}  // namespace

std::string FindHeadline(const HtmlPage& page, const PageClaims& claims) {
  std::string element = TitleElement(page);
  std::vector<std::string> titles = claims.titles;
  if (!element.empty()) titles.push_back(element);
  for (const char* rank : {"h1", "h2", "h3"}) {
    for (const std::string& heading : Headings(page, rank)) {
      if (Skeleton(heading) == Skeleton(claims.site)) continue;
      for (const std::string& title : titles) {
        if (CountCodePoints(heading) >= kShortest && SameOrPart(heading, title)) return heading;
      }
    }
  }
  if (!claims.titles.empty()) return WithoutSite(claims.titles.front());
  std::vector<std::string> first = Headings(page, "h1");
  if (element.empty()) return first.empty() ? std::string() : first.front();
  return WithoutSite(element);
}

}  // namespace fenghuo
