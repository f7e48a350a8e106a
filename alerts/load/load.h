// How much the office asks of each of its people: alarms in windows of ten minutes, rings of a night, signatures.
//
//   for (const PersonLoad& load : MeasureLoad(rows, {from, to}, desk)) …       // peak 12 at 02:14, 3 rings at night
//   FloodChange change = WatchFloods(known, rows_of_the_last_ten_minutes, now);
//
// An alarm is a message that somebody must act on (notifications.md 13): what is only listed, or says that something is over, is none.
// However many contacts carry it, it is one alarm for a person. One in ten minutes is acceptable; above ten in ten minutes is a flood,
// which is over below five (EEMUA 191, ISA-18.2). What drills say is no load.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_LOAD_LOAD_H_
#define FENGHUO_ALERTS_LOAD_LOAD_H_

#include <map>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

constexpr Duration kLoadWindow = minutes(10);
constexpr int kFloodAbove = 10;
constexpr int kFloodEndsBelow = 5;

bool IsAlarm(const Notification& row);

struct PersonLoad {
  std::string person;      // id
  int alarms = 0;
  int rings = 0;           // of them
  int rings_at_night = 0;  // of those
  int peak = 0;            // most alarms within ten minutes
  Timestamp peak_at;       // the last of those
  int floods = 0;
};

struct LoadPeriod {
  Timestamp from;
  Timestamp to;  // not included
};

// Everybody who had an alarm in the period, most first, then by id.
std::vector<PersonLoad> MeasureLoad(const std::vector<Notification>& rows, const LoadPeriod& period, const Desk& desk);

// How many alarms each person had in the period.
std::map<std::string, int> AlarmsOf(const std::vector<Notification>& rows, const LoadPeriod& period);

struct Flood {
  Timestamp since;
  int most = 0;  // alarms within ten minutes, so far
};

struct FloodChange {
  std::map<std::string, Flood> floods;  // by person: those that go on
  std::map<std::string, Flood> begun;   // of them
  std::map<std::string, Flood> over;
};

// `rows` holds what was created since `now` less ten minutes.
FloodChange WatchFloods(const std::map<std::string, Flood>& known, const std::vector<Notification>& rows, Timestamp now);

// To operations and the leader on duty: once when it begins, once when it is over.
Message FloodAlarm(const std::map<std::string, Flood>& begun, const Desk& desk, Timestamp now);
Message FloodOver(const std::map<std::string, Flood>& over, const Desk& desk, Timestamp now);

// What is kept of floods between two looks, in the setting of that name: "zhang 1783706040000 12", a line each.
inline constexpr const char* kFloodsSetting = "load.floods";
std::string KeptFloods(const std::map<std::string, Flood>& floods);
std::map<std::string, Flood> ParseFloods(const std::string& kept);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_LOAD_LOAD_H_
