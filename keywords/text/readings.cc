#include "keywords/text/readings.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "keywords/text/fold_table.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kSyllableMax = 6;    // zhuang
constexpr size_t kBareLettersMin = 3;  // without brackets and tone
constexpr size_t kHanBytes = 3;

struct Syllable {
  std::string_view letters;
  std::string_view characters;
};
constexpr Syllable kSyllables[] = {
#include "keywords/text/han_readings.inc"
};

// U+4E00 to U+9FFF.
bool IsKnownHan(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

// Every character under the one that it folds to, so that 干 has the readings of 乾 too.
class ReadingTable {
 public:
  static const ReadingTable& Get() {
    static const ReadingTable table;
    return table;
  }

  bool Has(char32_t character, std::string_view syllable) const {
    const auto known = std::lower_bound(std::begin(kSyllables), std::end(kSyllables), syllable,
                                        [](const Syllable& one, std::string_view letters) { return one.letters < letters; });
    if (known == std::end(kSyllables) || known->letters != syllable) return false;
    return std::binary_search(readings_.begin(), readings_.end(), Reading(character, static_cast<uint32_t>(known - kSyllables)));
  }

 private:
  ReadingTable() {
    for (uint32_t syllable = 0; syllable < std::size(kSyllables); ++syllable) {
      const std::string_view characters = kSyllables[syllable].characters;
      for (size_t at = 0; at < characters.size();) {
        readings_.push_back(Reading(Folded(NextCodePoint(characters, at)), syllable));
      }
    }
    std::sort(readings_.begin(), readings_.end());
    readings_.erase(std::unique(readings_.begin(), readings_.end()), readings_.end());
  }

  static char32_t Folded(char32_t c) {
    const FoldTable::Entry entry = FoldTable::Get().Find(c);
    if (!entry.replaced() || entry.length() == 0) return c;
    size_t at = 0;
    return NextCodePoint(FoldTable::Get().Replacement(entry), at);
  }

  static uint32_t Reading(char32_t character, uint32_t syllable) { return (static_cast<uint32_t>(character) << 10) | syllable; }

  std::vector<uint32_t> readings_;  // sorted
};

struct ToneLetters {
  char letter;
  std::u32string_view written;
};
constexpr ToneLetters kToneLetters[] = {{'a', U"āáǎà"}, {'e', U"ēéěè"}, {'i', U"īíǐì"}, {'o', U"ōóǒò"},
                                        {'u', U"ūúǔù"}, {'v', U"ǖǘǚǜ"}, {'n', U"ńňǹ"}};

bool IsTone(char32_t c) { return c >= 0x300 && c <= 0x30C; }

// The letter that `c` is without its tone; 0 when it is none.
char LetterOf(char32_t c, bool& toned) {
  if (c >= U'a' && c <= U'z') return static_cast<char>(c);
  if (c == U'ü') return 'v';
  if (c == U'ɡ') return 'g';
  if (c == U'ɑ') return 'a';
  for (const ToneLetters& letters : kToneLetters) {
    if (letters.written.find(c) == std::u32string_view::npos) continue;
    toned = true;
    return letters.letter;
  }
  return 0;
}

// The letters from a place on, to the first character that is none.
struct Word {
  std::string letters;
  bool toned = false;
  size_t end = 0;
};

Word WordAt(std::string_view text, size_t at) {
  Word word;
  word.end = at;
  while (at < text.size() && word.letters.size() <= kSyllableMax) {
    const char32_t c = NextCodePoint(text, at);
    if (IsTone(c) && !word.letters.empty()) {
      word.toned = true;
    } else if (const char letter = LetterOf(c, word.toned); letter != 0) {
      word.letters += letter;
    } else {
      break;
    }
    word.end = at;
  }
  return word;
}

bool HanStandsAt(std::string_view text, size_t at) { return at < text.size() && IsKnownHan(NextCodePoint(text, at)); }

bool StandsAt(std::string_view text, size_t at, char byte) { return at < text.size() && text[at] == byte; }

// The end of one reading of `character` that begins at `begin`.
std::optional<size_t> ReadingEnd(std::string_view text, size_t begin, char32_t character) {
  const bool opened = StandsAt(text, begin, '(');
  Word word = WordAt(text, begin + (opened ? 1 : 0));
  if (word.letters.empty() || word.letters.size() > kSyllableMax) return std::nullopt;
  const bool digit = word.end < text.size() && text[word.end] >= '1' && text[word.end] <= '5';
  const size_t end = word.end + (opened && digit ? 1 : 0);
  const bool closed = StandsAt(text, end, ')');
  if (!(opened && closed) && !word.toned && word.letters.size() < kBareLettersMin) return std::nullopt;
  if (!closed && !HanStandsAt(text, end)) return std::nullopt;
  if (!HasReading(character, word.letters)) return std::nullopt;
  return end + (closed ? 1 : 0);
}

bool MayBeginReading(char byte) { return byte == '(' || (byte >= 'a' && byte <= 'z') || IsLatinLead(byte); }

bool IsWide(char byte) { return (static_cast<unsigned char>(byte) & 0x80) != 0; }

// Sixteen bytes at a time, in the terms of g++ and clang, since every text is looked through and hardly one has a reading.
constexpr size_t kBlock = 16;
using Block = signed char __attribute__((vector_size(kBlock)));

constexpr Block Sixteen(signed char c) { return Block{c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c}; }

// Which of the sixteen bytes, behind the byte of a wide character, is a letter of ASCII or opens a bracket. A byte precedes them.
Block PlacesIn(const char* bytes) {
  Block here, before;
  std::memcpy(&here, bytes, sizeof here);
  std::memcpy(&before, bytes - 1, sizeof before);
  return (before < Sixteen(0)) & ((here == Sixteen('(')) | (here >= Sixteen('a')));
}

bool IsAny(Block places) {
  uint64_t halves[2];
  std::memcpy(halves, &places, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

// Where a reading may begin behind a wide character, at `at` or later, which is not 0; the size when it is nowhere.
size_t NextPlace(std::string_view text, size_t at, LatinLetters letters) {
  while (at < text.size()) {
    size_t stop = text.size();
    if (letters == LatinLetters::kNone && text.size() > kBlock) {
      const size_t begin = std::min(at, text.size() - kBlock);
      stop = begin + kBlock;
      if (!IsAny(PlacesIn(text.data() + begin))) at = stop;
    }
    for (; at < stop; ++at) {
      if (IsWide(text[at - 1]) && MayBeginReading(text[at])) return at;
    }
  }
  return text.size();
}

}  // namespace

bool HasReading(char32_t character, std::string_view syllable) { return ReadingTable::Get().Has(character, syllable); }

bool MayHoldReadings(std::string_view folded) {
  Block places = Sixteen(0);
  for (size_t at = 1; at < folded.size(); at += kBlock) places |= PlacesIn(folded.data() + at);
  return IsAny(places);
}

std::vector<ByteRange> FindReadings(std::string_view folded, LatinLetters letters) {
  std::vector<ByteRange> ranges;
  for (size_t begin = NextPlace(folded, 1, letters); begin < folded.size(); begin = NextPlace(folded, begin + 1, letters)) {
    if (begin < kHanBytes) continue;
    size_t before = begin - kHanBytes;
    const char32_t character = NextCodePoint(folded, before);
    if (before != begin || !IsKnownHan(character)) continue;
    size_t end = begin;
    while (std::optional<size_t> next = ReadingEnd(folded, end, character)) end = *next;
    if (end == begin) continue;
    ranges.push_back({begin, end});
    begin = end - 1;
  }
  return ranges;
}

}  // namespace fenghuo
