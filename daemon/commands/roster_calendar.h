// Shifts as an iCalendar file (RFC 5545), for the telephones of those on duty, and back.
//
//   std::string ics = WriteDutyCalendar(shifts, {.roster = roster, .office = "某市市场监督管理局", .now = now});
//   Result<std::vector<DutyEvent>> events = ReadDutyCalendar(bytes, {.zone = zone, .from = from, .to = to});
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_ROSTER_CALENDAR_H_
#define FENGHUO_DAEMON_COMMANDS_ROSTER_CALENDAR_H_

#include <string>
#include <string_view>
#include <vector>

#include "alerts/roster/roster.h"
#include "base/result.h"
#include "base/zone.h"
#include "daemon/commands/roster_sheet.h"

namespace fenghuo {

struct CalendarFacts {
  const Roster& roster;
  std::string office;
  Timestamp now;  // when the file was made
};

// One event a shift, with a UID that stays when the shift changes hands, so that a calendar that is read again is set right.
std::string WriteDutyCalendar(const std::vector<Shift>& shifts, const CalendarFacts& facts);

struct CalendarReading {
  const Zone& zone;  // of the office: which date and which shift an event is
  Timestamp from;    // events that begin before, or
  Timestamp to;      // at `to` or later, are left out
};

// Repeating events are written out. A shift that begins before noon is the day's, a later one the night's; an event of a whole day,
// or of twenty hours at least, is both. kInvalid when it is no calendar.
Result<std::vector<DutyEvent>> ReadDutyCalendar(std::string_view bytes, const CalendarReading& reading);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_ROSTER_CALENDAR_H_
