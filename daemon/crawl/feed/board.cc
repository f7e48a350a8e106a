// A JSON board or another JSON list by the pointers of its configuration (RFC 6901; "*" in a list pointer means every element).

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

// What the first list holds that is not empty: an answer may carry an old name empty beside the new one. The root without pointers;
// nothing where none leads to a list.
std::optional<std::vector<element>> FindList(const element& root, const std::vector<std::string>& pointers) {
  std::optional<std::vector<element>> found;
  for (const std::string& pointer : pointers.empty() ? std::vector<std::string>{""} : pointers) {
    std::vector<std::string> tokens = Tokens(pointer);
    if (!LeadsSomewhere(root, tokens)) continue;
    found.emplace();
    Collect(root, tokens, 0, *found);
    if (!found->empty()) break;
  }
  return found;
}

std::string Listed(const std::vector<std::string>& pointers) {
  std::string all;
  for (const std::string& pointer : pointers) all += (all.empty() ? "" : "\" or \"") + pointer;
  return all;
}

std::string PercentEncoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
                 c == '~';
    auto byte = static_cast<unsigned char>(c);
    plain ? out += c : out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
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
        views_(All(spec.views)),
        likes_(All(spec.likes)),
        reposts_(All(spec.reposts)),
        author_(All(spec.author)),
        published_(All(spec.published)),
        rank_(All(spec.rank)),
        pinned_(Tokens(spec.pinned)),
        advertising_(Tokens(spec.advertising)),
        template_(Compiled(spec.url_template)) {}

  // Nothing for what has nothing to read: headings and "more" links between the entries, which have no title on a board.
  std::optional<FeedEntry> Read(const element& from, int64_t& place) const {
    FeedEntry entry;
    entry.title = First(from, title_);
    entry.summary = First(from, text_);
    if (entry.title.empty() && (spec_.ranked || entry.summary.empty())) return std::nullopt;
    entry.title_kind = entry.summary_kind = spec_.html ? TextKind::kHtml : TextKind::kPlain;
    entry.id = First(from, id_);
    if (entry.id.empty()) entry.id = entry.title;
    entry.link = LinkOf(from);
    entry.author = First(from, author_);
    entry.published = DateText(from);
    entry.heat = ParseCount(First(from, heat_));
    entry.comments = ParseCount(First(from, comments_));
    entry.views = ParseCount(First(from, views_));
    entry.likes = ParseCount(First(from, likes_));
    entry.reposts = ParseCount(First(from, reposts_));
    entry.pinned = Holds(from, spec_.pinned, pinned_, spec_.pinned_values);
    entry.advertising = Holds(from, spec_.advertising, advertising_, spec_.advertising_values);
    if (!spec_.ranked || entry.pinned || entry.advertising) return entry;
    ++place;
    entry.rank = spec_.rank.empty() ? place : ParseCount(First(from, rank_));
    return entry;
  }

  // From the root of the answer.
  std::string NextPage(const element& root) const {
    return spec_.next.empty() ? Filled(root, Compiled(spec_.next_url)) : First(root, All(spec_.next));
  }

 private:
  using Pointer = std::vector<std::string>;

  // Of an address with pointers in it: what stands there, and then what the pointer names.
  struct Piece {
    std::string text;
    Pointer pointer;         // empty at the end
    bool only_last = false;  // what is behind the last "/"
  };

  static std::vector<Piece> Compiled(std::string_view rest) {
    std::vector<Piece> pieces(1);
    for (size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
      pieces.back().text += rest.substr(0, open);
      const size_t close = std::min(rest.find('}', open), rest.size());
      const std::string_view inside = rest.substr(open + 1, close - open - 1);
      const size_t bar = inside.find('|');
      if (inside.starts_with('/')) {
        pieces.back().pointer = Tokens(inside.substr(0, bar));
        pieces.back().only_last = bar != std::string_view::npos;
        pieces.emplace_back();
      } else {
        pieces.back().text += rest.substr(open, close - open + 1);  // a word for somebody else
      }
      rest = rest.substr(std::min(close + 1, rest.size()));
    }
    pieces.back().text += rest;
    return pieces;
  }

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

  std::string LinkOf(const element& from) const {
    std::string link = First(from, url_);
    if (!link.empty() && !spec_.url_prefix.empty() && WebUrl(link).empty()) return spec_.url_prefix + link;
    return link.empty() ? Filled(from, template_) : link;
  }

  // Seconds since 1970 are a fraction in some answers.
  std::string DateText(const element& from) const {
    std::string written = First(from, published_);
    bool seconds = written.size() > 10 && written[10] == '.' &&
                   written.find_first_not_of("0123456789.") == std::string::npos;
    return seconds ? written.substr(0, 10) : written;
  }

  // The template with what its pointers name; nothing when one of them leads nowhere.
  static std::string Filled(const element& from, const std::vector<Piece>& pieces) {
    std::string link;
    for (const Piece& piece : pieces) {
      link += piece.text;
      if (piece.pointer.empty()) continue;
      std::string value = TextAt(from, piece.pointer);
      if (piece.only_last) value.erase(0, value.rfind('/') + 1);
      if (value.empty()) return {};
      link += PercentEncoded(value);
    }
    return link;
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
  std::vector<Pointer> id_, title_, url_, text_, heat_, comments_, views_, likes_, reposts_, author_, published_, rank_;
  Pointer pinned_, advertising_;
  std::vector<Piece> template_;
};

}  // namespace

Result<Feed> ReadBoard(std::string_view text, const BoardSpec& spec) {
  simdjson::dom::parser parser;
  element document;
  Result<JsonForm> read = ReadJson(text, parser, document);
  if (!read.ok()) return read.error();
  std::optional<std::vector<element>> list = FindList(document, spec.list);
  if (!list) return NotFound("JSON without the list \"" + Listed(spec.list) + "\"");
  std::vector<element>& elements = *list;
  Feed feed;
  feed.version = spec.ranked ? "board" : "json";
  feed.recovered = *read == JsonForm::kMended;
  feed.cut = elements.size() > kEntriesMax;
  if (feed.cut) elements.resize(kEntriesMax);
  EntryReader reader(spec);
  feed.next_page = reader.NextPage(document);
  int64_t place = 0;
  feed.entries.reserve(elements.size());
  for (const element& one : elements) {
    if (std::optional<FeedEntry> entry = reader.Read(one, place)) feed.entries.push_back(*std::move(entry));
  }
  return feed;
}

}  // namespace fenghuo
