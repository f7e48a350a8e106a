#include "alerts/notify/brief.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts/tasks/tasks.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kEight = Local("2026-07-11 08:00");

Incident AnIncident(int number, Level level, const char* at, Locality locality = Locality::kLocal) {
  return Open(AStory().OfLevel(level).In(locality).facts, AnOffice(), number, Local(at)).incident;
}

Incident Handled(Incident incident) {
  for (ActionKind kind : {ActionKind::kAcknowledge, ActionKind::kHandle}) {
    incident = Act(incident, {.kind = kind, .person = "zhang"}, AnOffice(), incident.opened_at + minutes(5))->incident;
  }
  return incident;
}

BriefFacts QuietNight() {
  BriefFacts facts;
  facts.since = Local("2026-07-10 22:00");
  facts.sources_total = 215;
  facts.desk_before = "zhang";
  facts.desk_next = "wang";
  return facts;
}

TEST(MorningBriefTest, SaysThatNothingHappened) {
  Message brief = MorningBrief(QuietNight(), AnOffice(), kEight);

  EXPECT_EQ(brief.kind, MessageKind::kBrief);
  EXPECT_THAT(brief.lines, ElementsAre("【值班早报】7月11日08:00  昨夜22时以来：无新增舆情事件", "今日到期：无",
                                       "监测：信源215/215正常；通知通道正常", "交班张某→接班王某：未结0起、待签收0起"));
}

TEST(MorningBriefTest, NamesWhatIsDueTodayAndWhatIsLateOfTasks) {
  BriefFacts facts = QuietNight();
  Incident incident = Handled(AnIncident(2, 3, "2026-07-10 20:00"));
  for (const char* due : {"2026-07-10 21:00", "2026-07-11 15:00"}) {
    const TaskWish wish{.unit = "catering", .what = "检查", .due = Local(due), .by = {"zhang"}};
    incident = AssignTask(incident, wish, AnOffice(), Local("2026-07-10 20:10"))->incident;
  }
  facts.open = {incident};

  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[1], "今日到期：1件（0710-02 15:00前）  超期未办：1件（0710-02）");
}

TEST(MorningBriefTest, TakesTheEndOfTheAuditChainOutOfTheHouse) {
  BriefFacts facts = QuietNight();
  facts.audit_head = "312:9f8e7d6c5b4a3f2e";

  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines.back(), "审计校验：312:9f8e7d6c5b4a3f2e（留存备查）");
}

TEST(MorningBriefTest, CountsTheNightByLevelAndNamesTheGrave) {
  BriefFacts facts = QuietNight();
  facts.opened = {Handled(AnIncident(3, 2, "2026-07-11 02:26")), AnIncident(4, 3, "2026-07-11 03:00"),
                  AnIncident(5, 3, "2026-07-11 03:10"), AnIncident(6, 4, "2026-07-11 04:00")};
  facts.open = facts.opened;

  Message brief = MorningBrief(facts, AnOffice(), kEight);

  EXPECT_EQ(brief.lines[0],
            "【值班早报】7月11日08:00  昨夜22时以来：Ⅱ级1起（0711-03处置中）；Ⅲ级2起待签收；Ⅳ级1起已合并");
  EXPECT_EQ(brief.lines[1], "今日到期：3件（0711-04 08:30前，0711-05 08:30前，0711-06 10:00前）");
  EXPECT_EQ(brief.lines[3], "交班张某→接班王某：未结4起、待签收3起");
  EXPECT_EQ(brief.lines.size(), 4u);
}

TEST(MorningBriefTest, NamesWhatWasReopened) {
  BriefFacts facts = QuietNight();
  Incident again = AnIncident(3, 2, "2026-07-08 02:26");
  again.reopened_at = {Local("2026-07-11 05:00")};
  Incident before = AnIncident(4, 2, "2026-07-08 02:26");
  before.reopened_at = {Local("2026-07-10 05:00")};
  facts.open = {again, before};

  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[0],
            "【值班早报】7月11日08:00  昨夜22时以来：无新增舆情事件；再次升温1起（0708-03待签收）");
}

TEST(MorningBriefTest, SplitsALevelByStates) {
  BriefFacts facts = QuietNight();
  facts.opened = {Handled(AnIncident(3, 3, "2026-07-11 02:26")), AnIncident(4, 3, "2026-07-11 03:00")};

  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[0],
            "【值班早报】7月11日08:00  昨夜22时以来：Ⅲ级2起（处置中1起、待签收1起）");
}

