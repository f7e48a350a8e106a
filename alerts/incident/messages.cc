#include "alerts/incident/messages.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "alerts/incident/words.h"
#include "alerts/task_force/set_up.h"
#include "keywords/drill.h"
#include "keywords/grading/why.h"

namespace fenghuo {
namespace {

constexpr size_t kFactsNamed = 2;
constexpr size_t kQuoteCodePoints = 30;
constexpr Duration kRoundTo = minutes(5);

// At most `count` code points of valid UTF-8.
std::string CutQuote(std::string_view text, size_t count) {
  size_t seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    bool starts = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (starts && seen++ == count) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

std::vector<std::string_view> Clauses(std::string_view sentence) {
  constexpr std::string_view kEnds[] = {"，", "。", "；", "！", "？", "：", "\n", ",", ";", "!", "?"};
  std::vector<std::string_view> clauses;
  size_t start = 0;
  for (size_t i = 0; i < sentence.size();) {
    size_t end_length = 0;
    for (std::string_view end : kEnds) {
      if (sentence.substr(i, end.size()) == end) end_length = end.size();
    }
    if (end_length == 0) {
      ++i;
      continue;
    }
    if (i > start) clauses.push_back(sentence.substr(start, i - start));
    i += end_length;
    start = i;
  }
  if (start < sentence.size()) clauses.push_back(sentence.substr(start));
  return clauses;
}

// The clause that states the harm: with the number, else with a measure word for people, else the first.
std::string_view StatingClause(const Fact& fact) {
  std::vector<std::string_view> clauses = Clauses(fact.sentence);
  const std::string count = std::to_string(fact.count);
  for (const std::string& sign : {count, std::string("多名"), std::string("名"), std::string("人"), std::string("例")}) {
    for (std::string_view clause : clauses) {
      if (clause.find(sign) != std::string_view::npos) return clause;
    }
  }
  return clauses.empty() ? std::string_view(fact.sentence) : clauses.front();
}

std::string StateWord(const Incident& incident, MessageKind kind) {
  switch (kind) {
    case MessageKind::kFirst:
      if (incident.episode > 1) return "再次升温";
      [[fallthrough]];
    case MessageKind::kRaised: return incident.confirmed_level == incident.level ? "待签收" : "待研判";
    case MessageKind::kReminder:
    case MessageKind::kEscalation: return incident.acknowledgement ? ShownState(incident.state) : "待签收";
    default: return ShownState(incident.state);
  }
}

// What happens by itself when nobody answers.
std::string NextClause(const Incident& incident, const Desk& desk, std::string_view when_late) {
  const EscalationRun& run = incident.escalation;
  if (run.paused || !run.next_at) return "";
  bool steps_left = run.next_step < static_cast<int>(run.steps.size());
  if (!steps_left || *run.next_at < run.started_at + run.steps[static_cast<size_t>(run.next_step)].after) {
    std::string every = ShownLength(run.repeat_every) + (run.repeat_every % hours(1) == Duration(0) ? "" : "钟");
    return "；" + std::string(when_late) + "每" + every + "再次通知";
  }
  const EscalationStep& step = run.steps[static_cast<size_t>(run.next_step)];
  std::vector<Holder> next = HoldersOf({step}, incident, desk, *run.next_at);
  if (next.empty() || step.urgency == Urgency::kDigest) return "";
  std::string when = step.at_morning_call ? ShownTime(desk.zone, *run.next_at) : std::string(when_late);
  return "；" + when + "自动通知" + ShownHolders(desk.roster, next);
}

// An incident's own 专班 goes before the standing one.
std::vector<Holder> HoldersOf(Role role, const Incident& incident, const Desk& desk, Timestamp now) {
  if (role != Role::kTaskForce || !incident.task_force) {
    return desk.roster.Holders(role, {incident.departments, incident.county_unit}, now);
  }
  std::vector<Holder> holders;
  for (const std::string& id : PersonsOf(*incident.task_force)) {
    const Person* person = desk.roster.FindPerson(id);
    if (person != nullptr) holders.push_back({.person = person, .role = role});
  }
  return holders;
}

}  // namespace

std::string WhyLine(const ScoreCard& card) {
  ScoreCard without_quotes = card;
  without_quotes.facts.clear();
  return Why(without_quotes);
}

std::string UnprovedFacts(const ScoreCard& card) {
  std::vector<std::string> quotes;
  for (FactKind kind : {FactKind::kDeaths, FactKind::kPoisoned, FactKind::kInjured, FactKind::kTrapped, FactKind::kRecalled}) {
    const Fact* gravest = nullptr;
    for (const Fact& fact : card.facts) {
      if (fact.kind == kind && (gravest == nullptr || fact.count > gravest->count)) gravest = &fact;
    }
    if (gravest == nullptr || gravest->sentence.empty() || quotes.size() == kFactsNamed) continue;
    std::string quote = "“" + CutQuote(StatingClause(*gravest), kQuoteCodePoints) + "”";
    if (std::find(quotes.begin(), quotes.end(), quote) == quotes.end()) quotes.push_back(quote);
  }
  return JoinShown(quotes, "");
}

std::string LevelReason(const ScoreCard& card) {
  for (const FloorHit& floor : card.floors) {
    if (floor.level == card.level && !floor.says.empty()) return floor.says;
  }
  return "热度与严重程度达到" + ShownLevel(card.level);
}

Message IncidentMessage(const Incident& incident, MessageKind kind, const Desk& desk, Timestamp now) {
  Message message;
  message.kind = kind;
  message.incident = incident.id;
  message.number = incident.number;
  message.level = incident.level;
  message.locality = incident.locality;
  message.city = desk.city;
  message.category = incident.category;
  message.title = WithoutDrillMark(incident.title);  // the form of every channel marks by itself
  message.drill = incident.drill != 0;
  message.state = StateWord(incident, kind);
  message.why = incident.why;
  message.unproved = incident.unproved;
  message.first_seen = JoinShown({ShownMoment(desk.zone, incident.first_seen), incident.first_source}, "，");
  message.responsible = ShownUnits(desk.roster, incident.departments);
  if (!incident.county_unit.empty()) {
    message.responsible = JoinShown({message.responsible, ShownUnits(desk.roster, {incident.county_unit})});
  }
  message.desk_phone = desk.roster.staff().desk_phone;
  message.at = now;
  return message;
}

Timestamp AssessBy(const Incident& incident, const Desk& desk) {
  const LevelPolicy& policy = desk.policies.levels[std::clamp(incident.level, 0, kLowestLevel)];
  Timestamp by = incident.escalation.acknowledge_by - policy.acknowledge_within + policy.assess_within;
  Duration over = by.time_since_epoch() % kRoundTo;
  return over == Duration(0) ? by : by - over + kRoundTo;
}

std::string FirstAsk(const Incident& incident, const std::vector<Holder>& holders, const Desk& desk, Timestamp now) {
  std::string ask = "请";
  if (!holders.empty()) ask += ShownHolder(desk.roster, holders.front());
  ask += ShownDeadline(desk.zone, incident.escalation.acknowledge_by, now) + "前签收，";
  ask += ShownDeadline(desk.zone, AssessBy(incident, desk), now) + "前报初步研判";
  return ask + NextClause(incident, desk, "逾时");
}

std::string ChaseAsk(const Incident& incident, const std::string& because, const std::string& whom, const Desk& desk) {
  std::string ask = because.empty() ? "" : because + "，";
  ask += "请" + whom + (incident.acknowledgement ? "立即处理" : "立即签收");
  const std::optional<Timestamp>& next = incident.escalation.next_at;
  return ask + NextClause(incident, desk, next ? ShownTime(desk.zone, *next) : "");
}

std::vector<Holder> HoldersOf(const std::vector<EscalationStep>& steps, const Incident& incident, const Desk& desk,
                              Timestamp now) {
  std::vector<Holder> holders;
  for (const EscalationStep& step : steps) {
    for (Role role : step.roles) {
      for (const Holder& holder : HoldersOf(role, incident, desk, now)) {
        bool known = std::any_of(holders.begin(), holders.end(),
                                 [&](const Holder& other) { return other.person == holder.person; });
        if (!known) holders.push_back(holder);
      }
    }
  }
  return holders;
}

Message RosterGapMessage(const std::vector<Holder>& stand_ins, const Desk& desk, Timestamp now) {
  std::vector<std::string> roles;
  std::vector<std::string> names;
  for (const Holder& holder : stand_ins) {
    roles.push_back(ShownRole(holder.role));
    names.push_back(ShownPerson(desk.roster, holder.person->id));
  }
  Message message;
  message.kind = MessageKind::kRosterGap;
  message.at = now;
  message.desk_phone = desk.roster.staff().desk_phone;
  message.lines.push_back("【值班表缺岗】" + ShownMoment(desk.zone, now) + "值班表没有安排" + JoinShown(roles) + "，已改为通知" +
                          JoinShown(names) + "，请立即补排");
  return message;
}

}  // namespace fenghuo
