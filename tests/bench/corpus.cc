#include "tests/bench/corpus.h"

#include <map>
#include <memory>
#include <set>

#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kDocuments = 400;
constexpr size_t kWords = 8000;
constexpr size_t kTextBytes = 2500;

}  // namespace

const Corpus& Corpus::Of(size_t terms) {
  static std::map<size_t, std::unique_ptr<Corpus>> made;
  std::unique_ptr<Corpus>& corpus = made[terms];
  if (corpus == nullptr) corpus.reset(new Corpus(terms));  // NOLINT: private constructor
  return *corpus;
}

Corpus::Corpus(size_t terms) {
  std::set<std::string> distinct;
  while (distinct.size() < terms) {
    std::string term = Fold(Word(2 + rng_.Below(3)));
    if (CountCodePoints(term) >= 2) distinct.insert(std::move(term));
  }
  terms_.assign(distinct.begin(), distinct.end());
  for (size_t i = 0; i < kWords; ++i) words_.push_back(Word(1 + rng_.Below(3)));
  for (size_t i = 0; i < kDocuments; ++i) {
    texts_.push_back(Text());
    bytes_ += static_cast<int64_t>(texts_.back().size());
  }
}

// The square makes low numbers common: a rough Zipf.
uint64_t Corpus::Common(uint64_t bound) {
  const double fraction = rng_.Fraction();
  return static_cast<uint64_t>(fraction * fraction * static_cast<double>(bound));
}

// Simplified characters, as nearly all of our texts; one word in fifty traditional or rare.
std::string Corpus::Word(uint64_t characters) {
  std::string word;
  for (; characters > 0; --characters) AppendUtf8(static_cast<char32_t>(0x4E00 + Common(3000) * 7), word);
  return rng_.Below(50) == 0 ? word : Fold(word);
}

std::string Corpus::Text() {
  std::string text;
  while (text.size() < kTextBytes) {
    for (uint64_t words = 3 + rng_.Below(8); words > 0; --words) text += words_[Common(words_.size())];
    if (rng_.Below(40) == 0) text += terms_[rng_.Below(terms_.size())];
    if (rng_.Below(5) == 0) text += std::to_string(rng_.Below(2000));
    if (rng_.Below(20) == 0) text += "App";
    text += rng_.Below(3) == 0 ? "。" : "，";
  }
  return text;
}

}  // namespace fenghuo
