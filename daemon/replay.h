// A replay runs the pipeline over an archive of JSON Lines in event time, as fast as it goes, with nothing sent.
//
//   Result<ReplaySummary> done = Replay(config, classifier, {.archives = {"2024-07.jsonl"}, .out = "out"});
//
// `out` then holds documents.jsonl, stories.jsonl, incidents.jsonl, notifications.jsonl and summary.json. Event time is
// `observation.at`, else `fetched_at`; the clock stops at every deadline between two lines. Sources need not be configured,
// ids are kept, a time that goes back counts as the latest one. The same archive, configuration and program give the same
// bytes, whatever the number of workers, and also when the replay is killed and started again with the same `out`: it goes on
// from its last commit.
//
// One thread calls it; it uses `workers` more.

#ifndef FENGHUO_DAEMON_REPLAY_H_
#define FENGHUO_DAEMON_REPLAY_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/classifier.h"
#include "daemon/config/config.h"

namespace fenghuo {

struct ReplayOptions {
  std::vector<std::string> archives;  // read one behind the other
  std::string out;                    // made when it is not there
  std::string clicks = {};            // a clicks file (daemon/clicks_file.h) whose filters are there from the first line on; empty: none
  int workers = 1;                    // 1 to 64
  std::function<void(int64_t lines)> progress;  // called now and then; may be empty
};

struct ReplaySummary {
  int64_t lines = 0;
  int64_t documents = 0;
  int64_t stories = 0;
  int64_t incidents = 0;
  int64_t notifications = 0;
  std::string digest;  // of all output files but summary.json
};

// kInvalid names the archive's line that cannot be read; kUnavailable when files or store fail.
Result<ReplaySummary> Replay(const Config& config, std::shared_ptr<const Classifier> classifier, const ReplayOptions& options);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPLAY_H_
