// A daemon that is ended and started again at any point does what one that ran through would have done.

#include <gtest/gtest.h>

#include "base/rng.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

const char* const kPlaces[] = {"第三小学", "城东菜场", "清河大桥", "体育中心", "人民医院", "火车南站", "青年公园", "金桥商场"};
const char* const kHappenings[] = {"学生食物中毒",     "多人食物中毒住院",   "商户遭顾客投诉",   "举办消夏晚会",
                                   "食堂食物中毒获通报", "退费难引发集体投诉", "开展安全检查"};

template <size_t N>
std::string AnyOf(const char* const (&words)[N], Rng& rng) {
  return words[rng.Below(N)];
}

ADocument RandomDocument(Rng& rng) {
  ADocument document;
  document.Titled("某市" + AnyOf(kPlaces, rng) + AnyOf(kHappenings, rng));
  if (rng.Below(3) == 0) document.Id(std::to_string(rng.Below(20)));  // so that titles change
  if (rng.Below(3) == 0) document.Ranked(static_cast<int64_t>(1 + rng.Below(50)), static_cast<int64_t>(rng.Below(1'000'000)));
  return document;
}

void ActAtRandom(RunningOffice& office, Rng& rng) {
  std::vector<Incident> incidents = office.Incidents();
  uint64_t which = rng.Next();
  uint64_t what = rng.Next();
  if (incidents.empty()) return;
  const Incident& incident = incidents[which % incidents.size()];
  std::vector<ActionKind> allowed = AllowedActions(incident);
  if (allowed.empty()) return;
  Action action{.kind = allowed[what % allowed.size()], .person = "zhang", .entered_by = "zhang", .note = "已电话核实"};
  if (action.kind == ActionKind::kClose) action.reason = "已处置";
  if (action.kind == ActionKind::kAssess) action.level = 3;
  // One that the state refuses changes nothing in either life.
  (void)office.engine().Act(incident.id, action, office.now());
  office.Turn();
}

// The same seed gives the same days; `restarts` only says whether the daemon is started again in between.
std::vector<std::string> Live(uint64_t seed, bool restarts) {
  Rng rng(seed);
  Rng when(seed + 1000);
  RunningOffice office;
  office.ReadBaselines();
  for (int i = 0; i < 80; ++i) {
    const char* const sources[] = {"news", "forum", "board"};
    switch (rng.Below(4)) {
      case 0: office.Wait(minutes(static_cast<int64_t>(1 + rng.Below(300)))); break;
      case 1: ActAtRandom(office, rng); break;
      default: {
        std::vector<ADocument> documents;
        for (uint64_t n = 1 + rng.Below(4); n > 0; --n) documents.push_back(RandomDocument(rng));
        office.Read(AnyOf(sources, rng), documents);
      }
    }
    if (when.Below(4) == 0 && restarts) office.Restart();
  }
  return office.Everything();
}

TEST(RestartTest, MakesNoDifferenceToIncidentsTimelinesAndNotifications) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<std::string> through = Live(seed, false);
    std::vector<std::string> restarted = Live(seed, true);
    ASSERT_GT(through.size(), 40u) << "a life in which nothing happened shows nothing";
    ASSERT_EQ(through, restarted);
  }
}

TEST(RestartTest, AStoryThatWasForgottenIsLeftInTheStoreAndNotLoaded) {
  RunningOffice office;
  office.ReadBaselines();
  office.Read("news", {ADocument().Titled("某市第三小学多名学生食物中毒，12人住院")});
  ASSERT_EQ(office.Incidents().size(), 1u);
  const std::string story = office.Incidents()[0].story;

  office.SetTime(Morning() + hours(24 * 89));
  office.Restart();
  EXPECT_NE(office.engine().core().state.stories().Find(story), nullptr) << "watched stories are known for 90 days";
  EXPECT_NE(office.engine().core().state.FindJudgement(story), nullptr);

  office.SetTime(Morning() + hours(24 * 91));
  office.Restart();
  EXPECT_EQ(office.engine().core().state.stories().Find(story), nullptr);
  EXPECT_EQ(office.engine().core().state.FindJudgement(story), nullptr);
  EXPECT_TRUE(office.store().FindStory(story).ok());
  EXPECT_TRUE(office.store().FindJudgement(story).ok());
  EXPECT_EQ(office.Incidents().size(), 1u) << "its incident is still to be dealt with";
  office.Turn();
}

TEST(RestartTest, TheMorningBriefIsSentOnceADayAcrossARestart) {
  RunningOffice office;
  office.ReadBaselines();
  office.SetTime(Morning() + hours(22));  // 08:00
  office.Turn();
  office.Restart();
  office.Turn();
  office.Wait(hours(2));
  std::vector<Notification> briefs = office.NotificationsOf(MessageKind::kBrief);
  ASSERT_EQ(briefs.size(), 1u) << "desk and leader share the robot";
  EXPECT_EQ(briefs[0].receivers.size(), 2u);
}

TEST(RestartTest, ADaemonThatSleptThroughTheBriefSendsItAtOnceAndOnce) {
  RunningOffice office;
  office.ReadBaselines();
  office.SetTime(Morning() + hours(24 * 3));
  office.Restart();
  office.Turn();
  office.Wait(hours(1));
  EXPECT_EQ(office.NotificationsOf(MessageKind::kBrief).size(), 1u);
}

}  // namespace
}  // namespace fenghuo
