#include "daemon/core/silences.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "alerts/incident/words.h"
#include "alerts/silence/hold.h"
#include "base/log.h"
#include "daemon/core/incidents.h"

namespace fenghuo {
namespace {

std::optional<Silence> Find(const CoreState& state, int64_t number) {
  return ParseSilence(state.FindSetting(SilenceSetting(number)).value_or(""));
}

// The row, and whether its number stands among those that are looked at.
void Put(const Silence& silence, CoreState& state, Timestamp now) {
  state.PutSetting(SilenceSetting(silence.number), KeptSilence(silence));
  const bool stands = !IsOver(silence, now) || !silence.holding.empty();
  std::string standing;
  bool known = false;
  std::istringstream lines(state.FindSetting(kSilencesStandingSetting).value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const bool same = SilenceNumberIn(line) == silence.number;
    known = known || same;
    if (!same || stands) standing += line + "\n";
  }
  if (stands && !known) standing += std::to_string(silence.number) + "\n";
  state.PutSetting(kSilencesStandingSetting, standing);
}

Result<void> CheckNames(const SilenceScope& scope, const Core& core) {
  if (!scope.incident.empty()) {
    Result<Incident> incident = core.state.FindIncident(scope.incident);
    if (!incident.ok()) return NotFound("没有编号为 " + scope.incident + " 的舆情事件");
    if (IsOver(incident->state)) return Invalid("舆情事件" + incident->number + "已了结，不必暂停提醒");
    if (IsAboveEverySilence(*incident)) {
      return Invalid("舆情事件" + incident->number + "为" + (incident->must_report ? "必报事件" : ShownLevel(incident->level)) + "，不能暂停提醒");
    }
  }
  if (!scope.rule.empty() && core.classifier->FindRule(scope.rule) == nullptr) return Invalid("没有监测规则“" + scope.rule + "”");
  if (!scope.source.empty() && !core.sources.contains(scope.source)) return Invalid("没有信源“" + scope.source + "”");
  if (!scope.county_unit.empty() && core.desk.roster.FindUnit(scope.county_unit) == nullptr) {
    return Invalid("没有单位“" + scope.county_unit + "”");
  }
  const std::vector<Rule>& rules = core.classifier->rules().rules;
  const bool known = std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.category == scope.category; });
  if (!scope.category.empty() && !known) return Invalid("监测规则中没有类别“" + scope.category + "”");
  return {};
}

std::string NumberOf(const SilenceScope& scope, const Core& core) {
  if (scope.incident.empty()) return "";
  Result<Incident> incident = core.state.FindIncident(scope.incident);
  return incident.ok() ? incident->number : scope.incident;
}

void Audit(const Silence& silence, const std::string& actor, const std::string& action, Core& core, Timestamp now) {
  core.state.Audit({.at = now,
                    .actor = actor,
                    .action = action,
                    .object = std::to_string(silence.number),
                    .detail = ShownScope(silence.scope, NumberOf(silence.scope, core), core.desk.roster) + "；" +
                              ShownMoment(core.desk.zone, silence.from) + "至" + ShownMoment(core.desk.zone, silence.to) + "；原因：" +
                              silence.reason});
}

// Those of its holdings that it must let go of at `now`, and what is left.
void LetGo(Silence silence, Core& core, Timestamp now) {
  std::vector<Holding> holding = std::exchange(silence.holding, {});
  for (const Holding& one : holding) {
    Result<Incident> incident = core.state.FindIncident(one.incident);
    if (!incident.ok() || IsOver(incident->state)) continue;
    const JudgementRecord* judgement = core.state.FindJudgement(incident->story);
    if (Covers(silence, SubjectOf(*incident, judgement), now)) {
      silence.holding.push_back(one);
      continue;
    }
    if (std::optional<Decision> on = GoOn(*incident, {silence, one}, core.desk, now)) CarryOut(std::move(*on), core, now);
  }
  if (silence.holding.size() == holding.size() && !IsOver(silence, now)) return;
  Put(silence, core.state, now);
}

}  // namespace

std::vector<Silence> StandingSilences(const CoreState& state) {
  return StandingSilences([&state](const std::string& setting) { return state.FindSetting(setting); });
}

