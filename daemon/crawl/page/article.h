// An Article is what a news page is about: title, author, date and text.
//
//   Result<Article> article = ExtractArticle(body, {.url = url, .content_type = "text/html; charset=gbk", .now = now});
//
// Charset as in daemon/crawl/charset/charset.h, text as in main_text.h, caps as in html_page.h.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_ARTICLE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_ARTICLE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

struct Article {
  std::string title;  // one line; empty when unknown, like the others
  std::string author;
  std::optional<Timestamp> published;
  std::string text;  // paragraphs, one a line
};

struct PageHint {
  std::string url;           // where it came from, or empty
  std::string content_type;  // header, or empty
  Timestamp now;             // the time of the fetch
};

// kInvalid: no HTML, or a charset that is refused. A page without an article gives an empty text.
Result<Article> ExtractArticle(std::string_view body, const PageHint& hint);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_ARTICLE_H_
