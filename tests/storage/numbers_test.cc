#include "storage/numbers.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

// Every number that stands in the stores of offices. A line that fails here was moved: put new enumerators at the end.
template <typename Enumeration>
void ExpectNumbers(const std::vector<std::string>& names) {
  ASSERT_EQ(names.size(), static_cast<size_t>(ToNumber(kLast<Enumeration>)) + 1);
  for (size_t i = 0; i < names.size(); ++i) EXPECT_EQ(Name(static_cast<Enumeration>(i)), names[i]);
}

TEST(NumbersTest, NeverChangeTheirMeaning) {
  ExpectNumbers<DocumentKind>({"article", "post", "hotlist", "complaint", "official"});
  ExpectNumbers<Tier>({"", "central", "provincial", "portal", "city", "platform", "self_media", "personal"});
  ExpectNumbers<FactKind>({"deaths", "injured", "poisoned", "trapped", "schools", "recalled"});
  ExpectNumbers<Locality>({"local", "concerned", "elsewhere", "unknown"});
  ExpectNumbers<SourceHealth>({"ok", "failing", "not_a_feed", "login_wall", "empty", "silent", "certificate", "blocked",
                               "too_large", "robots", "drifted"});
  ExpectNumbers<IncidentState>({"detected", "notified", "acknowledged", "assessed", "handling", "statement", "watching",
                                "closed", "reviewed", "merged", "handed_over"});
  ExpectNumbers<TaskState>({"assigned", "working", "answered", "returned", "done", "handed_over"});
  ExpectNumbers<ReportKind>({"first", "follow_up", "final"});
  ExpectNumbers<StatementKind>({"first", "progress", "result"});
  ExpectNumbers<StatementState>({"draft", "reviewed", "approved", "published"});
  ExpectNumbers<ClickVerdict>({"relevant", "off_topic"});
  ExpectNumbers<FilterMode>({"learning", "suggests", "acts", "stepped_back"});
  ExpectNumbers<RelevancePlace>({"shown", "sample", "tray", "sent_back"});
  ExpectNumbers<MessageKind>({"first", "raised", "reminder", "escalation", "acknowledged", "closed", "brief", "digest",
                              "source_alarm", "source_clear", "impaired", "restored", "channel_alarm", "roster_gap", "test",
                              "deadline", "shift_change", "system_alarm", "system_clear"});
  ExpectNumbers<DeliveryState>({"pending", "in_flight", "unknown", "delivered", "accepted", "dead", "superseded", "merged"});
}

TEST(NumbersTest, NeverChangeTheirMeaningWhereTheyHaveNoWord) {
  EXPECT_EQ(ToNumber(Span::Field::kTitle), 0);
  EXPECT_EQ(ToNumber(Span::Field::kText), 1);
  EXPECT_EQ(ToNumber(Urgency::kDigest), 0);
  EXPECT_EQ(ToNumber(Urgency::kSilent), 1);
  EXPECT_EQ(ToNumber(Urgency::kMessage), 2);
  EXPECT_EQ(ToNumber(Urgency::kRing), 3);
  EXPECT_EQ(ToNumber(Role::kDesk), 0);
  EXPECT_EQ(ToNumber(Role::kLeaderOnDuty), 1);
  EXPECT_EQ(ToNumber(Role::kDeputyInCharge), 2);
  EXPECT_EQ(ToNumber(Role::kDirector), 3);
  EXPECT_EQ(ToNumber(Role::kPublicityHead), 4);
  EXPECT_EQ(ToNumber(Role::kSectionHead), 5);
  EXPECT_EQ(ToNumber(Role::kSectionLiaison), 6);
  EXPECT_EQ(ToNumber(Role::kCountyHead), 7);
  EXPECT_EQ(ToNumber(Role::kCountyLiaison), 8);
  EXPECT_EQ(ToNumber(Role::kTaskForce), 9);
  EXPECT_EQ(ToNumber(Role::kOperations), 10);
}

// An enumerator added behind kLast would be written and never read again: the word behind the last one must be empty.
TEST(NumbersTest, AreKnownUpToTheLastEnumerator) {
  auto behind = []<typename Enumeration>(Enumeration last) {
    return std::string(Name(static_cast<Enumeration>(ToNumber(last) + 1)));
  };
  EXPECT_EQ(behind(kLast<SourceHealth>), "");
  EXPECT_EQ(behind(kLast<IncidentState>), "");
  EXPECT_EQ(behind(kLast<TaskState>), "");
  EXPECT_EQ(behind(kLast<ReportKind>), "");
  EXPECT_EQ(behind(kLast<StatementKind>), "");
  EXPECT_EQ(behind(kLast<StatementState>), "");
  EXPECT_EQ(behind(kLast<ClickVerdict>), "");
  EXPECT_EQ(behind(kLast<FilterMode>), "");
  EXPECT_EQ(behind(kLast<RelevancePlace>), "");
  EXPECT_EQ(behind(kLast<MessageKind>), "");
  EXPECT_EQ(behind(kLast<DeliveryState>), "");
  EXPECT_EQ(behind(kLast<DocumentKind>), "");
  EXPECT_EQ(behind(kLast<Tier>), "");
  EXPECT_EQ(behind(kLast<Locality>), "");
}

}  // namespace
}  // namespace fenghuo
