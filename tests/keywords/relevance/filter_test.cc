#include "keywords/relevance/filter.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/keywords/relevance/a_click.h"

namespace fenghuo {
namespace {

const Document kShow = Titled("演员新剧开播被观众投诉剧情拖沓");
const Document kShop = Titled("市民投诉药店售卖过期食品");

int64_t ScoreOf(const RelevanceFilter& filter, const Document& document) { return filter.Score(GramsOf(document)); }

TEST(RelevanceFilterTest, SaysNothingBeforeThirtyClicks) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 14);
  const RelevanceFilter filter = RelevanceFilter::Learn(clicks.all());
  EXPECT_EQ(filter.standing().mode, FilterMode::kLearning);
  EXPECT_EQ(ScoreOf(filter, kShow), 1000);
  EXPECT_FALSE(filter.CallsOff(0));
}

TEST(RelevanceFilterTest, SaysNothingWhileOneKindOfClickIsRare) {
  ClicksOn clicks("complaint");
  for (int i = 0; i < 60; ++i) clicks.Say("zhang", "演员新剧开播第" + std::to_string(i) + "集被投诉", ClickVerdict::kOffTopic);
  for (int i = 0; i < 9; ++i) clicks.Say("li", "市民投诉超市第" + std::to_string(i) + "起", ClickVerdict::kRelevant);
  EXPECT_EQ(RelevanceFilter::Learn(clicks.all()).standing().mode, FilterMode::kLearning);
}

TEST(RelevanceFilterTest, SuggestsFromThirtyClicksOn) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 15);
  const RelevanceFilter filter = RelevanceFilter::Learn(clicks.all());
  EXPECT_EQ(filter.standing().mode, FilterMode::kSuggests);
  EXPECT_LT(ScoreOf(filter, kShow), 300);
  EXPECT_GT(ScoreOf(filter, kShop), 700);
  EXPECT_FALSE(filter.acts());
}

TEST(RelevanceFilterTest, ActsOnceItWasRightAboutClicksItHadNotSeen) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 40);
  const RelevanceFilter filter = RelevanceFilter::Learn(clicks.all());
  const FilterStanding& standing = filter.standing();
  EXPECT_EQ(standing.mode, FilterMode::kActs);
  EXPECT_EQ(standing.relevant, 40);
  EXPECT_EQ(standing.off_topic, 40);
  EXPECT_EQ(standing.people, 2);
  EXPECT_EQ(standing.threshold_milli, 500);
  EXPECT_EQ(standing.judged, 50);
  EXPECT_EQ(standing.called_off, 25);
  EXPECT_EQ(standing.wrong, 0);
  EXPECT_TRUE(filter.CallsOff(ScoreOf(filter, kShow)));
  EXPECT_FALSE(filter.CallsOff(ScoreOf(filter, kShop)));
}

TEST(RelevanceFilterTest, NeverActsOnTheClicksOfOnePersonAlone) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 100);
  std::vector<RelevanceClick> alone = clicks.all();
  for (RelevanceClick& click : alone) click.person = "zhang";
  EXPECT_EQ(RelevanceFilter::Learn(alone).standing().mode, FilterMode::kSuggests);
}

TEST(RelevanceFilterTest, NeverActsOnClicksThatNothingInTheTextExplains) {
  ClicksOn clicks("complaint");
  for (int i = 0; i < 200; ++i) {
    const std::string title = "市民投诉第" + std::to_string(i * 7919 % 1000) + "号";
    clicks.Say(i % 2 == 0 ? "zhang" : "li", title, i * 31 % 17 < 8 ? ClickVerdict::kRelevant : ClickVerdict::kOffTopic);
  }
  EXPECT_EQ(RelevanceFilter::Learn(clicks.all()).standing().mode, FilterMode::kSuggests);
}

TEST(RelevanceFilterTest, StepsBackWhenWhatItCalledOffIsSentBack) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 40);
  ASSERT_TRUE(RelevanceFilter::Learn(clicks.all()).acts());
  int sent_back = 0;
  while (RelevanceFilter::Learn(clicks.all()).acts() && sent_back < 20) {
    const std::string number = std::to_string(sent_back++);
    clicks.Say("zhang", "演员新剧开播被观众投诉" + number, ClickVerdict::kRelevant);
    clicks.Say("li", "歌手新剧开播被观众投诉" + number, ClickVerdict::kOffTopic);
  }
  const FilterStanding standing = RelevanceFilter::Learn(clicks.all()).standing();
  EXPECT_EQ(standing.mode, FilterMode::kSteppedBack);
  EXPECT_LE(sent_back, 10);
  EXPECT_GE(standing.fresh_wanted, kFreshClicks - 1) << "the second of a pair is a fresh click";
  EXPECT_EQ(standing.threshold_milli, 0);
}

