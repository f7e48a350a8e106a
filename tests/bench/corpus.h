// Made-up Chinese text and terms for the benchmarks of matching: words, common ones more often, with punctuation, some digits and Latin
// letters, and now and then a watched term.
//
//   const Corpus& corpus = Corpus::Of(10'000);
//   for (const std::string& text : corpus.texts()) scanner.Scan(text, hits);
//
// Immutable once made; made by one thread.

#ifndef FENGHUO_TESTS_BENCH_CORPUS_H_
#define FENGHUO_TESTS_BENCH_CORPUS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/rng.h"

namespace fenghuo {

class Corpus {
 public:
  // With so many terms, folded and each once. The texts hold terms of the list.
  static const Corpus& Of(size_t terms);

  const std::vector<std::string>& terms() const { return terms_; }
  const std::vector<std::string>& texts() const { return texts_; }
  int64_t bytes() const { return bytes_; }

 private:
  explicit Corpus(size_t terms);
  uint64_t Common(uint64_t bound);
  std::string Word(uint64_t characters);
  std::string Text();

  Rng rng_{20240708};
  std::vector<std::string> terms_;
  std::vector<std::string> words_;
  std::vector<std::string> texts_;
  int64_t bytes_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_BENCH_CORPUS_H_
