#include "daemon/crawl/robots.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace fenghuo {
namespace {

RobotsVerdict Judge(std::string_view robots, std::string_view url, std::string_view agent = "fenghuo") {
  return Robots::Parse(robots, agent).Judge(url);
}

std::optional<CrawlDelay> DelayOf(std::string_view robots) { return Robots::Parse(robots, "fenghuo").crawl_delay(); }

TEST(RobotsTest, NamesTheLineThatDecided) {
  constexpr std::string_view kRobots = "# ours\nUser-agent: *\nDisallow: /\nDisallow: /feed\nAllow: /feed/news\n";

  RobotsVerdict refused = Judge(kRobots, "https://news.example/feed/old");
  RobotsVerdict allowed = Judge(kRobots, "https://news.example/feed/news.xml");

  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.line, 4);
  EXPECT_EQ(refused.rule, "Disallow: /feed");
  EXPECT_TRUE(allowed.allowed);
  EXPECT_EQ(allowed.line, 5);
  EXPECT_EQ(allowed.rule, "Allow: /feed/news");
}

TEST(RobotsTest, NamesNoLineWhereNoneMatches) {
  RobotsVerdict verdict = Judge("User-agent: *\nDisallow: /private\n", "/feed");

  EXPECT_TRUE(verdict.allowed);
  EXPECT_EQ(verdict.line, 0);
  EXPECT_EQ(verdict.rule, "");
}

TEST(RobotsTest, NamesAnEmptyRuleThatAllowsEverything) {
  RobotsVerdict verdict = Judge("User-agent: *\nDisallow:\n", "/feed");

  EXPECT_TRUE(verdict.allowed);
  EXPECT_EQ(verdict.line, 2);
  EXPECT_EQ(verdict.rule, "Disallow: ");
}

TEST(RobotsTest, ShowsARuleInPrintableAsciiAndShort) {
  std::string rule = Judge("User-agent: *\nDisallow: /食\x01\x1b[31m*" + std::string(300, '*') + "\n", "/%E9%A3%9F\x01\x1b[31m").rule;

  EXPECT_TRUE(rule.starts_with("Disallow: /%E9%A3%9F??[31m***")) << rule;
  EXPECT_EQ(rule.size(), 200u);
  EXPECT_TRUE(rule.ends_with("...")) << rule;
}

TEST(RobotsTest, ReadsTheMisspellingsOfTheReferenceParserAndNoOthers) {
  for (const char* name : {"Disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw", "Disallow-for-all"}) {
    EXPECT_FALSE(Judge("User-agent: *\n" + std::string(name) + ": /\n", "/feed").allowed) << name;
  }
  for (const char* name : {"Dis-allow", "Deny", "disallw", "xDisallow", "noindex"}) {
    EXPECT_TRUE(Judge("User-agent: *\n" + std::string(name) + ": /\n", "/feed").allowed) << name;
  }
  for (const char* name : {"User-agent", "useragent", "user agent", "User-Agents"}) {
    EXPECT_FALSE(Judge(std::string(name) + ": fenghuo\nDisallow: /\n", "/feed").allowed) << name;
  }
  for (const char* name : {"user_agent", "agent", "User  agent"}) {
    EXPECT_TRUE(Judge(std::string(name) + ": fenghuo\nDisallow: /\n", "/feed").allowed) << name;
  }
}

TEST(RobotsTest, TakesABlankForTheColonOnlyBetweenTwoWords) {
  EXPECT_FALSE(Judge("User-agent *\nDisallow\t /\n", "/feed").allowed);
  EXPECT_TRUE(Judge("User-agent: *\nDisallow / all\n", "/feed").allowed);
  EXPECT_TRUE(Judge("User-agent: *\n: /\nDisallow\n", "/feed").allowed);
}

TEST(RobotsTest, TakesAStarBeforeBlanksForEverybodyAndNoOtherStar) {
  EXPECT_FALSE(Judge("User-agent: * all robots\nDisallow: /\n", "/feed").allowed);
  EXPECT_FALSE(Judge("User-agent: *\tall\nDisallow: /\n", "/feed").allowed);
  EXPECT_TRUE(Judge("User-agent: *bot\nDisallow: /\n", "/feed").allowed);
  EXPECT_FALSE(Judge("User-agent: *bot\nDisallow: /\n", "/feed", "").allowed);
}