Result<Silence> MakeSilence(const SilenceOrder& order, Core& core, Timestamp now) {
  Silence silence;
  silence.scope = order.scope;
  silence.reason = order.reason;
  silence.author = order.person;
  silence.made_at = now;
  silence.from = std::max(order.from.value_or(now), now);
  silence.to = order.to;
  if (Result<void> checked = CheckSilence(silence, core.desk, now); !checked.ok()) return checked.error();
  if (Result<void> checked = CheckNames(silence.scope, core); !checked.ok()) return checked.error();
  if (StandingSilences(core.state).size() >= kSilencesMost) {
    return Invalid("同时生效的暂停提醒已有" + std::to_string(kSilencesMost) + "条，请先结束不再需要的，或修改监测规则");
  }
  silence.number = SilenceNumberIn(core.state.FindSetting(kSilenceCountSetting).value_or("")) + 1;
  core.state.PutSetting(kSilenceCountSetting, std::to_string(silence.number));
  Put(silence, core.state, now);
  Audit(silence, silence.author, "silence.add", core, now);
  if (Result<void> durable = core.state.Commit(); !durable.ok()) return durable.error();
  LogInfo("a silence was made", {{"silence", std::to_string(silence.number)}, {"by", silence.author}});
  return silence;
}

Result<Silence> EndSilence(int64_t number, const std::string& person, Core& core, Timestamp now) {
  std::optional<Silence> silence = Find(core.state, number);
  if (!silence) return NotFound("没有第" + std::to_string(number) + "号暂停提醒");
  if (IsOver(*silence, now)) return Invalid("暂停提醒第" + std::to_string(number) + "号已经结束");
  silence->ended_at = now;
  silence->ended_by = person;
  Audit(*silence, person, "silence.end", core, now);
  LetGo(*silence, core, now);
  if (Result<void> durable = core.state.Commit(); !durable.ok()) return durable.error();
  LogInfo("a silence was ended", {{"silence", std::to_string(number)}, {"by", person}});
  silence->holding.clear();
  return *silence;
}

Result<Silence> ChangeSilence(const SilenceWish& wish, Core& core, Timestamp now) {
  return wish.make ? MakeSilence(*wish.make, core, now) : EndSilence(wish.end, wish.person, core, now);
}

void HoldBackSilenced(Decision& decision, const Incident* before, Core& core, Timestamp now) {
  const std::vector<Silence> standing = StandingSilences(core.state);
  if (standing.empty()) return;
  const JudgementRecord* judgement = core.state.FindJudgement(decision.incident.story);
  const Silence* covering = FindSilence(standing, SubjectOf(decision.incident, judgement), now);
  if (covering == nullptr) return;
  const int held = HoldBack(decision, {before, *covering}, core.desk, now);
  if (held == 0) return;
  const int64_t before_it = SilenceNumberIn(core.state.FindSetting(kSilencesHeldSetting).value_or(""));
  core.state.PutSetting(kSilencesHeldSetting, std::to_string(before_it + held));
  Silence silence = *covering;
  silence.held += held;
  const std::string& id = decision.incident.id;
  auto place = std::lower_bound(silence.holding.begin(), silence.holding.end(), id,
                                [](const Holding& one, const std::string& other) { return one.incident < other; });
  if (place != silence.holding.end() && place->incident == id) {
    place->at = now;
  } else {
    silence.holding.insert(place, {id, now});
  }
  Put(silence, core.state, now);
}

Incident LetGoOn(const Incident& incident, Core& core, Timestamp now) {
  Incident gone_on = incident;
  for (Silence& silence : StandingSilences(core.state)) {
    auto held = std::find_if(silence.holding.begin(), silence.holding.end(),
                             [&](const Holding& one) { return one.incident == incident.id; });
    if (held == silence.holding.end()) continue;
    if (std::optional<Decision> on = GoOn(gone_on, {silence, *held}, core.desk, now)) gone_on = CarryOut(std::move(*on), core, now);
    silence.holding.erase(held);
    Put(silence, core.state, now);
  }
  return gone_on;
}

void WatchSilences(Core& core, Timestamp now) {
  for (const Silence& silence : StandingSilences(core.state)) LetGo(silence, core, now);
}

std::optional<Timestamp> NextSilenceDuty(const Core& core) {
  std::optional<Timestamp> next;
  for (const Silence& silence : StandingSilences(core.state)) next = std::min(next.value_or(silence.to), silence.to);
  return next;
}

}  // namespace fenghuo
