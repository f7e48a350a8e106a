#include "alerts/tasks/tasks.h"

#include <gtest/gtest.h>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");  // a Saturday

Incident AnIncident(const Desk& desk, Level level = 3) {
  Incident incident = Open(AStory().OfLevel(level).facts, desk, 3, kNine).incident;
  return Act(incident, {.kind = ActionKind::kAcknowledge, .person = "zhang"}, desk, kNine)->incident;
}

Decision Given(const Desk& desk) {
  Result<Decision> given = AssignTask(
      AnIncident(desk), {.unit = "catering", .what = "现场检查并留样", .due = kNine + hours(5), .by = {"zhang"}}, desk, kNine);
  EXPECT_TRUE(given.ok()) << given.error().message;
  return *given;
}

Incident After(const Incident& incident, const TaskDeed& deed, const Desk& desk, Timestamp now) {
  Result<Decision> changed = ChangeTask(incident, deed, desk, now);
  EXPECT_TRUE(changed.ok()) << changed.error().message;
  return changed->incident;
}

std::string Refusal(const Incident& incident, const TaskDeed& deed, const Desk& desk) {
  Result<Decision> changed = ChangeTask(incident, deed, desk, kNine + hours(1));
  return changed.ok() ? "not refused" : changed.error().message;
}

TEST(TasksTest, AreGivenToAUnitsHeadAndLiaisonWhoAreTold) {
  const Desk desk = AnOffice();

  const Decision given = Given(desk);

  EXPECT_EQ(TextsOf(given), (std::vector<std::string>{
                                "张某交办事项1：餐饮科（责任人周某，联络员吴某）14:00前反馈：现场检查并留样。",
                                "交办事项1：现场检查并留样，已通知周某、吴某（消息）。"}));
  EXPECT_EQ(given.notifications[0].message.state, "交办");
  EXPECT_EQ(given.notifications[0].message.ask, "交办事项1：现场检查并留样，请周某、吴某签收，14:00前反馈");
  EXPECT_EQ(given.incident.tasks[0].state, TaskState::kAssigned);
}

TEST(TasksTest, AreAcceptedAnsweredAndFinished) {
  const Desk desk = AnOffice();
  Incident incident = Given(desk).incident;

  incident = After(incident, {.kind = TaskDeedKind::kAccept, .number = 1, .by = {"cook"}}, desk, kNine + minutes(5));
  EXPECT_EQ(incident.tasks[0].state, TaskState::kWorking);
  const Decision answered =
      *ChangeTask(incident, {.kind = TaskDeedKind::kAnswer, .number = 1, .by = {"cook"}, .note = "已检查，留样3份"}, desk, kNine + hours(4));
  EXPECT_EQ(TextsOf(answered), (std::vector<std::string>{"周某反馈交办事项1（按时）：已检查，留样3份。",
                                                         "餐饮科已反馈交办事项1，已通知张某（消息）。"}));
  EXPECT_EQ(NextTaskCall(answered.incident), std::nullopt) << "the unit has answered";

  const Decision finished = *ChangeTask(
      answered.incident, {.kind = TaskDeedKind::kFinish, .number = 1, .by = {"zhang"}, .note = "属实，已立案"}, desk, kNine + hours(5));
  EXPECT_EQ(TextsOf(finished), std::vector<std::string>{"张某办结交办事项1：属实，已立案。"});
  EXPECT_TRUE(OpenTasks(finished.incident).empty());
}

