#include "keywords/rules/pattern_text.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

std::string Folded(std::string_view pattern) {
  Result<std::string> folded = FoldPattern(pattern);
  return folded.ok() ? *folded : "error: " + folded.error().message;
}

TEST(FoldPatternTest, FoldsLiteralsOutsideAscii) {
  EXPECT_EQ(Folded("罐車.{0,8}混裝"), "罐车.{0,8}混装");
  EXPECT_EQ(Folded("[車輛]É"), "[车辆]é");
}

TEST(FoldPatternTest, LeavesSyntaxAlone) {
  EXPECT_EQ(Folded(R"(\D\S[^\W]\pL\x{8ECA}(?i:AB)\\)"), R"(\D\S[^\W]\pL\x{8ECA}(?i:AB)\\)");
}

TEST(FoldPatternTest, EscapesWhatFoldingMakesSyntax) {
  EXPECT_EQ(Folded("（混装）＋"), R"(\(混装\)\+)");
  EXPECT_EQ(Folded("[（(]"), R"([\((])");
  EXPECT_EQ(Folded("３"), "3");
}

TEST(FoldPatternTest, KeepsTheEndsOfARange) {
  EXPECT_EQ(Folded("[一-龥]"), "[一-龥]");
  EXPECT_EQ(Folded("[車-鬥]車"), "[車-鬥]车");
  EXPECT_EQ(Folded("[]車]車"), "[]车]车");
  EXPECT_EQ(Folded("[^]車-鬥]-車"), "[^]車-鬥]-车");
}

TEST(FoldPatternTest, DoesNotEscapeInsideAQuote) { EXPECT_EQ(Folded(R"(\Q（車\E（)"), R"(\Q(车\E\()"); }

TEST(FoldPatternTest, RefusesWhatStandsInNoFoldedText) {
  EXPECT_EQ(Folded("[0-9]㎏"), "error: has ㎏, which folding makes into kg: write that");
  EXPECT_EQ(Folded("食\u200B物"), "error: has a character that folding drops");
}

}  // namespace
}  // namespace fenghuo
