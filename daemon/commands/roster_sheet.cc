#include "daemon/commands/roster_sheet.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <tuple>
#include <utility>

namespace fenghuo {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

// What offices call the columns; the first that is there counts.
constexpr const char* kDateNames[] = {"日期", "值班日期", "date"};
constexpr const char* kShiftNames[] = {"班次", "时段", "值班时段", "shift"};
constexpr const char* kDeskNames[] = {"值班员", "值班人员", "值班人", "desk"};
constexpr const char* kDayDeskNames[] = {"白班", "日班", "白班值班员", "日班值班员"};
constexpr const char* kNightDeskNames[] = {"夜班", "晚班", "夜班值班员"};
constexpr const char* kLeaderNames[] = {"带班领导", "值班领导", "带班", "leader"};

constexpr const char* kDayWords[] = {"白班", "日班", "白天", "day"};
constexpr const char* kNightWords[] = {"夜班", "晚班", "夜间", "night"};
constexpr const char* kBothWords[] = {"", "全天", "昼夜", "24小时", "both"};

template <size_t n>
std::optional<size_t> ColumnOf(const Table& table, const char* const (&names)[n]) {
  for (const char* name : names) {
    if (std::optional<size_t> column = table.Column(name)) return column;
  }
  return std::nullopt;
}

template <size_t n>
bool IsOneOf(const std::string& word, const char* const (&words)[n]) {
  return std::any_of(std::begin(words), std::end(words), [&](const char* one) { return word == one; });
}

// Names of two characters are written with a space between them, so that they are as wide as those of three.
std::string WithoutSpaces(std::string text) {
  static const RE2 space("[\\s\\p{Z}]+");
  RE2::GlobalReplace(&text, space, "");
  return text;
}

std::optional<sys_days> DateOf(const std::string& cell, const std::optional<year_month>& month) {
  static const RE2 time_of_day("\\s+\\d{1,2}:\\d{2}.*");
  static const RE2 date("(?:(\\d{4})[年./-])?(\\d{1,2})[月./-](\\d{1,2})日?(?:\\D.*)?");
  static const RE2 day_alone("(\\d{1,2})日?(?:\\D.*)?");
  int year = month ? static_cast<int>(month->year()) : 0;
  unsigned number = month ? static_cast<unsigned>(month->month()) : 0;
  unsigned day = 0;
  std::string written_year;
  std::string text = cell;
  RE2::Replace(&text, time_of_day, "");
  text = WithoutSpaces(text);
  if (RE2::FullMatch(text, date, &written_year, &number, &day)) {
    if (!written_year.empty()) year = std::stoi(written_year);
  } else if (!RE2::FullMatch(text, day_alone, &day)) {
    return std::nullopt;
  }
  const year_month_day found{std::chrono::year(year), std::chrono::month(number), std::chrono::day(day)};
  return year != 0 && found.ok() ? std::optional(sys_days(found)) : std::nullopt;
}

std::string Shown(sys_days date) {
  const year_month_day day(date);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

// Collects the lines, and everything that is wrong with the sheet.
class Collector {
 public:
  explicit Collector(const SheetReading& reading) : reading_(reading) {}

  void Problem(const std::string& place, const std::string& what) { problems_ += (problems_.empty() ? "" : "\n") + place + ": " + what; }

  std::optional<sys_days> Date(const std::string& place, const std::string& cell) {
    std::optional<sys_days> date = DateOf(cell, reading_.month);
    if (date) return date;
    Problem(place, "must have a date such as 2026-12-01 or 12月1日 (then say the year with --month 2026-12), has \"" + cell + "\"");
    return std::nullopt;
  }

  // The id of the one person whose name or id a cell holds.
  std::string PersonOf(const std::string& place, const char* role, const std::string& cell) {
    static const RE2 first_of("([^、，,/；;]+)([、，,/；;].+)?");
    std::string name;
    std::string more;
    if (!RE2::FullMatch(cell, first_of, &name, &more)) {
      Problem(place, std::string("must name the ") + role + ", is empty");
      return "";
    }
    static const RE2 phone("[0-9+()（）-]{5,}$");
    RE2::Replace(&name, phone, "");
    if (!more.empty()) sheet_.remarks.push_back(place + ": the " + role + " is one person; of \"" + cell + "\" " + name + " is taken");
    std::vector<const Person*> found;
    for (const Person& person : reading_.staff.people) {
      if (person.id == name || WithoutSpaces(person.name) == name) found.push_back(&person);
    }
    if (found.size() == 1) return found.front()->id;
    Problem(place, found.empty() ? std::string("the ") + role + " must be somebody of staff.yml, is \"" + name + "\""
                                 : "\"" + name + "\" is the name of " + std::to_string(found.size()) + " people; write the id");
    return "";
  }

  void Take(const std::string& place, DutyLine line) {
    for (bool night : {false, true}) {
      if (!(night ? line.night : line.day)) continue;
      auto [first, fresh] = given_.emplace(std::pair(line.date, night), place);
      if (fresh) continue;
      return Problem(place, std::string("the ") + (night ? "night" : "day") + " shift of " + Shown(line.date) + " stands in " +
                                first->second + " already");
    }
    sheet_.lines.push_back(std::move(line));
  }

  Result<DutySheet> Finish() {
    if (problems_.empty() && sheet_.lines.empty()) return Invalid("holds no shift");
    if (!problems_.empty()) return Invalid(problems_);
    std::sort(sheet_.lines.begin(), sheet_.lines.end(), [](const DutyLine& a, const DutyLine& b) {
      return std::tuple(a.date, !a.day) < std::tuple(b.date, !b.day);
    });
    RemarkGaps();
    return std::move(sheet_);
  }

 private:
  // Between the first and the last date.
  void RemarkGaps() {
    const sys_days last = sheet_.lines.back().date;
    for (sys_days date = sheet_.lines.front().date; date <= last; date += std::chrono::days(1)) {
      for (bool night : {false, true}) {
        if (given_.contains({date, night})) continue;
        sheet_.remarks.push_back(Shown(date) + ": no " + (night ? "night" : "day") + " shift; the rotation of staff.yml counts");
      }
    }
  }

  const SheetReading& reading_;
  DutySheet sheet_;
  std::string problems_;
  std::map<std::pair<sys_days, bool>, std::string> given_;  // date and whether by night -> its place
};

struct Columns {
  std::optional<size_t> date;
  std::optional<size_t> shift;
  std::optional<size_t> desk;
  std::optional<size_t> day_desk;
  std::optional<size_t> night_desk;
  std::optional<size_t> leader;
};

Result<Columns> FindColumns(const Table& table) {
  const Columns columns{.date = ColumnOf(table, kDateNames),
                        .shift = ColumnOf(table, kShiftNames),
                        .desk = ColumnOf(table, kDeskNames),
                        .day_desk = ColumnOf(table, kDayDeskNames),
                        .night_desk = ColumnOf(table, kNightDeskNames),
                        .leader = ColumnOf(table, kLeaderNames)};
  std::string missing;
  auto need = [&missing](bool there, const char* name) {
    if (!there) missing += (missing.empty() ? "" : ", ") + std::string(name);
  };
  need(columns.date.has_value(), "日期");
  need(columns.desk || (columns.day_desk && columns.night_desk), "值班员 (or 白班 and 夜班)");
  need(columns.leader.has_value(), "带班领导");
  if (missing.empty()) return columns;
  std::string names;
  for (const std::string& name : table.header) names += (names.empty() ? "" : ", ") + name;
  return Invalid("must have the columns " + missing + "; there are " + names);
}

// One row after the other, since joined cells say their text once.
class Rows {
 public:
  Rows(const Table& table, const Columns& columns, Collector& out) : table_(table), columns_(columns), out_(out) {}

  void Take(size_t index) {
    const std::string place = "line " + std::to_string(table_.lines[index]);
    auto cell = [&](const std::optional<size_t>& column) {
      return column ? WithoutSpaces(table_.rows[index][*column]) : std::string();
    };
    if (!cell(columns_.date).empty()) date_ = table_.rows[index][*columns_.date];
    if (std::string leader = cell(columns_.leader); !leader.empty()) leader_ = leader;
    const std::optional<sys_days> date = out_.Date(place, date_);
    if (!date) return;
    DutyLine line{.date = *date, .leader = out_.PersonOf(place, "leader", leader_)};
    if (columns_.desk) return TakeShift(place, cell(columns_.shift), cell(columns_.desk), line);
    for (bool night : {false, true}) {
      line.day = !night;
      line.night = night;
      line.desk = out_.PersonOf(place, night ? "desk by night" : "desk by day", cell(night ? columns_.night_desk : columns_.day_desk));
      out_.Take(place, line);
    }
  }

 private:
  void TakeShift(const std::string& place, const std::string& shift, const std::string& desk, DutyLine line) {
    const bool both = IsOneOf(shift, kBothWords);
    line.day = both || IsOneOf(shift, kDayWords);
    line.night = both || IsOneOf(shift, kNightWords);
    if (!line.day && !line.night) return out_.Problem(place, "the shift must be 白班, 夜班 or 全天, is \"" + shift + "\"");
    line.desk = out_.PersonOf(place, "desk", desk);
    out_.Take(place, std::move(line));
  }

  const Table& table_;
  const Columns& columns_;
  Collector& out_;
  std::string date_;
  std::string leader_;
};

}  // namespace

Result<DutySheet> ReadDutySheet(const Table& table, const SheetReading& reading) {
  Result<Columns> columns = FindColumns(table);
  if (!columns.ok()) return columns.error();
  Collector out(reading);
  Rows rows(table, *columns, out);
  for (size_t i = 0; i < table.rows.size(); ++i) rows.Take(i);
  return out.Finish();
}

Result<DutySheet> ReadDutyEvents(const std::vector<DutyEvent>& events, const SheetReading& reading) {
  static const RE2 desk_of("(?:值班员|值班人员|值班)[:：]([^；;，,]+)");
  static const RE2 leader_of("(?:带班领导|值班领导|带班)[:：]([^；;，,]+)");
  Collector out(reading);
  for (const DutyEvent& event : events) {
    const std::string place = "event of " + Shown(event.date) + " \"" + event.summary + "\"";
    const std::string summary = WithoutSpaces(event.summary);
    std::string desk;
    std::string leader;
    RE2::PartialMatch(summary, desk_of, &desk);
    RE2::PartialMatch(summary, leader_of, &leader);
    out.Take(place, {event.date, event.day, event.night, out.PersonOf(place, "desk", desk), out.PersonOf(place, "leader", leader)});
  }
  return out.Finish();
}

std::map<std::string, std::string> SheetFiles(const DutySheet& sheet) {
  std::map<std::string, std::string> files;
  for (const DutyLine& line : sheet.lines) {
    const std::string date = Shown(line.date);
    std::string& text = files[date.substr(0, 7) + ".yml"];
    if (text.empty()) text = "# 值班表: written by fenghuo roster import. Single changes belong under shifts: roster in staff.yml.\nroster:\n";
    const char* shift = line.day && line.night ? "both" : line.day ? "day" : "night";
    text += "  - {date: " + date + ", shift: " + shift + ", desk: " + line.desk + ", leader: " + line.leader + "}\n";
  }
  return files;
}

}  // namespace fenghuo
