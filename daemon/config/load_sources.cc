#include <algorithm>

#include "base/nearest_word.h"
#include "daemon/config/loaders.h"
#include "daemon/config/presets.h"
#include "daemon/config/source_keys.h"
#include "daemon/net/address_gate.h"

namespace fenghuo {
namespace {

// What the preset says takes the place of the file's defaults; the source's own keys come after it.
void UsePreset(const Place& place, SourceConfig& source) {
  std::string id;
  if (!ReadId(place, id)) return;
  std::vector<std::string> known;
  for (const Preset& preset : Presets()) {
    known.push_back(preset.id);
    if (preset.id != id) continue;
    source.preset = id;
    source.type = preset.source.type;
    source.url = preset.source.url;
    source.kind = preset.source.kind;
    source.tier = preset.source.tier;
    source.every = preset.source.every;
    source.national_board = preset.source.national_board;
    source.follow = preset.source.follow;
    source.board = preset.source.board;
    source.page = preset.source.page;
    if (!preset.source.lang.empty()) source.lang = preset.source.lang;
    return;
  }
  std::string nearest = NearestWord(id, known);
  place.Problem("must be one of the presets that \"fenghuo source types\" lists, is \"" + id + "\"" +
                (nearest.empty() ? "" : "; the nearest is \"" + nearest + "\""));
}

// An address inside the office, or a host that was let through by its name. One that a name only turns out to have is refused by the
// gate when it is read.
bool IsInside(const std::string& url, const CrawlConfig& crawl) {
  Result<Url> parsed = ParseUrl(url, UrlKind::kWeb);
  Result<AddressGate> outside = AddressGate::Compile({});
  if (!parsed.ok() || !outside.ok()) return false;
  if (outside->JudgeUrl(*parsed, Purpose::kFetch) == GateVerdict::kAddressNotAllowed) return true;
  return std::any_of(crawl.allow_addresses.begin(), crawl.allow_addresses.end(), [&](const std::string& entry) {
    Result<Url> named = ParseUrl("http://" + entry + "/", UrlKind::kWeb);
    return named.ok() && named->host == parsed->host;
  });
}

// Where it is read, or by which token it is known that it sends.
void ReadWhere(MapReader& map, SourceConfig& source, Loading& loading) {
  bool push = source.type == SourceType::kPush;
  std::optional<Place> url = map.Take("url", push || !source.url.empty() ? Need::kOptional : Need::kRequired);
  std::optional<Place> token = map.Take("token_file", push ? Need::kRequired : Need::kOptional);
  if (url && push) url->Problem("must not be given for type push");
  map.Flag("inner", source.inner);
  if (url && !push && ReadUrl(*url, source.url, {"http", "https"}) && !source.inner && IsInside(source.url, loading.config.crawl)) {
    url->Wrong("must be outside the office unless the source says inner: true");
  }
  if (token && !push) token->Problem("must be given for type push only");
  if (token && push) ReadToken(*token, loading, source.token_hash);
}

SourceConfig ReadSource(const Place& place, SourceConfig source, Loading& loading) {
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired)) {
    if (ReadId(*id, source.id)) loading.names.Define(NameKind::kSource, source.id, id->spot());
  }
  map.Text("name", source.name, Need::kRequired);
  if (std::optional<Place> preset = map.Take("preset")) UsePreset(*preset, source);
  ReadSharedKeys(map, source);
  ReadWhere(map, source, loading);
  map.Text("robots_waiver", source.robots_waiver);
  ReadSpec(map, source);
  bool has_articles = source.type == SourceType::kFeed || source.type == SourceType::kPage;
  if (!has_articles && FollowsArticles(source)) map.place().Problem("follow must be given for type feed or html only");
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
    ReadSharedKeys(shared, defaults);
  }
  map.Each(
      "sources",
      [&](const Place& item) { loading.config.sources.push_back(ReadSource(item, defaults, loading)); }, Need::kRequired);
}

}  // namespace fenghuo
