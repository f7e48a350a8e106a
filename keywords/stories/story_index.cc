#include "keywords/stories/story_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "keywords/stories/affinity.h"
#include "keywords/stories/copies.h"
#include "keywords/stories/fingerprint.h"
#include "keywords/stories/head_words.h"
#include "keywords/stories/shelf.h"
#include "keywords/stories/term_vector.h"
#include "keywords/stories/vocabulary.h"
#include "keywords/text/dictionary.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kSearchWords = 8;
constexpr size_t kMergeSearchWords = 12;
constexpr int kMergesMax = 4;  // by one document

// A story looks for others to become one with when it has this many documents: often while it is small, then at powers
// of two. One that a rule found is worth the look each time until it is large.
bool IsMergeSize(const Story& story) {
  if (story.documents == 1 && !story.watched) return false;  // it just found no story to join
  constexpr int64_t kWatchedAlways = 64;
  if (story.watched && story.documents <= kWatchedAlways) return true;
  return story.documents <= 4 || (story.documents & (story.documents - 1)) == 0;
}

}  // namespace

class StoryIndex::Impl {
 public:
  explicit Impl(const StoryOptions& options)
      : options_(options),
        vocabulary_(options.words_max),
        affinity_(options_, vocabulary_),
        copies_(options.fingerprints_max, options.fingerprints_age_max),
        shelf_(options_, &vocabulary_) {}

  void Restore(const StoryChanges& all) {
    vocabulary_.Restore(all);
    shelf_.Restore(all.stories);
    for (const Fingerprint& fingerprint : all.fingerprints) copies_.Restore(fingerprint);
  }

  StoryAssignment Assign(const Document& document, Watched watched, Timestamp now);
  std::vector<StoryMerge> LookAgain(Timestamp now);
  bool MergeByHand(const std::string& from, const std::string& into);
  const Story* Find(const std::string& id) const;

  void Forget(Timestamp now) {
    Advance(now);
    vocabulary_.Forget();
  }

  StoryChanges TakeChanges(WordsTaken words) {
    StoryChanges changes;
    vocabulary_.TakeChanges(words, changes);
    shelf_.TakeChanges(changes);
    copies_.TakeChanges(changes);
    opened_.clear();
    return changes;
  }

 private:
  // A document on its way into a story.
  struct Arrival {
    const Document& document;
    Watched watched;
    Timestamp now;
    Fingerprint fingerprint;
    std::string earlier_story = {};  // where it was when it came before, or empty
    bool seen_before = false;
    bool own_text_kept = false;  // it came before and says nearly the same
  };

  struct Place {
    ShelvedStory* story = nullptr;
    int similarity = 0;  // thousandths
  };

  void Advance(Timestamp now);
  Arrival Receive(const Document& document, Watched watched, Timestamp now);
  TermVector Weigh(const Document& document, bool count);
  Place BesideOriginal(const Fingerprint* original, Timestamp now);
  Place ChoosePlace(const Arrival& arrival, const Fingerprint* original);
  Place Nearest(Watched watched, Timestamp now, const ShelvedStory* self);
  ShelvedStory& OpenFor(const Document& document, Timestamp now);
  void Join(ShelvedStory& shelved, const Arrival& arrival, bool is_copy);
  void MergeAround(ShelvedStory* story, Watched watched, Timestamp now, StoryAssignment& assignment);
  ShelvedStory* NearestStory(const ShelvedStory& story, Watched watched, Timestamp now);

  StoryOptions options_;
  Vocabulary vocabulary_;
  Affinity affinity_;
  CopyIndex copies_;
  StoryShelf shelf_;
  Query words_;     // of the document that is being placed
  Query centroid_;  // of the story that looks for others
  std::vector<std::string> opened_;  // watched stories, since the last changes were taken
};

void StoryIndex::Impl::Advance(Timestamp now) {
  vocabulary_.Advance(now);
  shelf_.Expire(now);
  copies_.Expire(now);
}

StoryIndex::Impl::Arrival StoryIndex::Impl::Receive(const Document& document, Watched watched, Timestamp now) {
  Arrival arrival{.document = document, .watched = watched, .now = now, .fingerprint = MakeFingerprint(document, now)};
  const Fingerprint* earlier = copies_.Find(document.id);
  if (earlier != nullptr) {
    arrival.seen_before = true;
    arrival.earlier_story = earlier->story;
    arrival.own_text_kept = CopyStrength(arrival.fingerprint, *earlier) > 0;
  }
  return arrival;
}

