#include "tests/bench/ratios.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>

namespace fenghuo {
namespace {

class RateReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.error_occurred || run.run_type != Run::RT_Iteration) continue;
      for (const char* counter : {"bytes_per_second", "items_per_second"}) {
        const auto found = run.counters.find(counter);
        if (found == run.counters.end()) continue;
        double& best = rates_[run.run_name.function_name];
        best = std::max(best, found->second.value);
        break;
      }
    }
    ConsoleReporter::ReportRuns(runs);
  }

  double Rate(const std::string& name) const {
    const auto found = rates_.find(name);
    return found == rates_.end() ? 0.0 : found->second;
  }

 private:
  std::map<std::string, double> rates_;
};

}  // namespace

int RunWithRatios(int argc, char** argv, const std::vector<RatioGoal>& goals) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  RateReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  int missed = 0;
  for (const RatioGoal& goal : goals) {
    const double ours = reporter.Rate(goal.ours);
    const double baseline = reporter.Rate(goal.baseline);
    if (ours <= 0.0 || baseline <= 0.0) continue;
    const bool reached = ours / baseline >= goal.at_least;
    missed += !reached;
    std::printf("%s %.2f (goal %.2f) %s / %s: %s\n", reached ? "ok  " : "MISS", ours / baseline, goal.at_least,
                goal.ours.c_str(), goal.baseline.c_str(), goal.says.c_str());
  }
  return missed == 0 ? 0 : 1;
}

}  // namespace fenghuo
