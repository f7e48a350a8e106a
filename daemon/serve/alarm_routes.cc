#include "daemon/serve/alarm_body.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/problem.h"

namespace fenghuo {

void TakeAlertmanager(const Call& call, Respond respond) {
  const int per_minute = call.bureau->config->serve.push_per_minute;
  if (std::optional<Duration> wait = call.state.push_rate.TakeOrWait("alarm " + call.person->id, per_minute, call.now())) {
    return respond(TooManyRequests("告警推送过于频繁：每分钟最多 " + std::to_string(per_minute) + " 次请求", *wait));
  }
  AlarmBody body = ReadAlarmBody(call.request.body);
  if (!body.problems.empty()) return respond(FieldProblems(body.problems));
  const size_t received = body.alarms.size();
  call.state.commands->TakeAlarms(std::move(body.alarms), [respond, received](Result<AlarmReport> taken) {
    if (!taken.ok()) return respond(ProblemOf(taken.error()));
    respond(JsonReply({{"received", received},
                       {"new", taken->begun},
                       {"resolved", taken->ended},
                       {"repeated", taken->repeated},
                       {"own", taken->own}}));
  });
}

}  // namespace fenghuo
