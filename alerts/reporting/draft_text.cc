#include <algorithm>

#include "alerts/incident/words.h"
#include "alerts/reporting/paper.h"
#include "alerts/reporting/reports.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

// When the report before this one left; the beginning when there is none.
Timestamp ReportedUntil(const ReportDraft& draft) {
  Timestamp until;
  for (const UpwardReport& report : draft.incident.reports) {
    const bool before = report.number < draft.report.number && report.episode == draft.report.episode;
    if (before && report.sent) until = std::max(until, report.sent->at);
  }
  return until;
}

std::string Situation(const ReportDraft& draft, const Desk& desk) {
  const Incident& incident = draft.incident;
  std::string text = ShownMoment(desk.zone, incident.first_seen);
  if (!incident.first_source.empty()) text += "，" + incident.first_source;
  text += "首次出现“" + incident.title + "”相关信息";
  if (!incident.category.empty()) text += "，涉及" + incident.category + "领域";
  text += "。";
  if (!incident.why.empty()) text += incident.why + "。";
  if (!incident.unproved.empty()) text += "文中称" + incident.unproved + "（未核实）。";
  const std::string units = ShownUnits(desk.roster, incident.departments);
  if (!units.empty()) text += "责任单位：" + JoinShown({units, ShownUnits(desk.roster, {incident.county_unit})}) + "。";
  return text;
}

std::string Progress(const ReportDraft& draft, const Desk& desk) {
  const Timestamp since = ReportedUntil(draft);
  std::string text;
  for (const TimelineEntry& entry : draft.timeline) {
    if (entry.at <= since || !IsWorthReporting(entry)) continue;
    text += ShownMoment(desk.zone, entry.at) + "，" + entry.text + "\n";
  }
  return text.empty() ? "暂无新的情况。\n" : text;
}

std::string Next(ReportKind kind) {
  return kind == ReportKind::kFinal ? "本事件处置完毕，按规定评估总结。" : "正在进一步核实处置，有新情况及时续报。";
}

}  // namespace

std::string DraftText(const ReportDraft& draft, const Desk& desk, Timestamp now) {
  const Incident& incident = draft.incident;
  std::string text = WithDrillMark(incident.drill, "舆情信息（" + ShownReport(draft.report) + "）\n");
  text += "编号：" + LongNumber(incident, desk.zone) + "　舆情等级：" + ShownLevel(incident.level, desk.policies) + "　属地：" +
          ShownLocality(incident.locality) + "\n";
  text += desk.roster.staff().office_name + "　" + LongMoment(desk.zone, now) + "\n";
  text += "报：" + JoinShown(draft.report.offices) + "\n\n";
  text += "一、基本情况\n" + Situation(draft, desk) + "\n\n";
  text += (draft.report.kind == ReportKind::kFollowUp ? "二、新的情况\n" : "二、处置情况\n") + Progress(draft, desk) + "\n";
  text += (draft.report.kind == ReportKind::kFinal ? "三、处置结果\n" : "三、下一步工作\n") + Next(draft.report.kind) + "\n\n";
  text += "签发：\n联系电话：" + desk.roster.staff().desk_phone + "\n";
  return text;
}

}  // namespace fenghuo
