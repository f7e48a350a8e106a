#include "tests/scenarios/simulator/outbox_check.h"

#include <algorithm>
#include <cstdlib>

#include "alerts/escalation/time_of_day.h"
#include "alerts/notify/compose.h"
#include "alerts/notify/rate_limit.h"

namespace fenghuo {
namespace {

constexpr int kContactsMax = 2;  // of one person in the example office

bool IsNightList(const Notification& row) { return row.id.starts_with("flood-"); }

// A person asked for it: no rule of the night stands against that.
bool IsAskedFor(const Notification& row) { return row.message.state == "报请处理"; }

// Which entry of its incident's timeline a row belongs to: its id says "<incident>-<episode>-<sequence>-…". The clock may have been put
// back since; the order of the entries is what it was.
int64_t SequenceOf(const Notification& row) {
  const std::string rest = row.id.substr(std::min(row.id.size(), row.message.incident.size() + 1));
  return std::strtoll(rest.substr(rest.find('-') + 1).c_str(), nullptr, 10);
}

bool WasSignedAfter(const Notification& row, const Store& store) {
  Result<std::vector<TimelineEntry>> timeline = store.Timeline(row.message.incident);
  return timeline.ok() && std::any_of(timeline->begin(), timeline->end(), [&](const TimelineEntry& entry) {
           return entry.kind == "acknowledged" && entry.sequence > SequenceOf(row);
         });
}

// "0711-03" of "2026-0711-03".
std::string NumberOf(const std::string& incident) { return incident.substr(incident.find('-') + 1); }

}  // namespace

void OutboxCheck::NoteTelling(const Notification& row) {
  if (AsksForSignature(row.message.kind) && !row.message.incident.empty()) tellings_[row.message.number].push_back(row.created_at);
  if (!IsNightList(row)) return;
  for (const std::string& line : row.message.lines) tellings_[line.substr(0, line.find(' '))].push_back(row.created_at);
}

void OutboxCheck::Observe(const Notification& row) {
  auto [known, first] = seen_.try_emplace(row.id);
  Seen& seen = known->second;
  if (first) NoteTelling(row);
  const bool changed = first || seen.state != row.state || seen.attempts != row.attempts;
  findings_.Expect(first || !IsFinal(seen.state) || seen.state == row.state, "I4",
                   row.id + " was " + Name(seen.state) + " and is " + Name(row.state));
  findings_.Expect(first || row.attempts >= seen.attempts, "I4", row.id + " has forgotten an attempt");
  seen.state = row.state;
  seen.attempts = row.attempts;
  if (changed) findings_.trace().Note(findings_.now(), first ? "row" : "row is", row.id + " " + Name(row.state) + " " + row.reason);
  if (IsFinal(row.state)) open_.erase(row.id);
  if (!IsFinal(row.state)) open_.insert(row.id);
}

void OutboxCheck::ExpectNotSilenced(const Outgoing& out, const Engine& engine, const Store& store) {
  const Notification& row = out.row;
  if (!AsksForSignature(row.message.kind) || row.message.incident.empty()) return;
  Result<Incident> incident = engine.core().state.FindIncident(row.message.incident);
  findings_.Expect(incident.ok(), "P2", row.id + " tells of an incident that is not kept");
  if (!incident.ok()) return;
  findings_.Expect(!IsOver(incident->state), "I7", row.id + " leaves, though " + incident->id + " is " + Name(incident->state));
  findings_.Expect(!incident->acknowledgement || !WasSignedAfter(row, store), "I7", row.id + " leaves, though " + incident->id + " was signed for after it was written");
  findings_.Expect(row.urgency != Urgency::kRing || row.message.locality != Locality::kElsewhere || IsAskedFor(row), "I7",
                   row.id + " rings for what is another city's");
}

void OutboxCheck::ExpectSlowEnough(const Outgoing& out, Timestamp now) {
  std::deque<Timestamp>& calls = calls_[CredentialOf(out.channel)];
  while (!calls.empty() && now - calls.front() >= minutes(1)) calls.pop_front();
  calls.push_back(now);
  findings_.Expect(calls.size() <= static_cast<size_t>(out.channel.limits.messages_a_minute), "I9",
                   std::to_string(calls.size()) + " messages left by " + out.channel.id + " within a minute");
}

void OutboxCheck::NoteHandedOut(const Outgoing& out, const Engine& engine, const Store& store, Timestamp now) {
  Result<Notification> kept = store.FindNotification(out.row.id);
  findings_.Expect(kept.ok(), "P2", out.row.id + " is sent and not kept");
  findings_.Expect(!kept.ok() || kept->state == DeliveryState::kInFlight, "P2",
                   out.row.id + " is sent, and its row is " + (kept.ok() ? Name(kept->state) : ""));
  const auto known = seen_.find(out.row.id);
  findings_.Expect(!kept.ok() || known == seen_.end() || kept->attempts > known->second.attempts, "P2",
                   out.row.id + " is sent, and its row knows of no new attempt");
  findings_.Expect(out.row.expires_at > findings_.now(), "I9", out.row.id + " is sent after its time");
  if (kept.ok()) Observe(*kept);
  ExpectNotSilenced(out, engine, store);
  ExpectSlowEnough(out, now);
}

void OutboxCheck::NoteReceived(const Notification& row) {
  Seen& seen = seen_[row.id];
  ++seen.received;
  ++received_total_;
  findings_.Expect(seen.received <= 1 + seen.excuses, "P3",
                   row.id + " was received " + std::to_string(seen.received) + " times, with " + std::to_string(seen.excuses) + " reasons to repeat it");
}

void OutboxCheck::NoteResult(const DeliveryResult& result) {
  if (result.outcome.kind == OutcomeKind::kUnknown) ++seen_[result.id].excuses;
}

void OutboxCheck::NoteLost(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) ++seen_[id].excuses;
}

