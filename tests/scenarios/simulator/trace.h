// A Trace is everything that happened in a simulated world, a line each, and one digest of it.
//
//   Trace trace;
//   trace.Note(now, "crash", "the power is cut");
//   std::fputs(trace.Last(40).c_str(), stderr);      // what came before a violation
//
// Two runs of one seed give the same bytes (I6). One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_TRACE_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_TRACE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

class Trace {
 public:
  // `at` is the time on the office's wall, which may jump.
  void Note(Timestamp at, const std::string& what, const std::string& about);

  const std::vector<std::string>& lines() const { return lines_; }
  std::string Last(size_t count) const;
  // Of all lines, each with those before it.
  uint64_t digest() const { return digest_; }

 private:
  std::vector<std::string> lines_;
  uint64_t digest_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_TRACE_H_
