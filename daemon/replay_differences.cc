#include "daemon/replay_differences.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "alerts/incident/words.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

constexpr size_t kListed = 20;

// Each with the words for its count and for its lines.
struct ChangeWords {
  ReplayChange change;
  const char* chinese;
  const char* english;
};
constexpr std::array<ChangeWords, 10> kWords = {{{ReplayChange::kMissed, "不再报警", "missed"},
                                                 {ReplayChange::kNew, "新增报警", "new"},
                                                 {ReplayChange::kRaised, "等级升高", "raised"},
                                                 {ReplayChange::kLowered, "等级降低", "lowered"},
                                                 {ReplayChange::kEarlier, "报警提前", "earlier"},
                                                 {ReplayChange::kLater, "报警推迟", "later"},
                                                 {ReplayChange::kOtherSteps, "升降过程不同", "other steps"},
                                                 {ReplayChange::kJoined, "并入他案", "joined"},
                                                 {ReplayChange::kDivided, "拆出另立", "divided"},
                                                 {ReplayChange::kOtherRules, "命中规则不同", "other rules"}}};

using TakeLine = std::function<Result<void>(const Json&)>;

Result<void> ForEachJson(const std::string& path, const TakeLine& take) {
  std::ifstream file(path);
  if (!file) return Unavailable(path + ": cannot be read");
  int64_t number = 0;
  for (std::string text; std::getline(file, text);) {
    ++number;
    const std::string place = path + ":" + std::to_string(number);
    try {
      if (Result<void> taken = take(Json::parse(text)); !taken.ok()) return taken.error().In(place);
    } catch (const Json::exception&) {
      return Corrupt(place + ": is not a line of a replay");
    }
  }
  return {};
}

Result<ReplayedIncident> IncidentOf(const Json& line) {
  Result<Timestamp> opened = ParseRfc3339(line.at("opened_at").get<std::string>());
  if (!opened.ok()) return opened.error();
  ReplayedIncident incident{line.at("incident"), line.at("title"), *opened, line.at("peak_level"), {}, line.at("documents")};
  for (const Json& step : line.at("levels")) {
    Result<Timestamp> at = ParseRfc3339(step.at("at").get<std::string>());
    if (!at.ok()) return at.error();
    incident.levels.push_back({*at, step.at("level")});
  }
  return incident;
}

using MergedInto = std::map<std::string, std::string>;

std::string Survivor(std::string id, const MergedInto& merged) {
  for (size_t steps = 0; steps <= merged.size(); ++steps) {
    const auto into = merged.find(id);
    if (into == merged.end()) break;
    id = into->second;
  }
  return id;
}

// Whoever was told of an incident that was merged later was told of the one that stayed.
std::vector<ReplayedIncident> WithMergedOnes(std::vector<ReplayedIncident> all, const MergedInto& merged) {
  std::map<std::string, size_t> stayed;
  std::vector<ReplayedIncident> incidents;
  for (const ReplayedIncident& incident : all) {
    if (merged.contains(incident.id)) continue;
    stayed.emplace(incident.id, incidents.size());
    incidents.push_back(incident);
  }
  for (const ReplayedIncident& incident : all) {
    const auto into = stayed.find(Survivor(incident.id, merged));
    if (into == stayed.end()) continue;
    ReplayedIncident& one = incidents[into->second];
    one.opened_at = std::min(one.opened_at, incident.opened_at);
    one.level = HigherLevel(one.level, incident.level);
  }
  return incidents;
}

void Put(const std::string& prefix, const ReplayedIncident& incident, Json& out) {
  out[prefix + "incident"] = incident.id;
  out[prefix + "title"] = incident.title;
  out[prefix + "level"] = incident.level;
  out[prefix + "opened_at"] = FormatRfc3339(incident.opened_at);
  Json& steps = out[prefix + "levels"] = Json::array();
  for (const LevelStep& step : incident.levels) steps.push_back({{"at", FormatRfc3339(step.at)}, {"level", step.level}});
}

Json Only(const std::vector<std::string>& documents, const std::vector<std::string>& others, bool shared) {
  const std::set<std::string> known(others.begin(), others.end());
  Json only = Json::array();
  for (const std::string& document : documents) {
    if (known.contains(document) == shared) only.push_back(document);
  }
  return only;
}

