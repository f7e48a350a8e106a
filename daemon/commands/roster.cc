#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "base/clock.h"
#include "daemon/commands/api_client.h"
#include "daemon/commands/command.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/commands/input_bytes.h"
#include "daemon/commands/roster_calendar.h"
#include "daemon/commands/roster_sheet.h"
#include "daemon/commands/roster_shown.h"
#include "daemon/commands/table_file.h"

namespace fenghuo {
namespace {

constexpr int kWeek = 7;
constexpr int kExportDays = 62;
constexpr int kDaysMax = 400;

struct Wish {
  std::string config;
  std::string file;
  std::string month;
  std::string person;
  std::string day;
  std::string server = "http://127.0.0.1:8640";
  std::string token_file;
  int days = kExportDays;
  bool week = false;
  bool dry_run = false;
};

// The first instant of the local day `days` after the one that holds `at`.
Timestamp DayAfter(const Zone& zone, Timestamp at, int days) {
  const CivilTime local = zone.Local(at);
  return zone.Instant({.year = local.year, .month = local.month, .day = local.day + days});
}

Result<Timestamp> FirstDay(const Wish& wish, const Zone& zone) {
  if (wish.day.empty()) return DayAfter(zone, SystemClock().Now(), 0);
  Result<Timestamp> midnight = ParseRfc3339(wish.day + "T00:00:00Z");
  if (!midnight.ok()) return Invalid("--from: must be a date such as 2026-12-01, is \"" + wish.day + "\"");
  const CivilTime day = Zone::Utc().Local(*midnight);
  return zone.Instant({.year = day.year, .month = day.month, .day = day.day});
}

Result<std::optional<std::chrono::year_month>> MonthOf(const Wish& wish) {
  if (wish.month.empty()) return std::optional<std::chrono::year_month>();
  int year = 0;
  unsigned month = 0;
  char more = 0;
  const bool read = std::sscanf(wish.month.c_str(), "%4d-%2u%c", &year, &month, &more) == 2;
  const std::chrono::year_month found{std::chrono::year(year), std::chrono::month(month)};
  if (!read || !found.ok() || year < 2000) return Invalid("--month: must be a month such as 2026-12, is \"" + wish.month + "\"");
  return std::optional(found);
}

Result<DutySheet> ReadSheet(const Wish& wish, const Config& config) {
  Result<std::string> body = ReadInput(wish.file, std::cin);
  if (!body.ok()) return body.error();
  Result<std::optional<std::chrono::year_month>> month = MonthOf(wish);
  if (!month.ok()) return month.error();
  const SheetReading reading{.staff = config.staff, .month = *month};
  if (!body->starts_with("BEGIN:VCALENDAR")) {
    Result<Table> table = ReadTableFile(*body);
    if (!table.ok()) return table.error();
    return ReadDutySheet(*table, reading);
  }
  CalendarReading calendar{.zone = config.zone, .from = Timestamp(), .to = DayAfter(config.zone, SystemClock().Now(), kDaysMax)};
  if (*month) {
    const int year = static_cast<int>((*month)->year());
    const int number = static_cast<int>(static_cast<unsigned>((*month)->month()));
    calendar.from = config.zone.Instant({.year = year, .month = number, .day = 1});
    calendar.to = config.zone.Instant({.year = year, .month = number + 1, .day = 1});
  }
  Result<std::vector<DutyEvent>> events = ReadDutyCalendar(*body, calendar);
  if (!events.ok()) return events.error();
  return ReadDutyEvents(*events, reading);
}

// A reader sees the old file or the new one, never half of one.
Result<void> WriteWhole(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path part = path.string() + ".part";
  std::error_code problem;
  std::filesystem::create_directories(path.parent_path(), problem);
  std::FILE* file = problem ? nullptr : std::fopen(part.c_str(), "w");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr) written = std::fclose(file) == 0 && written;
  if (written) std::filesystem::rename(part, path, problem);
  if (!written || problem) return Unavailable(path.string() + ": cannot be written");
  return {};
}

int RunImportRoster(const Wish& wish) {
  Result<Config> config = LoadConfig(wish.config);
  if (!config.ok()) return Fail(config.error());
  Result<DutySheet> sheet = ReadSheet(wish, *config);
  if (!sheet.ok()) return Fail(sheet.error().In(wish.file));
  for (const std::string& remark : sheet->remarks) std::fprintf(stderr, "%s: %s\n", wish.file.c_str(), remark.c_str());
  for (const auto& [name, text] : SheetFiles(*sheet)) {
    if (wish.dry_run) {
      std::fputs(text.c_str(), stdout);
      continue;
    }
    const std::filesystem::path path = std::filesystem::path(config->directory) / "roster" / name;
    if (Result<void> written = WriteWhole(path, text); !written.ok()) return Fail(written.error());
    std::printf("%s\n", path.c_str());
  }
  std::fprintf(stderr, "lines: %zu, remarks: %zu%s\n", sheet->lines.size(), sheet->remarks.size(),
               wish.dry_run ? "" : "; the daemon takes them at its next reload");
  return kExitOk;
}

int RunShow(const Wish& wish) {
  Result<Config> config = LoadConfig(wish.config);
  if (!config.ok()) return Fail(config.error());
  Result<Timestamp> from = FirstDay(wish, config->zone);
  if (!from.ok()) return Fail(from.error());
  const RosterTable table = ShowRosterTable(*config, *from, DayAfter(config->zone, *from, wish.week ? kWeek : 1));
  std::fputs(table.text.c_str(), stdout);
  return table.has_gap ? kExitNo : kExitOk;
}

int RunExport(const Wish& wish) {
  Result<Config> config = LoadConfig(wish.config);
  if (!config.ok()) return Fail(config.error());
  const Roster roster(config->staff);
  if (!wish.person.empty() && roster.FindPerson(wish.person) == nullptr) {
    return Fail(Invalid("--person: must be the id of somebody of staff.yml, is \"" + wish.person + "\""));
  }
  Result<Timestamp> from = FirstDay(wish, config->zone);
  if (!from.ok()) return Fail(from.error());
  const Timestamp to = DayAfter(config->zone, *from, wish.days);
  std::vector<Shift> shifts;
  for (const Shift& shift : config->staff.shifts) {
    const bool theirs = wish.person.empty() || shift.desk == wish.person || shift.leader == wish.person;
    if (theirs && shift.to > *from && shift.from < to) shifts.push_back(shift);
  }
  const CalendarFacts facts{.roster = roster, .office = config->staff.office_name, .now = SystemClock().Now()};
  std::fputs(WriteDutyCalendar(shifts, facts).c_str(), stdout);
  return kExitOk;
}

int RunAccept(const Wish& wish) {
  Result<ApiClient> client = ApiClient::Make(wish.server, wish.token_file);
  if (!client.ok()) return Fail(client.error());
  Result<Json> answer = client->Post("/api/v1/shift/accept", Json::object());
  if (!answer.ok()) return Fail(answer.error());
  for (const Json& number : ListAt(*answer, "taken")) std::printf("%s\n", number.get<std::string>().c_str());
  return kExitOk;
}

}  // namespace

