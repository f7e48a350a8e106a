// A CopyIndex remembers texts for some days and finds the one that a new text repeats.
//
//   CopyIndex copies(fingerprints_max, remembered);
//   copies.Expire(now);
//   const Fingerprint* original = copies.FindOriginal(fingerprint);     // null: nobody said this before
//   copies.Remember(fingerprint);
//
// Candidates share three of the sixteen smallest shingle hashes (fewer when the text is short), then containment decides:
// 0.5, below 30 characters 0.7, below 12 characters only the very same text and only within 3 days, because short headlines
// come back for other happenings (reference: science.md 3). A text that is over five times longer quotes, it does not repeat.
//
// What it answers depends on what it holds, not on the order in which it came to hold it. One thread.

#ifndef FENGHUO_KEYWORDS_STORIES_COPIES_H_
#define FENGHUO_KEYWORDS_STORIES_COPIES_H_

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/time.h"
#include "keywords/stories/story.h"
#include "keywords/stories/story_index.h"

namespace fenghuo {

class CopyIndex {
 public:
  CopyIndex(size_t fingerprints_max, Duration remembered) : fingerprints_max_(fingerprints_max), remembered_(remembered) {}

  // Forgets what is older than `remembered` at `now`, and the oldest of those over the limit.
  void Expire(Timestamp now);

  // What is remembered of a document, or null. Valid until the next call that is not const.
  const Fingerprint* Find(const std::string& document) const;

  // The most alike of other documents, of equals the earliest, or null. `probe.document` itself never counts.
  const Fingerprint* FindOriginal(const Fingerprint& probe) const;

  // Takes the place of an earlier fingerprint of the same document.
  void Remember(Fingerprint fingerprint);

  // The same without noting a change.
  void Restore(Fingerprint fingerprint);

  // Adds what changed since the last call, sorted by document.
  void TakeChanges(StoryChanges& changes);

 private:
  using Bucket = std::vector<const Fingerprint*>;  // by (at, document)

  void Insert(Fingerprint fingerprint);
  void Erase(const std::string& document);
  std::vector<const Fingerprint*> Candidates(const Fingerprint& probe) const;

  size_t fingerprints_max_;
  Duration remembered_;
  std::unordered_map<std::string, Fingerprint> kept_;
  std::unordered_map<uint64_t, Bucket> by_exact_;
  std::unordered_map<uint64_t, Bucket> by_sketch_;
  std::set<std::pair<Timestamp, std::string>> by_age_;
  std::set<std::string> changed_;
  std::set<std::string> forgotten_;
};

// Whether the two texts, seen at these times, say the same: in thousandths how much, 0 for no.
int CopyStrength(const Fingerprint& probe, const Fingerprint& earlier);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_COPIES_H_
