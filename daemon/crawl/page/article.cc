#include "daemon/crawl/page/article.h"

#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/page/byline.h"
#include "daemon/crawl/page/headline.h"
#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/main_text.h"
#include "daemon/crawl/page/page_claims.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kTitleMax = 1000;  // code points
constexpr size_t kTextBytesMax = 1024 * 1024;
constexpr size_t kTitleWithin = 5;  // the first paragraphs
constexpr size_t kMuchMore = 3;     // times the text that the page shows

// By its own word, else by its letters.
bool IsChinese(const HtmlPage& page, std::string_view text) {
  size_t han = 0;
  size_t all = 0;
  for (size_t at = 0; at < text.size() && all < 2000; ++all) {
    char32_t c = NextCodePoint(text, at);
    han += c >= 0x4E00 && c < 0xA000 ? 1 : 0;
  }
  if (all > 10) return han * 4 > all;
  return page.Attribute(0, "lang").starts_with("zh");
}

// Paragraphs, one a line, without a repetition of the title on top.
std::string Joined(const std::vector<TextBlock>& paragraphs, const std::string& title) {
  std::string text;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    if (i < kTitleWithin && SameTitle(paragraphs[i].text, title)) continue;
    if (!text.empty()) text += '\n';
    text += paragraphs[i].text;
  }
  return text;
}

}  // namespace

Result<Article> ExtractArticle(std::string_view body, const PageHint& hint) {
  Result<DecodedText> decoded = Decode(body, hint.content_type);
  if (!decoded.ok()) return decoded.error();
  Result<HtmlPage> page = HtmlPage::Parse(decoded->text());
  if (!page.ok()) return page.error();
  PageClaims claims = ReadClaims(*page);
  MainText main = FindMainText(*page);
  TextPlace place;
  if (!main.paragraphs.empty()) place = {main.paragraphs.front().at, main.paragraphs.back().at};
  Article article;
  article.title = CutCodePoints(FindHeadline(*page, claims, place.begins), kTitleMax, "…");
  article.text = Joined(main.paragraphs, article.title);
  // A page that shows its text by script only says it for machines, if anywhere.
  if (claims.body.size() > kMuchMore * article.text.size()) article.text = HtmlToText(claims.body);
  article.text = CutBytes(article.text, kTextBytesMax, "…");
  article.published = FindPublished(*page, claims, {hint.url, hint.now, place, IsChinese(*page, article.text)});
  article.author = FindAuthor(*page, claims, place);
  return article;
}

}  // namespace fenghuo
