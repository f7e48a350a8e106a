#include "keywords/stories/term_vector.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fenghuo {
namespace {

// A thousand times 150 products of two of these stay below 2^64.
constexpr int32_t kWeightMax = int32_t{1} << 22;

bool ByWord(const Term& a, const Term& b) { return a.word < b.word; }

}  // namespace

TermVector::TermVector(std::vector<Term> terms) : terms_(std::move(terms)) {
  std::erase_if(terms_, [](const Term& term) { return term.weight < 1; });
  std::sort(terms_.begin(), terms_.end(), ByWord);
  Measure();
}

void TermVector::Add(const TermVector& other) {
  std::vector<Term> sum;
  sum.reserve(terms_.size() + other.terms_.size());
  auto mine = terms_.begin();
  auto theirs = other.terms_.begin();
  while (mine != terms_.end() || theirs != other.terms_.end()) {
    if (theirs == other.terms_.end() || (mine != terms_.end() && mine->word < theirs->word)) {
      sum.push_back(*mine++);
    } else if (mine == terms_.end() || theirs->word < mine->word) {
      sum.push_back(*theirs++);
    } else {
      sum.push_back({mine->word, mine->weight + theirs->weight});
      ++mine;
      ++theirs;
    }
  }
  terms_ = std::move(sum);
  const bool heavy =
      std::any_of(terms_.begin(), terms_.end(), [](const Term& term) { return term.weight > kWeightMax; });
  if (heavy) {
    for (Term& term : terms_) term.weight = std::max(1, term.weight / 2);
  }
  Measure();
}

std::vector<WordId> TermVector::Shrink(size_t terms_max, const Vocabulary& vocabulary) {
  std::vector<WordId> gone;
  if (terms_.size() <= terms_max) return gone;
  std::vector<Term> kept = Heaviest(terms_max, vocabulary);
  std::sort(kept.begin(), kept.end(), ByWord);
  auto next = kept.begin();
  for (const Term& term : terms_) {
    if (next != kept.end() && next->word == term.word) {
      ++next;
    } else {
      gone.push_back(term.word);
    }
  }
  terms_ = std::move(kept);
  Measure();
  return gone;
}

std::vector<Term> TermVector::Heaviest(size_t terms_max, const Vocabulary& vocabulary) const {
  std::vector<Term> terms = terms_;
  const auto end = terms.begin() + static_cast<std::ptrdiff_t>(std::min(terms_max, terms.size()));
  std::partial_sort(terms.begin(), end, terms.end(), [&vocabulary](const Term& a, const Term& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return vocabulary.Spelling(a.word) < vocabulary.Spelling(b.word);
  });
  terms.erase(end, terms.end());
  return terms;
}

int32_t TermVector::WeightOf(WordId word) const {
  const auto found = std::lower_bound(terms_.begin(), terms_.end(), Term{word, 0}, ByWord);
  return found != terms_.end() && found->word == word ? found->weight : 0;
}

void TermVector::Measure() {
  norm_squared_ = 0;
  for (const Term& term : terms_) norm_squared_ += static_cast<uint64_t>(int64_t{term.weight} * term.weight);
}

void Query::Load(TermVector vector) {
  for (const Term& term : vector_.terms()) weights_[term.word] = 0;
  vector_ = std::move(vector);
  if (vector_.empty()) return;
  const size_t words = vector_.terms().back().word + size_t{1};
  if (weights_.size() < words) weights_.resize(words + words / 2);
  for (const Term& term : vector_.terms()) weights_[term.word] = term.weight;
}

uint64_t Query::Dot(const TermVector& other) const {
  uint64_t sum = 0;
  for (const Term& term : other.terms()) sum += static_cast<uint64_t>(int64_t{term.weight} * WeightOf(term.word));
  return sum;
}

}  // namespace fenghuo
