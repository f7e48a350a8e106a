// PostedCommands hands what the HTTP side asks of the core to the core's inbox, and answers from there.
//
//   PostedCommands commands(inbox, {.push = …, .reload = …, .announce = …, .status = …});
//
// Thread-safe; what the world holds is called on the core's thread, but for `status`, which is called on any.

#ifndef FENGHUO_DAEMON_POSTED_COMMANDS_H_
#define FENGHUO_DAEMON_POSTED_COMMANDS_H_

#include <functional>
#include <string>
#include <vector>

#include "daemon/core_inbox.h"
#include "daemon/serve/core_commands.h"
#include "daemon/waiting_notes.h"

namespace fenghuo {

// What needs more of the daemon than its engine.
struct CommandWorld {
  using PushDone = std::function<void(Result<IngestReport>)>;
  using ReloadDone = std::function<void(Result<std::string>)>;
  // Errors are the store's and stop the daemon.
  std::function<Result<void>(const std::string& source, const Feed& feed, const PushDone& done, Timestamp now)> push;
  std::function<Result<void>(const std::string& person, const ReloadDone& done, Timestamp now)> reload;
  std::function<void(const std::string& kind)> announce;  // to the consoles that are open
  std::function<DaemonStatus()> status;
};

class PostedCommands : public CoreCommands {
 public:
  // `inbox` outlives it.
  PostedCommands(CoreInbox& inbox, CommandWorld world);

  void Act(std::string incident, Action action, std::function<void(Result<Incident>)> done) override;
  void Do(std::string incident, LedgerDeed deed, std::function<void(Result<Incident>)> done) override;
  void OpenByHand(ManualReport report, std::function<void(Result<Incident>)> done) override;
  void Push(std::string source, Feed feed, std::function<void(Result<IngestReport>)> done) override;
  void AcceptShift(std::string person, std::function<void(Result<std::vector<std::string>>)> done) override;
  void TakeAlarms(std::vector<SystemAlarm> alarms, std::function<void(Result<AlarmReport>)> done) override;
  void JudgeRelevance(ClickOrder order, std::function<void(Result<DocumentRecord>)> done) override;
  void ReplayDeadLetter(std::string notification, std::string person, std::function<void(Result<Notification>)> done) override;
  void ChangeSilence(SilenceWish wish, std::function<void(Result<Silence>)> done) override;
  void ChangeDrill(DrillWish wish, std::function<void(Result<Drill>)> done) override;
  void NoteAudit(AuditNote line, std::function<void(Result<void>)> done) override;
  void KeepSessions(SessionChanges changes) override;
  void Reload(std::string person, std::function<void(Result<std::string>)> done) override;
  DaemonStatus Status() const override;

 private:
  template <typename T, typename Wish>
  void PostAnswered(std::function<void(Result<T>)> done, Wish wish);
  void PostNotes();

  CoreInbox& inbox_;
  WaitingNotes notes_;
  CommandWorld world_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_POSTED_COMMANDS_H_
