#include "alerts/cases/times.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");

Incident ACase() {
  Incident incident;
  incident.id = "2026-0711-03";
  incident.first_seen = kNine;
  incident.first_notice_at = kNine + minutes(1);
  incident.first_acknowledged_at = kNine + minutes(5);
  incident.state = IncidentState::kClosed;
  incident.closed_at = kNine + hours(30);
  return incident;
}

TimelineEntry AnEntry(int64_t sequence, Duration after, const std::string& kind) {
  return {"2026-0711-03", sequence, kNine + after, kind, "zhang", "…"};
}

TEST(IncidentTimesTest, AreThoseOfTheFirstOfEachStep) {
  const std::vector<TimelineEntry> timeline = {AnEntry(1, minutes(20), "assessed"), AnEntry(2, hours(1), "assessed"),
                                               AnEntry(3, hours(4), "statement_publish"), AnEntry(4, hours(5), "statement")};

  const IncidentTimes times = TimesOf(ACase(), timeline);

  EXPECT_EQ(times.known, kNine);
  EXPECT_EQ(times.first_notice, kNine + minutes(1));
  EXPECT_EQ(times.acknowledged, kNine + minutes(5));
  EXPECT_EQ(times.assessed, kNine + minutes(20));
  EXPECT_EQ(times.statement, kNine + hours(4));
  EXPECT_EQ(times.closed, kNine + hours(30));
}

TEST(IncidentTimesTest, AreAbsentForWhatNeverHappened) {
  Incident incident = ACase();
  incident.state = IncidentState::kHandling;
  incident.closed_at.reset();

  const IncidentTimes times = TimesOf(incident, {});

  EXPECT_FALSE(times.assessed);
  EXPECT_FALSE(times.statement);
  EXPECT_FALSE(times.closed);
}

TEST(IncidentTimesTest, EndWhenAnIncidentIsHandedOver) {
  Incident incident = ACase();
  incident.state = IncidentState::kHandedOver;
  incident.closed_at.reset();

  EXPECT_EQ(TimesOf(incident, {AnEntry(1, hours(2), "handed_over")}).closed, kNine + hours(2));
}

}  // namespace
}  // namespace fenghuo
