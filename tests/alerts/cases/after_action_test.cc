#include "alerts/cases/after_action.h"

#include <gtest/gtest.h>

#include "alerts/clocks/countdown.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

const Timestamp kNine = Local("2026-07-11 09:00");

// Signed late, assessed, closed and reviewed, with one clock kept and one not.
struct ACourse {
  ACourse() {
    Take(Open(AStory().facts, desk, 3, kNine));
    desk.natures = {{.id = "criticism", .name = "批评监督", .task = "核实整改", .body = "", .within = hours(48)}};
    Take(*Advance(incident, desk, kNine + minutes(10)));
    Take(*Act(incident, {.kind = ActionKind::kAcknowledge, .person = "wang"}, desk, kNine + minutes(12)));
    const Action assess{.kind = ActionKind::kAssess, .person = "li", .note = "属实", .level = 2, .nature = "criticism"};
    Take(*Act(incident, assess, desk, kNine + minutes(40)));
    IncidentClock clock;
    clock.number = 1;
    clock.name = "权威信息发布";
    clock.countdown = CountdownTo(kNine, kNine + hours(5));
    clock.ended = Ending{kNine + hours(6), "press", "press", "已发布"};
    incident.clocks = {clock};
    Take(*Act(incident, {.kind = ActionKind::kHandle, .person = "wang", .note = "已派员到场"}, desk, kNine + hours(1)));
    Take(*Act(incident, {.kind = ActionKind::kStatement, .person = "wang", .note = "已在官网发布"}, desk, kNine + hours(6)));
    const Action close{.kind = ActionKind::kClose, .person = "li", .note = "已整改", .reason = "已处置", .unfinished = "核查报告待补"};
    Take(*Act(incident, close, desk, kNine + hours(30)));
    Take(*Act(incident, {.kind = ActionKind::kReview, .person = "li", .note = "应逐校核对配餐合同"}, desk, kNine + hours(40)));
  }
  void Take(const Decision& decision) {
    incident = decision.incident;
    timeline.insert(timeline.end(), decision.timeline.begin(), decision.timeline.end());
  }

  Desk desk = AnOffice();
  Incident incident;
  std::vector<TimelineEntry> timeline;
};

TEST(AfterActionTest, SaysWhatHappenedHowFastAndWhatWasLearnt) {
  const ACourse course;

  const std::string text = AfterActionText({course.incident, course.timeline}, course.desk, kNine + hours(48));

  EXPECT_TRUE(text.starts_with("舆情事件复盘评估\n编号：舆〔2026〕0711-03\n某市市场监督管理局　2026年7月13日09:00\n\n一、基本情况\n")) << text;
  EXPECT_NE(text.find("7月11日02:14，本地论坛首次出现“某区一小学多名学生餐后呕吐送医”相关信息，涉及校园用餐领域。最高等级Ⅱ级（重大），属地本地。"
                      "文中称“12名学生送医”。责任单位：餐饮科、青溪区局。研判性质：批评监督。办结原因：已处置。\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("二、处置时效\n知悉（首次发现）：7月11日02:14\n首次通知：7月11日09:00，距知悉6小时46分\n签收：7月11日09:12，距知悉6小时58分\n"
                      "研判：7月11日09:40，距知悉7小时26分\n发布：7月11日15:00，距知悉12小时46分\n办结：7月12日15:00，距知悉1天12小时\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("7月11日10:00，王某转入处置：已派员到场。\n"), std::string::npos) << text;
  EXPECT_NE(text.find("四、办理情况\n时限1项，交办事项1件，已报送0份，发布稿0份，被引用0条。\n逾时未签收，逐级催办1次。\n"
                      "时限“权威信息发布”超过时限1小时。\n"),
            std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("五、经验教训\n应逐校核对配餐合同\n")) << text;
}

TEST(AfterActionTest, SaysWhatNeverHappened) {
  const Decision opened = Open(AStory().facts, AnOffice(), 3, kNine);

  const std::string text = AfterActionText({opened.incident, {}}, AnOffice(), kNine);

  EXPECT_NE(text.find("研判：无记录\n"), std::string::npos) << text;
  EXPECT_NE(text.find("没有办理记录。\n"), std::string::npos) << text;
  EXPECT_NE(text.find("各项均在时限内。\n"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("五、经验教训\n尚未评估。\n")) << text;
}

}  // namespace
}  // namespace fenghuo
