#include "daemon/commands/roster_shown.h"

#include <algorithm>
#include <cstdio>

#include "alerts/incident/words.h"
#include "alerts/roster/calendar.h"
#include "alerts/roster/roster.h"

namespace fenghuo {
namespace {

constexpr const char* kWeekdays[] = {"周日", "周一", "周二", "周三", "周四", "周五", "周六"};

std::chrono::sys_days DateOf(const CivilTime& local) {
  return std::chrono::sys_days(std::chrono::year(local.year) / std::chrono::month(static_cast<unsigned>(local.month)) /
                               std::chrono::day(static_cast<unsigned>(local.day)));
}

std::string ClockTime(const Zone& zone, Timestamp at) {
  const CivilTime local = zone.Local(at);
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", local.hour, local.minute);
  return text;
}

// 2026-10-01 周四（休）
std::string DayLine(const Config& config, Timestamp at) {
  const CivilTime local = config.zone.Local(at);
  const std::chrono::sys_days date = DateOf(local);
  const std::chrono::weekday weekday(date);
  const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  const bool worked = IsWorkingDay(config.calendar, date);
  char day[16];
  std::snprintf(day, sizeof day, "%04d-%02d-%02d", local.year, local.month, local.day);
  return std::string(day) + " " + kWeekdays[weekday.c_encoding()] + (worked ? (weekend ? "（调休上班）" : "") : "（休）");
}

std::string WithPhone(const Roster& roster, const std::string& id) {
  const Person* person = roster.FindPerson(id);
  if (person == nullptr) return id;
  return person->name + (person->phone.empty() ? "" : " " + person->phone);
}

std::string Pair(const Roster& roster, const std::string& desk, const std::string& leader) {
  return "值班员 " + WithPhone(roster, desk) + "　带班领导 " + WithPhone(roster, leader);
}

class Table {
 public:
  explicit Table(const Config& config) : config_(config), roster_(config.staff) {}

  RosterTable Between(Timestamp from, Timestamp to) {
    Timestamp covered = from;
    for (const Shift& shift : config_.staff.shifts) {
      if (shift.to <= from || shift.from >= to) continue;
      if (shift.from > covered) Gap(covered, shift.from);
      Line(shift.from, shift.to, Pair(roster_, shift.desk, shift.leader));
      covered = std::max(covered, shift.to);
    }
    if (covered < to) Gap(covered, to);
    return std::move(table_);
  }

 private:
  void Gap(Timestamp from, Timestamp to) {
    table_.has_gap = true;
    const Staff& staff = config_.staff;
    Line(from, to, "无人值班；暂由" + Pair(roster_, staff.fallback_desk, staff.fallback_leader) + "承担");
  }

  void Line(Timestamp from, Timestamp to, const std::string& who) {
    const std::string day = DayLine(config_, from);
    if (day != day_) table_.text += day + "\n";
    day_ = day;
    const bool same_day = config_.zone.Local(from).day == config_.zone.Local(to).day;
    const std::string until = (to - from > hours(24) ? ShownDay(config_.zone, to) : same_day ? "" : "次日") + ClockTime(config_.zone, to);
    table_.text += "  " + ClockTime(config_.zone, from) + "—" + until + "　" + who + "\n";
  }

  const Config& config_;
  Roster roster_;
  RosterTable table_;
  std::string day_;
};

}  // namespace

RosterTable ShowRosterTable(const Config& config, Timestamp from, Timestamp to) { return Table(config).Between(from, to); }

}  // namespace fenghuo
