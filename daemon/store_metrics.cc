#include "daemon/store_metrics.h"

#include <algorithm>
#include <set>
#include <utility>

#include "alerts/incident/incident.h"
#include "alerts/load/load.h"
#include "daemon/core/silence_rows.h"
#include "daemon/process_metrics.h"

namespace fenghuo {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<prometheus::ClientMetric::Label>;

MetricFamily AFamily(const char* name, const char* help, MetricType type) { return {name, help, type, {}}; }

void AddGauge(MetricFamily& family, Labels labels, double value) {
  prometheus::ClientMetric metric;
  metric.label = std::move(labels);
  metric.gauge.value = value;
  family.metric.push_back(std::move(metric));
}

MetricFamily FamilyOfWords(const char* name, const char* help, const std::map<std::string, int64_t>& counts) {
  MetricFamily family = AFamily(name, help, MetricType::Gauge);
  for (const auto& [word, count] : counts) AddGauge(family, {{"state", word}}, static_cast<double>(count));
  return family;
}

constexpr IncidentState kOpenStates[] = {IncidentState::kDetected, IncidentState::kNotified, IncidentState::kAcknowledged,
                                         IncidentState::kAssessed, IncidentState::kHandling, IncidentState::kStatement,
                                         IncidentState::kWatching};

Timestamp StartOfEpisode(const Incident& incident) {
  return incident.reopened_at.empty() ? incident.opened_at : incident.reopened_at.back();
}

// What has to be done of open incidents, by what it is: how much there is, and when the oldest of it was or is due.
class LedgerCounts {
 public:
  void Add(const char* kind, Timestamp due) {
    auto [known, first] = kinds_.try_emplace(kind, Kind{0, due});
    ++known->second.open;
    known->second.oldest = std::min(known->second.oldest, due);
  }

  void AddTo(std::vector<MetricFamily>& families) const {
    MetricFamily open = AFamily("fenghuo_ledger_open", "Clocks, tasks and reports of open incidents that are not done.", MetricType::Gauge);
    MetricFamily due = AFamily("fenghuo_ledger_oldest_due_timestamp_seconds", "When the first of them is due, or was.", MetricType::Gauge);
    for (const auto& [kind, counts] : kinds_) {
      AddGauge(open, {{"kind", kind}}, static_cast<double>(counts.open));
      AddGauge(due, {{"kind", kind}}, static_cast<double>(ToUnixSeconds(counts.oldest)));
    }
    if (kinds_.empty()) return;
    families.push_back(std::move(open));
    families.push_back(std::move(due));
  }

