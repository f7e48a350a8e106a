// simulate --seed N [--seeds COUNT] [--days D] [--trace]: replays one world, or as many as COUNT from N on.
//
// Exit 0: every invariant held; 1: the first world that broke one is explained on standard error, with the seed that shows it again.

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/scenarios/simulator/simulation.h"

namespace fenghuo {
namespace {

struct Wanted {
  uint64_t seed = 1;
  uint64_t seeds = 1;
  int days = 1;
  bool trace = false;
  bool understood = true;
};

Wanted Read(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--trace") {
      wanted.trace = true;
    } else if (i + 1 < argc && name == "--seed") {
      wanted.seed = std::strtoull(argv[++i], nullptr, 10);
    } else if (i + 1 < argc && name == "--seeds") {
      wanted.seeds = std::strtoull(argv[++i], nullptr, 10);
    } else if (i + 1 < argc && name == "--days") {
      wanted.days = std::atoi(argv[++i]);
    } else {
      wanted.understood = false;
    }
  }
  wanted.understood = wanted.understood && wanted.days > 0 && wanted.seeds > 0;
  return wanted;
}

int Simulate(const Wanted& wanted) {
  for (uint64_t seed = wanted.seed; seed < wanted.seed + wanted.seeds; ++seed) {
    const SimulationResult result = Simulation({.seed = seed, .days = wanted.days}).Run();
    if (wanted.trace) {
      for (const std::string& line : result.trace) std::printf("%s\n", line.c_str());
    }
    std::printf("seed %" PRIu64 ": %d turns, %d deaths, %zu documents, %zu incidents, %zu notifications, %" PRId64 " received, %" PRId64
                " actions, digest %016" PRIx64 "\n",
                seed, result.turns, result.deaths, result.documents, result.incidents, result.notifications, result.received,
                result.actions, result.digest);
    if (result.findings.empty()) continue;
    std::fputs(Explain(result).c_str(), stderr);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  const fenghuo::Wanted wanted = fenghuo::Read(argc, argv);
  if (!wanted.understood) {
    std::fputs("simulate --seed N [--seeds COUNT] [--days D] [--trace]\n", stderr);
    return 2;
  }
  return fenghuo::Simulate(wanted);
}
