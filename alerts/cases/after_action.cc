#include "alerts/cases/after_action.h"

#include <algorithm>

#include "alerts/cases/times.h"
#include "alerts/incident/words.h"
#include "alerts/reporting/paper.h"
#include "alerts/reporting/reports.h"
#include "alerts/statements/statements.h"
#include "alerts/task_force/set_up.h"

namespace fenghuo {
namespace {

std::string Count(size_t count, const char* measure) { return std::to_string(count) + measure; }

std::string NatureName(const Incident& incident, const Desk& desk) {
  for (const NatureRule& rule : desk.natures) {
    if (rule.id == incident.nature) return rule.name;
  }
  return incident.nature;
}

std::string Situation(const Incident& incident, const Desk& desk) {
  std::string text = ShownMoment(desk.zone, incident.first_seen);
  if (!incident.first_source.empty()) text += "，" + incident.first_source;
  text += "首次出现“" + incident.title + "”相关信息";
  if (!incident.category.empty()) text += "，涉及" + incident.category + "领域";
  text += "。最高等级" + ShownLevel(incident.peak_level, desk.policies) + "，属地" + ShownLocality(incident.locality) + "。";
  if (!incident.unproved.empty()) text += "文中称" + incident.unproved + "。";
  const std::string units = JoinShown({ShownUnits(desk.roster, incident.departments),
                                       incident.county_unit.empty() ? "" : ShownUnits(desk.roster, {incident.county_unit})});
  if (!units.empty()) text += "责任单位：" + units + "。";
  if (!incident.nature.empty()) text += "研判性质：" + NatureName(incident, desk) + "。";
  if (incident.task_force) text += "专班：" + ShownTaskForce(*incident.task_force, desk.roster) + "。";
  if (!incident.close_reason.empty()) text += "办结原因：" + incident.close_reason + "。";
  return text + "\n";
}

std::string TimeLine(const char* what, const std::optional<Timestamp>& at, Timestamp known, const Desk& desk) {
  if (!at) return std::string(what) + "：无记录\n";
  return std::string(what) + "：" + ShownMoment(desk.zone, *at) + "，距知悉" + ShownLength(std::max(Duration(0), *at - known)) + "\n";
}

std::string Times(const CaseRecord& record, const Desk& desk) {
  const IncidentTimes times = TimesOf(record.incident, record.timeline);
  std::string text = "知悉（首次发现）：" + ShownMoment(desk.zone, times.known) + "\n";
  text += TimeLine("首次通知", times.first_notice, times.known, desk);
  text += TimeLine("签收", times.acknowledged, times.known, desk);
  text += TimeLine("研判", times.assessed, times.known, desk);
  text += TimeLine("发布", times.statement, times.known, desk);
  return text + TimeLine("办结", times.closed, times.known, desk);
}

std::string Course(const CaseRecord& record, const Desk& desk) {
  std::string text;
  for (const TimelineEntry& entry : record.timeline) {
    if (IsWorthReporting(entry)) text += ShownMoment(desk.zone, entry.at) + "，" + entry.text + "\n";
  }
  return text.empty() ? "没有办理记录。\n" : text;
}

// Sentences about what was late; nothing when nothing was.
class Lateness {
 public:
  explicit Lateness(Timestamp now) : now_(now) {}

  void Add(const std::string& what, const Countdown& countdown, const std::optional<Timestamp>& done) {
    const Timestamp at = done.value_or(now_);
    if (at <= countdown.due) return;
    lines_ += what + (done ? "超过时限" : "至今未办，已超过时限") + ShownLength(at - countdown.due) + "。\n";
  }
  void Say(const std::string& line) { lines_ += line + "\n"; }
  const std::string& lines() const { return lines_; }

 private:
  Timestamp now_;
  std::string lines_;
};

std::optional<Timestamp> AtOf(const std::optional<Ending>& ending) {
  if (!ending) return std::nullopt;
  return ending->at;
}

std::string Late(const CaseRecord& record, const Desk& desk, Timestamp now) {
  const Incident& incident = record.incident;
  Lateness late(std::min(now, incident.closed_at.value_or(now)));
  const auto unsigned_calls = std::count_if(record.timeline.begin(), record.timeline.end(),
                                            [](const TimelineEntry& entry) { return entry.kind == "overdue"; });
  if (unsigned_calls > 0) late.Say("逾时未签收，逐级催办" + std::to_string(unsigned_calls) + "次。");
  for (const IncidentClock& clock : incident.clocks) late.Add("时限“" + clock.name + "”", clock.countdown, AtOf(clock.ended));
  for (const Task& task : incident.tasks) {
    const std::optional<Timestamp> done = task.answered_at ? task.answered_at : AtOf(task.ended);
    late.Add(ShownUnits(desk.roster, {task.unit}) + "交办事项" + std::to_string(task.number), task.countdown, done);
  }
  for (const UpwardReport& report : incident.reports) {
    if (report.phone) late.Add(ShownReport(report) + "（电话）", *report.phone, AtOf(report.phoned));
    if (report.written) late.Add(ShownReport(report) + "（书面）", *report.written, AtOf(report.sent));
  }
  return late.lines().empty() ? "各项均在时限内。\n" : late.lines();
}

std::string Ledger(const Incident& incident) {
  const auto sent = std::count_if(incident.reports.begin(), incident.reports.end(),
                                  [](const UpwardReport& report) { return report.sent.has_value(); });
  size_t published = 0;
  size_t quoted = 0;
  for (const Statement& statement : incident.statements) {
    published += statement.published ? 1 : 0;
    quoted += statement.quoted_by.size();
  }
  return "时限" + Count(incident.clocks.size(), "项，") + "交办事项" + Count(incident.tasks.size(), "件，") + "已报送" +
         Count(static_cast<size_t>(sent), "份，") + "发布稿" + Count(published, "份，") + "被引用" + Count(quoted, "条。\n");
}

}  // namespace

std::string AfterActionText(const CaseRecord& record, const Desk& desk, Timestamp now) {
  const Incident& incident = record.incident;
  std::string text = "舆情事件复盘评估\n编号：" + LongNumber(incident, desk.zone) + "\n";
  text += desk.roster.staff().office_name + "　" + LongMoment(desk.zone, now) + "\n\n";
  text += "一、基本情况\n" + Situation(incident, desk) + "\n";
  text += "二、处置时效\n" + Times(record, desk) + "\n";
  text += "三、处置经过\n" + Course(record, desk) + "\n";
  text += "四、办理情况\n" + Ledger(incident) + Late(record, desk, now) + "\n";
  return text + "五、经验教训\n" + (incident.lessons.empty() ? "尚未评估。" : incident.lessons) + "\n";
}

}  // namespace fenghuo
