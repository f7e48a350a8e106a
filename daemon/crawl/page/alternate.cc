#include "daemon/crawl/page/alternate.h"

#include <algorithm>
#include <array>

#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/urls.h"
#include "daemon/crawl/page/html_page.h"

namespace fenghuo {
namespace {

constexpr size_t kPageWindow = 256 * 1024;
constexpr size_t kFeedsMax = 10;

bool IsFeedType(std::string_view type) {
  static constexpr std::array<std::string_view, 4> kTypes = {"application/rss+xml", "application/atom+xml", "application/feed+json",
                                                             "application/rdf+xml"};
  type = type.substr(0, type.find_first_of("; \t"));
  return std::any_of(kTypes.begin(), kTypes.end(), [type](std::string_view known) { return SameName(type, known); });
}

// `rel` is a list of words.
bool IsAlternate(std::string_view rel) {
  for (size_t begin = 0; begin < rel.size();) {
    size_t end = std::min(rel.find_first_of(" \t\r\n", begin), rel.size());
    if (SameName(rel.substr(begin, end - begin), "alternate")) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::vector<std::string> FeedsNamedBy(std::string_view html, std::string_view url) {
  Result<HtmlPage> page = HtmlPage::Parse(html.substr(0, kPageWindow));
  if (!page.ok()) return {};
  const std::string base = BaseOf(*page, url);
  std::vector<std::string> feeds;
  for (size_t i = 0; i < page->size() && feeds.size() < kFeedsMax; ++i) {
    if (page->node(i).name != "link" || !IsAlternate(page->Attribute(i, "rel")) || !IsFeedType(page->Attribute(i, "type"))) continue;
    std::string feed = WebUrl(ResolveUrl(base, page->Attribute(i, "href")));
    if (!feed.empty() && std::find(feeds.begin(), feeds.end(), feed) == feeds.end()) feeds.push_back(std::move(feed));
  }
  return feeds;
}

}  // namespace fenghuo