TEST(RobotsTest, NeverNamesAnAgentWithItsVersion) {
  constexpr std::string_view kRobots = "User-agent: fenghuo/0.1\nDisallow: /named\nUser-agent: *\nDisallow: /other\n";

  EXPECT_FALSE(Judge(kRobots, "/named").allowed);
  EXPECT_TRUE(Judge(kRobots, "/other").allowed);
  EXPECT_TRUE(Judge(kRobots, "/named", "fenghuo/0.1").allowed);
  EXPECT_FALSE(Judge(kRobots, "/other", "fenghuo/0.1").allowed);
}

TEST(RobotsTest, GivesTheRulesOfASharedGroupToTheOneThatIsNamedAndToEverybody) {
  constexpr std::string_view kRobots = "User-agent: *\nUser-agent: fenghuo\nDisallow: /both\nUser-agent: *\nDisallow: /others\n";

  EXPECT_FALSE(Judge(kRobots, "/both").allowed);
  EXPECT_TRUE(Judge(kRobots, "/others").allowed);
  EXPECT_FALSE(Judge(kRobots, "/others", "other").allowed);
  EXPECT_FALSE(Judge(kRobots, "/both", "other").allowed);
}

TEST(RobotsTest, EndsALineAtAZeroByte) {
  using namespace std::string_view_literals;

  EXPECT_EQ(Judge("User-agent: *\nDisallow: /a\0bc\n"sv, "/ax").rule, "Disallow: /a");
  EXPECT_TRUE(Judge("User-agent: *\n\0Disallow: /\n"sv, "/ax").allowed);
}

TEST(RobotsTest, CountsAnEmptyLineBetweenTwoKindsOfLineEnd) {
  EXPECT_EQ(Judge("User-agent: *\r\n\n\r\r\nDisallow: /\n", "/").line, 5);
}

TEST(RobotsTest, MatchesADollarInsideAPatternAsItself) {
  EXPECT_FALSE(Judge("User-agent: *\nDisallow: /a$b\n", "/a$bc").allowed);
  EXPECT_FALSE(Judge("User-agent: *\nDisallow: /*$\n", "/anything").allowed);
  EXPECT_TRUE(Judge("User-agent: *\nDisallow: $\n", "/anything").allowed);
  EXPECT_FALSE(Judge("User-agent: *\nDisallow: *\n", "/").allowed);
}

TEST(RobotsTest, JudgesAPatternOfStarsAgainstALongPathInNoTime) {
  std::string pattern;
  for (int i = 0; i < 4000; ++i) pattern += "*a";
  std::string path = "/" + std::string(2000, 'a');

  EXPECT_TRUE(Judge("User-agent: *\nDisallow: /" + pattern + "\n", path).allowed);
}

// Both were far from linear: minutes for what is a moment now.
TEST(RobotsTest, JudgesAFileOfPatternsOfStarsAgainstTheLongestPathInNoTime) {
  std::string stars;
  for (int i = 0; i < 8000; ++i) stars += "*a";
  std::string repeated = "*" + std::string(4000, 'a');
  std::string path = "/" + std::string(8000, 'a');
  std::string file = "User-agent: *\n";
  for (int i = 0; i < 1000; ++i) file += "Disallow: " + stars + "b\nDisallow: " + repeated + "b\n";

  EXPECT_TRUE(Judge(file, path).allowed);
  EXPECT_FALSE(Judge(file + "Disallow: " + stars + "$\n", path).allowed);
}

TEST(RobotsTest, TakesAPartWhereItComesFirstAndTheLastOneAtTheEnd) {
  auto matches = [](const std::string& pattern, std::string_view path) {
    return !Judge("User-agent: *\nDisallow: " + pattern + "\n", path).allowed;
  };

  EXPECT_TRUE(matches("/*ab*ab", "/xabyab"));
  EXPECT_FALSE(matches("/*ab*ab", "/xaby"));
  EXPECT_FALSE(matches("/*aba*ab", "/xabab"));
  EXPECT_TRUE(matches("/*ab$", "/abcab"));
  EXPECT_FALSE(matches("/*ab*b$", "/ab"));
  EXPECT_TRUE(matches("/a***b", "/ab"));
  EXPECT_TRUE(matches("/a*$", "/a"));
  EXPECT_FALSE(matches("/a$", "/ab"));
  EXPECT_TRUE(matches("/a$$", "/a$"));
}

