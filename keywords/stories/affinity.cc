#include "keywords/stories/affinity.h"

#include <algorithm>
#include <cmath>

namespace fenghuo {
namespace {

// A word in fewer of a thousand documents than this is evidence when two texts share it.
constexpr int64_t kRarePerMille = 10;

int Thousandths(double value) { return static_cast<int>(std::lround(value * 1000)); }

// cosine * 2^(-apart / half life)
int Faded(int cosine, Duration apart, Duration half_life) {
  const double lives = static_cast<double>(std::max(apart, Duration(0)).count()) / static_cast<double>(half_life.count());
  return static_cast<int>(std::lround(cosine * std::exp2(-lives)));
}

bool SharesRareWord(const TermVector& words, const TermVector& centroid, const Vocabulary& vocabulary) {
  return std::any_of(words.terms().begin(), words.terms().end(), [&](const Term& term) {
    return vocabulary.PerMille(term.word) < kRarePerMille && centroid.WeightOf(term.word) > 0;
  });
}

}  // namespace

int JoinStrength(const TermVector& words, const ShelvedStory& story, const Vocabulary& vocabulary,
                 const StoryOptions& options, Timestamp now) {
  const Duration half_life = story.story.watched ? 2 * options.half_life : options.half_life;
  const int strength = Faded(Cosine(words, story.centroid), now - story.story.last_seen, half_life);
  if (strength < Thousandths(options.join)) return 0;
  return SharesRareWord(words, story.centroid, vocabulary) ? strength : 0;
}

int MergeStrength(const ShelvedStory& a, const ShelvedStory& b, const Vocabulary& vocabulary, const StoryOptions& options) {
  const Timestamp first = std::min(a.story.last_seen, b.story.last_seen);
  const Timestamp last = std::max(a.story.last_seen, b.story.last_seen);
  const int strength = Faded(Cosine(a.centroid, b.centroid), last - first, options.half_life);
  if (strength < Thousandths(options.merge)) return 0;
  return SharesRareWord(a.centroid, b.centroid, vocabulary) ? strength : 0;
}

}  // namespace fenghuo
