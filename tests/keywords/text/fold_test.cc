#include "keywords/text/fold.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <vector>

#include "base/rng.h"
#include "keywords/text/fold_table.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using icu::UnicodeString;

// The slow, obvious way: ICU over the whole text, one step after the other.
class IcuFold {
 public:
  IcuFold() {
    UErrorCode status = U_ZERO_ERROR;
    normalizer_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    simplify_.reset(icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
    EXPECT_TRUE(U_SUCCESS(status));
  }

  UnicodeString operator()(const UnicodeString& text) const {
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString normal = normalizer_->normalize(text, status);
    EXPECT_TRUE(U_SUCCESS(status));
    for (int pass = 0; pass < 2; ++pass) {
      normal.findAndReplace(UnicodeString(UChar32{0x82E7}), UnicodeString(UChar32{0x82CE}));  // 苧 and 苎 change places
      simplify_->transliterate(normal);
    }
    normal.findAndReplace(UnicodeString(UChar32{0x82E7}), UnicodeString(UChar32{0x82CE}));
    return OneSpace(normal);
  }

 private:
  static UnicodeString OneSpace(const UnicodeString& text) {
    UnicodeString out;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const UChar32 c = text.char32At(i);
      if (!u_isUWhiteSpace(c)) {
        out.append(c);
      } else if (!out.endsWith(UnicodeString(UChar32{' '}))) {
        out.append(UChar32{' '});
      }
    }
    return out;
  }

  const icu::Normalizer2* normalizer_ = nullptr;
  std::unique_ptr<icu::Transliterator> simplify_;
};

std::string Bytes(const UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

std::string Bytes(char32_t c) {
  std::string out;
  AppendUtf8(c, out);
  return out;
}

void ExpectTrueOffsets(const std::string& text, const FoldedText& folded) {
  ASSERT_EQ(folded.offsets.size(), folded.folded.size() + 1);
  ASSERT_EQ(folded.offsets.back(), text.size());
  for (size_t i = 0; i < folded.folded.size(); ++i) {
    ASSERT_LE(folded.offsets[i], folded.offsets[i + 1]);
    ASSERT_LT(folded.offsets[i], text.size());
  }
}

TEST(FoldTest, MakesFormsOfOneWordEqual) {
  EXPECT_EQ(Fold("ＡＢＣ罐車"), "abc罐车");
  EXPECT_EQ(Fold("市場監督管理局"), Fold("市场监督管理局"));
  EXPECT_EQ(Fold("ﾊﾟﾝ"), "パン");
  EXPECT_EQ(Fold("㎏①"), "kg1");
  EXPECT_EQ(Fold("Straße"), "strasse");
  EXPECT_EQ(Fold("CAFE\u0301"), "café");
}

TEST(FoldTest, DropsWhatHidesAWord) {
  EXPECT_EQ(Fold("食\u200B物\u00AD中\u2060毒\uFEFF"), "食物中毒");
  EXPECT_EQ(Fold("食\u202E物\u200F中\uFE0F毒"), "食物中毒");
}

TEST(FoldTest, MakesRunsOfWhiteSpaceOneSpace) {
  EXPECT_EQ(Fold("罐车\u3000 \t\r\n混装"), "罐车 混装");
  EXPECT_EQ(Fold("\u2028a\u0085"), " a ");
  EXPECT_EQ(Fold(" \u200B "), " ");
}

TEST(FoldTest, ReplacesBadBytes) { EXPECT_EQ(Fold("罐\xE8\xBD车\xFF"), "罐\uFFFD\uFFFD车\uFFFD"); }

TEST(FoldTest, KeepsAtMostSixtyFourMarksOnACharacter) {
  std::string pile = "罐";
  for (int i = 0; i < 50000; ++i) pile += i % 2 == 0 ? "\u0301" : "\u0323";

  const std::string folded = Fold(pile + "车");

  EXPECT_EQ(CountCodePoints(folded), 65u);
  EXPECT_EQ(Fold(folded), folded);
}

TEST(FoldTest, EqualsIcuOnEveryCodePoint) {
  const IcuFold icu_fold;
  for (char32_t plane = 0; plane < 17; ++plane) {
    // All code points of a plane in one text, parted by line ends that nothing joins to.
    UnicodeString text;
    std::vector<std::string> ours;
    for (char32_t c = plane << 16; c < (plane + 1) << 16; ++c) {
      if ((c >= 0xD800 && c < 0xE000) || c == '\x1F') continue;
      text.append(static_cast<UChar32>(c)).append(UChar32{'\x1F'});
      ours.push_back(Fold(Bytes(c)));
    }
    const std::string theirs = Bytes(icu_fold(text));
    size_t begin = 0;
    size_t i = 0;
    for (size_t end; (end = theirs.find('\x1F', begin)) != std::string::npos; begin = end + 1, ++i) {
      ASSERT_EQ(ours[i], theirs.substr(begin, end - begin)) << "the " << i << "th of plane " << static_cast<int>(plane);
    }
    ASSERT_EQ(i, ours.size());
  }
}

TEST(FoldTest, ChangesNothingTheSecondTime) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    const std::string once = Fold(Bytes(c));
    ASSERT_EQ(Fold(once), once) << static_cast<uint32_t>(c);
  }
}

