// A StoryShelf holds the stories that still matter and finds those that share words with a text.
//
//   StoryShelf shelf(options, &vocabulary);
//   ShelvedStory& story = shelf.Open("saw-news/42", now);
//   shelf.Extend(story, vector);
//   shelf.StartSearch();
//   for (ShelvedStory* near : shelf.Candidates(vector, 8, now)) ...
//
// It keeps and finds; what joins and what merges is decided in story_index.cc. A closed story stays known, so that a person
// can still merge it, but is no candidate.
//
// One thread. The vocabulary must outlive it.

#ifndef FENGHUO_KEYWORDS_STORIES_SHELF_H_
#define FENGHUO_KEYWORDS_STORIES_SHELF_H_

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/time.h"
#include "keywords/stories/story.h"
#include "keywords/stories/story_index.h"
#include "keywords/stories/term_vector.h"
#include "keywords/stories/vocabulary.h"

namespace fenghuo {

struct ShelvedStory {
  Story story;          // its centroid is empty: `centroid` is in use, written out by TakeChanges()
  TermVector centroid;  // of at most StoryOptions::terms_max words
  uint64_t visit = 0;   // of the search that saw it last
  bool changed = false;
};

class StoryShelf {
 public:
  StoryShelf(const StoryOptions& options, Vocabulary* vocabulary) : options_(options), vocabulary_(vocabulary) {}

  void Restore(const std::vector<Story>& stories);

  // Drops what was closed long ago at `now`, and over the limit what would be dropped next.
  void Expire(Timestamp now);

  // The story, or the one that took it, or null. Pointers live until Expire().
  ShelvedStory* Find(const std::string& id);
  const ShelvedStory* Find(const std::string& id) const;

  bool Knows(const std::string& id) const { return stories_.contains(id); }
  bool TakesDocuments(const ShelvedStory& story, Timestamp now) const;

  // A new story without documents. The id must be unknown.
  ShelvedStory& Open(const std::string& id, Timestamp now);

  // Adds words to the centroid.
  void Extend(ShelvedStory& story, const TermVector& vector);

  // Notes a change of plain data; `edit` gets the Story. Ids, times of opening and centroids stay.
  template <typename Edit>
  void Change(ShelvedStory& shelved, Edit edit) {
    const Timestamp dropped_at = DroppedAt(shelved.story);
    edit(shelved.story);
    if (DroppedAt(shelved.story) != dropped_at) Reschedule(shelved.story, dropped_at);
    MarkChanged(shelved);
  }

  // `into` takes everything of `from`.
  void Merge(ShelvedStory& from, ShelvedStory& into);

  // A search gives each story once, whatever words it is asked for.
  void StartSearch() { ++visits_; }

  // Stories that take documents and share one of the `words_max` heaviest words that are not common; in no order.
  std::vector<ShelvedStory*> Candidates(const TermVector& query, size_t words_max, Timestamp now);

  // Adds what changed since the last call, sorted by id.
  void TakeChanges(StoryChanges& changes);

 private:
  using Posting = std::vector<ShelvedStory*>;  // by (first_seen, id)

  Timestamp DroppedAt(const Story& story) const;
  void Schedule(const Story& story) { drops_.emplace(DroppedAt(story), story.id); }
  void Unschedule(const Story& story, Timestamp at) { drops_.erase({at, story.id}); }
  void Reschedule(const Story& story, Timestamp from);
  void MarkChanged(ShelvedStory& shelved);
  void Post(WordId word, ShelvedStory* story);
  void Unpost(WordId word, const ShelvedStory* story);
  void UnpostAll(const ShelvedStory& story);
  void Drop(const std::string& id);
  Story Row(const ShelvedStory& shelved) const;  // as it is stored, with its centroid
  std::vector<WordId> SearchWords(const TermVector& query, size_t words_max) const;

  const StoryOptions& options_;
  Vocabulary* vocabulary_;
  std::unordered_map<std::string, std::unique_ptr<ShelvedStory>> stories_;
  std::vector<Posting> postings_;  // by word number
  std::set<std::pair<Timestamp, std::string>> drops_;
  std::vector<ShelvedStory*> changed_;
  std::vector<Story> dropped_;  // with a change that nobody took yet
  uint64_t visits_ = 0;
};

bool OlderStory(const Story& a, const Story& b);  // by (first_seen, id)
inline bool Older(const ShelvedStory& a, const ShelvedStory& b) { return OlderStory(a.story, b.story); }

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_SHELF_H_
