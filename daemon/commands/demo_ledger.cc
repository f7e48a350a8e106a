#include "daemon/commands/demo_ledger.h"

namespace fenghuo {
namespace {

constexpr Duration kPhonesBefore = minutes(8);
constexpr Duration kWritesBefore = minutes(25);
constexpr Duration kStopsBefore = hours(1);
constexpr Duration kAnswersBefore = hours(2);
constexpr const char* kLeader = "qian";  // 分管局领导 of the demo's office

// Whether it is time to act on what is due then; at once where no time is set.
bool IsNear(const Json& item, const char* due, Duration before, const DemoMoment& moment) {
  Result<Timestamp> at = ParseRfc3339(item.value(due, ""));
  return moment.closing || !at.ok() || moment.now >= *at - before;
}

std::string PathOf(const char* list, const Json& item, const std::string& deed) {
  return "/" + std::string(list) + "/" + std::to_string(item.value("number", 0)) + "/" + deed;
}

std::optional<DemoDeed> NextReportDeed(const Json& report, DemoMoment moment) {
  // The 终报 ends the series: what is not due before it is not made.
  if (report.value("kind", "") == "follow_up") {
    if (!report.contains("written_due")) return std::nullopt;
    moment.closing = false;
  }
  if (report.contains("phone_due") && !report.contains("phoned") && IsNear(report, "phone_due", kPhonesBefore, moment)) {
    return DemoDeed{PathOf("reports", report, "phone"), {{"note", "值班员接听并记录"}}};
  }
  if (report.contains("sent") || !IsNear(report, "written_due", kWritesBefore, moment)) return std::nullopt;
  if (!report.contains("drafted_by")) return DemoDeed{PathOf("reports", report, "draft"), Json::object(), true};
  if (!report.contains("signed_by")) {
    return DemoDeed{PathOf("reports", report, "sign"), {{"person", kLeader}, {"text", report.value("text", "")}}};
  }
  return DemoDeed{PathOf("reports", report, "send"), {{"note", "经政务内网报送"}}};
}

std::optional<DemoDeed> NextTaskDeed(const Json& task, const DemoMoment& moment) {
  const std::string state = task.value("state", "");
  if (state == "answered") return DemoDeed{PathOf("tasks", task, "finish"), {{"note", "情况清楚，同意办结"}}};
  const bool waits = state == "assigned" || state == "working" || state == "returned";
  if (!waits || !IsNear(task, "due", kAnswersBefore, moment)) return std::nullopt;
  return DemoDeed{PathOf("tasks", task, "answer"), {{"note", "经排查，本市未发现同类问题"}, {"person", task.value("owner", "")}}};
}

// Since the incident was opened, or opened again: each time begins with a 首报.
bool HasFinalReport(const Json& reports) {
  bool has = false;
  for (const Json& report : reports) {
    const std::string kind = report.value("kind", "");
    if (kind == "first") has = false;
    if (kind == "final") has = true;
  }
  return has;
}

}  // namespace

std::optional<DemoDeed> NextDeed(const Json& incident, const DemoMoment& moment) {
  const Json reports = incident.value("reports", Json::array());
  // First of all: as long as no last one is planned, each that is sent asks for the next.
  if (moment.closing && !reports.empty() && !HasFinalReport(reports)) return DemoDeed{"/reports", {{"kind", "final"}}};
  for (const Json& report : reports) {
    if (std::optional<DemoDeed> deed = NextReportDeed(report, moment)) return deed;
  }
  for (const Json& task : incident.value("tasks", Json::array())) {
    if (std::optional<DemoDeed> deed = NextTaskDeed(task, moment)) return deed;
  }
  for (const Json& clock : incident.value("clocks", Json::array())) {
    if (!clock.contains("ended") && IsNear(clock, "due", kStopsBefore, moment)) {
      return DemoDeed{PathOf("clocks", clock, "stop"), {{"note", "已在本局网站发布情况通报"}}};
    }
  }
  return std::nullopt;
}

}  // namespace fenghuo
