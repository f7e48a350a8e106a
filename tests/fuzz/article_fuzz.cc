// Any bytes as a page: an article comes out, its lines are neither empty nor padded, its title is one line, all valid UTF-8.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/page/article.h"
#include "keywords/text/utf8.h"

namespace {

bool HasTidyLines(std::string_view text) {
  if (text.empty()) return true;
  bool padded = text.find("\n\n") != std::string_view::npos || text.find(" \n") != std::string_view::npos ||
                text.find("\n ") != std::string_view::npos || text.find("  ") != std::string_view::npos;
  return !padded && text.front() != ' ' && text.front() != '\n' && text.back() != ' ' && text.back() != '\n';
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fenghuo::Timestamp now = *fenghuo::ParseRfc3339("2026-07-12T00:00:00Z");
  std::string_view body(reinterpret_cast<const char*>(data), size);
  fenghuo::Result<fenghuo::Article> article = fenghuo::ExtractArticle(body, {.url = "", .content_type = "", .now = now});
  if (!article.ok()) return 0;
  CHECK(fenghuo::IsValidUtf8(article->text), "the text is valid UTF-8");
  CHECK(fenghuo::IsValidUtf8(article->title) && fenghuo::IsValidUtf8(article->author), "title and author are valid UTF-8");
  CHECK(article->title.find('\n') == std::string::npos && article->author.find('\n') == std::string::npos, "one line each");
  CHECK(HasTidyLines(article->text), "the text has tidy lines");
  CHECK(!article->published || *article->published <= now + fenghuo::hours(24), "no date lies in the future");
  return 0;
}
