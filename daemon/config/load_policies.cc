#include <algorithm>
#include <set>
#include <tuple>

#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

constexpr Word<Role> kRoles[] = {{"desk", Role::kDesk},
                                 {"leader_on_duty", Role::kLeaderOnDuty},
                                 {"deputy_in_charge", Role::kDeputyInCharge},
                                 {"director", Role::kDirector},
                                 {"publicity_head", Role::kPublicityHead},
                                 {"section_head", Role::kSectionHead},
                                 {"section_liaison", Role::kSectionLiaison},
                                 {"county_head", Role::kCountyHead},
                                 {"county_liaison", Role::kCountyLiaison},
                                 {"task_force", Role::kTaskForce},
                                 {"operations", Role::kOperations}};
constexpr Word<Urgency> kUrgencies[] = {{"digest", Urgency::kDigest},
                                        {"silent", Urgency::kSilent},
                                        {"message", Urgency::kMessage},
                                        {"ring", Urgency::kRing}};
constexpr Word<Locality> kLocalities[] = {{"local", Locality::kLocal},
                                          {"concerned", Locality::kConcerned},
                                          {"elsewhere", Locality::kElsewhere},
                                          {"unknown", Locality::kUnknown}};
constexpr Word<When> kWhen[] = {{"any", When::kAny}, {"day", When::kDay}, {"night", When::kNight}};

EscalationStep ReadStep(const Place& place) {
  EscalationStep step;
  MapReader map(place);
  map.Length("after", step.after, {Duration(0), hours(24 * 7)});
  std::optional<Place> tell = map.Take("tell", Need::kRequired);
  bool list = tell && ReadList(*tell, [&](const Place& item) { ReadRole(item, step.roles.emplace_back()); });
  if (list && step.roles.empty()) tell->Problem("must name at least one role");
  map.OneOf("by", step.urgency, kUrgencies, Need::kRequired);
  map.Flag("at_morning_call", step.at_morning_call);
  return step;
}

void ReadSteps(MapReader& map, NotifyRow& row) {
  map.Each("steps", [&](const Place& item) {
    EscalationStep step = ReadStep(item);
    if (!row.steps.empty() && step.after < row.steps.back().after) {
      item.Problem("must not come before the step above it");
    }
    row.steps.push_back(std::move(step));
  });
}

// Whether a row counts at that part of the day.
bool Covers(When row, When part) { return row == When::kAny || row == part; }

// Rows that have been given, to find the second one for the same case.
class Cases {
 public:
  // False when one of its cases has a row already.
  bool Add(const NotifyRow& row) {
    bool fresh = true;
    for (When part : {When::kDay, When::kNight}) {
      if (Covers(row.when, part)) fresh = seen_.insert({row.level, row.locality, part, row.must_report_only}).second && fresh;
    }
    return fresh;
  }

  bool Has(Level level, Locality locality, When part) const { return seen_.count({level, locality, part, false}) > 0; }

 private:
  std::set<std::tuple<Level, Locality, When, bool>> seen_;
};

void ReadRow(const Place& place, Cases& cases, std::vector<NotifyRow>& rows) {
  NotifyRow row;
  MapReader map(place);
  map.Number("level", row.level, {1, 4}, Need::kRequired);
  std::vector<Locality> localities;
  if (std::optional<Place> place_of_it = map.Take("locality", Need::kRequired)) localities = ReadLocalities(*place_of_it);
  map.OneOf("when", row.when, kWhen);
  map.Flag("must_report_only", row.must_report_only);
  map.Flag("digest", row.digest);
  map.Flag("check_locally", row.check_locally);
  ReadSteps(map, row);
  if (row.level == kNoLevel) return;
  for (Locality locality : localities) {
    row.locality = locality;
    if (!cases.Add(row)) {
      place.Problem(std::string("must be given once, level ") + std::to_string(row.level) + " " + Name(locality) +
                    " has a row for this part of the day already");
    }
    rows.push_back(row);
  }
}

// A case without a row would tell nobody.
void CheckComplete(const Place& notify, const Cases& cases) {
  for (Level level = kHighestLevel; level <= kLowestLevel; ++level) {
    for (const Word<Locality>& locality : kLocalities) {
      for (const Word<When>& part : {kWhen[1], kWhen[2]}) {
        if (cases.Has(level, locality.value, part.value)) continue;
        notify.Problem("must have a row for every case, level " + std::to_string(level) + " " + locality.name + " at " +
                       part.name + " has none");
      }
    }
  }
}

void ReadNotify(const Place& place, Policies& policies) {
  Cases cases;
  if (ReadList(place, [&](const Place& item) { ReadRow(item, cases, policies.rows); })) CheckComplete(place, cases);
}

}  // namespace

bool ReadRole(const Place& place, Role& out) { return ReadWord(place, out, kRoles); }

std::vector<Locality> ReadLocalities(const Place& place) {
  std::vector<Locality> localities;
  auto read = [&](const Place& item) {
    Locality locality = Locality::kUnknown;
    if (ReadWord(item, locality, kLocalities)) localities.push_back(locality);
  };
  if (place.node().kind == YamlNode::Kind::kList) {
    ReadList(place, read);
  } else {
    read(place);
  }
  return localities;
}

void LoadPolicies(const Place& root, Loading& loading) {
  Policies& policies = loading.config.policies;
  MapReader map(root);
  map.Number("open_at", policies.open_at, {1, 4});
  if (std::optional<Place> night = map.Take("night")) {
    MapReader times(*night);
    times.Clock("from", policies.night.from);
    times.Clock("to", policies.night.to);
    if (policies.night.from.minutes == policies.night.to.minutes) night->Problem("from and to must differ");
  }
  map.Each("digests", [&](const Place& item) { ReadTimeOfDay(item, policies.digests.emplace_back()); });
  auto earlier = [](TimeOfDay a, TimeOfDay b) { return a.minutes < b.minutes; };
  std::sort(policies.digests.begin(), policies.digests.end(), earlier);
  map.Clock("morning_brief", policies.morning_brief);
  map.Number("ringing_contacts_a_night_max", policies.ringing_contacts_a_night_max, {1, 100});
  if (std::optional<Place> impaired = map.Take("impaired")) {
    MapReader limits(*impaired);
    limits.Length("after", policies.impaired_after, {seconds(1), hours(24)});
    limits.Number("sources_percent", policies.impaired_sources_percent, {1, 100});
  }
  if (std::optional<Place> notify = map.Take("notify", Need::kRequired)) ReadNotify(*notify, policies);
}

}  // namespace fenghuo
