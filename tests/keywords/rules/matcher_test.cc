#include "keywords/rules/matcher.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>

#include "tests/keywords/rules/a_rule.h"

namespace fenghuo {
namespace {

std::vector<Match> Find(const RuleSet& rules, const Document& document) {
  Result<Matcher> matcher = Matcher::Compile(rules);
  EXPECT_TRUE(matcher.ok()) << (matcher.ok() ? "" : matcher.error().message);
  return matcher.ok() ? matcher->Find(document) : std::vector<Match>{};
}

bool Finds(const Rule& rule, const Document& document) { return !Find({{rule}, {}}, document).empty(); }

std::string ErrorOf(const RuleSet& rules) {
  Result<Matcher> matcher = Matcher::Compile(rules);
  if (matcher.ok()) return "";
  EXPECT_EQ(matcher.error().code, ErrorCode::kInvalid);
  return matcher.error().message;
}

// The original text of each span.
std::vector<std::string> Quotes(const Match& match, const Document& document) {
  std::vector<std::string> quotes;
  for (const Span& span : match.spans) {
    const std::string& field = span.field == Span::Field::kTitle ? document.title : document.text;
    quotes.push_back(field.substr(span.begin, span.end - span.begin));
  }
  return quotes;
}

TEST(MatcherTest, FindsAnyWordInTitleOrText) {
  const Rule rule = ARule().Any({"食物中毒", "地沟油"});

  EXPECT_TRUE(Finds(rule, ADocument().Titled("多名学生食物中毒")));
  EXPECT_TRUE(Finds(rule, ADocument().Saying("记者暗访。查获地沟油。")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("食物很好").Saying("没有中毒")));
}

TEST(MatcherTest, FindsEveryFormThatFoldsToTheWord) {
  const Rule rule = ARule().Any({"罐车", "4S店"});

  EXPECT_TRUE(Finds(rule, ADocument().Titled("罐車混裝食用油")));
  EXPECT_TRUE(Finds(rule, ADocument().Titled("罐\u200B车")));
  EXPECT_TRUE(Finds(rule, ADocument().Titled("某４ｓ店加价")));
  EXPECT_TRUE(Finds(ARule().Any({"罐車"}), ADocument().Titled("罐车")));
}

TEST(MatcherTest, GivesPlacesInTheOriginal) {
  const Document document = ADocument().Titled("曝光：罐\u200B車混裝").Saying("ＡＢＣ。罐車又混装食用油");
  const std::vector<Match> matches = Find({{ARule("tanker").All({"罐车"}).All({"混装"})}, {}}, document);

  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].rule, "tanker");
  EXPECT_EQ(Quotes(matches[0], document), (std::vector<std::string>{"罐\u200B車", "混裝", "罐車", "混装"}));
  EXPECT_EQ(matches[0].spans[0], (Span{Span::Field::kTitle, 9, 18}));
  EXPECT_EQ(matches[0].spans[2], (Span{Span::Field::kText, 12, 18}));
}

TEST(MatcherTest, WantsOneOfEachGroupInOneSentence) {
  const Rule rule = ARule().All({"学校", "食堂"}).All({"腹泻", "呕吐"});

  EXPECT_TRUE(Finds(rule, ADocument().Saying("某食堂多人呕吐，已送医。")));
  EXPECT_FALSE(Finds(rule, ADocument().Saying("某食堂开业。昨夜多人呕吐。")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("某食堂").Saying("多人呕吐")));
  EXPECT_FALSE(Finds(rule, ADocument().Saying("学校食堂学校")));
}

TEST(MatcherTest, WantsThemAnywhereWithinTheDocumentWhenTheRuleSaysSo) {
  const Rule rule = ARule().All({"学校", "食堂"}).All({"腹泻", "呕吐"}).None({"演练"}).InDocument();

  EXPECT_TRUE(Finds(rule, ADocument().Titled("某食堂").Saying("昨夜。多人呕吐。")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("某食堂").Saying("昨夜。多人呕吐。系演练。")));
}

