#include "daemon/config/source_keys.h"

#include "daemon/crawl/page/selector.h"

namespace fenghuo {
namespace {

constexpr Word<SourceType> kTypes[] = {{"feed", SourceType::kFeed},
                                         {"board", SourceType::kBoard},
                                         {"json", SourceType::kJson},
                                         {"html", SourceType::kPage},
                                         {"push", SourceType::kPush}};

// RFC 6901: empty, or steps that each begin with "/"; "~" stands before 0 or 1 only.
bool ReadPointer(const Place& place, std::string& out) {
  std::string text;
  if (!ReadText(place, text)) return false;
  bool right = text[0] == '/';
  for (size_t at = text.find('~'); at != std::string::npos; at = text.find('~', at + 1)) {
    right = right && at + 1 < text.size() && (text[at + 1] == '0' || text[at + 1] == '1');
  }
  if (!right) {
    place.Wrong("must be a JSON pointer such as /data/0/title");
    return false;
  }
  out = text;
  return true;
}

void ReadPointer(MapReader& map, const char* key, std::string& out) {
  if (std::optional<Place> place = map.Take(key)) ReadPointer(*place, out);
}

// One pointer, or a list of which the first that exists wins.
void ReadPointers(MapReader& map, const char* key, std::vector<std::string>& out, Need need = Need::kOptional) {
  std::optional<Place> place = map.Take(key, need);
  if (!place) return;
  auto read = [&out](const Place& item) {
    std::string pointer;
    if (ReadPointer(item, pointer)) out.push_back(std::move(pointer));
  };
  if (place->node().kind == YamlNode::Kind::kScalar) {
    read(*place);
  } else {
    ReadList(*place, read);
  }
}

// An address with "{/pointer}" or "{/pointer|last}" in it, or with `word` in braces where there is one.
void ReadTemplate(const Place& place, std::string_view word, std::string& out) {
  if (!ReadUrl(place, out, {"http", "https"})) return;
  bool right = out.find('{') != std::string::npos;
  for (size_t open = out.find('{'); open != std::string::npos; open = out.find('{', open + 1)) {
    size_t close = out.find('}', open);
    bool is_word = close != std::string::npos && !word.empty() && out.compare(open + 1, close - open - 1, word) == 0;
    right = right && close != std::string::npos && (out[open + 1] == '/' || is_word);
  }
  if (right) return;
  place.Wrong(word.empty() ? "must hold pointers in braces, such as {/id}"
                           : "must hold {" + std::string(word) + "} or pointers in braces, such as {/cursor}");
}

// Where an answer that comes in pages goes on.
void ReadPaging(MapReader& map, BoardSpec& board) {
  ReadPointers(map, "next", board.next);
  std::optional<Place> next_url = map.Take("next_url");
  if (next_url) ReadTemplate(*next_url, "page", board.next_url);
  if (next_url && !board.next.empty()) next_url->Problem("must not be given beside next");
  map.Number("pages_max", board.pages_max, {2, 50});
}

void ReadBoard(const Place& place, BoardSpec& board) {
  MapReader map(place);
  ReadPointers(map, "list", board.list);
  ReadPointers(map, "id", board.id);
  ReadPointers(map, "title", board.title, board.ranked ? Need::kRequired : Need::kOptional);
  ReadPointers(map, "url", board.url);
  if (std::optional<Place> url = map.Take("url_template")) ReadTemplate(*url, "", board.url_template);
  if (std::optional<Place> prefix = map.Take("url_prefix")) ReadUrl(*prefix, board.url_prefix, {"http", "https"});
  ReadPointers(map, "text", board.text);
  ReadPointers(map, "rank", board.rank);
  ReadPointers(map, "heat", board.heat);
  ReadPointers(map, "comments", board.comments);
  ReadPointers(map, "views", board.views);
  ReadPointers(map, "likes", board.likes);
  ReadPointers(map, "reposts", board.reposts);
  ReadPointers(map, "author", board.author);
  ReadPointers(map, "published", board.published);
  map.Flag("html", board.html);
  ReadPointer(map, "pinned", board.pinned);
  map.Texts("pinned_values", board.pinned_values);
  ReadPointer(map, "advertising", board.advertising);
  map.Texts("advertising_values", board.advertising_values);
  if (!board.ranked) ReadPaging(map, board);  // a place would have to be counted across pages
}

bool ReadSelector(const Place& place, std::string& out) {
  std::string text;
  if (!ReadText(place, text)) return false;
  Result<Selector> selector = Selector::Parse(text);
  if (!selector.ok()) {
    place.Problem(selector.error().message);
    return false;
  }
  out = text;
  return true;
}

void ReadSelector(MapReader& map, const char* key, std::string& out, Need need = Need::kOptional) {
  if (std::optional<Place> place = map.Take(key, need)) ReadSelector(*place, out);
}

// One selector, or a list of which the first that finds something counts.
void ReadSelectors(MapReader& map, const char* key, std::vector<std::string>& out, Need need = Need::kOptional) {
  std::optional<Place> place = map.Take(key, need);
  if (!place) return;
  auto read = [&out](const Place& item) {
    std::string selector;
    if (ReadSelector(item, selector)) out.push_back(std::move(selector));
  };
  if (place->node().kind == YamlNode::Kind::kScalar) {
    read(*place);
  } else {
    ReadList(*place, read);
  }
}

void ReadPage(const Place& place, PageSpec& page) {
  MapReader map(place);
  ReadSelector(map, "entries", page.entries, Need::kRequired);
  ReadSelectors(map, "title", page.title);
  ReadSelectors(map, "url", page.url);
  ReadSelectors(map, "text", page.text);
  if (page.title.empty() && page.text.empty()) place.Problem("must give title or text");
  ReadSelectors(map, "author", page.author);
  ReadSelectors(map, "published", page.published);
  ReadSelectors(map, "heat", page.heat);
  ReadSelectors(map, "comments", page.comments);
  ReadSelectors(map, "views", page.views);
  ReadSelector(map, "rank", page.rank);
  ReadSelector(map, "pinned", page.pinned);
  ReadSelector(map, "advertising", page.advertising);
}

std::optional<Place> TakeOf(MapReader& map, const char* key, SourceType its, SourceType of_source) {
  std::optional<Place> spec = map.Take(key);
  if (spec && its != of_source) spec->Problem(std::string("must be given for type ") + Name(its) + " only");
  return spec;
}

}  // namespace

void ReadSharedKeys(MapReader& map, SourceConfig& source) {
  map.OneOf("type", source.type, kTypes);
  map.OneOf("kind", source.kind, kDocumentKinds);
  map.OneOf("tier", source.tier, kDocumentTiers);
  map.Text("region", source.region);
  map.Text("lang", source.lang);
  map.Texts("tags", source.tags);
  map.Length("every", source.every, {seconds(1), hours(24 * 7)});
  if (std::optional<Place> place = map.Take("every_max")) {
    Duration length(0);
    if (ReadLength(*place, length, {seconds(1), hours(24 * 7)})) source.every_max = length;
  }
  if (std::optional<Place> place = map.Take("silent_after")) {
    Duration length(0);
    if (ReadLength(*place, length, {seconds(1), hours(24 * 365)})) source.silent_after = length;
  }
  map.Flag("official", source.official);
  map.Flag("national_board", source.national_board);
  if (std::optional<Place> place = map.Take("follow")) {
    bool follow = false;
    if (ReadFlag(*place, follow)) source.follow = follow;
  }
}

void ReadSpec(MapReader& map, SourceConfig& source) {
  std::optional<Place> board = TakeOf(map, "board", SourceType::kBoard, source.type);
  std::optional<Place> json = TakeOf(map, "json", SourceType::kJson, source.type);
  std::optional<Place> page = TakeOf(map, "html", SourceType::kPage, source.type);
  if (source.type == SourceType::kPage) {
    if (page) ReadPage(*page, source.page.Edit());
    if (!page && source.page->entries.empty()) map.place().Missing("html");
  }
  if (source.type != SourceType::kBoard && source.type != SourceType::kJson) return;
  bool ranked = source.type == SourceType::kBoard;
  if (const std::optional<Place>& spec = ranked ? board : json) {
    source.board = {};  // a specification replaces the preset's as a whole
    source.board.Edit().ranked = ranked;
    ReadBoard(*spec, source.board.Edit());
    if (!ranked && source.board->title.empty() && source.board->text.empty()) spec->Problem("must give title or text");
  } else if (source.board->title.empty() && source.board->text.empty()) {
    map.place().Missing(ranked ? "board" : "json");
  }
}

}  // namespace fenghuo