TEST(RobotsTest, KeepsFiveThousandRulesAndOneWithoutAPattern) {
  std::string empty = "User-agent: *\n";
  for (int i = 0; i < 60'000; ++i) empty += "Allow:\nDisallow:\n";
  std::string many = "User-agent: *\n";
  for (int i = 0; i < 5000; ++i) many += "Disallow: /" + std::to_string(i) + "/\n";

  EXPECT_LT(Robots::Parse(empty, "fenghuo").bytes(), 1000u);
  EXPECT_EQ(Judge(empty, "/").line, 2);
  EXPECT_FALSE(Judge(many + "Disallow: /late/\n", "/4999/").allowed);
  EXPECT_TRUE(Judge(many + "Disallow: /late/\n", "/late/").allowed);
}

TEST(RobotsTest, ReadsTheCrawlDelayOfTheGroupThatNamesTheAgent) {
  std::optional<CrawlDelay> named = DelayOf("User-agent: *\nCrawl-delay: 30\nDisallow: /x\nUser-agent: Fenghuo\nCrawl-delay: 2.5\n");
  std::optional<CrawlDelay> everybody = DelayOf("User-agent: *\ncrawl-DELAY 10 # seconds\nAllow: /\nUser-agent: other\nCrawl-delay: 99\n");

  ASSERT_TRUE(named && everybody);
  EXPECT_EQ(named->length, milliseconds(2500));
  EXPECT_EQ(named->line, 5);
  EXPECT_EQ(everybody->length, seconds(10));
  EXPECT_EQ(everybody->line, 2);
}

TEST(RobotsTest, TakesTheLongestOfSeveralCrawlDelays) {
  std::optional<CrawlDelay> delay = DelayOf("User-agent: *\nCrawl-delay: soon\nCrawl-delay: 10\nCrawl-delay: 3\n");

  ASSERT_TRUE(delay);
  EXPECT_EQ(delay->length, seconds(10));
  EXPECT_EQ(delay->line, 3);
}

TEST(RobotsTest, HasNoCrawlDelayOutsideAGroupOrOfOthers) {
  EXPECT_FALSE(DelayOf("Crawl-delay: 10\nUser-agent: *\nAllow: /\n"));
  EXPECT_FALSE(DelayOf("User-agent: other\nCrawl-delay: 10\n"));
  EXPECT_FALSE(DelayOf("User-agent: *\nCrawl-delay: 10\nAllow: /\nUser-agent: fenghuo\nAllow: /\n"));
}

TEST(RobotsTest, KeepsACrawlDelayThatIsNoNumberForItsWords) {
  for (const char* value : {"soon", "-5", "10s", "1e9", "1.2.3", ".", "", "0x10", "nan", "1,5"}) {
    std::optional<CrawlDelay> delay = DelayOf("User-agent: *\nCrawl-delay: " + std::string(value) + "\n");
    ASSERT_TRUE(delay) << value;
    EXPECT_EQ(delay->length, std::nullopt) << value;
    EXPECT_EQ(delay->value, value);
  }
}

TEST(RobotsTest, ReadsNoCrawlDelayBeyondADay) {
  for (const std::string& value : {std::string("86401"), std::string("999999999999999999999"), std::string(500, '9')}) {
    EXPECT_EQ(DelayOf("User-agent: *\nCrawl-delay: " + value + "\n")->length, hours(24)) << value;
  }
  EXPECT_EQ(DelayOf("User-agent: *\nCrawl-delay: .5\n")->length, milliseconds(500));
  EXPECT_EQ(DelayOf("User-agent: *\nCrawl-delay: 0\n")->length, Duration(0));
}

}  // namespace
}  // namespace fenghuo
