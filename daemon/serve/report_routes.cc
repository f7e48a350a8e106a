// Reports upward over the API, and the list of what nobody has handled.

#include <algorithm>
#include <charconv>
#include <utility>

#include "alerts/incident/unhandled.h"
#include "alerts/reporting/reports.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/ledger_body.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

constexpr size_t kTextCharacters = 20'000;
constexpr size_t kOfficesMax = 20;

constexpr ReportKind kKinds[] = {ReportKind::kFirst, ReportKind::kFollowUp, ReportKind::kFinal};

// Whether the text may leave is a leader's word, who need not have a permission for it: the decision asks for the role.
const char* PermissionFor(ReportDeedKind) { return "acknowledge"; }

}  // namespace

void AddReportOf(const Call& call, Respond respond) {
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  const std::string word = fields.Text("kind", {.required = true, .characters_max = kNameCharacters});
  auto kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](ReportKind one) { return word == Name(one); });
  if (!word.empty() && kind == std::end(kKinds)) fields.Add("kind", "应为 first、follow_up、final 之一");
  ReportWish wish;
  wish.offices = fields.Texts("offices", kOfficesMax);
  wish.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  wish.kind = *kind;
  DoDeed(call,
         {.action = "report.add",
          .detail = word,
          .decide = [wish](const Incident& incident, const Desk& desk, Timestamp now) { return AddReport(incident, wish, desk, now); }},
         std::move(respond));
}

void ChangeReportOf(const Call& call, Respond respond) {
  std::optional<ReportDeedKind> kind = ReportDeedNamed(call.params[2]);
  if (!kind) return respond(Problem(404, "没有这个操作：" + call.params[2]));
  if (!MayDo(*call.person, PermissionFor(*kind))) return respond(Problem(403, std::string("没有权限：") + PermissionFor(*kind)));
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  ReportDeed deed{.kind = *kind, .number = NumberOf(call.params[1])};
  deed.note = fields.Text("note", {.characters_max = kNoteCharacters});
  deed.text = fields.Text("text", {.characters_max = kTextCharacters});
  deed.by = ReadSignatory(call, fields);
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  DoDeed(call,
         {.action = std::string("report.") + Name(*kind),
          .detail = call.params[1] + " " + deed.note,
          .decide = [deed](const Incident& incident, const Desk& desk, Timestamp now) { return ChangeReport(incident, deed, desk, now); }},
         std::move(respond));
}

Reply DraftReportOf(const Call& call) {
  Result<Incident> incident = call.store().FindIncident(call.params[0]);
  if (!incident.ok()) return Problem(404, "没有编号为 " + call.params[0] + " 的舆情事件");
  const int number = NumberOf(call.params[1]);
  auto report = std::find_if(incident->reports.begin(), incident->reports.end(),
                             [number](const UpwardReport& one) { return one.number == number; });
  if (report == incident->reports.end()) return Problem(404, "舆情事件" + incident->number + "没有第" + call.params[1] + "份报送");
  Result<std::vector<TimelineEntry>> timeline = call.store().Timeline(incident->id);
  if (!timeline.ok()) return ProblemOf(timeline.error());
  const std::string text = DraftText({*incident, *timeline, *report}, DeskOf(*call.bureau), call.now());
  return JsonReply({{"title", ShownReport(*report)}, {"text", report->text.empty() ? text : report->text}});
}

Reply ListUnhandled(const Call& call) {
  Result<std::vector<Incident>> open = call.store().OpenIncidents();
  if (!open.ok()) return ProblemOf(open.error());
  Json items = Json::array();
  for (const Incident& incident : *open) {
    if (!MaySee(*call.person, incident, call.bureau->roster)) continue;
    for (const Unhandled& item : FindUnhandled(incident, call.bureau->roster, call.now())) {
      items.push_back({{"incident", item.incident}, {"number", item.number}, {"since", FormatRfc3339(item.since)}, {"what", item.what}});
    }
  }
  return JsonReply({{"items", std::move(items)}});
}

}  // namespace fenghuo
