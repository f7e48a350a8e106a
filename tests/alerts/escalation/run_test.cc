#include "alerts/escalation/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;

const Timestamp kDay = Local("2026-07-11 10:00");
const Timestamp kNight = Local("2026-07-11 02:00");

Zone Shanghai() { return *Zone::Load("Asia/Shanghai"); }

NotifyRow Marked(Level level, Locality locality, When when, Role role) {
  return ARow(level, locality, when, {AStep(minutes(0), {role}, Urgency::kMessage)});
}

Role FoundRole(const Policies& policies, const RunRequest& request, Timestamp now) {
  const NotifyRow* row = FindRow(policies, Shanghai(), request, now);
  EXPECT_NE(row, nullptr);
  return row == nullptr ? Role::kOperations : row->steps[0].roles[0];
}

Policies AChain(std::vector<EscalationStep> steps, Duration repeat_every = Duration(0), int repeat_max = 0) {
  Policies policies;
  policies.rows = {ARow(2, Locality::kLocal, When::kAny, std::move(steps))};
  policies.levels[2].repeat_every = repeat_every;
  policies.levels[2].repeat_max = repeat_max;
  policies.digests = {{9 * 60}};
  return policies;
}

EscalationRun ARun(const Policies& policies, Timestamp now = kDay) {
  return StartRun(policies, Shanghai(), {2, Locality::kLocal, false}, now);
}

std::vector<Role> RolesOf(const DueSteps& due) {
  std::vector<Role> roles;
  for (const EscalationStep& step : due.steps) roles.push_back(step.roles[0]);
  return roles;
}

TEST(FindRowTest, LooksUpLevelLocalityAndTimeOfDay) {
  Policies policies;
  policies.rows = {Marked(2, Locality::kLocal, When::kAny, Role::kDesk),
                   Marked(2, Locality::kLocal, When::kNight, Role::kDirector),
                   Marked(2, Locality::kConcerned, When::kAny, Role::kPublicityHead),
                   Marked(3, Locality::kLocal, When::kAny, Role::kSectionHead)};

  EXPECT_EQ(FoundRole(policies, {2, Locality::kLocal, false}, kDay), Role::kDesk);
  EXPECT_EQ(FoundRole(policies, {2, Locality::kLocal, false}, kNight), Role::kDirector);
  EXPECT_EQ(FoundRole(policies, {2, Locality::kConcerned, false}, kNight), Role::kPublicityHead);
  EXPECT_EQ(FoundRole(policies, {3, Locality::kLocal, false}, kDay), Role::kSectionHead);
  EXPECT_EQ(FindRow(policies, Shanghai(), {1, Locality::kLocal, false}, kDay), nullptr);
}

TEST(FindRowTest, TakesAnUnknownPlaceAsLocalByDayAndAsConcernedAtNight) {
  Policies policies;
  policies.rows = {Marked(2, Locality::kLocal, When::kAny, Role::kDesk),
                   Marked(2, Locality::kConcerned, When::kAny, Role::kPublicityHead)};

  EXPECT_EQ(FoundRole(policies, {2, Locality::kUnknown, false}, Local("2026-07-11 07:00")), Role::kDesk);
  EXPECT_EQ(FoundRole(policies, {2, Locality::kUnknown, false}, Local("2026-07-11 21:59")), Role::kDesk);
  EXPECT_EQ(FoundRole(policies, {2, Locality::kUnknown, false}, Local("2026-07-11 22:00")), Role::kPublicityHead);
  EXPECT_EQ(FoundRole(policies, {2, Locality::kUnknown, false}, Local("2026-07-11 06:59")), Role::kPublicityHead);
}

TEST(FindRowTest, TakesARowForAnUnknownPlaceWhereThereIsOne) {
  Policies policies;
  policies.rows = {Marked(2, Locality::kLocal, When::kAny, Role::kDesk),
                   Marked(2, Locality::kUnknown, When::kDay, Role::kDirector)};

  EXPECT_EQ(FoundRole(policies, {2, Locality::kUnknown, false}, kDay), Role::kDirector);
  EXPECT_EQ(FindRow(policies, Shanghai(), {2, Locality::kUnknown, false}, kNight), nullptr);
}

