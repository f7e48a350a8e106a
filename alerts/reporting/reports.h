// Reports upward: due by the plan, drafted from the timeline, signed by a leader, told by phone first and sent on paper after.
//
//   std::string text = DraftText({incident, timeline, report}, desk, now);       // 首报, 续报, 终报
//   Result<Decision> sent = ChangeReport(incident, {.kind = ReportDeedKind::kSend, .number = 1, .by = {"zhang"}}, desk, now);
//
// The plan makes the first report due when an incident is of a level that it names, and the next 续报 whenever one was sent. 终报 is
// added by a person; an incident that the plan wants reported does not close without it.
//
// Pure functions; one thread for each Draft.

#ifndef FENGHUO_ALERTS_REPORTING_REPORTS_H_
#define FENGHUO_ALERTS_REPORTING_REPORTS_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "alerts/incident/draft.h"
#include "alerts/incident/signatory.h"

namespace fenghuo {

struct ReportWish {
  ReportKind kind = ReportKind::kFollowUp;
  std::vector<std::string> offices = {};  // empty: those of the plan, else of the report before
  Signatory by = {};
};

// 续报 or 终报, or a 首报 that the plan does not ask for. kInvalid in Chinese: one of the kind waits already, or no office is named.
Result<Decision> AddReport(const Incident& incident, const ReportWish& wish, const Desk& desk, Timestamp now);

enum class ReportDeedKind {
  kPhone,  // 电话已报: `note` says who took it there
  kDraft,  // 拟稿: `text`
  kSign,   // 签发, by a leader who saw `text`; it is fixed then
  kSend,   // 书面已报: `note` says how
};

// Words of the wire.
constexpr const char* Name(ReportDeedKind kind) {
  switch (kind) {
    case ReportDeedKind::kPhone: return "phone";
    case ReportDeedKind::kDraft: return "draft";
    case ReportDeedKind::kSign: return "sign";
    case ReportDeedKind::kSend: return "send";
  }
  return "";
}
std::optional<ReportDeedKind> ReportDeedNamed(const std::string& name);

struct ReportDeed {
  ReportDeedKind kind = ReportDeedKind::kDraft;
  int number = 0;
  Signatory by = {};
  std::string note = {};
  std::string text = {};
};

Result<Decision> ChangeReport(const Incident& incident, const ReportDeed& deed, const Desk& desk, Timestamp now);

// What may be done to the report now: the buttons of the page.
std::vector<ReportDeedKind> AllowedDeeds(const UpwardReport& report);

// 首报, 续报一, 终报.
std::string ShownReport(const UpwardReport& report);

struct ReportDraft {
  const Incident& incident;
  const std::vector<TimelineEntry>& timeline;
  const UpwardReport& report;
};

// The text to begin with: what is known for the first, what is new since the report before for the next, the result for the last.
// Facts from the web are marked as not verified.
std::string DraftText(const ReportDraft& draft, const Desk& desk, Timestamp now);

// The plan wants such an incident reported, or an office was told of it when it was worse; and its 终报 has not been sent in this episode.
bool LacksFinalReport(const Incident& incident, const Desk& desk);

// An office has been told in this episode, by phone or on paper.
bool IsToldUpward(const Incident& incident);

// Inside of alerts/: what a decision does to the reports beside its own work.

// Where a 首报 is on its way already, a raise gives the report that waits the offices and hours of the new level, or plans another.
void StartReports(Draft& draft);
void CallReports(Draft& draft);
// What was not reported stays so, and nobody is called for it any more.
void EndReports(Draft& draft);
void TakeOverReports(Incident& older, const Incident& younger);
std::optional<Timestamp> NextReportCall(const Incident& incident);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_REPORTING_REPORTS_H_
