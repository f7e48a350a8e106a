// NearestWord finds the known name that somebody probably meant.
//
//   NearestWord("titel", {"title", "text"});      // "title"
//
// Pure function.

#ifndef FENGHUO_BASE_NEAREST_WORD_H_
#define FENGHUO_BASE_NEAREST_WORD_H_

#include <string>
#include <vector>

namespace fenghuo {

// The one of `known` with the smallest edit distance to `word`; empty when none is near enough to be meant.
std::string NearestWord(const std::string& word, const std::vector<std::string>& known);

}  // namespace fenghuo

#endif  // FENGHUO_BASE_NEAREST_WORD_H_
