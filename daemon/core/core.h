// A Core is everything that a stage of the pipeline may look at or change: what the office has configured, and what it knows.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_CORE_H_
#define FENGHUO_DAEMON_CORE_CORE_H_

#include <map>
#include <memory>
#include <string>

#include "alerts/drill/drill.h"
#include "alerts/incident/decide.h"
#include "daemon/classifier.h"
#include "daemon/config/config.h"
#include "daemon/core/relevance_filters.h"
#include "daemon/core/state.h"

namespace fenghuo {

// Whether sources are really read and messages really leave: a replay has an archive instead, whose sources cannot fall silent, and
// counts every message as sent.
enum class Watching { kNo, kYes };

struct Core {
  Config config;
  std::shared_ptr<const Classifier> classifier;  // shared with the workers
  Desk desk;
  std::map<std::string, SourceConfig> sources;   // by id
  CoreState state;
  Watching watching = Watching::kYes;
  Drill drill = {};  // of the core of drills: the latest one; number 0 in the office's own
  RelevanceFilters filters = {};  // none in that of drills: an exercise is never moved out of sight
};

// What deciding needs of a configuration.
Desk MakeDesk(const Config& config);

// As an officer knows it; the id itself for a source that is not configured (replay).
std::string SourceName(const Core& core, const std::string& source);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_CORE_H_
