#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

constexpr Word<const char*> kColours[] = {{"red", "red"}, {"orange", "orange"}, {"yellow", "yellow"}, {"blue", "blue"}};
constexpr Word<Tier> kOutlets[] = {
    {"central", Tier::kCentral}, {"provincial", Tier::kProvincial}, {"portal", Tier::kPortal}, {"city", Tier::kCity}};

void ReadGrading(const Place& place, GradeOptions& options) {
  MapReader map(place);
  map.Number("heat_weight", options.heat_weight_percent, {0, 100});
  map.Number("severity_weight", options.severity_weight_percent, {0, 100});
  map.Number("burst_weight", options.burst_weight_percent, {0, 100});
  map.Number("margin", options.margin, {0, 50});
  map.Length("floor_hold", options.floor_hold, {Duration(0), hours(24 * 30)});
  map.Length("old_news_after", options.old_news_after, {hours(1), hours(24 * 365)});
  if (options.heat_weight_percent + options.severity_weight_percent != 100) {
    place.Problem("heat_weight and severity_weight must make 100, make " +
                  std::to_string(options.heat_weight_percent + options.severity_weight_percent));
  }
}

// A place on a board is loud and says nothing of what happened.
bool AsksMoreThanPlace(const FloorRow& row) {
  return row.deaths > 0 || row.hurt > 0 || row.school || row.harm || row.burst || row.outlet != Tier::kUnknown ||
         row.severity > 0 || row.reposts > 0 || row.views > 0 || row.provinces > 0;
}

FloorRow ReadFloor(const Place& place) {
  FloorRow row;
  MapReader map(place);
  if (std::optional<Place> name = map.Take("name", Need::kRequired)) ReadId(*name, row.name);
  map.Number("level", row.level, {kHighestLevel, kLowestLevel}, Need::kRequired);
  map.Text("says", row.says);
  map.Number("deaths", row.deaths, {1, 1'000'000});
  map.Number("hurt", row.hurt, {1, 1'000'000});
  map.Number("reposts", row.reposts, {1, 1'000'000'000});
  map.Number("views", row.views, {1, 1'000'000'000});
  map.Flag("school", row.school);
  map.Flag("harm", row.harm);
  map.Flag("burst", row.burst);
  map.OneOf("outlet", row.outlet, kOutlets);
  map.Number("best_rank", row.best_rank, {1, 100});
  map.Number("severity", row.severity, {1, 100});
  map.Number("provinces", row.provinces, {1, 34});
  map.Number("sources", row.sources, {1, 100});
  if (!AsksMoreThanPlace(row)) place.Problem("must ask for more than a place on a board");
  if (row.says.empty() && row.deaths == 0 && row.hurt == 0) map.place().Missing("says");
  return row;
}

void ReadLevel(const Place& place, size_t level, Loading& loading) {
  LevelPolicy& policy = loading.config.policies.levels[level];
  GradeOptions& options = loading.config.grading;
  MapReader map(place);
  map.Text("name", policy.name, Need::kRequired);
  const char* colour = "";
  map.OneOf("colour", colour, kColours, Need::kRequired);
  policy.colour = colour;
  map.Text("confirm_by", policy.confirm_by);
  map.Number("threshold", options.thresholds[level], {1, 100});
  map.Length("hold", options.hold[level], {Duration(0), hours(24 * 30)});
  map.Length("acknowledge_within", policy.acknowledge_within, {seconds(1), hours(24 * 7)});
  map.Length("acknowledgement_lasts", policy.acknowledgement_lasts, {seconds(1), hours(24 * 30)});
  map.Length("assess_within", policy.assess_within, {seconds(1), hours(24 * 30)});
  map.Length("repeat_every", policy.repeat_every, {Duration(0), hours(24)});
  map.Number("repeat_max", policy.repeat_max, {0, 100});
  map.Length("watch", policy.watch, {Duration(0), hours(24 * 90)});
  if (policy.repeat_max > 0 && policy.repeat_every == Duration(0)) place.Problem("repeat_max needs repeat_every");
}

}  // namespace

void LoadLevels(const Place& root, Loading& loading) {
  MapReader map(root);
  if (std::optional<Place> grading = map.Take("grading")) ReadGrading(*grading, loading.config.grading);
  if (std::optional<Place> floors = map.Take("floors")) {
    loading.config.grading.floors.clear();
    ReadList(*floors, [&](const Place& item) { loading.config.grading.floors.push_back(ReadFloor(item)); });
  }
  if (std::optional<Place> clocks = map.Take("clocks")) LoadClocks(*clocks, loading);
  if (std::optional<Place> natures = map.Take("natures")) LoadNatures(*natures, loading);
  if (std::optional<Place> reports = map.Take("reports")) LoadReports(*reports, loading);
  if (std::optional<Place> statements = map.Take("statements")) LoadApprovals(*statements, loading);
  std::optional<Place> levels = map.Take("levels", Need::kRequired);
  if (!levels) return;
  MapReader each(*levels);
  const char* const kKeys[] = {"", "1", "2", "3", "4"};
  for (size_t level = 1; level <= 4; ++level) {
    if (std::optional<Place> place = each.Take(kKeys[level], Need::kRequired)) ReadLevel(*place, level, loading);
  }
  const std::array<int, 5>& thresholds = loading.config.grading.thresholds;
  for (size_t level = 2; level <= 4; ++level) {
    if (thresholds[level] < thresholds[level - 1]) continue;
    levels->Problem("the threshold of level " + std::to_string(level) + " must be below that of level " +
                    std::to_string(level - 1) + ", they are " + std::to_string(thresholds[level]) + " and " +
                    std::to_string(thresholds[level - 1]));
  }
}

}  // namespace fenghuo
