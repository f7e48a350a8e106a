// The example that an office copies must load as it is shipped.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "daemon/config/config.h"
#include "tests/daemon/config/config_files.h"

namespace fenghuo {
namespace {

Result<Config> Example() { return LoadConfig(std::string(FENGHUO_SOURCE_DIR) + "/deploy/config"); }

TEST(ExampleConfigTest, LoadsAsItIsShipped) {
  Result<Config> config = Example();

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->rules.rules.size(), 24U) << "the categories of a market-supervision bureau";
  EXPECT_GE(config->sources.size(), 20U);
}

TEST(ExampleConfigTest, ReadsWhatACityOfficeReadsFirstFirst) {
  Result<Config> config = Example();
  ASSERT_TRUE(config.ok()) << config.error().message;

  EXPECT_TRUE(config->sources.front().official);
  EXPECT_EQ(config->sources.front().kind, DocumentKind::kOfficial);
  EXPECT_TRUE(config->sources.back().national_board);
}

// An example that is commented out is read by nobody until an office needs it at night.
TEST(ExampleConfigTest, ShowsEveryTypeOfChannelAsItCanBeTaken) {
  std::ifstream in(std::string(FENGHUO_SOURCE_DIR) + "/deploy/config/channels.yml");
  std::string taken;
  std::set<std::string> secrets;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("  # - ") || line.starts_with("  #   ")) line = "  " + line.substr(4);
    if (const size_t at = line.find("_file: secrets/"); at != std::string::npos && line.find('#') > at) {
      secrets.insert("etc/" + line.substr(at + 7, line.find_first_of(" #", at + 7) - at - 7));
    }
    taken += line + "\n";
  }
  taken += "  - {id: group, name: 值班群, type: webhook, base_url: \"https://relay.example\"}\n";
  ConfigFiles files = SmallConfig().With("channels.yml", taken);
  for (const std::string& path : secrets) files = files.WithSecret(path, "secret");

  const Result<Config> config = files.Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  std::set<std::string> shown;
  for (const ChannelSpec& channel : config->channels) shown.insert(Name(channel.type));
  for (const ChannelFacts& facts : kChannelFacts) EXPECT_TRUE(shown.contains(facts.name)) << facts.name;
}

TEST(ExampleConfigTest, NamesOnlyHostsThatCannotExist) {
  Result<Config> config = Example();
  ASSERT_TRUE(config.ok()) << config.error().message;

  for (const SourceConfig& source : config->sources) {
    EXPECT_THAT(source.url, testing::ContainsRegex("^https://[a-z0-9.-]+\\.example/")) << source.id;
  }
}

TEST(ExampleConfigTest, HasSomebodyOnDutyAtAnyTimeOfTheseYears) {
  Result<Config> config = Example();
  ASSERT_TRUE(config.ok()) << config.error().message;

  const std::vector<Shift>& shifts = config->staff.shifts;
  EXPECT_LE(shifts.front().from, *ParseRfc3339("2020-01-02T00:00:00Z"));
  EXPECT_GE(shifts.back().to, *ParseRfc3339("2039-12-31T00:00:00Z"));
  for (size_t i = 1; i < shifts.size(); ++i) ASSERT_EQ(shifts[i].from, shifts[i - 1].to) << i;
}

// Severity 30 from one source, with no heat at all, must reach the lowest level, or a rule would find and nobody would hear.
TEST(ExampleConfigTest, HasTheFloorsThatAnOfficeWithoutAnyGets) {
  Result<Config> config = Example();
  ASSERT_TRUE(config.ok()) << config.error().message;

  EXPECT_TRUE(config->grading.floors == DefaultFloors());
}

TEST(ExampleConfigTest, OpensAnIncidentForOneDocumentOfAnyRule) {
  Result<Config> config = Example();
  ASSERT_TRUE(config.ok()) << config.error().message;

  EXPECT_EQ(config->policies.open_at, kLowestLevel);
  for (const Rule& rule : config->rules.rules) {
    GradeInput input;
    input.heat.independent_sources = 1;
    input.evidence.severities = {{"board", rule.severity, "board/1", rule.id}};
    GradeResult result = Grade(input, config->grading, GradeState{}, Timestamp{});
    EXPECT_EQ(result.state.level, 4) << rule.id;
  }
}

TEST(ExampleConfigTest, NeedsMoreThanOneSourceOrAFloorForTheThirdLevel) {
  Result<Config> config = Example();
  ASSERT_TRUE(config.ok()) << config.error().message;

  for (const Rule& rule : config->rules.rules) {
    GradeInput input;
    input.heat.independent_sources = 1;
    input.heat.points_milli = 20'000;  // a tenth place on a national board gives less
    input.evidence.severities = {{"board", rule.severity, "board/1", rule.id}};
    EXPECT_EQ(Grade(input, config->grading, GradeState{}, Timestamp{}).state.level, 4) << rule.id;
  }
}

TEST(ExampleConfigTest, WakesNobodyAtNightForAnotherCitysEvent) {
  Result<Config> config = Example();
  ASSERT_TRUE(config.ok()) << config.error().message;

  for (const NotifyRow& row : config->policies.rows) {
    if (row.locality != Locality::kElsewhere || row.when == When::kDay) continue;
    for (const EscalationStep& step : row.steps) EXPECT_EQ(step.urgency, Urgency::kSilent) << "level " << row.level;
  }
}

}  // namespace
}  // namespace fenghuo
