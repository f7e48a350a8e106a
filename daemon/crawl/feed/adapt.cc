// A Feed as Documents. This file decides identity (feed.h says how), whose name may be shown, and which dates are believed.

#include <sodium.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/check.h"
#include "base/hash.h"
#include "base/zone.h"
#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/feed/urls.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kTitleMax = 1000;            // code points
constexpr size_t kTextBytesMax = 1024 * 1024;
constexpr size_t kIdBytesMax = 512;
constexpr size_t kLanguageBytesMax = 35;      // RFC 5646 4.4.1: room for every part of a tag
constexpr size_t kAuthorMax = 200;            // code points
constexpr size_t kTitleFromTextMax = 60;      // code points; posts often have no title
constexpr Duration kFutureMax = hours(1);
constexpr Duration kLater = hours(24 * 400);  // by then a day without a year is another day

// "zh-CN", "en"; also "zh_CN", as many write it.
bool IsLanguageTag(std::string_view text) {
  if (text.size() < 2 || text.size() > kLanguageBytesMax) return false;
  size_t part = 0;  // length of the one that is being read
  for (char c : text) {
    bool in_part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!in_part && (part == 0 || (c != '-' && c != '_'))) return false;
    part = in_part ? part + 1 : 0;
    if (part > 8) return false;
  }
  return part > 0;
}

// Every document has a copy, so what is no language tag does not go in.
std::string LanguageOf(const SourceConfig& source, const Feed& feed) {
  if (!source.lang.empty()) return source.lang;
  return IsLanguageTag(feed.language) ? feed.language : std::string();
}

// Feeds of Chinese sources leave the zone out and mean Beijing's; others mean UTC.
const Zone& ZoneOfDates(std::string_view language) {
  static const Zone utc = Zone::Utc();
  static const Zone beijing = [] {
    Result<Zone> zone = Zone::Load("Asia/Shanghai");
    return zone.ok() ? *zone : Zone::Utc();
  }();
  return language.empty() || language.starts_with("zh") || language.starts_with("ZH") ? beijing : utc;
}

std::string PlainLine(const std::string& text, TextKind kind) {
  return CutCodePoints(kind == TextKind::kHtml ? HtmlToLine(text) : CollapseSpaces(text), kTitleMax, "…");
}

std::string PlainText(const std::string& text, TextKind kind) {
  if (kind == TextKind::kPlain && CollapseSpaces(text).empty()) return {};
  return CutBytes(kind == TextKind::kHtml ? HtmlToText(text) : text, kTextBytesMax, "…");
}

bool ShowsAuthors(const SourceConfig& source) {
  if (source.official) return true;
  bool edited = source.kind == DocumentKind::kArticle || source.kind == DocumentKind::kOfficial;
  bool media = source.tier == Tier::kCentral || source.tier == Tier::kProvincial || source.tier == Tier::kPortal ||
               source.tier == Tier::kCity;
  return edited && media;
}

std::string HashOfAuthor(std::string_view author, std::string_view key) {
  static const bool ready = sodium_init() >= 0;
  CHECK(ready, "libsodium does not start");
  // A key of any length becomes one of the length that the keyed hash wants.
  unsigned char fixed_key[crypto_generichash_KEYBYTES];
  crypto_generichash(fixed_key, sizeof(fixed_key), reinterpret_cast<const unsigned char*>(key.data()), key.size(), nullptr, 0);
  unsigned char hash[32];
  crypto_generichash(hash, sizeof(hash), reinterpret_cast<const unsigned char*>(author.data()), author.size(), fixed_key,
                     sizeof(fixed_key));
  char hex[sizeof(hash) * 2 + 1];
  sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
  return hex;
}

std::string UrlOf(const FeedEntry& entry) {
  std::string url = WebUrl(entry.link);
  return url.empty() ? WebUrl(entry.id) : url;  // a permalink as guid or atom:id
}

std::optional<Timestamp> PublishedAt(const FeedEntry& entry, const DateContext& context) {
  for (const std::string* written : {&entry.published, &entry.updated}) {
    std::optional<Timestamp> at = ParseDate(*written, context);
    if (at && *at <= context.reference + kFutureMax) return at;
  }
  return std::nullopt;
}

// An entry with its document, whose id is decided when all of the feed are known.
struct Unnamed {
  const FeedEntry* entry;
  Document document;
  std::string own;  // the feed's id for it; a web address in its canonical form, so that a tracking parameter makes nothing new
  std::string url;  // canonical
};

Unnamed WithNames(const FeedEntry& entry, Document document) {
  Unnamed unnamed{&entry, std::move(document), CollapseSpaces(ToValidUtf8(entry.id)), ""};
  if (std::string canonical = CanonicalUrl(unnamed.own); !canonical.empty()) unnamed.own = std::move(canonical);
  unnamed.url = CanonicalUrl(unnamed.document.url);
  return unnamed;
}

// Two of one name are one entry when they say the same.
bool SaySame(const Unnamed& a, const Unnamed& b) {
  if (a.document.title != b.document.title) return false;
  return !a.document.title.empty() || a.document.text == b.document.text;
}

bool AreOne(const Unnamed& a, const Unnamed& b) { return a.url == b.url && SaySame(a, b); }

// Leaves out what names entries of this feed that are not the same, and so names none of them.
void DropShared(std::string Unnamed::*name, bool (*same)(const Unnamed&, const Unnamed&), std::vector<Unnamed>& entries) {
  std::map<std::string, const Unnamed*> seen;
  std::set<std::string> shared;
  for (const Unnamed& one : entries) {
    if ((one.*name).empty()) continue;
    auto [first, fresh] = seen.emplace(one.*name, &one);
    if (!fresh && !same(*first->second, one)) shared.insert(one.*name);
  }
  for (Unnamed& one : entries) {
    if (shared.contains(one.*name)) (one.*name).clear();
  }
}

