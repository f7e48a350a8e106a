// How much each person was told, for whoever plans the duty. With `view_own` alone a person sees their own row.

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "alerts/incident/words.h"
#include "alerts/load/load.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

constexpr int kHoursShown = 24;
constexpr int kHoursMost = 24 * 7;
// What is signed for in the period was opened at most this long before.
constexpr Duration kOpenedBefore = hours(24 * 30);

// Absent where it is none.
std::optional<int> HoursOf(const Target& target) {
  const std::string* text = target.Find("hours");
  if (text == nullptr) return kHoursShown;
  int number = 0;
  auto [end, wrong] = std::from_chars(text->data(), text->data() + text->size(), number);
  const bool whole = wrong == std::errc() && end == text->data() + text->size();
  return whole && number >= 1 && number <= kHoursMost ? std::optional<int>(number) : std::nullopt;
}

Result<std::map<std::string, int>> SignaturesIn(const Store& store, const LoadPeriod& period) {
  Result<std::vector<Incident>> incidents = store.IncidentsOpened(period.from - kOpenedBefore, period.to);
  if (!incidents.ok()) return incidents.error();
  std::map<std::string, int> signatures;
  for (const Incident& incident : *incidents) {
    if (!incident.acknowledgement) continue;
    const Timestamp at = incident.acknowledgement->at;
    if (at >= period.from && at < period.to) ++signatures[incident.acknowledgement->person];
  }
  return signatures;
}

Json LoadJson(const Roster& roster, const PersonLoad& load) {
  Json out = {{"person", load.person},          {"name", ShownPerson(roster, load.person)}, {"alarms", load.alarms},
              {"rings", load.rings},            {"rings_at_night", load.rings_at_night},    {"peak", load.peak},
              {"floods", load.floods}};
  if (load.peak > 0) out["peak_at"] = FormatRfc3339(load.peak_at);
  return out;
}

}  // namespace

Reply ShowLoad(const Call& call) {
  const std::optional<int> shown = HoursOf(call.target);
  if (!shown) return Problem(400, "hours 应为 1 到 " + std::to_string(kHoursMost) + " 的整数");
  const LoadPeriod period{call.now() - hours(*shown), call.now() + milliseconds(1)};
  Result<std::vector<Notification>> rows = call.store().NotificationsCreated(period.from, period.to);
  if (!rows.ok()) return ProblemOf(rows.error());
  Result<std::map<std::string, int>> signatures = SignaturesIn(call.store(), period);
  if (!signatures.ok()) return ProblemOf(signatures.error());
  Result<std::string> kept = call.store().FindSetting(kFloodsSetting);
  const std::map<std::string, Flood> floods = ParseFloods(kept.ok() ? *kept : "");
  const bool all = MayDo(*call.person, "view");
  std::vector<PersonLoad> loads = MeasureLoad(*rows, period, DeskOf(*call.bureau));
  for (const auto& [person, count] : *signatures) {
    if (std::any_of(loads.begin(), loads.end(), [&](const PersonLoad& one) { return one.person == person; })) continue;
    loads.emplace_back();
    loads.back().person = person;
  }
  Json items = Json::array();
  for (const PersonLoad& load : loads) {
    if (!all && load.person != call.person->id) continue;
    Json row = LoadJson(call.bureau->roster, load);
    row["acknowledged"] = (*signatures)[load.person];
    row["flooded"] = floods.contains(load.person);
    items.push_back(std::move(row));
  }
  return JsonReply({{"from", FormatRfc3339(period.from)},
                    {"to", FormatRfc3339(call.now())},
                    {"flood_above", kFloodAbove},
                    {"items", std::move(items)}});
}

}  // namespace fenghuo
