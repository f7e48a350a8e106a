// News sitemaps (sitemaps.org 0.9 with Google's news extension): a site's newest articles with titles and dates.

#include <algorithm>

#include "daemon/crawl/feed/formats.h"

namespace fenghuo {
namespace {

// By local name: sites bind the namespaces of extensions as they please.
XmlElement ChildNamed(XmlElement of, std::string_view name) {
  for (XmlElement child : of.children()) {
    if (SameName(child.name(), name)) return child;
  }
  return {};
}

std::string TextOf(XmlElement of, std::string_view name) { return Trimmed(ChildNamed(of, name).Text()); }

std::string DateOf(XmlElement url) {
  std::string published = TextOf(ChildNamed(url, "news"), "publication_date");
  return published.empty() ? TextOf(url, "lastmod") : published;
}

std::vector<std::string> Keywords(const std::string& text) {
  std::vector<std::string> keywords;
  for (size_t at = 0; at <= text.size() && keywords.size() < kListMax;) {
    size_t end = std::min(text.find(',', at), text.size());
    std::string keyword = Trimmed(text.substr(at, end - at));
    if (!keyword.empty()) keywords.push_back(std::move(keyword));
    at = end + 1;
  }
  return keywords;
}

FeedEntry ReadUrl(XmlElement url) {
  XmlElement news = ChildNamed(url, "news");
  FeedEntry entry;
  entry.link = TextOf(url, "loc");
  entry.title = TextOf(news, "title");
  entry.title_kind = TextKind::kPlain;
  entry.published = TextOf(news, "publication_date");
  entry.updated = TextOf(url, "lastmod");
  entry.categories = Keywords(TextOf(news, "keywords"));
  return entry;
}

}  // namespace

Result<Feed> ReadSitemap(XmlElement root) {
  if (SameName(root.name(), "sitemapindex")) {
    std::string first = TextOf(ChildNamed(root, "sitemap"), "loc");
    return Invalid("a sitemap of sitemaps: name one of them as the source" + (first.empty() ? "" : ", such as " + first));
  }
  std::vector<XmlElement> urls;
  size_t pages = 0;
  for (XmlElement url : root.children()) {
    if (!SameName(url.name(), "url")) continue;
    ++pages;
    if (!TextOf(ChildNamed(url, "news"), "title").empty()) urls.push_back(url);
  }
  if (urls.empty() && pages > 0) {
    return Invalid("a sitemap of " + std::to_string(pages) + " pages without titles: a news sitemap (news:title) is needed");
  }
  Feed feed;
  feed.version = "sitemap";
  urls = NewestEntries(std::move(urls), DateOf, feed.cut);
  for (XmlElement url : urls) feed.entries.push_back(ReadUrl(url));
  if (!urls.empty()) {
    XmlElement publication = ChildNamed(ChildNamed(urls.front(), "news"), "publication");
    feed.title = TextOf(publication, "name");
    feed.title_kind = TextKind::kPlain;
    feed.language = TextOf(publication, "language");
  }
  return feed;
}

}  // namespace fenghuo
