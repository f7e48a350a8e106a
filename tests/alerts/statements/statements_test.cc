#include "alerts/statements/statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/sha256.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using enum StatementDeedKind;

const Timestamp kNine = Local("2026-07-11 09:00");
constexpr char kText[] = "情况通报\n12名学生已全部出院。";

Desk APlanOfApproval() {
  Desk desk = AnOffice();
  desk.approvals = {{{1, 2}, {Role::kDeputyInCharge, Role::kDirector}}, {{3, 4}, {Role::kDeputyInCharge}}};
  ClockRule rule;
  rule.id = "first_information";
  rule.name = "权威信息发布";
  rule.levels = {1, 2};
  rule.localities = {Locality::kLocal};
  rule.length = hours(5);
  rule.owners = {Role::kPublicityHead};
  rule.ends_with_statement = true;
  ClockRule press = rule;
  press.id = "press_conference";
  press.name = "新闻发布会";
  press.ends_with_statement = false;
  desk.clocks = {rule, press};
  return desk;
}

Incident Begun(const Desk& desk, Level level = 2) {
  Incident incident = Open(AStory().OfLevel(level).facts, desk, 3, kNine).incident;
  incident = Act(incident, {.kind = ActionKind::kAcknowledge, .person = "wang"}, desk, kNine)->incident;
  incident = Act(incident, {.kind = ActionKind::kHandle, .person = "wang"}, desk, kNine)->incident;
  return AddStatement(incident, {.kind = StatementKind::kFirst, .by = {"wang"}}, desk, kNine)->incident;
}

Decision After(const Incident& incident, const StatementDeed& deed, const Desk& desk, Timestamp now = kNine + hours(1)) {
  Result<Decision> changed = ChangeStatement(incident, deed, desk, now);
  EXPECT_TRUE(changed.ok()) << changed.error().message;
  return *changed;
}

std::string RefusalOf(const Incident& incident, const StatementDeed& deed, const Desk& desk) {
  return ChangeStatement(incident, deed, desk, kNine + hours(1)).error().message;
}

Incident Drafted(const Desk& desk, Level level = 2) {
  return After(Begun(desk, level), {.kind = kDraft, .number = 1, .by = {"wang"}, .text = kText}, desk).incident;
}

Incident Reviewed(const Desk& desk, Level level = 2) {
  return After(Drafted(desk, level), {.kind = kReview, .number = 1, .by = {"press"}, .text = kText}, desk).incident;
}

Incident Approved(const Desk& desk) {
  Incident incident = After(Reviewed(desk), {.kind = kApprove, .number = 1, .by = {"deputy"}, .text = kText}, desk).incident;
  return After(incident, {.kind = kApprove, .number = 1, .by = {"director"}, .text = kText}, desk).incident;
}

const StatementDeed kPublished{.kind = kPublish,
                               .number = 1,
                               .by = {"wang"},
                               .place = "本局网站",
                               .link = "https://scjg.example.gov.cn/art/1.html"};

TEST(StatementsTest, GoFromDraftOverReviewAndApprovalToPublicationWithTheHashOfTheText) {
  const Desk desk = APlanOfApproval();
  const std::string hash = Sha256Hex(kText);

  const Decision drafted = After(Begun(desk), {.kind = kDraft, .number = 1, .by = {"wang"}, .text = kText}, desk);
  const Decision reviewed = After(drafted.incident, {.kind = kReview, .number = 1, .by = {"press"}, .text = kText}, desk);
  const Decision checked = After(reviewed.incident, {.kind = kApprove, .number = 1, .by = {"deputy"}, .text = kText}, desk);
  const Decision approved = After(checked.incident, {.kind = kApprove, .number = 1, .by = {"director", "wang"}, .text = kText}, desk);
  const Decision published = After(approved.incident, kPublished, desk);

  EXPECT_THAT(TextsOf(drafted), ElementsAre("王某拟写首次通报。", "王某已拟写首次通报，已通知新闻宣传科负责人孙某（消息）。"));
  EXPECT_THAT(TextsOf(reviewed), ElementsAre("孙某核稿首次通报，SHA-256：" + hash + "。",
                                             "首次通报已由孙某核稿，已通知分管局领导赵某（消息）。"));
  EXPECT_THAT(TextsOf(checked), ElementsAre("赵某（分管局领导）审核同意首次通报，待主要负责人签发，SHA-256：" + hash + "。",
                                            "首次通报已由分管局领导赵某审核同意，已通知主要负责人钱某（消息）。"));
  EXPECT_THAT(TextsOf(approved), ElementsAre("钱某（王某代录）（主要负责人）签发首次通报，SHA-256：" + hash + "。",
                                             "首次通报已由主要负责人钱某（王某代录）签发，已通知王某（消息）。"));
  EXPECT_EQ(TextsOf(published).at(0),
            "王某登记首次通报已在本局网站发布，链接https://scjg.example.gov.cn/art/1.html，SHA-256：" + hash + "。");
  EXPECT_EQ(published.incident.statements[0].state, StatementState::kPublished);
  EXPECT_EQ(published.incident.state, IncidentState::kStatement);
}

