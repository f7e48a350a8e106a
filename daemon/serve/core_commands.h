// CoreCommands is what the HTTP side may ask of the core thread. Reading needs none of it: that goes to the store.
//
//   commands.Act("2026-0711-03", action, [](Result<Incident> done) { ... });
//
// Calls return at once; the answer comes on the core's thread, when what was asked for is durable, and is called exactly once.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_SERVE_CORE_COMMANDS_H_
#define FENGHUO_DAEMON_SERVE_CORE_COMMANDS_H_

#include <functional>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "base/result.h"
#include "daemon/core/silences.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/engine.h"

namespace fenghuo {

// How the daemon is, for /-/healthy and /-/ready.
struct DaemonStatus {
  bool ready = false;
  std::vector<std::string> reasons;  // why not, one sentence each
  Timestamp last_tick;               // the core's loop has turned
  Timestamp started_at;
  bool reload_failed = false;        // the last reload was refused; the old configuration works on
  std::string reload_error;
};

class CoreCommands {
 public:
  virtual ~CoreCommands() = default;

  virtual void Act(std::string incident, Action action, std::function<void(Result<Incident>)> done) = 0;
  virtual void Do(std::string incident, LedgerDeed deed, std::function<void(Result<Incident>)> done) = 0;
  virtual void OpenByHand(ManualReport report, std::function<void(Result<Incident>)> done) = 0;
  // What a push source sent, as a feed; the answer comes when it is kept. kNotFound: the source is gone from the configuration.
  virtual void Push(std::string source, Feed feed, std::function<void(Result<IngestReport>)> done) = 0;
  // 接班 by whoever is at the desk; the numbers of the incidents that were taken over.
  virtual void AcceptShift(std::string person, std::function<void(Result<std::vector<std::string>>)> done) = 0;
  // What another monitoring system says of the machines.
  virtual void TakeAlarms(std::vector<SystemAlarm> alarms, std::function<void(Result<AlarmReport>)> done) = 0;
  // What a person says about a document that rules found; the document.
  virtual void JudgeRelevance(ClickOrder order, std::function<void(Result<DocumentRecord>)> done) = 0;
  virtual void ReplayDeadLetter(std::string notification, std::string person,
                                std::function<void(Result<Notification>)> done) = 0;
  virtual void ChangeSilence(SilenceWish wish, std::function<void(Result<Silence>)> done) = 0;
  virtual void ChangeDrill(DrillWish wish, std::function<void(Result<Drill>)> done) = 0;
  // A line of the audit trail. Who reads gets what they read with the answer (Reply::note).
  virtual void NoteAudit(AuditNote line, std::function<void(Result<void>)> done) = 0;
  // So that a sign-in survives a restart of the daemon; answers nothing, because nobody waits for it.
  virtual void KeepSessions(SessionChanges changes) = 0;
  // The text says what needs a restart; the error holds every problem, one a line, and the old configuration stays.
  virtual void Reload(std::string person, std::function<void(Result<std::string>)> done) = 0;

  virtual DaemonStatus Status() const = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_CORE_COMMANDS_H_