 private:
  struct Kind {
    int64_t open = 0;
    Timestamp oldest;
  };
  std::map<std::string, Kind> kinds_;
};

void AddLedger(const std::vector<Incident>& incidents, std::vector<MetricFamily>& families) {
  LedgerCounts counts;
  for (const Incident& incident : incidents) {
    for (const IncidentClock& clock : incident.clocks) {
      if (!clock.ended) counts.Add("clock", clock.countdown.due);
    }
    for (const Task& task : incident.tasks) {
      if (AwaitsAnswer(task.state)) counts.Add("task", task.countdown.due);
    }
    for (const UpwardReport& report : incident.reports) {
      if (report.phone && !report.phoned) counts.Add("report", report.phone->due);
      if (report.written && !report.sent) counts.Add("report", report.written->due);
    }
  }
  counts.AddTo(families);
}

void AddIncidents(const std::vector<Incident>& open, std::vector<MetricFamily>& families) {
  std::map<std::pair<int, std::string>, int64_t> counts;
  std::map<int, Timestamp> oldest;
  for (const Incident& incident : open) {
    ++counts[{incident.level, Name(incident.state)}];
    if (!AwaitsSignature(incident)) continue;
    Timestamp since = StartOfEpisode(incident);
    auto [place, first] = oldest.emplace(incident.level, since);
    if (!first && since < place->second) place->second = since;
  }
  MetricFamily gauge = AFamily("fenghuo_incidents_open", "Incidents that are not over.", MetricType::Gauge);
  for (Level level = kNoLevel; level <= kLowestLevel; ++level) {
    for (IncidentState state : kOpenStates) {
      AddGauge(gauge, {{"level", std::to_string(level)}, {"state", Name(state)}},
               static_cast<double>(counts[{level, Name(state)}]));
    }
  }
  families.push_back(std::move(gauge));
  MetricFamily unsigned_since = AFamily("fenghuo_oldest_unacked_timestamp_seconds",
                                        "Opening or last reopening of the oldest incident that nobody has signed for, Unix "
                                        "time; absent when none.",
                                        MetricType::Gauge);
  for (const auto& [level, at] : oldest) {
    AddGauge(unsigned_since, {{"level", std::to_string(level)}}, static_cast<double>(ToUnixSeconds(at)));
  }
  if (!unsigned_since.metric.empty()) families.push_back(std::move(unsigned_since));
}

void AddOutbox(const OutboxCounts& outbox, std::vector<MetricFamily>& families) {
  families.push_back(FamilyOfWords("fenghuo_outbox_items",
                                   "Notifications that wait, and those of the last 7 days that died and were not sent again.",
                                   outbox.by_state));
  if (!outbox.oldest) return;
  families.push_back(OneGauge("fenghuo_outbox_oldest_timestamp_seconds",
                              "Creation of the oldest notification that still has to leave, Unix time; absent when none.",
                              static_cast<double>(ToUnixSeconds(*outbox.oldest))));
}

void AddFilters(const std::vector<FilterRecord>& filters, std::vector<MetricFamily>& families) {
  std::map<std::string, int64_t> counts;
  for (int mode = 0; mode <= static_cast<int>(FilterMode::kSteppedBack); ++mode) counts[Name(static_cast<FilterMode>(mode))] = 0;
  for (const FilterRecord& record : filters) ++counts[Name(record.standing.mode)];
  families.push_back(FamilyOfWords("fenghuo_relevance_filters", "Relevance filters of rules, by what they may do.", counts));
}

void AddSilences(const Store& store, Timestamp now, std::vector<MetricFamily>& families) {
  std::map<std::string, int64_t> counts = {{"active", 0}, {"planned", 0}};
  for (const Silence& silence : StandingSilences(store)) {
    if (!IsOver(silence, now)) ++counts[IsActive(silence, now) ? "active" : "planned"];
  }
  families.push_back(FamilyOfWords("fenghuo_silences", "Silences that are not over.", counts));
  MetricFamily held = AFamily("fenghuo_alerts_suppressed_total", "Messages about incidents that were held back.", MetricType::Counter);
  held.metric.emplace_back();
  held.metric.back().label = {{"reason", "silence"}};
  Result<std::string> total = store.FindSetting(kSilencesHeldSetting);
  held.metric.back().counter.value = static_cast<double>(total.ok() ? SilenceNumberIn(*total) : 0);
  families.push_back(std::move(held));
}

// How many people, and how much: nobody's name leaves the house by a label.
void AddLoad(const Store& store, Timestamp now, std::vector<MetricFamily>& families) {
  Result<std::vector<Notification>> rows = store.NotificationsCreated(now - kLoadWindow + milliseconds(1), now + milliseconds(1));
  Result<std::string> floods = store.FindSetting(kFloodsSetting);
  if (!rows.ok()) return;
  const std::map<std::string, int> alarms = AlarmsOf(*rows, {now - kLoadWindow, now + milliseconds(1)});
  int most = 0;
  for (const auto& [person, count] : alarms) most = std::max(most, count);
  families.push_back(OneGauge("fenghuo_load_alarms_most", "Most alarms that one person had in the last ten minutes.", most));
  families.push_back(OneGauge("fenghuo_load_persons_alarmed", "People who had an alarm in the last ten minutes.",
                              static_cast<double>(alarms.size())));
  families.push_back(OneGauge("fenghuo_load_persons_flooded",
                              "People who have had more than ten alarms in ten minutes and not yet fewer than five.",
                              static_cast<double>(ParseFloods(floods.ok() ? *floods : "").size())));
}

void AddFigures(const Store& store, std::vector<MetricFamily>& families) {
  Store::Figures figures = store.ReadFigures();
  families.push_back(OneGauge("fenghuo_db_size_bytes", "Live data of the store.", static_cast<double>(figures.live_bytes)));
  MetricFamily errors = AFamily("fenghuo_db_background_errors_total", "Failed flushes and compactions.", MetricType::Counter);
  errors.metric.emplace_back();
  errors.metric.back().counter.value = static_cast<double>(figures.background_errors);
  families.push_back(std::move(errors));
  MetricFamily rows = AFamily("fenghuo_db_rows", "Rows of each column family, about.", MetricType::Gauge);
  for (const auto& [family, count] : figures.rows) AddGauge(rows, {{"cf", family}}, static_cast<double>(count));
  families.push_back(std::move(rows));
  families.push_back(OneGauge("fenghuo_db_failing", "1 when the store could not write and the daemon must be started again.",
                              store.failing() ? 1 : 0));
}

}  // namespace

