#include "keywords/stories/copies.h"

#include <algorithm>

#include "keywords/stories/fingerprint.h"

namespace fenghuo {
namespace {

constexpr Duration kShortRemembered = hours(24 * 3);

constexpr uint32_t kExactOnlyBelow = 12;  // characters
constexpr uint32_t kStrictBelow = 30;
constexpr int kContainedStrict = 700;  // thousandths
constexpr int kContained = 500;
constexpr uint32_t kLengthRatioMax = 5;
constexpr size_t kSharedMin = 3;

// A phrase that everybody uses ("责任编辑…") must not make every look-up slow: only the newest texts with it are candidates.
constexpr size_t kBucketLookedAt = 64;

bool ByAge(const Fingerprint* a, const Fingerprint* b) {
  return a->at != b->at ? a->at < b->at : a->document < b->document;
}

void InsertInto(std::vector<const Fingerprint*>& bucket, const Fingerprint* fingerprint) {
  const bool newest = bucket.empty() || ByAge(bucket.back(), fingerprint);  // as nearly every one is
  bucket.insert(newest ? bucket.end() : std::upper_bound(bucket.begin(), bucket.end(), fingerprint, ByAge), fingerprint);
}

void EraseFrom(std::unordered_map<uint64_t, std::vector<const Fingerprint*>>& buckets, uint64_t hash,
               const Fingerprint* fingerprint) {
  const auto found = buckets.find(hash);
  std::erase(found->second, fingerprint);
  if (found->second.empty()) buckets.erase(found);
}

}  // namespace

int CopyStrength(const Fingerprint& probe, const Fingerprint& earlier) {
  const uint32_t shorter = std::min(probe.characters, earlier.characters);
  const uint32_t longer = std::max(probe.characters, earlier.characters);
  if (shorter == 0) return 0;
  if (probe.exact == earlier.exact && shorter == longer) {
    return shorter >= kExactOnlyBelow || probe.at - earlier.at <= kShortRemembered ? 1000 : 0;
  }
  if (shorter < kExactOnlyBelow || longer > shorter * kLengthRatioMax) return 0;
  const int contained = Containment(probe, earlier);
  return contained >= (shorter < kStrictBelow ? kContainedStrict : kContained) ? contained : 0;
}

void CopyIndex::Expire(Timestamp now) {
  while (!by_age_.empty() && (by_age_.begin()->first + remembered_ < now || by_age_.size() > fingerprints_max_)) {
    const std::string document = by_age_.begin()->second;
    Erase(document);
    changed_.erase(document);
    forgotten_.insert(document);
  }
}

const Fingerprint* CopyIndex::Find(const std::string& document) const {
  const auto found = kept_.find(document);
  return found == kept_.end() ? nullptr : &found->second;
}

std::vector<const Fingerprint*> CopyIndex::Candidates(const Fingerprint& probe) const {
  std::vector<const Fingerprint*> shared;  // one entry for each hash in common
  for (uint64_t hash : probe.sketch) {
    const auto found = by_sketch_.find(hash);
    if (found == by_sketch_.end()) continue;
    const Bucket& bucket = found->second;
    const size_t looked_at = std::min(bucket.size(), kBucketLookedAt);
    shared.insert(shared.end(), bucket.end() - static_cast<std::ptrdiff_t>(looked_at), bucket.end());
  }
  std::sort(shared.begin(), shared.end(), ByAge);
  std::vector<const Fingerprint*> candidates;
  for (size_t i = 0; i < shared.size();) {
    size_t end = i;
    while (end < shared.size() && shared[end] == shared[i]) ++end;
    if (end - i >= kSharedMin) candidates.push_back(shared[i]);
    i = end;
  }
  const auto same = by_exact_.find(probe.exact);
  if (probe.characters > 0 && same != by_exact_.end()) candidates.insert(candidates.end(), same->second.begin(), same->second.end());
  return candidates;
}

const Fingerprint* CopyIndex::FindOriginal(const Fingerprint& probe) const {
  const Fingerprint* best = nullptr;
  int best_strength = 0;
  for (const Fingerprint* candidate : Candidates(probe)) {
    if (candidate->document == probe.document) continue;
    const int strength = CopyStrength(probe, *candidate);
    if (strength == 0 || strength < best_strength) continue;
    if (strength > best_strength || ByAge(candidate, best)) {
      best = candidate;
      best_strength = strength;
    }
  }
  return best;
}

void CopyIndex::Remember(Fingerprint fingerprint) {
  changed_.insert(fingerprint.document);
  forgotten_.erase(fingerprint.document);
  Insert(std::move(fingerprint));
}

void CopyIndex::Restore(Fingerprint fingerprint) { Insert(std::move(fingerprint)); }

void CopyIndex::Insert(Fingerprint fingerprint) {
  Erase(fingerprint.document);
  const std::string document = fingerprint.document;
  const Fingerprint& kept = kept_.emplace(document, std::move(fingerprint)).first->second;
  by_age_.emplace(kept.at, document);
  if (kept.characters > 0) InsertInto(by_exact_[kept.exact], &kept);
  for (uint64_t hash : kept.sketch) InsertInto(by_sketch_[hash], &kept);
}

void CopyIndex::Erase(const std::string& document) {
  const auto found = kept_.find(document);
  if (found == kept_.end()) return;
  const Fingerprint& old = found->second;
  if (old.characters > 0) EraseFrom(by_exact_, old.exact, &old);
  for (uint64_t hash : old.sketch) EraseFrom(by_sketch_, hash, &old);
  by_age_.erase({old.at, document});
  kept_.erase(found);
}

void CopyIndex::TakeChanges(StoryChanges& changes) {
  for (const std::string& document : changed_) changes.fingerprints.push_back(kept_.at(document));
  changes.forgotten_documents.assign(forgotten_.begin(), forgotten_.end());
  changed_.clear();
  forgotten_.clear();
}

}  // namespace fenghuo
