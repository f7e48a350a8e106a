#include "daemon/serve/handlers.h"
#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

// The core's loop turns at least once a second; the rest is for a busy machine.
constexpr Duration kTickAgeMax = seconds(5);

}  // namespace

// Never asks what the daemon depends on: a restart does not mend a vendor.
Reply ShowHealthy(const Call& call) {
  DaemonStatus status = call.state.commands->Status();
  Duration age = call.state.clock->RealTime(call.now() - status.last_tick);
  const bool healthy = age <= kTickAgeMax;
  return JsonReply({{"healthy", healthy}, {"last_tick", FormatRfc3339(status.last_tick)}}, healthy ? 200 : 503);
}

Reply ShowReady(const Call& call) {
  DaemonStatus status = call.state.commands->Status();
  Json out = {{"ready", status.ready}, {"reasons", status.reasons}};
  if (status.reload_failed) out["reload_failed"] = true;
  return JsonReply(out, status.ready ? 200 : 503);
}

Reply ShowMetrics(const Call& call) {
  if (call.state.metrics == nullptr) return Problem(404, "没有这个地址");
  call.state.metrics->SetSessions(call.state.sessions.CountOpen(*call.state.clock));
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = call.state.metrics->Text()};
}

void ReloadConfig(const Call& call, Respond respond) {
  call.state.commands->Reload(call.person->id, [respond](Result<std::string> done) {
    if (done.ok()) return respond(JsonReply({{"reloaded", true}, {"message", *done}}));
    // What is wrong with the files is what the caller asked about, not a state of things.
    respond(done.error().code == ErrorCode::kInvalid ? Problem(400, done.error().message) : ProblemOf(done.error()));
  });
}

}  // namespace fenghuo
