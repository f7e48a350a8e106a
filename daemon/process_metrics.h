// ProcessMetrics are the process_* series that every Prometheus client has, read from /proc/self at each scrape.
//
//   std::vector<prometheus::MetricFamily> families = ProcessMetrics().Collect();
//
// A figure that cannot be read is left out rather than given as 0. Immutable: any number of threads.

#ifndef FENGHUO_DAEMON_PROCESS_METRICS_H_
#define FENGHUO_DAEMON_PROCESS_METRICS_H_

#include <vector>

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

namespace fenghuo {

class ProcessMetrics : public prometheus::Collectable {
 public:
  std::vector<prometheus::MetricFamily> Collect() const override;
};

// A family of one series without labels.
prometheus::MetricFamily OneGauge(const char* name, const char* help, double value);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_PROCESS_METRICS_H_
