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

std::u16string ToUtf16(std::string_view text) {
  constexpr char32_t kFirstPair = 0x10000;
  std::u16string units;
  units.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    char32_t point = NextCodePoint(text, i);
    if (point >= kFirstPair) {
      units.push_back(static_cast<char16_t>(0xd800 + ((point - kFirstPair) >> 10)));
      units.push_back(static_cast<char16_t>(0xdc00 + ((point - kFirstPair) & 0x3ff)));
    } else {
      units.push_back(static_cast<char16_t>(point));
    }
  }
  return units;
}

std::string ToUtf8(std::u16string_view units) {
  std::string text;
  for (size_t i = 0; i < units.size(); ++i) {
    char32_t point = units[i];
    const bool pair = point >= 0xd800 && point < 0xdc00 && i + 1 < units.size();
    if (pair) point = 0x10000 + ((point - 0xd800) << 10) + (units[++i] - 0xdc00U);
    AppendUtf8(point, text);
  }
  return text;
}

// Collects the words of one text in order.
class WordCollector {
 public:
  explicit WordCollector(std::u16string_view text) : text_(text) {}

  std::vector<std::string> Collect(const std::vector<Piece>& pieces) {
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
    words_.push_back(ToUtf8(text_.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin))));
  }

  std::u16string_view text_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> Words(std::string_view folded) {
  const std::u16string text = ToUtf16(folded);
  return WordCollector(text).Collect(Pieces(text));
}

bool IsDictionaryWord(std::string_view word) { return Pieces(ToUtf16(word)).size() == 1; }

}  // namespace fenghuo
