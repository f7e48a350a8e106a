// What the world holds against the outbox:
//   I4  "outbox rows never leave terminal states"
//   I7  "no send while silenced unless level floor": a signature is what silences a chain here, the table what silences a night
//        (what people silence: silence_check.h)
//   I9  "queue sizes stay under caps": one row a credential on its way, so many calls a minute, so many rows that wait, none beyond
//       its time, so many rings a person a night
//   P2  the design's promise 2: nothing is handed out that is not durable as on its way
//   P3  its promise 3: at most one repeat of a delivery for each crash, retry or unknown result
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_OUTBOX_CHECK_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_OUTBOX_CHECK_H_

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "daemon/engine.h"
#include "tests/scenarios/simulator/findings.h"

namespace fenghuo {

constexpr size_t kWaitingMax = 4000;           // rows of all channels, in a world of this size
constexpr Duration kPatience = minutes(2);     // for the core to do what is due

class OutboxCheck {
 public:
  explicit OutboxCheck(Findings& findings) : findings_(findings) {}

  // The core gives it to the courier, at the true time `now`.
  void NoteHandedOut(const Outgoing& out, const Engine& engine, const Store& store, Timestamp now);
  void NoteReceived(const Notification& row);
  void NoteResult(const DeliveryResult& result);
  // The office died while these were on their way.
  void NoteLost(const std::vector<std::string>& ids);
  // The clock was moved: windows that are counted by it begin anew.
  void NoteClockMoved() { calls_.clear(); }

  // After each turn: new rows since `since` and every row that is not over. `alive_since`: since when the core has been able to act.
  void Look(const Engine& engine, const Store& store, Timestamp since, Timestamp alive_since);
  // Every row that was ever seen.
  void LookAtAll(const Store& store);

  // When somebody was told, or was to be told, of an incident; by night also by the list of what rings no more.
  const std::vector<Timestamp>& TellingsOf(const std::string& incident) const;
  // The one takes over what the other's people were told.
  void Merge(const std::string& from, const std::string& into);
  size_t rows() const { return seen_.size(); }
  int64_t received() const { return received_total_; }

 private:
  struct Seen {
    DeliveryState state = DeliveryState::kPending;
    int attempts = 0;
    int received = 0;
    int excuses = 0;  // why it may be received once more: unknown results, deaths while it was on its way
  };

  void Observe(const Notification& row);
  void NoteTelling(const Notification& row);
  void ExpectNotSilenced(const Outgoing& out, const Engine& engine, const Store& store);
  void ExpectSlowEnough(const Outgoing& out, Timestamp now);
  void ExpectQuietNight(const Notification& row, const Desk& desk);

  Findings& findings_;
  std::map<std::string, Seen> seen_;
  std::set<std::string> open_;                                // not over when last seen
  std::map<std::string, std::vector<Timestamp>> tellings_;    // number of an incident -> times
  std::map<std::string, std::deque<Timestamp>> calls_;        // credential -> of the last minute
  std::map<std::pair<std::string, Timestamp>, int> rings_;    // person, end of the night
  std::set<std::string> rung_;                                // rows that were counted
  int64_t received_total_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_OUTBOX_CHECK_H_
