#include "keywords/text/words.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "keywords/text/pieces.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// Characters that say how a sentence is built and not what it is about: never part of an unknown word. UTF-16, all in
// the BMP.
constexpr std::u16string_view kFunctionCharacters =
    u"的了是在和与及或也都就还又再才却很最更太被把将让使令从对向到于为以因由等们着过吗呢吧啊呀么哦这那哪谁我你他她它您"
    u"其此该每各某"
    u"之而且但若则不没无未有称说曾已正且并所个几多两会能可要想应";

bool IsFunctionCharacter(char16_t character) {
  return kFunctionCharacters.find(character) != std::u16string_view::npos;
}

// Between the surrogates and the Latin letters lies what this file joins: one UTF-16 unit that is a Han character.
bool IsHan(char16_t unit) { return (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff); }

// A text in UTF-16, and where each of its units begins in the UTF-8 it came from.
struct Utf16Text {
  std::u16string units;
  std::vector<uint32_t> begins;  // and the end; more room than that
};

void Convert(std::string_view text, Utf16Text& out) {
  constexpr char32_t kFirstPair = 0x10000;
  out.units.resize(text.size());  // never more units than bytes
  out.begins.resize(text.size() + 1);
  size_t size = 0;
  const auto put = [&](char32_t unit, size_t begin) {
    out.units[size] = static_cast<char16_t>(unit);
    out.begins[size++] = static_cast<uint32_t>(begin);
  };
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    const char32_t point = NextCodePoint(text, i);
    if (point >= kFirstPair) {
      put(0xd800 + ((point - kFirstPair) >> 10), begin);
      put(0xdc00 + ((point - kFirstPair) & 0x3ff), begin);
    } else {
      put(point, begin);
    }
  }
  out.units.resize(size);
  out.begins[size] = static_cast<uint32_t>(text.size());
}

// Collects the words of one text in order.
class WordCollector {
 public:
  WordCollector(std::string_view folded, const Utf16Text& text) : folded_(folded), text_(text.units), begins_(text.begins) {}

  std::vector<std::string_view> Collect(const std::vector<Piece>& pieces) {
    words_.reserve(pieces.size());
    for (size_t i = 0; i < pieces.size();) {
      if (!IsLoose(pieces[i])) {
        if (IsWord(pieces[i])) Add(pieces[i].begin, pieces[i].end);
        ++i;
        continue;
      }
      size_t end = i + 1;
      while (end < pieces.size() && IsLoose(pieces[end])) ++end;
      AddLoose(pieces, i, end);
      i = end;
    }
    return std::move(words_);
  }

 private:
  // A Han character that the dictionary left alone: mostly a part of a name or a new word that it does not know.
  bool IsLoose(const Piece& piece) const {
    return piece.length() == 1 && IsHan(First(piece)) && !IsFunctionCharacter(First(piece));
  }

  bool IsWord(const Piece& piece) const {
    if (piece.length() == 1 && (First(piece) < 0x80 || IsFunctionCharacter(First(piece)))) return false;
    return piece.is_word;
  }

  char16_t First(const Piece& piece) const { return text_[static_cast<size_t>(piece.begin)]; }

  // 中|储|粮 gives 中储 and 储粮: pairs stay the same whatever stands around them, whole runs do not. One character
  // alone ends the word before it (油罐|车 gives 油罐 and 罐车), which is how Chinese mostly makes names of things.
  void AddLoose(const std::vector<Piece>& pieces, size_t begin, size_t end) {
    if (end - begin >= 2) {
      for (size_t i = begin; i + 1 < end; ++i) Add(pieces[i].begin, pieces[i + 1].end);
      return;
    }
    const bool follows =
        begin > 0 && pieces[begin - 1].length() >= 2 && IsHan(text_[static_cast<size_t>(pieces[begin].begin) - 1]);
    if (follows) {
      Add(pieces[begin].begin - 1, pieces[begin].end);
    } else if (pieces.size() == 1) {
      Add(pieces[begin].begin, pieces[begin].end);
    }
  }

  void Add(int32_t begin, int32_t end) {
    const size_t first = begins_[static_cast<size_t>(begin)];
    words_.push_back(folded_.substr(first, begins_[static_cast<size_t>(end)] - first));
  }

  std::string_view folded_;
  std::u16string_view text_;
  const std::vector<uint32_t>& begins_;
  std::vector<std::string_view> words_;
};

}  // namespace

std::vector<std::string_view> Words(std::string_view folded) {
  thread_local Utf16Text text;
  Convert(folded, text);
  return WordCollector(folded, text).Collect(Pieces(text.units));
}

bool IsDictionaryWord(std::string_view word) {
  Utf16Text text;
  Convert(word, text);
  return Pieces(text.units).size() == 1;
}

}  // namespace fenghuo
