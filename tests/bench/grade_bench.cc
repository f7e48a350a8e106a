// Heat and level of a story with their score card, against the bare sums of the same formula.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/rng.h"
#include "keywords/grading/grade.h"
#include "keywords/heat/heat.h"
#include "tests/bench/ratios.h"

namespace fenghuo {
namespace {

constexpr size_t kStories = 1000;

Timestamp Now() { return FromUnixSeconds(1783730400); }

HeatState AHeat(Rng& rng) {
  static constexpr Tier kTiers[] = {Tier::kCentral, Tier::kProvincial, Tier::kCity, Tier::kPlatform};
  HeatState heat;
  for (uint64_t i = 1 + rng.Below(20); i > 0; --i) {
    AddDocument(heat, {.at = Now() - minutes(static_cast<int64_t>(rng.Below(2000))),
                       .source = "source-" + std::to_string(rng.Below(200)),
                       .author_hash = {},
                       .tier = kTiers[rng.Below(4)],
                       .followers = std::nullopt,
                       .copy = rng.Below(2) == 0});
  }
  return heat;
}

GradeInput AnInput(Rng& rng, const HeatState& heat) {
  GradeInput input;
  input.sources = heat.sources;
  StoryEvidence& evidence = input.evidence;
  for (uint64_t i = 0, count = 1 + rng.Below(3); i < count; ++i) {
    int points = 60 - static_cast<int>(rng.Below(20));
    evidence.severities.push_back({"source-" + std::to_string(i), points, "source/" + std::to_string(i), "food"});
  }
  if (rng.Below(4) == 0) {
    evidence.rule_floors.push_back({"food", 3, "source/1", Now() - hours(1)});
    evidence.harm_stated = true;
  }
  evidence.locality = Locality::kLocal;
  evidence.place = "清河市";
  return input;
}

struct Stories {
  std::vector<HeatState> heats;
  std::vector<GradeInput> inputs;
};

const Stories& TheStories() {
  static const Stories stories = [] {
    Stories made;
    Rng rng(11);
    for (size_t i = 0; i < kStories; ++i) {
      made.heats.push_back(AHeat(rng));
      made.inputs.push_back(AnInput(rng, made.heats.back()));
    }
    return made;
  }();
  return stories;
}

void Count(benchmark::State& state) { state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kStories)); }

void GradeOurs(benchmark::State& state) {
  GradeOptions options;
  std::vector<GradeInput> inputs = TheStories().inputs;
  for (auto _ : state) {
    for (size_t i = 0; i < kStories; ++i) {
      inputs[i].heat = ComputeHeat(TheStories().heats[i], Now());
      benchmark::DoNotOptimize(Grade(inputs[i], options, GradeState{}, Now()));
    }
  }
  Count(state);
}

// One term of the heat: a counter decayed and squeezed (heat.cc).
double Term(const DecayedCounter& counter, double half_life_hours, double weight, double scale, double full) {
  double age = static_cast<double>((Now() - counter.at).count()) / static_cast<double>(hours(1).count());
  double value = counter.value * std::exp2(-age / half_life_hours);
  return weight * std::min(1.0, std::log1p(value / scale) / std::log1p(full / scale));
}

// Eight terms, the gravest two sources, two weights, four thresholds: a number, and nobody told why.
int BareLevel(const HeatState& heat, const GradeInput& input, const GradeOptions& options) {
  double points = Term(heat.mentions, 24, 15, 5, 1000) + Term(heat.accounts, 24, 15, 3, 200) +
                  Term(heat.copies, 24, 10, 5, 500) + Term(heat.engagement, 12, 10, 100, 100'000) +
                  Term(heat.outlets, 48, 15, 2, 60) + Term(heat.velocity_1h, 1, 15, 3, 200) +
                  Term(heat.velocity_6h, 6, 5, 1, 4) + Term(heat.board, 6, 15, 1, 1);
  const auto& severities = input.evidence.severities;
  double severity = severities.empty() ? 0 : 0.8 * severities[0].points;
  if (severities.size() > 1) severity = std::max(severity, 1.0 * severities[1].points);
  double risk = (options.heat_weight_percent * points + options.severity_weight_percent * severity) / 100;
  for (int level = 1; level <= 4; ++level) {
    if (risk >= options.thresholds[static_cast<size_t>(level)]) return level;
  }
  return 0;
}

void GradeBareSums(benchmark::State& state) {
  GradeOptions options;
  for (auto _ : state) {
    for (size_t i = 0; i < kStories; ++i) {
      benchmark::DoNotOptimize(BareLevel(TheStories().heats[i], TheStories().inputs[i], options));
    }
  }
  Count(state);
}

BENCHMARK(GradeOurs)->Name("grade/with_score_card")->Unit(benchmark::kMicrosecond);
BENCHMARK(GradeBareSums)->Name("grade/bare_sums")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  return fenghuo::RunWithRatios(
      argc, argv, {{"grade/with_score_card", "grade/bare_sums", 0.05, "parts, floors, hysteresis and sentences against a number"}});
}
