#include "keywords/grading/grade.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/rng.h"
#include "keywords/grading/why.h"

namespace fenghuo {
namespace {

const Timestamp kNow = FromUnixSeconds(1'790'000'000);

// A story to grade; what is not said is quiet and harmless.
class AStory {
 public:
  AStory Heated(int points) const { return Changed([&](GradeInput& input) { input.heat.points_milli = points * 1000; }); }
  AStory OfSources(int count) const { return Changed([&](GradeInput& input) { input.heat.independent_sources = count; }); }
  AStory Severe(int points) const {
    return Changed([&](GradeInput& input) {
      input.evidence.severities.push_back({"s" + std::to_string(input.evidence.severities.size()), points, "d", "r"});
    });
  }
  AStory CarriedBy(Tier tier, Timestamp at = kNow) const {
    return Changed([&](GradeInput& input) {
      input.sources.push_back({"o" + std::to_string(input.sources.size()), tier, at, false});
    });
  }
  AStory Stating(FactKind kind, int64_t count, Timestamp at = kNow) const {
    return Changed([&](GradeInput& input) {
      input.evidence.facts.push_back({kind, count, "12名学生送医"});
      input.evidence.facts_at = at;
      input.evidence.harm_stated = true;
    });
  }
  AStory OnPlace(int64_t rank, Timestamp at = kNow) const {
    return Changed([&](GradeInput& input) {
      input.best_rank = rank;
      input.best_rank_at = at;
    });
  }
  template <typename Change>
  AStory Changed(Change change) const {
    AStory copy = *this;
    change(copy.input_);
    return copy;
  }
  const GradeInput& input() const { return input_; }
  GradeResult Grade(Timestamp now = kNow, const GradeState& before = {}, const GradeOptions& options = {}) const {
    return fenghuo::Grade(input_, options, before, now);
  }
  Level LevelNow() const { return Grade().state.level; }

 private:
  GradeInput input_;
};

AStory Loud() { return AStory().Heated(80).Severe(80).Severe(80).OfSources(9); }  // risk 80

TEST(GradeTest, AddsHeatAndSeverityByTheirWeights) {
  GradeOptions options;
  options.heat_weight_percent = 40;
  options.severity_weight_percent = 60;

  GradeResult result = AStory().Heated(50).Severe(70).Severe(30).OfSources(2).Grade(kNow, {}, options);

  EXPECT_EQ(result.card.heat_milli, 50'000);
  EXPECT_EQ(result.card.severity_milli, 56'000) << "the gravest alone counts 80 %, more than the second";
  EXPECT_EQ(result.card.risk_milli, 20'000 + 33'600);
  ASSERT_EQ(result.card.parts.size(), 2U);
  EXPECT_EQ(result.card.parts[0].points_milli + result.card.parts[1].points_milli, result.card.risk_milli);
  EXPECT_EQ(result.card.to_next_milli, 60'000 - 53'600);
}

TEST(GradeTest, TakesTheSecondGravestSourceForTheStory) {
  EXPECT_EQ(AStory().Severe(90).Grade().card.severity_milli, 72'000);
  EXPECT_EQ(AStory().Severe(90).Severe(85).Grade().card.severity_milli, 85'000);
}

TEST(GradeTest, GivesTheLevelsOfTheThresholds) {
  EXPECT_EQ(Loud().LevelNow(), 1);
  EXPECT_EQ(AStory().Heated(60).Severe(60).Severe(60).OfSources(3).LevelNow(), 2);
  EXPECT_EQ(AStory().Heated(40).Severe(40).Severe(40).OfSources(3).LevelNow(), 3);
  EXPECT_EQ(AStory().Heated(15).Severe(15).Severe(15).OfSources(3).LevelNow(), 4);
  EXPECT_EQ(AStory().Heated(14).Severe(15).Severe(15).OfSources(3).LevelNow(), kNoLevel);
}

TEST(GradeTest, HoldsASingleSourceAtTheThirdLevel) {
  GradeResult result = Loud().OfSources(1).Grade();

  EXPECT_EQ(result.card.by_risk, 1);
  EXPECT_EQ(result.state.level, 3);
  EXPECT_EQ(result.card.cap, "只有1个独立来源，不高于Ⅲ级");
}

TEST(GradeTest, LetsAFloorLiftASingleSource) {
  GradeResult result = AStory().OfSources(1).Severe(70).Stating(FactKind::kDeaths, 1).Grade();

  EXPECT_EQ(result.state.level, 2);
  EXPECT_EQ(result.card.cap, "");
  ASSERT_EQ(result.card.floors.size(), 1U);
  EXPECT_EQ(result.card.floors[0].name, "deaths");
  EXPECT_EQ(result.card.floors[0].says, "文中称“12名学生送医”（未核实），不低于Ⅱ级");
}

struct FloorCase {
  const char* what;
  AStory story;
  Level level;
};

TEST(GradeTest, FiresTheFloorsOfThePlan) {
  AStory bad = AStory().OfSources(2).Severe(30).Severe(30);
  AStory school = bad.Changed([](GradeInput& input) { input.evidence.school = true; });
  AStory harm = bad.Changed([](GradeInput& input) { input.evidence.harm_stated = true; });
  auto reposted = [&](int64_t count) {
    return bad.Changed([&](GradeInput& input) { input.evidence.most_reposts = {count, kNow, "d"}; });
  };
  AStory viewed = bad.Changed([](GradeInput& input) { input.evidence.most_views = {5'000, kNow, "d"}; });
  auto wide = [](const AStory& story, Duration ago = minutes(1)) {
    return story.Changed([&](GradeInput& input) {
      input.evidence.provinces = {"河南", "本省"};
      input.evidence.recent = {kNow - ago};
    });
  };
  const FloorCase kCases[] = {
      {"one death", bad.Stating(FactKind::kDeaths, 1), 2},
      {"three deaths", bad.Stating(FactKind::kDeaths, 3), 1},
      {"nine hurt", bad.Stating(FactKind::kInjured, 9), 4},
      {"ten hurt", bad.Stating(FactKind::kInjured, 10), 3},
      {"thirty hurt", bad.Stating(FactKind::kInjured, 30), 2},
      {"a hundred hurt", bad.Stating(FactKind::kInjured, 100), 1},
      {"one hurt at a school", school.Stating(FactKind::kInjured, 1), 4},
      {"several hurt at a school", school.Stating(FactKind::kInjured, 2), 3},
      {"ten hurt at a school", school.Stating(FactKind::kInjured, 10), 2},
      {"provincial outlet", bad.CarriedBy(Tier::kProvincial), 3},
      {"central outlet", bad.CarriedBy(Tier::kCentral), 2},
      {"first three places with harm", harm.OnPlace(3), 2},
      {"fourth place with harm", harm.OnPlace(4), 3},
      {"first place without harm, two sources", bad.OnPlace(1), 2},
      {"central outlet and first places, very bad", AStory().OfSources(2).Severe(60).Severe(60).CarriedBy(Tier::kCentral).OnPlace(1), 1},
      {"499 reposts of one post", reposted(499), 4},
      {"500 reposts of one post", reposted(500), 3},
      {"5,000 views of one post", viewed, 3},
      {"two provinces with harm", wide(harm), 2},
      {"two provinces without harm", wide(bad), 4},
      {"two provinces, and nothing new for a day", wide(harm, hours(24)), 4},
      {"central outlet about nothing bad", AStory().OfSources(2).Severe(29).Severe(29).CarriedBy(Tier::kCentral), kNoLevel},
  };
  GradeOptions options;
  options.thresholds = {0, 80, 60, 40, 15};
  for (const FloorCase& item : kCases) {
    EXPECT_EQ(item.story.Grade(kNow, {}, options).state.level, item.level) << item.what;
  }
}

TEST(GradeTest, BelievesOneSourceAboutAnotherPlaceOnlyUpToTheSecondLevel) {
  AStory told_once = AStory().OfSources(1).Severe(85).Stating(FactKind::kDeaths, 3);
  AStory at_home = told_once.Changed([](GradeInput& input) { input.evidence.locality = Locality::kLocal; });

  EXPECT_EQ(told_once.LevelNow(), 2);
  EXPECT_EQ(told_once.OfSources(2).LevelNow(), 1);
  EXPECT_EQ(at_home.LevelNow(), 1);
}

TEST(GradeTest, LiftsAGraveStoryByThePlaceItTookOnABoard) {
  auto placed = [](int64_t rank, int severity, int sources) {
    return AStory().OfSources(sources).Severe(severity).OnPlace(rank).LevelNow();
  };
  EXPECT_EQ(placed(3, 35, 2), 2) << "the gravest of one document counts 80 %: 28";
  EXPECT_EQ(placed(3, 35, 1), 3) << "an inserted line leaves within the hour; a second source does not lie";
  EXPECT_EQ(placed(3, 45, 1), 2);
  EXPECT_EQ(placed(10, 35, 1), 3);
  EXPECT_EQ(placed(11, 35, 2), kNoLevel);
  EXPECT_EQ(placed(1, 30, 2), kNoLevel);
}

TEST(GradeTest, FiresNoFloorOnAPlaceAlone) {
  GradeResult result = AStory().OnPlace(1).Heated(20).OfSources(1).Grade();

  EXPECT_TRUE(result.card.floors.empty());
  EXPECT_EQ(result.state.level, kNoLevel);
}

TEST(GradeTest, TakesTheRowsOfTheOfficeInsteadOfTheDefaults) {
  GradeOptions options;
  options.floors = {{.name = "portal", .says = "门户网站报道", .level = 2, .outlet = Tier::kPortal}};
  AStory story = AStory().OfSources(2).Severe(70).Severe(70).CarriedBy(Tier::kPortal).CarriedBy(Tier::kCentral);

  ScoreCard card = story.Grade(kNow, {}, options).card;

  ASSERT_EQ(card.floors.size(), 1U);
  EXPECT_EQ(card.floors[0].says, "门户网站报道，不低于Ⅱ级");
}

TEST(GradeTest, NamesOneFactOnceByItsHighestRow) {
  AStory school = AStory().OfSources(2).Severe(30).Severe(30).Changed([](GradeInput& input) { input.evidence.school = true; });

  ScoreCard card = school.Stating(FactKind::kInjured, 12).Grade().card;

  ASSERT_EQ(card.floors.size(), 1U) << "not a second line because twelve are ten anywhere as well";
  EXPECT_EQ(card.floors[0].name, "hurt_at_school");
  EXPECT_EQ(card.floors[0].level, 2);
}

TEST(GradeTest, TakesTheFloorThatARuleAskedFor) {
  AStory story = AStory().Changed([](GradeInput& input) {
    input.evidence.rule_floors = {{"campus", 3, "d", kNow - hours(23)}, {"old", 1, "d", kNow - hours(24)}};
  });

  GradeResult result = story.Grade();

  EXPECT_EQ(result.state.level, 3) << "the floor of a day ago no longer holds";
  ASSERT_EQ(result.card.floors.size(), 1U);
  EXPECT_EQ(result.card.floors[0].name, "rule:campus");
  EXPECT_EQ(result.card.floors[0].says, "命中必报规则，不低于Ⅲ级");
}

TEST(GradeTest, HoldsOldNewsAtTheFourthLevelWhateverItSays) {
  GradeResult result = Loud().Stating(FactKind::kDeaths, 30).Changed([](GradeInput& input) { input.evidence.old_news = true; }).Grade();

  EXPECT_EQ(result.state.level, 4);
  EXPECT_EQ(result.card.cap, "旧闻，出现第二个新的独立来源前不高于Ⅳ级");
}

TEST(GradeTest, RaisesAtOnceAndRemembersThePeak) {
  GradeState before{.level = 4, .peak = 4, .level_since = kNow - hours(1), .below_since = {}};

  GradeResult result = Loud().Grade(kNow, before);

  EXPECT_EQ(result.state.level, 1);
  EXPECT_EQ(result.state.peak, 1);
  EXPECT_EQ(result.state.level_since, kNow);
}

// Grades a quiet story every ten minutes and gives when each level began.
std::vector<std::pair<Level, Duration>> Cooling(const AStory& story, GradeState state, Duration length) {
  std::vector<std::pair<Level, Duration>> changes;
  for (Duration after(0); after <= length; after += minutes(10)) {
    GradeResult result = story.Grade(kNow + after, state);
    if (result.state.level != state.level) changes.push_back({result.state.level, after});
    state = result.state;
  }
  return changes;
}

TEST(GradeTest, LowersOneStepAtATimeAfterTheHoldOfEachLevel) {
  GradeState red{.level = 1, .peak = 1, .level_since = kNow, .below_since = {}};

  auto changes = Cooling(AStory().OfSources(2), red, hours(48));

  ASSERT_EQ(changes.size(), 4U);
  EXPECT_EQ(changes[0], std::pair(Level(2), Duration(hours(12))));
  EXPECT_EQ(changes[1], std::pair(Level(3), Duration(hours(18))));
  EXPECT_EQ(changes[2], std::pair(Level(4), Duration(hours(20))));
  EXPECT_EQ(changes[3], std::pair(kNoLevel, Duration(hours(22))));
}

TEST(GradeTest, StaysWhileTheRiskIsWithinTheMargin) {
  GradeState orange{.level = 2, .peak = 2, .level_since = kNow, .below_since = {}};
  AStory story = AStory().Heated(52).Severe(52).Severe(52).OfSources(2);  // risk 52, limit 60, margin 8

  EXPECT_TRUE(Cooling(story, orange, hours(100)).empty());
  EXPECT_EQ(story.Grade(kNow, orange).card.held, "接近Ⅱ级的界限，暂不降级");
}

TEST(GradeTest, StartsTheHoldAgainWhenTheRiskComesBack) {
  AStory quiet = AStory().OfSources(2);
  AStory near = AStory().Heated(52).Severe(52).Severe(52).OfSources(2);
  GradeState state{.level = 2, .peak = 2, .level_since = kNow, .below_since = {}};

  state = quiet.Grade(kNow, state).state;
  EXPECT_EQ(quiet.Grade(kNow + hours(5), state).card.held, "低于Ⅱ级的界限未满6小时，暂不降级");
  EXPECT_EQ(*NextGradeAt(state, GradeOptions{}), kNow + hours(6));
  state = near.Grade(kNow + hours(5), state).state;
  EXPECT_FALSE(NextGradeAt(state, GradeOptions{}).has_value());
  state = quiet.Grade(kNow + hours(6), state).state;

  EXPECT_EQ(state.level, 2);
  EXPECT_EQ(*NextGradeAt(state, GradeOptions{}), kNow + hours(12));
  EXPECT_EQ(quiet.Grade(kNow + hours(12), state).state.level, 3);
}

TEST(GradeTest, KeepsAFloorADayAndThenTheHoldOfItsLevel) {
  AStory story = AStory().OfSources(1).Stating(FactKind::kDeaths, 1, kNow);
  GradeState state = story.Grade(kNow).state;
  ASSERT_EQ(state.level, 2);

  auto changes = Cooling(story, state, hours(31));

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0], std::pair(Level(3), Duration(hours(30))));
}

TEST(GradeTest, LetsASingleSourceComeDownFromALevelThatOnlyAFloorGave) {
  AStory story = Loud().OfSources(1).Stating(FactKind::kDeaths, 1, kNow);
  GradeState state = story.Grade(kNow).state;
  ASSERT_EQ(state.level, 2);

  auto changes = Cooling(story, state, hours(200));

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].first, 3) << "the cap counts once the floor is gone, however loud";
}

GradeInput RandomInput(Rng& rng) {
  AStory story = AStory().Heated(static_cast<int>(rng.Below(101))).OfSources(static_cast<int>(rng.Below(4)));
  for (uint64_t i = rng.Below(4); i > 0; --i) story = story.Severe(static_cast<int>(rng.Below(101)));
  if (rng.Below(3) == 0) story = story.Stating(static_cast<FactKind>(rng.Below(2)), static_cast<int64_t>(rng.Below(40)));
  if (rng.Below(3) == 0) story = story.CarriedBy(static_cast<Tier>(rng.Below(8)));
  if (rng.Below(3) == 0) story = story.OnPlace(1 + static_cast<int64_t>(rng.Below(20)));
  if (rng.Below(3) == 0) {
    story = story.Changed([&](GradeInput& input) { 
      input.burst.rule = "r";
      input.burst.windows[kHourWindow] = {static_cast<int64_t>(rng.Below(60)), 2'400, 350};
      input.burst.rising_milli = static_cast<int64_t>(rng.Below(4'000));
    });
  }
  GradeInput input = story.input();
  std::sort(input.evidence.severities.begin(), input.evidence.severities.end(),
            [](const auto& a, const auto& b) { return a.points > b.points; });
  return input;
}

GradeState RandomState(Rng& rng) {
  GradeState state;
  state.level = static_cast<Level>(rng.Below(5));
  state.peak = state.level;
  if (state.level != kNoLevel && rng.Below(2) == 0) state.below_since = kNow - hours(static_cast<int64_t>(rng.Below(20)));
  return state;
}

// A lower level than before is worse than the same.
bool NotLower(Level after, Level before) { return after == before || IsHigher(after, before); }

TEST(GradeTest, NeverGivesALowerLevelForMoreHeatOrSeverityOrSources) {
  Rng rng(1);
  for (int i = 0; i < 20'000; ++i) {
    GradeInput less = RandomInput(rng);
    GradeState state = RandomState(rng);
    GradeInput more = less;
    switch (rng.Below(3)) {
      case 0: more.heat.points_milli = std::min<int64_t>(100'000, more.heat.points_milli + static_cast<int64_t>(rng.Below(20'000))); break;
      case 1:
        more.evidence.severities.push_back({"new", static_cast<int>(rng.Below(101)), "d", "r"});
        std::sort(more.evidence.severities.begin(), more.evidence.severities.end(),
                  [](const auto& a, const auto& b) { return a.points > b.points; });
        break;
      case 2: ++more.heat.independent_sources; break;
    }
    Level before = Grade(less, GradeOptions{}, state, kNow).state.level;
    Level after = Grade(more, GradeOptions{}, state, kNow).state.level;
    ASSERT_TRUE(NotLower(after, before)) << "case " << i << ": " << before << " became " << after;
  }
}

TEST(GradeTest, NeverFallsByMoreThanOneStepAndNeverBelowItsEvidence) {
  Rng rng(2);
  for (int i = 0; i < 20'000; ++i) {
    GradeInput input = RandomInput(rng);
    GradeState state = RandomState(rng);
    Level fresh = Grade(input, GradeOptions{}, GradeState{}, kNow).state.level;
    Level level = Grade(input, GradeOptions{}, state, kNow).state.level;
    ASSERT_TRUE(NotLower(level, fresh)) << i;
    Level one_down = state.level == kLowestLevel || state.level == kNoLevel ? kNoLevel : state.level + 1;
    ASSERT_TRUE(NotLower(level, one_down)) << i;
  }
}

TEST(WhyTest, SaysInOneLineWhatAnOfficerAsksFirst) {
  AStory story = AStory().OfSources(3).Severe(55).Severe(55).CarriedBy(Tier::kProvincial).CarriedBy(Tier::kUnknown)
                     .Stating(FactKind::kInjured, 12)
                     .Changed([](GradeInput& input) {
                       input.evidence.school = true;
                       input.heat.last_hour = 37;
                     });

  GradeResult result = story.Grade();

  EXPECT_EQ(result.state.level, 2);
  EXPECT_EQ(Why(result.card), "3个独立来源（省级媒体1家）；近1小时37条；文中称“12名学生送医”（未核实）");
}

TEST(WhyTest, NamesTheFloorAndThePlaceThatMadeTheLevel) {
  AStory story = AStory().OfSources(2).Severe(30).Severe(30).CarriedBy(Tier::kCentral).OnPlace(12);

  EXPECT_EQ(Why(story.Grade().card), "2个独立来源（中央媒体1家）；热榜最高第12位；中央媒体报道，不低于Ⅱ级");
}

TEST(WhyTest, SaysWhyALevelIsHeldDown) {
  EXPECT_EQ(Why(Loud().OfSources(1).Grade().card), "1个独立来源；只有1个独立来源，不高于Ⅲ级");
}

}  // namespace
}  // namespace fenghuo
