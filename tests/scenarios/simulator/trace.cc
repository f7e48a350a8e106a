#include "tests/scenarios/simulator/trace.h"

#include <algorithm>

#include "base/hash.h"

namespace fenghuo {

void Trace::Note(Timestamp at, const std::string& what, const std::string& about) {
  lines_.push_back(FormatRfc3339(at) + " " + what + " " + about);
  digest_ = Hash64(Hex64(digest_) + lines_.back());
}

std::string Trace::Last(size_t count) const {
  std::string text;
  for (size_t i = lines_.size() - std::min(count, lines_.size()); i < lines_.size(); ++i) text += lines_[i] + "\n";
  return text;
}

}  // namespace fenghuo
