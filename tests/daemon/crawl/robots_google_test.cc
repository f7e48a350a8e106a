// Every case of the reference parser's own test (github.com/google/robotstxt, robots_test.cc): the same verdicts here.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/crawl/robots.h"

namespace fenghuo {
namespace {

bool Allowed(std::string_view robots, std::string_view agent, std::string_view url) {
  return Robots::Parse(robots, agent).Judge(url).allowed;
}

// The URLs of a file that is asked for FooBot.
void ExpectForFooBot(std::string_view robots, const std::vector<std::string>& allowed, const std::vector<std::string>& refused) {
  for (const std::string& path : allowed) EXPECT_TRUE(Allowed(robots, "FooBot", "http://foo.bar" + path)) << robots << path;
  for (const std::string& path : refused) EXPECT_FALSE(Allowed(robots, "FooBot", "http://foo.bar" + path)) << robots << path;
}

TEST(RobotsGoogleTest, AllowsAnEmptyAgentAndRefusesAnEmptyUrlAsTheRoot) {
  constexpr std::string_view kRobots = "user-agent: FooBot\ndisallow: /\n";

  EXPECT_TRUE(Allowed("", "FooBot", ""));
  EXPECT_TRUE(Allowed(kRobots, "", ""));
  EXPECT_FALSE(Allowed(kRobots, "FooBot", ""));
  EXPECT_TRUE(Allowed("", "", ""));
}

TEST(RobotsGoogleTest, ReadsNamesAndValuesWithOrWithoutAColon) {
  ExpectForFooBot("user-agent: FooBot\ndisallow: /\n", {}, {"/x/y"});
  ExpectForFooBot("foo: FooBot\nbar: /\n", {"/x/y"}, {});
  ExpectForFooBot("user-agent FooBot\ndisallow /\n", {}, {"/x/y"});
}

TEST(RobotsGoogleTest, JoinsTheGroupsOfOneAgentAndIgnoresRulesOutsideGroups) {
  constexpr std::string_view kRobots =
      "allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\ndisallow: /\nallow: /y/\n\n\n"
      "allow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n";

  ExpectForFooBot(kRobots, {"/x/b", "/z/d"}, {"/y/c", "/foo/bar/"});
  EXPECT_TRUE(Allowed(kRobots, "BarBot", "http://foo.bar/y/c"));
  EXPECT_TRUE(Allowed(kRobots, "BarBot", "http://foo.bar/w/a"));
  EXPECT_FALSE(Allowed(kRobots, "BarBot", "http://foo.bar/z/d"));
  EXPECT_TRUE(Allowed(kRobots, "BazBot", "http://foo.bar/z/d"));
  EXPECT_FALSE(Allowed(kRobots, "BarBot", "http://foo.bar/foo/bar/"));
  EXPECT_FALSE(Allowed(kRobots, "BazBot", "http://foo.bar/foo/bar/"));
}

TEST(RobotsGoogleTest, ClosesNoGroupAtALineThatIsNoRule) {
  for (const char* line : {"Sitemap: https://foo.bar/sitemap", "Invalid-Unknown-Line: unknown"}) {
    std::string robots = std::string("User-agent: BarBot\n") + line + "\nUser-agent: *\nDisallow: /\n";

    EXPECT_FALSE(Allowed(robots, "FooBot", "http://foo.bar/")) << line;
    EXPECT_FALSE(Allowed(robots, "BarBot", "http://foo.bar/")) << line;
  }
}

TEST(RobotsGoogleTest, ReadsNamesInAnyCase) {
  ExpectForFooBot("USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n", {"/x/y"}, {"/a/b"});
  ExpectForFooBot("user-agent: FooBot\nallow: /x/\ndisallow: /\n", {"/x/y"}, {"/a/b"});
  ExpectForFooBot("uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n", {"/x/y"}, {"/a/b"});
}

TEST(RobotsGoogleTest, TakesLettersDashAndUnderscoreForAProductName) {
  for (std::string_view name : {"Foobot", "Foobot-Bar", "Foo_Bar"}) EXPECT_EQ(RobotsAgent(name), name);
  EXPECT_EQ(RobotsAgent(""), "");
  EXPECT_EQ(RobotsAgent("ツ"), "");
  EXPECT_EQ(RobotsAgent("Foobot*"), "Foobot");
  EXPECT_EQ(RobotsAgent(" Foobot "), "");
  EXPECT_EQ(RobotsAgent("Foobot/2.1"), "Foobot");
  EXPECT_EQ(RobotsAgent("Foobot Bar"), "Foobot");
}

TEST(RobotsGoogleTest, ComparesAgentsWithoutCase) {
  for (const char* named : {"FOO BAR", "foo bar", "FoO bAr"}) {
    std::string robots = std::string("User-Agent: ") + named + "\nAllow: /x/\nDisallow: /\n";
    for (const char* agent : {"Foo", "foo"}) {
      EXPECT_TRUE(Allowed(robots, agent, "http://foo.bar/x/y")) << named;
      EXPECT_FALSE(Allowed(robots, agent, "http://foo.bar/a/b")) << named;
    }
  }
}

TEST(RobotsGoogleTest, ReadsAnAgentUpToTheFirstSpace) {
  constexpr std::string_view kRobots = "User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n";

  EXPECT_TRUE(Allowed(kRobots, "Foo", "http://foo.bar/x/y"));
  EXPECT_FALSE(Allowed(kRobots, "Foo Bar", "http://foo.bar/x/y"));
}

TEST(RobotsGoogleTest, AppliesTheRulesForEverybodyOnlyWhereNoGroupNamesTheAgent) {
  constexpr std::string_view kGlobal = "user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n";
  constexpr std::string_view kSpecific =
      "user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\nuser-agent: BazBot\ndisallow: /\n";

  EXPECT_TRUE(Allowed("", "FooBot", "http://foo.bar/x/y"));
  EXPECT_FALSE(Allowed(kGlobal, "FooBot", "http://foo.bar/x/y"));
  EXPECT_TRUE(Allowed(kGlobal, "BarBot", "http://foo.bar/x/y"));
  EXPECT_TRUE(Allowed(kSpecific, "QuxBot", "http://foo.bar/x/y"));
  ExpectForFooBot("User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n", {"/x/page"}, {"/y/page"});
}

TEST(RobotsGoogleTest, ComparesPathsWithCase) {
  ExpectForFooBot("user-agent: FooBot\ndisallow: /x/\n", {}, {"/x/y"});
  ExpectForFooBot("user-agent: FooBot\ndisallow: /X/\n", {"/x/y"}, {});
}

TEST(RobotsGoogleTest, ObeysTheLongestPatternAndAllowWhereTheyAreEquallyLong) {
  const std::string agent = "user-agent: FooBot\n";
  ExpectForFooBot(agent + "disallow: /x/page.html\nallow: /x/\n", {}, {"/x/page.html"});
  ExpectForFooBot(agent + "allow: /x/page.html\ndisallow: /x/\n", {"/x/page.html"}, {"/x/"});
  ExpectForFooBot(agent + "disallow: \nallow: \n", {"/x/page.html"}, {});
  ExpectForFooBot(agent + "disallow: /\nallow: /\n", {"/x/page.html"}, {});
  ExpectForFooBot(agent + "disallow: /x\nallow: /x/\n", {"/x/"}, {"/x"});
  ExpectForFooBot(agent + "disallow: /x/page.html\nallow: /x/page.html\n", {"/x/page.html"}, {});
  ExpectForFooBot(agent + "allow: /page\ndisallow: /*.html\n", {"/page"}, {"/page.html"});
  ExpectForFooBot(agent + "allow: /x/page.\ndisallow: /*.html\n", {"/x/page.html"}, {"/x/y.html"});
}

TEST(RobotsGoogleTest, EncodesThePatternAndNeverTheUrl) {
  const std::string start = "User-agent: FooBot\nDisallow: /\nAllow: ";
  ExpectForFooBot(start + "/foo/bar?qux=taz&baz=http://foo.bar?tar&par\n",
                  {"/foo/bar?qux=taz&baz=http://foo.bar?tar&par"}, {});
  ExpectForFooBot(start + "/foo/bar/ツ\n", {"/foo/bar/%E3%83%84"}, {"/foo/bar/ツ"});
  ExpectForFooBot(start + "/foo/bar/%E3%83%84\n", {"/foo/bar/%E3%83%84"}, {"/foo/bar/ツ"});
  ExpectForFooBot(start + "/foo/bar/%62%61%7A\n", {"/foo/bar/%62%61%7A"}, {"/foo/bar/baz"});
}

TEST(RobotsGoogleTest, KnowsTheStarTheDollarAndTheComment) {
  ExpectForFooBot("User-agent: FooBot\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n",
                  {"/foo/quz", "/foo//quz", "/foo/bax/quz"}, {"/foo/bar/quz"});
  ExpectForFooBot("User-agent: FooBot\nDisallow: /foo/bar$\nAllow: /foo/bar/qux\n",
                  {"/foo/bar/qux", "/foo/bar/", "/foo/bar/baz"}, {"/foo/bar"});
  ExpectForFooBot("User-agent: FooBot\n# Disallow: /\nDisallow: /foo/quz#qux\nAllow: /\n", {"/foo/bar"}, {"/foo/quz"});
}

TEST(RobotsGoogleTest, AllowsTheFolderOfAnAllowedIndexPage) {
  constexpr std::string_view kRobots = "User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n";

  EXPECT_TRUE(Allowed(kRobots, "foobot", "http://foo.com/allowed-slash/"));
  EXPECT_FALSE(Allowed(kRobots, "foobot", "http://foo.com/allowed-slash/index.htm"));
  EXPECT_TRUE(Allowed(kRobots, "foobot", "http://foo.com/allowed-slash/index.html"));
  EXPECT_FALSE(Allowed(kRobots, "foobot", "http://foo.com/anyother-url"));
}

TEST(RobotsGoogleTest, CutsALineAt16663Bytes) {
  constexpr size_t kBufferBytes = 2083 * 8;
  auto fill = [](const std::string& start, char with, size_t name_bytes) {
    return start + std::string(kBufferBytes - 2 * start.size() - name_bytes + 1, with);
  };
  std::string refused = fill("/x/", 'a', std::string("disallow: ").size());
  std::string allowed_a = fill("/x/", 'a', std::string("allow: ").size());
  std::string allowed_b = fill("/x/", 'b', std::string("allow: ").size());

  ExpectForFooBot("user-agent: FooBot\ndisallow: " + refused + "/qux\n", {"/fux"}, {refused + "/fux"});
  ExpectForFooBot("user-agent: FooBot\ndisallow: /\nallow: " + allowed_a + "/qux\nallow: " + allowed_b + "/qux\n",
                  {allowed_a + "/qux", allowed_b + "/fux"}, {"/"});
}

TEST(RobotsGoogleTest, MatchesPathsAsItsDocumentationShows) {
  const std::string start = "user-agent: FooBot\ndisallow: /\nallow: ";
  const std::vector<std::string> fishes = {"/fish",          "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html",
                                           "/fish.html?id=anything"};
  ExpectForFooBot(start + "/fish\n", fishes, {"/bar", "/Fish.asp", "/catfish", "/?id=fish"});
  ExpectForFooBot(start + "/fish*\n", fishes, {"/bar", "/Fish.bar", "/catfish", "/?id=fish"});
  ExpectForFooBot(start + "/fish/\n", {"/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html", "/fish/?id=anything"},
                  {"/bar", "/fish", "/fish.html", "/Fish/Salmon.html"});
  ExpectForFooBot(start + "/*.php\n",
                  {"/filename.php", "/folder/filename.php", "/folder/filename.php?parameters", "//folder/any.php.file.html",
                   "/filename.php/", "/index?f=filename.php/"},
                  {"/bar", "/php/", "/index?php", "/windows.PHP"});
  ExpectForFooBot(start + "/*.php$\n", {"/filename.php", "/folder/filename.php"},
                  {"/bar", "/filename.php?parameters", "/filename.php/", "/filename.php5", "/php/", "/filename?php", "/aaaphpaaa",
                   "//windows.PHP"});
  ExpectForFooBot(start + "/fish*.php\n", {"/fish.php", "/fishheads/catfish.php?parameters"}, {"/bar", "/Fish.PHP"});
}

TEST(RobotsGoogleTest, OrdersRulesAsItsDocumentationShows) {
  ExpectForFooBot("user-agent: FooBot\nallow: /p\ndisallow: /\n", {"/page"}, {});
  ExpectForFooBot("user-agent: FooBot\nallow: /folder\ndisallow: /folder\n", {"/folder/page"}, {});
  ExpectForFooBot("user-agent: FooBot\nallow: /page\ndisallow: /*.htm\n", {}, {"/page.htm"});
  ExpectForFooBot("user-agent: FooBot\nallow: /$\ndisallow: /\n", {"/"}, {"/page.html"});
}

TEST(RobotsGoogleTest, CountsLinesWhateverEndsThem) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    std::string robots;
    for (const char* line : {"User-Agent: foo", "Allow: /some/path", "User-Agent: bar", "", "", "Disallow: /"}) {
      robots += std::string(line) + end;
    }

