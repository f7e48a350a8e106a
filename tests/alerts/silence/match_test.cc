#include "alerts/silence/match.h"

#include <gtest/gtest.h>

#include "tests/alerts/silence/a_silence.h"

namespace fenghuo {
namespace {

Incident AYellowOne() { return Open(AStory().OfLevel(3).facts, AnOffice(), 3, kTen).incident; }

bool CoversIt(const SilenceScope& scope, const Incident& incident) {
  return Covers(ASilence(scope), {incident, {"campus"}, {"forum"}}, kTen);
}

TEST(SilenceTest, NeverCoversWhatIsAtOrAboveItsFloor) {
  Incident incident = AYellowOne();
  EXPECT_TRUE(CoversIt({.category = "校园用餐"}, incident));
  EXPECT_FALSE(CoversIt({.category = "校园用餐", .gravest = 4}, incident)) << "it was made for Ⅳ alone";

  incident.level = 4;
  EXPECT_TRUE(CoversIt({.category = "校园用餐", .gravest = 4}, incident));
  incident.must_report = true;
  EXPECT_FALSE(CoversIt({.category = "校园用餐"}, incident));
  incident.must_report = false;
  for (Level level : {1, 2}) {
    incident.level = level;
    EXPECT_FALSE(CoversIt({.category = "校园用餐"}, incident)) << level;
    EXPECT_FALSE(CoversIt({.incident = incident.id}, incident)) << level;
    EXPECT_FALSE(CoversIt({.category = "校园用餐", .gravest = 1}, incident)) << "not even where a store says so";
  }
}

TEST(SilenceTest, IsNotForDrills) {
  Incident incident = AYellowOne();
  incident.drill = 1;
  EXPECT_FALSE(CoversIt({.category = "校园用餐"}, incident));
}

TEST(SilenceTest, CoversWhereEveryFieldFits) {
  const Incident incident = AYellowOne();
  EXPECT_TRUE(CoversIt({.incident = "2026-0711-03"}, incident));
  EXPECT_FALSE(CoversIt({.incident = "2026-0711-04"}, incident));
  EXPECT_TRUE(CoversIt({.rule = "campus", .source = "forum", .county_unit = "qingxi", .locality = Locality::kLocal}, incident));
  EXPECT_FALSE(CoversIt({.rule = "campus", .locality = Locality::kElsewhere}, incident));
  EXPECT_FALSE(CoversIt({.category = "校园用餐", .county_unit = "chengguan"}, incident));
}

TEST(SilenceTest, OfARuleOrSourceFitsOnlyWhatNoOtherBrought) {
  const Incident incident = AYellowOne();
  const Silence of_rule = ASilence({.rule = "campus"});
  EXPECT_TRUE(Covers(of_rule, {incident, {"campus", "campus"}, {}}, kTen));
  EXPECT_FALSE(Covers(of_rule, {incident, {"campus", "poisoning"}, {}}, kTen));
  EXPECT_FALSE(Covers(of_rule, {incident, {}, {}}, kTen)) << "opened by hand";
  const Silence of_source = ASilence({.source = "forum"});
  EXPECT_TRUE(Covers(of_source, {incident, {}, {"forum"}}, kTen));
  EXPECT_FALSE(Covers(of_source, {incident, {}, {"forum", "daily"}}, kTen));
}

TEST(SilenceTest, HoldsFromItsBeginningToItsEnd) {
  const Incident incident = AYellowOne();
  Silence silence = ASilence();
  EXPECT_FALSE(Covers(silence, {incident}, kTen - milliseconds(1)));
  EXPECT_TRUE(Covers(silence, {incident}, kTen));
  EXPECT_TRUE(Covers(silence, {incident}, kNoon - milliseconds(1)));
  EXPECT_FALSE(Covers(silence, {incident}, kNoon));
  silence.ended_at = kTen + minutes(1);
  EXPECT_FALSE(Covers(silence, {incident}, kTen + minutes(1)));
}

TEST(SilenceTest, ThatLastsLongestIsTheOneThatHolds) {
  const Incident incident = AYellowOne();
  std::vector<Silence> silences = {ASilence(), ASilence(), ASilence({.category = "药品"})};
  silences[1].number = 4;
  silences[1].to = kNoon + hours(1);
  silences[2].to = kNoon + hours(2);

  const Silence* found = FindSilence(silences, {incident}, kTen);

  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->number, 4);
  EXPECT_EQ(FindSilence(silences, {incident}, kNoon + hours(1)), nullptr);
}

std::string Refused(Silence silence) {
  Result<void> checked = CheckSilence(silence, AnOffice(), kTen);
  return checked.ok() ? "" : checked.error().message;
}

TEST(CheckSilenceTest, WantsAScopeAReasonAndAnEnd) {
  EXPECT_EQ(Refused(ASilence()), "");
  EXPECT_EQ(Refused(ASilence({.locality = Locality::kLocal})), "必须指定事件、监测规则、信源、类别或县区局之一，不能暂停全部提醒");
  EXPECT_EQ(Refused(ASilence({.category = "校园用餐", .gravest = 2})), "只能暂停Ⅲ级和Ⅳ级的提醒；Ⅰ级、Ⅱ级和必报事件任何时候都要通知");
  Silence silence = ASilence();
  silence.reason = "　";
  EXPECT_EQ(Refused(silence), "必须填写暂停提醒的原因");
  silence = ASilence();
  silence.author = "nobody";
  EXPECT_EQ(Refused(silence), "人员名单中没有“nobody”");
  silence = ASilence();
  silence.to = silence.from;
  EXPECT_EQ(Refused(silence), "截止时间须晚于开始时间和当前时间");
}

TEST(CheckSilenceTest, EndsItWithinAWeek) {
  Silence silence = ASilence();
  silence.to = silence.from + hours(24 * 7);
  EXPECT_EQ(Refused(silence), "");
  silence.to += milliseconds(1);
  EXPECT_EQ(Refused(silence), "一次最长暂停7天，最迟至7月18日10:00；到期仍需要的，请重新办理");
  silence.from = kTen + hours(24 * 32);
  silence.to = silence.from + hours(1);
  EXPECT_EQ(Refused(silence), "开始时间最迟为8月11日10:00");
}

TEST(ShownScopeTest, SaysWhatIsHeldBack) {
  const Roster roster(AStaff());
  EXPECT_EQ(ShownScope({.incident = "2026-0711-03"}, "0711-03", roster), "事件0711-03，Ⅲ级和Ⅳ级");
  EXPECT_EQ(ShownScope({.rule = "campus", .source = "forum", .category = "校园用餐", .county_unit = "qingxi", .locality = Locality::kElsewhere, .gravest = 4},
                       "", roster),
            "监测规则“campus”、信源“forum”、类别“校园用餐”、青溪区局、外地关联，Ⅳ级");
}

}  // namespace
}  // namespace fenghuo
