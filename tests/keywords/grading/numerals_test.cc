#include "keywords/grading/numerals.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

// "value" and the rest behind the number, or "" when there is none.
std::pair<int64_t, std::u32string> Read(std::u32string_view text) {
  const std::optional<Count> count = ReadCount(text, 0);
  if (!count) return {0, U""};
  return {count->value, std::u32string(text.substr(count->end))};
}

using Answer = std::pair<int64_t, std::u32string>;

TEST(ReadCountTest, ReadsArabicNumbers) {
  EXPECT_EQ(Read(U"12名"), (Answer{12, U"名"}));
  EXPECT_EQ(Read(U"1,200人"), (Answer{1200, U"人"}));
  EXPECT_EQ(Read(U"3,4人"), (Answer{3, U",4人"}));
  EXPECT_EQ(Read(U"1.2万人"), (Answer{12000, U"人"}));
  EXPECT_EQ(Read(U"3万人"), (Answer{30000, U"人"}));
  EXPECT_EQ(Read(U"3.5人"), (Answer{3, U".5人"}));
}

TEST(ReadCountTest, ReadsChineseNumbers) {
  EXPECT_EQ(Read(U"二人"), (Answer{2, U"人"}));
  EXPECT_EQ(Read(U"两人"), (Answer{2, U"人"}));
  EXPECT_EQ(Read(U"十人"), (Answer{10, U"人"}));
  EXPECT_EQ(Read(U"十七人"), (Answer{17, U"人"}));
  EXPECT_EQ(Read(U"二十三人"), (Answer{23, U"人"}));
  EXPECT_EQ(Read(U"一百零五人"), (Answer{105, U"人"}));
  EXPECT_EQ(Read(U"一百二十人"), (Answer{120, U"人"}));
  EXPECT_EQ(Read(U"一二〇人"), (Answer{120, U"人"}));
  EXPECT_EQ(Read(U"一万两千人"), (Answer{12000, U"人"}));
}

TEST(ReadCountTest, GivesTheLowerBoundOfWhatIsNotExact) {
  EXPECT_EQ(Read(U"20余人"), (Answer{20, U"人"}));
  EXPECT_EQ(Read(U"二十多人"), (Answer{20, U"人"}));
  EXPECT_EQ(Read(U"十几名"), (Answer{10, U"名"}));
  EXPECT_EQ(Read(U"百余名"), (Answer{100, U"名"}));
  EXPECT_EQ(Read(U"几十人"), (Answer{20, U"人"}));
  EXPECT_EQ(Read(U"数百人"), (Answer{200, U"人"}));
  EXPECT_EQ(Read(U"三四人"), (Answer{3, U"人"}));
  EXPECT_EQ(Read(U"三四十人"), (Answer{30, U"人"}));
  EXPECT_EQ(Read(U"十七八人"), (Answer{17, U"人"}));
  EXPECT_EQ(Read(U"三至五人"), (Answer{3, U"人"}));
  EXPECT_EQ(Read(U"3-5人"), (Answer{3, U"人"}));
  EXPECT_EQ(Read(U"三、四人"), (Answer{3, U"人"}));
  EXPECT_EQ(Read(U"3、20人"), (Answer{3, U"、20人"}));
}

TEST(ReadCountTest, GivesTwoForSome) {
  EXPECT_EQ(Read(U"多名"), (Answer{2, U"名"}));
  EXPECT_EQ(Read(U"数名"), (Answer{2, U"名"}));
  EXPECT_EQ(Read(U"几人"), (Answer{2, U"人"}));
}

TEST(ReadCountTest, ReadsNothingElse) {
  EXPECT_FALSE(ReadCount(U"人", 0));
  EXPECT_FALSE(ReadCount(U"", 0));
  EXPECT_FALSE(ReadCount(U"0人", 0));
  EXPECT_FALSE(ReadCount(U"零人", 0));
  EXPECT_FALSE(ReadCount(U"13800138000人", 0));
  EXPECT_FALSE(ReadCount(U"万万万万万人", 0));
}

}  // namespace
}  // namespace fenghuo
