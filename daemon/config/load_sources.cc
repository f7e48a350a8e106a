#include "daemon/config/loaders.h"
#include "daemon/crawl/page/selector.h"

namespace fenghuo {
namespace {

constexpr Word<SourceType> kTypes[] = {{"feed", SourceType::kFeed}, {"board", SourceType::kBoard}, {"html", SourceType::kPage}};
constexpr Word<DocumentKind> kKinds[] = {{"article", DocumentKind::kArticle},
                                         {"post", DocumentKind::kPost},
                                         {"hotlist", DocumentKind::kHotlist},
                                         {"complaint", DocumentKind::kComplaint},
                                         {"official", DocumentKind::kOfficial}};
constexpr Word<Tier> kTiers[] = {{"central", Tier::kCentral},      {"provincial", Tier::kProvincial},
                                 {"portal", Tier::kPortal},        {"city", Tier::kCity},
                                 {"platform", Tier::kPlatform},    {"self_media", Tier::kSelfMedia},
                                 {"personal", Tier::kPersonal},    {"unknown", Tier::kUnknown}};

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

void ReadBoard(const Place& place, BoardSpec& board) {
  MapReader map(place);
  ReadPointer(map, "list", board.list);  // absent: the root is the list
  ReadPointers(map, "id", board.id);
  ReadPointers(map, "title", board.title, Need::kRequired);
  ReadPointers(map, "url", board.url);
  if (std::optional<Place> prefix = map.Take("url_prefix")) ReadUrl(*prefix, board.url_prefix, {"http", "https"});
  ReadPointers(map, "text", board.text);
  ReadPointer(map, "rank", board.rank);
  ReadPointers(map, "heat", board.heat);
  ReadPointers(map, "comments", board.comments);
  ReadPointer(map, "pinned", board.pinned);
  map.Texts("pinned_values", board.pinned_values);
  ReadPointer(map, "advertising", board.advertising);
  map.Texts("advertising_values", board.advertising_values);
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
  ReadSelectors(map, "title", page.title, Need::kRequired);
  ReadSelectors(map, "url", page.url);
  ReadSelectors(map, "text", page.text);
  ReadSelectors(map, "author", page.author);
  ReadSelectors(map, "published", page.published);
  ReadSelectors(map, "heat", page.heat);
  ReadSelectors(map, "comments", page.comments);
  ReadSelector(map, "rank", page.rank);
  ReadSelector(map, "pinned", page.pinned);
  ReadSelector(map, "advertising", page.advertising);
}

// What a source and the `defaults` of its file have in common.
void ReadShared(MapReader& map, SourceConfig& source) {
  map.OneOf("type", source.type, kTypes);
  map.OneOf("kind", source.kind, kKinds);
  map.OneOf("tier", source.tier, kTiers);
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
}

SourceConfig ReadSource(const Place& place, SourceConfig source, Loading& loading) {
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired)) {
    if (ReadId(*id, source.id)) loading.names.Define(NameKind::kSource, source.id, id->spot());
  }
  map.Text("name", source.name, Need::kRequired);
  if (std::optional<Place> url = map.Take("url", Need::kRequired)) ReadUrl(*url, source.url, {"http", "https"});
  ReadShared(map, source);
  map.Text("robots_waiver", source.robots_waiver);
  std::optional<Place> board = map.Take("board");
  if (source.type == SourceType::kBoard && !board) map.place().Missing("board");
  if (board && source.type != SourceType::kBoard) board->Problem("must be given for type board only");
  if (board) ReadBoard(*board, source.board);
  std::optional<Place> page = map.Take("html");
  if (source.type == SourceType::kPage && !page) map.place().Missing("html");
  if (page && source.type != SourceType::kPage) page->Problem("must be given for type html only");
  if (page) ReadPage(*page, source.page);
  if (source.every_max && *source.every_max < source.every) map.place().Problem("every_max must not be shorter than every");
  if (source.silent_after && *source.silent_after < source.every_max.value_or(source.every)) {
    map.place().Problem(std::string("silent_after must not be shorter than ") + (source.every_max ? "every_max" : "every"));
  }
  return source;
}

}  // namespace

void LoadSources(const Place& root, Loading& loading) {
  MapReader map(root);
  SourceConfig defaults;
  if (std::optional<Place> place = map.Take("defaults")) {
    MapReader shared(*place);
    ReadShared(shared, defaults);
  }
  map.Each(
      "sources",
      [&](const Place& item) { loading.config.sources.push_back(ReadSource(item, defaults, loading)); }, Need::kRequired);
}

}  // namespace fenghuo
