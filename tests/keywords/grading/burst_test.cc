// How a burst counts in a grade.

#include <gtest/gtest.h>

#include "keywords/grading/evidence.h"
#include "keywords/grading/grade.h"
#include "keywords/grading/why.h"
#include "keywords/heat/rising.h"

namespace fenghuo {
namespace {

const Timestamp kNow = FromUnixSeconds(1'790'000'000);

GradeInput AStory(int64_t sources, int severity) {
  GradeInput input;
  input.heat.independent_sources = sources;
  input.heat.last_hour = 37;
  for (int64_t i = 0; i < sources; ++i) input.evidence.severities.push_back({"s" + std::to_string(i), severity, "d", "food"});
  return input;
}

GradeInput Bursting(GradeInput input, int64_t observed = 37) {
  input.burst.rule = "food";
  input.burst.windows = {{{observed / 12, 520, 350}, {observed / 4, 1'550, 350}, {observed, 6'200, 350}, {observed, 18'600, 120}}};
  return input;
}

GradeResult GradeNow(const GradeInput& input, const GradeState& before = {}) { return Grade(input, GradeOptions{}, before, kNow); }

std::string FloorNames(const ScoreCard& card) {
  std::string names;
  for (const FloorHit& floor : card.floors) names += floor.name + " ";
  return names;
}

TEST(BurstTest, AddsPointsOnTopAndTheCardAddsUp) {
  GradeResult calm = GradeNow(Bursting(AStory(2, 40), 6));
  GradeResult loud = GradeNow(Bursting(AStory(2, 40)));

  ASSERT_EQ(loud.card.parts.size(), 3u);
  EXPECT_EQ(calm.card.parts[2].points_milli, 0);
  EXPECT_GT(loud.card.parts[2].points_milli, 2'000);
  EXPECT_LE(loud.card.parts[2].points_milli, 10'000);
  EXPECT_EQ(loud.card.risk_milli - calm.card.risk_milli, loud.card.parts[2].points_milli);
  EXPECT_EQ(loud.card.parts[0].points_milli + loud.card.parts[1].points_milli + loud.card.parts[2].points_milli,
            loud.card.risk_milli);
}

TEST(BurstTest, LiftsAGraveStoryToTheThirdLevelAndNotAHarmlessOne) {
  EXPECT_EQ(FloorNames(GradeNow(Bursting(AStory(2, 30))).card), "burst ");
  EXPECT_EQ(GradeNow(Bursting(AStory(2, 30))).state.level, 3);
  EXPECT_EQ(FloorNames(GradeNow(Bursting(AStory(2, 29))).card), "");
}

TEST(BurstTest, IsNoneWhileOneSourceAloneTellsIt) {
  GradeResult result = GradeNow(Bursting(AStory(1, 60)));

  EXPECT_EQ(result.card.burst_score_milli, 0);
  EXPECT_EQ(FloorNames(result.card), "");
  EXPECT_FALSE(result.state.burst_at.has_value());
}

TEST(BurstTest, HoldsItsFloorADayAfterItWasLastSeen) {
  GradeState state = GradeNow(Bursting(AStory(2, 30))).state;
  GradeInput calm = Bursting(AStory(2, 30), 0);

  EXPECT_EQ(*state.burst_at, kNow);
  EXPECT_EQ(FloorNames(Grade(calm, GradeOptions{}, state, kNow + hours(23)).card), "burst ");
  EXPECT_EQ(FloorNames(Grade(calm, GradeOptions{}, state, kNow + hours(24)).card), "");
}

TEST(BurstTest, IsSaidAsAnOfficerReadsIt) {
  GradeInput story = Bursting(AStory(2, 30));
  ScoreCard card = GradeNow(story).card;

  EXPECT_EQ(card.parts[0].says, "2个独立来源；近1小时37条，平时此时约6条");
  EXPECT_EQ(card.parts[2].says, "近1小时命中规则37条，平时此时约6条，偶然出现的可能约十万分之五");
  EXPECT_EQ(card.floors[0].says, "信息量突然明显多于平时，不低于Ⅲ级");
  EXPECT_EQ(Why(card), "2个独立来源；近1小时37条，平时此时约6条；信息量突然明显多于平时，不低于Ⅲ级");
  story.burst.learning = true;
  EXPECT_EQ(GradeNow(story).card.parts[0].says, "2个独立来源；近1小时37条");
  EXPECT_EQ(GradeNow(story).card.parts[2].says, "近1小时命中规则37条；监测未满7天，平时数量尚在统计");
}

TEST(BurstTest, SaysTheWindowThatIsLeastLikely) {
  GradeInput story = Bursting(AStory(2, 30), 10);
  story.burst.windows[1].observed = 10;

  EXPECT_EQ(GradeNow(story).card.parts[2].says, "近15分钟命中规则10条，平时此时约2条，偶然出现的可能约万分之七");
  story.burst.windows[1].expected_milli = 499;
  EXPECT_EQ(GradeNow(story).card.parts[2].says, "近15分钟命中规则10条，平时此时不足1条，偶然出现的可能约千万分之二");
  story.burst.windows[1].observed = 40;
  EXPECT_EQ(GradeNow(story).card.parts[2].says, "近15分钟命中规则40条，平时此时不足1条，偶然出现的可能不足亿分之一");
}

TEST(BurstTest, IsOneWhenItRisesForHoursAndIsUnlikelyAsWell) {
  GradeInput story = Bursting(AStory(2, 30), 26);
  EXPECT_EQ(FloorNames(GradeNow(story).card), "") << "not sudden enough";
  story.burst.rising_milli = kRisingAlarmMilli;

  ScoreCard card = GradeNow(story).card;

  EXPECT_EQ(FloorNames(card), "burst ");
  EXPECT_EQ(card.parts[2].says, "近1小时命中规则26条，平时此时约6条，偶然出现的可能约千分之二；数小时来持续上升，近14天少见");
  EXPECT_EQ(FloorNames(GradeNow([&] {
              GradeInput usual = Bursting(AStory(2, 30), 10);
              usual.burst.rising_milli = kRisingAlarmMilli;
              return usual;
            }()).card), "") << "it rises, and is quite likely all the same";
}

TEST(BurstTest, CountsTheDocumentsOfEachWindowOnly) {
  StoryEvidence evidence;
  for (int minute : {0, 30, 59, 60, 70}) NoteRecent(evidence, kNow + minutes(minute));

  EXPECT_EQ(CountRecent(evidence, hours(1), kNow + minutes(70)), 4);
  EXPECT_EQ(CountRecent(evidence, minutes(15), kNow + minutes(70)), 3);
  EXPECT_EQ(CountRecent(evidence, hours(1), kNow + minutes(119)), 2);
  EXPECT_EQ(CountRecent(evidence, hours(3), kNow + minutes(179)), 5);
  EXPECT_EQ(CountRecent(evidence, hours(3), kNow + minutes(250)), 0);
}

TEST(BurstTest, CountsTheDocumentsOfBothWhenTwoStoriesBecomeOne) {
  StoryEvidence one;
  StoryEvidence other;
  NoteRecent(one, kNow + minutes(20));
  NoteRecent(other, kNow);
  NoteRecent(other, kNow + minutes(40));

  MergeEvidence(one, other);

  EXPECT_EQ(one.recent, (std::vector<Timestamp>{kNow, kNow + minutes(20), kNow + minutes(40)}));
}

}  // namespace
}  // namespace fenghuo
