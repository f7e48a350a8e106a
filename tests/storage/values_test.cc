#include "storage/values.h"

#include <gtest/gtest.h>

#include "storage/store.h"
#include "tests/storage/random_record.h"

namespace fenghuo {
namespace {

constexpr int kRecordsOfEachType = 300;

template <typename Record>
std::string Written(const Record& record) {
  std::string value;
  AppendValue(record, value);
  return value;
}

template <typename Record>
class RoundTripTest : public testing::Test {};

using StoredTypes = testing::Types<DocumentRecord, Observation, Story, StoryMember, Fingerprint, IndexTotals, JudgementRecord,
                                   GradeOptions, GradingRecord, RuleBaseline, Incident, TimelineEntry, Notification, SourceRecord, ErrandRecord, Drill, Outage, SessionRecord,
                                   ReplayCursor, RelevanceClick, FilterRecord>;
TYPED_TEST_SUITE(RoundTripTest, StoredTypes);

TYPED_TEST(RoundTripTest, GivesBackEveryFieldAsItWas) {
  for (uint64_t seed = 1; seed <= kRecordsOfEachType; ++seed) {
    Rng rng(seed);
    TypeParam record = RandomRecord<TypeParam>(rng);

    Result<TypeParam> back = ParseValue<TypeParam>(Written(record));

    ASSERT_TRUE(back.ok()) << "seed " << seed << ": " << back.error().message;
    EXPECT_TRUE(SameFields(record, *back)) << "seed " << seed;
  }
}

TYPED_TEST(RoundTripTest, GivesBackAnEmptyRecordAsAnEmptyRecord) {
  Result<TypeParam> back = ParseValue<TypeParam>(Written(TypeParam{}));

  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_TRUE(SameFields(TypeParam{}, *back));
}

TYPED_TEST(RoundTripTest, NeverReadsACutValueAsTheWholeOne) {
  Rng rng(7);
  TypeParam record = RandomRecord<TypeParam>(rng);
  std::string value = Written(record);
  for (size_t length = 0; length < value.size(); ++length) {
    Result<TypeParam> back = ParseValue<TypeParam>(value.substr(0, length));
    EXPECT_TRUE(!back.ok() || !SameFields(record, *back)) << "cut to " << length << " of " << value.size();
  }
}

// The comparison above would be worth nothing if it called different records the same.
TYPED_TEST(RoundTripTest, TellsTwoRandomRecordsApart) {
  Rng rng(1);
  EXPECT_FALSE(SameFields(RandomRecord<TypeParam>(rng), RandomRecord<TypeParam>(rng)));
}

TEST(ValuesTest, KeepsTheCountsOfWords) {
  Result<WordCounts> back = ParseValue<WordCounts>(Written(WordCounts{{{"罐车", 0.1}, {"", 0}}}));

  ASSERT_TRUE(back.ok());
  ASSERT_EQ(back->counts.size(), 2u);
  EXPECT_EQ(back->counts[0].word, "罐车");
  EXPECT_EQ(back->counts[0].documents, 0.1);
  EXPECT_EQ(back->counts[1].word, "");
  EXPECT_EQ(back->counts[1].documents, 0);
}

TEST(ValuesTest, RefusesWordsThatHaveNoCounts) {
  // Version 1; field 1 of two bytes and no field 2.
  Result<WordCounts> back = ParseValue<WordCounts>(
      "\x01\x0a\x02"
      "ab");

  ASSERT_FALSE(back.ok());
  EXPECT_EQ(back.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(back.error().message, "words and counts differ in number");
}

TEST(ValuesTest, KeepsAnAuditRecordWithTheBytesThatWereHashed) {
  for (uint64_t seed = 1; seed <= kRecordsOfEachType; ++seed) {
    Rng rng(seed);
    AuditRecord record = RandomRecord<AuditRecord>(rng);
    record.payload = AuditPayload(record);
    record.hash = std::string(32, static_cast<char>(rng.Below(256)));

    Result<AuditRecord> back = ParseValue<AuditRecord>(Written(record));

    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_TRUE(SameFields(record, *back)) << "seed " << seed;
  }
}

TEST(ValuesTest, GivesBackAPayloadThatANewerProgramWroteByteForByte) {
  AuditRecord record;
  record.actor = "li";
  std::string payload = AuditPayload(record) + std::string("\x7a\x03new", 5);  // field 15, unknown here
  std::string value = std::string(1, kValueVersion) + std::string(32, 'h') + payload;

  Result<AuditRecord> back = ParseValue<AuditRecord>(value);

  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->payload, payload);
  EXPECT_EQ(back->actor, "li");
}

TEST(ValuesTest, RefusesWhatCannotBeRight) {
  EXPECT_EQ(ParseValue<Story>("").error().message, "the value is empty");
  EXPECT_EQ(ParseValue<Story>("\x02").error().message, "the value has version 2, this fenghuo reads version 1");
  EXPECT_EQ(ParseValue<Story>("\x01\xff").error().message, "the value is no message of its family");
  EXPECT_EQ(ParseValue<AuditRecord>("\x01short").error().message,
            "the value is too short for a link of the audit chain");
  EXPECT_EQ(ParseValue<Story>("").error().code, ErrorCode::kCorrupt);
}

TEST(ValuesTest, RefusesNumbersThatStandForNothing) {
  // Field 11 (state) of an incident, field 12 (level), field 4 (health) of an outage.
  EXPECT_EQ(ParseValue<Incident>("\x01\x58\x0b").error().message, "the value holds a number that stands for nothing");
  EXPECT_EQ(ParseValue<Incident>("\x01\x60\x05").error().message, "the value holds a number that stands for nothing");
  EXPECT_EQ(ParseValue<Outage>("\x01\x20\x7f").error().message, "the value holds a number that stands for nothing");
  EXPECT_TRUE(ParseValue<Incident>("\x01\x58\x0a").ok());
}

TEST(ValuesDeathTest, StopsAtALevelThatCouldNotBeReadAgain) {
  Incident incident;
  incident.level = 5;
  EXPECT_DEATH(Written(incident), "a level out of range reaches the store");
}

}  // namespace
}  // namespace fenghuo
