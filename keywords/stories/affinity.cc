#include "keywords/stories/affinity.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

namespace fenghuo {
namespace {

// Thousandths where nothing else is said. Set on six recorded weeks of boards around six crises and checked on two
// quiet months: recall of the crisis in one story against strangers in it.
constexpr int kRareBelow = 10;       // a word in fewer of a thousand documents can be evidence
constexpr int kOwnedEvidence = 200;  // a story owns this much of a word that is evidence
constexpr int kOwnedAlone = 500;     // and this much when it is the only one
constexpr int kOwnedAloneTwo = 700;  // two documents, or two stories together, when it is the only one between them
constexpr int kOwnedFloor = 500;     // a word that a story does not own still counts half
constexpr int kOwnedFloorMerge = 700;
constexpr int kWatchedPull = 1300;
constexpr int kBothWatchedPull = 1500;   // a rule found the document as well
constexpr int kWatchedPullMerge = 1200;
constexpr int kWatchedLives = 2;   // half-lives of a watched story in one of another
constexpr double kTopicGate = 60;  // asked more for each doubling of a large story that no rule found
constexpr int64_t kTopicFrom = 4;  // documents
constexpr int kHeldShare = 450;    // of a document's weight, in words that a watched story made its own
constexpr int kHeldOwned = 600;
constexpr int kHeldOwnedLarge = 300;  // the larger story's own part of it, in a merge
constexpr int kHeldCount = 1500;      // sightings in the story, in thousandths: seen more than once
constexpr int kHeldCountMerge = 2500;
constexpr int kBridge = 200;
constexpr double kBridgedMerge = 0.35;  // of the usual likeness

// A word weighs about this much in the unit vector of one title.
constexpr int64_t kWeightOfSighting = 330;

// A word recurs in a story when it stands in two of its documents, or in a fifth when it is large.
constexpr int64_t kCoreCount = 2000;
constexpr int64_t kCoreShare = 200;
constexpr int kCoreWords = 2;
constexpr size_t kCoreLookedAt = 8;

int Thousandths(double value) { return static_cast<int>(std::lround(value * 1000)); }

int64_t Members(const Story& story) { return std::max<int64_t>(1, story.documents - story.copies); }

// In how many of the story's documents a word stands, guessed from its weight; in thousandths.
int64_t CountIn(int64_t weight, const Story& story) {
  return std::min(weight * 1000 / kWeightOfSighting, Members(story) * 1000);
}

bool Recurs(int64_t weight, const Story& story) {
  return CountIn(weight, story) >= std::max(kCoreCount, kCoreShare * Members(story));
}

// 2^(-apart / half life)
double Fading(Duration apart, Duration half_life) {
  return std::exp2(-static_cast<double>(std::max(apart, Duration(0)).count()) / static_cast<double>(half_life.count()));
}

double TopicGate(const Story& story) {
  return kTopicGate * std::log2(static_cast<double>(std::max(kTopicFrom, story.documents)) / kTopicFrom);
}

double Length(const TermVector& vector) { return std::sqrt(static_cast<double>(vector.NormSquared())); }

// Both in UTF-8: one begins with the Han character (three bytes) that the other ends with.
bool Overlap(std::string_view a, std::string_view b) {
  constexpr size_t kHan = 3;
  if (a.size() < 2 * kHan || b.size() < 2 * kHan) return false;
  return a.substr(a.size() - kHan) == b.substr(0, kHan) || b.substr(b.size() - kHan) == a.substr(0, kHan);
}

int Pull(bool story_watched, Watched document) {
  if (!story_watched) return 1000;
  return document == Watched::kYes ? kBothWatchedPull : kWatchedPull;
}

template <typename Words>
double Weighed(const Words& shared, int floor) {
  uint64_t sum = 0;
  for (const auto& word : shared)
    sum += static_cast<uint64_t>(word.left * word.right) * static_cast<uint64_t>(std::max(word.owned, floor));
  return static_cast<double>(sum) / 1000;
}

}  // namespace

int Affinity::Join(const Query& words, const ShelvedStory& story, Watched watched, Timestamp now) const {
  const uint64_t dot = words.Dot(story.centroid);
  if (dot == 0) return 0;
  const bool is_watched = story.story.watched;
  const double fading =
      Fading(now - story.story.last_seen, is_watched ? kWatchedLives * options_.half_life : options_.half_life);
  const double scale = Pull(is_watched, watched) * fading / (Length(words.vector()) * Length(story.centroid));
  const double gate = watched == Watched::kYes && !is_watched ? TopicGate(story.story) : 0;
  const auto needed = static_cast<int>(std::lround(1000 * options_.join + gate));

  const auto plain = static_cast<int>(std::lround(scale * static_cast<double>(dot)));
  if (options_.evidence == JoinEvidence::kAnyWord) return plain < needed ? 0 : plain;
  if (plain < needed && !is_watched) return 0;
  std::vector<Shared> shared = SharedWords(words, story.centroid);
  for (Shared& word : shared) word.owned = Owned(word.word, word.right, story.story, 1000);
  if (int share = 0; is_watched && IsHeld(shared, words.vector(), story.story, &share)) {
    const auto held = static_cast<int>(std::lround(share * fading));
    if (held >= Thousandths(options_.join)) return held;
  }
  const auto strength = static_cast<int>(std::lround(scale * Weighed(shared, kOwnedFloor)));
  return strength >= needed && HasEvidence(shared, story, strength) ? strength : 0;
}

int Affinity::Merge(const Seeker& seeker, const ShelvedStory& other, Timestamp now) const {
  const uint64_t dot = seeker.centroid.Dot(other.centroid);
  if (dot == 0) return 0;
  const ShelvedStory& a = seeker.story;
  const ShelvedStory& b = other;
  const bool a_smaller =
      a.story.documents != b.story.documents ? a.story.documents < b.story.documents : OlderStory(b.story, a.story);
  const ShelvedStory& small = a_smaller ? a : b;
  const ShelvedStory& large = a_smaller ? b : a;
  const bool any_watched = a.story.watched || b.story.watched;
  const double fading = Fading(std::chrono::abs(a.story.last_seen - b.story.last_seen), options_.half_life);
  const double scale =
      (any_watched ? kWatchedPullMerge : 1000) * fading / (Length(small.centroid) * Length(large.centroid));
  const double gate = a.story.watched != b.story.watched ? TopicGate((a.story.watched ? b : a).story) : 0;
  const auto needed = static_cast<int>(std::lround(1000 * options_.merge + gate));
  const auto needed_least =
      any_watched ? static_cast<int>(std::lround(1000 * kBridgedMerge * options_.merge + gate)) : needed;

  const auto plain = static_cast<int>(std::lround(scale * static_cast<double>(dot)));
  if (options_.evidence == JoinEvidence::kAnyWord) return plain < needed ? 0 : plain;
  const bool can_be_held = large.story.watched && 2 * small.story.documents <= large.story.documents;
  if (plain < needed_least && !can_be_held) return 0;

  int owned_most = 0;
  std::vector<WordId> evidence;
  std::vector<Shared> shared = SharedWords(seeker.centroid, other.centroid);
  if (!a_smaller) {
    for (Shared& word : shared) std::swap(word.left, word.right);
  }
  std::vector<Shared> held = shared;
  for (size_t i = 0; i < shared.size(); ++i) {
    const int of_large = Owned(shared[i].word, shared[i].right, large.story, 0);
    shared[i].owned = std::min(1000, of_large + Owned(shared[i].word, shared[i].left, small.story, 0));
    const bool holds = of_large >= kHeldOwnedLarge && CountIn(shared[i].right, large.story) >= kHeldCountMerge;
    held[i].owned = holds ? shared[i].owned : 0;
    if (!IsEvidence(shared[i])) continue;
    owned_most = std::max(owned_most, shared[i].owned);
    evidence.push_back(shared[i].word);
  }
  if (int share = 0; can_be_held && IsHeld(held, small.centroid, large.story, &share)) {
    const auto strength = static_cast<int>(std::lround(share * fading));
    if (strength >= Thousandths(options_.merge)) return strength;
  }
  const auto strength = static_cast<int>(std::lround(scale * Weighed(shared, kOwnedFloorMerge)));
  if (evidence.empty() || strength < needed_least) return 0;
  if (owned_most < kOwnedAloneTwo && CountDistinct(evidence) < 2) return 0;
  return strength >= needed || Bridges(seeker, other, now) ? strength : 0;
}

bool Affinity::Bridges(const Seeker& seeker, const ShelvedStory& other, Timestamp now) const {
  if (seeker.bridge_watched == Watched::kNo) return false;
  return Join(seeker.bridge, seeker.story, Watched::kNo, now) >= kBridge &&
         Join(seeker.bridge, other, Watched::kNo, now) >= kBridge;
}

std::vector<Affinity::Shared> Affinity::SharedWords(const Query& left, const TermVector& right) const {
  std::vector<Shared> shared;
  for (const Term& term : right.terms()) {
    if (const int32_t weight = left.WeightOf(term.word); weight > 0)
      shared.push_back({term.word, weight, term.weight, 0});
  }
  return shared;
}

// The share of a word's sightings that are in the story; `sightings_less` (thousandths) are not counted: the document
// that is just being placed.
int Affinity::Owned(WordId word, int64_t weight, const Story& story, int64_t sightings_less) const {
  const int64_t own = std::max<int64_t>(1000, CountIn(weight, story));
  const int64_t all = std::max<int64_t>(1000, vocabulary_.Sightings(word) - sightings_less);
  return static_cast<int>(std::min<int64_t>(1000, own * 1000 / all));
}

bool Affinity::IsEvidence(const Shared& word) const {
  return word.owned >= kOwnedEvidence && vocabulary_.PerMille(word.word) < kRareBelow;
}

// 金龙鱼声明 belongs to the story that made 金龙鱼 a word of the day, though that word is a small part of the story.
bool Affinity::IsHeld(const std::vector<Shared>& shared, const TermVector& left, const Story& story, int* share) const {
  uint64_t squares = 0;
  for (const Shared& word : shared) {
    if (word.owned < kHeldOwned || CountIn(word.right, story) < kHeldCount || vocabulary_.IsFrame(word.word)) continue;
    squares += static_cast<uint64_t>(word.left * word.left);
  }
  *share = static_cast<int>(std::lround(1000 * static_cast<double>(squares) / static_cast<double>(left.NormSquared())));
  return *share >= kHeldShare;
}

bool Affinity::HasEvidence(const std::vector<Shared>& shared, const ShelvedStory& story, int strength) const {
  std::vector<WordId> evidence;
  int64_t heaviest = 0;
  int owned_most = 0;
  for (const Shared& word : shared) {
    if (!IsEvidence(word)) continue;
    evidence.push_back(word.word);
    heaviest = std::max(heaviest, word.right);
    owned_most = std::max(owned_most, word.owned);
  }
  if (evidence.empty()) return false;
  if (CountDistinct(evidence) >= 2) return true;
  // One word: nothing recurs yet in a single document, so the two must be as much alike as two stories.
  if (story.story.documents == 1) return owned_most >= kOwnedAloneTwo && strength >= Thousandths(options_.merge);
  return owned_most >= kOwnedAlone && Recurs(heaviest, story.story) && CountCoreWords(story) >= kCoreWords;
}

// 油罐 and 罐车 of 油罐车 are one; 金龙 and 龙鱼, which no dictionary has, are a name and as good as two. Words that hang together by
// a third are one as well, so that their order, which a restart changes, says nothing.
int Affinity::CountDistinct(const std::vector<WordId>& words) const {
  std::vector<size_t> group(words.size());
  std::iota(group.begin(), group.end(), size_t{0});
  int distinct = static_cast<int>(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    for (size_t earlier = 0; earlier < i; ++earlier) {
      if (group[earlier] == group[i] || !AreOne(words[i], words[earlier])) continue;
      std::replace(group.begin(), group.end(), size_t{group[earlier]}, size_t{group[i]});
      --distinct;
    }
  }
  return distinct;
}

bool Affinity::AreOne(WordId a, WordId b) const {
  return Overlap(vocabulary_.Spelling(a), vocabulary_.Spelling(b)) &&
         (vocabulary_.IsDictionaryWord(a) || vocabulary_.IsDictionaryWord(b));
}

int Affinity::CountCoreWords(const ShelvedStory& story) const {
  std::vector<WordId> core;
  for (const Term& term : story.centroid.terms()) {
    if (!Recurs(term.weight, story.story) || vocabulary_.IsFrame(term.word)) continue;
    core.push_back(term.word);
    if (core.size() > kCoreLookedAt) return kCoreWords;  // that many can not all be one name
  }
  return CountDistinct(core);
}

}  // namespace fenghuo
