#include "keywords/text/pieces.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "base/rng.h"
#include "keywords/text/dictionary.h"

namespace fenghuo {
namespace {

constexpr int kTexts = 20'000;

// A text the way news is made of: words of the dictionary, loose Han characters, ASCII and punctuation.
class Writer {
 public:
  std::u16string Write(Rng& rng) {
    std::u16string text;
    for (uint64_t parts = rng.Below(24); parts > 0; --parts) text += Part(rng);
    return text;
  }

 private:
  std::u16string Part(Rng& rng) {
    static constexpr std::u16string_view kOthers = u"。“”、 \n.,:;'_-!?()/%&@#abcxyzABC0123456789《》【】…—～·é々の한";
    switch (rng.Below(4)) {
      case 0:
        return {kOthers[rng.Below(kOthers.size())]};
      case 1:
        return {static_cast<char16_t>(0x4e00 + rng.Below(0x5200))};
      default:
        return Word(rng);
    }
  }

  // Down the dictionary by characters that happen to be there.
  std::u16string Word(Rng& rng) {
    const HanDictionary& dictionary = *HanDictionary::Get();
    std::u16string word;
    HanDictionary::Node node = HanDictionary::kRoot;
    for (int tries = 0; tries < 3000 && word.size() < 4; ++tries) {
      const auto character = static_cast<char16_t>(0x4e00 + rng.Below(0x5200));
      const HanDictionary::Node child = dictionary.Child(node, character);
      if (child == HanDictionary::kNone) continue;
      word.push_back(character);
      node = child;
      if (dictionary.Cost(node) >= 0 && rng.Below(3) == 0) break;
    }
    return word;
  }
};

std::string Hex(std::u16string_view text) {
  std::string out;
  char unit[8];
  for (char16_t each : text) {
    std::snprintf(unit, sizeof(unit), "%04x ", static_cast<unsigned>(each));
    out += unit;
  }
  return out;
}

// The words with their places; what is no word may be cut in more or fewer pieces.
std::string WordsOf(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    if (piece.is_word) out += std::to_string(piece.begin) + "-" + std::to_string(piece.end) + " ";
  }
  return out;
}

TEST(PiecesTest, CutsAsIcuDoes) {
  Rng rng(20240702);
  Writer writer;
  int found = 0;
  for (int i = 0; i < kTexts; ++i) {
    const std::u16string text = writer.Write(rng);
    const std::optional<std::vector<Piece>> pieces = FindPieces(text);
    if (!pieces) continue;
    ++found;
    ASSERT_EQ(WordsOf(*pieces), WordsOf(IcuPieces(text))) << Hex(text);
  }
  EXPECT_GT(found, kTexts / 4);
}

TEST(PiecesTest, CutsEveryCharacterOfTheDictionaryAsIcuDoes) {
  for (char16_t unit = kHanFirst; unit < kHanLast; ++unit) {
    if (!IsUnifiedHan(unit) || !IsUnifiedHan(unit + 1)) continue;
    const std::u16string text = {u',', unit, static_cast<char16_t>(unit + 1), unit, u'x'};
    const std::optional<std::vector<Piece>> pieces = FindPieces(text);
    ASSERT_TRUE(pieces.has_value());
    ASSERT_EQ(WordsOf(*pieces), WordsOf(IcuPieces(text))) << Hex(text);
  }
}

TEST(PiecesTest, LeavesToIcuWhatItDoesNotKnow) {
  for (std::u16string_view text : {u"味の素", u"don't", u"3.14", u"a_b", u"@name", u"食品é", u"한국", u"时々"}) {
    EXPECT_FALSE(FindPieces(text).has_value());
    EXPECT_FALSE(IcuPieces(text).empty());
  }
}

TEST(PiecesTest, CutsTheEverydayTextItself) {
  for (std::u16string_view text : {u"记者调查:油罐车“混装”食用油,多部门介入。", u"C919 首航!", u"(图) 3月15日", u""}) {
    EXPECT_TRUE(FindPieces(text).has_value());
  }
}

}  // namespace
}  // namespace fenghuo
