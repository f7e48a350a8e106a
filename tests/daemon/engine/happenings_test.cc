#include "daemon/core/happenings.h"

#include <gtest/gtest.h>

#include <optional>

namespace fenghuo {
namespace {

Decision ADecision(const char* entry, MessageKind told) {
  Decision decision;
  decision.incident.level = 2;
  decision.timeline.push_back({.incident = "2026-0711-03", .sequence = 4, .at = Timestamp(), .kind = entry, .actor = "system", .text = ""});
  for (const char* id : {"robot", "mail"}) {
    Notification row;
    row.id = id;
    row.message.kind = told;
    decision.notifications.push_back(row);
  }
  return decision;
}

TEST(HappeningsTest, CountATellingFurtherUpOnceWhateverTheTimelineCallsIt) {
  for (const char* entry : {"overdue", "escalated"}) {
    std::vector<Happening> happenings = HappeningsOf(ADecision(entry, MessageKind::kEscalation));
    ASSERT_EQ(happenings.size(), 1u) << entry;
    EXPECT_EQ(happenings[0].kind, HappeningKind::kEscalated);
    EXPECT_EQ(happenings[0].level, 2);
  }
}

TEST(HappeningsTest, DoNotCountAReminderAsOne) {
  EXPECT_TRUE(HappeningsOf(ADecision("overdue", MessageKind::kReminder)).empty());
}

}  // namespace
}  // namespace fenghuo