// At most so many rings for one person between two mornings, but the first is never held back and the list rings once.
void OutboxCheck::ExpectQuietNight(const Notification& row, const Desk& desk) {
  const bool counts = row.urgency == Urgency::kRing && row.replays.empty() && IsNight(desk.policies.night, desk.zone, row.created_at);
  if (!counts || !rung_.insert(row.id).second) return;
  const Timestamp end = EndOfNight(desk.policies.night, desk.zone, row.created_at);
  for (const Receiver& receiver : row.receivers) {
    const int rings = ++rings_[{receiver.person, end}];
    findings_.Expect(rings <= desk.policies.ringing_contacts_a_night_max + kContactsMax, "I9",
                     receiver.person + " was rung " + std::to_string(rings) + " times in one night");
  }
}

void OutboxCheck::Look(const Engine& engine, const Store& store, Timestamp since, Timestamp alive_since) {
  const Desk& desk = engine.core().desk;
  Result<std::vector<Notification>> fresh = store.NotificationsCreated(std::min(since, findings_.now()), std::max(since, findings_.now()) + seconds(1));
  findings_.Expect(fresh.ok(), "I4", "the outbox cannot be read");
  if (fresh.ok()) {
    for (const Notification& row : *fresh) {
      if (!seen_.contains(row.id)) Observe(row);
      ExpectQuietNight(row, desk);
    }
  }
  const std::map<std::string, Notification>& waiting = engine.core().state.outbox();
  std::map<std::string, int> in_flight;
  const bool settled = findings_.now() - alive_since > kPatience;
  for (const auto& [id, row] : waiting) {
    Observe(row);
    const auto channel = std::find_if(desk.channels.begin(), desk.channels.end(), [&](const ChannelSpec& c) { return c.id == row.channel; });
    if (row.state == DeliveryState::kInFlight && channel != desk.channels.end()) ++in_flight[CredentialOf(*channel)];
    findings_.Expect(!settled || row.state != DeliveryState::kPending || row.expires_at + kPatience > findings_.now(), "I9",
                     id + " waits beyond its time");
  }
  for (const auto& [credential, count] : in_flight) {
    findings_.Expect(count <= 1, "I9", std::to_string(count) + " rows of " + credential + " are on their way at once");
  }
  findings_.Expect(waiting.size() <= kWaitingMax, "I9", std::to_string(waiting.size()) + " rows wait");
  std::vector<std::string> gone;
  for (const std::string& id : open_) {
    if (!waiting.contains(id)) gone.push_back(id);
  }
  for (const std::string& id : gone) {
    Result<Notification> row = store.FindNotification(id);
    findings_.Expect(row.ok(), "I4", id + " has disappeared");
    if (row.ok()) Observe(*row);
    open_.erase(id);
  }
}

void OutboxCheck::LookAtAll(const Store& store) {
  for (const auto& [id, seen] : std::map<std::string, Seen>(seen_)) {
    Result<Notification> row = store.FindNotification(id);
    findings_.Expect(row.ok(), "I4", id + " has disappeared");
    if (row.ok()) Observe(*row);
  }
}

const std::vector<Timestamp>& OutboxCheck::TellingsOf(const std::string& incident) const {
  static const std::vector<Timestamp> none;
  auto found = tellings_.find(NumberOf(incident));
  return found == tellings_.end() ? none : found->second;
}

void OutboxCheck::Merge(const std::string& from, const std::string& into) {
  const std::vector<Timestamp> taken = TellingsOf(from);
  std::vector<Timestamp>& all = tellings_[NumberOf(into)];
  all.insert(all.end(), taken.begin(), taken.end());
}

}  // namespace fenghuo
