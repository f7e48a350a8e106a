#include "daemon/commands/burst.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace fenghuo {
namespace {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran RunOn(const std::string& input, const BurstOptions& options = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  int code = RunBurst(options, in, out, err);
  return {code, out.str(), err.str()};
}

std::vector<std::string> Lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Three a slot for three weeks, and a hundred in the slot `at`.
std::string QuietButFor(int at) {
  const Timestamp monday = *ParseRfc3339("2026-07-06T00:00:00Z");
  std::string csv = "timestamp,value\n";
  for (int i = 0; i < 288 * 21; ++i) {
    csv += FormatRfc3339(monday + minutes(5 * i)) + "," + (i == at ? "100" : i % 2 == 0 ? "2" : "4") + "\n";
  }
  return csv;
}

size_t Alarms(const std::string& out) {
  std::vector<std::string> lines = Lines(out);
  return static_cast<size_t>(std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return line.ends_with(",1"); }));
}

TEST(BurstCommandTest, WritesTimesAndValuesAsTheyCame) {
  Ran run = RunOn("timestamp,value\n2015-02-26 21:42:53,104\r\n2015-02-26 21:47:53,1.50\n2015-02-27T05:52:53.25+08:00,0\n");

  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out,
            "timestamp,value,score,burst\n2015-02-26 21:42:53,104,0.000,0\n2015-02-26 21:47:53,1.50,0.000,0\n"
            "2015-02-27T05:52:53.25+08:00,0,0.000,0\n");
  EXPECT_EQ(run.err, "");
}

TEST(BurstCommandTest, MarksABurstByBothTests) {
  for (BurstTest test : {BurstTest::kRising, BurstTest::kSudden}) {
    Ran run = RunOn(QuietButFor(288 * 16), {.test = test});

    EXPECT_TRUE(Lines(run.out)[288 * 16 + 1].ends_with(",1")) << Lines(run.out)[288 * 16 + 1];
    EXPECT_EQ(Alarms(run.out), 1u) << "test " << static_cast<int>(test);
  }
}

TEST(BurstCommandTest, KnowsNothingOfTheRowsToCome) {
  std::string whole = QuietButFor(288 * 16);
  std::string part = whole.substr(0, whole.find("2026-07-20T12:00:00Z"));
  for (BurstTest test : {BurstTest::kRising, BurstTest::kSudden}) {
    std::string of_part = RunOn(part, {.test = test}).out;

    EXPECT_GT(of_part.size(), 100'000u);
    EXPECT_EQ(RunOn(whole, {.test = test}).out.substr(0, of_part.size()), of_part);
  }
}

TEST(BurstCommandTest, TakesPeriodsWithoutARowAsUnwatched) {
  std::string csv = QuietButFor(-1);
  std::string back = "2026-08-10T00:00:00Z,4\n2026-08-10T00:05:00Z,4\n";

  Ran run = RunOn(csv + back, {.test = BurstTest::kSudden});

  EXPECT_EQ(Alarms(run.out), 0u);
  EXPECT_TRUE(Lines(run.out).back().starts_with("2026-08-10T00:05:00Z,4,0.")) << "still usual after two weeks without rows";
}

TEST(BurstCommandTest, SaysNothingSuddenOnTheFirstDay) {
  std::vector<std::string> lines = Lines(RunOn(QuietButFor(100), {.test = BurstTest::kSudden}).out);

  EXPECT_TRUE(lines[101].ends_with(",100,0.000,0")) << lines[101];
}

TEST(BurstCommandTest, TakesOtherPeriods) {
  std::string csv;
  const Timestamp monday = *ParseRfc3339("2026-07-06T00:00:00Z");
  for (int i = 0; i < 24 * 28; ++i) csv += FormatRfc3339(monday + hours(i)) + "," + (i == 24 * 25 ? "300" : "6") + "\n";
  for (BurstTest test : {BurstTest::kRising, BurstTest::kSudden}) {
    Ran run = RunOn(csv, {.test = test, .period = hours(1)});

    EXPECT_TRUE(Lines(run.out)[24 * 25 + 1].ends_with(",1"));
    EXPECT_EQ(Alarms(run.out), 1u);
  }
}

TEST(BurstCommandTest, RefusesALineThatIsNoRow) {
  EXPECT_EQ(RunOn("timestamp,value\n\n2026-07-06 00:00:00;4\n").err,
            "fenghuo: standard input:3: must be timestamp,value, is \"2026-07-06 00:00:00;4\"\n");
  EXPECT_EQ(RunOn("6 July,4\n").err,
            "fenghuo: standard input:1: timestamp: must be RFC 3339 or YYYY-MM-DD HH:MM:SS, is \"6 July\"\n");
  for (const char* value : {"", "-1", "4x", "nan", "1e13", "4,5"}) {
    Ran run = RunOn(std::string("2026-07-06 00:00:00,") + value + "\n");

    EXPECT_EQ(run.code, 2);
    EXPECT_EQ(run.err, std::string("fenghuo: standard input:1: value: must be a number from 0 to 1000000000000, is \"") + value + "\"\n");
  }
}

TEST(BurstCommandTest, SaysThatADirectoryCannotBeRead) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  BurstOptions options;
  options.file = FENGHUO_SOURCE_DIR;

  EXPECT_EQ(RunBurst(options, in, out, err), 3);
  EXPECT_EQ(err.str(), "fenghuo: " FENGHUO_SOURCE_DIR ": cannot be read to its end\n");
}

TEST(BurstCommandTest, SaysWhichFileCannotBeRead) {
  Ran run = RunOn("", {.file = "/nowhere/counts.csv"});

  EXPECT_EQ(run.code, 3);
  EXPECT_EQ(run.err, "fenghuo: /nowhere/counts.csv: cannot be read\n");
}

}  // namespace
}  // namespace fenghuo
