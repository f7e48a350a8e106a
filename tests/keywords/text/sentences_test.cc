#include "keywords/text/sentences.h"

#include <gtest/gtest.h>

#include <string>

#include "base/rng.h"

namespace fenghuo {
namespace {

std::vector<std::string> Split(std::string_view text) {
  std::vector<std::string> out;
  for (const TextRange& range : Sentences(text)) out.emplace_back(text.substr(range.begin, range.end - range.begin));
  return out;
}

using Strings = std::vector<std::string>;

TEST(SentencesTest, EndsAtChineseStops) {
  EXPECT_EQ(Split("食堂被查。学生送医！是谁？未知"), (Strings{"食堂被查。", "学生送医！", "是谁？", "未知"}));
}

TEST(SentencesTest, EndsAtLineEnds) {
  EXPECT_EQ(Split("第一行\n\r\n第二行\u2028第三行"), (Strings{"第一行\n", "\r", "\n", "第二行\u2028", "第三行"}));
}

TEST(SentencesTest, KeepsClosingQuotesWithTheirSentence) {
  EXPECT_EQ(Split("他说：“不合格。”记者离开（视频来源？）。完"),
            (Strings{"他说：“不合格。”", "记者离开（视频来源？）。", "完"}));
}

TEST(SentencesTest, TakesRepeatedStopsTogether) { EXPECT_EQ(Split("真的？！！吃"), (Strings{"真的？！！", "吃"})); }

TEST(SentencesTest, DoesNotEndAtSemicolonsDotsInNumbersOrListNumbers) {
  EXPECT_EQ(Split("甲厂酱油；乙厂醋").size(), 1u);
  EXPECT_EQ(Split("超标3.15倍").size(), 1u);
  EXPECT_EQ(Split("1. 甲厂").size(), 1u);
  EXPECT_EQ(Split("www.example.com/a").size(), 1u);
}

TEST(SentencesTest, EndsAtAFullStopBehindALatinWord) {
  EXPECT_EQ(Split("Recall today. Parts fail."), (Strings{"Recall today.", " Parts fail."}));
}

TEST(SentencesTest, CutsAVeryLongSentenceBehindItsNextComma) {
  std::string page;
  for (int i = 0; i < 100; ++i) page += "商品列表，";
  const Strings parts = Split(page);

  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].size(), 255u * 3);
}

TEST(SentencesTest, CoversEveryByteInOrder) {
  static const std::string kPieces[] = {"罐", "。", "！", "”", "\n", ". ", "a", "，", " ", "\xFF", "？", ")"};
  Rng rng(7);
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (uint64_t n = rng.Below(600); n > 0; --n) text += kPieces[rng.Below(std::size(kPieces))];
    size_t at = 0;
    for (const TextRange& range : Sentences(text)) {
      ASSERT_EQ(range.begin, at);
      ASSERT_LT(range.begin, range.end);
      at = range.end;
    }
    ASSERT_EQ(at, text.size());
  }
}

TEST(SentencesTest, FindsNothingInNothing) { EXPECT_TRUE(Sentences("").empty()); }

TEST(FoldedRangesTest, FollowTheirSentences) {
  const std::string text = "ＡＢ罐車。\n  \n ㎏大米！";
  const FoldedText folded = FoldWithOffsets(text);
  Strings parts;

  for (const TextRange& range : FoldedRanges(folded, Sentences(text))) {
    parts.push_back(folded.folded.substr(range.begin, range.end - range.begin));
  }

  EXPECT_EQ(parts, (Strings{"ab罐车。", " ", "", "kg大米!"}));
}

TEST(TrimSpaceTest, TakesSpaceOffBothEnds) {
  EXPECT_EQ(TrimSpace("\u3000 \n罐 车\u00A0\t"), "罐 车");
  EXPECT_EQ(TrimSpace(" \n"), "");
  EXPECT_EQ(TrimSpace(""), "");
}

}  // namespace
}  // namespace fenghuo
