// Grams are what a relevance filter sees of a document: its characters and pairs of neighbouring characters, each once.
//
//   std::vector<uint32_t> grams = GramsOf(document);              // rising, each below kGramNumbers
//   for (const WrittenGram& gram : WrittenGramsOf(document)) ...  // the same in text order, with what is written there
//
// Of the folded title and text (keywords/text/fold.h), letters and digits only; no pair reaches across anything else. The first 512
// of them are taken: the title and about the first 300 characters, which is where a report says what it is about. A gram's number is a
// hash of its characters to 18 bits (science 7: 2^18 weights).
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_RELEVANCE_GRAMS_H_
#define FENGHUO_KEYWORDS_RELEVANCE_GRAMS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "keywords/document.h"

namespace fenghuo {

constexpr int kGramBits = 18;
constexpr uint32_t kGramNumbers = uint32_t{1} << kGramBits;
constexpr size_t kGramsMax = 512;

struct WrittenGram {
  uint32_t number = 0;
  std::string text;  // folded, one or two characters
};

std::vector<WrittenGram> WrittenGramsOf(const Document& document);
std::vector<uint32_t> GramsOf(const Document& document);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RELEVANCE_GRAMS_H_