TEST(MatcherTest, ShowsOnlyPlacesThatCount) {
  const Document document = ADocument().Saying("食堂开业。食堂里有人呕吐。又呕吐。");
  const std::vector<Match> matches = Find({{ARule().All({"食堂"}).All({"呕吐"})}, {}}, document);

  ASSERT_EQ(matches.size(), 1u);
  ASSERT_EQ(matches[0].spans.size(), 2u);
  EXPECT_EQ(matches[0].spans[0].begin, std::string("食堂开业。").size());
}

TEST(MatcherTest, IsStoppedByAnExcludedWordInTheSentenceOrTheTitle) {
  const Rule rule = ARule().Any({"中毒"}).None({"电脑"});

  EXPECT_FALSE(Finds(rule, ADocument().Titled("电脑中毒了")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("电脑坏了").Saying("昨夜中毒。")));
  EXPECT_TRUE(Finds(rule, ADocument().Titled("学生中毒").Saying("他有电脑。")));
  EXPECT_TRUE(Finds(rule, ADocument().Saying("电脑中毒。学生中毒。")));
}

TEST(MatcherTest, TakesLatinWordsAndNumbersWhole) {
  const Rule rule = ARule().Any({"315", "AI"});

  EXPECT_TRUE(Finds(rule, ADocument().Titled("今年315晚会")));
  EXPECT_TRUE(Finds(rule, ADocument().Titled("用AI写的")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("拨打12315热线")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("3150元")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("said he")));
  EXPECT_TRUE(Finds(rule, ADocument().Titled("AI315")));
}

TEST(MatcherTest, FindsNothingAcrossTheBorderOfASentence) {
  EXPECT_FALSE(Finds(ARule().Any({"cold chain"}), ADocument().Saying("it is cold\nchain")));
  EXPECT_FALSE(Finds(ARule().Any({}, {"食品.{0,8}超标"}), ADocument().Saying("食品。超标")));
}

TEST(MatcherTest, RunsPatternsOverTheFoldedText) {
  const Document document = ADocument().Saying("据悉，１２名學生送醫。");
  const std::vector<Match> matches = Find({{ARule().Any({}, {"[0-9]{1,4}名(学生|兒童).{0,8}送醫"})}, {}}, document);

  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(Quotes(matches[0], document), (std::vector<std::string>{"１２名學生送醫"}));
}

TEST(MatcherTest, RunsAPatternWithoutARequiredWordAsWell) {
  const RuleSet rules{{ARule().Any({}, {"毒.{0,2}油"})}, {}};
  Result<Matcher> matcher = Matcher::Compile(rules);

  ASSERT_TRUE(matcher.ok());
  EXPECT_EQ(matcher->unfiltered_patterns(), 1u);
  EXPECT_EQ(matcher->Find(ADocument().Titled("毒花生油")).size(), 1u);
}

TEST(MatcherTest, MixesTermsAndPatternsInAGroup) {
  const Rule rule = ARule().All({"学校"}, {"第[0-9]+中学"}).All({"呕吐"});

  EXPECT_TRUE(Finds(rule, ADocument().Titled("市第3中学学生呕吐")));
  EXPECT_TRUE(Finds(rule, ADocument().Titled("学校学生呕吐")));
  EXPECT_FALSE(Finds(rule, ADocument().Titled("第三中学学生呕吐")));
}

TEST(MatcherTest, ReportsAPatternThatGaveUpAndFindsTheRest) {
  std::string page;
  for (int i = 0; i < 100000; ++i) page += "食";
  const RuleSet rules{{ARule("slow").Any({}, {"食.{0,200}物.{0,200}中毒"}), ARule("quick").Any({"食食"})}, {}};
  Result<Matcher> matcher = Matcher::Compile(rules);
  ASSERT_TRUE(matcher.ok());

  const std::vector<Match> matches = matcher->Find(ADocument().Saying(page + "中毒"));

  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].rule, "quick");
  EXPECT_EQ(matches[0].spans.size(), 200u);
  EXPECT_EQ(matcher->pattern_failures(), 1u);
}

