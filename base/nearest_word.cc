#include "base/nearest_word.h"

#include <algorithm>
#include <cstddef>

namespace fenghuo {
namespace {

// Levenshtein over bytes.
size_t EditDistance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string NearestWord(const std::string& word, const std::vector<std::string>& known) {
  constexpr size_t kLengthMax = 100;  // longer ones are not typing mistakes
  if (word.size() > kLengthMax) return "";
  std::string nearest;
  size_t smallest = std::max<size_t>(3, word.size() / 2 + 1);
  for (const std::string& candidate : known) {
    if (candidate.size() > kLengthMax) continue;
    size_t distance = EditDistance(word, candidate);
    if (distance >= smallest || distance >= std::max(word.size(), candidate.size())) continue;
    smallest = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace fenghuo
