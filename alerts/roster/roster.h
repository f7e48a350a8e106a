// A Roster answers who holds a role at an instant.
//
//   Roster roster(staff);
//   for (const Holder& holder : roster.Holders(Role::kDesk, incident_units, now)) ...
//
// When no shift covers the instant the fallback person holds the role and `gap` is set: the caller raises an alarm.
//
// Immutable: any number of threads.

#ifndef FENGHUO_ALERTS_ROSTER_ROSTER_H_
#define FENGHUO_ALERTS_ROSTER_ROSTER_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerts/roster/staff.h"

namespace fenghuo {

// Which sections and which county bureau an incident belongs to.
struct ResponsibleUnits {
  std::vector<std::string> sections;
  std::string county;
};

struct Holder {
  const Person* person = nullptr;  // lives as long as the Roster
  Role role = Role::kDesk;
  bool gap = false;  // nobody was rostered; this is the fallback
};

class Roster {
 public:
  explicit Roster(Staff staff);

  // People in order, each once. A section without a head gives its parent's head. Empty when nobody at all can be found.
  std::vector<Holder> Holders(Role role, const ResponsibleUnits& units, Timestamp now) const;

  // On duty at the desk at `now`, or standing in where nobody is rostered.
  bool IsAtDesk(const std::string& person, Timestamp now) const;

  // Of the unit or of one below it.
  bool BelongsTo(const std::string& person, const std::string& unit) const;

  const Person* FindPerson(const std::string& id) const;  // null when unknown
  const Unit* FindUnit(const std::string& id) const;      // null when unknown
  // The shift at `now`, or null.
  const Shift* ShiftAt(Timestamp now) const;
  // The first instant from `from` to `to` that no shift covers.
  std::optional<Timestamp> FirstGap(Timestamp from, Timestamp to) const;
  const Staff& staff() const { return staff_; }

 private:
  Staff staff_;
  std::map<std::string, size_t> person_index_;
  std::map<std::string, size_t> unit_index_;
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_ROSTER_ROSTER_H_