TEST(MatcherTest, MustReportEveryMatchOrThoseWithItsWords) {
  const RuleSet rules{
      {ARule("always").Any({"学生呕吐"}).MustReport(),
       ARule("sometimes").Any({"学生呕吐"}).MustReport({"食物中毒"}, {"[0-9]+名"}), ARule("never").Any({"学生呕吐"})},
      {}};

  const std::vector<Match> plain = Find(rules, ADocument().Titled("学生呕吐"));
  const std::vector<Match> grave = Find(rules, ADocument().Titled("学生呕吐").Saying("共12名。"));

  ASSERT_EQ(plain.size(), 3u);
  ASSERT_EQ(grave.size(), 3u);
  EXPECT_TRUE(plain[0].must_report);
  EXPECT_FALSE(plain[1].must_report);
  EXPECT_FALSE(plain[2].must_report);
  EXPECT_TRUE(grave[1].must_report);
  EXPECT_FALSE(grave[2].must_report);
}

TEST(MatcherTest, IsDampedByTheTitleOrByTheSentencesOfItsHits) {
  const RuleSet rules{{ARule().Any({"中毒"})}, {"演练"}};
  const auto damped = [&](const Document& document) { return Find(rules, document).at(0).damped; };

  EXPECT_TRUE(damped(ADocument().Titled("应急演练").Saying("学生中毒。")));
  EXPECT_TRUE(damped(ADocument().Saying("演练中毒。")));
  EXPECT_FALSE(damped(ADocument().Saying("昨天演练。学生中毒。")));
  EXPECT_FALSE(damped(ADocument().Saying("演练中毒。学生中毒。")));
  EXPECT_FALSE(damped(ADocument().Titled("学生中毒")));
}

// "name points “place”" of each severity term that counts.
std::string Counting(const RuleSet& rules, const Document& document) {
  const Match match = Find(rules, document).at(0);
  std::string all;
  for (const SeverityHit& hit : match.severity) {
    const std::string& field = hit.place.field == Span::Field::kTitle ? document.title : document.text;
    all += (all.empty() ? "" : ", ") + hit.name + " " + std::to_string(hit.points) + " “" +
           field.substr(hit.place.begin, hit.place.end - hit.place.begin) + "”";
  }
  return all;
}

TEST(MatcherTest, CountsSeverityTermsOnceWhereTheyStandBesideAHit) {
  RuleSet rules{{ARule().Any({"中毒"})}, {}};
  rules.severity_terms = {{"重点人群", 10, {{"学生", "老人"}, {}}}, {"人数", 5, {{}, {"[0-9]+名学生"}}}};

  EXPECT_EQ(Counting(rules, ADocument().Titled("老人中毒").Saying("學生中毒。")), "重点人群 10 “老人”");
  EXPECT_EQ(Counting(rules, ADocument().Saying("老人跳舞。１２名學生中毒，学生住院。")), "重点人群 10 “學生”, 人数 5 “１２名學生”");
  EXPECT_EQ(Counting(rules, ADocument().Saying("老人跳舞。有人中毒。")), "");
}

TEST(MatcherTest, TakesPointsAwayOnlyInTheTitleOrBesideEveryHit) {
  RuleSet rules{{ARule().Any({"中毒"})}, {}};
  rules.severity_terms = {{"已经辟谣", -15, {{"辟谣"}, {}}}};

  EXPECT_EQ(Counting(rules, ADocument().Titled("官方辟谣").Saying("学生中毒。")), "已经辟谣 -15 “辟谣”");
  EXPECT_EQ(Counting(rules, ADocument().Saying("辟谣：没有中毒。")), "已经辟谣 -15 “辟谣”");
  EXPECT_EQ(Counting(rules, ADocument().Saying("辟谣：没有中毒。又有人中毒。")), "");
}

TEST(MatcherTest, LooksForSeverityTermsInTheWholeDocumentWithinOne) {
  RuleSet rules{{ARule().Any({"中毒"}).InDocument()}, {}};
  rules.severity_terms = {{"重点人群", 10, {{"学生"}, {}}}, {"已经辟谣", -15, {{"辟谣"}, {}}}};

  EXPECT_EQ(Counting(rules, ADocument().Saying("有人中毒。学生放假。官方辟谣。")), "重点人群 10 “学生”, 已经辟谣 -15 “辟谣”");
}

