#include "alerts/clocks/countdown.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kStart = Local("2026-07-11 02:00");

std::vector<EscalationStep> TwoSteps() {
  return {AStep(minutes(0), {Role::kDesk}, Urgency::kRing), AStep(minutes(10), {Role::kLeaderOnDuty}, Urgency::kRing)};
}

TEST(CountdownTest, RemindsAtHalfAndFourFifthsAndIsThenDue) {
  const Countdown countdown = CountdownTo(kStart, kStart + hours(5));

  EXPECT_EQ(countdown.remind_at, (std::vector<Timestamp>{kStart + minutes(150), kStart + hours(4)}));
  EXPECT_EQ(countdown.next_at, kStart + minutes(150));
}

TEST(CountdownTest, CallsNobodyBeforeItsTime) {
  Countdown countdown = CountdownTo(kStart, kStart + hours(5));

  EXPECT_EQ(TakeCall(countdown, TwoSteps(), kStart + minutes(149)).percent, 0);
  EXPECT_EQ(TakeCall(countdown, TwoSteps(), kStart + minutes(150)).percent, 50);
  EXPECT_EQ(TakeCall(countdown, TwoSteps(), kStart + minutes(150)).percent, 0) << "once each";
  EXPECT_EQ(countdown.next_at, kStart + hours(4));
}

TEST(CountdownTest, ClimbsTheChainStepByStepOnceItIsDue) {
  Countdown countdown = CountdownTo(kStart, kStart + hours(5));
  TakeCall(countdown, TwoSteps(), kStart + hours(4));

  const CountdownCall first = TakeCall(countdown, TwoSteps(), kStart + hours(5));
  EXPECT_EQ(first.percent, 100);
  ASSERT_EQ(first.steps.size(), 1U);
  EXPECT_EQ(first.steps[0].roles, std::vector<Role>{Role::kDesk});
  EXPECT_EQ(countdown.next_at, kStart + hours(5) + minutes(10));

  const CountdownCall second = TakeCall(countdown, TwoSteps(), kStart + hours(5) + minutes(10));
  ASSERT_EQ(second.steps.size(), 1U);
  EXPECT_EQ(second.steps[0].roles, std::vector<Role>{Role::kLeaderOnDuty});
  EXPECT_EQ(countdown.next_at, std::nullopt) << "everybody was called";
}

TEST(CountdownTest, SaysOnceWhatWasMissedWhileTheDaemonWasDown) {
  Countdown countdown = CountdownTo(kStart, kStart + hours(5));

  const CountdownCall call = TakeCall(countdown, TwoSteps(), kStart + hours(9));

  EXPECT_EQ(call.percent, 100);
  EXPECT_EQ(call.steps.size(), 2U);
  EXPECT_EQ(countdown.next_at, std::nullopt);
}

TEST(CountdownTest, CountsWorkingDaysAndRemindsInOfficeHours) {
  Calendar calendar;
  ClockRule rule;
  rule.working_days = 7;

  const Countdown countdown = StartCountdown(rule, calendar, *Zone::Load("Asia/Shanghai"), Local("2026-11-12 15:00"));

  EXPECT_EQ(countdown.due, Local("2026-11-23 17:30"));
  EXPECT_EQ(countdown.remind_at, (std::vector<Timestamp>{Local("2026-11-18 08:30"), Local("2026-11-20 08:30")}));
}

TEST(CountdownTest, ClimbsToTheDeskAndTheLeaderWhereThePolicyOnlyLists) {
  const std::vector<EscalationStep> ladder = LadderOf(EscalationRun());

  ASSERT_EQ(ladder.size(), 2U);
  EXPECT_EQ(ladder[0].roles, std::vector<Role>{Role::kDesk});
  EXPECT_EQ(ladder[1].roles, std::vector<Role>{Role::kLeaderOnDuty});
  EXPECT_EQ(ladder[1].after, minutes(30));
}

TEST(CountdownTest, WaitsForNoMorningBetweenTwoStepsOfTheLadder) {
  EscalationRun run;
  for (Duration after : {minutes(5), minutes(15), minutes(15) + hours(9), minutes(25) + hours(9)}) {
    run.steps.push_back({.after = after, .roles = {Role::kDesk}});
  }

  std::vector<Duration> after;
  for (const EscalationStep& step : LadderOf(run)) after.push_back(step.after);

  EXPECT_EQ(after, (std::vector<Duration>{minutes(0), minutes(10), minutes(40), minutes(50)}));
}

}  // namespace
}  // namespace fenghuo