void ChooseNames(std::vector<Unnamed>& entries) {
  DropShared(&Unnamed::own, AreOne, entries);
  for (Unnamed& one : entries) {
    if (!one.own.empty()) one.url.clear();
  }
  DropShared(&Unnamed::url, SaySame, entries);
}

// The date where it is the same whenever it is read, unlike "3小时前".
std::string FixedDate(const FeedEntry& entry, const DateContext& context) {
  std::optional<Timestamp> at = PublishedAt(entry, context);
  bool fixed = at && at == PublishedAt(entry, {context.reference + kLater, context.zone});
  return fixed ? FormatRfc3339(*at) : std::string();
}

std::string DocumentId(const Unnamed& named, const DateContext& context) {
  const Document& document = named.document;
  std::string id = named.own.empty() ? named.url : named.own;
  if (id.empty()) {
    std::string text = document.title.empty() ? document.text : std::string();
    id = "#" + Hex64(Hash64(document.title + "\n" + FixedDate(*named.entry, context) + text));
  }
  if (id.size() > kIdBytesMax) id = CutBytes(id, kIdBytesMax, "") + "#" + Hex64(Hash64(id));
  return document.source + "/" + id;
}

std::string TextOf(const FeedEntry& entry) {
  std::string text = PlainText(entry.content, entry.content_kind);
  return text.empty() ? PlainText(entry.summary, entry.summary_kind) : text;
}

void TakeReach(const FeedEntry& entry, Timestamp fetched_at, Document& document) {
  if (entry.pinned) document.tags.push_back("pinned");
  if (entry.advertising) document.tags.push_back("advertising");
  bool board = document.kind == DocumentKind::kHotlist;
  const auto& counts = {entry.rank, entry.heat, entry.comments, entry.views, entry.likes, entry.reposts};
  if (!board && std::none_of(counts.begin(), counts.end(), [](const auto& count) { return count.has_value(); })) return;
  Observation observation;
  observation.at = fetched_at;
  observation.rank = entry.rank;
  observation.heat = entry.heat;
  observation.comments = entry.comments;
  observation.views = entry.views;
  observation.likes = entry.likes;
  observation.reposts = entry.reposts;
  document.observation = observation;
}

bool HasPlace(const Document& document) { return document.observation && document.observation->rank; }

// What a document says of its author; the name itself is not always kept.
struct Byline {
  std::string name;
  std::string hash;
};

Byline BylineOf(const std::string& author, const SourceConfig& source, std::string_view key) {
  std::string name = CutCodePoints(CollapseSpaces(author), kAuthorMax, "…");
  if (name.empty()) return {};
  if (ShowsAuthors(source)) return {name, ""};
  return {"", key.empty() ? std::string() : HashOfAuthor(name, key)};
}

std::vector<Unnamed> ReadEntries(const Feed& feed, const SourceConfig& source, const DateContext& dates, std::string_view key) {
  const std::string language = LanguageOf(source, feed);
  const Byline by_feed = BylineOf(feed.author, source, key);
  std::vector<Unnamed> entries;
  for (const FeedEntry& entry : feed.entries) {
    Document document;
    document.source = source.id;
    document.kind = source.kind;
    document.tier = source.tier;
    document.region = source.region;
    document.lang = language;
    document.tags = source.tags;
    document.fetched_at = dates.reference;
    document.url = UrlOf(entry);
    document.title = PlainLine(entry.title, entry.title_kind);
    document.text = TextOf(entry);
    if (document.title.empty() && document.text.empty()) continue;
    document.published_at = PublishedAt(entry, dates);
    Byline byline = entry.author.empty() ? by_feed : BylineOf(entry.author, source, key);
    document.author = std::move(byline.name);
    document.author_hash = std::move(byline.hash);
    TakeReach(entry, dates.reference, document);
    entries.push_back(WithNames(entry, std::move(document)));
  }
  return entries;
}

}  // namespace

std::vector<Document> ToDocuments(const Feed& feed, const SourceConfig& source, Timestamp fetched_at,
                                  std::string_view author_key) {
  DateContext dates{fetched_at, &ZoneOfDates(LanguageOf(source, feed))};
  std::vector<Unnamed> entries = ReadEntries(feed, source, dates, author_key);
  ChooseNames(entries);
  std::map<std::string, size_t> seen;  // id -> index
  std::vector<Document> documents;
  for (Unnamed& entry : entries) {
    entry.document.id = DocumentId(entry, dates);
    Document document = std::move(entry.document);
    if (document.title.empty()) document.title = CutCodePoints(CollapseSpaces(document.text), kTitleFromTextMax, "…");
    auto [first, fresh] = seen.emplace(document.id, documents.size());
    if (fresh) {
      documents.push_back(std::move(document));
    } else if (HasPlace(document) && !HasPlace(documents[first->second])) {
      documents[first->second] = std::move(document);  // pinned on top and in the list as well: its place counts
    }
  }
  return documents;
}

void NameAuthor(const std::string& author, const SourceConfig& source, std::string_view author_key, Document& document) {
  if (!document.author.empty() || !document.author_hash.empty()) return;
  Byline byline = BylineOf(author, source, author_key);
  document.author = std::move(byline.name);
  document.author_hash = std::move(byline.hash);
}

}  // namespace fenghuo
