// The text that a report begins with, as an officer would write it.

#include <gtest/gtest.h>

#include "alerts/reporting/reports.h"
#include "tests/alerts/reporting/an_upward_plan.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");

void Keep(std::vector<TimelineEntry>& timeline, Incident& incident, const Decision& decision) {
  timeline.insert(timeline.end(), decision.timeline.begin(), decision.timeline.end());
  incident = decision.incident;
}

TEST(DraftTextTest, OfTheFirstReportSaysWhatIsKnownAndWhatWasDone) {
  const Desk desk = AnUpwardPlan();
  Incident incident;
  std::vector<TimelineEntry> timeline;
  Keep(timeline, incident, Open(AStory().facts, desk, 3, kNine));
  Keep(timeline, incident, *Act(incident, {.kind = ActionKind::kAcknowledge, .person = "wang"}, desk, kNine + minutes(3)));
  Keep(timeline, incident, *Act(incident, {.kind = ActionKind::kNote, .person = "wang", .note = "已电话核实校方"}, desk, kNine + minutes(9)));

  EXPECT_EQ(DraftText({incident, timeline, incident.reports[0]}, desk, kNine + minutes(20)),
            "舆情信息（首报）\n"
            "编号：舆〔2026〕0711-03　舆情等级：Ⅱ级（重大）　属地：本地\n"
            "某市市场监督管理局　2026年7月11日09:20\n"
            "报：市政府总值班室、市委宣传部\n\n"
            "一、基本情况\n"
            "7月11日02:14，本地论坛首次出现“某区一小学多名学生餐后呕吐送医”相关信息，涉及校园用餐领域。"
            "3个独立来源；近1小时37条。文中称“12名学生送医”（未核实）。责任单位：餐饮科、青溪区局。\n\n"
            "二、处置情况\n"
            "7月11日09:09，王某办理记录：已电话核实校方。\n\n"
            "三、下一步工作\n"
            "正在进一步核实处置，有新情况及时续报。\n\n"
            "签发：\n"
            "联系电话：0000-0000000\n");
}

TEST(DraftTextTest, OfAFollowUpSaysOnlyWhatIsNewSinceTheReportBefore) {
  const Desk desk = AnUpwardPlan();
  Incident incident;
  std::vector<TimelineEntry> timeline;
  Keep(timeline, incident, Open(AStory().facts, desk, 3, kNine));
  Keep(timeline, incident, *Act(incident, {.kind = ActionKind::kNote, .person = "wang", .note = "旧的"}, desk, kNine + minutes(9)));
  for (const ReportDeed& deed : {ReportDeed{.kind = ReportDeedKind::kDraft, .number = 1, .by = {"wang"}, .text = "正文"},
                                 ReportDeed{.kind = ReportDeedKind::kSign, .number = 1, .by = {"li"}, .text = "正文"},
                                 ReportDeed{.kind = ReportDeedKind::kSend, .number = 1, .by = {"wang"}, .note = "内网"}}) {
    Keep(timeline, incident, *ChangeReport(incident, deed, desk, kNine + minutes(20)));
  }
  Keep(timeline, incident, *Act(incident, {.kind = ActionKind::kNote, .person = "wang", .note = "新的"}, desk, kNine + hours(2)));

  const std::string text = DraftText({incident, timeline, incident.reports[1]}, desk, kNine + hours(3));

  EXPECT_NE(text.find("舆情信息（续报一）"), std::string::npos);
  EXPECT_NE(text.find("二、新的情况\n7月11日11:00，王某办理记录：新的。\n\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("旧的"), std::string::npos);
}

}  // namespace
}  // namespace fenghuo