TEST(StatementsTest, AreReviewedByAnotherPersonThanWroteThem) {
  const Desk desk = APlanOfApproval();
  const Incident typed = After(Begun(desk), {.kind = kDraft, .number = 1, .by = {"zhang", "wang"}, .text = kText}, desk).incident;

  EXPECT_EQ(RefusalOf(typed, {.kind = kReview, .number = 1, .by = {"wang"}, .text = kText}, desk), "核稿人不能是拟稿人本人");
  EXPECT_EQ(RefusalOf(typed, {.kind = kReview, .number = 1, .by = {"zhang"}, .text = kText}, desk), "核稿人不能是拟稿人本人");
  EXPECT_EQ(RefusalOf(typed, {.kind = kReview, .number = 1, .by = {"press", "wang"}, .text = kText}, desk), "核稿不能由拟稿人代录");
  EXPECT_TRUE(ChangeStatement(typed, {.kind = kReview, .number = 1, .by = {"press"}, .text = kText}, desk, kNine).ok());
}

TEST(StatementsTest, AreReviewedAndApprovedAsTheyWereShown) {
  const Desk desk = APlanOfApproval();

  EXPECT_EQ(RefusalOf(Drafted(desk), {.kind = kReview, .number = 1, .by = {"press"}, .text = "前一稿"}, desk),
            "首次通报的正文与请核稿的不一致，请重新阅读后核稿");
  EXPECT_EQ(RefusalOf(Reviewed(desk), {.kind = kApprove, .number = 1, .by = {"director"}}, desk),
            "首次通报的正文与请签发的不一致，请重新阅读后签发");
}

TEST(StatementsTest, GoNoFurtherThanTheStepBeforeAllows) {
  const Desk desk = APlanOfApproval();

  EXPECT_EQ(RefusalOf(Begun(desk), {.kind = kReview, .number = 1, .by = {"press"}, .text = kText}, desk), "首次通报尚未拟稿，不能核稿");
  EXPECT_EQ(RefusalOf(Drafted(desk), {.kind = kApprove, .number = 1, .by = {"director"}, .text = kText}, desk), "首次通报尚未核稿，不能签发");
  EXPECT_EQ(RefusalOf(Drafted(desk), kPublished, desk), "首次通报尚未核稿，不能发布");
  EXPECT_EQ(RefusalOf(Reviewed(desk), kPublished, desk), "首次通报还须分管局领导、主要负责人签发，才能发布");
  EXPECT_EQ(RefusalOf(Approved(desk), {.kind = kApprove, .number = 1, .by = {"director"}, .text = kText}, desk), "首次通报已签发");
  EXPECT_EQ(RefusalOf(Approved(desk), {.kind = kApprove, .number = 7, .by = {"director"}, .text = kText}, desk), "舆情事件0711-03没有第7份发布稿");
}

TEST(StatementsTest, AreApprovedByThoseWhomThePlanNamesForTheLevel) {
  const Desk desk = APlanOfApproval();

  EXPECT_EQ(RefusalOf(Reviewed(desk), {.kind = kApprove, .number = 1, .by = {"press"}, .text = kText}, desk),
            "首次通报须由分管局领导、主要负责人签发，孙某不是");
  EXPECT_EQ(After(Reviewed(desk, 3), {.kind = kApprove, .number = 1, .by = {"deputy"}, .text = kText}, desk).incident.statements[0].state,
            StatementState::kApproved);
  Desk silent = desk;
  silent.approvals.clear();
  EXPECT_EQ(RefusalOf(Reviewed(silent, 4), {.kind = kApprove, .number = 1, .by = {"deputy"}, .text = kText}, silent), "首次通报须由主要负责人签发，赵某不是");
}

