// The functions behind the routes, by noun; each in the .cc of its noun. What each gives is written in routes.cc beside its path.
//
// One thread: the server's.

#ifndef FENGHUO_DAEMON_SERVE_HANDLERS_H_
#define FENGHUO_DAEMON_SERVE_HANDLERS_H_

#include <optional>
#include <string>

#include "alerts/incident/decide.h"
#include "daemon/serve/call.h"
#include "daemon/serve/exchange.h"

namespace fenghuo {

// incident_routes.cc
Reply ListIncidents(const Call& call);
Reply ShowIncident(const Call& call);
// incident_actions.cc
void ActOnIncident(const Call& call, Respond respond);
void OpenIncident(const Call& call, Respond respond);
// Which permission an action needs: "acknowledge", "assess" or "close".
const char* PermissionFor(ActionKind kind);

// ledger_routes.cc
void StartClockOf(const Call& call, Respond respond);
void StopClockOf(const Call& call, Respond respond);
void AssignTaskOf(const Call& call, Respond respond);
void ChangeTaskOf(const Call& call, Respond respond);
void AddReportOf(const Call& call, Respond respond);
void ChangeReportOf(const Call& call, Respond respond);
Reply DraftReportOf(const Call& call);
Reply ListUnhandled(const Call& call);
void SetTaskForceOf(const Call& call, Respond respond);
void SetAnswerLineOf(const Call& call, Respond respond);
void AddStatementOf(const Call& call, Respond respond);
void ChangeStatementOf(const Call& call, Respond respond);

// case_routes.cc
Reply ListCases(const Call& call);
Reply ListSimilar(const Call& call);
Reply ShowAfterAction(const Call& call);

// drill_routes.cc
Reply ListDrills(const Call& call);
Reply ShowDrill(const Call& call);
void StartDrill(const Call& call, Respond respond);
void StopDrill(const Call& call, Respond respond);

// silence_routes.cc
Reply ListSilences(const Call& call);
void AddSilence(const Call& call, Respond respond);
void EndSilenceOf(const Call& call, Respond respond);

// story_routes.cc
Reply ListStories(const Call& call);
Reply ShowStory(const Call& call);
Reply ListDocuments(const Call& call);
Reply ShowDocument(const Call& call);

// relevance_routes.cc
void JudgeDocument(const Call& call, Respond respond);
Reply ListTray(const Call& call);
Reply ListFilters(const Call& call);

// push_routes.cc
void PushDocuments(const Call& call, Respond respond);

// alarm_routes.cc
void TakeAlertmanager(const Call& call, Respond respond);

// source_routes.cc
Reply ListSources(const Call& call);
Reply ShowSource(const Call& call);
Reply DownloadRaw(const Call& call);

// delivery_routes.cc
Reply ListDeliveries(const Call& call);
Reply ShowDelivery(const Call& call);
void ReplayDelivery(const Call& call, Respond respond);

// office_routes.cc
Reply ShowStatus(const Call& call);
Reply ShowRoster(const Call& call);
void AcceptShiftOf(const Call& call, Respond respond);
Reply FollowEvents(const Call& call);

// load_routes.cc
Reply ShowLoad(const Call& call);

// session_routes.cc
Reply OpenSession(const Call& call);
Reply ShowSession(const Call& call);
Reply CloseSession(const Call& call);

// operation_routes.cc
Reply ShowHealthy(const Call& call);
Reply ShowReady(const Call& call);
Reply ShowMetrics(const Call& call);
void ReloadConfig(const Call& call, Respond respond);

// acknowledge_routes.cc
Reply ShowAcknowledge(const Call& call);
void DoAcknowledge(const Call& call, Respond respond);
Reply AcknowledgeStyle(const Call& call);

// console_routes.cc: nothing when there is no such file; "" is the page itself.
std::optional<Reply> ConsoleFile(const std::string& name, const ServeRequest& request);
Reply ConsolePage(const Call& call);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_HANDLERS_H_
