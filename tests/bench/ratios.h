// Ratios between benchmarks of one run: seconds tell about the machine, ratios about the program.
//
//   int main(int argc, char** argv) {
//     return fenghuo::RunWithRatios(argc, argv, {{"fold/ours", "fold/icu", 1.5, "NFKC_CF and Hant-Hans against NFKC_CF alone"}});
//   }
//
// Compares bytes_per_second (items_per_second where there are no bytes) of the two, prints a line for each ratio, and returns 1
// when one is below its goal. A ratio of which a filter left out one side is not judged. With repetitions the best counts.
//
// One thread.

#ifndef FENGHUO_TESTS_BENCH_RATIOS_H_
#define FENGHUO_TESTS_BENCH_RATIOS_H_

#include <string>
#include <vector>

namespace fenghuo {

struct RatioGoal {
  std::string ours;
  std::string baseline;
  double at_least = 1.0;
  std::string says;
};

int RunWithRatios(int argc, char** argv, const std::vector<RatioGoal>& goals);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_BENCH_RATIOS_H_
