// The month's duty sheet (值班表) as offices keep it, in a spreadsheet or a calendar, as the lines of roster/*.yml.
//
//   Result<DutySheet> sheet = ReadDutySheet(table, {.staff = config.staff, .month = month});
//   for (const auto& [name, yaml] : SheetFiles(*sheet)) Write(directory + "/roster/" + name, yaml);
//
// A table has a column for the date, one for the leader, and either one for the desk (with one for the shift, or for day and night
// together) or one each for the desk by day and by night, by the names that offices use. An empty date or leader is that of the row
// above: such cells are joined. People are known by their name or id in staff.yml.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_ROSTER_SHEET_H_
#define FENGHUO_DAEMON_COMMANDS_ROSTER_SHEET_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/roster/staff.h"
#include "base/result.h"
#include "daemon/crawl/table/table_text.h"

namespace fenghuo {

struct DutyLine {
  std::chrono::sys_days date;
  bool day = true;     // the day shift
  bool night = true;   // the night shift
  std::string desk;    // person id
  std::string leader;  // person id
};

struct DutySheet {
  std::vector<DutyLine> lines;       // by date, day before night
  std::vector<std::string> remarks;  // what was decided without being asked: "line 7: …"
};

struct SheetReading {
  const Staff& staff;
  std::optional<std::chrono::year_month> month = {};  // of dates that name none
};

// kInvalid: a column that is not there, or every row that cannot be read, one line each.
Result<DutySheet> ReadDutySheet(const Table& table, const SheetReading& reading);

// An event of a calendar: when it begins in the office's time, and what it says.
struct DutyEvent {
  std::chrono::sys_days date;
  bool day = true;
  bool night = true;
  std::string summary;  // "值班员：张某；带班领导：李某"
};

// kInvalid: every event that names nobody or somebody unknown.
Result<DutySheet> ReadDutyEvents(const std::vector<DutyEvent>& events, const SheetReading& reading);

// The files of roster/, one for each month: "2026-12.yml" and its text.
std::map<std::string, std::string> SheetFiles(const DutySheet& sheet);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_ROSTER_SHEET_H_