void RegisterRoster(CLI::App& app, int& exit_code) {
  auto wish = std::make_shared<Wish>();  // shared by the option bindings and the callbacks, which outlive this call
  CLI::App* roster = app.add_subcommand("roster", "值班表: who is on duty; takes the month's sheet; gives a calendar file");
  roster->require_subcommand(1);

  CLI::App* show =
      roster->add_subcommand("show", "Who is on duty today, or with --week in the next seven days; exit code 1 where nobody is");
  show->add_option("--config", wish->config, "directory of the configuration, or its fenghuo.yml")->required();
  show->add_flag("--week", wish->week, "seven days");
  show->add_option("--from", wish->day, "the first day, such as 2026-12-01; today when absent");
  show->footer("Example:\n  fenghuo roster show --week --config deploy/config");
  show->callback([wish, &exit_code] { exit_code = RunShow(*wish); });

  CLI::App* import = roster->add_subcommand("import", "The month's sheet (日期、班次、值班员、带班领导) into roster/ of the configuration");
  import->add_option("FILE", wish->file, "XLSX (its first sheet), CSV or TSV with a header line, or iCalendar; \"-\" is standard input")
      ->required();
  import->add_option("--config", wish->config, "directory of the configuration, or its fenghuo.yml")->required();
  import->add_option("--month", wish->month, "such as 2026-12: of dates that name no year, and which month of a calendar");
  import->add_flag("--dry-run", wish->dry_run, "print the lines and write nothing");
  import->footer("Example:\n  fenghuo roster import 12月值班表.xlsx --month 2026-12 --config deploy/config");
  import->callback([wish, &exit_code] { exit_code = RunImportRoster(*wish); });

  CLI::App* accept =
      roster->add_subcommand("accept", "接班: whoever has the desk takes over what those before have signed; prints the numbers");
  accept->add_option("--server", wish->server, "address of the daemon")->capture_default_str();
  accept->add_option("--token-file", wish->token_file, "your token")->required();
  accept->footer("Example:\n  fenghuo roster accept --token-file wang.token");
  accept->callback([wish, &exit_code] { exit_code = RunAccept(*wish); });

  CLI::App* calendar = roster->add_subcommand("export", "The shifts as an iCalendar file on standard output");
  calendar->add_option("--config", wish->config, "directory of the configuration, or its fenghuo.yml")->required();
  calendar->add_option("--person", wish->person, "id of staff.yml: their own shifts alone");
  calendar->add_option("--from", wish->day, "the first day, such as 2026-12-01; today when absent");
  calendar->add_option("--days", wish->days, "how many days")->check(CLI::Range(1, kDaysMax))->capture_default_str();
  calendar->footer("Example:\n  fenghuo roster export --person zhang --config deploy/config > duty.ics");
  calendar->callback([wish, &exit_code] { exit_code = RunExport(*wish); });
}

}  // namespace fenghuo
