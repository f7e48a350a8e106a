// The people of the office: some answer at once, some late, some never, and most are hard to wake.
//
//   People people(config, rng);
//   people.Read(received, now);                         // what a channel has put into their hands
//   for (const Intent& intent : people.TakeIntents(now)) ... // what they do now
//
// What they do after a signature (assess, handle, watch, close) comes in its time or not at all. One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_PEOPLE_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_PEOPLE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "base/rng.h"
#include "daemon/config/config.h"
#include "tests/scenarios/simulator/channels.h"

namespace fenghuo {

struct Intent {
  std::string incident;
  Action action;
};

class People {
 public:
  People(const Config& config, Rng rng);

  void Read(const Received& received);
  // Whoever sits at the desk looks at the lists now and then.
  void LookAtLists(const std::vector<std::string>& open_incidents, Timestamp now);
  std::vector<Intent> TakeIntents(Timestamp now);
  std::optional<Timestamp> NextIntentAt() const;

 private:
  enum class Habit { kPrompt, kLate, kNever };

  bool IsAsleep(Timestamp now) const;
  Duration TimeToAnswer(Habit habit, Urgency urgency);
  void PlanWork(const std::string& incident, const std::string& person, Timestamp from);
  void Plan(Timestamp at, const std::string& incident, Action action);

  Rng rng_;
  Zone zone_;
  Night night_;
  std::vector<std::string> desk_;
  std::map<std::string, Habit> habits_;
  std::multimap<Timestamp, Intent> intents_;
  std::set<std::string> worked_on_;  // incidents
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_PEOPLE_H_
