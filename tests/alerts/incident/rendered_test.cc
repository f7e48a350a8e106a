// The text that an officer reads, from the decision through the renderer: bureau.md 3.

#include <gtest/gtest.h>

#include "alerts/notify/render.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNight = Local("2026-07-11 02:26");

std::string TextOf(const Decision& decision, const std::string& link = "https://desk.example/a/T") {
  return PlainText(decision.notifications.at(0).message, Detail::kFull, {.acknowledge_url = link, .now = kNight}, false);
}

StoryFacts CampusStory() {
  AStory story;
  story.facts.card.parts[0].says = "3个独立来源（省级媒体1家）；近1小时37条";
  return story.facts;
}

TEST(RenderedDecisionTest, ReadsAsInThePlan) {
  EXPECT_EQ(TextOf(Open(CampusStory(), AnOffice(), 3, kNight)),
            "【舆情Ⅱ级·待研判】本市·校园用餐：某区一小学多名学生餐后呕吐送医\n"
            "为何提醒：3个独立来源（省级媒体1家）；近1小时37条；文中称“12名学生送医”（未核实）\n"
            "首次发现：7月11日02:14，本地论坛\n"
            "编号：0711-03　责任：餐饮科、青溪区局\n"
            "请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某\n"
            "签收：https://desk.example/a/T   打不开请拨值班室0000-0000000报编号");
}

TEST(RenderedDecisionTest, SaysWhoDidNotAnswer) {
  Incident incident = Open(CampusStory(), AnOffice(), 3, kNight).incident;

  EXPECT_EQ(TextOf(*Advance(incident, AnOffice(), kNight + minutes(10)), ""),
            "【舆情Ⅱ级·逾时未签收】本市·校园用餐：某区一小学多名学生餐后呕吐送医\n"
            "为何提醒：3个独立来源（省级媒体1家）；近1小时37条；文中称“12名学生送医”（未核实）\n"
            "首次发现：7月11日02:14，本地论坛\n"
            "编号：0711-03　责任：餐饮科、青溪区局\n"
            "张某02:36前未签收，请带班领导李某立即签收；02:46自动通知分管局领导赵某\n"
            "签收请拨值班室0000-0000000，报编号0711-03");
}

TEST(RenderedDecisionTest, NamesTheLevelItWasRaisedFrom) {
  StoryFacts yellow = CampusStory();
  yellow.card.level = 3;
  Incident incident = Open(yellow, AnOffice(), 3, kNight).incident;

  std::string text = TextOf(*Regrade(incident, CampusStory(), AnOffice(), kNight + minutes(1)));

  EXPECT_TRUE(text.starts_with("【舆情Ⅱ级·提级】原Ⅲ级，本市·校园用餐：某区一小学多名学生餐后呕吐送医\n")) << text;
}

TEST(RenderedDecisionTest, TellsThatItWasHandedOver) {
  Incident incident = Open(CampusStory(), AnOffice(), 3, kNight).incident;
  Decision decision =
      *Act(incident, {.kind = ActionKind::kHandOver, .person = "li", .note = "转市卫健委"}, AnOffice(), kNight);

  std::string text = TextOf(decision);

  EXPECT_TRUE(text.starts_with("【舆情Ⅱ级·已转出】本市·校园用餐：")) << text;
  EXPECT_TRUE(text.ends_with("李某转出：转市卫健委")) << text;
}

}  // namespace
}  // namespace fenghuo
