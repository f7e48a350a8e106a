#include "alerts/reporting/reports.h"

#include <algorithm>
#include <utility>

#include "alerts/clocks/call.h"
#include "alerts/clocks/countdown.h"
#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/words.h"
#include "base/sha256.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

constexpr ReportDeedKind kDeeds[] = {ReportDeedKind::kPhone, ReportDeedKind::kDraft, ReportDeedKind::kSign, ReportDeedKind::kSend};

std::string Quoted(const std::string& text) { return "“" + text + "”"; }

template <typename T>
bool Holds(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

const ReportRule* RuleFor(const Incident& incident, const Desk& desk) {
  for (const ReportRule& rule : desk.reports) {
    if (Holds(rule.levels, incident.level) && Holds(rule.localities, incident.locality)) return &rule;
  }
  return nullptr;
}

bool HasOfThisEpisode(const Incident& incident, ReportKind kind) {
  return std::any_of(incident.reports.begin(), incident.reports.end(), [&](const UpwardReport& report) {
    return report.kind == kind && report.episode == incident.episode;
  });
}

bool Waits(const UpwardReport& report, const Incident& incident) { return !report.sent && report.episode == incident.episode; }

bool IsFinalSent(const Incident& incident) {
  return std::any_of(incident.reports.begin(), incident.reports.end(), [&](const UpwardReport& report) {
    return report.kind == ReportKind::kFinal && report.episode == incident.episode && report.sent;
  });
}

// Of the next 续报.
int NextSerial(const Incident& incident) {
  return 1 + static_cast<int>(std::count_if(incident.reports.begin(), incident.reports.end(), [&](const UpwardReport& report) {
           return report.kind == ReportKind::kFollowUp && report.episode == incident.episode;
         }));
}

UpwardReport& Add(Incident& incident, UpwardReport report) {
  report.number = static_cast<int>(incident.reports.size()) + 1;
  report.episode = incident.episode;
  report.serial = report.kind == ReportKind::kFollowUp ? NextSerial(incident) : 0;
  return incident.reports.emplace_back(std::move(report));
}

bool IsTold(const UpwardReport& report) { return report.phoned || report.sent; }

// The offices have had their 首报 of the event from another incident: the one that waits here is the next they get.
void FollowAnother(Incident& incident) {
  for (UpwardReport& report : incident.reports) {
    if (report.kind != ReportKind::kFirst || !Waits(report, incident) || report.phoned) continue;
    report.serial = NextSerial(incident);
    report.kind = ReportKind::kFollowUp;
  }
}

std::string Due(const UpwardReport& report, const Desk& desk, Timestamp now) {
  std::vector<std::string> parts;
  if (report.phone) parts.push_back("电话" + ShownDeadline(desk.zone, report.phone->due, now) + "前");
  if (report.written) parts.push_back("书面" + ShownDeadline(desk.zone, report.written->due, now) + "前");
  return parts.empty() ? "" : JoinShown(parts, "，") + "报";
}

// When the next 续报 is due after the one just sent; absent: the plan sets no time. One that left before its hour is not asked for
// again at that hour.
std::optional<Timestamp> NextFollowUp(const Incident& incident, const UpwardReport& sent, const Desk& desk, Timestamp now) {
  const ReportRule* rule = RuleFor(incident, desk);
  if (rule == nullptr || IsFinalSent(incident)) return std::nullopt;
  const bool stable = incident.state == IncidentState::kWatching;
  if (!stable && rule->follow_up_every > Duration(0)) return now + rule->follow_up_every;
  if (rule->follow_up_at.empty()) return std::nullopt;
  return NextTimeOfDay(rule->follow_up_at, desk.zone, sent.written ? std::max(now, sent.written->due) : now);
}

void PlanFollowUp(Draft& draft, const UpwardReport& sent) {
  Incident& incident = draft.incident();
  const bool waits = std::any_of(incident.reports.begin(), incident.reports.end(), [&](const UpwardReport& report) {
    return report.kind == ReportKind::kFollowUp && Waits(report, incident);
  });
  const std::optional<Timestamp> due = NextFollowUp(incident, sent, draft.desk(), draft.now());
  if (waits || !due) return;
  UpwardReport report;
  report.kind = ReportKind::kFollowUp;
  report.offices = RuleFor(incident, draft.desk())->offices;
  report.written = CountdownTo(draft.now(), *due);
  const UpwardReport& added = Add(incident, std::move(report));
  draft.Write("report_due", kSystemActor, ShownReport(added) + Due(added, draft.desk(), draft.now()) + "。");
}

// A 续报 that nobody has made yet is not asked for behind the 终报; whoever has something to add may still make it.
void LetFollowUpsGo(Draft& draft) {
  for (UpwardReport& report : draft.incident().reports) {
    if (report.kind != ReportKind::kFollowUp || !Waits(report, draft.incident()) || report.phoned || !report.written) continue;
    report.phone.reset();
    report.written.reset();
    draft.Write("report_due", kSystemActor, "终报已报，" + ShownReport(report) + "不再催报。");
  }
}

bool IsLeader(const std::string& person, const Draft& draft) {
  for (Role role : {Role::kLeaderOnDuty, Role::kDeputyInCharge, Role::kDirector}) {
    for (const Holder& holder : draft.desk().roster.Holders(role, draft.units(), draft.now())) {
      if (holder.person->id == person) return true;
    }
  }
  return false;
}

Result<void> CheckDeed(const UpwardReport& report, const ReportDeed& deed) {
  if (!Holds(AllowedDeeds(report), deed.kind)) {
    const bool unsigned_yet = deed.kind == ReportDeedKind::kSend && report.signed_by.empty();
    const bool undrafted = deed.kind == ReportDeedKind::kSign && report.drafted_by.empty();
    return Invalid(ShownReport(report) + (undrafted ? "尚未拟稿，不能签发" : unsigned_yet ? "尚未签发，不能报送" : "已登记，不能再改"));
  }
  if (deed.kind == ReportDeedKind::kDraft && IsBlank(deed.text)) return Invalid("拟稿不能没有正文");
  if (deed.kind == ReportDeedKind::kSign && deed.text != report.text) {
    return Invalid(ShownReport(report) + "的正文与请签发的不一致，请重新阅读后签发");
  }
  if (deed.kind == ReportDeedKind::kPhone && IsBlank(deed.note)) return Invalid("登记电话报告必须写明对方接听人");
  if (deed.kind == ReportDeedKind::kSend && IsBlank(deed.note)) return Invalid("登记报送必须写明报送方式");
  return {};
}

std::string OnTime(const std::optional<Countdown>& countdown, Timestamp now) {
  if (!countdown) return "";
  return now > countdown->due ? "（超时" + ShownLength(now - countdown->due) + "）" : "（按时）";
}

std::string Carry(UpwardReport& report, const ReportDeed& deed, const Draft& draft) {
  const Timestamp now = draft.now();
  const std::string who = ShownSignatory(deed.by, draft.desk().roster);
  const Ending done{now, deed.by.person, deed.by.entered_by.empty() ? deed.by.person : deed.by.entered_by, deed.note};
  switch (deed.kind) {
    case ReportDeedKind::kPhone:
      report.phoned = done;
      return who + "已就" + ShownReport(report) + "电话报告" + JoinShown(report.offices) + OnTime(report.phone, now) + "：" + deed.note;
    case ReportDeedKind::kDraft:
      report.text = WithDrillMark(draft.incident().drill, deed.text);
      report.drafted_by = deed.by.person;
      return who + "拟写" + ShownReport(report);
    case ReportDeedKind::kSign:
      report.signed_by = deed.by.person;
      report.signed_at = now;
      return who + "签发" + ShownReport(report) + "，SHA-256：" + Sha256Hex(report.text);
    case ReportDeedKind::kSend:
      report.sent = done;
      return who + "已将" + ShownReport(report) + "报送" + JoinShown(report.offices) + OnTime(report.written, now) + "：" + deed.note;
  }
  return "";
}

// The offices of the level that an incident has now, and its hours, for a report that nobody has heard of.
void Widen(Draft& draft, UpwardReport& report, const ReportRule& rule) {
  bool changed = false;
  for (const std::string& office : rule.offices) {
    if (Holds(report.offices, office)) continue;
    report.offices.push_back(office);
    changed = true;
  }
  if (changed && rule.phone_within > Duration(0)) report.phone = CountdownTo(draft.now(), draft.now() + rule.phone_within);
  const Timestamp due = draft.now() + rule.written_within;
  if (rule.written_within > Duration(0) && report.written && due < report.written->due) {
    report.written = CountdownTo(draft.now(), due);
    changed = true;
  }
  if (!changed) return;
  draft.Write("report_due", kSystemActor, ShownReport(report) + Due(report, draft.desk(), draft.now()) + JoinShown(report.offices) + "。");
}

UpwardReport Planned(ReportKind kind, const ReportRule& rule, Timestamp now) {
  UpwardReport report;
  report.kind = kind;
  report.offices = rule.offices;
  if (rule.phone_within > Duration(0)) report.phone = CountdownTo(now, now + rule.phone_within);
  if (rule.written_within > Duration(0)) report.written = CountdownTo(now, now + rule.written_within);
  return report;
}

// Whether each office of the plan has heard of this episode.
bool IsToldToAll(const Incident& incident, const ReportRule& rule) {
  return std::all_of(rule.offices.begin(), rule.offices.end(), [&](const std::string& office) {
    return std::any_of(incident.reports.begin(), incident.reports.end(), [&](const UpwardReport& report) {
      return report.episode == incident.episode && Holds(report.offices, office);
    });
  });
}

void TakeSooner(std::optional<Timestamp>& next, const std::optional<Countdown>& countdown, bool done) {
  if (done || !countdown || !countdown->next_at) return;
  if (!next || *countdown->next_at < *next) next = countdown->next_at;
}

}  // namespace

