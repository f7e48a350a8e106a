#include "keywords/relevance/grams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/keywords/relevance/a_click.h"

namespace fenghuo {
namespace {

std::vector<std::string> Texts(const Document& document) {
  std::vector<std::string> texts;
  for (const WrittenGram& gram : WrittenGramsOf(document)) texts.push_back(gram.text);
  return texts;
}

TEST(GramsTest, AreCharactersAndPairsEachOnce) {
  EXPECT_THAT(Texts(Titled("食堂食堂")), testing::ElementsAre("食", "堂", "食堂", "堂食"));
}

TEST(GramsTest, AreOfFoldedText) {
  EXPECT_EQ(GramsOf(Titled("Ａ３罐車")), GramsOf(Titled("a3罐车")));
}

TEST(GramsTest, ReachAcrossNeitherPunctuationNorTheEndOfTheTitle) {
  EXPECT_THAT(Texts(Titled("奶，茶", "店")), testing::ElementsAre("奶", "茶", "店"));
}

TEST(GramsTest, AreRisingNumbersBelowTheirLimit) {
  const std::vector<uint32_t> grams = GramsOf(Titled("市民投诉超市售卖过期食品", "记者到现场了解情况。"));
  EXPECT_TRUE(std::is_sorted(grams.begin(), grams.end()));
  EXPECT_EQ(std::set<uint32_t>(grams.begin(), grams.end()).size(), grams.size());
  EXPECT_LT(grams.back(), kGramNumbers);
}

TEST(GramsTest, StopAtTheirNumberHoweverLongTheText) {
  std::string text;
  for (char32_t c = 0x4E00; c < 0x4E00 + 5000; ++c) {
    text += static_cast<char>(0xE0 | (c >> 12));
    text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
  EXPECT_EQ(GramsOf(Titled("", text)).size(), kGramsMax);
}

TEST(GramsTest, OfNothingAreNone) { EXPECT_TRUE(GramsOf(Titled("……！", "")).empty()); }

}  // namespace
}  // namespace fenghuo
