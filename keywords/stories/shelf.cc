#include "keywords/stories/shelf.h"

#include <algorithm>

#include "base/check.h"

namespace fenghuo {
namespace {

// How long a closed story stays known: one that people may have an incident on, and another.
constexpr Duration kKnownWatched = hours(24 * 60);
constexpr Duration kKnown = hours(24);

// A word in more of a thousand documents than this does not bring a story forward.
constexpr int64_t kCommonPerMille = 20;

// Stories looked at behind one word; the newest, and all watched ones behind them.
constexpr size_t kPostingLookedAt = 200;

// A full centroid is cut to this share, so that words that are new to a large story get a while to grow.
constexpr double kShrinkTo = 0.8;

Timestamp ClosesAt(const Story& story, const StoryOptions& options) {
  return story.first_seen + (story.watched ? options.age_max_watched : options.age_max);
}

Timestamp DroppedAt(const Story& story, const StoryOptions& options) {
  return ClosesAt(story, options) + (story.watched ? kKnownWatched : kKnown);
}

bool OlderShelved(const ShelvedStory* a, const ShelvedStory* b) { return Older(*a, *b); }

}  // namespace

bool OlderStory(const Story& a, const Story& b) {
  return a.first_seen != b.first_seen ? a.first_seen < b.first_seen : a.id < b.id;
}

void StoryShelf::Restore(const std::vector<Story>& stories) {
  CHECK(stories_.empty(), "a story index is restored only when empty");
  for (const Story& story : stories) {
    auto shelved = std::make_unique<ShelvedStory>();
    std::vector<Term> terms;
    for (const StoryTerm& term : story.centroid) {
      terms.push_back({vocabulary_->Intern(term.word), term.weight});
    }
    shelved->story = story;
    shelved->story.centroid.clear();
    shelved->centroid = TermVector(std::move(terms));
    for (const Term& term : shelved->centroid.terms()) Post(term.word, shelved.get());
    Schedule(story);
    stories_.emplace(story.id, std::move(shelved));
  }
}

void StoryShelf::Expire(Timestamp now) {
  while (!drops_.empty() && (drops_.begin()->first < now || drops_.size() > options_.stories_max)) {
    const std::string id = drops_.begin()->second;
    Drop(id);
  }
}

void StoryShelf::Drop(const std::string& id) {
  const auto found = stories_.find(id);
  if (found->second->changed) {
    std::erase(changed_, found->second.get());
    dropped_.push_back(Row(*found->second));
  }
  UnpostAll(*found->second);
  Unschedule(found->second->story, DroppedAt(found->second->story));
  stories_.erase(found);
}

const ShelvedStory* StoryShelf::Find(const std::string& id) const {
  auto found = stories_.find(id);
  while (found != stories_.end() && !found->second->story.merged_into.empty()) {
    found = stories_.find(found->second->story.merged_into);
  }
  return found == stories_.end() ? nullptr : found->second.get();
}

ShelvedStory* StoryShelf::Find(const std::string& id) {
  return const_cast<ShelvedStory*>(static_cast<const StoryShelf*>(this)->Find(id));
}

bool IsForgotten(const Story& story, const StoryOptions& options, Timestamp now) { return DroppedAt(story, options) < now; }

Timestamp StoryShelf::DroppedAt(const Story& story) const { return fenghuo::DroppedAt(story, options_); }

bool StoryShelf::TakesDocuments(const ShelvedStory& shelved, Timestamp now) const {
  return shelved.story.merged_into.empty() && now <= ClosesAt(shelved.story, options_);
}

ShelvedStory& StoryShelf::Open(const std::string& id, Timestamp now) {
  auto shelved = std::make_unique<ShelvedStory>();
  shelved->story.id = id;
  shelved->story.first_seen = now;
  shelved->story.last_seen = now;
  Schedule(shelved->story);
  MarkChanged(*shelved);
  const auto [place, fresh] = stories_.emplace(id, std::move(shelved));
  CHECK(fresh, "a story was opened under an id that is in use");
  return *place->second;
}

void StoryShelf::Extend(ShelvedStory& story, const TermVector& vector) {
  for (const Term& term : vector.terms()) {
    if (story.centroid.WeightOf(term.word) == 0) Post(term.word, &story);
  }
  story.centroid.Add(vector);
  if (story.centroid.size() > options_.terms_max) {
    const auto size = static_cast<size_t>(static_cast<double>(options_.terms_max) * kShrinkTo);
    for (WordId gone : story.centroid.Shrink(size, *vocabulary_)) Unpost(gone, &story);
  }
  MarkChanged(story);
}

void StoryShelf::Reschedule(const Story& story, Timestamp from) {
  Unschedule(story, from);
  Schedule(story);
}

void StoryShelf::MarkChanged(ShelvedStory& shelved) {
  if (shelved.changed) return;
  shelved.changed = true;
  changed_.push_back(&shelved);
}

void StoryShelf::Merge(ShelvedStory& from, ShelvedStory& into) {
  const bool reorders = from.story.first_seen < into.story.first_seen;  // postings are kept by time of opening
  Extend(into, from.centroid);
  UnpostAll(from);
  from.centroid = TermVector();
  if (reorders) UnpostAll(into);
  Change(into, [&from](Story& story) {
    if (from.story.watched && !story.watched) story.title = from.story.title;
    story.watched = story.watched || from.story.watched;
    story.first_seen = std::min(story.first_seen, from.story.first_seen);
    story.last_seen = std::max(story.last_seen, from.story.last_seen);
    story.documents += from.story.documents;
    story.copies += from.story.copies;
  });
  Change(from, [&into](Story& story) { story.merged_into = into.story.id; });
  if (!reorders) return;
  for (const Term& term : into.centroid.terms()) Post(term.word, &into);
}

void StoryShelf::Post(WordId word, ShelvedStory* story) {
  if (word >= postings_.size()) postings_.resize(word + word / 2 + size_t{64});
  Posting& posting = postings_[word];
  const bool newest = posting.empty() || OlderShelved(posting.back(), story);  // as nearly every one is
  posting.insert(newest ? posting.end() : std::upper_bound(posting.begin(), posting.end(), story, OlderShelved), story);
  vocabulary_->Hold(word);
}

void StoryShelf::Unpost(WordId word, const ShelvedStory* story) {
  Posting& posting = postings_[word];
  posting.erase(std::find(posting.begin(), posting.end(), story));
  if (posting.empty()) posting.shrink_to_fit();
  vocabulary_->LetGo(word);
}

void StoryShelf::UnpostAll(const ShelvedStory& story) {
  for (const Term& term : story.centroid.terms()) Unpost(term.word, &story);
}

std::vector<WordId> StoryShelf::SearchWords(const TermVector& query, size_t words_max) const {
  struct Ranked {
    int64_t rank;
    WordId word;
  };
  std::vector<Ranked> ranked;
  for (const Term& term : query.terms()) {
    if (term.word >= postings_.size() || postings_[term.word].empty()) continue;
    if (vocabulary_->PerMille(term.word) > kCommonPerMille) continue;
    ranked.push_back({term.weight, term.word});
  }
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(words_max, ranked.size()));
  std::partial_sort(ranked.begin(), end, ranked.end(), [this](const Ranked& a, const Ranked& b) {
    return a.rank != b.rank ? a.rank > b.rank : vocabulary_->Spelling(a.word) < vocabulary_->Spelling(b.word);
  });
  std::vector<WordId> words;
  for (auto word = ranked.begin(); word != end; ++word) words.push_back(word->word);
  return words;
}

