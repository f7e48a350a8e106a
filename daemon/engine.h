// The Engine is the core of the daemon: it takes in what the crawler brings, runs the periodic duties, carries out what people
// ask for, and hands over what is to be sent.
//
//   Result<std::unique_ptr<Engine>> engine = Engine::Make({config, classifier, store}, clock.Now());
//   (*engine)->Ingest(intake, clock.Now());
//   (*engine)->Tick(clock.Now());
//   for (const Outgoing& out : *(*engine)->TakeSends(clock.Now())) courier.Send(out.row, out.channel);
//
// Everything that it answers with is durable already. kUnavailable from any call means that the store could not write: the
// caller stops at once, and nothing that is not on disk has left the house.
//
// One thread: the core's. It is told `now`; a replay drives it by the archive's time.

#ifndef FENGHUO_DAEMON_ENGINE_H_
#define FENGHUO_DAEMON_ENGINE_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/audit_note.h"
#include "daemon/core/core.h"
#include "daemon/core/drills.h"
#include "daemon/core/relevance.h"
#include "daemon/core/retention.h"
#include "daemon/core/system_alarms.h"
#include "daemon/crawl/intake.h"
#include "daemon/deliver/delivery.h"
#include "daemon/pipeline.h"

namespace fenghuo {

struct EngineOptions {
  Config config;
  std::shared_ptr<const Classifier> classifier;  // shared with the workers
  Store* store = nullptr;
  Watching watching = Watching::kYes;
};

// A notification on its way out, with the channel it goes by.
struct Outgoing {
  Notification row;
  ChannelSpec channel;
};

// 人工录入, as a person gives it.
struct ManualReport {
  ManualOrigin origin;
  std::string title;
  Level level = kLowestLevel;
  Locality locality = Locality::kLocal;
  std::string category;
  std::vector<std::string> departments;
  std::string county_unit;
  std::string story;  // id, or empty
};

// What a person asks of drills: to begin one, or to end the one that runs.
struct DrillWish {
  std::optional<DrillOrder> begin = {};
  std::string person = {};      // who ends it
  std::string end_reason = {};  // one line of Chinese
};

// What a person does to the ledger of an incident: a pure decision, and how the audit trail names it.
struct LedgerDeed {
  std::string actor = {};   // who pressed the button
  std::string action = {};  // "clock.stop"
  std::string detail = {};
  std::function<Result<Decision>(const Incident& incident, const Desk& desk, Timestamp now)> decide;
};

// Sign-ins at the console that were opened, used or ended.
struct SessionChanges {
  std::vector<SessionRecord> kept;
  std::vector<std::string> dropped;  // token hashes

  bool empty() const { return kept.empty() && dropped.empty(); }
};

class Engine {
 public:
  static Result<std::unique_ptr<Engine>> Make(EngineOptions options, Timestamp now);

  Result<IngestReport> Ingest(std::span<const Intake> intakes, Timestamp now);
  Result<IngestReport> Ingest(const Intake& intake, Timestamp now) { return Ingest(std::span(&intake, 1), now); }

  // Runs the duties in their fixed order and commits once.
  Result<void> Tick(Timestamp now);
  // When Tick next has something to do.
  Timestamp NextDue(Timestamp now) const;

  // What leaves now; that it is in flight is durable already.
  Result<std::vector<Outgoing>> TakeSends(Timestamp now);
  // What came of one attempt.
  Result<void> Settle(const DeliveryResult& result, Timestamp now);

  // What a person does to an incident; the new incident. kInvalid with the reason in Chinese when it is not allowed.
  Result<Incident> Act(const std::string& incident, const Action& action, Timestamp now);
  Result<Incident> Do(const std::string& incident, const LedgerDeed& deed, Timestamp now);
  Result<Incident> OpenByHand(const ManualReport& report, Timestamp now);
  // 确认相关, 不相关: what is in the tray and is relevant comes back. The document as it is now. kInvalid in Chinese.
  Result<DocumentRecord> JudgeRelevance(const ClickOrder& order, Timestamp now);
  // 接班: the numbers of the incidents that were taken over. kInvalid in Chinese.
  Result<std::vector<std::string>> AcceptShift(const std::string& person, Timestamp now);
  // What another monitoring system says; what was new in it.
  Result<AlarmReport> TakeAlarms(const std::vector<SystemAlarm>& alarms, Timestamp now);
  // One at a time; kInvalid in Chinese when it may not begin. It is played by Tick().
  Result<Drill> StartDrill(const DrillOrder& order, Timestamp now);
  Result<Drill> StopDrill(const std::string& person, const std::string& reason, Timestamp now);
  Result<Drill> ChangeDrill(const DrillWish& wish, Timestamp now) {
    return wish.begin ? StartDrill(*wish.begin, now) : StopDrill(wish.person, wish.end_reason, now);
  }
  // A new row that names the dead one.
  Result<Notification> ReplayDeadLetter(const std::string& notification, const std::string& person, Timestamp now);
  // Writes the lines, in their order, and the sign-ins: one commit for all of them, however many there are.
  Result<void> Note(std::span<const AuditNote> lines, const SessionChanges& sessions, Timestamp now);
  Result<void> NoteAudit(const AuditNote& line, Timestamp now) { return Note(std::span(&line, 1), {}, now); }

  // Single pages that found no room to wait: they are counted and never asked for.
  Result<void> NoteNoRoom(const std::vector<Errand>& pages);

  // What was done about incidents since the last call, for the metrics.
  std::vector<Happening> TakeHappenings() { return core_.state.TakeHappenings(); }

  // What was removed by age since the last call, durable.
  Removed TakeRemoved() { return retention_.TakeRemoved(); }

  // From the next call on this is the configuration; what has started keeps the policy it started with.
  void Reconfigure(Config config, std::shared_ptr<const Classifier> classifier);

  const Core& core() const { return core_; }
  // Whether a row that is on its way is a drill's: it counts for no figure.
  bool IsOfDrill(const std::string& notification) const { return drill_.state.outbox().contains(notification); }
  const Drill& drill() const { return drill_.drill; }  // the latest; number 0: there was never one
  Core& core() { return core_; }

 private:
  Engine(Core core, Core drill);

  Result<void> RecoverOutbox(Timestamp now);
  void TellChannelTroubles(Timestamp now);
  std::vector<std::string> ChannelsOutOfOrder(Timestamp now) const;
  // Into the outbox of its space.
  void Put(const Notification& row);
  Result<void> CommitBoth();

  Core core_;
  Core drill_;  // over the same store, in a space of its own
  Delivery delivery_;
  Retention retention_;
  std::optional<Timestamp> next_send_;  // when the outbox must be looked at again without news
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_ENGINE_H_
