#include "keywords/text/readings.h"

#include <gtest/gtest.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/rng.h"
#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

TEST(ReadingsTest, KnowEveryReadingOfACharacterWithoutItsTone) {
  EXPECT_TRUE(HasReading(U'行', "xing"));
  EXPECT_TRUE(HasReading(U'行', "hang"));
  EXPECT_TRUE(HasReading(U'绿', "lv"));
  EXPECT_TRUE(HasReading(U'绿', "lu"));
  EXPECT_TRUE(HasReading(U'干', "qian")) << "as 乾, which folds to it";
  EXPECT_FALSE(HasReading(U'监', "guan"));
  EXPECT_FALSE(HasReading(U'监', "jia"));
  EXPECT_FALSE(HasReading(U'监', ""));
  EXPECT_FALSE(HasReading(U'a', "a"));
}

// ICU knows one reading of each; of the characters that it reads at all, nearly every one is here with it.
TEST(ReadingsTest, KnowTheReadingThatIcuGives) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> latin(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
  ASSERT_TRUE(U_SUCCESS(status));
  int read = 0, known = 0;
  for (char32_t c = 0x4E00; c <= 0x9FA5; ++c) {
    std::string written;
    AppendUtf8(c, written);
    icu::UnicodeString reading = icu::UnicodeString::fromUTF8(written);
    latin->transliterate(reading);
    std::string syllable;
    reading.trim().toUTF8String(syllable);
    if (syllable == written) continue;
    ++read;
    if (Fold(written + "(" + syllable + ")") == Fold(written)) ++known;
  }
  EXPECT_GT(read, 20'000);
  EXPECT_GT(known * 1000, read * 995) << known << " of " << read;
}

TEST(ReadingsTest, DisappearWithAndWithoutToneAndInEveryWidth) {
  for (const char* written : {"監(jiān)管", "监（jian）管", "监(JIAN)管", "监（ｊｉāｎ）管", "监(jia\u0304n)管", "监(jiɑn)管", "监(jian1)管",
                              "监(jiān)管(guǎn)", "监(jiān)(jian)管", "监jiān管guǎn", "监(jiàn)管", "监\u200B(jiān)\u200B管"}) {
    EXPECT_EQ(Fold(std::string(written) + "局"), "监管局") << written;
  }
  EXPECT_EQ(Fold("绿(lǜ)色(sè)女(nǚ)孩"), "绿色女孩");
  EXPECT_EQ(Fold("绿(lv)色"), "绿色");
  EXPECT_EQ(Fold("银行(háng)行(xíng)长(zhǎng)"), "银行行长");
}

TEST(ReadingsTest, DisappearWhenHalfOfThemIsLost) {
  EXPECT_EQ(Fold("监jiān管"), "监管");
  EXPECT_EQ(Fold("监jian管"), "监管");
  EXPECT_EQ(Fold("监(jiān管"), "监管");
  EXPECT_EQ(Fold("监jiān)管"), "监管");
  EXPECT_EQ(Fold("啊á呀"), "啊呀");
}

TEST(ReadingsTest, StayWhenTheyAreNoReadingOfTheCharacterBefore) {
  for (const char* text : {"监(guǎn)管", "监(jia)管", "监管(app)", "监(jian jian)管", "监 (jian)管", "某(mou", "我爱ai技术", "哦o哦", "卡拉ok厅",
                           "监jian", "监jian,管", "jian监(", "监()管", "监(1)管", "阿a股", "监(jianjianjian)管", "王wang123"}) {
    EXPECT_EQ(Fold(text), text);
  }
}

TEST(ReadingsTest, LeaveTheWayBack) {
  const std::string original = "某監(jiān)管（guǎn）局(jú)。";
  const FoldedText text = FoldWithOffsets(original);
  const auto shown = [&](const std::string& found) {
    const size_t at = text.folded.find(found);
    const uint32_t begin = text.OriginalOffset(at);
    return original.substr(begin, text.OriginalEnd(at, at + found.size()) - begin);
  };

  EXPECT_EQ(text.folded, "某监管局。");
  EXPECT_EQ(shown("监管"), "監(jiān)管（guǎn）");
  EXPECT_EQ(shown("管局"), "管（guǎn）局(jú)");
  EXPECT_EQ(shown("某"), "某");
  EXPECT_EQ(shown("。"), "。");
}

TEST(FindReadingsTest, FindsThemAnywhere) {
  for (size_t before = 0; before < 20; ++before) {
    const std::string text = std::string(before, 'x') + "监(jian)管局(ju)";
    EXPECT_EQ(FindReadings(text, LatinLetters::kNone), (std::vector<ByteRange>{{before + 3, before + 9}, {before + 15, before + 19}}));
    EXPECT_EQ(FindReadings(text, LatinLetters::kSome), FindReadings(text, LatinLetters::kNone));
  }
  EXPECT_EQ(FindReadings("安ān全", LatinLetters::kSome), (std::vector<ByteRange>{{3, 6}}));
  EXPECT_EQ(FindReadings("", LatinLetters::kNone), std::vector<ByteRange>{});
  EXPECT_EQ(FindReadings("(jian)", LatinLetters::kNone), std::vector<ByteRange>{});
}

// Readings put behind random characters of a text leave no trace, and folding what is left changes nothing.
TEST(ReadingsTest, LeaveNoTraceInRandomTexts) {
  const std::pair<const char*, const char*> kRead[] = {{"监", "jiān"}, {"管", "guan"}, {"食", "shí"}, {"品", "pǐn"},
                                                       {"中", "zhòng"}, {"毒", "dú"},  {"行", "háng"}, {"学", "xue"}};
  const char* const kForms[] = {"(%)", "（%）", "(%)(%)", "%", "(%", "%)"};
  Rng rng(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string plain, inserted;
    for (uint64_t n = 1 + rng.Below(12); n > 0; --n) {
      const auto& [character, reading] = kRead[rng.Below(std::size(kRead))];
      plain += character;
      inserted += character;
      if (rng.Below(3) != 0) continue;
      std::string form = kForms[rng.Below(6)];
      for (size_t at = form.find('%'); at != std::string::npos; at = form.find('%')) form.replace(at, 1, reading);
      inserted += form;
    }
    plain += "监";
    inserted += "监";
    // Two letters without a tone are told from a word by their brackets alone: none of these readings is so short.
    ASSERT_EQ(Fold(inserted), plain) << inserted;
    ASSERT_EQ(FoldWithOffsets(inserted).folded, plain) << inserted;
    ASSERT_EQ(Fold(plain), plain);
  }
}

TEST(ReadingsTest, AreFoldedOnceAndForAllAmongAnything) {
  const char* const kPieces[] = {"监", "管",  "安", "(",      ")",      "（",     "）", "jian", "jiān", "guan", "j",
                                 "ia", "ān", "an", "\u0301", "\u0304", "\u200B", " ",  "1",    "。",   "a",    "ü"};
  Rng rng(11);
  for (int i = 0; i < 100'000; ++i) {
    std::string text;
    for (uint64_t n = rng.Below(14); n > 0; --n) text += kPieces[rng.Below(std::size(kPieces))];
    const FoldedText folded = FoldWithOffsets(text);
    ASSERT_EQ(folded.folded, Fold(text)) << text;
    ASSERT_EQ(Fold(folded.folded), folded.folded) << text;
    ASSERT_EQ(folded.offsets.size(), folded.folded.size() + 1) << text;
    ASSERT_TRUE(std::is_sorted(folded.offsets.begin(), folded.offsets.end())) << text;
  }
}

}  // namespace
}  // namespace fenghuo