TermVector StoryIndex::Impl::Weigh(const Document& document, bool count) {
  const HeadText text(document);
  const std::vector<HeadWord>& heads = text.words();
  std::vector<WordId> ids;
  ids.reserve(heads.size());
  for (const HeadWord& head : heads) ids.push_back(vocabulary_.Intern(head.word));
  if (count) vocabulary_.CountDocument(ids);
  std::vector<int64_t> weights;
  weights.reserve(heads.size());
  int64_t squares = 0;
  for (size_t i = 0; i < heads.size(); ++i) {
    weights.push_back(heads[i].weight * vocabulary_.Rarity(ids[i]));
    squares += weights.back() * weights.back();
  }
  const double length = std::sqrt(static_cast<double>(squares));
  std::vector<Term> terms;
  terms.reserve(heads.size());
  for (size_t i = 0; i < heads.size(); ++i) {
    const double unit = static_cast<double>(weights[i]) / length * static_cast<double>(kUnitLength);
    terms.push_back({ids[i], static_cast<int32_t>(std::lround(unit))});
  }
  return TermVector(std::move(terms));
}

StoryAssignment StoryIndex::Impl::Assign(const Document& document, Watched watched, Timestamp now) {
  Advance(now);
  Arrival arrival = Receive(document, watched, now);
  const Fingerprint* original = copies_.FindOriginal(arrival.fingerprint);
  StoryAssignment assignment;
  if (original != nullptr) assignment.copy_of = original->document;
  const Place beside = arrival.seen_before ? Place() : BesideOriginal(original, now);
  // A new copy says nothing new, so nobody asks for its words, which are most of the work.
  const bool has_words = beside.story == nullptr || beside.story->centroid.empty();
  if (has_words) words_.Load(Weigh(document, !arrival.seen_before && original == nullptr));
  const Place place = beside.story != nullptr ? beside : ChoosePlace(arrival, original);
  assignment.opened = place.story == nullptr;
  assignment.similarity = assignment.opened ? 0 : place.similarity / 1000.0;
  ShelvedStory& story = assignment.opened ? OpenFor(document, now) : *place.story;
  Join(story, arrival, original != nullptr);
  assignment.story = story.story.id;
  if (assignment.opened && watched == Watched::kYes) opened_.push_back(story.story.id);
  arrival.fingerprint.story = story.story.id;
  copies_.Remember(std::move(arrival.fingerprint));
  if (has_words) MergeAround(&story, watched, now, assignment);
  return assignment;
}

// A copy goes with what it repeats.
StoryIndex::Impl::Place StoryIndex::Impl::BesideOriginal(const Fingerprint* original, Timestamp now) {
  ShelvedStory* theirs = original == nullptr ? nullptr : shelf_.Find(original->story);
  if (theirs == nullptr || !shelf_.TakesDocuments(*theirs, now)) return {};
  return {theirs, 1000};
}

// A document that came before stays where it is while it still fits.
StoryIndex::Impl::Place StoryIndex::Impl::ChoosePlace(const Arrival& arrival, const Fingerprint* original) {
  const Timestamp now = arrival.now;
  if (ShelvedStory* mine = shelf_.Find(arrival.earlier_story);
      mine != nullptr && shelf_.TakesDocuments(*mine, now)) {
    const int similarity = affinity_.Join(words_, *mine, arrival.watched, now);
    if (arrival.own_text_kept || similarity > 0 || mine->story.documents == 1) return {mine, std::max(similarity, 1)};
  }
  if (const Place beside = BesideOriginal(original, now); beside.story != nullptr) return beside;
  return Nearest(arrival.watched, now, nullptr);
}

// Of what is in `words_`; `self` is where they are now, or null.
StoryIndex::Impl::Place StoryIndex::Impl::Nearest(Watched watched, Timestamp now, const ShelvedStory* self) {
  Place best;
  shelf_.StartSearch();
  for (ShelvedStory* candidate : shelf_.Candidates(words_.vector(), kSearchWords, now)) {
    if (candidate == self) continue;
    const int strength = affinity_.Join(words_, *candidate, watched, now);
    if (strength > best.similarity || (strength > 0 && strength == best.similarity && Older(*candidate, *best.story))) {
      best = {candidate, strength};
    }
  }
  return best;
}

// The id of its first document. One that comes back after its story closed opens another, which needs another name;
// storage still has the first under the document's own, even when it is forgotten here.
ShelvedStory& StoryIndex::Impl::OpenFor(const Document& document, Timestamp now) {
  const bool comes_back = now - document.fetched_at > options_.age_max || shelf_.Knows(document.id);
  if (!comes_back) return shelf_.Open(document.id, now);
  const std::string again = document.id + "@" + std::to_string(ToUnixMillis(now));
  std::string id = again;
  for (int more = 2; shelf_.Knows(id); ++more) id = again + "-" + std::to_string(more);
  return shelf_.Open(id, now);
}

void StoryIndex::Impl::Join(ShelvedStory& shelved, const Arrival& arrival, bool is_copy) {
  const bool was_member = arrival.seen_before && shelf_.Find(arrival.earlier_story) == &shelved;
  if (!is_copy || shelved.centroid.empty()) shelf_.Extend(shelved, words_.vector());
  shelf_.Change(shelved, [&](Story& story) {
    const bool first_found = arrival.watched == Watched::kYes && !story.watched;
    if (story.documents == 0 || first_found) story.title = arrival.document.title;
    story.watched = story.watched || first_found;
    if (was_member) return;
    ++story.documents;
    if (is_copy) ++story.copies;
    story.last_seen = arrival.now;
  });
}

