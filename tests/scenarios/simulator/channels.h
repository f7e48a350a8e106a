// The ways out as the world has them: they take a message, are slow about it, refuse it, limit us, are down for hours, or fall silent
// when nobody can say whether the message came through.
//
//   Channels channels(config.channels, rng, begin, days);
//   channels.Send(out, now);
//   for (const DeliveryResult& result : channels.TakeResults(now, wall_now)) engine.Settle(result, wall_now);
//
// Every answer is classified by the daemon's own code. One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_CHANNELS_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_CHANNELS_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "daemon/engine.h"

namespace fenghuo {

enum class ChannelMood { kWell, kSlow, kDown, kLimits, kRefuses, kPage, kAmbiguous };
const char* Name(ChannelMood mood);

// A message that people have in their hands.
struct Received {
  Timestamp at;
  Notification row;
};

class Channels {
 public:
  Channels(const std::vector<ChannelSpec>& channels, Rng rng, Timestamp begin, int days);

  void Send(const Outgoing& out, Timestamp now);
  // `wall_now` is what the office's clock shows.
  std::vector<DeliveryResult> TakeResults(Timestamp now, Timestamp wall_now);
  std::optional<Timestamp> NextResultAt() const;
  // The office has died: nobody waits for what is on its way; what was sent came through all the same.
  std::vector<std::string> DropConnections();

  std::vector<Received> TakeReceived() { return std::exchange(received_, {}); }
  ChannelMood MoodOf(const std::string& channel, Timestamp now) const;
  // From then on the channel is down for as long.
  void TakeDown(const std::string& channel, Timestamp from, Duration length);

 private:
  struct Spell {
    Timestamp from;
    Timestamp to;
    ChannelMood mood = ChannelMood::kWell;
  };
  struct Underway {
    Outgoing out;
    Answer answer;
    Duration took = Duration(0);
  };

  bool Takes(ChannelType type, ChannelMood mood, Answer& answer, Duration& took);

  Rng rng_;
  std::map<std::string, std::vector<Spell>> spells_;
  std::multimap<Timestamp, Underway> underway_;
  std::vector<Received> received_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_CHANNELS_H_