std::optional<ReportDeedKind> ReportDeedNamed(const std::string& name) {
  for (ReportDeedKind kind : kDeeds) {
    if (name == Name(kind)) return kind;
  }
  return std::nullopt;
}

std::string ShownReport(const UpwardReport& report) {
  if (report.kind == ReportKind::kFirst) return "首报";
  if (report.kind == ReportKind::kFinal) return "终报";
  return "续报" + ShownSerial(report.serial);
}

std::vector<ReportDeedKind> AllowedDeeds(const UpwardReport& report) {
  std::vector<ReportDeedKind> allowed;
  if (report.phone && !report.phoned) allowed.push_back(ReportDeedKind::kPhone);
  if (report.sent) return allowed;
  if (report.signed_by.empty()) allowed.push_back(ReportDeedKind::kDraft);
  if (report.signed_by.empty() && !report.drafted_by.empty()) allowed.push_back(ReportDeedKind::kSign);
  if (!report.signed_by.empty()) allowed.push_back(ReportDeedKind::kSend);
  return allowed;
}

Result<Decision> AddReport(const Incident& incident, const ReportWish& wish, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(wish.by, desk.roster, now); !known.ok()) return known.error();
  if (IsOver(incident.state)) {
    return Invalid("舆情事件" + incident.number + "当前为" + Quoted(ShownState(incident.state)) + "，不能再加报送");
  }
  UpwardReport report;
  report.kind = wish.kind;
  for (const UpwardReport& other : incident.reports) {
    if (other.kind == wish.kind && Waits(other, incident)) return Invalid(ShownReport(other) + "尚未报送，不能再加一份");
  }
  if (wish.kind != ReportKind::kFollowUp && HasOfThisEpisode(incident, wish.kind)) return Invalid(ShownReport(report) + "已经报送");
  const ReportRule* rule = RuleFor(incident, desk);
  report.offices = wish.offices;
  if (report.offices.empty() && rule != nullptr) report.offices = rule->offices;
  if (report.offices.empty() && !incident.reports.empty()) report.offices = incident.reports.back().offices;
  if (report.offices.empty()) return Invalid("必须写明报送单位");
  Draft draft(incident, desk, now);
  const UpwardReport& added = Add(draft.incident(), std::move(report));
  draft.Write("report_due", wish.by.person,
              ShownSignatory(wish.by, desk.roster) + "增加" + ShownReport(added) + "，报" + JoinShown(added.offices) + "。");
  return draft.Finish();
}

