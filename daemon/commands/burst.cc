#include "daemon/commands/burst.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string_view>

#include "base/duration.h"
#include "base/zone.h"
#include "daemon/commands/command.h"
#include "daemon/commands/input_bytes.h"
#include "keywords/heat/alarm.h"
#include "keywords/heat/baseline.h"
#include "keywords/heat/burst.h"
#include "keywords/heat/rising.h"

namespace fenghuo {
namespace {

constexpr std::string_view kHeader = "timestamp,value";
// Beyond this a count says nothing more, and sums stay exact.
constexpr double kValueMax = 1e12;
// In the silence after a sudden burst only one that is a hundred times less likely rings.
constexpr int64_t kMuchLessLikelyMilli = 2'000;
constexpr int64_t kFirstDay = 24;  // hours

struct Row {
  Timestamp at;
  double value = 0;
};

Result<Timestamp> ParseTime(std::string_view text) {
  Result<Timestamp> at = ParseRfc3339(text);
  if (!at.ok()) at = ParseRfc3339(std::string(text) + "Z");
  if (!at.ok()) return Invalid("timestamp: must be RFC 3339 or YYYY-MM-DD HH:MM:SS, is \"" + std::string(text) + "\"");
  return at;
}

Result<Row> ParseRow(std::string_view line) {
  const size_t comma = line.find(',');
  if (comma == std::string_view::npos) return Invalid("must be timestamp,value, is \"" + std::string(line) + "\"");
  Result<Timestamp> at = ParseTime(line.substr(0, comma));
  if (!at.ok()) return at.error();
  const std::string_view text = line.substr(comma + 1);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !(value >= 0) || value > kValueMax) {
    return Invalid("value: must be a number from 0 to 1000000000000, is \"" + std::string(text) + "\"");
  }
  return Row{*at, value};
}

// One of the tests over a series, and when its alarm rings.
class Watch {
 public:
  virtual ~Watch() = default;
  virtual int64_t ScoreMilli(const Row& row) = 0;
  bool Rings(int64_t score_milli, Timestamp at) { return alarm_.Rings(score_milli, at); }

 protected:
  explicit Watch(const AlarmRule& rule) : alarm_(rule) {}

 private:
  Alarm alarm_;
};

class RisingWatch : public Watch {
 public:
  explicit RisingWatch(Duration period) : Watch({.score_milli = kRisingAlarmMilli}), test_(period) {}
  int64_t ScoreMilli(const Row& row) override { return test_.Take(row.value); }

 private:
  RisingTest test_;
};

class SuddenWatch : public Watch {
 public:
  explicit SuddenWatch(Duration period) : Watch({.score_milli = kSuddenAlarmMilli, .repeat_milli = kMuchLessLikelyMilli}) {
    baseline_.counts = Baseline::Slots(period);
  }

  int64_t ScoreMilli(const Row& row) override {
    MoveTo(baseline_, zone_, row.at, Between::kUnwatched);
    baseline_.counts.back() += row.value;
    if (baseline_.hours_learned < kFirstDay) return 0;  // a series begins somewhere: how it begins is no burst
    BurstInput input = UsualAt(baseline_, zone_);
    for (size_t window = 0; window < kWindows; ++window) input.windows[window].observed = FoundIn(baseline_, window);
    return FindBurst(input).score_milli;
  }

 private:
  const Zone zone_ = Zone::Utc();
  Baseline baseline_;
};

std::unique_ptr<Watch> MakeWatch(const BurstOptions& options) {
  if (options.test == BurstTest::kSudden) return std::make_unique<SuddenWatch>(options.period);
  return std::make_unique<RisingWatch>(options.period);
}

void Write(std::string_view line, int64_t score_milli, bool rings, std::ostream& out) {
  char text[32];
  std::snprintf(text, sizeof(text), ",%lld.%03lld,%d\n", static_cast<long long>(score_milli / 1000),
                static_cast<long long>(score_milli % 1000), rings ? 1 : 0);
  out << line << text;
}

int Refuse(const std::string& file, int64_t number, const Error& error, std::ostream& err) {
  err << "fenghuo: " << (file == "-" ? "standard input" : file) << ":" << number << ": " << error.message << "\n";
  return kExitUsage;
}

int RunSeries(const BurstOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  std::unique_ptr<Watch> watch = MakeWatch(options);
  Timestamp now;
  std::string text;
  out << kHeader << ",score,burst\n";
  for (int64_t number = 1; std::getline(in, text); ++number) {
    std::string_view line = text;
    if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || (number == 1 && line == kHeader)) continue;
    Result<Row> row = ParseRow(line);
    if (!row.ok()) return Refuse(options.file, number, row.error(), err);
    now = std::max(now, row->at);
    row->at = now;
    const int64_t score_milli = watch->ScoreMilli(*row);
    Write(line, score_milli, watch->Rings(score_milli, now), out);
  }
  if (!WasCutShort(in)) return kExitOk;
  err << "fenghuo: " << options.file << ": cannot be read to its end\n";
  return kExitWorld;
}

Result<Duration> ParsePeriod(const std::string& text) {
  Result<Duration> period = ParseDuration(text);
  if (!period.ok()) return period.error().In("--period");
  if (*period < minutes(1) || *period > hours(1) || hours(1) % *period != Duration(0)) {
    return Invalid("--period: must be 1m to 1h and divide an hour, is \"" + text + "\"");
  }
  return period;
}

}  // namespace

int RunBurst(const BurstOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  if (options.file == "-") return RunSeries(options, in, out, err);
  std::ifstream file(options.file);
  if (file) return RunSeries(options, file, out, err);
  err << "fenghuo: " << options.file << ": cannot be read\n";
  return kExitWorld;
}

void RegisterBurst(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BurstOptions>();  // shared by the options and the callback
  auto period = std::make_shared<std::string>(FormatDuration(options->period));
  CLI::App* command = app.add_subcommand("burst", "Adds `score` and `burst` to a series of counts: where an alarm would be raised");
  const std::map<std::string, BurstTest> tests = {{"rising", BurstTest::kRising}, {"sudden", BurstTest::kSudden}};
  command->add_option("--test", options->test, "rising: above two days as hardly ever in 14; sudden: unlikely for this hour and day")
      ->transform(CLI::CheckedTransformer(tests))
      ->option_text("rising|sudden");
  command->add_option("--period", *period, "how long one row counts: 1m to 1h, a divisor of an hour (5m)");
  command->add_option("file", options->file, "CSV timestamp,value in time order; standard input when absent");
  command->footer(
      "Example:\n  fenghuo burst --test sudden counts.csv | grep ',1$'\n"
      "Times are RFC 3339, or YYYY-MM-DD HH:MM:SS in UTC. After an alarm there is a day of silence.");
  command->callback([options, period, &exit_code] {
    Result<Duration> length = ParsePeriod(*period);
    if (!length.ok()) {
      std::cerr << "fenghuo: " << length.error().message << "\n";
      exit_code = kExitUsage;
      return;
    }
    options->period = *length;
    exit_code = RunBurst(*options, std::cin, std::cout, std::cerr);
  });
}

}  // namespace fenghuo
