#include "daemon/crawl/next_page.h"

#include <string>

#include "daemon/crawl/feed/urls.h"
#include "daemon/net/url.h"

namespace fenghuo {

std::optional<ListPage> NextPage(const SourceConfig& source, const Feed& feed, const ListPage& here) {
  if (feed.next_page.empty() || here.number >= source.board->pages_max) return std::nullopt;
  constexpr std::string_view kPage = "{page}";
  ListPage next{.number = here.number + 1};
  std::string address = feed.next_page;
  if (size_t at = address.find(kPage); at != std::string::npos) address.replace(at, kPage.size(), std::to_string(next.number));
  next.url = ResolveUrl(std::string_view(here.url), address);
  if (next.url == here.url || !IsSameSite(source.url, next.url)) return std::nullopt;
  return next;
}

}  // namespace fenghuo
