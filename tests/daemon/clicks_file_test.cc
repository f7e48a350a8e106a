#include "daemon/clicks_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "keywords/relevance/grams.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr const char* kLine =
    R"({"rule":"complaint","document":"news/1","verdict":"off_topic","person":"zhang","at":"2026-07-11T02:00:00Z","grams":[3,17]})";

std::string Problem(const std::string& line) {
  Result<RelevanceClick> click = ParseClickLine(line);
  return click.ok() ? "" : click.error().message;
}

TEST(ClicksFileTest, GivesBackWhatWasWritten) {
  Result<RelevanceClick> click = ParseClickLine(kLine);
  ASSERT_TRUE(click.ok()) << click.error().message;
  EXPECT_EQ(click->rule, "complaint");
  EXPECT_EQ(click->verdict, ClickVerdict::kOffTopic);
  EXPECT_EQ(click->grams, (std::vector<uint32_t>{3, 17}));
  EXPECT_EQ(FormatClickLine(*click), kLine);
}

TEST(ClicksFileTest, TakesTitleAndTextInPlaceOfGrams) {
  Result<RelevanceClick> click = ParseClickLine(
      R"({"rule":"complaint","verdict":"relevant","at":"2026-07-11T02:00:00Z","title":"市民投诉超市","text":"食品过期"})");
  ASSERT_TRUE(click.ok()) << click.error().message;
  Document document;
  document.title = "市民投诉超市";
  document.text = "食品过期";
  EXPECT_EQ(click->grams, GramsOf(document));
}

TEST(ClicksFileTest, SaysWhatIsWrongWithALine) {
  EXPECT_EQ(Problem("[1]"), "must be a JSON object");
  EXPECT_EQ(Problem("{"), "must be a JSON object");
  EXPECT_EQ(Problem("{}"), "rule: must be given");
  EXPECT_EQ(Problem(R"({"rule":"a","verdict":"maybe"})"), "verdict: must be relevant or off_topic, is \"maybe\"");
  EXPECT_EQ(Problem(R"({"rule":"a","verdict":"relevant","at":"today"})"), "at: must be a time as in RFC 3339, is \"today\"");
  const std::string begun = R"({"rule":"a","verdict":"relevant","at":"2026-07-11T02:00:00Z")";
  EXPECT_EQ(Problem(begun + "}"), "grams: must be given, or title or text");
  EXPECT_EQ(Problem(begun + R"(,"grams":7})"), "grams: must be a list of numbers");
  EXPECT_EQ(Problem(begun + R"(,"grams":[262144]})"), "grams: must be whole numbers below 262144, one is 262144");
  EXPECT_EQ(Problem(begun + R"(,"grams":[-1]})"), "grams: must be whole numbers below 262144, one is -1");
}

TEST(ClicksFileTest, NumbersTheClicksOfEachRuleAndKeepsItsLastFiveHundred) {
  TemporaryDirectory folder;
  {
    std::ofstream file(folder.Path("clicks.jsonl"));
    for (int i = 1; i <= 503; ++i) {
      file << R"({"rule":"many","verdict":"relevant","at":"2026-07-11T02:00:00Z","grams":[)" << i << "]}\n\n";
    }
    file << kLine << "\n";
  }
  Result<std::vector<RelevanceClick>> clicks = ReadClicks(folder.Path("clicks.jsonl"));
  ASSERT_TRUE(clicks.ok()) << clicks.error().message;
  ASSERT_EQ(clicks->size(), kClicksKept + 1);
  EXPECT_EQ(clicks->front().sequence, 4);
  EXPECT_EQ(clicks->back().rule, "complaint");
  EXPECT_EQ(clicks->back().sequence, 1);
}

TEST(ClicksFileTest, NamesTheLineThatCannotBeRead) {
  TemporaryDirectory folder;
  const std::string path = folder.Path("clicks.jsonl");
  std::ofstream(path) << kLine << "\n{}\n";
  EXPECT_EQ(ReadClicks(path).error().message, path + ":2: rule: must be given");
  EXPECT_EQ(ReadClicks(folder.Path("none")).error().message, folder.Path("none") + ": cannot be read");
}

}  // namespace
}  // namespace fenghuo
