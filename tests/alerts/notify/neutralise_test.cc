#include "alerts/notify/neutralise.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(OneLineTest, LeavesOrdinaryTextAlone) { EXPECT_EQ(OneLine("某小学12名学生 A-1 号楼"), "某小学12名学生 A-1 号楼"); }

TEST(OneLineTest, TurnsLineEndsAndBlanksIntoOneSpace) {
  EXPECT_EQ(OneLine("\r\n 甲\r\n编号：9999\t\u2028乙\u2003\u00A0丙 \n"), "甲 编号：9999 乙 丙");
}

TEST(OneLineTest, KeepsAWideGapAndNoWiderOne) {
  EXPECT_EQ(OneLine("08:00  昨夜"), "08:00  昨夜");
  EXPECT_EQ(OneLine("甲          乙"), "甲  乙");
  EXPECT_EQ(OneLine("甲 \n 乙"), "甲 乙");
}

TEST(OneLineTest, DropsControlAndBidiCharacters) {
  EXPECT_EQ(OneLine("a\x01\x1B[31m\x7F\u202E甲\u2066乙\u2069\u200F丙\u061C"), "a[31m甲乙丙");
}

TEST(OneLineTest, DropsWhatIsInvisible) {
  EXPECT_EQ(OneLine("红\u200B色\uFEFF预\u2060警\u00AD!\U000E0041\u3164"), "红色预警!");
}

TEST(OneLineTest, KeepsAJoinerBetweenEmojiOnly) {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  EXPECT_EQ(OneLine("看" + family), "看" + family);
  EXPECT_EQ(OneLine("甲\u200D乙"), "甲乙");
  EXPECT_EQ(OneLine("\U0001F468\u200D甲"), "\U0001F468甲");
}

TEST(OneLineTest, KeepsAtMostFourCombiningMarksOnALetter) {
  std::string stacked = "e";
  for (int i = 0; i < 10'000; ++i) stacked += "\u0301";
  EXPECT_EQ(OneLine(stacked + "甲"), "e\u0301\u0301\u0301\u0301甲");
}

TEST(OneLineTest, ReplacesBytesThatAreNoText) { EXPECT_EQ(OneLine("a\xFF" "b"), "a\uFFFD" "b"); }

TEST(ChatSafeTest, NamesNobody) {
  EXPECT_EQ(ChatSafe("@all @所有人 @13800000000 <@zhang> <!channel> <at user_id=\"all\">所有人</at>"),
            "＠all ＠所有人 ＠13800000000 ＜＠zhang＞ ＜!channel＞ ＜at user_id=\"all\"＞所有人＜/at＞");
}

TEST(ChatSafeTest, IsNoLink) {
  EXPECT_EQ(ChatSafe("签收：https://evil.example/x 或 www.evil.cn"), "签收：https：//evil．example/x 或 www．evil．cn");
  EXPECT_EQ(ChatSafe("涨了3.5元，12:30，Ver.2"), "涨了3.5元，12:30，Ver.2");
}

TEST(MarkdownSafeTest, HasNoMarkupOfItsOwn) {
  EXPECT_EQ(MarkdownSafe("# [点我](x) **粗** `码` ~~删~~ ![图](y) ${a} {{b}} a_b"),
            "＃ ［点我］（x） ＊＊粗＊＊ ｀码｀ ～～删～～ ！［图］（y） ＄｛a｝ ｛｛b｝｝ a＿b");
  EXPECT_EQ(MarkdownSafe("- 一 - 二"), "－ 一 - 二");
  EXPECT_EQ(MarkdownSafe("&lt;at&gt;"), "＆lt;at＆gt;");
}

TEST(HtmlSafeTest, EscapesWhatEndsTextOrAttributes) {
  EXPECT_EQ(HtmlSafe("<img src='x' onerror=\"a&b\">"), "&lt;img src=&#39;x&#39; onerror=&quot;a&amp;b&quot;&gt;");
}

}  // namespace
}  // namespace fenghuo
