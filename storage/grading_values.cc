#include <algorithm>

#include "base/hash.h"
#include "storage/messages.h"
#include "storage/schema/story.pb.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

void WriteFloor(const FloorRow& from, schema::FloorRow& to) {
  to.set_name(from.name);
  to.set_says(from.says);
  to.set_level(LevelNumber(from.level));
  to.set_deaths(from.deaths);
  to.set_hurt(from.hurt);
  to.set_school(from.school);
  to.set_harm(from.harm);
  to.set_burst(from.burst);
  to.set_outlet(ToNumber(from.outlet));
  to.set_best_rank(from.best_rank);
  to.set_severity(from.severity);
  to.set_reposts(from.reposts);
  to.set_views(from.views);
  to.set_provinces(from.provinces);
  to.set_sources(from.sources);
}

FloorRow TakeFloor(schema::FloorRow& from, Soundness& sound) {
  FloorRow to;
  to.name = Take(from.mutable_name());
  to.says = Take(from.mutable_says());
  to.level = sound.LevelOf(from.level());
  to.deaths = from.deaths();
  to.hurt = from.hurt();
  to.school = from.school();
  to.harm = from.harm();
  to.burst = from.burst();
  to.outlet = sound.Enumerator<Tier>(from.outlet());
  to.best_rank = from.best_rank();
  to.severity = from.severity();
  to.reposts = from.reposts();
  to.views = from.views();
  to.provinces = from.provinces();
  to.sources = from.sources();
  return to;
}

void WriteRising(const RisingMemory& from, schema::RisingMemory& to) {
  to.set_last_hour(from.averages.last_hour);
  to.set_two_days(from.averages.two_days);
  to.set_steps(from.averages.steps);
  for (float bin : from.bins) to.add_bins(bin);
  to.set_grain(from.grain);
  to.set_score_milli(from.score_milli);
}

RisingMemory ReadRising(const schema::RisingMemory& from) {
  RisingMemory to;
  to.averages = {from.last_hour(), from.two_days(), from.steps()};
  to.bins.assign(from.bins().begin(), from.bins().end());
  to.grain = from.grain();
  to.score_milli = from.score_milli();
  return to;
}

}  // namespace

void AppendValue(const GradeOptions& row, std::string& out) {
  schema::GradeOptions message;
  message.set_heat_weight_percent(row.heat_weight_percent);
  message.set_severity_weight_percent(row.severity_weight_percent);
  for (int threshold : row.thresholds) message.add_thresholds(threshold);
  for (Duration hold : row.hold) message.add_hold(hold.count());
  message.set_margin(row.margin);
  message.set_floor_hold(row.floor_hold.count());
  message.set_old_news_after(row.old_news_after.count());
  message.set_burst_weight_percent(row.burst_weight_percent);
  for (const FloorRow& floor : row.floors) WriteFloor(floor, *message.add_floors());
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, GradeOptions& row) {
  schema::GradeOptions message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  if (static_cast<size_t>(message.thresholds_size()) != row.thresholds.size() ||
      static_cast<size_t>(message.hold_size()) != row.hold.size()) {
    return Corrupt("the value has not one threshold and one hold for each level");
  }
  row.heat_weight_percent = message.heat_weight_percent();
  row.severity_weight_percent = message.severity_weight_percent();
  for (int i = 0; i < message.thresholds_size(); ++i) row.thresholds[static_cast<size_t>(i)] = message.thresholds(i);
  for (int i = 0; i < message.hold_size(); ++i) row.hold[static_cast<size_t>(i)] = Duration(message.hold(i));
  row.margin = message.margin();
  row.floor_hold = Duration(message.floor_hold());
  row.old_news_after = Duration(message.old_news_after());
  row.burst_weight_percent = message.burst_weight_percent();
  Soundness sound;
  row.floors.clear();
  for (schema::FloorRow& floor : *message.mutable_floors()) row.floors.push_back(TakeFloor(floor, sound));
  return Verdict(sound);
}

void AppendValue(const RuleBaseline& row, std::string& out) {
  schema::RuleBaseline message;
  message.set_rule(row.rule);
  message.set_level(row.baseline.level);
  for (double mean : row.baseline.seasons) message.add_seasons(mean);
  for (const Baseline::Spread& spread : row.baseline.spreads) {
    schema::Spread& to = *message.add_spreads();
    to.set_excess(spread.excess);
    to.set_weight(spread.weight);
  }
  message.set_hours_learned(row.baseline.hours_learned);
  message.set_slot(Millis(row.baseline.slot));
  for (double count : row.baseline.counts) message.add_counts(count);
  WriteRising(row.baseline.rising, *message.mutable_rising());
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, RuleBaseline& row) {
  schema::RuleBaseline message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  if (static_cast<size_t>(message.seasons_size()) != kSeasons) return Corrupt("the value has not one mean for each season");
  row.rule = Take(message.mutable_rule());
  row.baseline.level = message.level();
  std::copy(message.seasons().begin(), message.seasons().end(), row.baseline.seasons.begin());
  for (int i = 0; i < std::min(message.spreads_size(), static_cast<int>(kWindows)); ++i) {
    row.baseline.spreads[static_cast<size_t>(i)] = {message.spreads(i).excess(), message.spreads(i).weight()};
  }
  row.baseline.hours_learned = message.hours_learned();
  row.baseline.slot = FromUnixMillis(message.slot());
  row.baseline.counts.assign(message.counts().begin(), message.counts().end());
  row.baseline.rising = ReadRising(message.rising());
  return {};
}

uint64_t GradeOptionsId(const GradeOptions& options) {
  std::string bytes;
  AppendValue(options, bytes);
  return Hash64(bytes);
}

}  // namespace fenghuo