TEST(TasksTest, AreReturnedWithANewTimeAndTheUnitIsTold) {
  const Desk desk = AnOffice();
  Incident incident = Given(desk).incident;
  incident = After(incident, {.kind = TaskDeedKind::kAnswer, .number = 1, .by = {"cook"}, .note = "已检查"}, desk, kNine + hours(6));

  const Decision returned = *ChangeTask(
      incident, {.kind = TaskDeedKind::kReturn, .number = 1, .by = {"zhang"}, .note = "缺检验结果", .due = kNine + hours(9)}, desk,
      kNine + hours(7));

  EXPECT_EQ(TextsOf(returned), (std::vector<std::string>{"张某将交办事项1退回补充，18:00前再反馈：缺检验结果。",
                                                         "交办事项1退回补充：缺检验结果，已通知周某、吴某（消息）。"}));
  EXPECT_EQ(returned.incident.tasks[0].state, TaskState::kReturned);
  EXPECT_EQ(returned.incident.tasks[0].countdown.due, kNine + hours(9));
}

TEST(TasksTest, SayThatTheAnswerWasLate) {
  const Desk desk = AnOffice();

  const Decision late = *ChangeTask(Given(desk).incident, {.kind = TaskDeedKind::kAnswer, .number = 1, .by = {"cook"}, .note = "已检查"},
                                    desk, kNine + hours(6));

  EXPECT_EQ(late.timeline[0].text, "周某反馈交办事项1（超期1小时）：已检查。");
}

TEST(TasksTest, AreHandedToABodyOutsideWithItsReceipt) {
  const Desk desk = AnOffice();

  const Decision handed = *ChangeTask(Given(desk).incident,
                                      {.kind = TaskDeedKind::kHandOver,
                                       .number = 1,
                                       .by = {"cook", "wang"},
                                       .note = "涉嫌犯罪",
                                       .to = {"市公安局", "李警官", "公移〔2026〕12号"}},
                                      desk, kNine + hours(1));

  EXPECT_EQ(handed.timeline[0].text,
            "周某（王某代录）将交办事项1移交市公安局，接收人李警官，回执公移〔2026〕12号：涉嫌犯罪。");
  EXPECT_EQ(handed.incident.tasks[0].state, TaskState::kHandedOver);
  EXPECT_EQ(handed.incident.tasks[0].handed_over->receipt, "公移〔2026〕12号");
}

TEST(TasksTest, RefuseWhatTheirStateDoesNotAllow) {
  const Desk desk = AnOffice();
  const Incident incident = Given(desk).incident;

  EXPECT_EQ(Refusal(incident, {.kind = TaskDeedKind::kFinish, .number = 1, .by = {"zhang"}, .note = "好"}, desk),
            "交办事项1当前为“待签收”，不能办结");
  EXPECT_EQ(Refusal(incident, {.kind = TaskDeedKind::kAnswer, .number = 1, .by = {"cook"}, .note = "　"}, desk), "反馈必须填写说明");
  EXPECT_EQ(Refusal(incident, {.kind = TaskDeedKind::kExtend, .number = 1, .by = {"zhang"}, .note = "检验未出", .due = kNine}, desk),
            "延期必须给出晚于现在的反馈时限");
  EXPECT_EQ(Refusal(incident, {.kind = TaskDeedKind::kHandOver, .number = 1, .by = {"zhang"}, .note = "移交", .to = {"市公安局", "", ""}}, desk),
            "移交必须写明接收单位和回执");
  EXPECT_EQ(Refusal(incident, {.kind = TaskDeedKind::kAccept, .number = 2, .by = {"cook"}}, desk), "舆情事件0711-03没有交办事项2");
}

TEST(TasksTest, RefuseAWishThatNamesNoUnitNoWorkOrNoTime) {
  const Desk desk = AnOffice();
  const Incident incident = AnIncident(desk);
  auto refusal = [&](const TaskWish& wish) { return AssignTask(incident, wish, desk, kNine).error().message; };

  EXPECT_EQ(refusal({.unit = "none", .what = "检查", .due = kNine + hours(1), .by = {"zhang"}}), "没有这个单位：none");
  EXPECT_EQ(refusal({.unit = "catering", .due = kNine + hours(1), .by = {"zhang"}}), "必须写明交办的事项");
  EXPECT_EQ(refusal({.unit = "catering", .what = "检查", .due = kNine, .by = {"zhang"}}), "反馈时限必须晚于现在");
}

