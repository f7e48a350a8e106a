// A silence never hides what is at or above its floor: a raise is told at once, to everybody whom the higher level means.

#include <gmock/gmock.h>

#include "tests/scenarios/a_silenced_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ARaiseOverTheFloorTest, IsToldAtOnceThroughASilence) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));
  office.Read("news", {ADocument().Titled("某市第三小学学生食物中毒，多人腹泻呕吐").Id("1")});
  office.Wait(minutes(10));
  ASSERT_EQ(office.Incidents().size(), 1u);
  ASSERT_GE(office.Incidents()[0].level, kSilenceGravest);
  ASSERT_THAT(Asked(office), IsEmpty());

  office.Read("forum", {ADocument().Titled("某市第三小学学生食物中毒，多人腹泻呕吐住院").Id("2")});

  ASSERT_EQ(office.Incidents().size(), 1u);
  ASSERT_EQ(office.Incidents()[0].level, 2);
  EXPECT_THAT(Asked(office), ElementsAre("zhang raised", "li raised"));
  office.Wait(minutes(25));
  EXPECT_THAT(Asked(office), ElementsAre("zhang raised", "li raised", "li escalation", "qian escalation"))
      << "and its chain goes on as if there were no silence";
  EXPECT_THAT(*AllSilences(office.store(), 1), testing::Each(testing::Field(&Silence::holding, IsEmpty())));
}

TEST(ARaiseOverTheFloorTest, IsHeardAlsoWhereTheSilenceNamesTheIncident) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  office.Read("news", {ADocument().Titled("某市第三小学学生食物中毒，多人腹泻呕吐").Id("1")});
  ASSERT_THAT(Asked(office), ElementsAre("zhang first"));
  MustSilence(office, {.incident = office.Incidents()[0].id}, hours(2));
  office.Wait(hours(1));
  ASSERT_THAT(Asked(office), ElementsAre("zhang first")) << "the leader's half hour is held back";

  office.Read("forum", {ADocument().Titled("某市第三小学学生食物中毒，多人腹泻呕吐住院").Id("2")});

  EXPECT_THAT(Asked(office), ElementsAre("zhang first", "zhang raised", "li raised"));
}

TEST(ARaiseOverTheFloorTest, IsNotNeededForWhatIsOpenedThere) {
  RunningOffice office(AnOfficeThatTells());
  office.ReadBaselines();
  MustSilence(office, {.category = "餐饮服务"}, hours(2));

  office.Read("news", {ADocument().Titled("某市第三小学学生食物中毒住院")});

  EXPECT_THAT(Asked(office), ElementsAre("zhang first", "li first"));
}

}  // namespace
}  // namespace fenghuo
