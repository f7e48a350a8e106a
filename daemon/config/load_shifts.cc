// Shifts: a rotation that never needs an edit, the sheets of single months that replace it (roster/*.yml), and single dates that
// replace both.
//
//   shifts:
//     day: {from: "08:30", to: "17:30"}
//     rotation:
//       from: 2024-01-01
//       day: [{desk: zhang, leader: li}, {desk: wang, leader: zhao}]      # one pair a date, in turn
//       night: [{desk: sun, leader: li}, {desk: zhou, leader: zhao}]
//     roster:
//       - {date: 2026-10-01, shift: day, desk: zhou, leader: wu}           # without `shift`: day and night
//
// A sheet holds such a `roster` alone.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <utility>

#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

using Date = std::chrono::sys_days;

enum class Part { kDay, kNight, kBoth };

constexpr Word<Part> kParts[] = {{"day", Part::kDay}, {"night", Part::kNight}, {"both", Part::kBoth}};
// A rotation without an end runs this long: the daemon is reconfigured before, and the list stays small.
constexpr std::chrono::days kRotationLength(366 * 20);

struct DayHours {
  TimeOfDay from{8 * 60 + 30};
  TimeOfDay to{17 * 60 + 30};
};

void ReadPair(MapReader& map, Loading& loading, DutyPair& pair) {
  if (std::optional<Place> desk = map.Take("desk", Need::kRequired)) {
    ReadReference(*desk, NameKind::kPerson, loading, pair.desk);
  }
  if (std::optional<Place> leader = map.Take("leader", Need::kRequired)) {
    ReadReference(*leader, NameKind::kPerson, loading, pair.leader);
  }
}

void ReadTurns(MapReader& map, const char* key, Loading& loading, std::vector<DutyPair>& turns) {
  std::optional<Place> place = map.Take(key, Need::kRequired);
  if (!place) return;
  bool list = ReadList(*place, [&](const Place& item) {
    MapReader turn(item);
    ReadPair(turn, loading, turns.emplace_back());
  });
  if (list && turns.empty()) place->Problem("must hold at least one pair");
}

void ReadRotation(const Place& place, Loading& loading, DutyPlan& plan) {
  MapReader map(place);
  Date from{};
  Date to{};
  std::optional<Place> from_place = map.Take("from", Need::kRequired);
  bool dated = from_place && ReadDate(*from_place, from);
  to = from + kRotationLength;
  if (std::optional<Place> to_place = map.Take("to")) {
    bool ended = ReadDate(*to_place, to);
    bool too_far = ended && dated && (to < from || to > from + kRotationLength);
    if (too_far) to_place->Wrong("must be within twenty years after from");
    dated = dated && ended && !too_far;
  }
  std::vector<DutyPair> day;
  std::vector<DutyPair> night;
  ReadTurns(map, "day", loading, day);
  ReadTurns(map, "night", loading, night);
  if (!dated || day.empty() || night.empty()) return;
  size_t turn = 0;
  for (Date date = from; date <= to; date += std::chrono::days(1), ++turn) {
    plan.day[date] = day[turn % day.size()];
    plan.night[date] = night[turn % night.size()];
  }
}

// Where each shift was given: by date and shift.
using Given = std::map<std::string, std::string>;

void ReadRosterLine(const Place& place, Loading& loading, DutyPlan& plan, Given& given) {
  MapReader map(place);
  Date date{};
  Part part = Part::kBoth;
  DutyPair pair;
  std::optional<Place> date_place = map.Take("date", Need::kRequired);
  bool dated = date_place && ReadDate(*date_place, date);
  map.OneOf("shift", part, kParts);
  ReadPair(map, loading, pair);
  if (!dated) return;
  for (Part one : {Part::kDay, Part::kNight}) {
    if (part != Part::kBoth && part != one) continue;
    const std::string shift = std::string(one == Part::kDay ? "day" : "night") + " shift of " + date_place->node().text;
    const Spot& spot = place.spot();
    auto [first, fresh] = given.emplace(shift, spot.file + " line " + std::to_string(spot.line));
    if (!fresh) return place.Problem("the " + shift + " must be given once, stands in " + first->second + " already");
    (one == Part::kDay ? plan.day : plan.night)[date] = pair;
  }
}

// Later ones replace what is there.
void Replace(const DutyPlan& by, DutyPlan& plan) {
  for (const auto& [date, pair] : by.day) plan.day[date] = pair;
  for (const auto& [date, pair] : by.night) plan.night[date] = pair;
}

Timestamp InstantOf(Date date, TimeOfDay time, const Zone& zone) {
  const CivilTime day = zone.Local(StartOf(date, zone));
  return zone.Instant({day.year, day.month, day.day, time.minutes / 60, time.minutes % 60, 0});
}

}  // namespace

void LoadSheet(const Place& root, Loading& loading) {
  MapReader map(root);
  map.Each("roster", [&](const Place& item) { ReadRosterLine(item, loading, loading.sheets, loading.sheet_lines); }, Need::kRequired);
}

void LoadShifts(const Place& shifts, Loading& loading) {
  MapReader map(shifts);
  DayHours office;
  if (std::optional<Place> day = map.Take("day")) {
    MapReader times(*day);
    times.Clock("from", office.from);
    times.Clock("to", office.to);
    if (office.to.minutes <= office.from.minutes) day->Problem("to must be later than from");
  }
  DutyPlan plan;
  if (std::optional<Place> rotation = map.Take("rotation")) ReadRotation(*rotation, loading, plan);
  Replace(loading.sheets, plan);
  Given given;
  map.Each("roster", [&](const Place& item) { ReadRosterLine(item, loading, plan, given); });

  const Zone& zone = loading.config.zone;
  std::vector<Shift>& out = loading.config.staff.shifts;
  for (const auto& [date, pair] : plan.day) {
    out.push_back({InstantOf(date, office.from, zone), InstantOf(date, office.to, zone), pair.desk, pair.leader});
  }
  for (const auto& [date, pair] : plan.night) {
    Timestamp morning = InstantOf(date + std::chrono::days(1), office.from, zone);
    out.push_back({InstantOf(date, office.to, zone), morning, pair.desk, pair.leader});
  }
  std::sort(out.begin(), out.end(), [](const Shift& a, const Shift& b) { return a.from < b.from; });
}

}  // namespace fenghuo
