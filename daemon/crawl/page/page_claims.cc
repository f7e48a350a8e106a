#include "daemon/crawl/page/page_claims.h"

#include <simdjson.h>

#include <array>

#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/feed/json_text.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr size_t kObjectsMax = 2000;  // of JSON-LD on one page
constexpr size_t kAuthorsMax = 5;
constexpr size_t kClaimBytesMax = 2000;
constexpr size_t kClaimsMax = 8;  // of one kind; the first are the most trusted

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view TextAt(const object& from, std::string_view key) {
  std::string_view text;
  return from.at_key(key).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool NamesAnArticle(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("BlogPosting") || type.ends_with("SocialMediaPosting") ||
         type == "Report" || type.ends_with("Review") || type == "NewsItem";
}

bool IsArticle(const object& one) {
  element type;
  if (one.at_key("@type").get(type) != simdjson::SUCCESS) return false;
  std::string_view name;
  if (type.get(name) == simdjson::SUCCESS) return NamesAnArticle(name);
  array names;
  if (type.get(names) != simdjson::SUCCESS) return false;
  for (element each : names) {
    if (each.get(name) == simdjson::SUCCESS && NamesAnArticle(name)) return true;
  }
  return false;
}

// A name, an object with one, or a list of either; joined by commas.
void AddNames(const element& from, std::vector<std::string>& names) {
  std::string_view text;
  object one;
  array many;
  if (from.get(text) == simdjson::SUCCESS) {
    if (!text.starts_with("http")) names.push_back(HtmlToLine(text));
  } else if (from.get(one) == simdjson::SUCCESS) {
    element name;
    if (one.at_key("name").get(name) == simdjson::SUCCESS && names.size() < kAuthorsMax) AddNames(name, names);
  } else if (from.get(many) == simdjson::SUCCESS) {
    for (element each : many) {
      if (names.size() < kAuthorsMax) AddNames(each, names);
    }
  }
}

std::string Joined(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) {
    if (name.empty()) continue;
    if (!joined.empty()) joined += ", ";
    joined += name;
  }
  return joined;
}

void Add(std::string_view value, std::vector<std::string>& to) {
  std::string line = HtmlToLine(CutBytes(value, kClaimBytesMax, ""));
  if (!line.empty() && to.size() < kClaimsMax) to.push_back(std::move(line));
}

void TakeArticle(const object& article, PageClaims& claims) {
  Add(TextAt(article, "headline"), claims.titles);
  Add(TextAt(article, "datePublished"), claims.published);
  std::vector<std::string> names;
  element author;
  if (article.at_key("author").get(author) == simdjson::SUCCESS) AddNames(author, names);
  Add(Joined(names), claims.authors);
  std::string_view body = TextAt(article, "articleBody");
  if (body.size() > claims.body.size()) claims.body = body;
}

// Objects at the top, in lists and in "@graph"; simdjson has bounded the depth.
void TakeJson(const element& from, size_t& left, PageClaims& claims) {
  if (left == 0) return;
  --left;
  array many;
  object one;
  if (from.get(many) == simdjson::SUCCESS) {
    for (element each : many) TakeJson(each, left, claims);
  } else if (from.get(one) == simdjson::SUCCESS) {
    if (IsArticle(one)) return TakeArticle(one, claims);
    for (std::string_view key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
      element inner;
      if (one.at_key(key).get(inner) == simdjson::SUCCESS) TakeJson(inner, left, claims);
    }
  }
}

// Scripts hold line breaks inside strings now and then, which JSON does not allow; as blanks they do no harm.
std::string Mended(std::string_view script) {
  std::string text(script);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  size_t begin = text.find_first_of("{[");
  size_t end = text.find_last_of("}]");
  return begin == std::string::npos || end == std::string::npos || end < begin ? std::string()
                                                                               : text.substr(begin, end - begin + 1);
}

void TakeScripts(const HtmlPage& page, PageClaims& claims) {
  simdjson::dom::parser parser;
  size_t left = kObjectsMax;
  for (size_t i = 0; i + 1 < page.size(); ++i) {
    if (page.node(i).name != "script" || LowerAscii(page.Attribute(i, "type")) != "application/ld+json") continue;
    element root;
    std::string text = Mended(page.node(i + 1).text);
    if (!text.empty() && ReadJson(text, parser, root).ok()) TakeJson(root, left, claims);
  }
}

// The first of `keys` that a meta element has, in the order of `keys`.
template <size_t N>
void TakeMeta(const std::vector<std::pair<std::string, std::string>>& metas,
              const std::array<std::string_view, N>& keys, std::vector<std::string>& to) {
  for (std::string_view key : keys) {
    for (const auto& [name, value] : metas) {
      if (name == key) Add(value, to);
    }
  }
}

std::vector<std::pair<std::string, std::string>> Metas(const HtmlPage& page) {
  std::vector<std::pair<std::string, std::string>> metas;
  for (size_t i = 0; i < page.size(); ++i) {
    if (page.node(i).name != "meta") continue;
    std::string_view value = page.Attribute(i, "content");
    if (value.empty()) continue;
    for (const char* key : {"property", "name", "itemprop"}) {
      std::string_view name = page.Attribute(i, key);
      if (!name.empty()) metas.emplace_back(LowerAscii(name.substr(0, 100)), std::string(value));
    }
  }
  return metas;
}

constexpr auto kTitleKeys =
    std::to_array<std::string_view>({"og:title", "articletitle", "twitter:title", "dc.title", "parsely-title"});
constexpr auto kSiteKeys = std::to_array<std::string_view>({"og:site_name", "sitename", "application-name"});
constexpr auto kAuthorKeys = std::to_array<std::string_view>(
    {"author", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
     "dcterms.creator", "citation_author", "contentauthor", "og:author", "weibo:article:author"});
constexpr auto kDateKeys = std::to_array<std::string_view>({"article:published_time",
                                                            "datepublished",
                                                            "rnews:datepublished",
                                                            "og:published_time",
                                                            "og:release_date",
                                                            "pubdate",
                                                            "publishdate",
                                                            "publish_date",
                                                            "publication_date",
                                                            "apub:time",
                                                            "pubtime",
                                                            "_pubtime",
                                                            "originalpublicationdate",
                                                            "article_date_original",
                                                            "article.published",
                                                            "parsely-pub-date",
                                                            "sailthru.date",
                                                            "ptime",
                                                            "pdate",
                                                            "dc.date.issued",
                                                            "dcterms.created",
                                                            "dc.date",
                                                            "dcterms.date",
                                                            "weibo: article:create_at",
                                                            "weibo:article:create_at",
                                                            "cxenseparse:recs:publishtime",
                                                            "firstpublished",
                                                            "datecreated",
                                                            "og:time",
                                                            "date",
                                                            "og:pubdate",
                                                            "article:modified_time"});

}  // namespace

PageClaims ReadClaims(const HtmlPage& page) {
  PageClaims claims;
  TakeScripts(page, claims);
  std::vector<std::pair<std::string, std::string>> metas = Metas(page);
  TakeMeta(metas, kTitleKeys, claims.titles);
  TakeMeta(metas, kDateKeys, claims.published);
  TakeMeta(metas, kAuthorKeys, claims.authors);
  std::vector<std::string> sites;
  TakeMeta(metas, kSiteKeys, sites);
  if (!sites.empty()) claims.site = sites.front();
  return claims;
}

}  // namespace fenghuo
