#include "tests/scenarios/simulator/people.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "alerts/escalation/time_of_day.h"
#include "alerts/notify/compose.h"

namespace fenghuo {
namespace {

constexpr const char* kCloseReasons[] = {"已处置", "经查不属实", "外地事件已排查", "与本局无关", "误报"};

}  // namespace

People::People(const Config& config, Rng rng) : rng_(rng), zone_(config.zone), night_(config.policies.night) {
  for (const Person& person : config.staff.people) {
    const uint64_t luck = rng_.Below(10);
    habits_[person.id] = luck < 4 ? Habit::kPrompt : luck < 7 ? Habit::kLate : Habit::kNever;
    if (person.unit == "office") desk_.push_back(person.id);
  }
}

bool People::IsAsleep(Timestamp now) const { return IsNight(night_, zone_, now); }

Duration People::TimeToAnswer(Habit habit, Urgency urgency) {
  if (habit == Habit::kPrompt && urgency == Urgency::kRing) return seconds(20 + rng_.Below(400));
  if (habit == Habit::kPrompt) return minutes(1 + rng_.Below(25));
  return minutes(12 + rng_.Below(180));
}

void People::Plan(Timestamp at, const std::string& incident, Action action) {
  action.note = "已知悉，正在核实";
  intents_.emplace(at, Intent{incident, std::move(action)});
}

void People::Read(const Received& received) {
  const Notification& row = received.row;
  if (!AsksForSignature(row.message.kind) || row.message.incident.empty()) return;
  for (const Receiver& receiver : row.receivers) {
    auto habit = habits_.find(receiver.person);
    if (habit == habits_.end() || habit->second == Habit::kNever) continue;
    // A message wakes nobody, a ring every other one.
    if (IsAsleep(received.at) && (row.urgency != Urgency::kRing || rng_.Below(2) == 0)) continue;
    if (rng_.Below(3) == 0) continue;
    const Timestamp at = received.at + TimeToAnswer(habit->second, row.urgency);
    Action signature{.kind = ActionKind::kAcknowledge, .person = receiver.person};
    if (rng_.Below(10) == 0) signature.entered_by = desk_[rng_.Below(desk_.size())];
    Plan(at, row.message.incident, std::move(signature));
    if (rng_.Below(12) == 0) Plan(at + minutes(1), row.message.incident, {.kind = ActionKind::kEscalate, .person = receiver.person});
    if (worked_on_.insert(row.message.incident).second) PlanWork(row.message.incident, receiver.person, at);
  }
}

void People::PlanWork(const std::string& incident, const std::string& person, Timestamp from) {
  Timestamp at = from;
  auto later = [&](ActionKind kind, uint64_t most_minutes) {
    at += minutes(2 + rng_.Below(most_minutes));
    Action action{.kind = kind, .person = person};
    if (kind == ActionKind::kAssess) action.level = static_cast<Level>(1 + rng_.Below(4));
    if (kind == ActionKind::kClose) action.reason = kCloseReasons[rng_.Below(std::size(kCloseReasons))];
    Plan(at, incident, std::move(action));
  };
  if (rng_.Below(4) == 0) return;  // signs and forgets it
  if (rng_.Below(4) != 0) later(ActionKind::kAssess, 60);
  later(rng_.Below(2) == 0 ? ActionKind::kHandle : ActionKind::kNote, 120);
  if (rng_.Below(3) == 0) later(ActionKind::kStatement, 120);
  if (rng_.Below(3) == 0) later(ActionKind::kWatch, 60);
  const uint64_t end = rng_.Below(6);
  if (end == 0) return later(ActionKind::kHandOver, 200);
  if (end <= 3) later(ActionKind::kClose, 400);
  if (end == 1) later(ActionKind::kReview, 60);
  if (end == 2) later(ActionKind::kReopen, 60);
}

void People::LookAtLists(const std::vector<std::string>& open_incidents, Timestamp now) {
  for (const std::string& incident : open_incidents) {
    if (rng_.Below(3) != 0) continue;
    const std::string person = desk_[rng_.Below(desk_.size())];
    Plan(now + minutes(1 + rng_.Below(40)), incident, {.kind = ActionKind::kAcknowledge, .person = person});
    if (worked_on_.insert(incident).second) PlanWork(incident, person, now + minutes(45));
  }
}

std::vector<Intent> People::TakeIntents(Timestamp now) {
  std::vector<Intent> intents;
  while (!intents_.empty() && intents_.begin()->first <= now) {
    intents.push_back(std::move(intents_.begin()->second));
    intents_.erase(intents_.begin());
  }
  return intents;
}

std::optional<Timestamp> People::NextIntentAt() const {
  if (intents_.empty()) return std::nullopt;
  return intents_.begin()->first;
}

}  // namespace fenghuo