TEST(RelevanceFilterTest, ActsAgainAfterTwentyFreshClicksThatItWasRightAbout) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 40);
  const int64_t drifted_after = clicks.all().back().sequence;
  EXPECT_EQ(RelevanceFilter::Learn(clicks.all(), drifted_after).standing().mode, FilterMode::kSteppedBack);
  SayPlainly(clicks, 9, 100);
  EXPECT_EQ(RelevanceFilter::Learn(clicks.all(), drifted_after).standing().mode, FilterMode::kSteppedBack);
  SayPlainly(clicks, 1, 200);
  EXPECT_EQ(RelevanceFilter::Learn(clicks.all(), drifted_after).standing().mode, FilterMode::kActs);
}

TEST(RelevanceFilterTest, GivesTheSameWeightsForTheSameClicks) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 60);
  const RelevanceFilter one = RelevanceFilter::Learn(clicks.all());
  const RelevanceFilter other = RelevanceFilter::Learn(clicks.all());
  EXPECT_EQ(one.weights(), other.weights());
  EXPECT_EQ(one.standing(), other.standing());
  EXPECT_GT(one.weights().size(), 50u);
}

TEST(RelevanceFilterTest, LearnsMoreFromNewClicksThanFromOldOnes) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 30);
  ClicksOn later("complaint");
  SayPlainly(later, 30);
  later.Wait(hours(24 * 240));
  for (ClicksOn* list : {&clicks, &later}) {
    for (int i = 0; i < 15; ++i) {
      list->Say("zhang", "演员新剧开播被观众投诉第" + std::to_string(i) + "起", ClickVerdict::kRelevant);
      list->Say("li", "市民投诉超市售卖第" + std::to_string(i) + "起", ClickVerdict::kOffTopic);
    }
  }
  EXPECT_GT(ScoreOf(RelevanceFilter::Learn(later.all()), kShow), ScoreOf(RelevanceFilter::Learn(clicks.all()), kShow));
}

TEST(RelevanceFilterTest, ExplainsWhichCharactersWeighedMost) {
  ClicksOn clicks("complaint");
  SayPlainly(clicks, 40);
  const RelevanceFilter filter = RelevanceFilter::Learn(clicks.all());
  const std::vector<WeighedGram> off = filter.Explain(kShow, 6);
  ASSERT_EQ(off.size(), 6u);
  for (const WeighedGram& gram : off) {
    EXPECT_LT(gram.adds_milli, 0) << gram.text;
    EXPECT_NE(kShow.title.find(gram.text), std::string::npos) << gram.text;
    EXPECT_EQ(std::string("投诉").find(gram.text), std::string::npos) << "stands in both kinds";
  }
  EXPECT_TRUE(std::is_sorted(off.begin(), off.end(), [](const auto& a, const auto& b) { return a.adds_milli < b.adds_milli; }));
  for (const WeighedGram& gram : filter.Explain(kShop, 3)) EXPECT_GT(gram.adds_milli, 0) << gram.text;
}

TEST(RelevanceFilterTest, TakesAtMostSixtyFourKibibytes) {
  ClicksOn clicks("complaint");
  for (size_t i = 0; i < kClicksKept; ++i) {
    std::string text;
    for (size_t k = 0; k < 300; ++k) {
      const size_t c = 0x4E00 + (i * 7919 + k * 104'729) % 20'000;
      text += static_cast<char>(0xE0 | (c >> 12));
      text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      text += static_cast<char>(0x80 | (c & 0x3F));
    }
    clicks.Say("zhang", Titled("", text), i % 2 == 0 ? ClickVerdict::kRelevant : ClickVerdict::kOffTopic);
  }
  EXPECT_EQ(RelevanceFilter::Learn(clicks.all()).weights().size(), kFilterWeightsMax);
}

TEST(RelevanceFilterTest, OfNoClicksCallsNothingOff) {
  const RelevanceFilter filter = RelevanceFilter::Learn({});
  EXPECT_EQ(ScoreOf(filter, kShow), 1000);
  EXPECT_TRUE(filter.Explain(kShow, 6).empty());
  EXPECT_EQ(filter.standing(), FilterStanding());
}

}  // namespace
}  // namespace fenghuo
