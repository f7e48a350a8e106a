// A Simulation is a whole office for some days in one thread, from one seed: sources, classifier, core, ways out, people, mishaps.
//
//   Simulation world({.seed = 42, .days = 1});
//   SimulationResult result = world.Run();
//   if (!result.findings.empty()) std::fputs(Explain(result).c_str(), stderr);
//
// The engine, the store, the classifier, the parsers and the schedule are the daemon's own; what lies outside of them is the world's:
// what hosts and channels answer, what people do, what befalls disk and clock. The invariants are looked at after every turn.
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_SIMULATION_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_SIMULATION_H_

#include <functional>
#include <string>
#include <vector>

#include "daemon/crawl/schedule.h"
#include "tests/scenarios/simulator/audit_check.h"
#include "tests/scenarios/simulator/channels.h"
#include "tests/scenarios/simulator/documents_check.h"
#include "tests/scenarios/simulator/faults.h"
#include "tests/scenarios/simulator/house.h"
#include "tests/scenarios/simulator/incident_check.h"
#include "tests/scenarios/simulator/outbox_check.h"
#include "tests/scenarios/simulator/people.h"
#include "tests/scenarios/simulator/silence_check.h"
#include "tests/scenarios/simulator/web.h"

namespace fenghuo {

class Simulation;

struct SimulationOptions {
  uint64_t seed = 1;
  int days = 1;
  bool mishaps = true;
  // Breaks the world on purpose, after each turn in which the office is up; for the tests of the invariants.
  std::function<void(Simulation&)> sabotage = {};
};

struct SimulationResult {
  uint64_t seed = 0;
  std::vector<Finding> findings;
  std::vector<std::string> trace;
  std::string timelines;  // of the incidents that the findings name
  uint64_t digest = 0;  // of the trace and of everything that is stored at the end
  size_t documents = 0;
  size_t incidents = 0;
  size_t notifications = 0;
  int64_t received = 0;
  int64_t actions = 0;
  int64_t silenced = 0;  // messages that a silence held back
  int deaths = 0;
  int turns = 0;
};

// The findings, the last of what came before the first one, and how to see it again.
std::string Explain(const SimulationResult& result);

class Simulation {
 public:
  explicit Simulation(SimulationOptions options);

  SimulationResult Run();

  // For sabotage.
  House& house() { return house_; }
  Channels& channels() { return channels_; }
  OutboxCheck& outbox_check() { return outbox_check_; }
  DocumentsCheck& documents_check() { return documents_check_; }
  Trace& trace() { return trace_; }
  Timestamp now() const { return now_; }
  Timestamp wall_now() const { return now_ + wall_ahead_; }
  int turns() const { return turns_; }

 private:
  Timestamp NextEvent() const;
  void Turn();
  void BefallDue();
  void Befall(const Mishap& mishap);
  void StartHouse();
  void Die(Death death, Duration down);
  Result<void> Work();
  Result<void> ReadSources();
  Result<void> TakeResults();
  Result<void> LetPeopleAct();
  Result<void> LetPeopleWorkTheLedger();
  Result<void> LetPeopleSilence();
  Result<void> SendDue();
  void ReadMessages();
  void LookAtEverything();
  uint64_t DigestOfStore();
  std::string TimelinesOf(const std::vector<Finding>& findings) const;

  SimulationOptions options_;
  Rng rng_;
  Rng ledger_rng_;                         // of what people do to the ledger
  Rng silence_rng_;                        // of what they want to hear no more of
  Timestamp begin_;
  Timestamp now_;                          // the true time
  Duration wall_ahead_ = Duration(0);      // what the office's clock is wrong by
  House house_;
  Web web_;
  Channels channels_;
  People people_;
  std::vector<Mishap> mishaps_;
  size_t next_mishap_ = 0;
  Schedule schedule_;
  std::optional<Timestamp> down_until_;
  std::optional<Timestamp> full_until_;
  Timestamp next_round_;                   // of the crawl
  Timestamp next_look_;                    // of somebody at the lists
  Timestamp last_wall_;                    // of the last look at the outbox
  Timestamp alive_since_;                  // on the wall
  Trace trace_;
  Findings findings_;
  DocumentsCheck documents_check_;
  OutboxCheck outbox_check_;
  AuditCheck audit_check_;
  IncidentCheck incident_check_;
  SilenceCheck silence_check_;
  int64_t actions_ = 0;
  int deaths_ = 0;
  int turns_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_SIMULATION_H_
