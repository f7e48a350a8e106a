#include "daemon/core/duties.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/words.h"
#include "alerts/notify/address.h"
#include "alerts/notify/brief.h"
#include "base/log.h"
#include "daemon/core/audit.h"
#include "daemon/core/incidents.h"
#include "daemon/core/silences.h"
#include "daemon/core/tell.h"

namespace fenghuo {
namespace {

constexpr const char* kBriefDue = "due.brief";
constexpr const char* kDigestDue = "due.digest";
constexpr const char* kLastBrief = "last.brief";
constexpr const char* kLastDigest = "last.digest";
constexpr const char* kCleanUpDue = "due.clean_up";
constexpr const char* kStranded = "audit.stranded";  // ids, a line each: what the desk was told of
constexpr const char* kCalendarTold = "calendar.told";  // the day on which it was last said that a year is missing
constexpr Duration kCleanUpEvery = hours(1);
// One incident takes at most this many steps in one tick; a policy that asks for more is a loop.
constexpr int kStepsPerTickMax = 100;

// The office may have none any more, whatever the store remembers.
std::optional<Timestamp> DigestDue(const Core& core) {
  if (core.config.policies.digests.empty()) return std::nullopt;
  return core.state.FindMoment(kDigestDue);
}

int DeadLettersSince(const Core& core, Timestamp since, Timestamp now) {
  // Those that went dead since then were created at most a life before.
  Result<std::map<std::string, Notification>> rows = core.state.CreatedBetween(since - kLongestLife, now);
  if (!rows.ok()) return 0;
  return static_cast<int>(std::count_if(rows->begin(), rows->end(), [&](const auto& entry) {
    const Notification& row = entry.second;
    return row.state == DeliveryState::kDead && row.finished_at && *row.finished_at >= since;
  }));
}

BriefFacts GatherBrief(Core& core, Timestamp since, Timestamp now) {
  BriefFacts facts;
  facts.since = since;
  if (auto opened = core.state.store().IncidentsOpened(since, now); opened.ok()) facts.opened = std::move(*opened);
  for (const auto& [id, incident] : core.state.open_incidents()) {
    facts.open.push_back(incident);
    if (IsOverdue(incident, now)) facts.overdue.push_back(incident);
  }
  for (const auto& [id, source] : core.sources) {
    ++facts.sources_total;
    if (core.state.SourceOf(id).health != SourceHealth::kOk) facts.sources_broken.push_back(source.name);
  }
  facts.dead_letters = DeadLettersSince(core, since, now);
  for (const Silence& silence : StandingSilences(core.state)) {
    if (!IsActive(silence, now)) continue;
    ++facts.silences;
    facts.silences_until = std::max(facts.silences_until, silence.to);
  }
  if (const Shift* before = core.desk.roster.ShiftAt(now - minutes(1))) facts.desk_before = before->desk;
  if (const Shift* next = core.desk.roster.ShiftAt(now + hours(1))) facts.desk_next = next->desk;
  return facts;
}

void SendMorningBrief(Core& core, const std::vector<std::string>& channels_broken, Timestamp now) {
  std::optional<Timestamp> due = core.state.FindMoment(kBriefDue);
  if (!due || *due > now) return;
  BriefFacts facts = GatherBrief(core, core.state.FindMoment(kLastBrief).value_or(now - hours(24)), now);
  facts.channels_broken = channels_broken;
  if (core.state.last_audit()) facts.audit_head = ShownAuditHead(*core.state.last_audit());
  Tell(core, {Role::kDesk, Role::kLeaderOnDuty}, MorningBrief(facts, core.desk, now),
       {.urgency = Urgency::kMessage, .priority = 5, .key = "brief"}, now);
  core.state.PutMoment(kLastBrief, now);
  PlanBriefs(core);
}

void SendDigest(Core& core, const std::vector<std::string>& channels_broken, Timestamp now) {
  std::optional<Timestamp> due = DigestDue(core);
  if (!due || *due > now) return;
  BriefFacts facts = GatherBrief(core, core.state.FindMoment(kLastDigest).value_or(now - hours(24)), now);
  facts.channels_broken = channels_broken;
  Message message = Digest(facts, core.desk, now);
  if (!message.lines.empty()) {
    Tell(core, {Role::kDesk}, message,
         {.urgency = Urgency::kMessage, .priority = 5, .key = "digest"}, now);
  }
  core.state.PutMoment(kLastDigest, now);
  PlanBriefs(core);
}

}  // namespace

void PlanBriefs(Core& core) {
  const Policies& policies = core.config.policies;
  auto plan = [&core](const char* due, const char* last, const std::vector<TimeOfDay>& times) {
    std::optional<Timestamp> since = core.state.FindMoment(last);
    if (since && !times.empty()) core.state.PutMoment(due, NextTimeOfDay(times, core.desk.zone, *since));
  };
  plan(kBriefDue, kLastBrief, {policies.morning_brief});
  plan(kDigestDue, kLastDigest, policies.digests);
}

void StartDuties(Core& core, Timestamp now) {
  if (!core.state.FindMoment(kLastBrief)) core.state.PutMoment(kLastBrief, now);
  if (!core.state.FindMoment(kLastDigest)) core.state.PutMoment(kLastDigest, now);
  PlanBriefs(core);
  if (!core.state.FindMoment(kCleanUpDue)) core.state.PutMoment(kCleanUpDue, now + kCleanUpEvery);
}

void GradeDue(Core& core, Timestamp now) {
  for (const std::string& story : core.state.StoriesToGrade(now)) {
    if (core.state.stories().Find(story) == nullptr) {  // forgotten: it would be due for ever
      core.state.JudgementOf(story).grade_at.reset();
      continue;
    }
    GradeStory(story, core, now);
    AdvanceIncident(story, core, now);
  }
}

void EscalateDue(Core& core, Timestamp now) {
  std::vector<std::string> due;
  for (const auto& [id, incident] : core.state.open_incidents()) {
    std::optional<Timestamp> next = NextDue(incident);
    if (next && *next <= now) due.push_back(id);
  }
  for (const std::string& id : due) {
    for (int step = 0; step < kStepsPerTickMax; ++step) {
      Result<Incident> incident = core.state.FindIncident(id);
      if (!incident.ok()) break;
      std::optional<Timestamp> next = NextDue(*incident);
      if (!next || *next > now) break;
      std::optional<Decision> decision = Advance(*incident, core.desk, now);
      if (!decision) break;
      CarryOutByItself(std::move(*decision), &*incident, core, now);
    }
  }
}

void SendBriefs(Core& core, const std::vector<std::string>& channels_broken, Timestamp now) {
  SendMorningBrief(core, channels_broken, now);
  SendDigest(core, channels_broken, now);
}

void CleanUp(Core& core, Timestamp now) {
  std::optional<Timestamp> due = core.state.FindMoment(kCleanUpDue);
  if (!due || *due > now) return;
  core.state.stories().Forget(now);
  core.state.ReleaseForgotten();
  core.state.PutMoment(kCleanUpDue, now + kCleanUpEvery);
}

void AuditIncidents(Core& core, Timestamp now) {
  std::string stranded;
  std::vector<std::string> numbers;
  for (const auto& [id, incident] : core.state.open_incidents()) {
    if (HasNextStepOrOwner(incident)) continue;
    stranded += id + "\n";
    numbers.push_back(incident.number);
  }
  const std::string before = core.state.FindSetting(kStranded).value_or("");
  if (stranded == before) return;
  core.state.PutSetting(kStranded, stranded);
  if (numbers.empty()) return LogInfo("every open incident has a next step or an owner again", {});
  LogError("open incidents have neither a next step nor an owner", {{"incidents", JoinShown(numbers, " ")}});
  Message message;
  message.kind = MessageKind::kDigest;
  message.at = now;
  message.desk_phone = core.desk.roster.staff().desk_phone;
  message.lines = {"【无人跟进】" + JoinShown(numbers) + "没有下一步通知，也没有责任人，请上线处理"};
  Tell(core, {Role::kDesk}, message,
       {.urgency = Urgency::kMessage, .priority = 2, .key = "stranded"}, now);
}

void WatchCalendar(Core& core, Timestamp now) {
  const auto in_working_days = [](const auto& rule) { return rule.working_days > 0; };
  const bool counts_days = std::any_of(core.desk.clocks.begin(), core.desk.clocks.end(), in_working_days) ||
                           std::any_of(core.desk.natures.begin(), core.desk.natures.end(), in_working_days);
  const std::optional<int> year = MissingYear(core.desk.calendar, core.desk.zone, now);
  if (!counts_days || !year || IsNight(core.desk.policies.night, core.desk.zone, now)) return;
  const std::string today = ShownDay(core.desk.zone, now);
  if (core.state.FindSetting(kCalendarTold) == today) return;
  core.state.PutSetting(kCalendarTold, today);
  Message message;
  message.kind = MessageKind::kRosterGap;
  message.at = now;
  message.desk_phone = core.desk.roster.staff().desk_phone;
  message.lines = {"【工作日历缺失】缺少" + std::to_string(*year) + "年节假日和调休安排，按工作日计算的时限可能不准，请补充calendar.yml"};
  Tell(core, {Role::kOperations, Role::kDesk}, message,
       {.urgency = Urgency::kMessage, .priority = 4, .key = "calendar"}, now);
}

Timestamp NextDuty(const Core& core, Timestamp now) {
  Timestamp next = now + kCleanUpEvery;
  if (std::optional<Timestamp> at = DigestDue(core)) next = std::min(next, *at);
  for (const char* name : {kBriefDue, kCleanUpDue}) {
    if (std::optional<Timestamp> at = core.state.FindMoment(name)) next = std::min(next, *at);
  }
  if (std::optional<Timestamp> at = core.state.NextGradeDue()) next = std::min(next, *at);
  if (std::optional<Timestamp> at = NextSilenceDuty(core)) next = std::min(next, *at);
  for (const auto& [id, incident] : core.state.open_incidents()) {
    if (std::optional<Timestamp> at = NextDue(incident)) next = std::min(next, *at);
  }
  return next;
}

}  // namespace fenghuo
