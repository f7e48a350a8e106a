#include "daemon/report/weekly.h"

#include <cstdio>
#include <fstream>

#include "base/clock.h"
#include "daemon/commands/command.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

struct ReportArguments {
  std::string config;
  std::string at;
  std::string out;
};

// A day such as 2026-07-08 in the office's zone, or an instant.
Result<Timestamp> ParseDay(const Zone& zone, const std::string& text) {
  if (text.size() == 10) {
    Result<Timestamp> noon = ParseRfc3339(text + "T12:00:00Z");
    if (!noon.ok()) return Invalid("--at: must be a day such as 2026-07-08, is \"" + text + "\"");
    CivilTime day = Zone::Utc().Local(*noon);
    return zone.Instant({.year = day.year, .month = day.month, .day = day.day, .hour = 12});
  }
  Result<Timestamp> at = ParseRfc3339(text);
  if (!at.ok()) return Invalid("--at: must be a day such as 2026-07-08, is \"" + text + "\"");
  return at;
}

int RunWeekly(const ReportArguments& arguments) {
  Result<Config> config = LoadConfig(arguments.config);
  if (!config.ok()) return Fail(config.error());
  Timestamp now = SystemClock().Now();
  Result<Timestamp> at = arguments.at.empty() ? Result<Timestamp>(now) : ParseDay(config->zone, arguments.at);
  if (!at.ok()) return Fail(at.error());
  StoreOptions options;
  options.create_if_missing = false;
  options.read_only = true;
  Result<std::unique_ptr<Store>> store = Store::Open(config->data_path, options);
  if (!store.ok()) return Fail(store.error());
  Result<Week> week = GatherWeek(**store, *config, *at, std::max(now, *at));
  if (!week.ok()) return Fail(week.error());
  std::string html = RenderWeek(*week, *config, now);
  if (arguments.out.empty()) {
    std::fwrite(html.data(), 1, html.size(), stdout);
    return kExitOk;
  }
  std::ofstream file(arguments.out, std::ios::binary | std::ios::trunc);
  file << html;
  file.close();
  return file ? kExitOk : Fail(Unavailable(arguments.out + ": cannot be written"));
}

}  // namespace

void RegisterReport(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ReportArguments>();  // shared by the options and the callback
  CLI::App* report = app.add_subcommand("report", "Reports for the review meeting");
  report->require_subcommand(1);
  report->footer("Example:\n  fenghuo report weekly --config /etc/fenghuo --at 2026-07-08 --out week.html");
  CLI::App* weekly = report->add_subcommand("weekly", "舆情周报: one self-contained HTML file");
  weekly->add_option("--config", arguments->config, "directory of the configuration, or its fenghuo.yml")->required();
  weekly->add_option("--at", arguments->at, "a day of the week that is wanted, such as 2026-07-08; today when absent");
  weekly->add_option("--out", arguments->out, "file to write; standard output when absent");
  weekly->footer(
      "Example:\n  fenghuo report weekly --config /etc/fenghuo --at 2026-07-08 --out week.html\n"
      "Works beside a running daemon.");
  weekly->callback([arguments, &exit_code] { exit_code = RunWeekly(*arguments); });
}

}  // namespace fenghuo