TEST(TasksTest, AreAnsweredByTheirUnitOrByTheDeskForIt) {
  const Desk desk = AnOffice();
  const Incident incident = Given(desk).incident;
  auto answer = [&](const Signatory& by) {
    return ChangeTask(incident, {.kind = TaskDeedKind::kAnswer, .number = 1, .by = by, .note = "未见异常"}, desk, kNine + hours(1));
  };

  EXPECT_EQ(answer({"press"}).error().message, "交办事项1由餐饮科办理，须由其人员或当班值班员登记");
  EXPECT_TRUE(answer({"cook-liaison"}).ok());
  EXPECT_TRUE(answer({"cook", "wang"}).ok()) << "the desk writes down what it was told";
}

TEST(TasksTest, RemindTheirOwnerAndClimbTheChainWhenTheyAreOverdue) {
  const Desk desk = AnOffice();
  Incident incident = Given(desk).incident;
  incident.acknowledgement->expires_at = incident.acknowledgement->at;

  const Decision half = *Advance(incident, desk, kNine + minutes(150));
  EXPECT_EQ(TextsOf(half), std::vector<std::string>{"餐饮科交办事项1“现场检查并留样”14:00到期，时限已过半，已通知周某、吴某（消息）。"});
  const Decision most = *Advance(half.incident, desk, kNine + hours(4));
  const Decision due = *Advance(most.incident, desk, kNine + hours(5));

  EXPECT_EQ(due.timeline[0].kind, "task_overdue");
  EXPECT_EQ(due.timeline[0].text, "餐饮科交办事项1“现场检查并留样”14:00到期，没有办结登记，已通知值班员王某、餐饮科负责人周某、"
                                  "餐饮科联络员吴某、青溪区局负责人郑某（消息）。");
  EXPECT_EQ(NextTaskCall(due.incident), kNine + hours(5) + minutes(30)) << "then the leader on duty";
}

TEST(TasksTest, KeepTheirIncidentOpenUntilSomebodySaysWhyTheyAreLeft) {
  const Desk desk = AnOffice();
  const Incident incident = Given(desk).incident;
  Action close{.kind = ActionKind::kClose, .person = "li", .note = "已责令整改", .reason = "已处置"};

  EXPECT_EQ(Act(incident, close, desk, kNine + hours(1)).error().message,
            "尚有1件交办事项未办结（1·餐饮科），办结事件须说明未完成的原因");

  close.unfinished = "检验结果10日后出，另行报告";
  const Decision closed = *Act(incident, close, desk, kNine + hours(1));
  EXPECT_EQ(closed.timeline.back().text, "李某办结，原因：已处置；已责令整改；交办事项未完成：检验结果10日后出，另行报告。");
  EXPECT_EQ(closed.incident.tasks[0].state, TaskState::kAssigned) << "left, and not said to be done";
  EXPECT_EQ(NextDue(closed.incident), std::nullopt);
}

TEST(TasksTest, GoOnWhereTheyWereWhenTheirIncidentReopens) {
  const Desk desk = AnOffice();
  const Action close{.kind = ActionKind::kClose, .person = "li", .note = "已责令整改", .reason = "已处置", .unfinished = "检验未完成"};
  const Decision closed = *Act(Given(desk).incident, close, desk, kNine + hours(1));

  const Decision reopened = *Act(closed.incident, {.kind = ActionKind::kReopen, .person = "li", .note = "又有投诉"}, desk, kNine + hours(2));

  EXPECT_EQ(OpenTasks(reopened.incident).size(), 1U);
  EXPECT_EQ(NextTaskCall(reopened.incident), kNine + minutes(150));
}

