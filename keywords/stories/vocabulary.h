// A Vocabulary numbers words and knows how common each is, so that a rare word counts for more than a frequent one.
//
//   Vocabulary vocabulary(words_max);
//   vocabulary.Advance(now);
//   WordId id = vocabulary.Intern("煤制油");
//   vocabulary.CountDocument(ids);
//   int64_t weight = vocabulary.Rarity(id);       // inverse document frequency, in 1/1024
//
// Counts fade with a half-life of 30 days without touching old rows: a new sighting counts for more each day instead
// (the ratios are the same), and once in ten months everything is divided back. The words every headline is made of
// start with a built-in frequency (keywords/stories/frame_words.h), so that the first day of an installation is no
// worse than the rest. All counts are multiples of 1/1024, so sums are exact and do not depend on their order.
//
// One thread.

#ifndef FENGHUO_KEYWORDS_STORIES_VOCABULARY_H_
#define FENGHUO_KEYWORDS_STORIES_VOCABULARY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "keywords/stories/story_index.h"

namespace fenghuo {

// Only good inside one Vocabulary: another, restored from the same rows, may number differently. Never decide by it.
using WordId = uint32_t;

class Vocabulary {
 public:
  explicit Vocabulary(size_t words_max) : words_max_(words_max) {}

  // Takes the rows of earlier changes. Only on an empty vocabulary.
  void Restore(const StoryChanges& all);

  // Sets how much a sighting counts from here on and makes room when there are a quarter too many words. Call it before
  // each document, never between Intern() and the use of what it gave. `now` never goes back.
  void Advance(Timestamp now);

  WordId Intern(std::string_view word);
  const std::string& Spelling(WordId id) const { return words_[id].spelling; }

  // One more document that holds these words; each once.
  void CountDocument(const std::vector<WordId>& distinct);

  // log of (documents / documents with this word), in 1/1024, rounded. At least 0.
  int64_t Rarity(WordId id) const;

  // In how many of a thousand documents the word stands.
  int64_t PerMille(WordId id) const;

  // How many documents with this word there were, as if all were seen now and with the built-in ones, in thousandths.
  int64_t Sightings(WordId id) const;

  // One of the words that headlines are made of.
  bool IsFrame(WordId id) const { return words_[id].prior_per_mille > 0; }

  // False for a pair of characters that Words() made of what the dictionary does not know.
  bool IsDictionaryWord(WordId id) const;

  // A centroid holds or lets go of a word: a held word keeps its number when its count is forgotten.
  void Hold(WordId id) { ++words_[id].holders; }
  void LetGo(WordId id) { --words_[id].holders; }

  // Forgets words whose count has faded to nothing, and the least frequent of those over the limit.
  void Forget();

  // Adds what changed since the last call, or every word with a count, in no order.
  void TakeChanges(WordsTaken words, StoryChanges& changes);

 private:
  struct Word {
    std::string spelling;
    size_t hash = 0;  // of the spelling
    double documents = 0;  // in multiples of 1/1024, grown: see above
    uint32_t holders = 0;
    int32_t prior_per_mille = 0;
    bool changed = false;
    bool used = false;                          // false: the number is free
    mutable std::optional<bool> in_dictionary;  // asked when first needed: it costs as much as a segmentation
  };

  size_t SlotOf(std::string_view spelling, size_t hash) const;
  void Rehash();
  void Rescale();
  void MarkChanged(WordId id);
  void ForgetCount(WordId id);
  void FreeUnused();

  size_t words_max_;
  std::vector<Word> words_;
  std::vector<WordId> free_;
  std::vector<WordId> slots_;  // open addressing by hash, a power of two: one more than the number, 0 is free
  std::vector<WordId> changed_;
  std::vector<std::string> forgotten_;  // may hold words that came back since
  size_t counted_ = 0;                  // words with a count
  double documents_total_ = 0;
  Timestamp decayed_at_;
  double sighting_ = 1;  // what one document counts now
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_VOCABULARY_H_
