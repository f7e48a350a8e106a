// System alarms (系统告警) are what another monitoring system, such as the office's own Alertmanager, says is wrong with the machines.
// They are for operations; a full disk is no public opinion, so no incident comes of them.
//
//   AlarmTurn turn = TakeSystemAlarms(standing, told, now);
//   if (!turn.begun.empty()) tell operations SystemAlarmMessage(turn.begun, desk, now);
//   if (!turn.ended.empty()) tell operations SystemClearMessage(turn.ended, desk, now);
//   standing = turn.standing;
//
// Such a system says the same again every few hours. An alarm is who its fingerprint says it is: one that stands is told once, also when
// it comes twice, until it is over or begins anew (a later start). The end of one that never stood is no news, nor is that of an
// earlier start than the one that stands. One that nobody has repeated for seven days is forgotten without a word, and of more than
// 1,000 those that were repeated longest ago. What we told an Alertmanager ourselves and it sends back is left out, else a message would
// go round in circles.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_SYSTEM_ALARMS_H_
#define FENGHUO_ALERTS_NOTIFY_SYSTEM_ALARMS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "alerts/notify/message.h"

namespace fenghuo {

inline constexpr size_t kStandingMax = 1000;
inline constexpr Duration kStandsUnrepeated = hours(24 * 7);

// As the other system said it: all of it is foreign text.
struct SystemAlarm {
  std::string fingerprint;
  std::string name;      // alertname: DiskFull
  std::string severity;  // "critical" or "page" wakes somebody; may be empty
  std::string where;     // instance, or job; may be empty
  std::string summary;   // one sentence; may be empty
  Timestamp starts_at;
  bool firing = true;    // else it is over
};

// One that operations know of and that is not over.
struct StandingAlarm {
  std::string fingerprint;
  std::string name;
  std::string where;
  Timestamp starts_at;
  Timestamp seen_at;  // last time that it was said

  friend bool operator==(const StandingAlarm&, const StandingAlarm&) = default;
};

struct AlarmTurn {
  std::vector<StandingAlarm> standing;  // by fingerprint
  std::vector<SystemAlarm> begun;       // in the order that they came
  std::vector<StandingAlarm> ended;
  int64_t repeated = 0;  // no news
  int64_t own = 0;       // ours, come back
};

AlarmTurn TakeSystemAlarms(const std::vector<StandingAlarm>& standing, const std::vector<SystemAlarm>& told, Timestamp now);

bool WakesSomebody(const std::vector<SystemAlarm>& begun);

// `begun` and `ended` have at least one.
Message SystemAlarmMessage(const std::vector<SystemAlarm>& begun, const Desk& desk, Timestamp now);
Message SystemClearMessage(const std::vector<StandingAlarm>& ended, const Desk& desk, Timestamp now);

// As a setting of the store keeps them. What cannot be read is nothing: an alarm too many is better than one too few.
std::string KeptAlarms(const std::vector<StandingAlarm>& standing);
std::vector<StandingAlarm> ParseKeptAlarms(const std::string& kept);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_SYSTEM_ALARMS_H_
