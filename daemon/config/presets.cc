#include "daemon/config/presets.h"

#include "base/check.h"
#include "daemon/config/source_keys.h"

namespace fenghuo {
namespace {

Preset ReadPreset(const Place& place) {
  Preset preset;
  MapReader map(place);
  map.Text("id", preset.id, Need::kRequired);
  map.Text("about", preset.about, Need::kRequired);
  map.Text("url", preset.source.url);
  map.Text("address", preset.address);
  map.Flag("recorded", preset.recorded);
  ReadSharedKeys(map, preset.source);
  ReadSpec(map, preset.source);
  if (preset.source.url.empty() == preset.address.empty()) place.Problem("must have either url or address");
  return preset;
}

std::vector<Preset> ReadPresets() {
  std::vector<Preset> presets;
  Problems problems;
  CHECK(PresetFiles().size() == 1, "the presets are one file");
  std::optional<YamlNode> root = ParseYaml("presets.yml", std::string(PresetFiles()[0].content), problems);
  if (root) {
    MapReader map(Place(*root, {"presets.yml", root->line, ""}, problems));
    map.Each("presets", [&presets](const Place& place) { presets.push_back(ReadPreset(place)); }, Need::kRequired);
  }
  CHECK(problems.empty(), problems.Text().c_str());
  return presets;
}

}  // namespace

const std::vector<Preset>& Presets() {
  static const std::vector<Preset> presets = ReadPresets();
  return presets;
}

}  // namespace fenghuo
