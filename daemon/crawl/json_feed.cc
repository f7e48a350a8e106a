// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) by simdjson.

#include <simdjson.h>

#include "daemon/crawl/formats.h"
#include "daemon/crawl/json_text.h"
#include "daemon/crawl/urls.h"

namespace fenghuo {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string TextAt(const object& from, std::string_view key) {
  element value;
  return from[key].get(value) == simdjson::SUCCESS ? Trimmed(JsonText(value)) : std::string();
}

// "authors" of 1.1, else the "author" of 1.0; names, or URLs of the nameless, joined by ", ".
std::string AuthorsOf(const object& from) {
  std::string joined;
  auto add = [&joined](const element& person) {
    object fields;
    if (person.get(fields) != simdjson::SUCCESS) return;
    std::string name = TextAt(fields, "name");
    if (name.empty()) name = TextAt(fields, "url");
    if (!name.empty()) joined += (joined.empty() ? "" : ", ") + name;
  };
  array authors;
  if (from["authors"].get(authors) == simdjson::SUCCESS) {
    for (element author : authors) add(author);
  }
  element author;
  if (joined.empty() && from["author"].get(author) == simdjson::SUCCESS) add(author);
  return joined;
}

void TakeLists(const object& item, std::string_view url, FeedEntry& entry) {
  array tags;
  if (item["tags"].get(tags) == simdjson::SUCCESS) {
    for (element tag : tags) {
      if (std::string text = JsonText(tag); !text.empty() && entry.categories.size() < kListMax) entry.categories.push_back(text);
    }
  }
  array attachments;
  if (item["attachments"].get(attachments) != simdjson::SUCCESS) return;
  for (element attachment : attachments) {
    object fields;
    if (attachment.get(fields) != simdjson::SUCCESS || entry.enclosures.size() >= kListMax) continue;
    std::string target = TextAt(fields, "url");
    if (target.empty()) continue;
    entry.enclosures.push_back({ResolveUrl(url, target), TextAt(fields, "mime_type"), TextAt(fields, "size_in_bytes")});
  }
}

FeedEntry ReadItem(const object& item, std::string_view url) {
  FeedEntry entry;
  entry.id = TextAt(item, "id");
  entry.title = TextAt(item, "title");
  entry.title_kind = TextKind::kPlain;
  entry.link = TextAt(item, "url");
  if (entry.link.empty()) entry.link = TextAt(item, "external_url");
  if (!entry.link.empty()) entry.link = ResolveUrl(url, entry.link);
  entry.author = AuthorsOf(item);
  entry.published = TextAt(item, "date_published");
  entry.updated = TextAt(item, "date_modified");
  entry.summary = TextAt(item, "summary");
  entry.summary_kind = TextKind::kPlain;
  entry.content = TextAt(item, "content_html");
  if (entry.content.empty()) {
    entry.content = TextAt(item, "content_text");
    entry.content_kind = TextKind::kPlain;
  }
  TakeLists(item, url, entry);
  return entry;
}

std::string Version(const std::string& version) {
  size_t slash = version.rfind('/');
  std::string number = slash == std::string::npos ? version : version.substr(slash + 1);
  return number.empty() || number.size() > 8 ? "json feed" : "json feed " + number;
}

}  // namespace

Result<Feed> ReadJsonFeed(std::string_view text, std::string_view url) {
  simdjson::dom::parser parser;
  element document;
  if (Result<void> read = ReadJson(text, parser, document); !read.ok()) return read.error();
  object root;
  array items;
  if (document.get(root) != simdjson::SUCCESS) return NotFound("JSON that is no object: not a JSON Feed");
  std::string version = TextAt(root, "version");
  if (root["items"].get(items) != simdjson::SUCCESS || (version.empty() && TextAt(root, "title").empty())) {
    return NotFound("JSON without \"version\" and \"items\": not a JSON Feed");
  }
  Feed feed;
  feed.version = Version(version);
  feed.title = TextAt(root, "title");
  feed.title_kind = TextKind::kPlain;
  feed.link = TextAt(root, "home_page_url");
  if (!feed.link.empty()) feed.link = ResolveUrl(url, feed.link);
  feed.language = TextAt(root, "language");
  feed.author = AuthorsOf(root);
  for (element item : items) {
    object fields;
    if (item.get(fields) != simdjson::SUCCESS) continue;
    feed.cut = feed.entries.size() == kEntriesMax;
    if (feed.cut) break;
    feed.entries.push_back(ReadItem(fields, url));
  }
  return feed;
}

}  // namespace fenghuo
