#include "keywords/heat/heat.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace fenghuo {
namespace {

const Timestamp kStart = FromUnixSeconds(1'790'000'000);

HeatDocument From(const std::string& source, Timestamp at = kStart) {
  return {.at = at, .source = source, .author_hash = {}, .tier = Tier::kUnknown, .followers = {}, .copy = false};
}

HeatDocument CopyFrom(const std::string& source, Timestamp at = kStart) {
  HeatDocument document = From(source, at);
  document.copy = true;
  return document;
}

HeatPart PartOf(const HeatState& heat, const std::string& name, Timestamp now = kStart) {
  for (const HeatPart& part : ComputeHeat(heat, now).parts) {
    if (part.name == name) return part;
  }
  ADD_FAILURE() << "no part " << name;
  return {};
}

int64_t PointsOf(const HeatState& heat, Timestamp now = kStart) { return ComputeHeat(heat, now).points_milli; }

TEST(HeatTest, IsNothingAtFirst) {
  HeatCard card = ComputeHeat(HeatState{}, kStart);

  EXPECT_EQ(card.points_milli, 0);
  EXPECT_EQ(card.independent_sources, 0);
  EXPECT_EQ(card.last_hour, 0);
}

TEST(HeatTest, AddsUpToItsParts) {
  HeatState heat;
  AddDocument(heat, From("a"));
  AddDocument(heat, CopyFrom("b"));
  AddObservation(heat, nullptr, {.at = kStart, .rank = 5, .heat = {}, .views = {}, .likes = 10, .reposts = 3, .comments = 4});

  HeatCard card = ComputeHeat(heat, kStart + minutes(7));

  int64_t sum = 0;
  for (const HeatPart& part : card.parts) sum += part.points_milli;
  EXPECT_EQ(card.points_milli, sum);
  EXPECT_EQ(card.parts.size(), 8U);
}

TEST(HeatTest, GivesTheFormulaOfTheReferenceForOneDocument) {
  HeatState heat;
  AddDocument(heat, From("a"));

  // weight x ln(1 + 1/scale) / ln(1 + full/scale), worked out by hand.
  EXPECT_EQ(PartOf(heat, "mentions").points_milli, 516);   // 15 x ln 1.2 / ln 201
  EXPECT_EQ(PartOf(heat, "accounts").points_milli, 1024);  // 15 x ln 1.3333 / ln 67.667
  EXPECT_EQ(PartOf(heat, "outlets").points_milli, 975);    // 15 x ln 1.25 / ln 31
  EXPECT_EQ(PartOf(heat, "velocity").points_milli, 1024);
  EXPECT_EQ(PartOf(heat, "copies").points_milli, 0);
  EXPECT_EQ(PartOf(heat, "acceleration").points_milli, 0) << "one document is no acceleration";
}

TEST(HeatTest, HalvesEachCounterInItsHalfLife) {
  HeatState heat;
  for (int i = 0; i < 64; ++i) AddDocument(heat, From("a"));

  EXPECT_DOUBLE_EQ(PartOf(heat, "mentions", kStart + hours(24)).value, 32);
  EXPECT_DOUBLE_EQ(PartOf(heat, "velocity", kStart + hours(2)).value, 16);
  EXPECT_DOUBLE_EQ(PartOf(heat, "outlets", kStart + hours(48)).value, 0.25);
}

TEST(HeatTest, DoesNotCareAboutTheOrderOfLateArrivals) {
  HeatState in_order;
  AddDocument(in_order, From("a", kStart));
  AddDocument(in_order, From("b", kStart + hours(5)));
  HeatState late;
  AddDocument(late, From("b", kStart + hours(5)));
  AddDocument(late, From("a", kStart));

  EXPECT_EQ(PointsOf(in_order, kStart + hours(6)), PointsOf(late, kStart + hours(6)));
}

TEST(HeatTest, CountsASourceOnceAndCopiesForLess) {
  HeatState heat;
  AddDocument(heat, From("a"));
  AddDocument(heat, From("a"));
  AddDocument(heat, CopyFrom("b"));

  EXPECT_DOUBLE_EQ(PartOf(heat, "accounts").value, 2);
  EXPECT_DOUBLE_EQ(PartOf(heat, "mentions").value, 2.3);
  EXPECT_DOUBLE_EQ(PartOf(heat, "copies").value, 1);
  EXPECT_EQ(heat.documents, 3);
  EXPECT_EQ(heat.copies_total, 1);
}

TEST(HeatTest, TakesASourceThatOnlyCopiesForNoIndependentOne) {
  HeatState heat;
  AddDocument(heat, From("a"));
  for (int i = 0; i < 1000; ++i) AddDocument(heat, CopyFrom("mirror-" + std::to_string(i)));
  EXPECT_EQ(ComputeHeat(heat, kStart).independent_sources, 1);

  AddDocument(heat, From("mirror-7"));

  EXPECT_EQ(ComputeHeat(heat, kStart).independent_sources, 2);
}

TEST(HeatTest, WeighsOutletsByTierAndFollowers) {
  HeatState central;
  AddDocument(central, {.at = kStart, .source = "a", .author_hash = {}, .tier = Tier::kCentral, .followers = {}, .copy = false});
  HeatState popular;
  AddDocument(popular, {.at = kStart, .source = "a", .author_hash = "x", .tier = Tier::kPersonal, .followers = 2'000'000, .copy = false});

  EXPECT_DOUBLE_EQ(PartOf(central, "outlets").value, 10);
  EXPECT_DOUBLE_EQ(PartOf(popular, "outlets").value, 4);
}

TEST(HeatTest, CountsWhatGrewBetweenTwoObservations) {
  HeatState heat;
  Observation first{.at = kStart, .rank = {}, .heat = {}, .views = {}, .likes = 100, .reposts = 10, .comments = 5};
  Observation second{.at = kStart, .rank = {}, .heat = {}, .views = {}, .likes = 50, .reposts = 30, .comments = {}};
  AddObservation(heat, nullptr, first);
  EXPECT_DOUBLE_EQ(PartOf(heat, "engagement").value, 35);

  AddObservation(heat, &first, second);

  EXPECT_DOUBLE_EQ(PartOf(heat, "engagement").value, 55) << "what shrank or is unknown takes nothing away";
}

TEST(HeatTest, KeepsTheBestPlaceOfABoardNotTheNumberOfLooks) {
  HeatState looked_once;
  AddObservation(looked_once, nullptr, {.at = kStart, .rank = 3, .heat = {}, .views = {}, .likes = {}, .reposts = {}, .comments = {}});
  HeatState looked_often;
  for (int i = 0; i < 100; ++i) {
    AddObservation(looked_often, nullptr, {.at = kStart, .rank = 3, .heat = {}, .views = {}, .likes = {}, .reposts = {}, .comments = {}});
  }

  EXPECT_EQ(PointsOf(looked_once), PointsOf(looked_often));
  EXPECT_EQ(*looked_once.best_rank, 3);
  EXPECT_EQ(PartOf(looked_once, "board").points_milli, 10'975);  // 15 x (1 - ln 3 / ln 60)
}

TEST(HeatTest, RemembersWhenTheBestPlaceWasLastHeld) {
  HeatState heat;
  for (auto [rank, after] : {std::pair<int64_t, int>{9, 0}, {2, 1}, {4, 2}, {2, 3}, {30, 4}}) {
    AddObservation(heat, nullptr,
                   {.at = kStart + hours(after), .rank = rank, .heat = {}, .views = {}, .likes = {}, .reposts = {}, .comments = {}});
  }

  EXPECT_EQ(*heat.best_rank, 2);
  EXPECT_EQ(*heat.best_rank_at, kStart + hours(3));
}

TEST(HeatTest, IgnoresPlacesAndNumbersThatCannotBe) {
  HeatState heat;
  AddObservation(heat, nullptr,
                 {.at = kStart, .rank = 0, .heat = {}, .views = {}, .likes = -5, .reposts = INT64_MIN, .comments = -1});
  AddObservation(heat, nullptr, {.at = kStart, .rank = INT64_MAX, .heat = {}, .views = {}, .likes = {}, .reposts = INT64_MAX, .comments = INT64_MAX});

  HeatCard card = ComputeHeat(heat, kStart);

  EXPECT_EQ(card.points_milli, 10'000) << "engagement is full, the place is beyond the board";
  EXPECT_LE(PointsOf(heat, kStart + hours(24 * 365)), card.points_milli);
}

TEST(HeatTest, StaysBetweenNothingAndAHundred) {
  HeatState heat;
  for (int i = 0; i < 20'000; ++i) {
    AddDocument(heat, {.at = kStart, .source = "s" + std::to_string(i % 700), .author_hash = std::to_string(i), .tier = Tier::kCentral, .followers = {}, .copy = i % 2 == 0});
  }
  AddObservation(heat, nullptr, {.at = kStart, .rank = 1, .heat = {}, .views = {}, .likes = {}, .reposts = 9'000'000, .comments = {}});

  EXPECT_EQ(PointsOf(heat), 100'000);
  EXPECT_EQ(heat.sources.size(), 500U);
  EXPECT_EQ(heat.authors.size(), 500U);
}

TEST(HeatTest, NeverFallsByOneMoreDocumentAtTheSameInstant) {
  Rng rng(20'261'121);
  for (int story = 0; story < 200; ++story) {
    HeatState heat;
    Timestamp now = kStart;
    for (int step = 0; step < 60; ++step) {
      now += minutes(static_cast<int64_t>(rng.Below(90)));
      int64_t before = PointsOf(heat, now);
      AddDocument(heat, {.at = now,
                         .source = "s" + std::to_string(rng.Below(12)),
                         .author_hash = std::to_string(rng.Below(30)),
                         .tier = static_cast<Tier>(rng.Below(8)),
                         .followers = {},
                         .copy = rng.Below(2) == 0});
      ASSERT_GE(PointsOf(heat, now), before) << "story " << story << " step " << step;
    }
  }
}

TEST(HeatTest, NeverRisesByWaiting) {
  Rng rng(7);
  HeatState heat;
  for (int i = 0; i < 50; ++i) AddDocument(heat, From("s" + std::to_string(rng.Below(9)), kStart + minutes(i)));
  int64_t before = PointsOf(heat, kStart + minutes(50));
  for (int i = 51; i < 5'000; i += 13) {
    int64_t after = PointsOf(heat, kStart + minutes(i));
    ASSERT_LE(after, before);
    before = after;
  }
}

TEST(HeatTest, BecomesTheSumWhenTwoStoriesBecomeOne) {
  HeatState one;
  AddDocument(one, From("a", kStart));
  AddObservation(one, nullptr, {.at = kStart, .rank = 9, .heat = {}, .views = {}, .likes = {}, .reposts = 50, .comments = {}});
  HeatState other;
  AddDocument(other, From("b", kStart + hours(1)));
  AddDocument(other, CopyFrom("c", kStart + hours(1)));
  AddObservation(other, nullptr, {.at = kStart + hours(1), .rank = 4, .heat = {}, .views = {}, .likes = {}, .reposts = {}, .comments = {}});
  HeatState together;
  AddDocument(together, From("a", kStart));
  AddObservation(together, nullptr, {.at = kStart, .rank = 9, .heat = {}, .views = {}, .likes = {}, .reposts = 50, .comments = {}});
  AddDocument(together, From("b", kStart + hours(1)));
  AddDocument(together, CopyFrom("c", kStart + hours(1)));
  AddObservation(together, nullptr, {.at = kStart + hours(1), .rank = 4, .heat = {}, .views = {}, .likes = {}, .reposts = {}, .comments = {}});

  MergeHeat(other, one);

  EXPECT_EQ(PointsOf(other, kStart + hours(3)), PointsOf(together, kStart + hours(3)));
  EXPECT_EQ(other.documents, 3);
  EXPECT_EQ(other.copies_total, 1);
  EXPECT_EQ(*other.best_rank, 4);
  ASSERT_EQ(other.sources.size(), 3U);
  EXPECT_EQ(other.sources[0].source, "a") << "in order of first mention";
  EXPECT_EQ(ComputeHeat(other, kStart).independent_sources, 2);
}

}  // namespace
}  // namespace fenghuo
