#include "keywords/stories/fingerprint.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <limits>

#include "base/hash.h"
#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kCharactersMax = 20'000;
constexpr size_t kBytesMax = kCharactersMax * 4;

// A longer text keeps every 2nd, 4th, 8th … shingle, so that about 64 to 128 stay whatever its length: enough to tell
// 0.4 from 0.6, and one row stays below a kilobyte.
constexpr uint32_t kSampleCharacters = 128;

constexpr size_t kNameCharactersMax = 30;  // of @name
constexpr size_t kEmojiCharactersMax = 8;  // of [emoji]

bool IsCounted(char32_t character) { return u_isalnum(static_cast<UChar32>(character)) != 0; }

std::u32string CodePoints(std::string_view folded) {
  std::u32string points;
  points.reserve(folded.size());
  for (size_t i = 0; i < folded.size();) points.push_back(NextCodePoint(folded, i));
  return points;
}

bool StartsLink(const std::u32string& text, size_t at) {
  const std::u32string_view rest = std::u32string_view(text).substr(at);
  return rest.starts_with(U"http://") || rest.starts_with(U"https://");
}

size_t EndOfLink(const std::u32string& text, size_t at) {
  while (at < text.size() && text[at] > U' ' && text[at] < 0x7f) ++at;
  return at;
}

size_t EndOfName(const std::u32string& text, size_t at) {
  const size_t end_max = std::min(text.size(), at + 1 + kNameCharactersMax);
  size_t end = at + 1;
  while (end < end_max && (IsCounted(text[end]) || text[end] == U'_' || text[end] == U'-')) ++end;
  return end;
}

// One past "]" when this is an emoji in brackets, else `at`.
size_t EndOfEmoji(const std::u32string& text, size_t at) {
  const size_t end_max = std::min(text.size(), at + 2 + kEmojiCharactersMax);
  for (size_t end = at + 1; end < end_max; ++end) {
    if (text[end] == U']') return end + 1;
    if (!IsCounted(text[end])) return at;
  }
  return at;
}

uint64_t ShingleHash(char32_t a, char32_t b, char32_t c) {
  uint64_t hash = (uint64_t{a} << 42) | (uint64_t{b} << 21) | uint64_t{c};
  hash += 0x9e3779b97f4a7c15ULL;  // SplitMix64 (Steele, Lea, Flood 2014)
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

std::vector<uint64_t> Shingles(const std::u32string& text) {
  std::vector<uint64_t> hashes;
  hashes.reserve(text.size());
  for (size_t i = 0; i + 2 < text.size(); ++i) hashes.push_back(ShingleHash(text[i], text[i + 1], text[i + 2]));
  return hashes;
}

template <typename Hash>
void SortOnce(std::vector<Hash>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

// The smallest different hashes, sorted. A text of thousands of characters is not sorted for the sake of sixteen: those
// below a bound that about three times as many keep are, unless chance or repetition left too few.
std::vector<uint64_t> Smallest(const std::vector<uint64_t>& hashes) {
  constexpr size_t kPart = 3 * kSketchSize;
  std::vector<uint64_t> part;
  if (hashes.size() > kPart) {
    const uint64_t bound = std::numeric_limits<uint64_t>::max() / hashes.size() * kPart;
    for (uint64_t hash : hashes) {
      if (hash < bound) part.push_back(hash);
    }
    SortOnce(part);
  }
  if (part.size() < kSketchSize) SortOnce(part = hashes);
  part.resize(std::min(kSketchSize, part.size()));
  return part;
}

// Shingles whose low bits are zero are the sample; the sketch takes the smallest, which look at the high bits.
uint64_t SampleMask(uint32_t characters) {
  uint64_t every = 1;
  while (characters / every > kSampleCharacters) every *= 2;
  return every - 1;
}

uint64_t HashOf(std::u32string_view text) {
  return Hash64({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char32_t)});
}

}  // namespace

std::u32string ComparableText(std::string_view text) {
  const std::u32string points = CodePoints(Fold(text.substr(0, kBytesMax)));
  std::u32string kept;
  for (size_t i = 0; i < points.size() && kept.size() < kCharactersMax;) {
    if (points[i] == U'h' && StartsLink(points, i)) {
      i = EndOfLink(points, i);
    } else if (points[i] == U'@') {
      i = EndOfName(points, i);
    } else if (points[i] == U'[' && EndOfEmoji(points, i) != i) {
      i = EndOfEmoji(points, i);
    } else {
      if (IsCounted(points[i])) kept.push_back(points[i]);
      ++i;
    }
  }
  return kept;
}

Fingerprint MakeFingerprint(const Document& document, Timestamp now) {
  const std::u32string text = ComparableText(document.title + "\n" + document.text);
  Fingerprint made;
  made.document = document.id;
  made.at = now;
  made.characters = static_cast<uint32_t>(text.size());
  made.exact = HashOf(text);
  const std::vector<uint64_t> hashes = Shingles(text);
  made.sketch = Smallest(hashes);
  const uint64_t mask = SampleMask(made.characters);
  made.shingles.reserve(2 * kSampleCharacters);
  for (uint64_t hash : hashes) {
    if ((hash & mask) == 0) made.shingles.push_back(static_cast<uint32_t>(hash));
  }
  SortOnce(made.shingles);
  made.shingles.shrink_to_fit();
  return made;
}

int Containment(const Fingerprint& a, const Fingerprint& b) {
  const uint64_t mask = std::max(SampleMask(a.characters), SampleMask(b.characters));
  int64_t of_a = 0;
  int64_t of_b = 0;
  int64_t both = 0;
  auto left = a.shingles.begin();
  auto right = b.shingles.begin();
  while (left != a.shingles.end() || right != b.shingles.end()) {
    const bool take_left = right == b.shingles.end() || (left != a.shingles.end() && *left <= *right);
    const bool take_right = left == a.shingles.end() || (right != b.shingles.end() && *right <= *left);
    const uint32_t hash = take_left ? *left : *right;
    const bool sampled = (hash & mask) == 0;
    of_a += sampled && take_left;
    of_b += sampled && take_right;
    both += sampled && take_left && take_right;
    if (take_left) ++left;
    if (take_right) ++right;
  }
  const int64_t smaller = std::min(of_a, of_b);
  return smaller == 0 ? 0 : static_cast<int>((both * 1000 + smaller / 2) / smaller);
}

}  // namespace fenghuo