TEST(TasksTest, OfAnEventElsewhereAreToLookForTheSameHereInOfficeHours) {
  const Desk desk = AnOffice();

  const Decision opened = Open(AStory().In(Locality::kElsewhere).facts, desk, 3, Local("2026-07-11 02:20"));

  ASSERT_EQ(opened.incident.tasks.size(), 1U);
  EXPECT_EQ(opened.timeline.back().text, "交办事项1：餐饮科（责任人周某，联络员吴某）7月13日17:30前反馈：排查本市有无同类问题。");
  EXPECT_TRUE(opened.notifications.empty()) << "nobody is woken for another city's event";
  EXPECT_EQ(NextTaskCall(opened.incident), Local("2026-07-13 08:30"));
  const Decision monday = *Advance(opened.incident, desk, Local("2026-07-13 08:30"));
  EXPECT_EQ(monday.timeline.back().text, "餐饮科交办事项1“排查本市有无同类问题”17:30到期，已通知周某、吴某（消息）。");
}

TEST(TasksTest, OfANatureAreGivenWhenAPersonAssesses) {
  Desk desk = AnOffice();
  NatureRule crime{.id = "crime", .name = "涉嫌违法犯罪线索", .task = "整理线索移送并取得回执", .body = "市公安局"};
  crime.within = hours(48);
  desk.natures = {crime};
  const Action assess{.kind = ActionKind::kAssess, .person = "li", .level = 3, .nature = "crime"};

  const Decision assessed = *Act(AnIncident(desk), assess, desk, kNine);

  EXPECT_EQ(TextsOf(assessed),
            (std::vector<std::string>{"李某研判定级Ⅲ级（较大），性质为涉嫌违法犯罪线索。",
                                      "李某交办事项1：餐饮科（责任人周某，联络员吴某）7月13日09:00前反馈：整理线索移送并取得回执（市公安局）。",
                                      "交办事项1：整理线索移送并取得回执（市公安局），已通知周某、吴某（消息）。"}));
  EXPECT_EQ(assessed.incident.nature, "crime");
  EXPECT_EQ(Act(assessed.incident, assess, desk, kNine)->incident.tasks.size(), 1U) << "not twice";
}

TEST(TasksTest, ThatNoSectionOfTheOfficeAnswersForComeBackToTheDesk) {
  Desk desk = AnOffice();
  NatureRule crime{.id = "crime", .name = "涉嫌违法犯罪线索", .task = "整理线索移送并取得回执", .body = "市公安局"};
  crime.within = hours(48);
  desk.natures = {crime};
  Incident incident = AnIncident(desk);
  incident.departments = {"none"};

  const Decision assessed =
      *Act(incident, {.kind = ActionKind::kAssess, .person = "li", .level = 3, .nature = "crime"}, desk, kNine);

  EXPECT_TRUE(assessed.incident.tasks.empty());
  EXPECT_EQ(assessed.timeline.back().text,
            "需交办“整理线索移送并取得回执（市公安局）”，但本事件没有责任科室，已通知值班员王某（消息）。");
}

TEST(TasksTest, KnowNoNatureThatThePlanDoesNotName) {
  const Desk desk = AnOffice();

  EXPECT_EQ(Act(AnIncident(desk), {.kind = ActionKind::kAssess, .person = "li", .level = 3, .nature = "odd"}, desk, kNine).error().message,
            "预案中没有研判性质“odd”");
}

TEST(TasksTest, GoOnInTheIncidentThatTheirsWasMergedInto) {
  const Desk desk = AnOffice();
  const Incident younger = Given(desk).incident;
  Incident older = Open(AStory().OfLevel(3).facts, desk, 2, kNine - hours(1)).incident;

  const auto [stays, merged] = MergeIncidents({.older = older, .younger = younger}, desk, kNine + hours(1));

  ASSERT_EQ(stays.incident.tasks.size(), 1U);
  EXPECT_EQ(stays.incident.tasks[0].state, TaskState::kAssigned);
  EXPECT_EQ(stays.incident.tasks[0].countdown.due, kNine + hours(5));
  EXPECT_EQ(NextDue(merged.incident), std::nullopt) << "the younger one calls nobody any more";
}

}  // namespace
}  // namespace fenghuo
