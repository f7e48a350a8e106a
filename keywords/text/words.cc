#include "keywords/text/words.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/check.h"

namespace fenghuo {
namespace {

// Characters that say how a sentence is built and not what it is about: never part of an unknown word. UTF-16, all in the BMP.
constexpr std::u16string_view kFunctionCharacters =
    u"的了是在和与及或也都就还又再才却很最更太被把将让使令从对向到于为以因由等们着过吗呢吧啊呀么哦这那哪谁我你他她它您其此该每各某"
    u"之而且但若则不没无未有称说曾已正且并所个几多两会能可要想应";

// ICU's status of a piece: below this it is punctuation or a number.
constexpr int kFirstLetterStatus = UBRK_WORD_LETTER;

bool IsFunctionCharacter(char16_t character) { return kFunctionCharacters.find(character) != std::u16string_view::npos; }

// Between the surrogates and the Latin letters lies what this file joins: one UTF-16 unit that is a Han character.
bool IsHan(char16_t unit) { return (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff); }

struct Piece {
  int32_t begin = 0;
  int32_t end = 0;
  int status = 0;
  int32_t length() const { return end - begin; }
};

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::vector<Piece> Pieces(const icu::UnicodeString& text) {
  thread_local std::unique_ptr<icu::BreakIterator> borders = [] {
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale("zh"), code));
    CHECK(U_SUCCESS(code) && made, "ICU has no word break data");
    return made;
  }();
  borders->setText(text);
  std::vector<Piece> pieces;
  int32_t begin = borders->first();
  for (int32_t end = borders->next(); end != icu::BreakIterator::DONE; begin = end, end = borders->next()) {
    pieces.push_back({begin, end, borders->getRuleStatus()});
  }
  borders->setText(icu::UnicodeString());  // it keeps a pointer to the text, which dies with the caller
  return pieces;
}

// Collects the words of one text in order.
class WordCollector {
 public:
  explicit WordCollector(const icu::UnicodeString& text) : text_(text) {}

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
    return piece.length() == 1 && IsHan(text_[piece.begin]) && !IsFunctionCharacter(text_[piece.begin]);
  }

  bool IsWord(const Piece& piece) const {
    if (piece.length() == 1 && (text_[piece.begin] < 0x80 || IsFunctionCharacter(text_[piece.begin]))) return false;
    return piece.status >= kFirstLetterStatus || HasLetter(piece);
  }

  // "c919" has the status of the number that it ends with.
  bool HasLetter(const Piece& piece) const {
    if (piece.status < UBRK_WORD_NUMBER) return false;
    for (int32_t i = piece.begin; i < piece.end; ++i) {
      if (u_isalpha(text_[i])) return true;
    }
    return false;
  }

  // 中|储|粮 gives 中储 and 储粮: pairs stay the same whatever stands around them, whole runs do not. One character alone
  // ends the word before it (油罐|车 gives 油罐 and 罐车), which is how Chinese mostly makes names of things.
  void AddLoose(const std::vector<Piece>& pieces, size_t begin, size_t end) {
    if (end - begin >= 2) {
      for (size_t i = begin; i + 1 < end; ++i) Add(pieces[i].begin, pieces[i + 1].end);
      return;
    }
    const bool follows = begin > 0 && pieces[begin - 1].length() >= 2 && IsHan(text_[pieces[begin].begin - 1]);
    if (follows) {
      Add(pieces[begin].begin - 1, pieces[begin].end);
    } else if (pieces.size() == 1) {
      Add(pieces[begin].begin, pieces[begin].end);
    }
  }

  void Add(int32_t begin, int32_t end) {
    std::string word;
    text_.tempSubStringBetween(begin, end).toUTF8String(word);
    words_.push_back(std::move(word));
  }

  const icu::UnicodeString& text_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> Words(std::string_view folded) {
  const icu::UnicodeString text = FromUtf8(folded);
  return WordCollector(text).Collect(Pieces(text));
}

bool IsDictionaryWord(std::string_view word) { return Pieces(FromUtf8(word)).size() == 1; }

}  // namespace fenghuo
