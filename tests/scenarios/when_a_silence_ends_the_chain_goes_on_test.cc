// A silence that ends while nobody has signed: what it held back is told then, and the chain goes on at its own distances.

#include <gmock/gmock.h>

#include "tests/scenarios/a_silenced_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(WhenASilenceEndsTest, WhoeverWasHeldBackIsToldAndTheChainGoesOn) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));
  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒")});
  office.Wait(hours(2) - minutes(1));
  ASSERT_THAT(Asked(office), IsEmpty());

  office.Wait(minutes(2));
  EXPECT_THAT(Asked(office), ElementsAre("zhang first"));
  EXPECT_THAT(Said(office, office.Incidents()[0].id, "silence_over"), ElementsAre("暂停提醒第1号已到期，恢复通知。"));
  office.Wait(minutes(28));
  EXPECT_THAT(Asked(office), ElementsAre("zhang first")) << "the desk has its full half hour";
  office.Wait(minutes(2));
  EXPECT_THAT(Asked(office), ElementsAre("zhang first", "li escalation"));
}

TEST(WhenASilenceEndsTest, EarlyByAPersonItsChainsGoOnThen) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(24));
  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒")});
  office.Wait(minutes(20));

  Result<Silence> ended = EndSilence(1, "li", office.engine().core(), office.now());
  ASSERT_TRUE(ended.ok()) << ended.error().message;
  office.Turn();

  EXPECT_THAT(Asked(office), ElementsAre("zhang first"));
  EXPECT_THAT(Said(office, office.Incidents()[0].id, "silence_over"), ElementsAre("暂停提醒第1号已由李某提前结束，恢复通知。"));
  office.Wait(minutes(31));
  EXPECT_THAT(Asked(office), ElementsAre("zhang first", "li escalation"));
  EXPECT_EQ(EndSilence(1, "li", office.engine().core(), office.now()).error().message, "暂停提醒第1号已经结束");
}

TEST(WhenASilenceEndsTest, NothingIsToldOfWhatWasSignedOrClosedMeanwhile) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));
  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒")});
  office.Do(office.Incidents()[0].id, {.kind = ActionKind::kAcknowledge, .person = "zhang"});

  office.Wait(hours(3));

  EXPECT_THAT(Asked(office), IsEmpty());
  EXPECT_THAT(Said(office, office.Incidents()[0].id, "silence_over"), ElementsAre("暂停提醒第1号已到期，本事件已签收，不再补发。"));
}

TEST(WhenASilenceEndsTest, AnotherThatCoversTheIncidentHoldsOn) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(1));
  office.Read("news", {ADocument().Titled("某市一餐馆顾客疑似食物中毒")});
  MustSilence(office, {.rule = "poisoning"}, hours(3));

  office.Wait(hours(2));
  EXPECT_THAT(Asked(office), IsEmpty());
  EXPECT_EQ(Said(office, office.Incidents()[0].id, "silenced").size(), 2u) << "each with its own number and reason";

  office.Wait(hours(1) + minutes(1));
  EXPECT_THAT(Asked(office), ElementsAre("zhang first"));
}

TEST(WhenASilenceEndsTest, ItStaysInTheRecord) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(1));
  office.Wait(hours(24 * 10));
  office.Restart();

  const std::vector<Silence> silences = *AllSilences(office.store(), 10);

  ASSERT_EQ(silences.size(), 1u);
  EXPECT_TRUE(IsOver(silences[0], office.now()));
  EXPECT_EQ(silences[0].reason, "检查组已在现场");
  EXPECT_TRUE(StandingSilences(office.engine().core().state).empty());
}

}  // namespace
}  // namespace fenghuo
