// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) by simdjson.

#include <simdjson.h>

#include <algorithm>

#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/json_text.h"
#include "daemon/crawl/feed/urls.h"

namespace fenghuo {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string TextAt(const object& from, std::string_view key) {
  element value;
  return from[key].get(value) == simdjson::SUCCESS ? Trimmed(JsonText(value)) : std::string();
}

// Names, or addresses of the nameless, joined by ", ". One person or a list of them.
std::string PeopleOf(const element& value) {
  std::string joined;
  auto add = [&joined](const element& person) {
    object fields;
    if (person.get(fields) != simdjson::SUCCESS) return;
    std::string name = TextAt(fields, "name");
    if (name.empty()) name = TextAt(fields, "url");
    if (!name.empty()) joined += (joined.empty() ? "" : ", ") + name;
  };
  array list;
  if (value.get(list) != simdjson::SUCCESS) {
    add(value);
    return joined;
  }
  for (element person : list) add(person);
  return joined;
}

// "authors" of 1.1, else the "author" of 1.0.
std::string AuthorsOf(const object& from) {
  std::string people;
  element value;
  if (from["authors"].get(value) == simdjson::SUCCESS) people = PeopleOf(value);
  if (people.empty() && from["author"].get(value) == simdjson::SUCCESS) people = PeopleOf(value);
  return people;
}

void TakeTags(const element& value, FeedEntry& entry) {
  array tags;
  if (value.get(tags) != simdjson::SUCCESS) return;
  for (element tag : tags) {
    if (std::string text = JsonText(tag); !text.empty() && entry.categories.size() < kListMax) entry.categories.push_back(text);
  }
}

void TakeAttachments(const element& value, std::string_view url, FeedEntry& entry) {
  array attachments;
  if (value.get(attachments) != simdjson::SUCCESS) return;
  for (element attachment : attachments) {
    object fields;
    if (attachment.get(fields) != simdjson::SUCCESS || entry.enclosures.size() >= kListMax) continue;
    std::string target = TextAt(fields, "url");
    if (target.empty()) continue;
    entry.enclosures.push_back({ResolveUrl(url, target), TextAt(fields, "mime_type"), TextAt(fields, "size_in_bytes")});
  }
}

// In one pass over the fields: looking each of ours up would walk them a dozen times.
FeedEntry ReadItem(const object& item, std::string_view url) {
  FeedEntry entry;
  std::string external;
  std::string old_author;
  std::string plain_content;
  entry.title_kind = TextKind::kPlain;
  entry.summary_kind = TextKind::kPlain;
  for (auto [key, value] : item) {
    if (key == "id" && !value.is_array() && !value.is_object()) entry.id = Trimmed(JsonText(value));
    if (key == "title") entry.title = Trimmed(JsonText(value));
    if (key == "url") entry.link = Trimmed(JsonText(value));
    if (key == "external_url") external = Trimmed(JsonText(value));
    if (key == "authors") entry.author = PeopleOf(value);
    if (key == "author") old_author = PeopleOf(value);
    if (key == "date_published") entry.published = Trimmed(JsonText(value));
    if (key == "date_modified") entry.updated = Trimmed(JsonText(value));
    if (key == "summary") entry.summary = Trimmed(JsonText(value));
    if (key == "content_html") entry.content = Trimmed(JsonText(value));
    if (key == "content_text") plain_content = Trimmed(JsonText(value));
    if (key == "tags") TakeTags(value, entry);
    if (key == "attachments") TakeAttachments(value, url, entry);
  }
  if (entry.link.empty()) entry.link = std::move(external);
  if (!entry.link.empty()) entry.link = ResolveUrl(url, entry.link);
  if (entry.author.empty()) entry.author = std::move(old_author);
  if (entry.content.empty()) {
    entry.content = std::move(plain_content);
    entry.content_kind = TextKind::kPlain;
  }
  return entry;
}

std::string Version(const std::string& version) {
  size_t slash = version.rfind('/');
  std::string number = slash == std::string::npos ? version : version.substr(slash + 1);
  return number.empty() || number.size() > 8 ? "json feed" : "json feed " + number;
}

// A feed may have lost its head; entries are known by an id and something to read or to open.
bool HoldsEntries(const array& items) {
  for (element item : items) {
    object fields;
    if (item.get(fields) != simdjson::SUCCESS || fields["id"].error() != simdjson::SUCCESS) return false;
    for (const char* key : {"url", "content_html", "content_text", "date_published"}) {
      if (fields[key].error() == simdjson::SUCCESS) return true;
    }
  }
  return false;
}

}  // namespace

Result<Feed> ReadJsonFeed(std::string_view text, std::string_view url) {
  simdjson::dom::parser parser;
  element document;
  Result<JsonForm> read = ReadJson(text, parser, document);
  if (!read.ok()) return read.error();
  object root;
  array items;
  if (document.get(root) != simdjson::SUCCESS) return NotFound("JSON that is no object: not a JSON Feed");
  std::string version = TextAt(root, "version");
  bool named = !version.empty() || !TextAt(root, "title").empty();
  if (root["items"].get(items) != simdjson::SUCCESS || (!named && !HoldsEntries(items))) {
    return NotFound("JSON without \"version\" and \"items\": not a JSON Feed");
  }
  Feed feed;
  feed.recovered = *read == JsonForm::kMended;
  feed.version = Version(version);
  feed.title = TextAt(root, "title");
  feed.title_kind = TextKind::kPlain;
  feed.link = TextAt(root, "home_page_url");
  if (!feed.link.empty()) feed.link = ResolveUrl(url, feed.link);
  feed.language = TextAt(root, "language");
  feed.author = AuthorsOf(root);
  feed.entries.reserve(std::min(items.size(), kEntriesMax));
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