Result<Decision> ChangeReport(const Incident& incident, const ReportDeed& deed, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(deed.by, desk.roster, now); !known.ok()) return known.error();
  auto found = std::find_if(incident.reports.begin(), incident.reports.end(),
                            [&](const UpwardReport& report) { return report.number == deed.number; });
  if (found == incident.reports.end()) {
    return NotFound("舆情事件" + incident.number + "没有第" + std::to_string(deed.number) + "份报送");
  }
  if (Result<void> checked = CheckDeed(*found, deed); !checked.ok()) return checked.error();
  Draft draft(incident, desk, now);
  if (deed.kind == ReportDeedKind::kSign && !IsLeader(deed.by.person, draft)) {
    return Invalid("签发人须为带班领导、分管局领导或主要负责人，" + ShownPerson(desk.roster, deed.by.person) + "不是");
  }
  UpwardReport& report = draft.incident().reports[static_cast<size_t>(found - incident.reports.begin())];
  draft.incident().handling_note_at = now;
  const std::string sentence = Carry(report, deed, draft);
  draft.Write(std::string("report_") + Name(deed.kind), deed.by.person, sentence + "。");
  if (deed.kind == ReportDeedKind::kSend && report.kind == ReportKind::kFinal) LetFollowUpsGo(draft);
  if (deed.kind == ReportDeedKind::kSend && !IsOver(incident.state)) PlanFollowUp(draft, UpwardReport(report));
  return draft.Finish();
}

