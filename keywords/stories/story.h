// A Story is a set of documents about one happening. Plain data that storage keeps; StoryIndex makes it.

#ifndef FENGHUO_KEYWORDS_STORIES_STORY_H_
#define FENGHUO_KEYWORDS_STORIES_STORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

// A word of a story's centroid with its summed weight, in 1/1024 of a document's length.
struct StoryTerm {
  std::string word;
  int32_t weight = 0;
};

struct Story {
  std::string id;          // the id of its first document: stable, and the same in every replay
  std::string title;       // of the document that stands for it: the first one that a rule found, else the first
  Timestamp first_seen;    // of its first document
  Timestamp last_seen;     // of its latest new document
  int64_t documents = 0;   // members, copies counted
  int64_t copies = 0;
  bool watched = false;    // a rule found one of its documents
  std::vector<StoryTerm> centroid;  // in no order, at most StoryOptions::terms_max
  std::string merged_into;  // id of the story that took its documents, or empty
};

// What StoryIndex remembers of a document so that it knows a copy when it sees one.
struct Fingerprint {
  std::string document;
  std::string story;
  Timestamp at;
  uint64_t exact = 0;               // hash of the whole normalised text
  std::vector<uint64_t> sketch;     // the 16 smallest hashes of its character 3-grams
  std::vector<uint32_t> shingles;   // low halves of the hashes in the sample that containment is checked on, sorted
  uint32_t characters = 0;          // of the normalised text
};

// In how many documents a word was seen; decayed so that old news does not rule for ever.
struct WordCount {
  std::string word;
  double documents = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_STORY_H_
