#include "daemon/crawl/drift.h"

#include <gtest/gtest.h>

#include "tests/daemon/crawl/source_life.h"

namespace fenghuo {
namespace {

constexpr ShapeSeen kWhole{.entries = 20, .dated = 20, .addressed = 20, .texted = 20, .measured = 0};
constexpr ShapeSeen kUndated{.entries = 20, .dated = 1, .addressed = 20, .texted = 20, .measured = 0};

SourceShape Learned(const ShapeSeen& seen, int reads = 20) {
  SourceShape shape;
  for (int i = 0; i < reads; ++i) EXPECT_EQ(NoteShape(shape, seen, Length::kFixed, kStart), "");
  return shape;
}

std::string Said(const ShapeSeen& usual, const ShapeSeen& seen, Length length = Length::kFixed) {
  SourceShape shape = Learned(usual);
  return NoteShape(shape, seen, length, kStart);
}

TEST(DriftTest, SaysWhichFieldHasGone) {
  EXPECT_EQ(Said(kWhole, kUndated), "以往多数条目有时间，这次20条中只有1条有");
  EXPECT_EQ(Said(kWhole, {.entries = 20, .dated = 20, .addressed = 0, .texted = 20}), "以往多数条目有链接，这次20条中只有0条有");
  EXPECT_EQ(Said(kWhole, {.entries = 20, .dated = 20, .addressed = 20}), "以往多数条目有正文，这次20条中只有0条有");
  EXPECT_EQ(Said({.entries = 50, .measured = 50}, {.entries = 50}), "以往多数条目有位次或热度，这次50条中只有0条有");
}

TEST(DriftTest, AFieldThatWasNeverThereIsNotMissed) {
  EXPECT_EQ(Said(kUndated, kUndated), "");
  EXPECT_EQ(Said({.entries = 20, .dated = 10}, {.entries = 20}), "");  // half of them had one
}

TEST(DriftTest, AFewEntriesProveNothing) {
  EXPECT_EQ(Said(kWhole, {.entries = 4, .dated = 0, .addressed = 4, .texted = 4}), "");
}

TEST(DriftTest, ABoardThatLosesItsRowsHasChanged) {
  EXPECT_EQ(Said({.entries = 50}, {.entries = 5}), "以往每次约50条，这次只有5条");
  EXPECT_EQ(Said({.entries = 50}, {.entries = 6}), "");
  EXPECT_EQ(Said({.entries = 19}, {.entries = 1}), "");
}

TEST(DriftTest, AFeedMayHaveLessToSay) { EXPECT_EQ(Said({.entries = 50}, {.entries = 1}, Length::kVaries), ""); }

TEST(DriftTest, NothingIsJudgedBeforeTheTenthRead) {
  SourceShape nine = Learned(kWhole, 9);
  EXPECT_EQ(NoteShape(nine, kUndated, Length::kFixed, kStart), "");
  SourceShape ten = Learned(kWhole, 10);
  EXPECT_NE(NoteShape(ten, kUndated, Length::kFixed, kStart), "");
}

TEST(DriftTest, WhatLooksOtherwiseForAWeekIsTheNewUsual) {
  SourceShape shape = Learned(kWhole);
  Timestamp at = kStart;
  for (; at < kStart + hours(24 * 7); at += hours(1)) ASSERT_NE(NoteShape(shape, kUndated, Length::kFixed, at), "");
  EXPECT_EQ(NoteShape(shape, kUndated, Length::kFixed, at), "");
  EXPECT_EQ(shape.reads, 1);
  EXPECT_FALSE(shape.other_since);
}

TEST(DriftTest, AWeekIsCountedFromTheLastUsualRead) {
  SourceShape shape = Learned(kWhole);
  NoteShape(shape, kUndated, Length::kFixed, kStart);
  NoteShape(shape, kWhole, Length::kFixed, kStart + hours(24 * 6));
  EXPECT_NE(NoteShape(shape, kUndated, Length::kFixed, kStart + hours(24 * 8)), "");
}

// A source that gives twenty whole entries each time until its page is rebuilt.
class DriftedLifeTest : public testing::Test {
 protected:
  DriftedLifeTest() {
    for (int i = 0; i < 20; ++i) life.Fetch(SourceHealth::kOk, "", {.shape = kWhole, .new_documents = 1});
  }
  HealthStep FetchUndated() { return life.Fetch(SourceHealth::kOk, "", {.shape = kUndated, .new_documents = 1}); }

  Life life;
};

TEST_F(DriftedLifeTest, IsAStateAtOnceAndAnAlarmAtTheSecondRead) {
  HealthStep first = FetchUndated();
  EXPECT_EQ(first.next.health, SourceHealth::kDrifted);
  EXPECT_EQ(first.next.health_reason, "以往多数条目有时间，这次20条中只有1条有");
  EXPECT_EQ(life.raised, 0);
  FetchUndated();
  FetchUndated();
  EXPECT_EQ(life.raised, 1);
}

TEST_F(DriftedLifeTest, IsNotBlindAndGoesOnBeingRead) {
  HealthStep step = FetchUndated();
  EXPECT_TRUE(life.outages.empty());
  EXPECT_EQ(step.next.last_success_at, life.now - life.source.every);
  EXPECT_EQ(step.next.last_new_at, life.now - life.source.every);
  EXPECT_EQ(step.next.failures, 0);
}

TEST_F(DriftedLifeTest, AnUnchangedAnswerStaysAsItWas) {
  FetchUndated();
  FetchReport unchanged;
  unchanged.status = 304;
  unchanged.not_modified = true;
  unchanged.finished_at = life.now;
  EXPECT_EQ(life.Fetch(unchanged, {}).next.health, SourceHealth::kDrifted);
  EXPECT_EQ(life.raised, 1);
}

TEST_F(DriftedLifeTest, ClosesWhenTheUsualFieldsAreBack) {
  FetchUndated();
  FetchUndated();
  HealthStep back = life.Fetch(SourceHealth::kOk, "", {.shape = kWhole});
  EXPECT_EQ(back.next.health, SourceHealth::kOk);
  EXPECT_EQ(life.raised, 1);
  EXPECT_EQ(life.cleared, 1);
}

TEST_F(DriftedLifeTest, WhatIsPushedHasNoUsualShape) {
  life.source.type = SourceType::kPush;
  EXPECT_EQ(FetchUndated().next.health, SourceHealth::kOk);
}

}  // namespace
}  // namespace fenghuo