TEST(FindRowTest, LetsMustReportRowsWinOnlyWhenItMustBeReported) {
  Policies policies;
  NotifyRow must = Marked(3, Locality::kLocal, When::kAny, Role::kDirector);
  must.must_report_only = true;
  policies.rows = {Marked(3, Locality::kLocal, When::kNight, Role::kDesk), must};

  EXPECT_EQ(FoundRole(policies, {3, Locality::kLocal, true}, kNight), Role::kDirector);
  EXPECT_EQ(FoundRole(policies, {3, Locality::kLocal, false}, kNight), Role::kDesk);
}

TEST(FindRowTest, TakesTheFirstOfTwoEqualRows) {
  Policies policies;
  policies.rows = {Marked(3, Locality::kLocal, When::kAny, Role::kDesk),
                   Marked(3, Locality::kLocal, When::kAny, Role::kDirector)};

  EXPECT_EQ(FoundRole(policies, {3, Locality::kLocal, false}, kDay), Role::kDesk);
}

TEST(StartRunTest, TellsTheDeskWhereTheTableHasAHole) {
  Policies empty;

  EscalationRun orange = StartRun(empty, Shanghai(), {2, Locality::kLocal, false}, kNight);
  ASSERT_EQ(orange.steps.size(), 1u);
  EXPECT_THAT(orange.steps[0].roles, ElementsAre(Role::kDesk));
  EXPECT_EQ(orange.steps[0].urgency, Urgency::kRing);

  EscalationRun yellow = StartRun(empty, Shanghai(), {3, Locality::kElsewhere, false}, kNight);
  EXPECT_EQ(yellow.steps[0].urgency, Urgency::kMessage);

  EscalationRun blue = StartRun(empty, Shanghai(), {4, Locality::kLocal, false}, kNight);
  EXPECT_TRUE(blue.steps.empty());
  EXPECT_TRUE(blue.digest);

  EscalationRun must = StartRun(empty, Shanghai(), {4, Locality::kLocal, true}, kNight);
  EXPECT_EQ(must.steps[0].urgency, Urgency::kRing);
}

TEST(StartRunTest, ListsWhatARowWithoutStepsWouldForget) {
  Policies policies;
  NotifyRow nothing;
  nothing.level = 4;
  nothing.locality = Locality::kElsewhere;
  policies.rows = {nothing};

  EXPECT_TRUE(StartRun(policies, Shanghai(), {4, Locality::kElsewhere, false}, kNight).digest);
}

TEST(StartRunTest, CountsTheTimeToSignFromWhenSomebodyCanSeeIt) {
  Policies policies = APlan();
  auto by = [&](Level level, Locality locality, const char* now) {
    return Shanghai().Format(StartRun(policies, Shanghai(), {level, locality, false}, Local(now)).acknowledge_by);
  };

  EXPECT_EQ(by(2, Locality::kLocal, "2026-07-11 02:26"), "2026-07-11 02:36:00 +08:00");      // rings
  EXPECT_EQ(by(3, Locality::kLocal, "2026-07-11 10:00"), "2026-07-11 10:30:00 +08:00");      // by day
  EXPECT_EQ(by(3, Locality::kLocal, "2026-07-11 02:26"), "2026-07-11 08:30:00 +08:00");      // silent: morning brief
  EXPECT_EQ(by(2, Locality::kConcerned, "2026-07-11 02:26"), "2026-07-11 07:10:00 +08:00");  // silent: morning call
  EXPECT_EQ(by(4, Locality::kLocal, "2026-07-11 02:26"), "2026-07-11 10:00:00 +08:00");      // listed: morning brief
  EXPECT_EQ(by(4, Locality::kLocal, "2026-07-11 13:00"), "2026-07-11 19:00:00 +08:00");      // listed: next digest
}

TEST(RunTest, TakesEachStepOnceWhenItsTimeHasCome) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(10), {Role::kDirector}, Urgency::kRing)}));

  EXPECT_EQ(run.next_at, kDay);
  EXPECT_THAT(RolesOf(TakeDue(run, kDay)), ElementsAre(Role::kDesk));
  EXPECT_EQ(run.next_at, kDay + minutes(10));
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(10) - milliseconds(1))), ElementsAre());
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(10))), ElementsAre(Role::kDirector));
  EXPECT_EQ(run.next_at, std::nullopt);
  EXPECT_TRUE(run.digest);
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + hours(9))), ElementsAre());
}

