#include "daemon/serve/handlers.h"
#include "daemon/serve/router.h"

namespace fenghuo {

const std::vector<Route>& Routes() {
  using enum Access;
  static const std::vector<Route> kRoutes = {
      // Incidents: state=open (default) or all; newest first. With `view_own` alone only those that concern the person or their unit,
      // and whatever is under one that does not is refused.
      {"GET", "/api/v1/incidents", kPermission, "view_own", ListIncidents},
      // 人工录入; the new incident.
      {"POST", "/api/v1/incidents", kPermission, "acknowledge", OpenIncident},
      // With timeline, score card, notifications, documents, story, and the actions that this person may take now.
      // Opening it leaves a line in the audit trail, one an hour for each person.
      {"GET", "/api/v1/incidents/{id}", kPermission, "view_own", ShowIncident},
      // The new incident; which permission depends on the action.
      {"POST", "/api/v1/incidents/{id}/actions", kPerson, "", ActOnIncident},
      // 时限: one of the plan by its id (`rule`, with `since`), or one of one's own (`name`, `due`); the new incident.
      {"POST", "/api/v1/incidents/{id}/clocks", kPermission, "acknowledge", StartClockOf},
      {"POST", "/api/v1/incidents/{id}/clocks/{number}/stop", kPermission, "acknowledge", StopClockOf},
      // 交办: `unit`, `what`, `due`, or another `owner` and `liaison` than the unit's own; the new incident.
      {"POST", "/api/v1/incidents/{id}/tasks", kPermission, "assess", AssignTaskOf},
      // accept, answer, return, finish, extend or hand_over; which permission depends on the deed.
      {"POST", "/api/v1/incidents/{id}/tasks/{number}/{deed}", kPerson, "", ChangeTaskOf},

      // 信息报送: `kind` first, follow_up or final, other `offices` than the plan's; the new incident.
      {"POST", "/api/v1/incidents/{id}/reports", kPermission, "acknowledge", AddReportOf},
      // The text to begin with, from the timeline; what was drafted last once somebody has.
      {"GET", "/api/v1/incidents/{id}/reports/{number}/draft", kPermission, "view_own", DraftReportOf},
      // phone, draft, sign or send.
      {"POST", "/api/v1/incidents/{id}/reports/{number}/{deed}", kPerson, "", ChangeReportOf},
      // 发布稿: `kind` first, progress or result; the new incident.
      {"POST", "/api/v1/incidents/{id}/statements", kPermission, "acknowledge", AddStatementOf},
      // draft (`text`), review and approve (`text`, as it was shown), return (`note`) or publish (`place`, `link`).
      {"POST", "/api/v1/incidents/{id}/statements/{number}/{deed}", kPermission, "acknowledge", ChangeStatementOf},
      // 专班: `leader`, `on_site`, `members`, person ids; 答复口径: `text`. Each in place of the one before; the new incident.
      {"POST", "/api/v1/incidents/{id}/task-force", kPermission, "assess", SetTaskForceOf},
      {"POST", "/api/v1/incidents/{id}/answer-line", kPermission, "assess", SetAnswerLineOf},
      // The after-action report as the record gives it.
      {"GET", "/api/v1/incidents/{id}/after-action", kPermission, "view_own", ShowAfterAction},
      // Past incidents that are like this one, each with `points` and `because`: those of other units too.
      {"GET", "/api/v1/incidents/{id}/similar", kPermission, "view", ListSimilar},
      // Closed incidents whose title, category, reason or lessons have every word of `q`; newest first.
      {"GET", "/api/v1/cases", kPermission, "view", ListCases},
      // What should have been done by now, of all open incidents.
      {"GET", "/api/v1/unhandled", kPermission, "view_own", ListUnhandled},

      // 暂停提醒: `incident`, `rule`, `source`, `category`, `county_unit`, `locality`, `gravest` (3 or 4), `reason`, `from`, `to`; the new one.
      {"POST", "/api/v1/silences", kPermission, "close", AddSilence},
      // The latest first, those that are over too: the latest 200.
      {"GET", "/api/v1/silences", kPermission, "view", ListSilences},
      // Before its time: what it held back is told at once.
      {"POST", "/api/v1/silences/{number}/end", kPermission, "close", EndSilenceOf},

      // 演练: `scenario` is the text of a drill file, `file` its name for the problems in it, `mirror` a channel; the new drill.
      {"POST", "/api/v1/drills", kPermission, "operate", StartDrill},
      // Newest first.
      {"GET", "/api/v1/drills", kPermission, "view", ListDrills},
      // With the times it took, who was told and who answered, and what was left undone.
      {"GET", "/api/v1/drills/{number}", kPermission, "view", ShowDrill},
      // With `reason`; its incidents are closed.
      {"POST", "/api/v1/drills/{number}/stop", kPermission, "operate", StopDrill},

      {"GET", "/api/v1/stories", kPermission, "view", ListStories},
      // With judgement and documents; leaves a line in the audit trail, one an hour for each person.
      {"GET", "/api/v1/stories/{id}", kPermission, "view", ShowStory},
      // Each page leaves a line in the audit trail, with its first and last id.
      {"GET", "/api/v1/documents", kPermission, "view", ListDocuments},
      // JSON or JSON Lines, at most 100 documents: how many of them are new.
      {"POST", "/api/v1/documents", kSource, "", PushDocuments},
      // With text, observations and earlier versions; reading it leaves a line in the audit trail.
      {"GET", "/api/v1/documents/{id}", kPermission, "view", ShowDocument},
      // The webhook of an Alertmanager: what is wrong with the machines; how many of its alerts are new, and how many are over.
      {"POST", "/api/v1/alertmanager", kPermission, "alarm", TakeAlertmanager},
      // 确认相关, 不相关: `verdict` relevant or off_topic, `rule` one of those that found it or none for all of them; the document.
      // Twice the same changes nothing; the contrary takes the first back.
      {"POST", "/api/v1/documents/{id}/relevance", kPermission, "acknowledge", JudgeDocument},
      // 待复核箱: what the relevance filters moved out of sight, newest first, with why.
      // A page leaves a line in the audit trail, one an hour for each person.
      {"GET", "/api/v1/tray", kPermission, "view", ListTray},
      // How the relevance filter of each rule that was ever clicked on stands.
      {"GET", "/api/v1/filters", kPermission, "view", ListFilters},
      {"GET", "/api/v1/sources", kPermission, "view", ListSources},
      {"GET", "/api/v1/sources/{id}", kPermission, "view", ShowSource},
      // What it sent, as a file: "good" the last good answer, "bad" the first of the last outage. Leaves a line in the audit trail.
      {"GET", "/api/v1/sources/{id}/raw/{kind}", kPermission, "operate", DownloadRaw},

      {"GET", "/api/v1/deliveries", kPermission, "view", ListDeliveries},
      {"GET", "/api/v1/deliveries/{id}", kPermission, "view", ShowDelivery},
      // A dead letter again; the new row.
      {"POST", "/api/v1/deliveries/{id}/replay", kPermission, "operate", ReplayDelivery},

      {"GET", "/api/v1/status", kPermission, "view_own", ShowStatus},
      {"GET", "/api/v1/roster", kPermission, "view_own", ShowRoster},
      // How much each person was told in the last `hours` (24, at most 168); with `view_own` alone one's own row.
      {"GET", "/api/v1/load", kPermission, "view_own", ShowLoad},
      // 接班, by whoever is at the desk; the numbers of the incidents that were taken over.
      {"POST", "/api/v1/shift/accept", kPermission, "acknowledge", AcceptShiftOf},
      // Server-sent events: "event: change", data {"what": "incident"}.
      {"GET", "/api/v1/events", kPermission, "view_own", FollowEvents},

      {"POST", "/api/v1/session", kPublic, "", OpenSession},
      {"GET", "/api/v1/session", kPerson, "", ShowSession},
      {"DELETE", "/api/v1/session", kPerson, "", CloseSession},

      {"GET", "/-/healthy", kOperations, "", ShowHealthy},
      {"GET", "/-/ready", kOperations, "", ShowReady},
      {"GET", "/metrics", kOperations, "", ShowMetrics},
      {"POST", "/-/reload", kPermission, "reload", ReloadConfig},

      // The link in a message: the page asks, its form acts.
      {"GET", "/acknowledge/{token}", kPublic, "", ShowAcknowledge},
      {"POST", "/acknowledge/{token}", kPublic, "", DoAcknowledge},
      {"GET", "/acknowledge.css", kPublic, "", AcknowledgeStyle},

      {"GET", "/", kPublic, "", ConsolePage},
  };
  return kRoutes;
}

}  // namespace fenghuo
