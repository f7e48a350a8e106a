#include "daemon/crawl/page/read_article.h"

#include <utility>

#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/not_a_feed.h"

namespace fenghuo {
namespace {

constexpr Duration kSameDay = hours(24);

}  // namespace

ReadPage ReadArticle(const Document& entry, std::string_view body, const PageHint& hint, const AuthorRule& authors) {
  if (ExplainBinary(body)) return {entry, "链接指向文件，不是网页"};
  Result<Article> article = ExtractArticle(body, hint);
  if (!article.ok()) return {entry, "链接指向的内容无法作为网页读取"};
  if (article->text.empty()) return {entry, "网页中没有找到正文"};
  Document document = entry;
  document.text = std::move(article->text);
  document.observation.reset();  // the list's, and by now an old one
  const std::optional<Timestamp>& listed = entry.published_at;
  bool finer = article->published && (!listed || std::chrono::abs(*article->published - *listed) < kSameDay);
  if (finer) document.published_at = article->published;
  NameAuthor(article->author, authors.source, authors.author_key, document);
  return {std::move(document), ""};
}

}  // namespace fenghuo