TEST(RunTest, PutsStepsInTheOrderInWhichTheyCome) {
  EscalationStep morning = AStep(minutes(5), {Role::kDirector}, Urgency::kMessage);
  morning.at_morning_call = true;
  EscalationRun run = ARun(AChain({morning, AStep(minutes(10), {Role::kDesk}, Urgency::kRing)}), kNight);

  EXPECT_EQ(run.steps[0].roles[0], Role::kDesk);
  EXPECT_EQ(run.started_at + run.steps[1].after, Local("2026-07-11 07:00"));
}

TEST(RunTest, LeavesAMorningCallStepThatFallsIntoTheDayWhereItIs) {
  EscalationStep morning = AStep(minutes(5), {Role::kDirector}, Urgency::kMessage);
  morning.at_morning_call = true;

  EXPECT_EQ(ARun(AChain({morning}), kDay).next_at, kDay + minutes(5));
  EXPECT_EQ(ARun(AChain({morning}), Local("2026-07-11 06:58")).next_at, Local("2026-07-11 07:03"));
}

TEST(RunTest, RepeatsAsOftenAsItMay) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing)}, minutes(5), 2));

  EXPECT_FALSE(TakeDue(run, kDay).repeat);
  EXPECT_TRUE(TakeDue(run, kDay + minutes(5)).repeat);
  EXPECT_EQ(run.next_at, kDay + minutes(10));
  EXPECT_TRUE(TakeDue(run, kDay + minutes(10)).repeat);
  EXPECT_EQ(run.next_at, std::nullopt);
  EXPECT_TRUE(run.digest);
}

TEST(RunTest, RepeatsBesideTheStepsStillToCome) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(15), {Role::kDirector}, Urgency::kRing)}, minutes(5)));

  EXPECT_THAT(RolesOf(TakeDue(run, kDay)), ElementsAre(Role::kDesk));
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(5))), ElementsAre(Role::kDesk));
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(10))), ElementsAre(Role::kDesk));
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(15))), ElementsAre(Role::kDesk, Role::kDirector));
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(20))), ElementsAre(Role::kDesk, Role::kDirector));
}

TEST(RunTest, GivesARepeatThatCameDueInThePauseItsFullDistance) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(12), {Role::kDirector}, Urgency::kRing)}, minutes(10)));
  TakeDue(run, kDay);
  TakeNext(run, kDay + minutes(1));
  Pause(run);

  Resume(run, kDay + hours(1));

  EXPECT_EQ(run.next_at, kDay + hours(1) + minutes(10));
  EXPECT_EQ(run.repeats, 0);
}

TEST(RunTest, RepeatsOnceForAllThatWereMissed) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing)}, minutes(5)));
  TakeDue(run, kDay);

  DueSteps due = TakeDue(run, kDay + minutes(62));

  EXPECT_TRUE(due.repeat);
  EXPECT_EQ(due.due, kDay + minutes(5));
  EXPECT_EQ(run.repeats, 1);
  EXPECT_EQ(run.next_at, kDay + minutes(67));
}

TEST(RunTest, LetsAMissedRepeatMoveNoStepThatLiesAhead) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(60), {Role::kDirector}, Urgency::kRing)}, minutes(20)));
  TakeDue(run, kDay);

  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(50))), ElementsAre(Role::kDesk));

  EXPECT_EQ(run.started_at, kDay);
  EXPECT_EQ(run.next_at, kDay + minutes(60));
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(60))), ElementsAre(Role::kDirector));
  EXPECT_EQ(run.next_at, kDay + minutes(70));
}

TEST(RunTest, DoesNotRepeatAtOnceWhenTheStepsThemselvesCameLate) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing)}, minutes(5)));

  EXPECT_FALSE(TakeDue(run, kDay + minutes(62)).repeat);
  EXPECT_EQ(run.next_at, kDay + minutes(67));
}

TEST(RunTest, IsSilentWhilePaused) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing)}));
  Pause(run);

  EXPECT_EQ(run.next_at, std::nullopt);
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + hours(1))), ElementsAre());
}