TEST(MorningBriefTest, ListsWhatNobodyWasWokenForAndAsksForTheLocalCheck) {
  BriefFacts facts = QuietNight();
  facts.opened = {AnIncident(3, 3, "2026-07-11 02:26", Locality::kConcerned),
                  AnIncident(4, 2, "2026-07-11 03:00", Locality::kElsewhere)};

  Message brief = MorningBrief(facts, AnOffice(), kEight);

  EXPECT_EQ(brief.lines[1], "今日到期：无  外地关联：1起，请餐饮科排查");
  EXPECT_EQ(brief.lines[4], "0711-04 Ⅱ级·外地关联·校园用餐：某区一小学多名学生餐后呕吐送医（待签收）");
  EXPECT_EQ(brief.lines[5], "0711-03 Ⅲ级·涉本地·校园用餐：某区一小学多名学生餐后呕吐送医（待签收）");
}

TEST(MorningBriefTest, NamesWhatIsOverdueBlindOrUndelivered) {
  BriefFacts facts = QuietNight();
  facts.overdue = {AnIncident(2, 2, "2026-07-11 01:00")};
  facts.sources_broken = {"本地论坛", "同城榜", "某新闻网"};
  facts.channels_broken = {"duty-robot"};
  facts.dead_letters = 2;

  Message brief = MorningBrief(facts, AnOffice(), kEight);

  EXPECT_EQ(brief.lines[1], "今日到期：无  超期未签收：1起（0711-02）");
  EXPECT_EQ(brief.lines[2], "监测：信源212/215正常，中断3个（本地论坛、同城榜、某新闻网）；通知通道异常：duty-robot；未送达2条，请上线查看");
}

// Signed for, handled and watched until the watch ran to its end.
Incident WatchedToTheEnd() {
  Incident incident = Handled(AnIncident(2, 2, "2026-07-03 10:00"));
  incident = Act(incident, {.kind = ActionKind::kWatch, .person = "zhang"}, AnOffice(), Local("2026-07-03 11:00"))->incident;
  return Advance(incident, AnOffice(), *NextDue(incident))->incident;
}

TEST(MorningBriefTest, NamesAWatchThatHasEndedUntilSomebodyActs) {
  BriefFacts facts = QuietNight();
  facts.open = {WatchedToTheEnd()};
  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[1], "今日到期：无  持续关注期满未办结：1起（0703-02）");

  facts.open = {Act(facts.open[0], {.kind = ActionKind::kHandle, .person = "zhang"}, AnOffice(), kEight)->incident};
  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[1], "今日到期：无");
}

TEST(DigestTest, ListsAWatchThatHasEnded) {
  BriefFacts facts = QuietNight();
  facts.since = Local("2026-07-11 09:00");
  facts.open = {WatchedToTheEnd()};

  EXPECT_THAT(Digest(facts, AnOffice(), Local("2026-07-11 12:00")).lines,
              ElementsAre("【合并通知】7月11日12:00  09:00以来：持续关注期满未办结1起",
                          "0703-02 Ⅱ级·本地·校园用餐：某区一小学多名学生餐后呕吐送医（持续关注）"));
}

TEST(MorningBriefTest, SaysSinceWhenWhereItWasNotTheNight) {
  BriefFacts facts = QuietNight();
  facts.since = Local("2026-07-10 08:00");
  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[0], "【值班早报】7月11日08:00  7月10日08:00以来：无新增舆情事件");
}

TEST(MorningBriefTest, KnowsOneDeskWithoutAHandOver) {
  BriefFacts facts = QuietNight();
  facts.desk_next = "zhang";
  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[3], "值班张某：未结0起、待签收0起");
  facts.desk_before.clear();
  facts.desk_next.clear();
  EXPECT_EQ(MorningBrief(facts, AnOffice(), kEight).lines[3], "值班：未结0起、待签收0起");
}

TEST(DigestTest, IsEmptyWhenNothingIsListed) {
  BriefFacts facts = QuietNight();
  facts.opened = {AnIncident(3, 2, "2026-07-11 10:26")};

  EXPECT_THAT(Digest(facts, AnOffice(), Local("2026-07-11 12:00")).lines, IsEmpty());
}