std::map<std::string, int64_t> CountSources(const std::vector<SourceConfig>& sources,
                                            const std::vector<SourceRecord>& records) {
  std::map<std::string, int64_t> counts;
  counts[kSourceUnread] = 0;
  for (int health = 0; health <= static_cast<int>(SourceHealth::kDrifted); ++health) {
    counts[Name(static_cast<SourceHealth>(health))] = 0;
  }
  std::map<std::string, const SourceRecord*> by_id;
  for (const SourceRecord& record : records) by_id[record.id] = &record;
  for (const SourceConfig& source : sources) {
    auto found = by_id.find(source.id);
    bool unread = found == by_id.end() || !found->second->last_fetch_at;
    ++counts[unread ? kSourceUnread : Name(found->second->health)];
  }
  return counts;
}

Result<OutboxCounts> CountOutbox(const Store& store, Timestamp now) {
  OutboxCounts counts;
  for (const char* state : {"pending", "in_flight", "unknown", "dead"}) counts.by_state[state] = 0;
  Result<std::vector<Notification>> waiting = store.OutboxRows();
  if (!waiting.ok()) return waiting.error();
  for (const Notification& row : *waiting) {
    ++counts.by_state[Name(row.state)];
    if (!counts.oldest || row.created_at < *counts.oldest) counts.oldest = row.created_at;
  }
  // Created up to now; the hour is for a clock that was set back.
  Result<std::vector<Notification>> recent =
      store.NotificationsCreated(std::max(Timestamp(), now - kDeadLettersShown), now + hours(1));
  if (!recent.ok()) return recent.error();
  std::set<std::string> sent_again;
  for (const Notification& row : *recent) {
    if (!row.replays.empty()) sent_again.insert(row.replays);
  }
  for (const Notification& row : *recent) {
    if (row.state == DeliveryState::kDead && !sent_again.contains(row.id)) ++counts.by_state["dead"];
  }
  return counts;
}

StoreMetrics::StoreMetrics(const Store* store, std::function<std::vector<SourceConfig>()> sources)
    : store_(store), sources_(std::move(sources)) {}

std::vector<MetricFamily> StoreMetrics::Collect(Timestamp now) const {
  std::lock_guard<std::mutex> lock(mutex_);
  auto real_now = std::chrono::steady_clock::now();
  if (kept_at_ && real_now - *kept_at_ < std::chrono::seconds(1)) return kept_;
  std::vector<MetricFamily> families;
  if (Result<std::vector<SourceRecord>> records = store_->Sources(); records.ok() && sources_) {
    families.push_back(
        FamilyOfWords("fenghuo_sources", "Configured sources by state.", CountSources(sources_(), *records)));
  }
  if (Result<std::vector<Incident>> open = store_->OpenIncidents(); open.ok()) {
    AddIncidents(*open, families);
    AddLedger(*open, families);
  }
  if (Result<std::vector<FilterRecord>> filters = store_->Filters(); filters.ok()) AddFilters(*filters, families);
  if (Result<OutboxCounts> outbox = CountOutbox(*store_, now); outbox.ok()) AddOutbox(*outbox, families);
  AddSilences(*store_, now, families);
  AddLoad(*store_, now, families);
  AddFigures(*store_, families);
  kept_ = families;
  kept_at_ = real_now;
  return families;
}

}  // namespace fenghuo
