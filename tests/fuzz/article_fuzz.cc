// Any bytes as a page: an article comes out, its lines are neither empty nor padded, its title is one line, all valid UTF-8; as a list too.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/page/article.h"
#include "daemon/crawl/page/list_page.h"
#include "keywords/text/utf8.h"

namespace {

bool HasTidyLines(std::string_view text) {
  if (text.empty()) return true;
  bool padded = text.find("\n\n") != std::string_view::npos || text.find(" \n") != std::string_view::npos ||
                text.find("\n ") != std::string_view::npos || text.find("  ") != std::string_view::npos;
  return !padded && text.front() != ' ' && text.front() != '\n' && text.back() != ' ' && text.back() != '\n';
}

// The same bytes as a list, by selectors of every kind.
void TryList(std::string_view body) {
  static const fenghuo::SourceConfig source = [] {
    fenghuo::SourceConfig list;
    list.kind = fenghuo::DocumentKind::kHotlist;
    list.page.Edit().entries = "ul > li:not(.x), div p + p, [class^=s] ~ div, td:nth-child(2), p:last-child";
    list.page.Edit().title = {"a::attr(title)", "b", "::text"};
    list.page.Edit().url = {"a::attr(href)"};
    list.page.Edit().heat = {"em, b"};
    return list;
  }();
  fenghuo::ParsedBody parsed = fenghuo::ParseListPage(body, source, {.url = "http://base.test/a/", .content_type = ""});
  CHECK(parsed.feed.has_value() != parsed.failure.has_value(), "a list or a reason");
  if (!parsed.feed) return;
  CHECK(!parsed.feed->entries.empty() && parsed.feed->entries.size() <= 2000, "a list has entries, and not too many");
  for (const fenghuo::FeedEntry& entry : parsed.feed->entries) {
    CHECK(!entry.title.empty() && fenghuo::IsValidUtf8(entry.title), "a title is valid UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fenghuo::Timestamp now = *fenghuo::ParseRfc3339("2026-07-12T00:00:00Z");
  std::string_view body(reinterpret_cast<const char*>(data), size);
  fenghuo::Result<fenghuo::Article> article = fenghuo::ExtractArticle(body, {.url = "", .content_type = "", .now = now});
  TryList(body);
  if (!article.ok()) return 0;
  CHECK(fenghuo::IsValidUtf8(article->text), "the text is valid UTF-8");
  CHECK(fenghuo::IsValidUtf8(article->title) && fenghuo::IsValidUtf8(article->author), "title and author are valid UTF-8");
  CHECK(article->title.find('\n') == std::string::npos && article->author.find('\n') == std::string::npos, "one line each");
  CHECK(HasTidyLines(article->text), "the text has tidy lines");
  CHECK(!article->published || *article->published <= now + fenghuo::hours(24), "no date lies in the future");
  return 0;
}
