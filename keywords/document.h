// A Document is one article, post, hot-list entry or complaint, normalised; an Observation is what its reach was at one time.
//
//   Document document{.id = "saw-news/42", .source = "saw-news", .kind = DocumentKind::kArticle, .title = "…"};
//
// Absent means unknown: an optional without a value, an empty string. Never 0 for unknown. The written form is in
// daemon/wire.h (JSON Lines, API, archive). Values: any number of threads may read one.

#ifndef FENGHUO_KEYWORDS_DOCUMENT_H_
#define FENGHUO_KEYWORDS_DOCUMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

enum class DocumentKind { kArticle, kPost, kHotlist, kComplaint, kOfficial };

// 媒体层级, from the configuration of the source.
enum class Tier { kUnknown, kCentral, kProvincial, kPortal, kCity, kPlatform, kSelfMedia, kPersonal };

struct Observation {
  Timestamp at;
  std::optional<int64_t> rank;  // place on a board, 1 is the first
  std::optional<int64_t> heat;  // the platform's own number, its own unit
  std::optional<int64_t> views;
  std::optional<int64_t> likes;
  std::optional<int64_t> reposts;
  std::optional<int64_t> comments;

  friend bool operator==(const Observation&, const Observation&) = default;
};

struct Document {
  std::string id;      // stable, scoped by source: "<source>/<the feed's own id, canonical URL, or hash>"
  std::string source;  // the configured source's id
  DocumentKind kind = DocumentKind::kArticle;
  std::string url;    // http or https, or empty
  std::string title;  // plain text, valid UTF-8
  std::string text;   // plain text, valid UTF-8
  std::string author;       // media and official accounts only
  std::string author_hash;  // everybody else: keyed hash, see daemon/crawl
  Tier tier = Tier::kUnknown;
  std::optional<int64_t> followers;
  std::optional<Timestamp> published_at;  // as the source says, checked against fetched_at
  Timestamp fetched_at;                   // first knowledge; every clock starts here
  std::string lang;    // BCP 47, or empty
  std::string region;  // configured region of the source, or empty
  std::vector<std::string> tags;
  std::optional<Observation> observation;
};

// Words of the wire: "article", "post", "hotlist", "complaint", "official".
constexpr const char* Name(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kArticle: return "article";
    case DocumentKind::kPost: return "post";
    case DocumentKind::kHotlist: return "hotlist";
    case DocumentKind::kComplaint: return "complaint";
    case DocumentKind::kOfficial: return "official";
  }
  return "";
}

// Words of the wire and of the configuration; "" for unknown.
constexpr const char* Name(Tier tier) {
  switch (tier) {
    case Tier::kUnknown: return "";
    case Tier::kCentral: return "central";
    case Tier::kProvincial: return "provincial";
    case Tier::kPortal: return "portal";
    case Tier::kCity: return "city";
    case Tier::kPlatform: return "platform";
    case Tier::kSelfMedia: return "self_media";
    case Tier::kPersonal: return "personal";
  }
  return "";
}

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_DOCUMENT_H_
