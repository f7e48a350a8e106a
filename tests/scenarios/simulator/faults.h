// What befalls the machine: the process is killed, the power is cut, the n-th call to the disk fails, the disk is full for a while, and
// the clock on the wall jumps.
//
//   std::vector<Mishap> mishaps = PlanMishaps(rng, begin, days);
//
// In time order; the same seed plans the same. Plain data and a pure function.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_FAULTS_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_FAULTS_H_

#include <optional>
#include <vector>

#include "base/rng.h"
#include "base/time.h"
#include "tests/storage/fault_file_system.h"

namespace fenghuo {

enum class MishapKind {
  kKill,        // the process dies; what it has written stays
  kPowerCut,    // what was not synced is lost
  kDiskFault,   // a call fails from now on or once; the daemon ends by itself, and the power is cut while it lies there
  kDiskFull,    // nothing can be appended until `lasts` is over
  kClockJump,
};
const char* Name(MishapKind kind);

struct Mishap {
  Timestamp at;  // of the true time
  MishapKind kind = MishapKind::kKill;
  Fault fault;                   // for kDiskFault
  Duration lasts = Duration(0);  // for how long the office stays down, or the disk full
  Duration jump = Duration(0);   // for kClockJump
};

std::vector<Mishap> PlanMishaps(Rng& rng, Timestamp begin, int days);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_FAULTS_H_