TEST(DigestTest, ListsWhatWasToldToNobodyAndWhatIsOverdue) {
  BriefFacts facts = QuietNight();
  facts.since = Local("2026-07-11 09:00");
  facts.opened = {AnIncident(5, 4, "2026-07-11 10:26")};
  facts.overdue = {AnIncident(3, 2, "2026-07-11 10:00")};

  Message digest = Digest(facts, AnOffice(), Local("2026-07-11 12:00"));

  EXPECT_EQ(digest.kind, MessageKind::kDigest);
  EXPECT_THAT(digest.lines,
              ElementsAre("【合并通知】7月11日12:00  09:00以来：新增1起；超期未签收1起",
                          "0711-05 Ⅳ级·本地·校园用餐：某区一小学多名学生餐后呕吐送医（待签收）",
                          "0711-03 Ⅱ级·本地·校园用餐：某区一小学多名学生餐后呕吐送医（待签收）"));
}

TEST(DigestTest, CutsALongList) {
  BriefFacts facts = QuietNight();
  for (int i = 1; i <= 23; ++i) facts.opened.push_back(AnIncident(i, 4, "2026-07-11 10:26"));

  Message digest = Digest(facts, AnOffice(), Local("2026-07-11 12:00"));

  EXPECT_EQ(digest.lines.size(), 22u);
  EXPECT_EQ(digest.lines.back(), "另有3起，请上线查看");
}

TEST(SourceAlarmTest, NamesOneSourceInOneLine) {
  Message alarm = SourceAlarm({{.name = "本地论坛", .state = "登录页", .detail = "HTTP 200，标题“登录”",
                                .since = Local("2026-07-11 02:14")}},
                              40, AnOffice(), kEight);

  EXPECT_EQ(alarm.kind, MessageKind::kSourceAlarm);
  EXPECT_THAT(alarm.lines, ElementsAre("【信源异常】本地论坛：登录页（HTTP 200，标题“登录”），自7月11日02:14起"));
}

TEST(SourceAlarmTest, GroupsSeveral) {
  SourceTrouble forum{.name = "本地论坛", .state = "登录页", .detail = "", .since = Local("2026-07-11 02:14")};
  SourceTrouble board{.name = "同城榜", .state = "无内容", .detail = "", .since = Local("2026-07-11 02:20")};
  forum.until = Local("2026-07-11 04:34");
  board.until = Local("2026-07-11 04:30");

  EXPECT_THAT(SourceAlarm({forum, board}, 2, AnOffice(), kEight).lines,
              ElementsAre("【信源异常】2个信源异常", "本地论坛：登录页，自7月11日02:14起", "同城榜：无内容，自7月11日02:20起"));
  EXPECT_THAT(SourceClear({forum, board}, AnOffice(), Local("2026-07-11 04:35")).lines,
              ElementsAre("【信源恢复】2个信源已恢复", "本地论坛已恢复，中断2小时20分（登录页）", "同城榜已恢复，中断2小时10分（无内容）"));
}

TEST(SourceAlarmTest, SaysWhereToLookFirstWhenHalfOfAllDieTogether) {
  std::vector<SourceTrouble> dead(5, {.name = "本地论坛", .state = "抓取失败", .detail = "", .since = Local("2026-07-11 02:14")});
  const char* network = "半数以上信源同时异常，可能是本机网络故障，请先检查本机网络";

  EXPECT_EQ(SourceAlarm(dead, 10, AnOffice(), kEight).lines.at(1), network);
  EXPECT_EQ(SourceAlarm(dead, 11, AnOffice(), kEight).lines.size(), 6u) << "five of eleven: each may have died of itself";
}

TEST(SourceClearTest, SaysHowLongItWasBlind) {
  SourceTrouble forum{.name = "本地论坛", .state = "登录页", .detail = "", .since = Local("2026-07-11 02:14")};
  forum.until = Local("2026-07-11 04:28");

  EXPECT_THAT(SourceClear({forum}, AnOffice(), Local("2026-07-11 04:30")).lines,
              ElementsAre("【信源恢复】本地论坛已恢复，中断2小时14分（登录页）"));
}

TEST(WatchingImpairedTest, GivesTheDeskOneLine) {
  std::vector<SourceTrouble> troubles;
  for (int i = 1; i <= 12; ++i) troubles.push_back({.name = "站" + std::to_string(i), .state = "抓取失败", .detail = "", .since = kEight});

  EXPECT_THAT(WatchingImpaired(troubles, AnOffice(), kEight).lines,
              ElementsAre("【监测中断】请人工巡查下列网站：站1、站2、站3、站4、站5、站6、站7、站8等12个"));
  EXPECT_THAT(WatchingRestored(AnOffice(), kEight).lines,
              ElementsAre("【监测恢复】7月11日08:00起监测恢复正常，不必再人工巡查"));
}

}  // namespace
}  // namespace fenghuo
