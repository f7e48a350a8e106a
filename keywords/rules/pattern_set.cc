#include "keywords/rules/pattern_set.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>

#include "base/check.h"
#include "keywords/rules/pattern_text.h"

namespace fenghuo {
namespace {

constexpr int64_t kMemoryMax = 1 << 20;
// One code point has at most four bytes, so an atom of five has two characters, as the term scanner needs.
constexpr int kAtomBytesMin = 5;
constexpr size_t kWorkMax = size_t{1} << 26;

RE2::Options Options() {
  RE2::Options options;
  options.set_max_mem(kMemoryMax);
  options.set_log_errors(false);
  options.set_case_sensitive(false);
  options.set_never_capture(true);
  return options;
}

}  // namespace

class PatternSet::Engine {
 public:
  re2::FilteredRE2 filter{kAtomBytesMin};
};

PatternSet::PatternSet() : engine_(std::make_unique<Engine>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

Result<uint32_t> PatternSet::Add(const std::string& pattern) {
  if (auto known = numbers_.find(pattern); known != numbers_.end()) return known->second;
  Result<std::string> folded = FoldPattern(pattern);
  if (!folded.ok()) return folded.error();
  const RE2 tried(*folded, Options());
  if (tried.error_code() == RE2::ErrorPatternTooLarge) return Invalid("needs more than 1 MiB");
  if (!tried.ok()) return Invalid("is refused by RE2: " + tried.error());
  if (RE2::PartialMatch("", tried)) return Invalid("matches the empty text, so it would find every document");
  int number = 0;
  CHECK(engine_->filter.Add(*folded, Options(), &number) == RE2::NoError, "RE2 takes twice what it took once");
  return numbers_[pattern] = static_cast<uint32_t>(number);
}

std::vector<std::string> PatternSet::Compile() {
  std::vector<std::string> atoms;
  if (size() == 0) return atoms;  // FilteredRE2 complains about an empty set
  engine_->filter.Compile(&atoms);
  unfiltered_ = Candidates({}).size();
  return atoms;
}

std::vector<uint32_t> PatternSet::Candidates(const std::vector<int>& atoms_found) const {
  if (size() == 0) return {};
  std::vector<int> found;
  engine_->filter.AllPotentials(atoms_found, &found);
  std::vector<uint32_t> numbers(found.begin(), found.end());
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

PatternSet::Outcome PatternSet::FindAll(uint32_t pattern, std::string_view folded, std::vector<Place>& places) const {
  const RE2& expression = engine_->filter.GetRE2(static_cast<int>(pattern));
  const re2::StringPiece text(folded.data(), folded.size());
  re2::StringPiece match;
  size_t work = 0;
  for (size_t from = 0; from < folded.size();) {
    work += static_cast<size_t>(expression.ProgramSize()) * (folded.size() - from);
    if (work > kWorkMax) return from == 0 ? Outcome::kGaveUp : Outcome::kDone;
    if (!expression.Match(text, from, text.size(), RE2::UNANCHORED, &match, 1)) break;
    const size_t begin = static_cast<size_t>(match.data() - folded.data());
    const size_t end = begin + match.size();
    if (!match.empty()) places.emplace_back(static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
    from = match.empty() ? end + 1 : end;
  }
  return Outcome::kDone;
}

}  // namespace fenghuo
