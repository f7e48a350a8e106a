// What the world holds against the incidents:
//   I2   "every alert has an owner or an open escalation"
//   I3   "no level Ⅰ/Ⅱ alert unacknowledged longer than its chain allows without a new notification"
//   I8   "a raised level is never hidden by cooldown", and below the floor by nothing but a silence that says so
//   I10  "clocks … never start later than first alert": what the clocks of an incident count from is when it was first seen
//
// The chain is the one that was frozen into the incident; how far the daemon thinks that it has come is not believed: what counts is
// which notifications there are. One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_INCIDENT_CHECK_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_INCIDENT_CHECK_H_

#include <map>
#include <set>
#include <string>

#include "daemon/engine.h"
#include "tests/scenarios/simulator/documents_check.h"
#include "tests/scenarios/simulator/outbox_check.h"

namespace fenghuo {

class IncidentCheck {
 public:
  IncidentCheck(Findings& findings, OutboxCheck& outbox, const DocumentsCheck& documents)
      : findings_(findings), outbox_(outbox), documents_(documents) {}

  // A person asked for the next step before its time.
  void NoteHurried(const Incident& before);
  void NoteClockMoved() { clock_moved_ = true; }

  // After each turn, and after the outbox was looked at.
  void Look(const Engine& engine, const Store& store, Timestamp alive_since);
  // Every incident that was ever seen must be kept, no shorter than it was.
  void LookAtAll(const Store& store);
  size_t incidents() const { return known_.size(); }
  const std::map<std::string, int64_t>& known() const { return entries_; }

 private:
  struct Known {
    size_t levels = 0;
    bool moved = false;  // the clock was since it was opened
    bool open = true;
  };

  void LookAtOne(const Incident& incident, const Engine& engine, const Store& store);
  void ExpectOwner(const Incident& incident, const Desk& desk);
  void ExpectChainGoesOn(const Incident& incident);
  void ExpectCountdownsGoOn(const Incident& incident);
  void ExpectStatementsSeen(const Incident& incident);
  void ExpectNothingLeft(const Incident& over);
  void ExpectRaiseIsTold(const Incident& incident, size_t change, const Desk& desk, const Store& store);
  void ExpectClocks(const Incident& incident, const Store& store);

  Findings& findings_;
  OutboxCheck& outbox_;
  const DocumentsCheck& documents_;
  std::map<std::string, Known> known_;
  std::map<std::string, int64_t> entries_;                   // incident -> entries of its timeline when last seen
  std::set<std::pair<std::string, Timestamp>> hurried_;      // incident, due time of the step that was taken early
  Timestamp alive_since_;
  bool clock_moved_ = false;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_INCIDENT_CHECK_H_
