#include "daemon/commands/robots.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <sstream>

namespace fenghuo {
namespace {

constexpr const char* kRobots = "User-agent: *\nDisallow: /\nAllow: /feed\nCrawl-delay: 5\n";

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran Verdict(const RobotsOptions& options, const std::string& robots) {
  std::istringstream in(robots);
  std::ostringstream out;
  std::ostringstream err;
  int code = RunRobots(options, in, out, err);
  return {code, out.str(), err.str()};
}

TEST(RobotsCommandTest, SaysWhichLineDecides) {
  Ran allowed = Verdict({.agent = "fenghuo", .url = "https://news.example/feed.xml"}, kRobots);
  Ran refused = Verdict({.agent = "fenghuo", .url = "https://news.example/"}, kRobots);
  Ran unnamed = Verdict({.agent = "fenghuo", .url = "https://news.example/"}, "");

  EXPECT_EQ(allowed.code, 0);
  EXPECT_EQ(allowed.out, "allowed by line 3: Allow: /feed\ncrawl-delay by line 4: 5 seconds\n");
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(refused.out, "disallowed by line 2: Disallow: /\ncrawl-delay by line 4: 5 seconds\n");
  EXPECT_EQ(unnamed.code, 0);
  EXPECT_EQ(unnamed.out, "allowed: no rule for this agent matches the URL\n");
  EXPECT_EQ(allowed.err + refused.err + unnamed.err, "");
}

TEST(RobotsCommandTest, SaysWhatItDoesWithAnAbsurdDelay) {
  EXPECT_EQ(Verdict({.agent = "a", .url = "/"}, "User-agent: *\nCrawl-delay: soon\n").out,
            "allowed: no rule for this agent matches the URL\n"
            "crawl-delay by line 2: \"soon\" is no number of seconds and is not obeyed\n");
  EXPECT_EQ(Verdict({.agent = "a", .url = "/"}, "User-agent: *\nCrawl-delay: 1000000\n").out,
            "allowed: no rule for this agent matches the URL\n"
            "crawl-delay by line 2: 24 hours, the longest that is read\n");
}

TEST(RobotsCommandTest, SaysWhatItCannotRead) {
  Ran run = Verdict({.agent = "a", .url = "/", .file = "/nowhere/robots.txt"}, "");

  EXPECT_EQ(run.code, 3);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err, "/nowhere/robots.txt: cannot be opened: No such file or directory\n");
}

TEST(RobotsCommandTest, HelpHasAWorkedExample) {
  CLI::App app;
  int code = 0;
  RegisterRobots(app, code);

  EXPECT_NE(app.get_subcommand("robots")->help().find("Example:\n  $ "), std::string::npos);
  EXPECT_THROW(app.parse("robots --agent a", false), CLI::RequiredError);
}

}  // namespace
}  // namespace fenghuo
