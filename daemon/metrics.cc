#include "daemon/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <atomic>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>

#include "alerts/notify/outcome.h"
#include "daemon/process_metrics.h"
#include "daemon/store_metrics.h"

#ifndef FENGHUO_VERSION
#define FENGHUO_VERSION "unknown"
#endif

namespace fenghuo {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;
using Buckets = Histogram::BucketBoundaries;

// What is not on a list of known words counts as this one: a label never holds a foreign word.
constexpr char kOther[] = "other";

constexpr const char* kFetchFailures[] = {"dns",        "connect",   "tls",       "certificate", "timeout",    "blocked",
                                          "bad_url",    "broken",    "http_3xx",  "http_4xx",    "http_429",   "http_5xx",
                                          "too_large",  "empty",     "not_a_feed", "login_wall", "robots", kOther};
constexpr const char* kErrandOutcomes[] = {"read", "failed", "no_room"};
constexpr const char* kMethods[] = {"GET", "HEAD", "POST", "DELETE", kOther};
constexpr const char* kStatusClasses[] = {"1xx", "2xx", "3xx", "4xx", "5xx"};

double Seconds(Duration length) { return static_cast<double>(length.count()) / 1000.0; }
double UnixSeconds(Timestamp at) { return static_cast<double>(ToUnixMillis(at)) / 1000.0; }

template <size_t N>
std::string OneOf(const char* const (&known)[N], const std::string& word) {
  for (const char* one : known) {
    if (word == one) return word;
  }
  return kOther;
}

}  // namespace

class Metrics::Impl {
 public:
  Impl();

  Family<Counter>& Counters(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
  }
  Family<Gauge>& Gauges(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
  }
  Family<Histogram>& Histograms(const char* name, const char* help) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
  }

  prometheus::Registry registry;

  Family<Counter>& fetches = Counters("fenghuo_fetch_attempts_total", "Fetches of sources that ended.");
  Family<Counter>& fetch_failures = Counters("fenghuo_fetch_failures_total", "Fetches that brought nothing usable, by reason.");
  Family<Counter>& not_modified = Counters("fenghuo_fetch_not_modified_total", "Fetches answered with nothing new.");
  Family<Counter>& fetch_bytes = Counters("fenghuo_fetch_bytes_total", "Bytes of bodies, as sent and as decoded.");
  Family<Histogram>& fetch_seconds = Histograms("fenghuo_fetch_duration_seconds", "From request to the end of the body.");
  Family<Counter>& errands =
      Counters("fenghuo_errands_total", "Single pages that were to be read once, articles and further pages, by outcome.");
  Family<Counter>& items = Counters("fenghuo_items_total", "Documents that came in, by outcome.");
  Family<Counter>& matched = Counters("fenghuo_items_matched_total", "New or changed documents that a rule found.");
  Family<Counter>& set_aside =
      Counters("fenghuo_items_set_aside_total", "Documents that all their filters called off-topic: in the tray, or shown as a sample.");
  Family<Counter>& clicks = Counters("fenghuo_relevance_clicks_total", "What people said about documents that rules found, by verdict.");
  Counter& versions_dropped =
      Counters("fenghuo_document_versions_dropped_total", "Earlier versions not kept, of documents that change too often.").Add({});
  Family<Histogram>& stage_seconds = Histograms("fenghuo_stage_duration_seconds", "Work on one fetch, by stage.");
  Family<Gauge>& queue = Gauges("fenghuo_stage_queue_items", "What waits in front of a stage.");
  Family<Counter>& opened = Counters("fenghuo_incidents_opened_total", "Incidents opened, by level.");
  Family<Histogram>& ack_seconds = Histograms("fenghuo_ack_seconds", "From opening an incident to its first signature, by level.");
  Family<Counter>& escalations = Counters("fenghuo_escalations_total", "Times that somebody further up was told, by level.");
  Family<Counter>& attempts = Counters("fenghuo_notifications_total", "Attempts to deliver, by type of channel.");
  Family<Counter>& attempt_failures =
      Counters("fenghuo_notifications_failed_total", "Attempts that did not go through, by type of channel and reason.");
  Family<Histogram>& attempt_seconds = Histograms("fenghuo_notification_duration_seconds", "One attempt, by type of channel.");
  Family<Counter>& requests = Counters("fenghuo_http_requests_total", "Requests answered, by route, method and class of status.");
  Family<Histogram>& request_seconds =
      Histograms("fenghuo_http_request_duration_seconds", "From the whole request to the answer, by route.");
  Gauge& sessions = Gauges("fenghuo_sessions", "People signed in at the console.").Add({});
  Family<Counter>& removed = Counters("fenghuo_retention_deleted_total", "What was removed because its time was over, by class.");
  Counter& login_failures = Counters("fenghuo_login_failures_total", "Attempts to sign in that were refused.").Add({});
  Gauge& reload_ok = Gauges("fenghuo_config_last_reload_successful", "1 when the last reload was taken.").Add({});
  Gauge& reloaded_at = Gauges("fenghuo_config_last_reload_success_timestamp_seconds", "When the configuration was taken.").Add({});
  Gauge& config_hash = Gauges("fenghuo_config_hash", "Of all files of the configuration; the upper 48 bits.").Add({});
  Gauge& tick_at = Gauges("fenghuo_tick_timestamp_seconds", "Last turn of the core, by the daemon's clock.").Add({});
  Histogram& tick_seconds = Histograms("fenghuo_tick_duration_seconds", "One turn of the core.")
                                .Add({}, Buckets{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5});

  const Buckets fetch_edges{0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30};
  const Buckets stage_edges{0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};
  const Buckets ack_edges{30, 60, 120, 300, 600, 1800, 3600, 14400};  // on the clocks of the levels
  const Buckets attempt_edges{0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
  const Buckets request_edges{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10};

  std::atomic<int64_t> last_tick_millis{0};
  std::mutex mutex;
  std::unique_ptr<StoreMetrics> store;

 private:
  void AddCollection();
  void AddDecisions();
  void AddDelivery();
};

