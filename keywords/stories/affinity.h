// How strongly a document belongs to a story, and one story to another: the decisions that clusters are made of.
//
//   int strength = JoinStrength(words, story, vocabulary, options, now);   // 0: it does not belong
//
// Pure functions. Numbers in thousandths, so that a comparison is the same on every machine.

#ifndef FENGHUO_KEYWORDS_STORIES_AFFINITY_H_
#define FENGHUO_KEYWORDS_STORIES_AFFINITY_H_

#include "base/time.h"
#include "keywords/stories/shelf.h"
#include "keywords/stories/story_index.h"
#include "keywords/stories/term_vector.h"
#include "keywords/stories/vocabulary.h"

namespace fenghuo {

int JoinStrength(const TermVector& words, const ShelvedStory& story, const Vocabulary& vocabulary,
                 const StoryOptions& options, Timestamp now);

int MergeStrength(const ShelvedStory& a, const ShelvedStory& b, const Vocabulary& vocabulary, const StoryOptions& options);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_AFFINITY_H_
