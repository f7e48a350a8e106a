#include "keywords/rules/pattern_set.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fenghuo {
namespace {

std::string ErrorOf(const std::string& pattern) {
  PatternSet patterns;
  Result<uint32_t> added = patterns.Add(pattern);
  return added.ok() ? "" : added.error().message;
}

TEST(PatternSetTest, SaysWhatIsWrongWithAPattern) {
  EXPECT_EQ(ErrorOf("(食物"), "is refused by RE2: missing ): (食物");
  EXPECT_EQ(ErrorOf("(a)\\1"), "is refused by RE2: invalid escape sequence: \\1");
  EXPECT_EQ(ErrorOf("(?:(?:食.{0,999}){9}物.{0,999}){9}"), "is refused by RE2: invalid repetition size: {9}");
  EXPECT_EQ(ErrorOf("食物\\pL{1000}"), "needs more than 1 MiB");
  EXPECT_EQ(ErrorOf("(?:食物)*"), "matches the empty text, so it would find every document");
  EXPECT_EQ(ErrorOf("㎏"), "has ㎏, which folding makes into kg: write that");
  EXPECT_EQ(ErrorOf("(a+)+$"), "");
}

TEST(PatternSetTest, NumbersAPatternOnce) {
  PatternSet patterns;

  EXPECT_EQ(*patterns.Add("食物.?中毒"), 0u);
  EXPECT_EQ(*patterns.Add("罐车.?混装"), 1u);
  EXPECT_EQ(*patterns.Add("食物.?中毒"), 0u);
  EXPECT_EQ(patterns.size(), 2u);
}

TEST(PatternSetTest, OffersAPatternOnlyWhenItsWordsAreThere) {
  PatternSet patterns;
  (void)patterns.Add("约.{1,3}名学生.{0,8}(送医|住院)");
  (void)patterns.Add("罐车.*混装");
  const std::vector<std::string> atoms = patterns.Compile();
  const auto atom = [&](std::string_view word) {
    return static_cast<int>(std::find(atoms.begin(), atoms.end(), word) - atoms.begin());
  };

  EXPECT_EQ(patterns.unfiltered(), 0u);
  EXPECT_EQ(patterns.Candidates({}), std::vector<uint32_t>{});
  EXPECT_EQ(patterns.Candidates({atom("名学生"), atom("住院")}), std::vector<uint32_t>{0});
  EXPECT_EQ(patterns.Candidates({atom("罐车")}), std::vector<uint32_t>{});
  EXPECT_EQ(patterns.Candidates({atom("名学生"), atom("送医"), atom("罐车"), atom("混装")}), (std::vector<uint32_t>{0, 1}));
}

TEST(PatternSetTest, CountsPatternsWithoutARequiredWord) {
  PatternSet patterns;
  (void)patterns.Add("食.{0,3}毒");
  (void)patterns.Add("罐车.*混装");
  (void)patterns.Compile();

  EXPECT_EQ(patterns.unfiltered(), 1u);
  EXPECT_EQ(patterns.Candidates({}), std::vector<uint32_t>{0});
}

TEST(PatternSetTest, FindsEveryPlaceFromTheLeft) {
  PatternSet patterns;
  (void)patterns.Add("[0-9]+名");
  std::vector<PatternSet::Place> places;

  EXPECT_EQ(patterns.FindAll(0, "12名和3名", places), PatternSet::Outcome::kDone);
  EXPECT_EQ(places, (std::vector<PatternSet::Place>{{0, 5}, {8, 12}}));
}

TEST(PatternSetTest, GivesUpOnATextThatWouldTakeTooLong) {
  PatternSet patterns;
  (void)patterns.Add("食.{0,200}物.{0,200}毒");
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "食";
  std::vector<PatternSet::Place> places;

  EXPECT_EQ(patterns.FindAll(0, text, places), PatternSet::Outcome::kGaveUp);
  EXPECT_TRUE(places.empty());
}

TEST(PatternSetTest, StopsLookingForMorePlacesWhenTheWorkIsSpent) {
  PatternSet patterns;
  (void)patterns.Add("食(.*物)?");
  std::string text;
  for (int i = 0; i < 50000; ++i) text += "食";
  std::vector<PatternSet::Place> places;

  EXPECT_EQ(patterns.FindAll(0, text, places), PatternSet::Outcome::kDone);
  EXPECT_GE(places.size(), 1u);
  EXPECT_LT(places.size(), 50000u);
}

TEST(PatternSetTest, IsEmptyWithoutPatterns) {
  PatternSet patterns;

  EXPECT_TRUE(patterns.Compile().empty());
  EXPECT_TRUE(patterns.Candidates({}).empty());
}

}  // namespace
}  // namespace fenghuo
