// A RelevanceClick is what a person said about one document that a rule found: it concerns the office, or it is off-topic.
//
//   RelevanceClick click{.rule = "campus-meals", .sequence = 31, .verdict = ClickVerdict::kOffTopic, .grams = GramsOf(document)};
//
// Clicks are all that a filter learns from (keywords/relevance/filter.h), so they hold what it needs of the document and not its text:
// the document may be removed by age, and what was learned stays.
//
// Plain data: any number of threads.

#ifndef FENGHUO_KEYWORDS_RELEVANCE_CLICK_H_
#define FENGHUO_KEYWORDS_RELEVANCE_CLICK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

// Clicks that are kept of a rule; an older one goes when a new one comes. The last 400 gave all there was to gain (science 7).
constexpr size_t kClicksKept = 500;

// Words of the wire: relevant, off_topic.
enum class ClickVerdict { kRelevant, kOffTopic };

constexpr const char* Name(ClickVerdict verdict) {
  switch (verdict) {
    case ClickVerdict::kRelevant: return "relevant";
    case ClickVerdict::kOffTopic: return "off_topic";
  }
  return "";
}

struct RelevanceClick {
  std::string rule;
  int64_t sequence = 0;  // of the rule's clicks: 1, 2, 3 …; a click that another one took back leaves a gap
  std::string document;
  ClickVerdict verdict = ClickVerdict::kRelevant;
  std::string person;
  Timestamp at;
  std::vector<uint32_t> grams;  // of the document as it was then, rising (keywords/relevance/grams.h)
};

// A part of why a score is as it is: what is written, and what it adds to the log of the odds, in thousandths.
struct WeighedGram {
  std::string text;
  int64_t adds_milli = 0;

  friend bool operator==(const WeighedGram&, const WeighedGram&) = default;
};

// What a filter may do. Words of the wire: learning, suggests, acts, stepped_back.
enum class FilterMode {
  kLearning,     // too few clicks to say anything
  kSuggests,     // says what it thinks; nothing is moved
  kActs,         // moves what it takes for off-topic to the tray
  kSteppedBack,  // acted once and was wrong too often, or its share drifted: suggests, until fresh clicks show that it is right
};

constexpr const char* Name(FilterMode mode) {
  switch (mode) {
    case FilterMode::kLearning: return "learning";
    case FilterMode::kSuggests: return "suggests";
    case FilterMode::kActs: return "acts";
    case FilterMode::kSteppedBack: return "stepped_back";
  }
  return "";
}

// How a filter stands after its last click, and by what figures: each click counts as it was judged before it was learned.
struct FilterStanding {
  FilterMode mode = FilterMode::kLearning;
  int64_t relevant = 0;         // clicks of each kind
  int64_t off_topic = 0;
  int64_t people = 0;           // who clicked
  int64_t threshold_milli = 0;  // a chance of being relevant below it is taken for off-topic; 0: none is good enough
  int64_t judged = 0;           // of the last 100 clicks, those that were judged before they were learned
  int64_t judged_relevant = 0;  // of them, relevant ones
  int64_t called_off = 0;       // of them, below the threshold, or below kSuggestBelowMilli while there is none
  int64_t wrong = 0;            // called off and relevant
  int64_t fresh_wanted = 0;     // clicks until one that stepped back may act again

  friend bool operator==(const FilterStanding&, const FilterStanding&) = default;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RELEVANCE_CLICK_H_
