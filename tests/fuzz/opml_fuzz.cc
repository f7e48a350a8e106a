// Any bytes as OPML: a refusal that says why, or web addresses, each once, that are the same after being written and read again.

#include <cstdint>
#include <set>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/feed/opml.h"
#include "daemon/crawl/feed/urls.h"
#include "keywords/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fenghuo::Result<std::vector<fenghuo::OpmlFeed>> feeds = fenghuo::ReadOpml({reinterpret_cast<const char*>(data), size});
  if (!feeds.ok()) {
    CHECK(!feeds.error().message.empty(), "a refusal says why");
    return 0;
  }
  std::set<std::string> urls;
  std::vector<fenghuo::SourceConfig> sources;
  for (const fenghuo::OpmlFeed& feed : *feeds) {
    CHECK(!fenghuo::WebUrl(feed.url).empty(), "only web addresses come out");
    CHECK(feed.folder.size() < 1400, "a folder is short, however deep");
    CHECK(urls.insert(feed.url).second, "each address once");
    CHECK(fenghuo::IsValidUtf8(feed.title) && fenghuo::IsValidUtf8(feed.folder), "texts are valid UTF-8");
    CHECK(feed.title.find('\n') == std::string::npos, "a title is one line");
    fenghuo::SourceConfig source;
    source.name = feed.title;
    source.url = feed.url;
    sources.push_back(source);
  }
  fenghuo::Result<std::vector<fenghuo::OpmlFeed>> again = fenghuo::ReadOpml(fenghuo::WriteOpml("title", sources));
  CHECK(again.ok(), "what it writes is OPML");
  std::set<std::string> urls_again;
  for (const fenghuo::OpmlFeed& feed : *again) urls_again.insert(feed.url);
  CHECK(urls == urls_again, "no address is lost on the way");
  return 0;
}
