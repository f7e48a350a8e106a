#include "daemon/config/problems.h"

#include <algorithm>
#include <tuple>

namespace fenghuo {
namespace {

constexpr size_t kShownMax = 200;

}  // namespace

void Problems::Add(const Spot& spot, const std::string& text) { lines_.push_back({spot, text}); }

std::string Problems::Text() const {
  std::vector<Line> sorted = lines_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Line& a, const Line& b) {
    return std::tie(a.spot.file, a.spot.line) < std::tie(b.spot.file, b.spot.line);
  });
  std::string text;
  for (size_t i = 0; i < sorted.size() && i < kShownMax; ++i) {
    const Line& line = sorted[i];
    if (i > 0) text += '\n';
    text += line.spot.file + ":";
    if (line.spot.line > 0) text += std::to_string(line.spot.line) + ":";
    text += " ";
    if (!line.spot.path.empty()) text += line.spot.path + ": ";
    text += line.text;
  }
  if (sorted.size() > kShownMax) text += "\n… and " + std::to_string(sorted.size() - kShownMax) + " more problems";
  return text;
}

}  // namespace fenghuo
