// The plan beside the levels themselves: `clocks`, `natures`, `reports` and `statements` of levels.yml.
//
//   clocks:
//     - {id: first_information, name: 权威信息发布, basis: 国办发〔2016〕80号, levels: [1, 2], within: 5h, owner: [publicity_head]}
//     - {id: complaint_accept, name: 投诉受理决定, start: by_hand, working_days: 7, owner: [section_head]}
//   reports:
//     - {levels: [2], to: [市政府总值班室], phone: 30m, written: 1h, follow_up: {at: ["17:00"]}}
//   statements:
//     - {levels: [1, 2], approve: [deputy_in_charge, director]}

#include <algorithm>

#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

constexpr Word<ClockStart> kStarts[] = {
    {"known", ClockStart::kKnown}, {"level", ClockStart::kLevel}, {"by_hand", ClockStart::kByHand}};
constexpr Word<bool> kEndsWith[] = {{"statement", true}};
constexpr int kWorkingDaysMax = 365;

void ReadLevels(MapReader& map, ClockRule& rule) {
  const Need need = rule.start == ClockStart::kByHand ? Need::kOptional : Need::kRequired;
  map.Each(
      "levels",
      [&](const Place& item) {
        int64_t level = 0;
        if (ReadNumber(item, level, {kHighestLevel, kLowestLevel})) rule.levels.push_back(static_cast<Level>(level));
      },
      need);
  rule.localities = {Locality::kLocal, Locality::kConcerned, Locality::kUnknown};
  if (std::optional<Place> place = map.Take("locality")) rule.localities = ReadLocalities(*place);
}

ClockRule ReadClock(const Place& place, const Loading& loading) {
  ClockRule rule;
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired); id && ReadId(*id, rule.id)) {
    const std::vector<ClockRule>& known = loading.config.clocks;
    const bool twice = std::any_of(known.begin(), known.end(), [&](const ClockRule& other) { return other.id == rule.id; });
    if (twice) id->Problem("must be given once, \"" + rule.id + "\" is given again");
  }
  map.Text("name", rule.name, Need::kRequired);
  map.Text("basis", rule.basis);
  map.OneOf("start", rule.start, kStarts);
  ReadLevels(map, rule);
  map.Length("within", rule.length, {minutes(1), hours(24 * 365)});
  map.Number("working_days", rule.working_days, {1, kWorkingDaysMax});
  if ((rule.length > Duration(0)) == (rule.working_days > 0)) place.Problem("must have either within or working_days");
  map.OneOf("ends_with", rule.ends_with_statement, kEndsWith);
  map.Each("owner", [&](const Place& item) { ReadRole(item, rule.owners.emplace_back()); }, Need::kRequired);
  return rule;
}

NatureRule ReadNature(const Place& place, const Loading& loading) {
  NatureRule rule;
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired); id && ReadId(*id, rule.id)) {
    const std::vector<NatureRule>& known = loading.config.natures;
    const bool twice = std::any_of(known.begin(), known.end(), [&](const NatureRule& other) { return other.id == rule.id; });
    if (twice) id->Problem("must be given once, \"" + rule.id + "\" is given again");
  }
  map.Text("name", rule.name, Need::kRequired);
  map.Text("task", rule.task, Need::kRequired);
  map.Text("body", rule.body);
  map.Length("within", rule.within, {minutes(1), hours(24 * 365)});
  map.Number("working_days", rule.working_days, {1, kWorkingDaysMax});
  if ((rule.within > Duration(0)) == (rule.working_days > 0)) place.Problem("must have either within or working_days");
  return rule;
}

ReportRule ReadReport(const Place& place) {
  ReportRule rule;
  MapReader map(place);
  map.Each(
      "levels",
      [&](const Place& item) {
        int64_t level = 0;
        if (ReadNumber(item, level, {kHighestLevel, kLowestLevel})) rule.levels.push_back(static_cast<Level>(level));
      },
      Need::kRequired);
  rule.localities = {Locality::kLocal, Locality::kConcerned, Locality::kUnknown};
  if (std::optional<Place> localities = map.Take("locality")) rule.localities = ReadLocalities(*localities);
  map.Texts("to", rule.offices, Need::kRequired);
  map.Length("phone", rule.phone_within, {minutes(1), hours(24)});
  map.Length("written", rule.written_within, {minutes(1), hours(24 * 30)});
  if (std::optional<Place> follow_up = map.Take("follow_up")) {
    MapReader times(*follow_up);
    times.Length("every", rule.follow_up_every, {minutes(10), hours(24 * 7)});
    times.Each("at", [&](const Place& item) { ReadTimeOfDay(item, rule.follow_up_at.emplace_back()); });
  }
  return rule;
}

ApprovalRule ReadApproval(const Place& place, const Loading& loading) {
  ApprovalRule rule;
  MapReader map(place);
  map.Each(
      "levels",
      [&](const Place& item) {
        int64_t number = 0;
        if (!ReadNumber(item, number, {kHighestLevel, kLowestLevel})) return;
        const auto level = static_cast<Level>(number);
        for (const ApprovalRule& other : loading.config.approvals) {
          if (std::find(other.levels.begin(), other.levels.end(), level) == other.levels.end()) continue;
          item.Problem("must be in one row, " + std::to_string(number) + " is in another already");
        }
        rule.levels.push_back(level);
      },
      Need::kRequired);
  std::optional<Place> approve = map.Take("approve", Need::kRequired);
  const bool list = approve && ReadList(*approve, [&](const Place& item) { ReadRole(item, rule.approve.emplace_back()); });
  if (list && rule.approve.empty()) approve->Problem("must name at least one role");
  return rule;
}

}  // namespace

void LoadApprovals(const Place& statements, Loading& loading) {
  ReadList(statements, [&](const Place& item) { loading.config.approvals.push_back(ReadApproval(item, loading)); });
}

void LoadNatures(const Place& natures, Loading& loading) {
  ReadList(natures, [&](const Place& item) { loading.config.natures.push_back(ReadNature(item, loading)); });
}

void LoadReports(const Place& reports, Loading& loading) {
  ReadList(reports, [&](const Place& item) { loading.config.reports.push_back(ReadReport(item)); });
}

void LoadClocks(const Place& clocks, Loading& loading) {
  ReadList(clocks, [&](const Place& item) { loading.config.clocks.push_back(ReadClock(item, loading)); });
}

}  // namespace fenghuo
