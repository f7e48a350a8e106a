#include "keywords/text/steps.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

size_t Steps(const std::string& text) { return StepsBetween(StepStarts(text), 0, text.size()); }

TEST(StepsTest, AreCharactersOfChineseAndJapanese) {
  EXPECT_EQ(Steps("食堂今天"), 4u);
  EXPECT_EQ(Steps("々〇らーめんㄅ\U00020000"), 8u);
}

TEST(StepsTest, AreWordsOfOtherScripts) {
  EXPECT_EQ(Steps("school canteen 2026"), 3u);
  EXPECT_EQ(Steps("отравление в школе"), 3u);
  EXPECT_EQ(Steps("학교 식당"), 2u);
  EXPECT_EQ(Steps("e\u0301cole"), 1u);
  EXPECT_EQ(Steps("don't"), 2u);
}

TEST(StepsTest, AreNeitherBlanksNorPunctuation) {
  EXPECT_EQ(Steps(" ，。！—·・\n🚒「」"), 0u);
  EXPECT_EQ(Steps("食，堂 3 名"), 4u);
  EXPECT_EQ(Steps("kfc食堂abc"), 4u);
}

TEST(StepsTest, BelongToWhereTheyStart) {
  const std::vector<uint32_t> starts = StepStarts("abc 食");

  EXPECT_EQ(StepsBetween(starts, 1, 7), 1u) << "the rest of a cut word counts nothing";
  EXPECT_EQ(StepsBetween(starts, 0, 4), 1u);
  EXPECT_EQ(StepsBetween(starts, 4, 4), 0u);
}

}  // namespace
}  // namespace fenghuo
