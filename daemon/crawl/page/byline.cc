#include "daemon/crawl/page/byline.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "base/zone.h"
#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/page/part_names.h"
#include "daemon/crawl/page/text_blocks.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kLinesAbove = 40;  // before the text that may hold a by-line
constexpr size_t kLinesInside = 6;  // of the text itself
constexpr size_t kLinesBelow = 10;
constexpr size_t kLineMax = 400;   // bytes; longer ones are prose
constexpr size_t kDatedMax = 50;   // elements with a date that are tried
constexpr size_t kAuthorMax = 60;  // code points
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
                           R"((?:\s*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?)"
                           R"((?:[\sT]*(?:[上下中]午|早上|晚上|凌晨)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[-+]\d{2}:?\d{2}|Z)?)?))");
  static const RE2 numerals(R"(([〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日))");
  static const RE2 month_first(R"((?i)\b()" + month + R"(\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})" + clock + ")");
  static const RE2 day_first(R"((?i)\b(\d{1,2}(?:st|nd|rd|th)?\.?\s+)" + month + R"(,?\s+\d{4})" + clock + ")");
  static const RE2 recent(
      R"((\d{1,2}\s?(?:分钟|小时|天)前|(?:昨天|前天|今天)\s?\d{1,2}[:：]\d{2}|\d{1,2}[月-]\d{1,2}日?\s\d{1,2}[:：]\d{2}))");
  for (const RE2* pattern : {&numbers, &month_first, &day_first, &recent, &numerals}) {
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

std::optional<Timestamp> DateOf(const HtmlPage& page, size_t node, const DateSearch& search) {
  for (std::string_view value : {page.Attribute(node, "datetime"), page.Attribute(node, "content")}) {
    if (std::optional<Timestamp> at = value.empty() ? std::nullopt : Believed(value, search)) return at;
  }
  return DateInLine(page.LineOf(node), search);
}

// Elements that say they hold the date of publication, then <time> of any kind: the nearest above the text, then those
// below.
std::vector<size_t> DatedElements(const HtmlPage& page, size_t text_begins) {
  std::vector<size_t> says;
  std::vector<size_t> times;
  for (size_t i = 0; i < page.size(); ++i) {
    bool time = page.node(i).name == "time";
    if (page.Attribute(i, "itemprop") == "datePublished" || (time && page.HasAttribute(i, "pubdate"))) {
      says.push_back(i);
    } else if (time) {
      times.push_back(i);
    }
  }
  auto below = std::find_if(times.begin(), times.end(), [text_begins](size_t i) { return i > text_begins; });
  std::reverse(times.begin(), below);
  says.insert(says.end(), times.begin(), times.end());
  if (says.size() > kDatedMax) says.resize(kDatedMax);
  return says;
}

std::optional<Timestamp> MarkedDate(const HtmlPage& page, const DateSearch& search) {
  for (size_t node : DatedElements(page, search.place.begins)) {
    if (std::optional<Timestamp> at = DateOf(page, node, search)) return at;
  }
  return std::nullopt;
}

struct NearLines {
  std::vector<std::string> above;  // the nearest first, then the first ones of the text itself
  std::vector<std::string> below;
};

NearLines LinesAround(const HtmlPage& page, const TextPlace& place) {
  NearLines lines;
  if (place.begins == HtmlPage::kNone) return lines;
  std::vector<bool> skipped(page.size());
  for (size_t i = 0; i < page.size(); ++i) skipped[i] = page.node(i).name == "script" || page.node(i).name == "style";
  std::vector<TextBlock> blocks = TextBlocks(page, skipped);
  auto first_from = [&blocks](size_t node) {
    size_t i = 0;
    while (i < blocks.size() && blocks[i].at < node) ++i;
    return i;
  };
  auto take = [&blocks](size_t i, std::vector<std::string>& to) {
    if (blocks[i].text.size() <= kLineMax) to.push_back(blocks[i].text);
  };
  size_t begin = first_from(place.begins);
  size_t end = std::max(first_from(place.ends), begin + kLinesInside);
  for (size_t i = begin; i-- > 0 && begin - i <= kLinesAbove;) take(i, lines.above);
  for (size_t i = begin; i < std::min(begin + kLinesInside, blocks.size()); ++i) take(i, lines.above);
  for (size_t i = end; i < std::min(end + kLinesBelow, blocks.size()); ++i) take(i, lines.below);
  return lines;
}

// "发布时间：10-0812:00" and the like, where day and clock stand in two elements; the year may be missing.
std::optional<Timestamp> LabelledDate(const std::string& line, const DateSearch& search) {
  static const RE2 label(R"((?:发布|发表|刊发|[Pp]ublished|[Pp]osted)(?:时间|日期|于| on)?\s*[:：]?\s*(.{4,40}))");
  static const RE2 tight(R"(^(?:(\d{2})-)?(\d{1,2})-(\d{2})\s?(\d{2}:\d{2}))");
  std::string rest;
  if (!RE2::PartialMatch(line, label, &rest)) return std::nullopt;
  std::string year, month, day, clock;
  if (RE2::PartialMatch(rest, tight, &year, &month, &day, &clock)) {
    return Believed((year.empty() ? "" : "20" + year + "年") + month + "月" + day + "日 " + clock, search);
  }
  return DateInLine(rest, search);
}

// Programs that show the date by script write it down as a variable.
std::optional<Timestamp> DateInScripts(const HtmlPage& page, const DateSearch& search) {
  static const RE2 variable(
      R"re((?:\bct|[Pp]ub(?:lish)?_?(?:[Tt]ime|[Dd]ate)|datePublished|oriCreateTime|create_?[Tt]ime))re"
      R"re(["']?\s?[:=]\s?["']?)re"
      R"re((\d{10}|\d{13}|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?)\b)re");
  for (size_t i = 0; i + 1 < page.size(); ++i) {
    std::string found;
    if (page.node(i).name != "script" || !RE2::PartialMatch(page.node(i + 1).text, variable, &found)) continue;
    if (std::optional<Timestamp> at = Believed(found, search)) return at;
  }
  return std::nullopt;
}

