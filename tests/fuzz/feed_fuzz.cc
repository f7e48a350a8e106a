// Any bytes as a feed: no crash, a feed or a reason, valid texts within their caps, and the same twice.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/feed/feed.h"
#include "keywords/text/utf8.h"

namespace {

using namespace fenghuo;  // NOLINT: a program of one file

void CheckDocument(const Document& document) {
  CHECK(IsValidUtf8(document.id) && IsValidUtf8(document.title) && IsValidUtf8(document.text), "texts are valid UTF-8");
  CHECK(document.id.starts_with("source/") && document.id.size() < 1024, "an id is scoped and short");
  CHECK(!document.title.empty(), "a document has a title");
  CHECK(CountCodePoints(document.title) <= 1000 && document.text.size() <= 1024 * 1024, "caps hold");
  CHECK(document.url.empty() || document.url.find("//") != std::string::npos, "an address is absolute");
  CHECK(!document.published_at || *document.published_at <= document.fetched_at + hours(1), "no date lies in the future");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view body(reinterpret_cast<const char*>(data), size);
  ParsedBody parsed = ParseFeed(body, {"http://base.test/a/b", ""});
  CHECK(parsed.feed.has_value() != parsed.failure.has_value(), "a feed or a reason");
  if (!parsed.feed) {
    CHECK(!parsed.failure->reason.empty() && IsValidUtf8(parsed.failure->reason), "a reason is a sentence");
    return 0;
  }
  CHECK(parsed.feed->entries.size() <= 2000, "entries are capped");
  SourceConfig source;
  source.id = "source";
  Timestamp now = FromUnixSeconds(1783730400);
  std::vector<Document> documents = ToDocuments(*parsed.feed, source, now, "key");
  for (const Document& document : documents) CheckDocument(document);
  std::vector<Document> again = ToDocuments(*ParseFeed(body, {"http://base.test/a/b", ""}).feed, source, now, "key");
  CHECK(documents.size() == again.size(), "the same bytes give the same documents");
  for (size_t i = 0; i < documents.size(); ++i) CHECK(documents[i].id == again[i].id, "with the same ids");
  return 0;
}