    EXPECT_EQ(Robots::Parse(robots, "foo").Judge("/some/path").line, 2);
    EXPECT_EQ(Robots::Parse(robots, "bar").Judge("/").line, 6);
    robots.resize(robots.size() - std::string(end).size());
    EXPECT_EQ(Robots::Parse(robots, "bar").Judge("/").line, 6);
  }
  constexpr std::string_view kMixed = "User-Agent: foo\nAllow: /some/path\r\nUser-Agent: bar\n\r\n\nDisallow: /";
  EXPECT_EQ(Robots::Parse(kMixed, "bar").Judge("/").line, 6);
}

TEST(RobotsGoogleTest, SkipsAByteOrderMarkOrItsBeginningAtTheStartOfTheFileOnly) {
  const std::string rest = "User-Agent: foo\nDisallow: /AnyValue\n";
  for (const char* mark : {"\xEF\xBB\xBF", "\xEF\xBB", "\xEF"}) EXPECT_FALSE(Allowed(mark + rest, "foo", "/AnyValue"));

  EXPECT_TRUE(Allowed("\xEF\x11\xBF" + rest, "foo", "/AnyValue"));
  EXPECT_TRUE(Allowed("User-Agent: foo\n\xEF\xBB\xBF" "Disallow: /AnyValue\n", "foo", "/AnyValue"));
}

