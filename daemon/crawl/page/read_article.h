// The page behind an entry: what its article adds to the document that the list made of it.
//
//   ReadPage page = ReadArticle(entry, body, hint, {source, author_key});
//   if (page.failure.empty()) Judge(page.document);
//
// The text is the article's (daemon/crawl/page/article.h). Its date counts where the list gave none, or one of the same 24 hours: lists
// often name the day only. Its author counts where the list gave none. Id, address and title stay the list's.
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_READ_ARTICLE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_READ_ARTICLE_H_

#include <string>
#include <string_view>

#include "daemon/config/config.h"
#include "daemon/crawl/page/article.h"
#include "keywords/document.h"

namespace fenghuo {

struct ReadPage {
  Document document;    // the entry with its text; the entry alone when there is a failure
  std::string failure;  // one Chinese line for the screen
};

// Whose authors are shown decides `source`; without a key authors that are not are left out.
struct AuthorRule {
  const SourceConfig& source;
  std::string_view author_key;
};

ReadPage ReadArticle(const Document& entry, std::string_view body, const PageHint& hint, const AuthorRule& authors);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_READ_ARTICLE_H_
