#include "keywords/rules/term_scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15u;
// Bits of the bitmap for each term: one place in 32 of a text is walked in vain at most. At most 4 MiB of bits.
constexpr size_t kBitsPerTerm = 32;
constexpr unsigned kBitmapLogMin = 17;  // 16 KiB, half of a first-level cache
constexpr unsigned kBitmapLogMax = 25;
constexpr size_t kCandidates = 256;
constexpr size_t kNodesOfOnePhase = 8'000;  // about 3,000 terms

// Keep the first n bytes of a load.
constexpr std::array<uint64_t, 9> kMasks = {
    0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};

static_assert(std::endian::native == std::endian::little, "the masks keep the first bytes of a load");

// By pointers here and below: the release build checks the indices of containers. The common lengths by branches: a branch is
// foreseen and the next character read meanwhile, a table look-up is waited for.
uint32_t LengthAt(const char* text, size_t at) {
  const unsigned char lead = static_cast<unsigned char>(text[at]);
  if ((lead & 0xF0) == 0xE0) [[likely]]
    return 3;
  if (lead < 0x80) [[likely]]
    return 1;
  return lead < 0xE0 ? 2 : 4;
}

uint64_t Load8(const char* bytes) {
  uint64_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

// Whether four characters of three bytes stand here, as mostly in Chinese text: their three pairs can then be asked for without one
// waiting for the length of the other. Reads 16 bytes.
constexpr size_t kIdeographsRead = 16;
constexpr uint64_t kTwoIdeographs = 0xFFFFFFFFFFFFu;

bool FourIdeographs(const char* bytes) {
  constexpr uint64_t kFirst = 0x00F00000F00000F0u;  // bytes 0, 3 and 6
  constexpr uint64_t kLast = 0xF000u;               // and 9
  return (((Load8(bytes) & kFirst) ^ 0x00E00000E00000E0u) | ((Load8(bytes + 8) & kLast) ^ 0xE000u)) == 0;
}

// The two characters at `at` as one number, and how many bytes they take; 0 bytes when fewer than two are left.
struct Pair {
  uint64_t key = 0;
  uint32_t length = 0;
};

Pair PairAt(std::string_view text, size_t at) {
  const size_t second = at + LengthAt(text.data(), at);
  if (second >= text.size()) return {};
  const uint32_t length = static_cast<uint32_t>(second - at) + LengthAt(text.data(), second);
  if (at + 8 <= text.size()) return {Load8(text.data() + at) & kMasks[length], length};
  std::array<char, 8> padded{};
  std::memcpy(padded.data(), text.data() + at, std::min<size_t>(text.size() - at, length));
  return {Load8(padded.data()), length};
}

uint64_t EdgeKey(uint32_t node, char32_t next) { return (static_cast<uint64_t>(node) << 21) | next; }

}  // namespace

void TermScanner::NodeMap::Reserve(size_t keys) {
  const size_t slots = std::bit_ceil(std::max<size_t>(16, keys * 2));
  keys_.assign(slots, 0);
  nodes_.assign(slots, 0);
  shift_ = static_cast<unsigned>(64 - std::countr_zero(slots));
}

uint32_t& TermScanner::NodeMap::Slot(uint64_t key) {
  size_t slot = (key * kMultiplier) >> shift_;
  while (nodes_[slot] != 0 && keys_[slot] != key) slot = (slot + 1) & (nodes_.size() - 1);
  keys_[slot] = key;
  return nodes_[slot];
}

uint32_t TermScanner::NodeMap::Find(uint64_t key) const {
  size_t slot = (key * kMultiplier) >> shift_;
  while (nodes_[slot] != 0 && keys_[slot] != key) slot = (slot + 1) & (nodes_.size() - 1);
  return nodes_[slot];
}

TermScanner::TermScanner(const std::vector<std::string>& terms) {
  size_t characters = 0;
  for (const std::string& term : terms) characters += CountCodePoints(term);
  pairs_.Reserve(terms.size());
  edges_.Reserve(characters);
  const unsigned log = static_cast<unsigned>(std::bit_width(terms.size() * kBitsPerTerm));
  const unsigned bits = std::clamp(log, kBitmapLogMin, kBitmapLogMax);
  bitmap_.assign((size_t{1} << bits) / 64, 0);
  bitmap_shift_ = 64 - bits;
  nodes_.resize(1);  // number 0 means "not there"
  for (size_t i = 0; i < terms.size(); ++i) Add(static_cast<uint32_t>(i), terms[i]);
}

