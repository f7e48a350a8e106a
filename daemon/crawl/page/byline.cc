#include "daemon/crawl/page/byline.h"

#include <re2/re2.h>

#include <vector>

#include "base/zone.h"
#include "daemon/crawl/dates.h"
#include "daemon/crawl/html_text.h"
#include "daemon/crawl/page/part_names.h"
#include "daemon/crawl/page/text_blocks.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kLinesAbove = 40;       // before the text that may hold a by-line
constexpr size_t kLinesBelow = 6;        // of the text itself
constexpr size_t kLineMax = 400;         // bytes; longer ones are prose
constexpr size_t kAuthorMax = 60;        // code points
constexpr Duration kFutureMax = hours(24);

const Zone& ZoneOf(bool chinese) {
  static const Zone utc = Zone::Utc();
  static const Zone beijing = [] {
    Result<Zone> zone = Zone::Load("Asia/Shanghai");
    return zone.ok() ? *zone : Zone::Utc();
  }();
  return chinese ? beijing : utc;
}

std::optional<Timestamp> Believed(std::string_view written, const DateSearch& search) {
  std::optional<Timestamp> at = ParseDate(written, {search.now, &ZoneOf(search.chinese)});
  return at && *at <= search.now + kFutureMax ? at : std::nullopt;
}

// The first date inside a line of text.
std::optional<Timestamp> DateInLine(const std::string& line, const DateSearch& search) {
  static const std::string clock = R"((?:,?(?:\s+at)?\s+\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?)?)";
  static const std::string month = R"((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)";
  static const RE2 numbers(R"((\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)"
                           R"((?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[-+]\d{2}:?\d{2}|Z)?)?))");
  static const RE2 month_first(R"((?i)\b()" + month + R"(\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})" + clock + ")");
  static const RE2 day_first(R"((?i)\b(\d{1,2}(?:st|nd|rd|th)?\.?\s+)" + month + R"(,?\s+\d{4})" + clock + ")");
  static const RE2 recent(
      R"((\d{1,2}\s?(?:分钟|小时|天)前|(?:昨天|前天|今天)\s?\d{1,2}[:：]\d{2}|\d{1,2}[月-]\d{1,2}日?\s\d{1,2}[:：]\d{2}))");
  for (const RE2* pattern : {&numbers, &month_first, &day_first, &recent}) {
    std::string found;
    if (!RE2::PartialMatch(line, *pattern, &found)) continue;
    RE2::GlobalReplace(&found, "：", ":");
    if (std::optional<Timestamp> at = Believed(found, search)) return at;
  }
  return std::nullopt;
}

std::optional<Timestamp> DateInUrl(const std::string& url, const DateSearch& search) {
  static const RE2 parted(R"([/_-]((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})[/_.-])");
  std::string year;
  std::string month;
  std::string day;
  if (!RE2::PartialMatch(url, parted, &year, &month, &day)) return std::nullopt;
  return Believed(year + "-" + month + "-" + day, search);
}

std::optional<Timestamp> MarkedDate(const HtmlPage& page, const DateSearch& search) {
  for (bool marked : {true, false}) {  // any <time> only when nothing says that it is the date of publication
    for (size_t i = 0; i < page.size(); ++i) {
      bool time = page.node(i).name == "time";
      bool says = page.Attribute(i, "itemprop") == "datePublished" || (time && page.HasAttribute(i, "pubdate"));
      if (marked ? !says : !time) continue;
      for (std::string_view value : {page.Attribute(i, "datetime"), page.Attribute(i, "content")}) {
        if (std::optional<Timestamp> at = value.empty() ? std::nullopt : Believed(value, search)) return at;
      }
      if (std::optional<Timestamp> at = DateInLine(page.LineOf(i), search)) return at;
    }
  }
  return std::nullopt;
}

// The lines around the beginning of the text, the nearest above it first, then those of the text.
std::vector<std::string> LinesAround(const HtmlPage& page, size_t text_begins) {
  std::vector<bool> skipped(page.size());
  for (size_t i = 0; i < page.size(); ++i) skipped[i] = page.node(i).name == "script" || page.node(i).name == "style";
  std::vector<TextBlock> blocks = TextBlocks(page, skipped);
  size_t middle = 0;
  while (middle < blocks.size() && blocks[middle].at < text_begins) ++middle;
  std::vector<std::string> lines;
  auto take = [&](const TextBlock& block) {
    if (block.text.size() <= kLineMax) lines.push_back(block.text);
  };
  for (size_t i = middle; i-- > 0 && middle - i <= kLinesAbove;) take(blocks[i]);
  for (size_t i = middle; i < blocks.size() && i - middle < kLinesBelow; ++i) take(blocks[i]);
  return lines;
}

std::string Tidy(std::string_view name) {
  static const RE2 lead(R"((?i)^(?:by|von|par|por|作者|文|记者|撰文|来源)\s*[:：/|丨]?\s+|^(?:作者|记者|来源)\s*[:：]\s*)");
  std::string tidy = CollapseSpaces(name);
  RE2::Replace(&tidy, lead, "");
  return CutCodePoints(tidy, kAuthorMax, "");
}

std::string MarkedAuthor(const HtmlPage& page) {
  for (size_t i = 0; i < page.size(); ++i) {
    bool says = page.Attribute(i, "itemprop") == "author" || page.Attribute(i, "rel") == "author";
    if (!says) continue;
    std::string name = Tidy(page.LineOf(i));
    if (!name.empty() && CountCodePoints(name) < kAuthorMax) return name;
  }
  return {};
}

std::string AuthorInLines(const std::vector<std::string>& lines) {
  static const RE2 writer(R"((?:作者|撰文|记者|文)\s?[:：|丨/]\s*([\p{Han}A-Za-z·]{2,20}))");
  static const RE2 source(R"((?:来源|稿源|信息来源)\s?[:：|丨]\s*([\p{Han}A-Za-z0-9·]{2,20}))");
  static const RE2 by(R"(^[Bb][Yy]:?\s+((?:[A-Z][\p{L}.'-]*)(?:\s+[A-Z][\p{L}.'-]*){1,3})\b)");
  for (const RE2* pattern : {&writer, &by, &source}) {
    for (const std::string& line : lines) {
      std::string name;
      if (RE2::PartialMatch(line, *pattern, &name)) return name;
    }
  }
  return {};
}

}  // namespace

std::optional<Timestamp> FindPublished(const HtmlPage& page, const PageClaims& claims, const DateSearch& search) {
  for (const std::string& written : claims.published) {
    if (std::optional<Timestamp> at = Believed(written, search)) return at;
  }
  if (std::optional<Timestamp> at = MarkedDate(page, search)) return at;
  for (const std::string& line : LinesAround(page, search.text_begins)) {
    if (std::optional<Timestamp> at = DateInLine(line, search)) return at;
  }
  return DateInUrl(search.url, search);
}

std::string FindAuthor(const HtmlPage& page, const PageClaims& claims, size_t text_begins) {
  for (const std::string& claimed : claims.authors) {
    std::string name = Tidy(claimed);
    if (!name.empty() && !name.starts_with("http") && name.find('/') == std::string::npos) return name;
  }
  std::string marked = MarkedAuthor(page);
  return marked.empty() ? AuthorInLines(LinesAround(page, text_begins)) : marked;
}

}  // namespace fenghuo
