#include "daemon/core/state.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <utility>

#include "base/check.h"
#include "daemon/core/audit.h"

namespace fenghuo {
namespace {

constexpr const char* kIncidentNumber = "incident_number";

std::string DayText(const Zone& zone, Timestamp now) {
  CivilTime local = zone.Local(now);
  char text[48];
  std::snprintf(text, sizeof(text), "%04d-%02d-%02d", local.year, local.month, local.day);
  return text;
}

// What is on its way cannot be called back. If it fails it is not tried again, because its time is over; after a merge it is: it may be
// the page by which the chain goes on.
void End(Notification& row, const std::string& merged_into, Timestamp now) {
  if (row.state == DeliveryState::kInFlight) {
    if (merged_into.empty()) row.expires_at = std::min(row.expires_at, now);
    return;
  }
  row.state = merged_into.empty() ? DeliveryState::kSuperseded : DeliveryState::kMerged;
  row.finished_at = now;
  row.reason = merged_into.empty() ? "事件已有新进展，本条不再发送" : "已并入舆情事件" + merged_into;
}

}  // namespace

CoreState::CoreState(Store& store, StoryIndex stories, Space space) : space_(space), store_(&store), stories_(std::move(stories)) {}

JudgementRecord& CoreState::JudgementOf(const std::string& story) {
  changed_judgements_.insert(story);
  JudgementRecord& judgement = judgements_[story];
  judgement.story = story;
  return judgement;
}

const JudgementRecord* CoreState::FindJudgement(const std::string& story) const {
  auto found = judgements_.find(story);
  return found == judgements_.end() ? nullptr : &found->second;
}

std::vector<std::string> CoreState::StoriesToGrade(Timestamp now) const {
  std::vector<std::string> stories;
  for (const auto& [at, story] : grade_queue_) {
    if (at > now) break;
    stories.push_back(story);
  }
  return stories;
}

std::optional<Timestamp> CoreState::NextGradeDue() const {
  if (grade_queue_.empty()) return std::nullopt;
  return grade_queue_.begin()->first;
}

void CoreState::Enqueue(const JudgementRecord& judgement) {
  Dequeue(judgement.story);
  if (!judgement.grade_at) return;
  grade_queue_.emplace(*judgement.grade_at, judgement.story);
  queued_at_[judgement.story] = *judgement.grade_at;
}

void CoreState::Dequeue(const std::string& story) {
  auto queued = queued_at_.find(story);
  if (queued == queued_at_.end()) return;
  grade_queue_.erase({queued->second, story});
  queued_at_.erase(queued);
}

void CoreState::ReleaseForgotten() {
  std::vector<std::string> unwatched;
  std::vector<std::string> watched;
  for (const auto& [story, judgement] : judgements_) {
    if (stories_.Find(story) != nullptr) continue;
    (judgement.evidence.severities.empty() ? unwatched : watched).push_back(story);
  }
  for (const std::string& story : unwatched) DropJudgement(story);
  for (const std::string& story : watched) {
    if (changed_judgements_.contains(story)) continue;
    Dequeue(story);
    judgements_.erase(story);
  }
}

void CoreState::DropJudgement(const std::string& story) {
  Dequeue(story);
  judgements_.erase(story);
  changed_judgements_.erase(story);
  batch_.DeleteJudgement(story);
}

uint64_t CoreState::KeepGradeOptions(const GradeOptions& options) {
  if (kept_options_ && *kept_options_ == options) return kept_options_id_;
  kept_options_ = options;
  kept_options_id_ = GradeOptionsId(options);
  batch_.PutGradeOptions(options);
  return kept_options_id_;
}

void CoreState::CountForRule(const std::string& rule, const Zone& zone, Timestamp now) {
  if (space_ == Space::kDrill) return;  // what a rule usually finds is not learned from an exercise
  Baseline& baseline = baselines_[rule];
  watch_times_.Move(baseline, zone, now);
  baseline.counts.back() += 1;
  changed_baselines_.insert(rule);
}

RuleVolume CoreState::VolumeOf(const std::string& rule, const Zone& zone, Timestamp now) const {
  auto found = baselines_.find(rule);
  if (found == baselines_.end()) return {};
  Baseline baseline = found->second;
  watch_times_.Move(baseline, zone, now);
  RuleVolume volume{UsualAt(baseline, zone), FoundIn(baseline, kHourWindow)};
  volume.usual.rule = rule;
  return volume;
}

void CoreState::NoteWatching(Timestamp now) {
  if (watch_times_.Note(now)) PutSetting(kWatchTimes, watch_times_.Written());
}

void CoreState::KeepGrading(const Incident& incident, const JudgementRecord& judgement) {
  batch_.PutGrading({.incident = incident.id,
                     .change = static_cast<int64_t>(incident.levels.size()) - 1,
                     .level = incident.level,
                     .judgement = judgement});
}

Result<Incident> CoreState::FindIncident(const std::string& id) const {
  if (auto open = open_incidents_.find(id); open != open_incidents_.end()) return open->second;
  if (auto over = uncommitted_incidents_.find(id); over != uncommitted_incidents_.end()) return over->second;
  return store_->FindIncident(id);
}

int CoreState::NextIncidentNumber(const Zone& zone, Timestamp now) {
  std::string day = DayText(zone, now);
  int number = 1;
  std::optional<std::string> last = FindSetting(kIncidentNumber);
  if (last && last->rfind(day + " ", 0) == 0) {
    int used = 0;
    std::from_chars(last->data() + day.size() + 1, last->data() + last->size(), used);
    number = used + 1;
  }
  // The day is an earlier one again when the machine's clock was put back or the office's zone was changed.
  while (FindIncident(IncidentId(zone, number, now, space_ == Space::kDrill ? 1 : 0)).ok()) ++number;
  PutSetting(kIncidentNumber, day + " " + std::to_string(number));
  return number;
}

std::vector<std::string> CoreState::MembersOf(const std::string& story) const {
  std::vector<std::string> members;
  if (Result<std::vector<std::string>> stored = store_->StoryMembers(story); stored.ok()) members = std::move(*stored);
  auto fresh = uncommitted_members_.find(story);
  if (fresh == uncommitted_members_.end()) return members;
  for (const std::string& document : fresh->second) {
    if (std::find(members.begin(), members.end(), document) == members.end()) members.push_back(document);
  }
  return members;
}

void CoreState::PutMember(const std::string& story, const std::string& document, Timestamp at) {
  uncommitted_members_[story].push_back(document);
  batch_.PutStoryMember(story, document, at);
}

void CoreState::DropMember(const std::string& story, const std::string& document) {
  auto fresh = uncommitted_members_.find(story);
  if (fresh != uncommitted_members_.end()) std::erase(fresh->second, document);
  batch_.DeleteStoryMember(story, document);
}

std::vector<Notification> CoreState::UndeliveredOf(const std::string& incident) const {
  std::vector<Notification> undelivered;
  for (const auto& [id, row] : outbox_) {
    if (row.message.incident == incident) undelivered.push_back(row);
  }
  return undelivered;
}

void CoreState::Apply(const Decision& decision, Timestamp now) {
  const Incident& incident = decision.incident;
  CHECK((incident.drill != 0) == (space_ == Space::kDrill), "an incident has left its space");
  if (decision.supersede_pending || !decision.merge_pending_into.empty()) {
    for (Notification row : UndeliveredOf(incident.id)) {
      // What has to be done by a time has to be done, whoever signs; only the end of the incident ends it.
      if (row.message.kind == MessageKind::kDeadline && !IsOver(incident.state)) continue;
      End(row, decision.merge_pending_into, now);
      Put(row);
    }
  }
  batch_.PutIncident(incident);
  if (IsOver(incident.state)) {
    open_incidents_.erase(incident.id);
    uncommitted_incidents_[incident.id] = incident;
  } else {
    open_incidents_[incident.id] = incident;
    uncommitted_incidents_.erase(incident.id);
  }
  for (const TimelineEntry& entry : decision.timeline) batch_.PutTimelineEntry(entry);
  for (const Notification& row : decision.notifications) Put(row);
  if (space_ == Space::kDrill) return;
  for (const Happening& happening : HappeningsOf(decision)) uncommitted_happenings_.push_back(happening);
}

std::vector<Happening> CoreState::TakeHappenings() { return std::exchange(happenings_, {}); }

void CoreState::Put(const Notification& notification) {
  CHECK(notification.message.drill == (space_ == Space::kDrill), "a message has left its space");
  batch_.PutNotification(notification);
  uncommitted_notifications_[notification.id] = notification;
  if (IsFinal(notification.state) || notification.state == DeliveryState::kAccepted) {
    outbox_.erase(notification.id);
  } else {
    outbox_[notification.id] = notification;
  }
}

Result<std::map<std::string, Notification>> CoreState::CreatedBetween(Timestamp from, Timestamp to) const {
  Result<std::vector<Notification>> stored = store_->NotificationsCreated(from, to + milliseconds(1), Drills::kTaken);
  if (!stored.ok()) return stored.error();
  std::map<std::string, Notification> rows;
  for (Notification& row : *stored) {
    if (row.message.drill == (space_ == Space::kDrill)) rows[row.id] = std::move(row);
  }
  for (const auto& [id, row] : uncommitted_notifications_) {
    if (row.created_at >= from && row.created_at <= to) rows[id] = row;
  }
  return rows;
}

SourceRecord CoreState::SourceOf(const std::string& id) const {
  auto found = sources_.find(id);
  if (found != sources_.end()) return found->second;
  SourceRecord record;
  record.id = id;
  return record;
}

void CoreState::Put(const SourceRecord& record) {
  sources_[record.id] = record;
  batch_.PutSource(record);
}

std::optional<std::string> CoreState::FindSetting(const std::string& setting) const {
  const std::string name = (space_ == Space::kDrill ? "drill." : "") + setting;
  if (auto found = uncommitted_settings_.find(name); found != uncommitted_settings_.end()) return found->second;
  Result<std::string> stored = store_->FindSetting(name);
  if (!stored.ok()) return std::nullopt;
  return *stored;
}

void CoreState::PutSetting(const std::string& setting, const std::string& value) {
  const std::string name = (space_ == Space::kDrill ? "drill." : "") + setting;
  uncommitted_settings_[name] = value;
  batch_.PutSetting(name, value);
}

std::optional<Timestamp> CoreState::FindMoment(const std::string& setting) const {
  const std::string text = FindSetting(setting).value_or("");
  if (text.empty()) return std::nullopt;
  int64_t millis = 0;
  std::from_chars(text.data(), text.data() + text.size(), millis);
  return FromUnixMillis(millis);
}

void CoreState::PutMoment(const std::string& setting, Timestamp at) { PutSetting(setting, std::to_string(ToUnixMillis(at))); }

void CoreState::Audit(AuditRecord record) {
  std::optional<AuditRecord>& last = *last_audit_;
  record.sequence = last ? last->sequence + 1 : 1;
  Seal(record, last ? last->hash : std::string());
  batch_.PutAudit(record);
  last = std::move(record);
}

bool CoreState::dirty() {
  return !batch_.empty() || !changed_judgements_.empty() || !changed_baselines_.empty() || rewrite_words_;
}

Result<void> CoreState::Commit() {
  if (!dirty()) return {};
  PutStoryChanges();
  for (const std::string& story : changed_judgements_) {
    batch_.PutJudgement(judgements_[story]);
    Enqueue(judgements_[story]);
  }
  changed_judgements_.clear();
  for (const std::string& rule : changed_baselines_) batch_.PutBaseline({rule, baselines_[rule]});
  changed_baselines_.clear();
  Result<void> written = store_->Commit(std::move(batch_), Sync::kYes);
  batch_ = Batch();
  uncommitted_incidents_.clear();
  uncommitted_notifications_.clear();
  uncommitted_settings_.clear();
  uncommitted_members_.clear();
  if (written.ok()) happenings_.insert(happenings_.end(), uncommitted_happenings_.begin(), uncommitted_happenings_.end());
  uncommitted_happenings_.clear();
  return written;
}

}  // namespace fenghuo