std::optional<Timestamp> ShownDate(const HtmlPage& page, const DateSearch& search) {
  NearLines lines = LinesAround(page, search.place);
  for (const std::vector<std::string>* side : {&lines.above, &lines.below}) {
    for (auto read : {LabelledDate, DateInLine}) {
      for (const std::string& line : *side) {
        if (std::optional<Timestamp> at = read(line, search)) return at;
      }
    }
  }
  return std::nullopt;
}

std::string Tidy(std::string_view name) {
  static const RE2 lead(
      R"((?i)^(?:(?:written )?by|von|par|por|作者|文|记者|撰文|来源)\s*[:：/|丨]?\s+|^(?:作者|记者|来源)\s*[:：]\s*)");
  std::string tidy = CollapseSpaces(name);
  RE2::Replace(&tidy, lead, "");
  return CutCodePoints(tidy, kAuthorMax, "");
}

bool IsName(std::string_view name) {
  bool letters = std::any_of(name.begin(), name.end(), [](char c) { return c > '9' || c < ' '; });
  return letters && CountCodePoints(name) < kAuthorMax && name.find_first_of("@/") == std::string_view::npos;
}

// Those of other articles stand below the text.
std::string MarkedAuthor(const HtmlPage& page, const TextPlace& place) {
  for (size_t i = 0; i < std::min(page.size(), place.ends); ++i) {
    bool says = page.Attribute(i, "itemprop") == "author" || page.Attribute(i, "rel") == "author" ||
                page.Attribute(i, "id") == "js_name";  // the account, on pages of 微信公众号
    std::string name = says ? Tidy(page.LineOf(i)) : std::string();
    if (IsName(name)) return name;
  }
  return {};
}

// "By Ann Lee" in an element that calls itself the by-line or the author.
std::string NamedAuthor(const HtmlPage& page, const TextPlace& place) {
  static const RE2 part(R"((?i)\b(?:byline|author|signature)(?:s|-?name|__name)?\b)");
  static const RE2 person(R"([\pL][\pL.'’-]*(?: [\pL][\pL.'’-]*){0,3})");
  size_t tried = 0;
  for (size_t i = 0; i < std::min(page.size(), place.ends) && tried < kDatedMax; ++i) {
    if (!RE2::PartialMatch(page.Attribute(i, "class"), part)) continue;
    ++tried;
    std::string name = Tidy(page.LineOf(i));
    if (CountCodePoints(name) >= 2 && RE2::FullMatch(name, person)) return name;
  }
  return {};
}

std::string AuthorInLines(const NearLines& lines) {
  static const RE2 writer(R"((?:作者|撰文|记者|(?:^|[^\p{Han}])文)\s?[:：|丨/]\s*([\p{Han}A-Za-z·]{2,20}))");
  static const RE2 source(R"((?:来源|稿源|信息来源)\s?[:：|丨]\s*([\p{Han}A-Za-z0-9·]{2,20}))");
  static const RE2 by(R"(^[Bb][Yy]:?\s+((?:[A-Z][\p{L}.'-]*)(?:\s+[A-Z][\p{L}.'-]*){1,3})\b)");
  for (const RE2* pattern : {&writer, &by, &source}) {
    for (const std::vector<std::string>* side : {&lines.above, &lines.below}) {
      for (const std::string& line : *side) {
        std::string name;
        if (RE2::PartialMatch(line, *pattern, &name)) return name;
      }
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
  if (std::optional<Timestamp> at = ShownDate(page, search)) return at;
  if (std::optional<Timestamp> at = DateInScripts(page, search)) return at;
  return DateInUrl(search.url, search);
}

std::string FindAuthor(const HtmlPage& page, const PageClaims& claims, const TextPlace& place) {
  for (const std::string& claimed : claims.authors) {
    std::string name = Tidy(claimed);
    if (IsName(name)) return name;
  }
  std::string marked = MarkedAuthor(page, place);
  if (!marked.empty()) return marked;
  std::string line = AuthorInLines(LinesAround(page, place));
  return line.empty() ? NamedAuthor(page, place) : line;
}

}  // namespace fenghuo