TEST(RunTest, GivesAStepThatCameDueInThePauseItsFullDistance) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(10), {Role::kLeaderOnDuty}, Urgency::kRing),
                                   AStep(minutes(30), {Role::kDirector}, Urgency::kRing)}));
  TakeDue(run, kDay + minutes(10));
  Pause(run);

  Resume(run, kDay + hours(1));

  EXPECT_EQ(run.next_at, kDay + hours(1) + minutes(20));
}

TEST(RunTest, KeepsTheTimeOfAStepThatLiesAheadOfOneThatWasMissed) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(10), {Role::kLeaderOnDuty}, Urgency::kRing),
                                   AStep(minutes(65), {Role::kDeputyInCharge}, Urgency::kRing),
                                   AStep(hours(5), {Role::kDirector}, Urgency::kRing)}));
  TakeDue(run, kDay);
  Pause(run);

  Resume(run, kDay + hours(1));

  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(69))), ElementsAre());
  EXPECT_THAT(RolesOf(TakeDue(run, kDay + minutes(70))), ElementsAre(Role::kLeaderOnDuty, Role::kDeputyInCharge));
  EXPECT_EQ(run.next_at, kDay + hours(5));
}

TEST(RunTest, KeepsTheTimeOfAStepThatLiesAhead) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(hours(5), {Role::kDirector}, Urgency::kRing)}));
  TakeDue(run, kDay);
  Pause(run);

  Resume(run, kDay + hours(1));

  EXPECT_EQ(run.next_at, kDay + hours(5));
}

TEST(RunTest, GoesOnRepeatingAfterAPause) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing)}, minutes(5)));
  TakeDue(run, kDay + minutes(20));
  Pause(run);

  Resume(run, kDay + hours(1));

  EXPECT_EQ(run.next_at, kDay + hours(1) + minutes(5));
}

TEST(RunTest, TakesTheNextStepEarlyWithoutMovingTheOneAfter) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(10), {Role::kLeaderOnDuty}, Urgency::kRing),
                                   AStep(minutes(30), {Role::kDirector}, Urgency::kRing)}));
  TakeDue(run, kDay);

  EXPECT_THAT(RolesOf(TakeNext(run, kDay + minutes(1))), ElementsAre(Role::kLeaderOnDuty));
  EXPECT_EQ(run.next_at, kDay + minutes(30));
  EXPECT_THAT(RolesOf(TakeNext(run, kDay + minutes(2))), ElementsAre(Role::kDirector));
  EXPECT_THAT(RolesOf(TakeNext(run, kDay + minutes(3))), ElementsAre());
}

TEST(RunTest, StandsStillWithEveryDistanceKept) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(10), {Role::kLeaderOnDuty}, Urgency::kRing),
                                   AStep(minutes(30), {Role::kDirector}, Urgency::kRing)},
                                  minutes(25)));
  TakeDue(run, kDay);
  const Timestamp until = kDay + hours(2);

  StandStill(run, kDay + minutes(10), until);

  EXPECT_EQ(run.next_at, until);
  EXPECT_TRUE(WaitsUntil(run, until));
  EXPECT_FALSE(WaitsUntil(run, until + milliseconds(1)));
  EXPECT_THAT(RolesOf(TakeDue(run, until)), ElementsAre(Role::kLeaderOnDuty));
  EXPECT_EQ(run.next_at, until + minutes(15)) << "the repeat that was 15 minutes away";
  TakeDue(run, until + minutes(15));
  EXPECT_EQ(run.next_at, until + minutes(20)) << "the director, 20 minutes behind the leader";
}

TEST(RunTest, IsSetForwardAgainWhenItNeedNotStandStill) {
  EscalationRun run = ARun(AChain({AStep(minutes(0), {Role::kDesk}, Urgency::kRing),
                                   AStep(minutes(10), {Role::kLeaderOnDuty}, Urgency::kRing)}));
  StandStill(run, kDay, kDay + hours(2));
  Pause(run);

  StandStill(run, kDay + hours(2), kDay + hours(1));

  EXPECT_FALSE(run.next_at.has_value()) << "paused it stays";
  Resume(run, kDay + hours(1));
  EXPECT_EQ(run.next_at, kDay + hours(1));
  TakeDue(run, kDay + hours(1));
  EXPECT_EQ(run.next_at, kDay + hours(1) + minutes(10));
}

}  // namespace
}  // namespace fenghuo
