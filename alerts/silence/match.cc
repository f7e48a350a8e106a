#include "alerts/silence/match.h"

#include <algorithm>

#include "alerts/incident/signatory.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

bool Fits(const std::string& wanted, const std::string& is) { return wanted.empty() || wanted == is; }

bool IsAlone(const std::string& wanted, const std::vector<std::string>& all) {
  if (wanted.empty()) return true;
  return !all.empty() && std::all_of(all.begin(), all.end(), [&](const std::string& one) { return one == wanted; });
}

bool NamesSomething(const SilenceScope& scope) {
  return !scope.incident.empty() || !scope.rule.empty() || !scope.source.empty() || !scope.category.empty() || !scope.county_unit.empty();
}

}  // namespace

bool IsAboveEverySilence(const Incident& incident) {
  return incident.must_report || incident.drill != 0 || incident.level == kNoLevel || IsHigher(incident.level, kSilenceGravest);
}

bool Covers(const Silence& silence, const SilenceSubject& subject, Timestamp now) {
  const SilenceScope& scope = silence.scope;
  const Incident& incident = subject.incident;
  if (!IsActive(silence, now) || IsAboveEverySilence(incident) || IsHigher(incident.level, scope.gravest)) return false;
  if (scope.locality && *scope.locality != incident.locality) return false;
  return Fits(scope.incident, incident.id) && Fits(scope.category, incident.category) && Fits(scope.county_unit, incident.county_unit) &&
         IsAlone(scope.rule, subject.rules) && IsAlone(scope.source, subject.sources);
}

const Silence* FindSilence(const std::vector<Silence>& silences, const SilenceSubject& subject, Timestamp now) {
  const Silence* longest = nullptr;
  for (const Silence& silence : silences) {
    if (!Covers(silence, subject, now)) continue;
    if (longest == nullptr || silence.to > longest->to) longest = &silence;
  }
  return longest;
}

Result<void> CheckSilence(const Silence& silence, const Desk& desk, Timestamp now) {
  const SilenceScope& scope = silence.scope;
  if (!NamesSomething(scope)) return Invalid("必须指定事件、监测规则、信源、类别或县区局之一，不能暂停全部提醒");
  if (scope.gravest != kSilenceGravest && scope.gravest != kLowestLevel) {
    return Invalid("只能暂停Ⅲ级和Ⅳ级的提醒；Ⅰ级、Ⅱ级和必报事件任何时候都要通知");
  }
  if (IsBlank(silence.reason)) return Invalid("必须填写暂停提醒的原因");
  if (desk.roster.FindPerson(silence.author) == nullptr) return Invalid("人员名单中没有“" + silence.author + "”");
  if (silence.to <= silence.from || silence.to <= now) return Invalid("截止时间须晚于开始时间和当前时间");
  if (silence.from > now + kSilenceAheadMost) return Invalid("开始时间最迟为" + ShownMoment(desk.zone, now + kSilenceAheadMost));
  if (silence.to - silence.from > kSilenceLongest) {
    return Invalid("一次最长暂停" + ShownLength(kSilenceLongest) + "，最迟至" + ShownMoment(desk.zone, silence.from + kSilenceLongest) +
                   "；到期仍需要的，请重新办理");
  }
  return {};
}

std::string ShownScope(const SilenceScope& scope, const std::string& number, const Roster& roster) {
  std::vector<std::string> parts;
  if (!scope.incident.empty()) parts.push_back("事件" + (number.empty() ? scope.incident : number));
  if (!scope.rule.empty()) parts.push_back("监测规则“" + scope.rule + "”");
  if (!scope.source.empty()) parts.push_back("信源“" + scope.source + "”");
  if (!scope.category.empty()) parts.push_back("类别“" + scope.category + "”");
  if (!scope.county_unit.empty()) parts.push_back(ShownUnits(roster, {scope.county_unit}));
  if (scope.locality) parts.push_back(ShownLocality(*scope.locality));
  return JoinShown(parts) + (scope.gravest == kLowestLevel ? "，Ⅳ级" : "，Ⅲ级和Ⅳ级");
}

std::string ShownSilence(const Silence& silence, const Desk& desk, Timestamp now) {
  return "暂停提醒第" + std::to_string(silence.number) + "号（" + ShownPerson(desk.roster, silence.author) + "，至" +
         ShownDeadline(desk.zone, silence.to, now) + "，原因：" + silence.reason + "）";
}

}  // namespace fenghuo