// Texts rich in what joins: marks of several classes, jamo, kana voicing, jumpers, white space, bad order.
UnicodeString RandomText(Rng& rng) {
  static const std::vector<UChar32> kHard = {
      0x301,  0x323,  0x327,  0x338,  0x344,   0x345,   0x34F,   0x308,   0x1100,  0x1161,  0x11A8,  0xAC00, 0x3099, 0x309A,
      0x304B, 0x30CF, 0x200D, 0x200B, 0xFE0F,  0xAD,    0x3C,    0x3D,    0xA8,    0xFDFA,  0x3000,  0x20,   0x0A,   0x85,
      0x5D0,  0x5BC,  0xE33,  0xE48,  0x1D165, 0x1D16D, 0x2F800, 0x130,   0xDF,    0x1E9E,  0x3A3,   0x300C, 0xFF62, 0x8ECA,
      0x82E7, 0x82CE, 0x7F50, 0xFF21, 0x9BE,   0x9C7,   0x110B9, 0x110BA, 0x1D1BB, 0x1F1E8, 0x1F468, 0x41,   0x65};
  UnicodeString text;
  for (uint64_t n = 1 + rng.Below(24); n > 0; --n) {
    UChar32 c = kHard[rng.Below(kHard.size())];
    if (rng.Below(4) == 0) c = static_cast<UChar32>(rng.Below(0x30000));
    if (c < 0xD800 || c >= 0xE000) text.append(c);
  }
  return text;
}

TEST(FoldTest, EqualsIcuOnRandomTextsWithJoiningCharacters) {
  const IcuFold icu_fold;
  Rng rng(20240702);
  for (int i = 0; i < 20000; ++i) {
    const UnicodeString text = RandomText(rng);
    const std::string bytes = Bytes(text);

    const FoldedText folded = FoldWithOffsets(bytes);

    ASSERT_EQ(folded.folded, Bytes(icu_fold(text))) << bytes;
    ASSERT_EQ(Fold(bytes), folded.folded);
    ASSERT_EQ(Fold(folded.folded), folded.folded);
    ExpectTrueOffsets(bytes, folded);
  }
}

TEST(FoldTest, GivesTheSameWithAndWithoutOffsetsOnRandomBytes) {
  Rng rng(3);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(rng.Below(40), ' ');
    for (char& byte : bytes) byte = static_cast<char>(rng.Below(2) == 0 ? rng.Below(256) : 0x80 + rng.Below(0x40));

    const FoldedText folded = FoldWithOffsets(bytes);

    ASSERT_EQ(Fold(bytes), folded.folded);
    ASSERT_EQ(Fold(ToValidUtf8(bytes)), folded.folded);
    ASSERT_TRUE(IsValidUtf8(folded.folded));
    ExpectTrueOffsets(bytes, folded);
  }
}

TEST(FoldedTextTest, FindsTheWayBack) {
  const std::string text = "Ａ\u200B罐  車㎏";
  const FoldedText folded = FoldWithOffsets(text);

  ASSERT_EQ(folded.folded, "a罐 车kg");
  EXPECT_EQ(folded.OriginalOffset(0), 0u);
  EXPECT_EQ(folded.OriginalOffset(folded.folded.find("罐")), text.find("罐"));
  EXPECT_EQ(folded.OriginalOffset(folded.folded.find("车")), text.find("車"));
  EXPECT_EQ(folded.OriginalOffset(folded.folded.find("k")), text.find("㎏"));
  EXPECT_EQ(folded.OriginalOffset(folded.folded.size()), text.size());
}

TEST(FoldedTextTest, EndsASpanBehindAWholeCharacter) {
  const std::string text = "㎏罐";
  const FoldedText folded = FoldWithOffsets(text);

  ASSERT_EQ(folded.folded, "kg罐");
  EXPECT_EQ(folded.OriginalEnd(0, 1), text.find("罐"));
  EXPECT_EQ(folded.OriginalEnd(0, 2), text.find("罐"));
  EXPECT_EQ(folded.OriginalEnd(0, 5), text.size());
  EXPECT_EQ(folded.OriginalEnd(2, 2), text.find("罐"));
}

TEST(FoldTableTest, StaysSmall) { EXPECT_LT(FoldTable::Get().MemoryBytes(), 512u * 1024); }

}  // namespace
}  // namespace fenghuo