std::vector<ShelvedStory*> StoryShelf::Candidates(const TermVector& query, size_t words_max, Timestamp now) {
  std::vector<ShelvedStory*> candidates;
  for (WordId word : SearchWords(query, words_max)) {
    const Posting& posting = postings_[word];
    size_t looked_at = 0;
    for (auto story = posting.rbegin(); story != posting.rend(); ++story) {
      if (++looked_at > kPostingLookedAt && !(*story)->story.watched) continue;
      if ((*story)->visit == visits_ || !TakesDocuments(**story, now)) continue;
      (*story)->visit = visits_;
      candidates.push_back(*story);
    }
  }
  return candidates;
}

Story StoryShelf::Row(const ShelvedStory& shelved) const {
  Story story = shelved.story;
  story.centroid.reserve(shelved.centroid.size());
  for (const Term& term : shelved.centroid.terms()) {
    story.centroid.push_back({vocabulary_->Spelling(term.word), term.weight});
  }
  return story;
}

void StoryShelf::TakeChanges(StoryChanges& changes) {
  changes.stories = std::move(dropped_);
  dropped_.clear();
  for (ShelvedStory* shelved : changed_) {
    shelved->changed = false;
    changes.stories.push_back(Row(*shelved));
  }
  changed_.clear();
  std::sort(changes.stories.begin(), changes.stories.end(), [](const Story& a, const Story& b) { return a.id < b.id; });
}

}  // namespace fenghuo
