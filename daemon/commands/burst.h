// `fenghuo burst`: a series of counts, and at which of them an alarm would have been raised.
//
//   RegisterBurst(app, exit_code);   // in main
//
//   timestamp,value                      timestamp,value,score,burst
//   2026-07-11 08:00:00,4         →      2026-07-11 08:00:00,4,0.211,0
//
// One row is one count over the period that begins at its time, in time order; a time is RFC 3339, or YYYY-MM-DD HH:MM:SS in UTC. The
// header line may be missing. Row n uses the rows up to n. Times and values are written as they came. Periods without a row were not
// watched: they are not quiet.
// Exit codes: 0 read to the end, 2 a line that is no such row, 3 a file that cannot be read.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_BURST_H_
#define FENGHUO_DAEMON_COMMANDS_BURST_H_

#include <CLI/App.hpp>
#include <istream>
#include <ostream>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

enum class BurstTest { kRising, kSudden };

struct BurstOptions {
  BurstTest test = BurstTest::kRising;
  Duration period = minutes(5);  // of one row: one minute to one hour, and a whole number of them in an hour
  std::string file = "-";
};

int RunBurst(const BurstOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

void RegisterBurst(CLI::App& app, int& exit_code);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_BURST_H_
