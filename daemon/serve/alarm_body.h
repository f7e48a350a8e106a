// What an Alertmanager posts to a webhook: version 4 of its payload (notifications.md 5.3, 12.1).
//
//   AlarmBody body = ReadAlarmBody(request.body);
//   if (!body.problems.empty()) return FieldProblems(body.problems);
//   commands.TakeAlarms(std::move(body.alarms), …);
//
// Read are `version` and of each of `alerts` status, fingerprint, startsAt, the labels alertname, severity, instance and job, and the
// annotations summary, else description or message; everything else is ignored. An alert without a fingerprint (before 0.20) is known by
// its labels. One problem refuses the whole body: an Alertmanager does not try that again, and its log says what was wrong.
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_ALARM_BODY_H_
#define FENGHUO_DAEMON_SERVE_ALARM_BODY_H_

#include <string_view>
#include <vector>

#include "alerts/notify/system_alarms.h"
#include "daemon/serve/problem.h"

namespace fenghuo {

inline constexpr size_t kAlertsMax = 500;  // of one call

struct AlarmBody {
  std::vector<SystemAlarm> alarms;
  std::vector<FieldProblem> problems;  // in Chinese; `field` is "alerts[3].startsAt"
};

AlarmBody ReadAlarmBody(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_ALARM_BODY_H_
