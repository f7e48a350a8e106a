#include "keywords/relevance/filter.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "keywords/relevance/grams.h"
#include "keywords/relevance/learner.h"
#include "keywords/relevance/track_record.h"

namespace fenghuo {
namespace {

constexpr int kWeightBits = 32 - kGramBits;
constexpr int64_t kWeightZero = int64_t{1} << (kWeightBits - 1);
constexpr int64_t kWeightMax = kWeightZero - 1;
constexpr double kWeightUnits = 512;  // of a weight: 14 bits reach to ±16, and what was learned stays below 5

int64_t InUnits(double weight) { return std::clamp<int64_t>(std::llround(weight * kWeightUnits), -kWeightMax, kWeightMax); }

// The strongest ones that are not 0.
std::vector<uint32_t> Packed(const std::vector<LearnedWeight>& learned) {
  std::vector<std::pair<uint32_t, int64_t>> kept;
  for (const LearnedWeight& one : learned) {
    if (const int64_t units = InUnits(one.weight); units != 0) kept.emplace_back(one.gram, units);
  }
  if (kept.size() > kFilterWeightsMax) {
    std::stable_sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
    kept.resize(kFilterWeightsMax);
  }
  std::vector<uint32_t> packed;
  packed.reserve(kept.size());
  for (const auto& [gram, units] : kept) packed.push_back(gram << kWeightBits | static_cast<uint32_t>(units + kWeightZero));
  std::sort(packed.begin(), packed.end());
  return packed;
}

bool Contains(const std::vector<WeighedGram>& grams, const std::string& text) {
  return std::any_of(grams.begin(), grams.end(), [&](const WeighedGram& gram) { return gram.text.find(text) != std::string::npos; });
}

}  // namespace

RelevanceFilter RelevanceFilter::Learn(std::span<const RelevanceClick> clicks, int64_t drifted_after) {
  RelevanceFilter filter;
  if (clicks.empty()) return filter;
  Learner learner(clicks);
  TrackRecord record;
  for (const RelevanceClick& click : clicks) {
    record.Take(click, learner.ChanceMilli(click));
    learner.Take(click);
    if (click.sequence == drifted_after) record.StepBack();
  }
  filter.standing_ = record.Standing();
  filter.bias_ = InUnits(learner.bias());
  filter.weights_ = Packed(learner.Weights());
  return filter;
}

int64_t RelevanceFilter::WeightOf(uint32_t gram) const {
  auto found = std::lower_bound(weights_.begin(), weights_.end(), gram << kWeightBits);
  if (found == weights_.end() || *found >> kWeightBits != gram) return 0;
  return static_cast<int64_t>(*found & ((uint32_t{1} << kWeightBits) - 1)) - kWeightZero;
}

int64_t RelevanceFilter::Score(std::span<const uint32_t> grams) const {
  if (standing_.mode == FilterMode::kLearning) return 1000;
  int64_t sum = 0;
  for (const uint32_t gram : grams) sum += WeightOf(gram);
  const double scale = grams.empty() ? 0 : 1 / std::sqrt(static_cast<double>(grams.size()));
  return ChanceMilliOf((static_cast<double>(bias_) + static_cast<double>(sum) * scale) / kWeightUnits);
}

bool RelevanceFilter::CallsOff(int64_t chance_milli) const {
  if (standing_.mode == FilterMode::kLearning) return false;
  return chance_milli < (standing_.threshold_milli > 0 ? standing_.threshold_milli : kSuggestBelowMilli);
}

std::vector<WeighedGram> RelevanceFilter::Explain(const Document& document, size_t most) const {
  const std::vector<WrittenGram> written = WrittenGramsOf(document);
  if (written.empty()) return {};
  const int64_t side = CallsOff(Score(GramsOf(document))) ? -1 : 1;
  const double scale = 1000 / (kWeightUnits * std::sqrt(static_cast<double>(written.size())));
  std::vector<WeighedGram> all;
  for (const WrittenGram& gram : written) {
    const int64_t adds = std::llround(static_cast<double>(WeightOf(gram.number)) * scale);
    if (adds * side > 0) all.push_back({gram.text, adds});
  }
  // Of equals the pair first: 新剧 says more than 剧.
  const auto weighs_more = [](const WeighedGram& a, const WeighedGram& b) {
    return std::pair(std::abs(a.adds_milli), a.text.size()) > std::pair(std::abs(b.adds_milli), b.text.size());
  };
  std::stable_sort(all.begin(), all.end(), weighs_more);
  std::vector<WeighedGram> strongest;
  for (const WeighedGram& gram : all) {
    if (strongest.size() == most) break;
    if (!Contains(strongest, gram.text)) strongest.push_back(gram);
  }
  return strongest;
}

}  // namespace fenghuo
