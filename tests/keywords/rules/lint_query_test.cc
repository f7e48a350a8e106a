// What an officer is told about a query, word for word, and where the caret points.

#include "keywords/rules/lint_query.h"

#include <gtest/gtest.h>

#include <string>

#include "keywords/rules/matcher.h"
#include "tests/keywords/rules/a_rule.h"

namespace fenghuo {
namespace {

RuleSet Known() {
  RuleSet set;
  set.term_sets["不洁异物"] = {{"异物", "蟑螂"}, {}};
  set.rules.push_back(ARule("food").Any({"食品安全"}));
  set.rules.push_back(ARule("round").Query("@asked OR 食品"));
  return set;
}

// Every problem: its text, and what the caret points at.
std::string ProblemsOf(const std::string& query) {
  RuleSet rules = Known();
  rules.rules.push_back(ARule("asked").Query(query));
  const ParsedQuery parsed = ParseQuery(query);
  std::string all;
  const auto add = [&](const QueryProblem& problem) {
    all += (all.empty() ? "" : "\n") + problem.text + " | " +
           query.substr(problem.source.begin, problem.source.end - problem.source.begin);
  };
  for (const QueryProblem& problem : parsed.problems) add(problem);
  if (!parsed.root) return all;
  for (const QueryProblem& problem : LintQuery(*parsed.root, rules.rules.back(), rules)) add(problem);
  // What lint refuses is never compiled.
  EXPECT_EQ(Matcher::Compile(rules).ok(), all.empty()) << query;
  return all;
}

struct Case {
  const char* query;
  const char* problem;
};

TEST(LintQueryTest, SaysWhatCannotBeRead) {
  const Case kCases[] = {
      {"食品 安全", "must be joined to what stands before it by AND, OR or NEAR/n; a phrase with a blank stands in quotes | 安全"},
      {"食品 and 安全", "must be in capitals to join two parts | and"},
      {"食品 NOT 演练", "must be AND NOT | NOT"},
      {"食品 AND", "must be a term, phrase, pattern, term set or group | "},
      {"AND 食品", "must stand between two parts; as a term it stands in quotes | AND"},
      {"食品 AND -演练", "must be AND NOT; as a term it stands in quotes | -演练"},
      {"食品，安全", "must stand in quotes if it is part of a term; terms are joined by AND, OR and NOT | ，"},
      {"食品*", "must stand in quotes if it is part of a term; terms are joined by AND, OR and NOT | *"},
      {"(食品 AND 安全", "must be closed by another bracket | ("},
      {"食品)", "closes what was not opened | )"},
      {"食品}", "closes what was not opened | }"},
      {"\"食品", "must be closed by another quote | \""},
      {"/食品", "must be closed by another slash | /"},
      {"食品{3}", "must be a number of occurrences such as {3,} | {3"},
      {"{3,}", "must be a term, phrase, pattern, term set or group | {3,}"},
      {"食品{3,}{3,}", "must follow a term, phrase, pattern, term set or group | {3,}"},
      {"食品 NEAR 安全", "must say how far: NEAR/10 is at most ten characters between the two | NEAR"},
      {"食品 NEAR/x 安全", "must say how far: NEAR/10 is at most ten characters between the two | NEAR/x"},
      {"食品 NEAR/3 安全 NEAR/3 过期", "must join two parts only: write (A NEAR/9 B) AND (B NEAR/9 C) | NEAR/3"},
      {"SENTENCE 食品", "must be followed by brackets: SENTENCE(…) | SENTENCE"},
      {"titel:食品", "must be one of title, text, raw, author, source, site, kind, tier, region, lang, tag; as part of a term it stands in "
                     "quotes | titel:"},
      {"raw:(食品)", "must be followed by a word or a phrase in quotes | raw:"},
      {"", "must be a term, phrase, pattern, term set or group | "},
  };
  for (const Case& c : kCases) EXPECT_EQ(ProblemsOf(c.query), c.problem) << c.query;
  EXPECT_EQ(ProblemsOf(std::string(40, '(') + "食品"), "must be nested at most 32 deep | (");
  EXPECT_EQ(ProblemsOf(std::string(20000, 'a')), "must have at most 16384 bytes, has 20000 | ");
}

TEST(LintQueryTest, SaysWhatMakesNoSense) {
  const char* const kAlways = "would match every document like this: each alternative needs a term, phrase, pattern or rule outside NOT | ";
  const std::string kCases[][2] = {
      // terms and patterns
      {"毒", "must have at least two characters, is \"毒\" | 毒"},
      {"食品 AND “\u200B毒”", "must have at least two characters, is \"\u200B毒\" | “\u200B毒”"},
      {"raw:毒", "must have at least two characters, is \"毒\" | raw:毒"},
      {"raw:\"\u200C食品\"", "can never be found: it begins with a character that nobody sees | raw:\"\u200C食品\""},
      {"/(食品/", "must be a regular expression of RE2, \"(食品\" is refused by RE2: missing ): (食品 | /(食品/"},
      {"食品 AND /[0-9]+人/",
       "must hold two Chinese characters or five letters that are always there, or it runs over every sentence that comes | /[0-9]+人/"},
      // names
      {"$不洁食物", "must be a term set, is \"不洁食物\"; the nearest is \"不洁异物\" | $不洁食物"},
      {"@foot", "must be a rule, is \"foot\"; the nearest is \"food\" | @foot"},
      {"@round", "must not lead back to its own rule: @asked → @round → @asked | @round"},
      {"@asked", "must not lead back to its own rule: @asked → @asked | @asked"},
      {"SENTENCE(@food)", "must not stand inside SENTENCE, PARAGRAPH, title: or text:, a rule speaks of the whole document | (@food)"},
      {"食品 AND kind:artikle",
       "must be one of article, post, hotlist, complaint, official, is \"artikle\"; the nearest is \"article\" | kind:artikle"},
      {"食品 AND tier:central1",
       "must be one of central, provincial, portal, city, platform, self_media, personal, is \"central1\"; the nearest is \"central\" | "
       "tier:central1"},
      {"食品 AND site:https://a.example", "must be a host such as example.com, is \"https://a.example\" | site:https://a.example"},
      {"食品 AND tag:\" \"", "must be followed by a value | tag:\" \""},
      // numbers and operands
      {"食品{1,}", "must count from 2 to 99 | 食品{1,}"},
      {"食品{99999999999,}", "must count from 2 to 99 | 食品{99999999999,}"},
      {"(食品 AND 安全){2,}", "must count a term, phrase, pattern or term set, or several joined by OR | (食品 AND 安全){2,}"},
      {"食品 NEAR/201 安全", "must be at most 200 apart | 食品 NEAR/201 安全"},
      {"食品 NEAR/9 (安全 AND 过期)",
       "must be a term, phrase, pattern or term set, or several joined by OR, to be near something | (安全 AND 过期)"},
      // never
      {"食品 AND NOT 食品", "can never be true beside 食品, which it forbids | NOT 食品"},
      {"食品安全 AND NOT (安全 OR 演练)", "can never be true beside 食品安全, which it forbids | NOT (安全 OR 演练)"},
      {"SENTENCE(食品 AND 过期) AND NOT 食品", "can never be true beside SENTENCE(食品 AND 过期), which it forbids | NOT 食品"},
      {"(食品 NEAR/3 过期) AND NOT (食品 NEAR/3 过期)", "can never be true beside (食品 NEAR/3 过期), which it forbids | NOT (食品 NEAR/3 过期)"},
      {"食品 AND kind:post AND kind:article", "can never be true beside kind:post: a document has one only | kind:article"},
      {"SENTENCE(title:食品 AND text:过期)",
       "can never be true beside title:食品 inside SENTENCE or PARAGRAPH, which are in the title or in the text | text:过期"},
      {"title:(text:食品 OR 过期)", "can never be true inside title: | text:食品"},
      // always
      {"NOT 演练", std::string(kAlways) + "NOT 演练"},
      {"食品 OR kind:post", std::string(kAlways) + "kind:post"},
      {"食品 OR (kind:post AND NOT 演练)", std::string(kAlways) + "(kind:post AND NOT 演练)"},
      {"食品 AND (过期 OR NOT 过期)", "makes this always true, beside 过期 | NOT 过期"},
      {"食品 AND NOT NOT 过期", "must not be NOT of NOT: leave out both | NOT NOT 过期"},
      // several at once, in order
      {"毒 AND $不洁食物 AND /(/",
       "must have at least two characters, is \"毒\" | 毒\n"
       "must be a term set, is \"不洁食物\"; the nearest is \"不洁异物\" | $不洁食物\n"
       "must be a regular expression of RE2, \"(\" is refused by RE2: missing ): ( | /(/"},
  };
  for (const auto& [query, problem] : kCases) EXPECT_EQ(ProblemsOf(query), problem) << query;
}

TEST(LintQueryTest, HasNothingToSayAboutWhatMayBeTrue) {
  for (const char* query :
       {"食品 AND NOT 食品安全", "食品 AND NOT title:食品", "食品 AND NOT SENTENCE(食品 AND 过期)", "SENTENCE(食品) AND NOT 食品{2,}",
        "ABC中毒 AND NOT raw:中毒", "12315 AND NOT 315", "食品 AND (kind:post OR kind:article)", "食品 AND tag:一 AND tag:二",
        "title:食品 AND text:过期", "中毒 NEAR/5 中毒", "$不洁异物 AND NOT 蟑螂", "@food AND NOT 演练", "3:15 OR 24/7"}) {
    EXPECT_EQ(ProblemsOf(query), "") << query;
  }
}

TEST(LintQueryTest, PointsAtThePlaceInColumnsOfATerminal) {
  EXPECT_EQ(PointAt("食品 AND 毒 OR a", {{11, 14}, ""}), "食品 AND 毒 OR a\n         ^^");
  EXPECT_EQ(PointAt("食品 AND", {{10, 10}, ""}), "食品 AND\n        ^");
  EXPECT_EQ(PointAt("食品\n  AND\t毒\nOR 甲乙", {{13, 16}, ""}), "  AND 毒\n      ^^");
  EXPECT_EQ(PointAt("(食品\nAND 甲乙)", {{0, 19}, ""}), "(食品\n^^^^^");
}

TEST(LintQueryTest, ShowsALongLineFromALittleBeforeThePlace) {
  std::string query;
  for (int i = 0; i < 50; ++i) query += "食品 OR ";
  const size_t at = query.size();
  query += "毒";
  for (int i = 0; i < 50; ++i) query += " OR 食品";

  const std::string shown = PointAt(query, {{at, at + 3}, ""});
  EXPECT_EQ(shown.substr(0, shown.find("毒")), "… OR 食品 OR 食品 OR 食品 OR 食品 OR 食品 OR 食品 OR ");
  EXPECT_EQ(shown.substr(shown.find('\n')), "\n" + std::string(53, ' ') + "^^");
}

}  // namespace
}  // namespace fenghuo
