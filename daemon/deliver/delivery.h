// Delivery is the core's side of sending: which rows leave, what becomes of them after an attempt, when another channel takes over and
// who must be told. It changes nothing itself; the caller stores what comes back before anything leaves.
//
//   Delivery delivery(known, seed);
//   rows = delivery.Recover({&outbox}, recent, desk, now);            // once, at the start: Put() each, commit
//
//   for (const DeliveryResult& result : courier.TakeResults()) {      // each turn of the core
//     for (const Notification& row : delivery.Settle(outbox.at(result.id), result, desk, now)) state.Put(row);
//   }
//   DeliveryTurn turn = delivery.Plan({&outbox}, desk, now);
//   for (const Notification& row : turn.rows) state.Put(row);          // the rows of turn.sends are among them
//   if (!state.Commit().ok()) stop;                                   // nothing has left
//   for (const Notification& row : turn.sends) courier.Send(row, *delivery.ChannelOf(row, desk));
//   for (const ChannelTrouble& trouble : delivery.TakeTroubles(desk, now)) tell operations, by every channel but that one
//
// Rate windows and the health of channels are memory only: after a start the windows and long pauses come from the rows (Recover),
// and a channel that is still out of order shows it at its next attempt.
//
// One thread, the core's.

#ifndef FENGHUO_DAEMON_DELIVER_DELIVERY_H_
#define FENGHUO_DAEMON_DELIVER_DELIVERY_H_

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "alerts/notify/channel_health.h"
#include "alerts/notify/rate_limit.h"
#include "base/rng.h"
#include "daemon/deliver/courier.h"

namespace fenghuo {

// Rows by id; every row that is not final.
using Outbox = std::map<std::string, Notification>;

// The office's and that of drills: both go by the same channels. An id stands in one of them.
using Outboxes = std::vector<const Outbox*>;

struct DeliveryTurn {
  std::vector<Notification> rows;    // all that changed or are new, those of `sends` included
  std::vector<Notification> sends;   // in flight: hand them to the courier once `rows` are durable
  std::optional<Timestamp> next_at;  // when to ask again without news; absent: nothing waits for the clock
};

struct ChannelTrouble {
  std::string channel;  // name: tell it by another one
  std::string about;    // "order", "dead", "back" or "gone": two of them within one second are two messages
  Message message;
};

class Delivery {
 public:
  // `known` says whether the store has a row of that id, whatever its state.
  Delivery(std::function<bool(const std::string& id)> known, uint64_t seed);

  // What a crash left in flight; `recent` are rows in any state that can have been sent in the last minutes, for the rate windows.
  std::vector<Notification> Recover(const Outboxes& outboxes, const std::vector<Notification>& recent, const Desk& desk,
                                    Timestamp now);

  // The row after its attempt, and its copies for another channel. Empty when the row is not in flight.
  std::vector<Notification> Settle(const Notification& row, const DeliveryResult& result, const Desk& desk, Timestamp now);

  DeliveryTurn Plan(const Outboxes& outboxes, const Desk& desk, Timestamp now);

  // What operations have not been told yet: a channel that fell out of order (once, until it works again), one that is back, and new
  // dead letters (with the first, then at most every half hour), those of a channel that was taken out of the configuration
  // included ("gone").
  std::vector<ChannelTrouble> TakeTroubles(const Desk& desk, Timestamp now);

  // Null when the configuration has no such channel any more.
  const ChannelSpec* ChannelOf(const Notification& row, const Desk& desk) const;

  // By channel name, of those that were used since the start.
  const std::map<std::string, ChannelHealth>& health() const { return health_; }

 private:
  struct Told {
    bool out_of_order = false;
    int dead_letters = 0;  // not told yet
    std::optional<Timestamp> dead_letters_at;
  };

  // A peer that asked for a long wait before the crash still asks for it.
  void RecoverPauses(const Outbox& outbox, const Desk& desk, Timestamp now);
  bool TellsLetters(const Told& told, Timestamp now) const;
  ChannelTrouble TakeLetters(const ChannelSpec& channel, const char* about, Timestamp now);
  // Copies of `row` by its channel's other one, when it is time and they do not exist yet.
  void AddFallback(const Notification& row, const Desk& desk, Timestamp now, std::vector<Notification>& rows);

  std::function<bool(const std::string& id)> known_;
  Rng rng_;
  RateLimits limits_;
  std::map<std::string, ChannelHealth> health_;
  std::map<std::string, Told> told_;
  std::set<std::string> moved_;  // rows that need no look for a fallback any more; of rows in the outbox only
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_DELIVERY_H_
