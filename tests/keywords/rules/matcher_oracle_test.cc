// Thousands of small random worlds, in each of which the Matcher must say what the ObviousMatcher says.

#include <gtest/gtest.h>

#include <string>

#include "base/rng.h"
#include "keywords/rules/matcher.h"
#include "tests/keywords/rules/obvious_matcher.h"

namespace fenghuo {
namespace {

// Few letters, so that words overlap, repeat and stand inside each other; what folding changes, drops, joins and spreads; and
// what ends a sentence.
constexpr std::string_view kLetters[] = {"食", "物", "中", "毒", "車", "车", "油", "a",
                                         "B",  "1",  "2",  "３", "㎏", "Ａ", "é",  "🚒"};
constexpr std::string_view kBetween[] = {"。", "！", "\n", "，", " ", "\u200B", "\u0301", "　", ". "};
constexpr std::string_view kPatterns[] = {
    "食物.{0,3}车", "[0-9]+中毒", "毒{2}",         "(?:食|物)车", "车.*油",
    "^食",          "油$",        "a+b?",          "\\D食物",     "(中毒|食物|车油).?[^毒]",
    "車食|毒物中",  "[食-食]物",  "食物\\b|物中毒"};

class World {
 public:
  explicit World(uint64_t seed) : rng_(seed) {}

  RuleSet Rules() {
    RuleSet set;
    for (uint64_t n = 1 + rng_.Below(6); n > 0; --n) set.rules.push_back(OneRule("r" + std::to_string(n)));
    set.dampers = Terms(2);
    set.severity_terms = SeverityTerms();
    if (!set.severity_terms.empty() && rng_.Below(2) == 0) set.severity_terms[0].except = {"r1", "r3"};
    return set;
  }

  Document OneDocument() {
    Document document;
    document.title = Text(12);
    document.text = Text(60);
    return document;
  }

 private:
  Rule OneRule(std::string id) {
    Rule rule;
    rule.id = std::move(id);
    rule.within = rng_.Below(4) == 0 ? Within::kDocument : Within::kSentence;
    if (rng_.Below(2) == 0) rule.any = Group();
    for (uint64_t n = rng_.Below(4); n > 0; --n) rule.all.push_back(Group());
    if (rule.any.terms.empty() && rule.any.patterns.empty() && rule.all.empty()) rule.any.terms = {"食物"};
    rule.none = Terms(2);
    if (rng_.Below(3) == 0) {
      rule.must_report = MustReport{};
      if (rng_.Below(2) == 0) rule.must_report->when = Group();
    }
    rule.severity_terms = SeverityTerms();
    return rule;
  }

  std::vector<SeverityTerm> SeverityTerms() {
    std::vector<SeverityTerm> terms;
    for (uint64_t n = rng_.Below(3); n > 0; --n) {
      terms.push_back({"t" + std::to_string(n), rng_.Below(2) == 0 ? 10 : -10, Group()});
    }
    return terms;
  }

  TermGroup Group() {
    TermGroup group{Terms(3), {}};
    if (rng_.Below(3) == 0) group.patterns.emplace_back(kPatterns[rng_.Below(std::size(kPatterns))]);
    if (group.terms.empty() && group.patterns.empty()) group.terms = {"中毒"};
    return group;
  }

  std::vector<std::string> Terms(uint64_t most) {
    std::vector<std::string> terms;
    for (uint64_t n = rng_.Below(most + 1); n > 0; --n) {
      std::string term;
      for (uint64_t letters = 2 + rng_.Below(3); letters > 0; --letters) term += Letter();
      terms.push_back(term);
    }
    return terms;
  }

  std::string Text(uint64_t most) {
    std::string text;
    for (uint64_t n = rng_.Below(most); n > 0; --n) {
      text += rng_.Below(6) == 0 ? kBetween[rng_.Below(std::size(kBetween))] : Letter();
    }
    return text;
  }

  std::string_view Letter() { return kLetters[rng_.Below(rng_.Below(2) == 0 ? 4 : std::size(kLetters))]; }

  Rng rng_;
};

TEST(MatcherTest, AgreesWithTheObviousMatcherInRandomWorlds) {
  int refused = 0;
  size_t matches = 0, damped = 0, must = 0, raised = 0, lowered = 0, pattern_worlds = 0;
  for (uint64_t seed = 0; seed < 2500; ++seed) {
    World world(seed);
    const RuleSet rules = world.Rules();
    Result<Matcher> matcher = Matcher::Compile(rules);
    if (!matcher.ok()) {
      ASSERT_NE(matcher.error().message.find("can never match: none forbids"), std::string::npos) << matcher.error().message;
      ++refused;
      continue;
    }
    pattern_worlds += matcher->unfiltered_patterns() > 0;
    const ObviousMatcher obvious(rules);
    for (int i = 0; i < 5; ++i) {
      const Document document = world.OneDocument();
      const std::vector<Match> found = matcher->Find(document);
      ASSERT_EQ(found, obvious.Find(document)) << "seed " << seed << "\n" << document.title << "\n" << document.text;
      matches += found.size();
      for (const Match& match : found) {
        damped += match.damped;
        must += match.must_report;
        for (const SeverityHit& hit : match.severity) (hit.points > 0 ? raised : lowered) += 1;
      }
    }
    ASSERT_EQ(matcher->pattern_failures(), 0u);
  }
  // The worlds are worth something only while they hold what is compared.
  EXPECT_GT(matches, 3000u);
  EXPECT_GT(damped, 300u);
  EXPECT_GT(must, 300u);
  EXPECT_GT(raised, 1000u);
  EXPECT_GT(lowered, 500u);
  EXPECT_GT(pattern_worlds, 300u);
  EXPECT_LT(refused, 1000);
}

// A refused rule is one that the obvious matcher never finds either.
TEST(MatcherTest, RefusesOnlyRulesThatNeverMatch) {
  int refused = 0;
  for (uint64_t seed = 0; seed < 4000; ++seed) {
    World world(seed);
    for (const Rule& rule : world.Rules().rules) {
      if (Matcher::Compile({{rule}, {}}).ok()) continue;
      ++refused;
      const ObviousMatcher obvious({{rule}, {}});
      for (int i = 0; i < 5; ++i) ASSERT_TRUE(obvious.Find(world.OneDocument()).empty()) << "seed " << seed;
    }
  }
  EXPECT_GT(refused, 20);
}

}  // namespace
}  // namespace fenghuo
