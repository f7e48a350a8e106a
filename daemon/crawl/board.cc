// A JSON board by the pointers of its configuration (RFC 6901; "*" in a list pointer means every element).

#include <simdjson.h>

#include <algorithm>

#include "daemon/crawl/formats.h"
#include "daemon/crawl/json_text.h"
#include "daemon/crawl/urls.h"

namespace fenghuo {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::vector<std::string> Tokens(std::string_view pointer) {
  std::vector<std::string> tokens;
  while (pointer.starts_with('/')) {
    size_t end = pointer.find('/', 1);
    std::string token;
    for (size_t i = 1; i < std::min(end, pointer.size()); ++i) {
      bool escaped = pointer[i] == '~' && i + 1 < pointer.size() && (pointer[i + 1] == '0' || pointer[i + 1] == '1');
      token += escaped ? (pointer[++i] == '0' ? '~' : '/') : pointer[i];
    }
    tokens.push_back(std::move(token));
    pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
  }
  return tokens;
}

// One step down. An index is digits without a leading zero (RFC 6901 section 4).
std::optional<element> Step(const element& from, const std::string& token) {
  element next;
  object fields;
  if (from.get(fields) == simdjson::SUCCESS) {
    if (fields.at_key(token).get(next) == simdjson::SUCCESS) return next;
    return std::nullopt;
  }
  array elements;
  bool index = !token.empty() && token.size() < 8 && (token == "0" || token[0] != '0') &&
               std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!index || from.get(elements) != simdjson::SUCCESS) return std::nullopt;
  if (elements.at(static_cast<size_t>(std::stoul(token))).get(next) == simdjson::SUCCESS) return next;
  return std::nullopt;
}

// Everything that a list pointer names: the elements of the arrays at its end.
void Collect(const element& from, const std::vector<std::string>& tokens, size_t depth, std::vector<element>& out) {
  if (out.size() > kEntriesMax) return;
  array elements;
  if (depth == tokens.size()) {
    if (from.get(elements) != simdjson::SUCCESS) return;
    for (element one : elements) {
      if (out.size() > kEntriesMax) return;
      out.push_back(one);
    }
    return;
  }
  if (tokens[depth] != "*") {
    if (std::optional<element> next = Step(from, tokens[depth])) Collect(*next, tokens, depth + 1, out);
    return;
  }
  if (from.get(elements) != simdjson::SUCCESS) return;
  for (element one : elements) Collect(one, tokens, depth + 1, out);
}

bool LeadsSomewhere(const element& root, const std::vector<std::string>& tokens) {
  std::optional<element> at = root;
  for (const std::string& token : tokens) {
    if (token == "*") return at->is_array();
    at = Step(*at, token);
    if (!at) return false;
  }
  return at->is_array();
}

class EntryReader {
 public:
  explicit EntryReader(const BoardSpec& spec)
      : spec_(spec),
        id_(All(spec.id)),
        title_(All(spec.title)),
        url_(All(spec.url)),
        text_(All(spec.text)),
        heat_(All(spec.heat)),
        comments_(All(spec.comments)),
        rank_(Tokens(spec.rank)),
        pinned_(Tokens(spec.pinned)),
        advertising_(Tokens(spec.advertising)) {}

  // Nothing for what has no title: headings and "more" links between the entries.
  std::optional<FeedEntry> Read(const element& from, int64_t& place) const {
    FeedEntry entry;
    entry.title = First(from, title_);
    entry.title_kind = TextKind::kPlain;
    if (entry.title.empty()) return std::nullopt;
    entry.id = First(from, id_);
    if (entry.id.empty()) entry.id = entry.title;
    entry.link = First(from, url_);
    if (!entry.link.empty() && !spec_.url_prefix.empty() && WebUrl(entry.link).empty()) entry.link = spec_.url_prefix + entry.link;
    entry.summary = First(from, text_);
    entry.heat = ParseCount(First(from, heat_));
    entry.comments = ParseCount(First(from, comments_));
    entry.pinned = Holds(from, spec_.pinned, pinned_, spec_.pinned_values);
    entry.advertising = Holds(from, spec_.advertising, advertising_, spec_.advertising_values);
    if (entry.pinned || entry.advertising) return entry;
    ++place;
    entry.rank = spec_.rank.empty() ? place : ParseCount(TextAt(from, rank_));
    return entry;
  }

 private:
  using Pointer = std::vector<std::string>;

  static std::vector<Pointer> All(const std::vector<std::string>& pointers) {
    std::vector<Pointer> all;
    for (const std::string& pointer : pointers) all.push_back(Tokens(pointer));
    return all;
  }

  static std::optional<element> Find(const element& from, const Pointer& pointer) {
    std::optional<element> at = from;
    for (const std::string& token : pointer) {
      at = Step(*at, token);
      if (!at) break;
    }
    return at;
  }

  static std::string TextAt(const element& from, const Pointer& pointer) {
    std::optional<element> found = Find(from, pointer);
    return found ? Trimmed(JsonText(*found)) : std::string();
  }

  static std::string First(const element& from, const std::vector<Pointer>& pointers) {
    for (const Pointer& pointer : pointers) {
      if (std::string text = TextAt(from, pointer); !text.empty()) return text;
    }
    return {};
  }

  // Without values, being there is enough.
  static bool Holds(const element& from, const std::string& written, const Pointer& pointer,
                    const std::vector<std::string>& values) {
    if (written.empty() || !Find(from, pointer)) return false;
    std::string text = TextAt(from, pointer);
    if (values.empty()) return !text.empty();
    return std::any_of(values.begin(), values.end(),
                       [&text](const std::string& value) { return text.find(value) != std::string::npos; });
  }

  const BoardSpec& spec_;
  std::vector<Pointer> id_, title_, url_, text_, heat_, comments_;
  Pointer rank_, pinned_, advertising_;
};

}  // namespace

Result<Feed> ReadBoard(std::string_view text, const BoardSpec& spec) {
  simdjson::dom::parser parser;
  element document;
  if (Result<void> read = ReadJson(text, parser, document); !read.ok()) return read.error();
  std::vector<std::string> list = Tokens(spec.list);
  if (!LeadsSomewhere(document, list)) return NotFound("JSON without the list \"" + spec.list + "\"");
  std::vector<element> elements;
  Collect(document, list, 0, elements);
  Feed feed;
  feed.version = "board";
  feed.cut = elements.size() > kEntriesMax;
  if (feed.cut) elements.resize(kEntriesMax);
  EntryReader reader(spec);
  int64_t place = 0;
  for (const element& one : elements) {
    if (std::optional<FeedEntry> entry = reader.Read(one, place)) feed.entries.push_back(*std::move(entry));
  }
  return feed;
}

}  // namespace fenghuo