TEST(RobotsGoogleTest, TakesThePathOfAUrlThatIsCorrectlyEscaped) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "/"},
      {"http://www.example.com", "/"},
      {"http://www.example.com/", "/"},
      {"http://www.example.com/a", "/a"},
      {"http://www.example.com/a/", "/a/"},
      {"http://www.example.com/a/b?c=http://d.e/", "/a/b?c=http://d.e/"},
      {"http://www.example.com/a/b?c=d&e=f#fragment", "/a/b?c=d&e=f"},
      {"example.com", "/"},
      {"example.com/", "/"},
      {"example.com/a", "/a"},
      {"example.com/a/", "/a/"},
      {"example.com/a/b?c=d&e=f#fragment", "/a/b?c=d&e=f"},
      {"a", "/"},
      {"a/", "/"},
      {"/a", "/a"},
      {"a/b", "/b"},
      {"example.com?a", "/?a"},
      {"example.com/a;b#c", "/a;b"},
      {"//a/b/c", "/b/c"},
  };
  for (const auto& [url, path] : cases) EXPECT_EQ(RobotsPath(url), path) << url;
}

TEST(RobotsGoogleTest, EscapesPatterns) {
  EXPECT_EQ(EscapeRobotsPattern("http://www.example.com"), "http://www.example.com");
  EXPECT_EQ(EscapeRobotsPattern("/a/b/c"), "/a/b/c");
  EXPECT_EQ(EscapeRobotsPattern("á"), "%C3%A1");
  EXPECT_EQ(EscapeRobotsPattern("%aa"), "%AA");
}

}  // namespace
}  // namespace fenghuo
