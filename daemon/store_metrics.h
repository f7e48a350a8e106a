// StoreMetrics are the series that are only worth knowing at a scrape: sources by state, open incidents, the outbox, the store.
//
//   StoreMetrics metrics(store, sources);
//   std::vector<prometheus::MetricFamily> families = metrics.Collect(now);
//
// The answer is kept for a second, so many scrapers cost no more than one.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_STORE_METRICS_H_
#define FENGHUO_DAEMON_STORE_METRICS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "daemon/config/config.h"
#include "storage/store.h"

namespace fenghuo {

// What a source is called that was never read yet, where others have their SourceHealth.
inline constexpr char kSourceUnread[] = "unread";

// How many sources are in each state; every state is there.
std::map<std::string, int64_t> CountSources(const std::vector<SourceConfig>& sources,
                                            const std::vector<SourceRecord>& records);

// Dead letters count for this long, unless they were sent again.
constexpr Duration kDeadLettersShown = hours(24 * 7);

struct OutboxCounts {
  std::map<std::string, int64_t> by_state;  // pending, in_flight, unknown, dead
  std::optional<Timestamp> oldest;          // of those that still have to leave
};
Result<OutboxCounts> CountOutbox(const Store& store, Timestamp now);

class StoreMetrics {
 public:
  // `store` must outlive it.
  StoreMetrics(const Store* store, std::function<std::vector<SourceConfig>()> sources);

  // `now` is the daemon's time. A part that the store cannot give is left out.
  std::vector<prometheus::MetricFamily> Collect(Timestamp now) const;

 private:
  const Store* store_;
  std::function<std::vector<SourceConfig>()> sources_;
  mutable std::mutex mutex_;
  mutable std::vector<prometheus::MetricFamily> kept_;
  mutable std::optional<std::chrono::steady_clock::time_point> kept_at_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_STORE_METRICS_H_
