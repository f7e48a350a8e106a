#include "keywords/relevance/learner.h"

#include <algorithm>
#include <cmath>

#include "keywords/relevance/grams.h"

namespace fenghuo {
namespace {

constexpr double kRate = 0.5;
constexpr double kUnderTheRoot = 0.01;
constexpr double kBiasUnderTheRoot = 0.1;  // the first clicks are often of one kind: they must not decide for all
constexpr Duration kHalfLife = hours(60 * 24);
constexpr double kLogOddsMax = 30;

double ScaleOf(const RelevanceClick& click) {
  return click.grams.empty() ? 0 : 1 / std::sqrt(static_cast<double>(click.grams.size()));
}

void Descend(double gradient, double under_the_root, LearnedWeight& one) {
  one.squares += gradient * gradient;
  one.weight -= kRate * gradient / std::sqrt(one.squares + under_the_root);
}

double Chance(double log_odds) { return 1 / (1 + std::exp(-std::clamp(log_odds, -kLogOddsMax, kLogOddsMax))); }

}  // namespace

int64_t ChanceMilliOf(double log_odds) { return std::llround(1000 * Chance(log_odds)); }

Learner::Learner(std::span<const RelevanceClick> clicks) : places_(kGramNumbers, 0) {
  for (const RelevanceClick& click : clicks) {
    newest_ = std::max(newest_, click.at);
    for (const uint32_t gram : click.grams) places_[gram % kGramNumbers] = 1;
  }
  for (uint32_t gram = 0; gram < kGramNumbers; ++gram) {
    if (places_[gram] == 0) continue;
    places_[gram] = static_cast<uint32_t>(weights_.size());
    weights_.push_back({.gram = gram});
  }
}

double Learner::LogOdds(const RelevanceClick& click) const {
  double sum = 0;
  for (const uint32_t gram : click.grams) sum += weights_[places_[gram % kGramNumbers]].weight;
  return bias_.weight + sum * ScaleOf(click);
}

int64_t Learner::ChanceMilli(const RelevanceClick& click) const { return ChanceMilliOf(LogOdds(click)); }

void Learner::Take(const RelevanceClick& click) {
  const double age = static_cast<double>((newest_ - click.at).count()) / static_cast<double>(kHalfLife.count());
  const double said = click.verdict == ClickVerdict::kRelevant ? 1 : 0;
  const double missed = (Chance(LogOdds(click)) - said) * std::exp2(-age);
  Descend(missed, kBiasUnderTheRoot, bias_);
  const double scale = ScaleOf(click);
  for (const uint32_t gram : click.grams) Descend(missed * scale, kUnderTheRoot, weights_[places_[gram % kGramNumbers]]);
}

}  // namespace fenghuo
