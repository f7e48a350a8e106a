#include "alerts/task_force/set_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;

const Timestamp kNine = Local("2026-07-11 09:00");

Incident AnIncident(Level level = 2) { return Open(AStory().OfLevel(level).facts, AnOffice(), 3, kNine).incident; }

std::string Refusal(const Incident& incident, const TaskForceWish& wish) {
  return SetTaskForce(incident, wish, AnOffice(), kNine).error().message;
}

TEST(TaskForceTest, IsSetUpByANamedPersonAndItsPeopleAreTold) {
  const TaskForceWish wish{.leader = "deputy", .on_site = "li", .members = {"press", "cook", "press"}, .by = {"director", "wang"}};

  const Decision set = *SetTaskForce(AnIncident(), wish, AnOffice(), kNine);

  EXPECT_THAT(TextsOf(set), ElementsAre("钱某（王某代录）设立专班：组长赵某，现场指挥李某，成员孙某、周某。",
                                        "本事件设专班，组长赵某，已通知赵某、李某、孙某、周某（消息）。"));
  EXPECT_EQ(set.notifications.front().message.ask, "本事件设专班，组长赵某，请赵某、李某、孙某、周某按专班分工处置");
  EXPECT_THAT(set.incident.task_force->members, ElementsAre("press", "cook"));
}

TEST(TaskForceTest, TellsOnlyThoseWhoAreNewWhenItIsChanged) {
  const Incident before =
      SetTaskForce(AnIncident(), {.leader = "deputy", .members = {"press"}, .by = {"director"}}, AnOffice(), kNine)->incident;

  const Decision changed =
      *SetTaskForce(before, {.leader = "deputy", .members = {"cook"}, .by = {"deputy"}}, AnOffice(), kNine + hours(1));
  const Decision same = *SetTaskForce(before, {.leader = "press", .members = {"deputy"}, .by = {"deputy"}}, AnOffice(), kNine + hours(1));

  EXPECT_THAT(TextsOf(changed), ElementsAre("赵某调整专班：组长赵某，成员周某。", "本事件设专班，组长赵某，已通知周某（消息）。"));
  EXPECT_THAT(TextsOf(same), ElementsAre("赵某调整专班：组长孙某，成员赵某。"));
}

TEST(TaskForceTest, IsForMajorIncidentsAndNeedsPeopleWhomTheOfficeKnows) {
  EXPECT_EQ(Refusal(AnIncident(3), {.leader = "deputy", .by = {"director"}}), "Ⅰ级、Ⅱ级事件设专班，本事件为Ⅲ级");
  EXPECT_EQ(Refusal(AnIncident(), {.members = {"press"}, .by = {"director"}}), "专班必须有组长");
  EXPECT_EQ(Refusal(AnIncident(), {.leader = "deputy", .members = {"nobody"}, .by = {"director"}}), "人员名单中没有“nobody”");
  EXPECT_EQ(Refusal(AnIncident(), {.leader = "deputy"}), "必须写明经办人");
  Incident over = AnIncident();
  over.state = IncidentState::kClosed;
  EXPECT_EQ(Refusal(over, {.leader = "deputy", .by = {"director"}}), "舆情事件0711-03当前为“已办结”，不能再设专班");
}

TEST(TaskForceTest, HearsWhatTheChainHasForTheStandingOne) {
  Desk desk = AnOffice();
  desk.policies.rows[1].steps = {AStep(minutes(0), {Role::kDesk}, Urgency::kRing), AStep(minutes(10), {Role::kTaskForce}, Urgency::kRing)};
  const Incident standing = Open(AStory().facts, desk, 3, kNine).incident;
  const Incident own = SetTaskForce(standing, {.leader = "deputy", .by = {"director"}}, desk, kNine)->incident;

  EXPECT_EQ(TextsOf(*Advance(standing, desk, kNine + minutes(10))).front(),
            "王某09:10前未签收，已通知专班成员周某、专班成员孙某（响铃）；此后列入合并通知和值班早报，直至签收。");
  EXPECT_EQ(TextsOf(*Advance(own, desk, kNine + minutes(10))).front(),
            "王某09:10前未签收，已通知专班成员赵某（响铃）；此后列入合并通知和值班早报，直至签收。");
}

TEST(AnswerLineTest, IsToldToThoseWhoAreAsked) {
  const Decision set = *SetAnswerLine(AnIncident(3), {.text = "已关注到，正在核查。", .by = {"press"}}, AnOffice(), kNine);

  EXPECT_EQ(TextsOf(set).at(0), "孙某确定答复口径：已关注到，正在核查。");
  EXPECT_EQ(set.incident.answer_line->text, "已关注到，正在核查。");
  ASSERT_FALSE(set.notifications.empty());
  EXPECT_THAT(set.notifications.front().message.lines, ElementsAre("答复口径：已关注到，正在核查。"));
  EXPECT_EQ(set.notifications.front().message.state, "答复口径");
  const Decision again = *SetAnswerLine(set.incident, {.text = "已责令停业。", .by = {"press"}}, AnOffice(), kNine + hours(1));
  EXPECT_TRUE(again.notifications.front().message.ask.starts_with("答复口径有变，请")) << again.notifications.front().message.ask;
}

TEST(AnswerLineTest, IsShortEnoughToBeReadOut) {
  auto refusal = [](const std::string& text) {
    return SetAnswerLine(AnIncident(), {.text = text, .by = {"press"}}, AnOffice(), kNine).error().message;
  };
  std::string text;
  for (size_t i = 0; i < kAnswerLineCharacters; ++i) text += "字";

  EXPECT_EQ(refusal("　"), "答复口径不能为空");
  EXPECT_EQ(refusal(text + "字"), "答复口径不能超过280字，须能在一条消息中读完");
  EXPECT_TRUE(SetAnswerLine(AnIncident(), {.text = text, .by = {"press"}}, AnOffice(), kNine).ok());
}

}  // namespace
}  // namespace fenghuo
