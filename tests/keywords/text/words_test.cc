#include "keywords/text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "keywords/text/fold.h"

namespace fenghuo {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(WordsTest, FindsTheWordsOfTheDictionary) {
  EXPECT_THAT(Words("记者调查运输乱象"), ElementsAre("记者", "调查", "运输", "乱象"));
}

TEST(WordsTest, LeavesOutFunctionWordsPunctuationAndNumbers) {
  EXPECT_THAT(Words("学校的食堂，在 2024 年曝光！"), ElementsAre("学校", "食堂", "曝光"));
}

TEST(WordsTest, GivesPairsOfWhatTheDictionaryDoesNotKnow) {
  EXPECT_THAT(Words("甲某酱铺回应"), Contains("回应"));
  EXPECT_THAT(Words("鸭脖"), ElementsAre("鸭脖"));
  EXPECT_THAT(Words("泰丰蟹煲道歉"), ElementsAre("泰丰", "丰蟹", "蟹煲", "道歉"));
}

TEST(WordsTest, JoinsALoneCharacterToTheWordBeforeIt) {
  EXPECT_THAT(Words("油罐车"), ElementsAre("油罐", "罐车"));
  EXPECT_THAT(Words("罐车"), ElementsAre("罐车"));
}

TEST(WordsTest, KeepsWordsOfOtherScripts) {
  EXPECT_THAT(Words(Fold("Tanker trucks ＣＡＲＲＹ oil")), ElementsAre("tanker", "trucks", "carry", "oil"));
  EXPECT_THAT(Words("c919首航"), Contains("c919"));
}

TEST(WordsTest, IsEmptyForATextWithoutWords) {
  EXPECT_THAT(Words(""), IsEmpty());
  EXPECT_THAT(Words("。。。 12345 ，"), IsEmpty());
}

TEST(WordsTest, GivesPartsOfTheTextItself) {
  const std::string folded = "🍜 食堂\xff饭菜";
  for (std::string_view word : Words(folded)) {
    EXPECT_GE(word.data(), folded.data());
    EXPECT_LE(word.data() + word.size(), folded.data() + folded.size());
  }
  EXPECT_THAT(Words(folded), Contains("饭菜"));
}

TEST(WordsTest, GivesACharacterThatIsTheWholeText) { EXPECT_THAT(Words("茶"), ElementsAre("茶")); }

TEST(WordsTest, SurvivesBadBytes) {
  EXPECT_THAT(Words("\xff\xfe\xe6" "食堂"), Contains("食堂"));
  EXPECT_THAT(Words(std::string(3, '\0')), IsEmpty());
}

TEST(WordsTest, GivesTheSameOnEveryThread) {
  const std::vector<std::string_view> here = Words("多家公司回应食堂饭菜异物");
  std::vector<std::string_view> there;
  std::thread([&there] { there = Words("多家公司回应食堂饭菜异物"); }).join();
  EXPECT_EQ(here, there);
  EXPECT_THAT(here, Not(IsEmpty()));
}

}  // namespace
}  // namespace fenghuo
