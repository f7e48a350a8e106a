#include "alerts/incident/chain.h"

#include <algorithm>
#include <set>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/escalation/run.h"
#include "alerts/escalation/time_of_day.h"
#include "alerts/incident/messages.h"
#include "alerts/incident/words.h"
#include "alerts/notify/address.h"
#include "alerts/reporting/reports.h"
#include "alerts/tasks/tasks.h"

namespace fenghuo {
namespace {

constexpr Duration kPageLife = minutes(15);  // notifications.md 1.7
constexpr Duration kChatLife = hours(24);

Urgency HardestOf(const std::vector<EscalationStep>& steps) {
  Urgency hardest = Urgency::kDigest;
  for (const EscalationStep& step : steps) hardest = std::max(hardest, step.urgency);
  return hardest;
}

EscalationRun RunFor(const Incident& incident, const Desk& desk, Timestamp now) {
  return StartRun(desk.policies, desk.zone, {incident.level, incident.locality, incident.must_report}, now);
}

// What would ring is a silent message at night, unless it is of the two highest levels and the city's own.
Urgency AsLoudAsTheHour(const Incident& incident, Urgency urgency, const Desk& desk, Timestamp now) {
  const bool may_ring = incident.level <= 2 && incident.locality == Locality::kLocal;
  return IsNight(desk.policies.night, desk.zone, now) && !may_ring ? std::min(urgency, Urgency::kSilent) : urgency;
}

int PriorityOf(MessageKind kind) {
  switch (kind) {
    case MessageKind::kFirst:
    case MessageKind::kRaised: return 0;
    case MessageKind::kReminder:
    case MessageKind::kEscalation:
    case MessageKind::kDeadline:
    case MessageKind::kRosterGap: return 2;
    default: return 4;
  }
}

// A page is of use until the chain has moved on; one that nothing follows stays as long as any message.
Duration LifeOf(const Incident& incident, Urgency urgency, Timestamp now) {
  const std::optional<Timestamp>& next = incident.escalation.next_at;
  if (urgency != Urgency::kRing || !next) return kChatLife;
  return std::max(kPageLife, *next - now);
}

void AddGroups(const Unit* unit, std::vector<std::string>& groups) {
  if (unit == nullptr) return;
  for (const std::string& channel : unit->group_channels) {
    if (std::find(groups.begin(), groups.end(), channel) == groups.end()) groups.push_back(channel);
  }
}

// The chat groups of the units whose people the steps mean. A message that must not ring stays out of the groups.
std::vector<std::string> GroupsOf(const std::vector<EscalationStep>& steps, const Incident& incident, const Desk& desk) {
  std::vector<std::string> groups;
  for (const EscalationStep& step : steps) {
    if (step.urgency < Urgency::kMessage) continue;
    for (Role role : step.roles) {
      if (role == Role::kSectionHead || role == Role::kSectionLiaison) {
        for (const std::string& section : incident.departments) AddGroups(desk.roster.FindUnit(section), groups);
      } else if (role == Role::kCountyHead || role == Role::kCountyLiaison) {
        AddGroups(desk.roster.FindUnit(incident.county_unit), groups);
      }
    }
  }
  return groups;
}

std::vector<Holder> Reached(const std::vector<Holder>& holders, const std::vector<Notification>& rows) {
  std::set<std::string> persons;
  for (const Notification& row : rows) {
    for (const Receiver& receiver : row.receivers) persons.insert(receiver.person);
  }
  std::vector<Holder> reached;
  for (const Holder& holder : holders) {
    if (persons.contains(holder.person->id)) reached.push_back(holder);
  }
  return reached;
}

void NoteTold(Draft& draft, const std::vector<Holder>& reached) {
  Incident& incident = draft.incident();
  for (const Holder& holder : reached) {
    const std::string& id = holder.person->id;
    if (std::find(incident.told.begin(), incident.told.end(), id) == incident.told.end()) incident.told.push_back(id);
  }
  if (!incident.first_notice_at) incident.first_notice_at = draft.now();
  if (incident.state == IncidentState::kDetected) draft.Move(IncidentState::kNotified);
}

void RaiseRosterGap(Draft& draft, const std::vector<Holder>& holders) {
  std::vector<Holder> stand_ins;
  for (const Holder& holder : holders) {
    if (holder.gap) stand_ins.push_back(holder);
  }
  if (stand_ins.empty()) return;
  Message message = RosterGapMessage(stand_ins, draft.desk(), draft.now());
  std::vector<Holder> keepers = draft.desk().roster.Holders(Role::kOperations, draft.units(), draft.now());
  if (keepers.empty()) keepers = stand_ins;
  draft.Queue(AddressMessage(keepers, message,
                             {.urgency = Urgency::kMessage,
                              .priority = PriorityOf(message.kind),
                              .key = draft.KeyFor(message.kind)},
                             draft.desk().channels, draft.now()));
  std::vector<std::string> roles;
  for (const Holder& holder : stand_ins) roles.push_back(ShownRole(holder.role));
  draft.Write("roster_gap", kSystemActor,
              "值班表没有安排" + JoinShown(roles) + "，改由" + ShownHolders(draft.desk().roster, stand_ins) + "替代，已告知运维补排。");
}

// One message to these people; what was queued of it. The caller writes the entry.
struct Told {
  std::vector<Holder> reached;
  std::vector<Holder> missed;
  bool groups = false;
  bool anybody() const { return !reached.empty() || groups; }
};

struct Audience {
  std::vector<Holder> holders = {};
  std::vector<std::string> groups = {};
  Urgency urgency = Urgency::kMessage;
  std::set<std::string> by_name = {};  // ids of those who are told for themselves, not for a role
};

void AddByName(const std::string& id, const Desk& desk, Audience& audience) {
  const Person* person = desk.roster.FindPerson(id);
  bool known = std::any_of(audience.holders.begin(), audience.holders.end(),
                           [&](const Holder& holder) { return holder.person == person; });
  if (person == nullptr || known) return;
  audience.holders.push_back({.person = person});
  audience.by_name.insert(id);
}

std::string Whom(const std::vector<Holder>& holders, const Audience& audience, const Desk& desk) {
  std::vector<std::string> names;
  std::vector<Holder> in_roles;
  for (const Holder& holder : holders) {
    if (audience.by_name.contains(holder.person->id)) {
      names.push_back(ShownPerson(desk.roster, holder.person->id));
    } else {
      in_roles.push_back(holder);
    }
  }
  names.push_back(ShownHolders(desk.roster, in_roles));
  return JoinShown(names);
}

Told Send(Draft& draft, const Audience& audience, const Message& message) {
  std::vector<Notification> rows = AddressMessage(audience.holders, message,
                                                  {.urgency = audience.urgency,
                                                   .priority = PriorityOf(message.kind),
                                                   .key = draft.KeyFor(message.kind),
                                                   .life = LifeOf(draft.incident(), audience.urgency, draft.now()),
                                                   .group_channels = audience.groups},
                                                  draft.desk().channels, draft.now());
  Told told;
  told.reached = Reached(audience.holders, rows);
  for (const Holder& holder : audience.holders) {
    bool reached = std::any_of(told.reached.begin(), told.reached.end(),
                               [&](const Holder& other) { return other.person == holder.person; });
    if (!reached) told.missed.push_back(holder);
  }
  told.groups = std::any_of(rows.begin(), rows.end(), [&](const Notification& row) {
    return std::find(audience.groups.begin(), audience.groups.end(), row.channel) != audience.groups.end();
  });
  draft.Queue(std::move(rows));
  return told;
}

std::string ToldWhom(const Told& told, const Audience& audience, const Desk& desk) {
  std::string whom = Whom(told.reached, audience, desk);
  if (!whom.empty()) whom += ToldHow(audience.urgency);
  if (told.groups) whom += std::string(whom.empty() ? "" : "，并发") + "责任单位工作群";
  return whom;
}

void NoteMissed(Draft& draft, const Told& told) {
  if (told.missed.empty()) return;
  draft.Write("unreachable", kSystemActor,
              ShownHolders(draft.desk().roster, told.missed) + "没有可用的联系方式，未能通知，请补充人员联系方式。");
}

// Nobody of those whom the policy names could be reached: the desk is told instead, or at the least operations.
Audience FallBack(Draft& draft, const std::vector<EscalationStep>& steps, Urgency urgency) {
  std::vector<std::string> roles;
  for (const EscalationStep& step : steps) {
    for (Role role : step.roles) roles.push_back(ShownRole(role));
  }
  const Desk& desk = draft.desk();
  Audience audience{.holders = desk.roster.Holders(Role::kDesk, draft.units(), draft.now()), .urgency = urgency};
  for (const Holder& holder : desk.roster.Holders(Role::kOperations, draft.units(), draft.now())) {
    audience.holders.push_back(holder);
  }
  draft.Write("unreachable", kSystemActor,
              "应通知" + (roles.empty() ? std::string("责任人") : JoinShown(roles)) + "，但没有找到可以通知的人，改为通知值班员和运维，请检查值班表和人员联系方式。");
  return audience;
}

void NoteNobody(Draft& draft) {
  draft.incident().escalation.digest = true;
  draft.Write("unreachable", kSystemActor, "值班员和运维也没有可用的联系方式，没有人收到通知，请立即检查配置。");
}

void WriteHole(Draft& draft) {
  const Incident& incident = draft.incident();
  bool night = IsNight(draft.desk().policies.night, draft.desk().zone, draft.now());
  draft.Write("rule_missing", kSystemActor,
              "通知规则中没有“" + ShownLevel(incident.level) + "·" + ShownLocality(incident.locality) + "·" +
                  (night ? "夜间" : "日间") + "”这一行，按默认规则通知，请补充。");
}

void WriteListed(Draft& draft) {
  const Desk& desk = draft.desk();
  std::vector<TimeOfDay> lists = desk.policies.digests;
  lists.push_back(desk.policies.morning_brief);
  Timestamp next = NextTimeOfDay(lists, desk.zone, draft.now());
  bool brief = NextTimeOfDay({desk.policies.morning_brief}, desk.zone, draft.now()) == next;
  draft.Write("listed", kSystemActor,
              "按通知规则不单独通知，列入" + ShownMoment(desk.zone, next) + (brief ? "值班早报。" : "合并通知。"));
}

void WriteLater(Draft& draft) {
  const EscalationRun& run = draft.incident().escalation;
  const EscalationStep& step = run.steps[static_cast<size_t>(run.next_step)];
  std::vector<Holder> holders = HoldersOf({step}, draft.incident(), draft.desk(), *run.next_at);
  draft.Write("suppressed", kSystemActor,
              "按通知规则此刻不通知，" + ShownMoment(draft.desk().zone, *run.next_at) + "通知" +
                  ShownHolders(draft.desk().roster, holders) + "。");
}

void WriteLocalCheck(Draft& draft) {
  std::string sections = ShownUnits(draft.desk().roster, draft.incident().departments);
  draft.Write("check_locally", kSystemActor,
              "外地关联：请" + (sections.empty() ? std::string("责任科室") : sections) + "在工作日排查本市有无同类问题。");
}

}  // namespace

void TellFirst(Draft& draft, const ChainStart& start, const std::vector<EscalationStep>& steps) {
  const Desk& desk = draft.desk();
  Urgency urgency = HardestOf(steps);
  if (urgency == Urgency::kDigest) {
    draft.incident().escalation.digest = true;
    WriteListed(draft);
    return;
  }
  Audience audience{.holders = HoldersOf(steps, draft.incident(), desk, draft.now()),
                    .groups = GroupsOf(steps, draft.incident(), desk),
                    .urgency = urgency};
  RaiseRosterGap(draft, audience.holders);
  Message message = IncidentMessage(draft.incident(), start.kind, desk, draft.now());
  message.level_before = start.level_before;
  message.why = JoinShown({start.news, message.why}, "；");
  message.story_documents = start.documents;
  message.ask = FirstAsk(draft.incident(), audience.holders, desk, draft.now());
  Told told = Send(draft, audience, message);
  if (!told.anybody()) {
    audience = FallBack(draft, steps, urgency);
    message.ask = FirstAsk(draft.incident(), audience.holders, desk, draft.now());
    told = Send(draft, audience, message);
    if (!told.anybody()) return NoteNobody(draft);
  }
  NoteTold(draft, told.reached);
  NoteMissed(draft, told);
  std::string sentence = start.kind == MessageKind::kRaised ? "提级后已通知" : "已通知";
  sentence += ToldWhom(told, audience, desk) + "，请" +
              ShownDeadline(desk.zone, draft.incident().escalation.acknowledge_by, draft.now()) + "前签收。";
  draft.Write("notified", kSystemActor, sentence);
}

void StartChain(Draft& draft, const ChainStart& start) {
  const Desk& desk = draft.desk();
  Incident& incident = draft.incident();
  RunRequest request{incident.level, incident.locality, incident.must_report};
  const NotifyRow* row = FindRow(desk.policies, desk.zone, request, draft.now());
  incident.escalation = StartRun(desk.policies, desk.zone, request, draft.now());
  if (row == nullptr) WriteHole(draft);
  DueSteps due = TakeDue(incident.escalation, draft.now());
  if (!due.steps.empty()) {
    TellFirst(draft, start, due.steps);
  } else if (incident.escalation.next_at) {
    WriteLater(draft);
  } else {
    WriteListed(draft);
  }
  if (row != nullptr && row->check_locally) {
    WriteLocalCheck(draft);
    AssignLocalCheck(draft);
  }
  StartClocks(draft);
  StartReports(draft);
}

bool WouldTellAnybody(const Incident& incident, const Desk& desk, Timestamp now) {
  return HardestOf(RunFor(incident, desk, now).steps) > Urgency::kDigest;
}

Urgency HardestSoFar(const EscalationRun& run) {
  auto taken = run.steps.begin() + std::clamp<std::ptrdiff_t>(run.next_step, 0, std::ssize(run.steps));
  return HardestOf({run.steps.begin(), taken});
}

Urgency HardestAtStart(const Incident& incident, const Desk& desk, Timestamp now) {
  EscalationRun run = RunFor(incident, desk, now);
  return HardestOf(TakeDue(run, now).steps);
}

void TellChase(Draft& draft, const Chase& chase) {
  const Desk& desk = draft.desk();
  Urgency urgency = HardestOf(chase.steps);
  if (urgency == Urgency::kDigest) {
    draft.incident().escalation.digest = true;
    draft.Write(chase.overdue ? "overdue" : "listed", kSystemActor, chase.because + "，列入合并通知和值班早报。");
    return;
  }
  Audience audience{.holders = HoldersOf(chase.steps, draft.incident(), desk, draft.now()),
                    .groups = GroupsOf(chase.steps, draft.incident(), desk),
                    .urgency = urgency};
  for (const std::string& id : chase.persons) AddByName(id, desk, audience);
  RaiseRosterGap(draft, audience.holders);
  Message message = IncidentMessage(draft.incident(), chase.kind, desk, draft.now());
  if (!chase.state.empty()) message.state = chase.state;
  message.ask = ChaseAsk(draft.incident(), chase.because, Whom(audience.holders, audience, desk), desk);
  Told told = Send(draft, audience, message);
  if (!told.anybody()) {
    audience = FallBack(draft, chase.steps, urgency);
    message.ask = ChaseAsk(draft.incident(), chase.because, Whom(audience.holders, audience, desk), desk);
    told = Send(draft, audience, message);
    if (!told.anybody()) return NoteNobody(draft);
  }
  NoteTold(draft, told.reached);
  NoteMissed(draft, told);
  bool reminder = chase.kind == MessageKind::kReminder;
  const EscalationRun& run = draft.incident().escalation;
  draft.Write(chase.overdue ? "overdue" : reminder ? "reminded" : "escalated", kSystemActor,
              chase.because + (reminder ? "，已再次通知" : "，已通知") + ToldWhom(told, audience, desk) +
                  (run.next_at || run.paused ? "。" : "；此后列入合并通知和值班早报，直至签收。"));
}

void TellDeadline(Draft& draft, const DeadlineCall& call) {
  const Desk& desk = draft.desk();
  const Incident& incident = draft.incident();
  const Urgency urgency = AsLoudAsTheHour(incident, HardestOf(call.steps), desk, draft.now());
  Audience audience{.holders = HoldersOf(call.steps, incident, desk, draft.now()), .urgency = urgency};
  for (const std::string& id : call.persons) AddByName(id, desk, audience);
  if (audience.holders.empty()) audience = FallBack(draft, call.steps, urgency);
  RaiseRosterGap(draft, audience.holders);
  Message message = IncidentMessage(incident, MessageKind::kDeadline, desk, draft.now());
  message.state = call.state;
  message.ask = call.because + "，请" + Whom(audience.holders, audience, desk) + call.wish;
  message.lines = call.lines;
  Told told = Send(draft, audience, message);
  if (!told.anybody()) {
    audience = FallBack(draft, call.steps, urgency);
    message.ask = call.because + "，请" + Whom(audience.holders, audience, desk) + call.wish;
    told = Send(draft, audience, message);
    if (!told.anybody()) return NoteNobody(draft);
  }
  NoteMissed(draft, told);
  draft.Write(call.entry, kSystemActor, call.because + "，已通知" + ToldWhom(told, audience, desk) + "。");
}

void TellQuietly(Draft& draft, MessageKind kind, const std::string& ask, const std::string& except) {
  const Incident& incident = draft.incident();
  const EscalationRun& run = incident.escalation;
  Audience audience{.urgency = Urgency::kSilent};
  for (const std::string& id : incident.told) {
    if (id != except) AddByName(id, draft.desk(), audience);
  }
  auto taken = run.steps.begin() + std::clamp<std::ptrdiff_t>(run.next_step, 0, std::ssize(run.steps));
  audience.groups = GroupsOf({run.steps.begin(), taken}, incident, draft.desk());
  Message message = IncidentMessage(incident, kind, draft.desk(), draft.now());
  message.ask = ask;
  Send(draft, audience, message);
}

}  // namespace fenghuo