TEST(StatementsTest, MayBeApprovedByTheDirectorInThePlaceOfEverybody) {
  const Desk desk = APlanOfApproval();

  EXPECT_EQ(After(Reviewed(desk), {.kind = kApprove, .number = 1, .by = {"director"}, .text = kText}, desk).incident.statements[0].state,
            StatementState::kApproved);
  EXPECT_EQ(After(Reviewed(desk, 4), {.kind = kApprove, .number = 1, .by = {"director"}, .text = kText}, desk).incident.statements[0].state,
            StatementState::kApproved);
}

TEST(StatementsTest, NeedTheWordOfTheHigherLevelWhenTheIncidentHasRisenSince) {
  const Desk desk = APlanOfApproval();
  Incident incident = After(Reviewed(desk, 3), {.kind = kApprove, .number = 1, .by = {"deputy"}, .text = kText}, desk).incident;
  incident = Act(incident, {.kind = ActionKind::kAssess, .person = "li", .note = "出现死亡", .level = 1}, desk, kNine + hours(2))->incident;

  EXPECT_EQ(RefusalOf(incident, kPublished, desk), "首次通报还须主要负责人签发，才能发布");
  incident = After(incident, {.kind = kApprove, .number = 1, .by = {"director"}, .text = kText}, desk).incident;
  EXPECT_TRUE(ChangeStatement(incident, kPublished, desk, kNine + hours(3)).ok());
}

TEST(StatementsTest, AreDraftsAgainOnceSomebodyChangesTheText) {
  const Desk desk = APlanOfApproval();
  EXPECT_EQ(RefusalOf(Approved(desk), {.kind = kDraft, .number = 1, .by = {"press"}, .text = kText}, desk),
            "正文没有改动，核稿和签发仍然有效");

  const Decision changed = After(Approved(desk), {.kind = kDraft, .number = 1, .by = {"press"}, .text = "改过的正文"}, desk);

  EXPECT_THAT(TextsOf(changed), ElementsAre("孙某修改首次通报，此前的核稿和签发作废，须重新核稿。"));
  const Statement& statement = changed.incident.statements[0];
  EXPECT_EQ(statement.state, StatementState::kDraft);
  EXPECT_EQ(statement.hash, "");
  EXPECT_TRUE(statement.approvals.empty());
  EXPECT_FALSE(statement.reviewed);
  EXPECT_EQ(RefusalOf(changed.incident, kPublished, desk), "首次通报尚未核稿，不能发布");
}

TEST(StatementsTest, AreReturnedWithAReasonThatTheAuthorHears) {
  const Desk desk = APlanOfApproval();
  EXPECT_EQ(RefusalOf(Reviewed(desk), {.kind = kReturn, .number = 1, .by = {"deputy"}}, desk), "退回修改必须写明理由");

  const Decision returned = After(Reviewed(desk), {.kind = kReturn, .number = 1, .by = {"deputy"}, .note = "人数未核实"}, desk);

  EXPECT_THAT(TextsOf(returned), ElementsAre("赵某将首次通报退回修改：人数未核实。", "首次通报退回修改：人数未核实，已通知王某（消息）。"));
  EXPECT_EQ(returned.incident.statements[0].state, StatementState::kDraft);
  EXPECT_EQ(returned.incident.statements[0].returned->note, "人数未核实");
  const Incident again =
      After(returned.incident, {.kind = kDraft, .number = 1, .by = {"wang"}, .text = "改过的正文"}, desk).incident;
  EXPECT_FALSE(again.statements[0].returned);
}

TEST(StatementsTest, ArePublishedOnlyWithAPlaceAndALink) {
  const Desk desk = APlanOfApproval();
  StatementDeed deed = kPublished;
  deed.place = "　";
  EXPECT_EQ(RefusalOf(Approved(desk), deed, desk), "登记发布必须写明发布平台");
  deed = kPublished;
  deed.link = "本局网站首页";
  EXPECT_EQ(RefusalOf(Approved(desk), deed, desk), "登记发布必须给出以http://或https://开头的完整链接");

  const Incident published = After(Approved(desk), kPublished, desk).incident;
  EXPECT_EQ(RefusalOf(published, {.kind = kDraft, .number = 1, .by = {"wang"}, .text = "改"}, desk), "首次通报已发布，不能再改");
  EXPECT_TRUE(AllowedDeeds(published.statements[0], 2, desk.approvals).empty());
}

