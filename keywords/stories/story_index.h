// A StoryIndex puts each document into a story: copies by their characters, the others by their words.
//
//   StoryIndex index(StoryOptions{});
//   StoryAssignment assigned = index.Assign(document, Watched::kYes, now);
//   StoryChanges changes = index.TakeChanges();       // into the batch that holds the document
//
// Copies: a bottom-16 sketch of character 3-grams finds candidates, containment >= 0.5 decides (reference: science.md
// 3). Stories: unit TF-IDF vectors over words against decaying centroids, with merging (science.md 4). Two copies of
// the same index fed the same calls give the same answers; nothing depends on a clock, an address or an order of a hash
// table.
//
// One thread.

#ifndef FENGHUO_KEYWORDS_STORIES_STORY_INDEX_H_
#define FENGHUO_KEYWORDS_STORIES_STORY_INDEX_H_

#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/document.h"
#include "keywords/stories/story.h"

namespace fenghuo {

// What must be shared to be one story, beside likeness. kOwnWords is for headlines and boards, where one everyday word
// would chain strangers; kAnyWord for a stream that holds little but the stories sought (labelled collections, one
// rule's hits).
enum class JoinEvidence { kOwnWords, kAnyWord };

// These are the office's. Similarities are cosines in [0, 1].
struct StoryOptions {
  double join = 0.12;  // raise it: purer stories, more of them
  double merge = 0.20;
  Duration half_life = hours(96);             // of a story's pull on new documents
  Duration age_max = hours(24 * 12);          // a story this old takes no more documents
  Duration age_max_watched = hours(24 * 30);  // the same for one that a rule found
  size_t terms_max = 150;
  Duration fingerprints_age_max = hours(24 * 14);  // a text is known for a copy this long after the one it repeats
  JoinEvidence evidence = JoinEvidence::kOwnWords;
  // Limits of memory; over them the oldest (of words: the rarest) go, as if Forget() had met them. About 1 KB each at
  // most, words 0.1 KB. Of stories the rows stay, so a restart may find some again that the index had let go over its
  // limit.
  size_t stories_max = 100'000;
  size_t fingerprints_max = 150'000;
  size_t words_max = 300'000;

  friend bool operator==(const StoryOptions&, const StoryOptions&) = default;
};

// For a stream of documents such as this one, looked at alone: headlines of a spaced script join by any word, because their rare words are
// names; titles in Chinese, which share everyday words, by their own.
StoryOptions StoryOptionsFor(const Document& document);

enum class Watched { kNo, kYes };

// `from` became a part of `into`.
struct StoryMerge {
  std::string from;
  std::string into;
};

struct StoryAssignment {
  std::string story;
  std::string copy_of;    // id of the document that this one repeats, or empty
  bool opened = false;    // the story is new
  double similarity = 0;  // to the story it joined, 1 for a copy
  std::vector<StoryMerge> merges;  // of `story`, or of each other, by this call, in order
};

// Everything that changed since the last call; writing all of it, or nothing, keeps storage and index the same.
struct StoryChanges {
  std::vector<Story> stories;
  std::vector<Fingerprint> fingerprints;
  std::vector<std::string> forgotten_documents;  // fingerprints to delete
  std::vector<WordCount> words;                  // in no order; a count of 0: forgotten
  double documents_total = 0;                    // the N of the inverse document frequency
  Timestamp decayed_at;                          // when the word counts last decayed
};

// kAll gives every word that has a count instead of the changed ones: what was written of words before can then be
// dropped.
enum class WordsTaken { kChanged, kAll };

// Whether Forget(now) would have dropped the story: its row is history, and an index made anew does without it.
bool IsForgotten(const Story& story, const StoryOptions& options, Timestamp now);

class StoryIndex {
 public:
  explicit StoryIndex(const StoryOptions& options);
  ~StoryIndex();
  StoryIndex(StoryIndex&&) noexcept;
  StoryIndex& operator=(StoryIndex&&) noexcept;

  // Puts back what earlier changes wrote, in any order within each list. Only on an empty index.
  void Restore(const StoryChanges& all);

  // Finds or opens the story of a document that is new, or whose title or text changed. `now` never goes back.
  StoryAssignment Assign(const Document& document, Watched watched, Timestamp now);

  // Watched stories that were opened since the last changes were taken look once more for one to join: what came with them, but
  // later, may have said what they have in common. Call it after the last document of a fetch, so that its order matters less.
  std::vector<StoryMerge> LookAgain(Timestamp now);

  // Joins two stories because a person said so. False when either is unknown or they are one already.
  bool Merge(const std::string& from, const std::string& into);

  // The story, or null; the story that took it when it was merged. Valid until the next call that is not const. Its
  // `centroid` is left empty here: only TakeChanges() writes it out.
  const Story* Find(const std::string& id) const;

  // Drops what is too old to matter at `now`; the dropped rows are in the next changes.
  void Forget(Timestamp now);

  StoryChanges TakeChanges(WordsTaken words = WordsTaken::kChanged);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_STORY_INDEX_H_