// Series that are known exist from the start with 0.
Metrics::Impl::Impl() {
  AddCollection();
  AddDecisions();
  AddDelivery();
  reload_ok.Set(1);
  Gauges("fenghuo_build_info", "1; what this program is.").Add({{"version", FENGHUO_VERSION}, {"compiler", __VERSION__}}).Set(1);
}

void Metrics::Impl::AddCollection() {
  for (SourceType type : {SourceType::kFeed, SourceType::kBoard, SourceType::kJson, SourceType::kPage, SourceType::kPush}) {
    const std::string kind = Name(type);
    fetches.Add({{"kind", kind}});
    not_modified.Add({{"kind", kind}});
    fetch_seconds.Add({{"kind", kind}}, fetch_edges);
    for (const char* reason : kFetchFailures) fetch_failures.Add({{"kind", kind}, {"reason", reason}});
    for (const char* stage : {"wire", "decoded"}) fetch_bytes.Add({{"kind", kind}, {"stage", stage}});
  }
  for (const char* outcome : kErrandOutcomes) errands.Add({{"outcome", outcome}});
  for (const char* place : {"tray", "sample"}) set_aside.Add({{"place", place}});
  for (ClickVerdict verdict : {ClickVerdict::kRelevant, ClickVerdict::kOffTopic}) clicks.Add({{"verdict", Name(verdict)}});
  for (const char* outcome : {"new", "changed", "seen_again"}) items.Add({{"outcome", outcome}});
  matched.Add({});
  for (const char* what : {"unmatched", "matched", "story"}) removed.Add({{"class", what}});
  stage_seconds.Add({{"stage", "core"}}, stage_edges);
  for (const char* stage : {"errands", "parse", "core", "deliver"}) queue.Add({{"stage", stage}});
}

void Metrics::Impl::AddDecisions() {
  for (Level level = kHighestLevel; level <= kLowestLevel; ++level) {
    const Labels labels{{"level", std::to_string(level)}};
    opened.Add(labels);
    escalations.Add(labels);
    ack_seconds.Add(labels, ack_edges);
  }
}

void Metrics::Impl::AddDelivery() {
  for (const ChannelFacts& facts : kChannelFacts) {
    const std::string channel = facts.name;
    attempts.Add({{"channel_type", channel}});
    attempt_seconds.Add({{"channel_type", channel}}, attempt_edges);
    for (int reason = 1; reason <= static_cast<int>(FailureReason::kUnknown); ++reason) {
      attempt_failures.Add({{"channel_type", channel}, {"reason", Name(static_cast<FailureReason>(reason))}});
    }
  }
}

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::CountFetch(SourceType type, const std::string& failure, bool not_modified, int64_t wire_bytes,
                         int64_t decoded_bytes, Duration took) {
  const std::string kind = Name(type);
  impl_->fetches.Add({{"kind", kind}}).Increment();
  if (!failure.empty()) impl_->fetch_failures.Add({{"kind", kind}, {"reason", OneOf(kFetchFailures, failure)}}).Increment();
  if (not_modified) impl_->not_modified.Add({{"kind", kind}}).Increment();
  impl_->fetch_bytes.Add({{"kind", kind}, {"stage", "wire"}}).Increment(static_cast<double>(wire_bytes));
  impl_->fetch_bytes.Add({{"kind", kind}, {"stage", "decoded"}}).Increment(static_cast<double>(decoded_bytes));
  impl_->fetch_seconds.Add({{"kind", kind}}, impl_->fetch_edges).Observe(Seconds(took));
}

