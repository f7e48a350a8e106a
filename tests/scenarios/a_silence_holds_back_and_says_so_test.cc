// What an officer has silenced is told to nobody, stands in the timeline with number, author and reason, and is in the morning brief.

#include <gmock/gmock.h>

#include "tests/scenarios/a_silenced_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ASilenceTest, HoldsBackWhatItCoversAndSaysSo) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));

  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒")});
  office.Wait(hours(1));

  ASSERT_EQ(office.Incidents().size(), 1u);
  EXPECT_THAT(Asked(office), IsEmpty());
  EXPECT_THAT(Said(office, office.Incidents()[0].id, "silenced"),
              ElementsAre("本应通知值班员张某（消息），因暂停提醒第1号（张某，至12:00，原因：检查组已在现场）未通知；暂停期满仍未签收的，届时通知。"));
  EXPECT_THAT(Said(office, office.Incidents()[0].id, "notified"), IsEmpty());
  const std::vector<Silence> silences = *AllSilences(office.store(), 10);
  ASSERT_EQ(silences.size(), 1u);
  EXPECT_EQ(silences[0].held, 1);
  ASSERT_EQ(silences[0].holding.size(), 1u);
  EXPECT_EQ(silences[0].holding[0].incident, office.Incidents()[0].id);
}

TEST(ASilenceTest, LetsThroughWhatItDoesNotCover) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));

  office.Read("news", {ADocument().Titled("某市一商场被投诉退款难")});

  EXPECT_THAT(Asked(office), ElementsAre("zhang first"));
}

TEST(ASilenceTest, OfASourceIsOverForAStoryThatAnotherSourceBringsToo) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.source = "news"}, hours(2));
  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒，多人腹泻呕吐")});
  EXPECT_THAT(Asked(office), IsEmpty());

  office.Wait(minutes(5));
  office.Read("forum", {ADocument().Titled("某市一餐馆顾客疑似食物中毒，多人腹泻呕吐")});

  ASSERT_EQ(office.Incidents().size(), 1u);
  EXPECT_THAT(Asked(office), ElementsAre("zhang first"));
  EXPECT_THAT(Said(office, office.Incidents()[0].id, "silence_over"), ElementsAre("暂停提醒第1号不再适用于本事件，恢复通知。"));
}

TEST(ASilenceTest, IsForWhatComesByItselfAndNotForWhatAPersonDoes) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));
  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒")});
  const std::string id = office.Incidents()[0].id;

  office.Do(id, {.kind = ActionKind::kEscalate, .person = "zhang", .note = "家属到场"});

  EXPECT_FALSE(Asked(office).empty()) << "报带班领导 is a person's word";
}

TEST(ASilenceTest, StandsInTheMorningBriefAndTheAuditTrail) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(24));
  office.WaitUntil(Morning() + hours(22));

  const std::vector<Notification> briefs = office.NotificationsOf(MessageKind::kBrief);
  ASSERT_FALSE(briefs.empty());
  EXPECT_THAT(briefs[0].message.lines, testing::Contains(HasSubstr("、暂停提醒1条（至10:00）")));
  std::vector<std::string> lines;
  const std::vector<AuditRecord> records = *office.store().AuditRecords(1, 1000);
  for (const AuditRecord& record : records) lines.push_back(record.actor + " " + record.action + " " + record.object + " " + record.detail);
  EXPECT_THAT(lines, testing::Contains("zhang silence.add 1 类别“餐饮服务”，Ⅲ级和Ⅳ级；7月11日10:00至7月12日10:00；原因：检查组已在现场"));
}

TEST(ASilenceTest, IsKeptOverAKillAndARestart) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));
  office.Restart();

  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒")});
  office.Restart();
  office.Wait(hours(1));
  EXPECT_THAT(Asked(office), IsEmpty());

  office.Wait(hours(1) + minutes(1));
  EXPECT_THAT(Asked(office), ElementsAre("zhang first"));
}

TEST(ASilenceTest, IsRefusedWithAReasonAnOfficerUnderstands) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  office.Read("news", {ADocument().Titled("某市第三小学学生食物中毒住院")});
  auto refused = [&office](const SilenceScope& scope) {
    Result<Silence> made = MakeSilence({.scope = scope, .reason = "等待结果", .person = "zhang", .to = office.now() + hours(1)},
                                       office.engine().core(), office.now());
    return made.ok() ? std::string() : made.error().message;
  };

  EXPECT_EQ(refused({.incident = "2026-0711-01"}), "舆情事件0711-01为必报事件，不能暂停提醒");
  EXPECT_EQ(refused({.incident = "2026-0711-09"}), "没有编号为 2026-0711-09 的舆情事件");
  EXPECT_EQ(refused({.rule = "nothing"}), "没有监测规则“nothing”");
  EXPECT_EQ(refused({.source = "nowhere"}), "没有信源“nowhere”");
  EXPECT_EQ(refused({.category = "天气"}), "监测规则中没有类别“天气”");
  EXPECT_EQ(refused({.county_unit = "moon"}), "没有单位“moon”");
  EXPECT_EQ(EndSilence(1, "zhang", office.engine().core(), office.now()).error().message, "没有第1号暂停提醒");
  for (size_t i = 0; i < kSilencesMost; ++i) MustSilence(office, {.category = "餐饮服务"}, hours(1));
  EXPECT_EQ(refused({.category = "餐饮服务"}), "同时生效的暂停提醒已有50条，请先结束不再需要的，或修改监测规则");
}

}  // namespace
}  // namespace fenghuo
