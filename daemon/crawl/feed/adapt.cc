// A Feed as Documents. This file decides identity, whose name may be shown, and which dates are believed.

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
constexpr size_t kAuthorMax = 200;            // code points
constexpr size_t kTitleFromTextMax = 60;      // code points; posts often have no title
constexpr Duration kFutureMax = hours(1);

// Feeds of Chinese sources leave the zone out and mean Beijing's; others mean UTC.
const Zone& ZoneOfDates(const SourceConfig& source, const Feed& feed) {
  static const Zone utc = Zone::Utc();
  static const Zone beijing = [] {
    Result<Zone> zone = Zone::Load("Asia/Shanghai");
    return zone.ok() ? *zone : Zone::Utc();
  }();
  const std::string& language = source.lang.empty() ? feed.language : source.lang;
  return language.empty() || language.starts_with("zh") || language.starts_with("ZH") ? beijing : utc;
}

std::string PlainLine(const std::string& text, TextKind kind) {
  return CutCodePoints(kind == TextKind::kHtml ? HtmlToLine(text) : CollapseSpaces(text), kTitleMax, "…");
}

std::string PlainText(const std::string& text, TextKind kind) {
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

// Ids that several different entries of this feed share, and so name none of them.
std::set<std::string> SharedIds(const Feed& feed) {
  std::map<std::string, const FeedEntry*> seen;
  std::set<std::string> shared;
  for (const FeedEntry& entry : feed.entries) {
    if (entry.id.empty()) continue;
    auto [first, fresh] = seen.emplace(entry.id, &entry);
    if (!fresh && (first->second->link != entry.link || first->second->title != entry.title)) shared.insert(entry.id);
  }
  return shared;
}

// A web address as an id counts in its canonical form, so that a tracking parameter makes no new document.
std::string Canonical(const std::string& id) {
  std::string canonical = CanonicalUrl(id);
  return canonical.empty() ? id : canonical;
}

// "<source>/" and the feed's own id, else the canonical URL, else a hash of title and date. The source in front keeps one
// source from overwriting another's documents.
std::string DocumentId(const FeedEntry& entry, const Document& document, bool own_id_names_it) {
  std::string own = own_id_names_it ? Canonical(CollapseSpaces(ToValidUtf8(entry.id))) : std::string();
  if (own.empty()) own = CanonicalUrl(document.url);
  if (own.empty()) {
    std::string date = document.published_at ? FormatRfc3339(*document.published_at) : std::string();
    own = "#" + Hex64(Hash64(document.title + "\n" + date + (document.title.empty() ? document.text : std::string())));
  }
  if (own.size() > kIdBytesMax) own = CutBytes(own, kIdBytesMax, "") + "#" + Hex64(Hash64(own));
  return document.source + "/" + own;
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

void TakeAuthor(const std::string& author, const SourceConfig& source, std::string_view key, Document& document) {
  std::string name = CutCodePoints(CollapseSpaces(author), kAuthorMax, "…");
  if (name.empty()) return;
  if (ShowsAuthors(source)) {
    document.author = name;
  } else if (!key.empty()) {
    document.author_hash = HashOfAuthor(name, key);
  }
}

}  // namespace

std::vector<Document> ToDocuments(const Feed& feed, const SourceConfig& source, Timestamp fetched_at,
                                  std::string_view author_key) {
  DateContext dates{fetched_at, &ZoneOfDates(source, feed)};
  std::set<std::string> shared_ids = SharedIds(feed);
  std::map<std::string, size_t> seen;  // id -> index
  std::vector<Document> documents;
  for (const FeedEntry& entry : feed.entries) {
    Document document;
    document.source = source.id;
    document.kind = source.kind;
    document.tier = source.tier;
    document.region = source.region;
    document.lang = source.lang.empty() ? feed.language : source.lang;
    document.tags = source.tags;
    document.fetched_at = fetched_at;
    document.url = UrlOf(entry);
    document.title = PlainLine(entry.title, entry.title_kind);
    document.text = TextOf(entry);
    if (document.title.empty() && document.text.empty()) continue;
    document.published_at = PublishedAt(entry, dates);
    document.id = DocumentId(entry, document, !shared_ids.contains(entry.id));
    if (document.title.empty()) document.title = CutCodePoints(CollapseSpaces(document.text), kTitleFromTextMax, "…");
    TakeAuthor(entry.author.empty() ? feed.author : entry.author, source, author_key, document);
    TakeReach(entry, fetched_at, document);
    auto [first, fresh] = seen.emplace(document.id, documents.size());
    if (fresh) {
      documents.push_back(std::move(document));
    } else if (HasPlace(document) && !HasPlace(documents[first->second])) {
      documents[first->second] = std::move(document);  // pinned on top and in the list as well: its place counts
    }
  }
  return documents;
}

}  // namespace fenghuo
