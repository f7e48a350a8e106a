#include "keywords/stories/vocabulary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "base/check.h"
#include "keywords/stories/frame_words.h"
#include "keywords/text/words.h"

namespace fenghuo {
namespace {

constexpr int64_t kHalfLifeDays = 30;
constexpr int64_t kRescaleDays = 300;  // a sighting counts 1024 by then
constexpr double kRescale = 1.0 / 1024;

// The built-in frequencies weigh as much as this many documents.
constexpr double kPriorDocuments = 3000;

// Less than this share of one fresh sighting is forgotten: a word seen once comes to it in five months.
constexpr double kForgetBelow = 1.0 / 32;

constexpr size_t kSlotsMin = 1024;

// Multiples of 1/1024, so that sums of them are exact in a double.
double Exact(double value) { return std::round(value * 1024) / 1024; }

}  // namespace

void Vocabulary::Restore(const StoryChanges& all) {
  CHECK(words_.empty(), "a vocabulary is restored only when empty");
  documents_total_ = all.documents_total;
  decayed_at_ = all.decayed_at;
  for (const WordCount& count : all.words) {
    words_[Intern(count.word)].documents = count.documents;
    ++counted_;
  }
}

void Vocabulary::Advance(Timestamp now) {
  if (documents_total_ == 0) decayed_at_ = std::chrono::floor<std::chrono::days>(now);
  int64_t days = std::chrono::floor<std::chrono::days>(now - decayed_at_).count();
  for (; days >= kRescaleDays; days -= kRescaleDays) Rescale();
  sighting_ = Exact(std::exp2(static_cast<double>(std::max<int64_t>(days, 0)) / kHalfLifeDays));
  if (counted_ > words_max_ + words_max_ / 4) Forget();
}

void Vocabulary::Rescale() {
  decayed_at_ += std::chrono::days(kRescaleDays);
  documents_total_ = Exact(documents_total_ * kRescale);
  for (WordId id = 0; id < words_.size(); ++id) {
    if (words_[id].documents == 0) continue;
    words_[id].documents = Exact(words_[id].documents * kRescale);
    MarkChanged(id);
    if (words_[id].documents == 0) {
      --counted_;
      forgotten_.push_back(words_[id].spelling);
    }
  }
}

// Where the word stands, or the free slot where it may be put. There is always a free one.
size_t Vocabulary::SlotOf(std::string_view spelling, size_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == 0) return slot;
    const Word& word = words_[slots_[slot] - 1];
    if (word.hash == hash && word.spelling == spelling) return slot;
  }
}

// Makes room for twice as many as there are.
void Vocabulary::Rehash() {
  slots_.assign(std::bit_ceil(4 * (words_.size() - free_.size()) + kSlotsMin), 0);
  for (WordId id = 0; id < words_.size(); ++id) {
    if (words_[id].used) slots_[SlotOf(words_[id].spelling, words_[id].hash)] = id + 1;
  }
}

WordId Vocabulary::Intern(std::string_view word) {
  if (2 * (words_.size() - free_.size()) >= slots_.size()) Rehash();
  const size_t hash = std::hash<std::string_view>()(word);
  const size_t slot = SlotOf(word, hash);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  WordId id = static_cast<WordId>(words_.size());
  if (free_.empty()) {
    words_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  words_[id].spelling = word;
  words_[id].hash = hash;
  words_[id].prior_per_mille = FramePerMille(word);
  words_[id].used = true;
  slots_[slot] = id + 1;
  return id;
}

void Vocabulary::CountDocument(const std::vector<WordId>& distinct) {
  documents_total_ += sighting_;
  for (WordId id : distinct) {
    if (words_[id].documents == 0) ++counted_;
    words_[id].documents += sighting_;
    MarkChanged(id);
  }
}

int64_t Vocabulary::Rarity(WordId id) const {
  const Word& word = words_[id];
  const double prior = kPriorDocuments * sighting_;
  const double with = word.documents + prior * word.prior_per_mille / 1000 + sighting_ / 2;
  return std::max<int64_t>(0, std::llround(1024 * std::log((documents_total_ + prior) / with)));
}

int64_t Vocabulary::PerMille(WordId id) const {
  const Word& word = words_[id];
  const double prior = kPriorDocuments * sighting_;
  return std::llround(1000 * (word.documents + prior * word.prior_per_mille / 1000) / (documents_total_ + prior));
}

int64_t Vocabulary::Sightings(WordId id) const {
  const Word& word = words_[id];
  return std::llround(1000 * word.documents / sighting_ + kPriorDocuments * word.prior_per_mille);
}

bool Vocabulary::IsDictionaryWord(WordId id) const {
  const Word& word = words_[id];
  if (!word.in_dictionary) word.in_dictionary = fenghuo::IsDictionaryWord(word.spelling);
  return *word.in_dictionary;
}

void Vocabulary::Forget() {
  std::vector<WordId> kept;
  for (WordId id = 0; id < words_.size(); ++id) {
    if (words_[id].documents == 0) continue;
    if (words_[id].documents < kForgetBelow * sighting_) {
      ForgetCount(id);
    } else {
      kept.push_back(id);
    }
  }
  if (kept.size() > words_max_) {
    std::sort(kept.begin(), kept.end(), [this](WordId a, WordId b) {
      if (words_[a].documents != words_[b].documents) return words_[a].documents > words_[b].documents;
      return words_[a].spelling < words_[b].spelling;
    });
    for (size_t i = words_max_; i < kept.size(); ++i) ForgetCount(kept[i]);
  }
  FreeUnused();
}

void Vocabulary::ForgetCount(WordId id) {
  words_[id].documents = 0;
  --counted_;
  forgotten_.push_back(words_[id].spelling);
  MarkChanged(id);
}

void Vocabulary::FreeUnused() {
  for (WordId id = 0; id < words_.size(); ++id) {
    Word& word = words_[id];
    if (!word.used || word.documents > 0 || word.holders > 0) continue;
    word = Word{};
    free_.push_back(id);
  }
  Rehash();
  std::erase_if(changed_, [this](WordId id) { return !words_[id].used; });
}

void Vocabulary::MarkChanged(WordId id) {
  if (words_[id].changed) return;
  words_[id].changed = true;
  changed_.push_back(id);
}

void Vocabulary::TakeChanges(WordsTaken words, StoryChanges& changes) {
  if (words == WordsTaken::kAll) {
    for (const Word& word : words_) {
      if (word.documents > 0) changes.words.push_back({word.spelling, word.documents});
    }
    forgotten_.clear();
  }
  for (WordId id : changed_) {
    words_[id].changed = false;
    if (words == WordsTaken::kChanged && words_[id].documents > 0)
      changes.words.push_back({words_[id].spelling, words_[id].documents});
  }
  changed_.clear();
  for (std::string& word : forgotten_) {  // one that was forgotten twice says so twice
    const WordId place = slots_[SlotOf(word, std::hash<std::string_view>()(word))];
    if (place == 0 || words_[place - 1].documents == 0) changes.words.push_back({std::move(word), 0});
  }
  forgotten_.clear();
  changes.documents_total = documents_total_;
  changes.decayed_at = decayed_at_;
}

}  // namespace fenghuo