bool IsToldUpward(const Incident& incident) {
  return std::any_of(incident.reports.begin(), incident.reports.end(), [&](const UpwardReport& report) {
    return report.episode == incident.episode && IsTold(report);
  });
}

bool LacksFinalReport(const Incident& incident, const Desk& desk) {
  return (IsToldUpward(incident) || RuleFor(incident, desk) != nullptr) && !IsFinalSent(incident);
}

void StartReports(Draft& draft) {
  Incident& incident = draft.incident();
  const ReportRule* rule = RuleFor(incident, draft.desk());
  if (rule == nullptr) return;
  ReportKind kind = ReportKind::kFirst;
  if (HasOfThisEpisode(incident, ReportKind::kFirst)) {
    auto waiting = std::find_if(incident.reports.begin(), incident.reports.end(), [&](const UpwardReport& report) {
      return report.kind != ReportKind::kFinal && Waits(report, incident) && !report.phoned;
    });
    if (waiting != incident.reports.end()) return Widen(draft, *waiting, *rule);
    if (IsToldToAll(incident, *rule)) return PlanFollowUp(draft, UpwardReport(incident.reports.back()));
    kind = ReportKind::kFollowUp;
  }
  const UpwardReport& added = Add(incident, Planned(kind, *rule, draft.now()));
  draft.Write("report_due", kSystemActor,
              ShownReport(added) + Due(added, draft.desk(), draft.now()) + JoinShown(added.offices) + "。");
}

void CallReports(Draft& draft) {
  for (size_t i = 0; i < draft.incident().reports.size(); ++i) {
    UpwardReport& report = draft.incident().reports[i];
    const std::string name = ShownReport(report);
    if (report.phone && !report.phoned) {
      CallWhenDue(draft, *report.phone, {.name = name + "（电话）", .owners = {Role::kDesk, Role::kLeaderOnDuty}, .entry = "report"});
    }
    if (report.written && !report.sent) {
      CallWhenDue(draft, *report.written, {.name = name + "（书面）", .owners = {Role::kDesk, Role::kPublicityHead}, .entry = "report"});
    }
  }
}

void EndReports(Draft& draft) {
  for (UpwardReport& report : draft.incident().reports) {
    if (!report.phoned) report.phone.reset();
    if (!report.sent) report.written.reset();
  }
}

void TakeOverReports(Incident& older, const Incident& younger) {
  for (const UpwardReport& report : younger.reports) {
    if (report.episode != younger.episode) continue;
    const bool ends_the_younger = report.kind == ReportKind::kFinal && report.sent;
    if (ends_the_younger || (!IsTold(report) && HasOfThisEpisode(older, report.kind))) continue;
    if (IsTold(report) && report.kind == ReportKind::kFirst) FollowAnother(older);
    Add(older, report);
  }
}

std::optional<Timestamp> NextReportCall(const Incident& incident) {
  std::optional<Timestamp> next;
  for (const UpwardReport& report : incident.reports) {
    TakeSooner(next, report.phone, report.phoned.has_value());
    TakeSooner(next, report.written, report.sent.has_value());
  }
  return next;
}

}  // namespace fenghuo