TEST(MatcherTest, SparesExceptedRulesASharedSeverityTermAndAddsTheirOwn) {
  Rule own = ARule("own").Any({"中毒"});
  own.severity_terms = {{"奶粉", 20, {{"奶粉"}, {}}}};
  RuleSet rules{{own, ARule("other").Any({"中毒"})}, {}};
  rules.severity_terms = {{"学生", 10, {{"学生"}, {}}, {"own"}}};
  const Document document = ADocument().Titled("学生喝奶粉中毒");

  const std::vector<Match> matches = Find(rules, document);

  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].severity, (std::vector<SeverityHit>{{"奶粉", 20, {Span::Field::kTitle, 9, 15}}}));
  EXPECT_EQ(matches[1].severity, (std::vector<SeverityHit>{{"学生", 10, {Span::Field::kTitle, 0, 6}}}));
}

TEST(MatcherTest, NamesTheSeverityTermThatCannotBeRead) {
  RuleSet rules{{ARule("own").Any({"中毒"})}, {}};
  rules.severity_terms = {{"人数", 10, {{"人"}, {}}}};
  EXPECT_EQ(ErrorOf(rules), "severity term \"人数\": term \"人\" has fewer than two characters");
  rules.severity_terms.clear();
  rules.rules[0].severity_terms = {{"人数", 10, {{}, {"("}}}};
  EXPECT_EQ(ErrorOf(rules), "rule \"own\": severity term \"人数\": pattern \"(\" is refused by RE2: missing ): (");
}

TEST(MatcherTest, GivesMatchesInTheOrderOfTheRules) {
  const RuleSet rules{{ARule("b").Any({"混装"}), ARule("c").Any({"超标"}), ARule("a").Any({"罐车"})}, {}};
  const std::vector<Match> matches = Find(rules, ADocument().Titled("罐车混装"));

  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].rule, "b");
  EXPECT_EQ(matches[1].rule, "a");
}

TEST(MatcherTest, FindsNothingWithoutRulesOrWithoutText) {
  EXPECT_TRUE(Find({}, ADocument().Titled("食物中毒")).empty());
  EXPECT_TRUE(Find({{ARule().Any({"食物中毒"})}, {}}, ADocument()).empty());
}

TEST(MatcherTest, SaysWhatIsWrongWithARule) {
  EXPECT_EQ(ErrorOf({{ARule("")}, {}}), "rules[0]: has no id");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({"食物"}), ARule("a").Any({"食物"})}, {}}), "rule \"a\": this id is used twice");
  EXPECT_EQ(ErrorOf({{ARule("a")}, {}}), "rule \"a\": can never match: it has no any, all or query");
  EXPECT_EQ(ErrorOf({{ARule("a").All({"食物"}).All({})}, {}}), "rule \"a\": can never match: all[1] is empty");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({"食物", "毒"})}, {}}), "rule \"a\": any: term \"毒\" has fewer than two characters");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({" 毒 "})}, {}}), "rule \"a\": any: term \" 毒 \" has fewer than two characters");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({"食物"}).All({"\u200B毒"})}, {}}),
            "rule \"a\": all[0]: term \"\u200B毒\" has fewer than two characters");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({"食物"}).None({""})}, {}}),
            "rule \"a\": none: term \"\" has fewer than two characters");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({"食物"}).MustReport({}, {"[0-9"})}, {}}),
            "rule \"a\": must_report: pattern \"[0-9\" is refused by RE2: missing ]: [0-9");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({"食物"})}, {"剧"}}), "dampers: term \"剧\" has fewer than two characters");
  EXPECT_EQ(ErrorOf({{ARule("a").Any({"食物中毒"}).All({"学校"}).All({"中毒", "中毒者"}).None({"中毒"})}, {}}),
            "rule \"a\": can never match: none forbids every word that it needs");
}

TEST(MatcherTest, MayBeAskedByManyThreads) {
  Result<Matcher> matcher =
      Matcher::Compile({{ARule().All({"罐车"}).All({"混装"}), ARule("p").Any({}, {"[0-9]+名学生"})}, {}});
  ASSERT_TRUE(matcher.ok());
  const Document document = ADocument().Titled("罐车混装").Saying("12名学生。");
  const std::vector<Match> expected = matcher->Find(document);

  std::vector<std::thread> threads;
  std::vector<int> equal(4, 0);
  for (size_t t = 0; t < equal.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) equal[t] += matcher->Find(document) == expected;
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(expected.size(), 2u);
  EXPECT_EQ(equal, std::vector<int>(4, 200));
}

}  // namespace
}  // namespace fenghuo