ShelvedStory* StoryIndex::Impl::NearestStory(const ShelvedStory& story, Watched watched, Timestamp now) {
  centroid_.Load(story.centroid);
  const Affinity::Seeker seeker{.story = story, .centroid = centroid_, .bridge = words_, .bridge_watched = watched};
  shelf_.StartSearch();
  std::vector<ShelvedStory*> candidates = shelf_.Candidates(story.centroid, kMergeSearchWords, now);
  const std::vector<ShelvedStory*> beside = shelf_.Candidates(words_.vector(), kSearchWords, now);
  candidates.insert(candidates.end(), beside.begin(), beside.end());
  ShelvedStory* best = nullptr;
  int best_strength = 0;
  for (ShelvedStory* candidate : candidates) {
    if (candidate == &story) continue;
    const int strength = affinity_.Merge(seeker, *candidate, now);
    if (strength > best_strength ||
        (strength > 0 && strength == best_strength && Older(*candidate, *best))) {
      best = candidate;
      best_strength = strength;
    }
  }
  return best;
}

void StoryIndex::Impl::MergeAround(ShelvedStory* story, Watched watched, Timestamp now, StoryAssignment& assignment) {
  for (int merges = 0; merges < kMergesMax && IsMergeSize(story->story); ++merges) {
    ShelvedStory* other = NearestStory(*story, watched, now);
    if (other == nullptr) return;
    if (OlderStory(story->story, other->story)) std::swap(story, other);
    shelf_.Merge(*story, *other);
    assignment.merges.push_back({story->story.id, other->story.id});
    story = other;
    assignment.story = story->story.id;
  }
}

std::vector<StoryMerge> StoryIndex::Impl::LookAgain(Timestamp now) {
  std::vector<StoryMerge> merges;
  for (const std::string& id : opened_) {
    ShelvedStory* story = shelf_.Find(id);
    if (story == nullptr || story->story.id != id || story->story.documents > story->story.copies + 1) continue;
    words_.Load(story->centroid);
    const Place place = Nearest(Watched::kYes, now, story);
    if (place.story == nullptr) continue;
    ShelvedStory& taken = OlderStory(story->story, place.story->story) ? *place.story : *story;
    ShelvedStory& taker = &taken == story ? *place.story : *story;
    shelf_.Merge(taken, taker);
    merges.push_back({taken.story.id, taker.story.id});
  }
  return merges;
}

bool StoryIndex::Impl::MergeByHand(const std::string& from, const std::string& into) {
  ShelvedStory* taken = shelf_.Find(from);
  ShelvedStory* taker = shelf_.Find(into);
  if (taken == nullptr || taker == nullptr || taken == taker) return false;
  shelf_.Merge(*taken, *taker);
  return true;
}

const Story* StoryIndex::Impl::Find(const std::string& id) const {
  const ShelvedStory* shelved = shelf_.Find(id);
  return shelved == nullptr ? nullptr : &shelved->story;
}

StoryOptions StoryOptionsFor(const Document& document) {
  StoryOptions options;
  const std::string& title = document.title.empty() ? document.text : document.title;
  bool spaced = true;
  for (size_t at = 0; at < title.size();) {
    const char32_t character = NextCodePoint(title, at);
    spaced = spaced && !(character <= kHanLast && IsUnifiedHan(static_cast<char16_t>(character)));
  }
  if (!spaced) return options;
  options.evidence = JoinEvidence::kAnyWord;
  options.join = 0.16;
  options.merge = 0.22;
  return options;
}

StoryIndex::StoryIndex(const StoryOptions& options) : impl_(std::make_unique<Impl>(options)) {}
StoryIndex::~StoryIndex() = default;
StoryIndex::StoryIndex(StoryIndex&&) noexcept = default;
StoryIndex& StoryIndex::operator=(StoryIndex&&) noexcept = default;

void StoryIndex::Restore(const StoryChanges& all) { impl_->Restore(all); }

StoryAssignment StoryIndex::Assign(const Document& document, Watched watched, Timestamp now) {
  return impl_->Assign(document, watched, now);
}

std::vector<StoryMerge> StoryIndex::LookAgain(Timestamp now) { return impl_->LookAgain(now); }

bool StoryIndex::Merge(const std::string& from, const std::string& into) { return impl_->MergeByHand(from, into); }

const Story* StoryIndex::Find(const std::string& id) const { return impl_->Find(id); }

void StoryIndex::Forget(Timestamp now) { impl_->Forget(now); }

StoryChanges StoryIndex::TakeChanges(WordsTaken words) { return impl_->TakeChanges(words); }

}  // namespace fenghuo
