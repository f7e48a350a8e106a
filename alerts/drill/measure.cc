#include "alerts/drill/measure.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

template <typename Map>
const typename Map::mapped_type& At(const Map& map, const std::string& key) {
  static const typename Map::mapped_type kNone;
  auto found = map.find(key);
  return found == map.end() ? kNone : found->second;
}

std::optional<Timestamp> Arrived(const Notification& row) {
  if (row.state == DeliveryState::kDelivered) return row.finished_at;
  if (row.state == DeliveryState::kAccepted) return row.sent_at;
  return std::nullopt;
}

void Earliest(std::optional<Timestamp>& first, const std::optional<Timestamp>& at) {
  if (at && (!first || *at < *first)) first = at;
}

std::optional<Timestamp> FirstNotice(const std::vector<Notification>& rows) {
  std::optional<Timestamp> first;
  for (const Notification& row : rows) Earliest(first, Arrived(row));
  return first;
}

// When something of this kind was first written, or absent.
std::optional<Timestamp> FirstOf(const std::vector<TimelineEntry>& timeline, const std::string& kind) {
  for (const TimelineEntry& entry : timeline) {
    if (entry.kind == kind) return entry.at;
  }
  return std::nullopt;
}

class Measurer {
 public:
  Measurer(const DrillRecords& records, const Roster& roster, Timestamp now)
      : records_(records), roster_(roster), until_(records.drill.ended_at.value_or(now)) {}

  DrillFindings Take() {
    for (const Incident& incident : records_.incidents) {
      AddCase(incident);
      AddPeople(incident);
    }
    AddParticipants();
    for (auto& [id, person] : people_) findings_.people.push_back(std::move(person));
    const auto told_first = [](const DrillPerson& one) { return std::tuple(!one.told_at, one.told_at.value_or(Timestamp()), one.person); };
    std::sort(findings_.people.begin(), findings_.people.end(),
              [&](const DrillPerson& a, const DrillPerson& b) { return told_first(a) < told_first(b); });
    for (const DrillPerson& person : findings_.people) {
      if (person.told_at && !person.answered_at) findings_.unanswered.push_back(ShownPerson(roster_, person.person) + "收到通知后没有作任何答复。");
    }
    return std::move(findings_);
  }

 private:
  void AddMilestone(DrillCase& one, const char* name, const std::optional<Duration>& expected, const std::optional<Timestamp>& at) {
    DrillMilestone milestone{.name = name, .expected = expected, .measured = {}, .in_time = {}};
    if (at) milestone.measured = *at - one.first_document;
    if (expected && at) milestone.in_time = *milestone.measured <= *expected;
    if (expected && !at && until_ - one.first_document > *expected) milestone.in_time = false;
    one.milestones.push_back(std::move(milestone));
  }

  void AddCase(const Incident& incident) {
    const std::vector<TimelineEntry>& timeline = At(records_.timelines, incident.id);
    const std::vector<Notification>& rows = At(records_.notifications, incident.id);
    const DrillTimes& expected = records_.drill.scenario.expected;
    DrillCase one{.incident = incident.id, .number = incident.number, .title = incident.title, .level = incident.peak_level,
                  .first_document = incident.first_seen, .milestones = {}};
    const std::optional<Timestamp> assessed = FirstOf(timeline, "assessed");
    const bool closed_by_hand = incident.closed_at && incident.closed_at != records_.drill.ended_at;
    AddMilestone(one, "first_notice", expected.first_notice, FirstNotice(rows));
    AddMilestone(one, "acknowledged", expected.acknowledged, incident.first_acknowledged_at);
    AddMilestone(one, "assessed", expected.assessed, assessed);
    std::optional<Timestamp> statement = FirstOf(timeline, "statement");
    Earliest(statement, FirstOf(timeline, "statement_publish"));
    AddMilestone(one, "statement", expected.statement, statement);
    AddMilestone(one, "closed", expected.closed, closed_by_hand ? incident.closed_at : std::nullopt);
    for (const TimelineEntry& entry : timeline) {
      if (entry.kind == "reminded" || entry.kind == "escalated" || entry.kind == "overdue") ++one.chases;
    }
    for (const Notification& row : rows) {
      if (Arrived(row)) ++findings_.delivered;
      if (row.state == DeliveryState::kDead) ++findings_.lost;
    }
    NoteUndone(incident, assessed.has_value(), closed_by_hand);
    findings_.cases.push_back(std::move(one));
  }

  // Whatever the drill ended before anybody did it. An incident that became a part of another one is that one's.
  void NoteUndone(const Incident& incident, bool assessed, bool closed) {
    if (incident.state == IncidentState::kMerged) return;
    const std::string of = "舆情事件" + incident.number;
    if (!incident.first_acknowledged_at) findings_.unanswered.push_back(of + "始终无人签收。");
    if (!assessed) findings_.unanswered.push_back(of + "没有研判定级。");
    if (!closed && records_.drill.ended_at) findings_.unanswered.push_back(of + "到演练结束没有办结。");
    for (const Task& task : incident.tasks) {
      if (task.ended) continue;
      const std::string unit = ShownUnits(roster_, {task.unit});
      findings_.unanswered.push_back(of + "交办事项" + std::to_string(task.number) + "（" + unit + "）没有办结。");
    }
  }

  DrillPerson& Person(const std::string& id) {
    DrillPerson& person = people_[id];
    person.person = id;
    return person;
  }

  void AddPeople(const Incident& incident) {
    for (const std::string& id : incident.told) Person(id);
    for (const Notification& row : At(records_.notifications, incident.id)) {
      for (const Receiver& receiver : row.receivers) {
        if (receiver.person.empty() || !row.sent_at) continue;
        DrillPerson& person = Person(receiver.person);
        Earliest(person.told_at, row.sent_at);
        std::vector<std::string>& by = person.channels;
        if (std::find(by.begin(), by.end(), row.channel) == by.end()) by.push_back(row.channel);
      }
    }
    for (const TimelineEntry& entry : At(records_.timelines, incident.id)) {
      const bool ends_it = entry.kind == "closed" && entry.at == records_.drill.ended_at;
      if (roster_.FindPerson(entry.actor) != nullptr && !ends_it) Earliest(Person(entry.actor).answered_at, entry.at);
    }
  }

  void AddParticipants() {
    for (const std::string& id : records_.drill.scenario.participants) {
      if (roster_.FindPerson(id) != nullptr) Person(id).participant = true;
      for (auto& [person, found] : people_) {
        const auto* known = roster_.FindPerson(person);
        if (known != nullptr && known->unit == id) found.participant = true;
      }
    }
  }

  const DrillRecords& records_;
  const Roster& roster_;
  const Timestamp until_;
  std::map<std::string, DrillPerson> people_;
  DrillFindings findings_;
};

}  // namespace

DrillFindings Measure(const DrillRecords& records, const Roster& roster, Timestamp now) {
  return Measurer(records, roster, now).Take();
}

}  // namespace fenghuo