TEST(StatementsTest, EndTheClocksThatThePlanSaysTheyFulfil) {
  const Desk desk = APlanOfApproval();

  const Decision published = After(Approved(desk), kPublished, desk, kNine + hours(3));

  EXPECT_EQ(TextsOf(published).at(1),
            "时限“权威信息发布”办结，用时3小时，在时限内：首次通报已发布：https://scjg.example.gov.cn/art/1.html。");
  EXPECT_EQ(published.timeline.size(), 2u);
  EXPECT_EQ(published.incident.clocks[0].ended->person, "wang");
  EXPECT_FALSE(published.incident.clocks[1].ended) << "a press conference is another thing";
}

TEST(StatementsTest, OfAResultLeaveTheWatchAsItIs) {
  const Desk desk = APlanOfApproval();
  const Incident watched = Act(Approved(desk), {.kind = ActionKind::kWatch, .person = "wang"}, desk, kNine + hours(2))->incident;

  const Incident published = After(watched, kPublished, desk, kNine + hours(3)).incident;

  EXPECT_EQ(published.state, IncidentState::kWatching);
  EXPECT_EQ(published.watch_until, watched.watch_until);
}

TEST(StatementsTest, OfAKindAreBegunOneAfterTheOther) {
  const Desk desk = APlanOfApproval();
  auto refusal = [&](const Incident& incident, StatementKind kind) {
    return AddStatement(incident, {.kind = kind, .by = {"wang"}}, desk, kNine).error().message;
  };
  EXPECT_EQ(refusal(Begun(desk), StatementKind::kFirst), "首次通报尚未发布，不能再拟一份");

  Incident incident = After(Approved(desk), kPublished, desk).incident;
  EXPECT_EQ(refusal(incident, StatementKind::kFirst), "首次通报已经发布，后续请拟进展通报或结果通报");
  const Decision progress = *AddStatement(incident, {.kind = StatementKind::kProgress, .by = {"wang"}}, desk, kNine + hours(4));
  EXPECT_THAT(TextsOf(progress), ElementsAre("王某增加进展通报一，待拟稿。"));
  EXPECT_EQ(refusal(progress.incident, StatementKind::kProgress), "进展通报一尚未发布，不能再拟一份");
  incident = Act(Begun(desk), {.kind = ActionKind::kClose, .person = "li", .note = "已处置", .reason = "已处置"}, desk, kNine)->incident;
  EXPECT_EQ(refusal(incident, StatementKind::kResult), "舆情事件0711-03当前为“已办结”，不能再拟发布稿");
  EXPECT_EQ(RefusalOf(incident, {.kind = kDraft, .number = 1, .by = {"wang"}, .text = kText}, desk),
            "舆情事件0711-03当前为“已办结”，发布稿不能再改");
}

TEST(StatementsTest, CountWhoQuotesThemAndWriteOfTheFirst) {
  const Desk desk = APlanOfApproval();
  const Incident published = After(Approved(desk), kPublished, desk).incident;

  const Decision first = CountQuotation(published, {.document = "saw/1", .source = "本地论坛", .statements = {1}}, desk, kNine + hours(4));
  const Decision second = CountQuotation(first.incident, {.document = "saw/2", .source = "晚报", .statements = {1}}, desk, kNine + hours(5));

  EXPECT_THAT(TextsOf(first), ElementsAre("本地论坛引用首次通报，此后的引用只计数。"));
  EXPECT_TRUE(second.timeline.empty());
  EXPECT_THAT(second.incident.statements[0].quoted_by, ElementsAre("saw/1", "saw/2"));
}

TEST(StatementsTest, GoOnInTheOlderOfTwoIncidentsThatBecomeOne) {
  const Desk desk = APlanOfApproval();
  const Incident published = After(Approved(desk), kPublished, desk).incident;
  Incident younger = Drafted(desk);
  younger.id = "2026-0711-04";
  younger.number = "0711-04";

  const Incident stays = MergeIncidents({.older = published, .younger = younger}, desk, kNine + hours(2)).first.incident;

  ASSERT_EQ(stays.statements.size(), 2u);
  EXPECT_EQ(ShownStatement(stays.statements[1]), "进展通报一") << "the first word was said already";
  EXPECT_EQ(stays.statements[1].number, 2);
  EXPECT_EQ(stays.statements[1].text, kText);
}

}  // namespace
}  // namespace fenghuo