void TermScanner::Add(uint32_t number, std::string_view term) {
  CHECK(CountCodePoints(term) >= 2, "a term has at least two characters");
  const Pair pair = PairAt(term, 0);
  const uint64_t bit = (pair.key * kMultiplier) >> bitmap_shift_;
  bitmap_[bit / 64] |= uint64_t{1} << (bit % 64);
  const auto enter = [this](uint32_t& slot) {
    if (slot == 0) {
      slot = static_cast<uint32_t>(nodes_.size());
      nodes_.emplace_back();
    }
    return slot;
  };
  uint32_t node = enter(pairs_.Slot(pair.key));
  for (size_t at = pair.length; at < term.size();) {
    nodes_[node].goes_on = true;
    node = enter(edges_.Slot(EdgeKey(node, NextCodePoint(term, at))));
  }
  CHECK(nodes_[node].term == kNoTerm, "a term is in the list once");
  nodes_[node].term = number;
}

inline bool TermScanner::MayStart(uint64_t pair) const {
  const uint64_t bit = (pair * kMultiplier) >> bitmap_shift_;
  return ((bitmap_.data()[bit / 64] >> (bit % 64)) & 1) != 0;
}

void TermScanner::Walk(std::string_view folded, uint32_t at, std::vector<TermHit>& hits) const {
  const Pair pair = PairAt(folded, at);
  uint32_t node = pairs_.Find(pair.key);
  size_t end = at + pair.length;
  while (node != 0) {
    if (nodes_[node].term != kNoTerm) hits.push_back({nodes_[node].term, at, static_cast<uint32_t>(end)});
    if (!nodes_[node].goes_on || end >= folded.size()) return;
    const char32_t next = NextCodePoint(folded, end);
    node = edges_.Find(EdgeKey(node, next));
  }
}

void TermScanner::Scan(std::string_view folded, std::vector<TermHit>& hits) const {
  const char* bytes = folded.data();
  size_t at = nodes_.size() <= kNodesOfOnePhase ? ScanInOnePhase(folded, hits) : ScanInTwoPhases(folded, hits);
  for (; at < folded.size(); at += LengthAt(bytes, at)) {
    const Pair pair = PairAt(folded, at);
    if (pair.length != 0 && MayStart(pair.key)) Walk(folded, static_cast<uint32_t>(at), hits);
  }
}

// Where terms are few so are the places that pass, and a branch that is hardly ever taken costs nothing.
size_t TermScanner::ScanInOnePhase(std::string_view folded, std::vector<TermHit>& hits) const {
  const char* bytes = folded.data();
  const uint64_t* bitmap = bitmap_.data();  // kept in registers: the compiler cannot know that a walk leaves them alone
  const unsigned shift = bitmap_shift_;
  const auto walk_from = [&](size_t at, uint64_t pair) {
    const uint64_t bit = (pair * kMultiplier) >> shift;
    if (((bitmap[bit / 64] >> (bit % 64)) & 1) != 0) [[unlikely]]
      Walk(folded, static_cast<uint32_t>(at), hits);
  };
  size_t at = 0;
  while (at + kIdeographsRead <= folded.size()) {
    if (FourIdeographs(bytes + at)) [[likely]] {
      walk_from(at, Load8(bytes + at) & kTwoIdeographs);
      walk_from(at + 3, Load8(bytes + at + 3) & kTwoIdeographs);
      walk_from(at + 6, Load8(bytes + at + 6) & kTwoIdeographs);
      at += 9;
      continue;
    }
    const uint32_t length = LengthAt(bytes, at);
    walk_from(at, Load8(bytes + at) & kMasks.data()[length + LengthAt(bytes, at + length)]);
    at += length;
  }
  return at;
}

// In blocks: the first phase only steps and asks the bitmap, without a branch on the answer; the second walks.
size_t TermScanner::ScanInTwoPhases(std::string_view folded, std::vector<TermHit>& hits) const {
  std::array<uint32_t, kCandidates> candidates;
  const char* bytes = folded.data();
  size_t at = 0;
  uint32_t length = folded.empty() ? 0 : LengthAt(bytes, 0);
  while (at + 8 <= folded.size()) {
    size_t count = 0;
    while (at + 8 <= folded.size() && count < kCandidates) {
      const uint32_t next_length = LengthAt(bytes, at + length);
      candidates.data()[count] = static_cast<uint32_t>(at);
      count += MayStart(Load8(bytes + at) & kMasks.data()[length + next_length]);
      at += length;
      length = next_length;
    }
    for (size_t i = 0; i < count; ++i) Walk(folded, candidates[i], hits);
  }
  return at;
}

}  // namespace fenghuo
