// A Call is a request that was let in: who asks, what for, and everything that an answer may be made of.
//
//   Reply ShowIncident(const Call& call) { return …call.params[0]… }
//
// One thread: the server's. A Call lives until its handler returns; what comes back from the core later may only use copies.

#ifndef FENGHUO_DAEMON_SERVE_CALL_H_
#define FENGHUO_DAEMON_SERVE_CALL_H_

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerts/roster/roster.h"
#include "base/clock.h"
#include "daemon/config/config.h"
#include "daemon/metrics.h"
#include "daemon/serve/core_commands.h"
#include "daemon/serve/exchange.h"
#include "daemon/serve/host_check.h"
#include "daemon/serve/identity.h"
#include "daemon/serve/noted_reads.h"
#include "daemon/serve/push_answers.h"
#include "daemon/serve/request_rate.h"
#include "daemon/serve/target.h"
#include "daemon/store_metrics.h"
#include "storage/store.h"

namespace fenghuo {

// The configuration as requests need it; never changes once made.
struct Bureau {
  Bureau(std::shared_ptr<const Config> from, int port)
      : config(std::move(from)), roster(config->staff), hosts(config->serve, port) {
    for (const SourceConfig& source : config->sources) source_names[source.id] = source.name;
    for (const ChannelSpec& channel : config->channels) channel_names[channel.id] = channel.name;
    for (const Rule& rule : config->rules.rules) rule_names[rule.id] = rule.name;
  }

  std::shared_ptr<const Config> config;  // shared with the core until the next reload
  Roster roster;
  HostCheck hosts;
  std::map<std::string, std::string> source_names;   // by id
  std::map<std::string, std::string> channel_names;  // by id
  std::map<std::string, std::string> rule_names;     // by id
};

// What lives as long as the server.
struct ServeState {
  const Store* store = nullptr;
  CoreCommands* commands = nullptr;
  Metrics* metrics = nullptr;
  const Clock* clock = nullptr;
  std::string acknowledge_key;
  Sessions sessions;
  LoginThrottle throttle;
  RequestRate push_rate;  // by source
  RequestRate note_rate;  // by person
  std::shared_ptr<PushAnswers> push_answers = std::make_shared<PushAnswers>();  // shared with answers still to come, too
  std::shared_ptr<NotedReads> noted_reads = std::make_shared<NotedReads>();     // likewise
  std::optional<std::pair<std::chrono::steady_clock::time_point, OutboxCounts>> outbox;  // kept for a second

  std::shared_ptr<const Bureau> bureau() const {
    std::lock_guard<std::mutex> lock(bureau_mutex_);
    return bureau_;
  }
  void SetBureau(std::shared_ptr<const Bureau> bureau) {
    std::lock_guard<std::mutex> lock(bureau_mutex_);
    bureau_ = std::move(bureau);
  }

 private:
  mutable std::mutex bureau_mutex_;
  std::shared_ptr<const Bureau> bureau_;  // shared with the requests that began under it
};

struct Call {
  const ServeRequest& request;
  const Target& target;
  ServeState& state;
  std::shared_ptr<const Bureau> bureau;
  std::vector<std::string> params = {};  // what stands for {…} in the route's path
  const SourceConfig* source = nullptr;  // whose token was shown, on routes of sources; lives as long as `bureau`
  const Person* person = nullptr;        // null on public routes when nobody is known; lives as long as `bureau`

  const Store& store() const { return *state.store; }
  Timestamp now() const { return state.clock->Now(); }
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_CALL_H_