void PutDocuments(const ReplayDifference& one, Json& out) {
  if (!one.incident || !one.compared) {
    out["documents"] = (one.incident ? one.incident : one.compared)->documents;
    return;
  }
  out["documents"] = Only(one.incident->documents, one.compared->documents, true);
  Json here = Only(one.incident->documents, one.compared->documents, false);
  Json there = Only(one.compared->documents, one.incident->documents, false);
  if (!here.empty()) out["only_here"] = std::move(here);
  if (!there.empty()) out["only_there"] = std::move(there);
}

Json ToJson(const ReplayDifference& one) {
  Json out = {{"change", Name(one.change)}};
  if (one.document) {
    out["document"] = one.document->id;
    out["rules"] = one.document->rules;
    out["compared_rules"] = one.compared_rules;
    return out;
  }
  if (one.incident) Put("", *one.incident, out);
  if (one.compared) Put("compared_", *one.compared, out);
  PutDocuments(one, out);
  return out;
}

bool IsChinese(const ReplayReader& reader) { return reader.language == "zh"; }

std::string SayIncident(const ReplayedIncident& incident, const ReplayReader& reader) {
  return ShownLevel(incident.level) + " " + reader.zone.Format(incident.opened_at);
}

// "Ⅲ级 2024-07-08 10:00:00 +08:00 → Ⅱ级 2024-07-08 09:30:00 +08:00  题目（12条）"
std::string SayOne(const ReplayDifference& one, const ReplayReader& reader) {
  const ReplayedIncident& named = one.incident ? *one.incident : *one.compared;
  std::string said = SayIncident(named, reader);
  if (one.incident && one.compared) said += " → " + SayIncident(*one.compared, reader);
  said += "  " + named.title;
  const bool elsewhere = one.change == ReplayChange::kJoined || one.change == ReplayChange::kDivided;
  if (elsewhere) said += " → " + one.compared->title;
  const std::string count = std::to_string(named.documents.size());
  return said + (IsChinese(reader) ? "（" + count + "条）" : " (" + count + " documents)");
}

std::string SayKind(const ChangeWords& words, const std::vector<ReplayDifference>& differences, const ReplayReader& reader) {
  std::string lines;
  size_t count = 0;
  for (const ReplayDifference& one : differences) {
    if (one.change != words.change) continue;
    ++count;
    if (!one.document && count <= kListed) lines += "  " + SayOne(one, reader) + "\n";
  }
  if (count == 0) return "";
  const bool documents = words.change == ReplayChange::kOtherRules;
  const std::string number = std::to_string(count);
  std::string said = IsChinese(reader) ? std::string(words.chinese) + number + (documents ? "条" : "起")
                                       : std::string(words.english) + ": " + number + (documents ? " documents" : " incidents");
  said += "\n" + lines;
  if (!documents && count > kListed) {
    const std::string more = std::to_string(count - kListed);
    said += IsChinese(reader) ? "  另有" + more + "起，见 differences.jsonl\n" : "  and " + more + " more in differences.jsonl\n";
  }
  return said;
}

}  // namespace

Result<ReplayedRun> ReadReplay(const std::string& out) {
  ReplayedRun run;
  std::vector<ReplayedIncident> all;
  MergedInto merged;
  Result<void> read = ForEachJson(out + "/incidents.jsonl", [&](const Json& line) -> Result<void> {
    Result<ReplayedIncident> incident = IncidentOf(line);
    if (!incident.ok()) return incident.error();
    if (line.contains("merged_into")) merged.emplace(incident->id, line.at("merged_into"));
    all.push_back(std::move(*incident));
    return {};
  });
  if (!read.ok()) return read.error();
  run.incidents = WithMergedOnes(std::move(all), merged);
  read = ForEachJson(out + "/documents.jsonl", [&](const Json& line) -> Result<void> {
    run.documents.push_back({line.at("id"), line.at("rules")});
    return {};
  });
  if (!read.ok()) return read.error();
  return run;
}

Result<void> WriteDifferences(const std::vector<ReplayDifference>& differences, const std::string& path) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  for (const ReplayDifference& one : differences) file << Dump(ToJson(one)) << "\n";
  file.close();
  if (!file) return Unavailable(path + ": cannot be written");
  return {};
}

std::string SayDifferences(const std::vector<ReplayDifference>& differences, const ReplayReader& reader) {
  if (differences.empty()) {
    return IsChinese(reader) ? "两套配置报警、定级和命中均无差别\n" : "the two configurations alert, grade and match alike\n";
  }
  std::string said;
  for (const ChangeWords& words : kWords) said += SayKind(words, differences, reader);
  return said;
}

}  // namespace fenghuo
