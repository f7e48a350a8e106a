// Every metric of the daemon, declared in this one place (names and labels: operations reference, promtool's rules).
//
//   metrics.CountFetch("feed", "timeout", wire_bytes, decoded_bytes, seconds);
//   std::string page = metrics.Text();
//
// Labels come from enums and fixed words only, never from content. Known series exist from the start with 0, so that rate() and
// absence alerts work.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_METRICS_H_
#define FENGHUO_DAEMON_METRICS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/core/retention.h"
#include "daemon/pipeline.h"
#include "storage/store.h"

namespace fenghuo {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // `failure` is "" or a metric label of FetchReport.
  void CountFetch(SourceType type, const std::string& failure, bool not_modified, int64_t wire_bytes,
                  int64_t decoded_bytes, Duration took);
  void CountIngest(const IngestReport& report, Duration took);
  void CountClick(ClickVerdict verdict);
  void CountErrand(const std::string& outcome, size_t pages = 1);  // read, failed, no_room
  void CountAttempt(ChannelType channel, const std::string& failure, Duration took);  // "" when it went through
  void CountRequest(const std::string& route, const std::string& method, int status, Duration took);  // route: a template
  void CountHappening(const Happening& happening);
  void CountReload(bool successful, Timestamp at, uint64_t config_hash);
  void CountRemoved(const Removed& removed);
  void CountLoginFailure();
  void SetSessions(size_t open);
  void SetTick(Timestamp at, Duration took);
  void SetQueue(const std::string& stage, size_t items);  // errands, parse, core, deliver

  // Asked at each scrape for what is only worth knowing then: sources by state, open incidents by level and state, outbox by
  // state, store figures.
  void ReadFrom(const Store* store, const std::function<std::vector<SourceConfig>()>& sources);

  // The text exposition format.
  std::string Text();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_METRICS_H_
