#include "alerts/incident/shift_change.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "alerts/incident/draft.h"
#include "alerts/incident/unhandled.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

constexpr size_t kIncidentsListed = 20;

Message Empty(const Desk& desk, Timestamp now) {
  Message message;
  message.kind = MessageKind::kShiftChange;
  message.city = desk.city;
  message.desk_phone = desk.roster.staff().desk_phone;
  message.at = now;
  return message;
}

std::string Names(const ShiftChange& change, const Desk& desk) {
  std::vector<std::string> names;
  for (const std::string& id : change.from) names.push_back(ShownPerson(desk.roster, id));
  return JoinShown(names);
}

// What has to be done first: signing for it while nobody has, then the nearest of what is due.
std::string NextOf(const Incident& incident, const Desk& desk, Timestamp now) {
  std::vector<Timestamp> due = DueTimes(incident);
  if (AwaitsSignature(incident) && HasDeadline(incident)) due.push_back(incident.escalation.acknowledge_by);
  if (due.empty()) return "";
  const Timestamp first = *std::min_element(due.begin(), due.end());
  return first < now ? "，有超期事项" : "，最近到期" + ShownDeadline(desk.zone, first, now);
}

std::string Line(const Incident& incident, const Desk& desk, Timestamp now) {
  std::string line = incident.number + " " + ShownLevel(incident.level) + "·" + ShownLocality(incident.locality) + "：" + incident.title;
  line += AwaitsSignature(incident) ? "（待签收" : std::string("（") + ShownState(incident.state);
  if (incident.acknowledgement) line += "，" + ShownPerson(desk.roster, incident.acknowledgement->person) + "签收";
  return line + NextOf(incident, desk, now) + "）";
}

std::vector<const Incident*> GravestFirst(const std::vector<Incident>& open) {
  std::vector<const Incident*> order;
  for (const Incident& incident : open) order.push_back(&incident);
  std::stable_sort(order.begin(), order.end(), [](const Incident* a, const Incident* b) { return IsHigher(a->level, b->level); });
  return order;
}

}  // namespace

std::string KeptShiftChange(const ShiftChange& change) {
  std::string text = std::to_string(ToUnixMillis(change.at)) + "\n" + change.to;
  for (const std::string& id : change.from) text += "\n" + id;
  return text;
}

std::optional<ShiftChange> ParseShiftChange(const std::string& kept) {
  std::istringstream lines(kept);
  ShiftChange change;
  std::string millis;
  if (!std::getline(lines, millis) || !std::getline(lines, change.to)) return std::nullopt;
  int64_t number = 0;
  std::from_chars(millis.data(), millis.data() + millis.size(), number);
  change.at = FromUnixMillis(number);
  for (std::string id; std::getline(lines, id);) change.from.push_back(id);
  return change;
}

Message ShiftSheet(const ShiftChange& change, const std::vector<Incident>& open, const Desk& desk, Timestamp now) {
  Message message = Empty(desk, now);
  const auto waiting = std::count_if(open.begin(), open.end(), AwaitsSignature);
  const auto handed_on = std::count_if(open.begin(), open.end(), [&](const Incident& incident) { return IsHandedOn(incident, change); });
  const std::string next = ShownPerson(desk.roster, change.to);
  message.lines.push_back("【交接班】" + ShownMoment(desk.zone, change.at) + "  交班" + Names(change, desk) + "→接班" + next + "：未结" +
                          std::to_string(open.size()) + "起、待签收" + std::to_string(waiting) + "起、交班人已签收" +
                          std::to_string(handed_on) + "起，请" + next + ShownDeadline(desk.zone, change.at + kAcceptWithin, now) +
                          "前点“接班”");
  const std::vector<const Incident*> order = GravestFirst(open);
  for (size_t i = 0; i < order.size() && i < kIncidentsListed; ++i) message.lines.push_back(Line(*order[i], desk, now));
  if (order.size() > kIncidentsListed) {
    message.lines.push_back("另有" + std::to_string(order.size() - kIncidentsListed) + "起，请上线查看");
  }
  return message;
}

Message ShiftNotAccepted(const ShiftChange& change, const std::vector<Incident>& open, const Desk& desk, Timestamp now) {
  Message message = Empty(desk, now);
  std::vector<std::string> numbers;
  for (const Incident& incident : open) {
    if (IsHandedOn(incident, change)) numbers.push_back(incident.number);
  }
  message.lines.push_back("【尚未接班】" + ShownPerson(desk.roster, change.to) + ShownMoment(desk.zone, change.at) + "起当班，尚未点“接班”" +
                          (numbers.empty() ? "" : "；" + Names(change, desk) + "签收的" + JoinShown(numbers) + "无人承接") + "，请督促");
  return message;
}

bool IsHandedOn(const Incident& incident, const ShiftChange& change) {
  if (IsOver(incident.state) || !incident.acknowledgement || incident.acknowledgement->person == change.to) return false;
  return std::find(change.from.begin(), change.from.end(), incident.acknowledgement->person) != change.from.end();
}

std::optional<Decision> TakeOver(const Incident& incident, const ShiftChange& change, const Desk& desk, Timestamp now) {
  if (!IsHandedOn(incident, change)) return std::nullopt;
  Draft draft(incident, desk, now);
  const std::string before = ShownPerson(desk.roster, incident.acknowledgement->person);
  draft.incident().acknowledgement->person = change.to;
  draft.incident().acknowledgement->entered_by = change.to;
  draft.Write("taken_over", change.to, ShownPerson(desk.roster, change.to) + "接班，承接" + before + "签收的本事件。");
  return draft.Finish();
}

}  // namespace fenghuo
