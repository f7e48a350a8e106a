// A Feed is what a source said, as it said it: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.x, or a JSON board.
//
//   Result<Feed> feed = ParseFeed(body, {.url = url, .content_type = "application/rss+xml"});
//   std::vector<Document> documents = ToDocuments(*feed, source, fetched_at, author_key);
//
// The parsed type mirrors the formats, the Document mirrors our needs; daemon/crawl/feed/adapt.cc lies between.
// libxml2 runs in a mode that loads nothing and expands nothing; simdjson reads JSON. Texts are valid UTF-8 after decoding
// (daemon/crawl/charset/charset.h). Caps: 2,000 entries (the newest), depth 256 (JSON 128), and in documents title 1,000 characters,
// text 1 MiB.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_FEED_H_
#define FENGHUO_DAEMON_CRAWL_FEED_FEED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "daemon/config/config.h"
#include "keywords/document.h"

namespace fenghuo {

struct Enclosure {
  std::string url;
  std::string type;
  std::string length;  // verbatim
};

// Whether a text is to be read as HTML. Formats say it for each field; where RSS says nothing, it is HTML.
enum class TextKind { kPlain, kHtml };

struct FeedEntry {
  std::string id;         // guid, atom:id, rdf:about or JSON id, verbatim
  std::string title;      // as it came, trimmed; the Document has it as plain text
  std::string link;       // absolute where a base is known
  std::string author;     // verbatim
  std::string published;  // verbatim
  std::string updated;    // verbatim
  std::string summary;    // as it came: text or HTML
  std::string content;    // as it came: text or HTML
  TextKind title_kind = TextKind::kHtml;
  TextKind summary_kind = TextKind::kHtml;
  TextKind content_kind = TextKind::kHtml;
  std::vector<std::string> categories;
  std::vector<Enclosure> enclosures;
  // Boards and other JSON sources only.
  std::optional<int64_t> rank;
  std::optional<int64_t> heat;
  std::optional<int64_t> comments;
  std::optional<int64_t> views;
  std::optional<int64_t> likes;
  std::optional<int64_t> reposts;
  bool pinned = false;
  bool advertising = false;
};

struct Feed {
  std::string version;   // "rss 0.91", "rss 1.0", "rss 2.0", "atom 0.3", "atom 1.0", "json feed 1.1", "sitemap", "board", "json", "html"
  std::string encoding;  // that was decoded from, and why: "gb18030 (declared)"
  std::string title;
  std::string link;
  std::string language;
  std::string updated;   // verbatim
  std::string author;    // of the whole feed, verbatim: entries without one are by them
  TextKind title_kind = TextKind::kHtml;
  std::vector<FeedEntry> entries;
  std::string next_page;   // of JSON sources that come in pages: its address, where {page} stands for the number; may be relative
  bool recovered = false;  // the XML or JSON was ill-formed; what could be read was
  bool cut = false;        // entries beyond the cap were left out
};

// Why a body is no feed; decides the source's health.
enum class FeedProblem { kNotAFeed, kLoginWall, kEmptyBody, kBadCharset, kIllFormed };
const char* Name(FeedProblem problem);

struct FeedHint {
  std::string url;           // for relative links
  std::string content_type;  // header, or empty
};

struct FeedFailure {
  FeedProblem problem = FeedProblem::kNotAFeed;
  std::string reason;  // one sentence with what was found
  std::vector<std::string> feeds{};  // that the page names as its own (daemon/crawl/page/alternate.h)
};

// Either a feed or why not; `failure` is set exactly when `feed` is not.
struct ParsedBody {
  std::optional<Feed> feed;
  std::optional<FeedFailure> failure;
};

// Tells the format from the bytes, not from the header.
ParsedBody ParseFeed(std::string_view body, const FeedHint& hint);

ParsedBody ParseBoard(std::string_view body, const BoardSpec& spec, const FeedHint& hint);

// Every author but those of official and media sources becomes a keyed hash (32 bytes as hexadecimal); without a key
// (`author_key` empty) it is left out. `fetched_at` bounds dates: one in the future by more than an hour becomes absent. An entry
// without title and text gives no document.
//
// An id is the source's and '/', so that no source overwrites another's documents, and then the first of these that the entry has and
// that no other entry of this feed with another title has too: its own id (a web address in the canonical form of urls.h), its
// canonical URL, or '#' and a hash of its title (without one, its text) and its date. A date that depends on when it is read
// ("3小时前") is left out of the hash, so that the next fetch finds the same id. Changing any of this makes every document new once.
std::vector<Document> ToDocuments(const Feed& feed, const SourceConfig& source, Timestamp fetched_at,
                                  std::string_view author_key);

// Puts the author there by the same rule; a document that names one keeps it.
void NameAuthor(const std::string& author, const SourceConfig& source, std::string_view author_key, Document& document);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_FEED_H_
