// The change of shift at the desk (交接班): what the one who comes finds, and what becomes theirs when they accept it.
//
//   Message sheet = ShiftSheet(change, open, desk, now);                       // 交接班单
//   if (std::optional<Decision> taken = TakeOver(incident, change, desk, now)) …   // 接班
//
// Until the one who comes has accepted, what was signed by those who left stays with them, and the leader on duty hears of it.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_SHIFT_CHANGE_H_
#define FENGHUO_ALERTS_INCIDENT_SHIFT_CHANGE_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

constexpr Duration kAcceptWithin = minutes(15);

struct ShiftChange {
  Timestamp at;                        // of the latest change that nobody has accepted
  std::vector<std::string> from = {};  // person ids: who had the desk since it was last accepted, in time order
  std::string to = {};                 // person id: who has it now
};

// The setting that holds a change which nobody has accepted, empty when there is none: milliseconds, who comes, and those who left, a
// line each.
inline constexpr const char* kShiftChangeSetting = "shift.change";
std::string KeptShiftChange(const ShiftChange& change);
std::optional<ShiftChange> ParseShiftChange(const std::string& kept);

// What is open, each with its state, who signed and what is due next, and until when to accept.
Message ShiftSheet(const ShiftChange& change, const std::vector<Incident>& open, const Desk& desk, Timestamp now);

// To the leader on duty: nobody has accepted.
Message ShiftNotAccepted(const ShiftChange& change, const std::vector<Incident>& open, const Desk& desk, Timestamp now);

// Whether one of those who left has signed for it, and nobody since.
bool IsHandedOn(const Incident& incident, const ShiftChange& change);

// The signature is theirs who comes, for as long as it lasted before. Nothing when it is nobody's who left.
std::optional<Decision> TakeOver(const Incident& incident, const ShiftChange& change, const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_SHIFT_CHANGE_H_