void Metrics::CountIngest(const IngestReport& report, Duration took) {
  impl_->items.Add({{"outcome", "new"}}).Increment(static_cast<double>(report.documents_new));
  impl_->items.Add({{"outcome", "changed"}}).Increment(static_cast<double>(report.documents_changed));
  impl_->items.Add({{"outcome", "seen_again"}}).Increment(static_cast<double>(report.documents_seen_again));
  impl_->matched.Add({}).Increment(static_cast<double>(report.documents_matched));
  impl_->set_aside.Add({{"place", "tray"}}).Increment(static_cast<double>(report.documents_set_aside));
  impl_->set_aside.Add({{"place", "sample"}}).Increment(static_cast<double>(report.documents_sampled));
  impl_->versions_dropped.Increment(static_cast<double>(report.versions_dropped));
  impl_->stage_seconds.Add({{"stage", "core"}}, impl_->stage_edges).Observe(Seconds(took));
}

void Metrics::CountClick(ClickVerdict verdict) { impl_->clicks.Add({{"verdict", Name(verdict)}}).Increment(); }

void Metrics::CountErrand(const std::string& outcome, size_t pages) {
  impl_->errands.Add({{"outcome", OneOf(kErrandOutcomes, outcome)}}).Increment(static_cast<double>(pages));
}

void Metrics::CountAttempt(ChannelType channel, const std::string& failure, Duration took) {
  const std::string type = Name(channel);
  impl_->attempts.Add({{"channel_type", type}}).Increment();
  impl_->attempt_seconds.Add({{"channel_type", type}}, impl_->attempt_edges).Observe(Seconds(took));
  if (failure.empty()) return;
  std::string reason = Name(FailureReason::kUnknown);
  for (int known = 1; known <= static_cast<int>(FailureReason::kUnknown); ++known) {
    if (failure == Name(static_cast<FailureReason>(known))) reason = failure;
  }
  impl_->attempt_failures.Add({{"channel_type", type}, {"reason", reason}}).Increment();
}

void Metrics::CountRequest(const std::string& route, const std::string& method, int status, Duration took) {
  const size_t status_class = status >= 100 && status < 600 ? static_cast<size_t>(status / 100 - 1) : 4;
  impl_->requests.Add({{"route", route}, {"method", OneOf(kMethods, method)}, {"code_class", kStatusClasses[status_class]}})
      .Increment();
  impl_->request_seconds.Add({{"route", route}}, impl_->request_edges).Observe(Seconds(took));
}

void Metrics::CountHappening(const Happening& happening) {
  const Labels labels{{"level", std::to_string(happening.level)}};
  switch (happening.kind) {
    case HappeningKind::kOpened: impl_->opened.Add(labels).Increment(); break;
    case HappeningKind::kEscalated: impl_->escalations.Add(labels).Increment(); break;
    case HappeningKind::kAcknowledged:
      impl_->ack_seconds.Add(labels, impl_->ack_edges).Observe(Seconds(happening.after_opening));
      break;
  }
}

void Metrics::CountReload(bool successful, Timestamp at, uint64_t config_hash) {
  impl_->reload_ok.Set(successful ? 1 : 0);
  if (!successful) return;
  impl_->reloaded_at.Set(UnixSeconds(at));
  impl_->config_hash.Set(static_cast<double>(config_hash >> 16));  // what a double can hold exactly
}

void Metrics::CountRemoved(const Removed& removed) {
  impl_->removed.Add({{"class", "unmatched"}}).Increment(static_cast<double>(removed.unmatched));
  impl_->removed.Add({{"class", "matched"}}).Increment(static_cast<double>(removed.matched));
  impl_->removed.Add({{"class", "story"}}).Increment(static_cast<double>(removed.stories));
}

void Metrics::CountLoginFailure() { impl_->login_failures.Increment(); }
void Metrics::SetSessions(size_t open) { impl_->sessions.Set(static_cast<double>(open)); }

void Metrics::SetTick(Timestamp at, Duration took) {
  impl_->tick_at.Set(UnixSeconds(at));
  impl_->tick_seconds.Observe(Seconds(took));
  impl_->last_tick_millis.store(ToUnixMillis(at));
}

void Metrics::SetQueue(const std::string& stage, size_t items) {
  impl_->queue.Add({{"stage", stage}}).Set(static_cast<double>(items));
}

void Metrics::ReadFrom(const Store* store, const std::function<std::vector<SourceConfig>()>& sources) {
  std::lock_guard<std::mutex> lock(impl_->mutex);
  impl_->store = std::make_unique<StoreMetrics>(store, sources);
}

std::string Metrics::Text() {
  std::vector<prometheus::MetricFamily> families = impl_->registry.Collect();
  std::vector<prometheus::MetricFamily> process = ProcessMetrics().Collect();
  families.insert(families.end(), std::make_move_iterator(process.begin()), std::make_move_iterator(process.end()));
  std::lock_guard<std::mutex> lock(impl_->mutex);
  if (impl_->store) {
    std::vector<prometheus::MetricFamily> stored = impl_->store->Collect(FromUnixMillis(impl_->last_tick_millis.load()));
    families.insert(families.end(), std::make_move_iterator(stored.begin()), std::make_move_iterator(stored.end()));
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace fenghuo
