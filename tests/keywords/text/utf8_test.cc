#include "keywords/text/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace fenghuo {
namespace {

std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> out;
  for (size_t at = 0; at < text.size();) out.push_back(NextCodePoint(text, at));
  return out;
}

TEST(Utf8Test, ReadsEveryScalarValueThatItWrites) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string bytes;
    AppendUtf8(c, bytes);
    size_t at = 0;
    ASSERT_EQ(NextCodePoint(bytes, at), c);
    ASSERT_EQ(at, bytes.size());
  }
}

TEST(Utf8Test, GivesOneReplacementForEachBadByte) {
  EXPECT_EQ(CodePoints("a\xFF"
                       "b"),
            (std::vector<char32_t>{'a', 0xFFFD, 'b'}));
  EXPECT_EQ(CodePoints("\x80"), (std::vector<char32_t>{0xFFFD}));
  EXPECT_EQ(CodePoints("\xE4\xB8"), (std::vector<char32_t>{0xFFFD, 0xFFFD}));
  EXPECT_EQ(CodePoints("\xE4\xB8"
                       "a"),
            (std::vector<char32_t>{0xFFFD, 0xFFFD, 'a'}));
}

TEST(Utf8Test, RefusesOverlongFormsSurrogatesAndWhatIsBeyondUnicode) {
  for (std::string bytes : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                            "\xF8\x88\x80\x80"}) {
    EXPECT_FALSE(IsValidUtf8(bytes));
    EXPECT_EQ(CodePoints(bytes), std::vector<char32_t>(bytes.size(), 0xFFFD));
  }
}

TEST(Utf8Test, AcceptsAWrittenReplacementCharacter) {
  EXPECT_TRUE(IsValidUtf8("\uFFFD"));
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("市场监管 🚒"));
}

TEST(Utf8Test, WritesAReplacementForWhatIsNoScalarValue) {
  std::string out;
  AppendUtf8(0xD800, out);
  AppendUtf8(0x110000, out);
  EXPECT_EQ(out, "\uFFFD\uFFFD");
}

TEST(Utf8Test, MendsBadTextAndLeavesGoodTextAlone) {
  EXPECT_EQ(ToValidUtf8("罐\xE8\xBD车"), "罐\uFFFD\uFFFD车");
  EXPECT_EQ(ToValidUtf8("罐车"), "罐车");
}

TEST(Utf8Test, CountsCodePoints) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("罐车a🚒"), 4u);
}

TEST(CutBytesTest, LeavesTextThatFits) {
  EXPECT_EQ(CutBytes("罐车", 6, "…"), "罐车");
  EXPECT_EQ(CutBytes("", 0, "…"), "");
}

TEST(CutBytesTest, CountsTheEndingIn) {
  EXPECT_EQ(CutBytes("罐车混装食用油", 12, "…"), "罐车混…");
  EXPECT_EQ(CutBytes("罐车混装食用油", 11, "…"), "罐车…");
}

TEST(CutBytesTest, LeavesOutAnEndingThatIsLargerThanTheRoom) {
  EXPECT_EQ(CutBytes("abcdef", 2, "…"), "ab");
  EXPECT_EQ(CutBytes("罐车", 2, "…"), "");
}

TEST(CutBytesTest, KeepsAnEmojiFamilyWhole) {
  const std::string family = "👨‍👩‍👧";
  EXPECT_EQ(CutBytes("火" + family + "警", 3 + family.size() - 1, ""), "火");
  EXPECT_EQ(CutBytes("火" + family + "警", 3 + family.size(), ""), "火" + family);
}

TEST(CutBytesTest, KeepsACombiningMarkWithItsLetter) {
  EXPECT_EQ(CutBytes("abe\u0301f", 3, ""), "ab");
  EXPECT_EQ(CutBytes("abe\u0301f", 5, ""), "abe\u0301");
}

TEST(CutBytesTest, CutsAPileOfMarksThatIsLargerThanTheRoomBetweenCodePoints) {
  std::string pile = "e";
  for (int i = 0; i < 1000; ++i) pile += "\u0301";

  EXPECT_EQ(CutBytes(pile, 6, ""), "e\u0301\u0301");
}

TEST(CutBytesTest, NeverExceedsTheLimitNorBreaksACharacter) {
  const std::string text = "火👨‍👩‍👧e\u0301警🇨🇳罐\r\n車abc";
  for (size_t limit = 0; limit <= text.size(); ++limit) {
    const std::string cut = CutBytes(text, limit, "…");
    EXPECT_LE(cut.size(), limit);
    EXPECT_TRUE(IsValidUtf8(cut)) << limit;
  }
}

TEST(CutCodePointsTest, CountsCodePointsAndTheEnding) {
  EXPECT_EQ(CutCodePoints("罐车混装食用油", 7, "…"), "罐车混装食用油");
  EXPECT_EQ(CutCodePoints("罐车混装食用油", 4, "…"), "罐车混…");
  EXPECT_EQ(CutCodePoints("abe\u0301f", 3, ""), "ab");
  EXPECT_EQ(CutCodePoints("罐车混装", 1, "……"), "罐");
}

}  // namespace
}  // namespace fenghuo
