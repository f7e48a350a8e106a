// Affinity decides how strongly a document belongs to a story, and one story to another.
//
//   Affinity affinity(options, vocabulary);
//   int strength = affinity.Join(words, story, watched, now);    // thousandths; 0: it does not belong
//
// Beside the cosine of science.md 4 it asks for evidence, because hot-list titles are short and one everyday word
// (健康, 吃饭) would chain strangers into a topic that never ends. A story *owns* a word by the share of the word's
// sightings that are its own. A join needs two owned words, or one that is at the heart of a story which has other
// words that recur. A name that the dictionary does not know (two pairs of characters and more) is two words of
// evidence; a compound and its part are one.
//
// Immutable; the vocabulary must outlive it. One thread, as the vocabulary.

#ifndef FENGHUO_KEYWORDS_STORIES_AFFINITY_H_
#define FENGHUO_KEYWORDS_STORIES_AFFINITY_H_

#include <vector>

#include "base/time.h"
#include "keywords/stories/shelf.h"
#include "keywords/stories/story_index.h"
#include "keywords/stories/term_vector.h"
#include "keywords/stories/vocabulary.h"

namespace fenghuo {

class Affinity {
 public:
  Affinity(const StoryOptions& options, const Vocabulary& vocabulary) : options_(options), vocabulary_(vocabulary) {}

  // A watched story pulls harder and longer, and takes a short title whose words it has made its own. A document that a
  // rule found joins a large story that no rule ever found only when it is close: that one is a topic, not our
  // happening.
  int Join(const Query& words, const ShelvedStory& story, Watched watched, Timestamp now) const;

  // A story that looks for others to become one with. `bridge` are the words of the document that just joined it: two
  // stories, one of them watched, that both would take it need less likeness between themselves. Only one that a rule found
  // does that: a joke about the dish of the day names two exposures and makes them no one matter.
  struct Seeker {
    const ShelvedStory& story;
    const Query& centroid;  // of `story`
    const Query& bridge;
    Watched bridge_watched;
  };
  int Merge(const Seeker& seeker, const ShelvedStory& other, Timestamp now) const;

 private:
  struct Shared {
    WordId word = 0;
    int64_t left = 0;   // weight in the document, or in the smaller story
    int64_t right = 0;  // weight in the story
    int owned = 0;      // thousandths
  };

  std::vector<Shared> SharedWords(const Query& left, const TermVector& right) const;
  int Owned(WordId word, int64_t weight, const Story& story, int64_t sightings_less) const;
  bool IsHeld(const std::vector<Shared>& shared, const TermVector& left, const Story& story, int* share) const;
  bool HasEvidence(const std::vector<Shared>& shared, const ShelvedStory& story, int strength) const;
  int CountDistinct(const std::vector<WordId>& words) const;
  bool AreOne(WordId a, WordId b) const;
  int CountCoreWords(const ShelvedStory& story) const;
  bool IsEvidence(const Shared& word) const;
  bool Bridges(const Seeker& seeker, const ShelvedStory& other, Timestamp now) const;

  const StoryOptions& options_;
  const Vocabulary& vocabulary_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_AFFINITY_H_
