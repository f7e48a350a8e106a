// How stories and words become rows.

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/core/state.h"

namespace fenghuo {
namespace {

// Words are written whole when their rows hold this many times the words of the last whole writing, and so many more.
constexpr size_t kWordsRewriteAt = 3;
constexpr size_t kWordsRewriteMin = 20'000;
constexpr size_t kWordsARow = 4096;

}  // namespace

// Each commit adds a row of the counts it changed; when those rows hold far more than there are words, all are written
// anew.
void CoreState::PutStoryChanges() {
  if (space_ == Space::kDrill) return PutDrillStories();
  const bool whole = std::exchange(rewrite_words_, false) || words_written_ > kWordsRewriteAt * words_whole_ + kWordsRewriteMin;
  const WordsTaken taken = whole ? WordsTaken::kAll : WordsTaken::kChanged;
  StoryChanges changes = stories_.TakeChanges(taken);
  for (const Story& story : changes.stories) batch_.PutStory(story);
  for (const Fingerprint& fingerprint : changes.fingerprints) batch_.PutFingerprint(fingerprint);
  for (const std::string& document : changes.forgotten_documents) batch_.DeleteFingerprint(document);
  if (changes.stories.empty() && changes.words.empty() && !whole) return;
  batch_.PutIndexTotals(changes.documents_total, changes.decayed_at);
  PutWords(std::move(changes.words), taken);
}

void CoreState::PutWords(std::vector<WordCount> words, WordsTaken taken) {
  int64_t next = word_rows_.empty() ? 1 : word_rows_.back() + 1;
  if (taken == WordsTaken::kAll) {
    for (int64_t row : word_rows_) batch_.DeleteWords(row);
    word_rows_.clear();
    words_written_ = 0;
    words_whole_ = words.size();
  }
  for (size_t at = 0; at < words.size(); at += kWordsARow) {
    auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
    auto last = words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), at + kWordsARow));
    words_written_ += static_cast<size_t>(last - first);
    word_rows_.push_back(next);
    batch_.PutWords(next++, {std::make_move_iterator(first), std::make_move_iterator(last)});
  }
}

// Of a drill only what people look at: its index is made anew from its documents, and what it saw must teach the office's nothing.
void CoreState::PutDrillStories() {
  for (const Story& story : stories_.TakeChanges().stories) batch_.PutStory(story);
}

}  // namespace fenghuo
