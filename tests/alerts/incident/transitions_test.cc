#include "alerts/incident/transitions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum IncidentState;

constexpr IncidentState kStates[] = {kDetected,  kNotified, kAcknowledged, kAssessed, kHandling,  kStatement,
                                     kWatching, kClosed,   kReviewed,     kMerged,   kHandedOver};
constexpr ActionKind kActions[] = {ActionKind::kAcknowledge, ActionKind::kAssess, ActionKind::kHandle,
                                   ActionKind::kStatement,   ActionKind::kWatch,  ActionKind::kClose,
                                   ActionKind::kReview,      ActionKind::kReopen, ActionKind::kEscalate,
                                   ActionKind::kNote,        ActionKind::kHandOver};

// Rows: from. Columns: to, in the order of IncidentState. x: legal.
constexpr const char* kExpected[] = {
    // det not ack ass han sta wat clo rev mer out
    ".xx....x.xx",  // 新发现
    "..x....x.xx",  // 已通知
    ".x.xx..x.xx",  // 已签收
    ".x..xxxx.xx",  // 已研判
    ".....xxx.xx",  // 处置中
    "....x.xx.xx",  // 已发布
    ".x..xx.x.xx",  // 持续关注
    "x.......x..",  // 已办结
    "x..........",  // 已评估
    "...........",  // 并案
    "x..........",  // 转出
};

TEST(TransitionsTest, AreThoseOfTheTableAndNoOthers) {
  for (size_t from = 0; from < std::size(kStates); ++from) {
    for (size_t to = 0; to < std::size(kStates); ++to) {
      EXPECT_EQ(IsLegal(kStates[from], kStates[to]), kExpected[from][to] == 'x')
          << Name(kStates[from]) << " -> " << Name(kStates[to]);
    }
  }
}

TEST(TransitionsTest, LeadOutOfEveryStateThatIsNotOver) {
  for (IncidentState from : kStates) {
    if (IsOver(from)) continue;
    for (IncidentState to : {kClosed, kMerged, kHandedOver}) EXPECT_TRUE(IsLegal(from, to)) << Name(from);
  }
}

// Columns in the order of ActionKind, for an incident that somebody has signed for where the state says so.
// 签收 研判 处置 发布 关注 办结 评估 重开 报领导 记录 转出
constexpr const char* kExpectedActions[] = {
    "x....x..xxx",  // 新发现
    "x....x..xxx",  // 已通知
    ".xx..x..xxx",  // 已签收
    ".xxxxx..xxx",  // 已研判
    ".x.xxx..xxx",  // 处置中
    ".xx.xx..xxx",  // 已发布
    ".xxx.x..xxx",  // 持续关注
    "......xx.x.",  // 已办结
    ".......x.x.",  // 已评估
    "...........",  // 并案
    ".......x.x.",  // 转出
};

TEST(TransitionsTest, DecideWhatAPersonMayDo) {
  for (size_t from = 0; from < std::size(kStates); ++from) {
    Incident incident;
    incident.state = kStates[from];
    if (incident.state != kDetected && incident.state != kNotified) incident.acknowledgement = Acknowledgement{};
    for (size_t action = 0; action < std::size(kActions); ++action) {
      EXPECT_EQ(StateAfter(kActions[action], incident).has_value(), kExpectedActions[from][action] == 'x')
          << Name(kStates[from]) << ": " << Name(kActions[action]);
    }
  }
}

TEST(TransitionsTest, LetWorkThatHasBegunBeSignedForAgainWithoutGoingBack) {
  Incident incident;
  incident.state = kHandling;

  EXPECT_EQ(StateAfter(ActionKind::kAcknowledge, incident), kHandling);
}

TEST(TransitionsTest, GiveTheButtonsInTheirOrder) {
  Incident incident;
  incident.state = kClosed;
  EXPECT_THAT(AllowedActions(incident), ElementsAre(ActionKind::kReview, ActionKind::kReopen, ActionKind::kNote));
  incident.state = kMerged;
  EXPECT_THAT(AllowedActions(incident), IsEmpty());
}

TEST(ActionTest, IsNamedOnTheWire) {
  for (ActionKind kind : kActions) EXPECT_EQ(ActionNamed(Name(kind)), kind);
  EXPECT_EQ(ActionNamed("acknowledged"), std::nullopt);
  EXPECT_EQ(ActionNamed(""), std::nullopt);
}

TEST(ActionTest, HasAWordOnTheScreen) {
  for (ActionKind kind : kActions) EXPECT_STRNE(ShownAction(kind), "");
  for (IncidentState state : kStates) EXPECT_STRNE(ShownState(state), "");
}

}  // namespace
}  // namespace fenghuo
