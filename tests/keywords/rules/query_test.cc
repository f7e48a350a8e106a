// What the parts of a query mean, one by one. deploy/docs/rules.md says the same to officers.

#include <gtest/gtest.h>

#include <string>

#include "keywords/rules/matcher.h"
#include "tests/keywords/rules/a_rule.h"

namespace fenghuo {
namespace {

const RuleSet& Sets() {
  static const RuleSet sets = [] {
    RuleSet set;
    set.term_sets["症状"] = {{"呕吐", "腹泻"}, {"[0-9]+名学生"}};
    return set;
  }();
  return sets;
}

std::vector<std::string> PlacesOf(const std::string& query, const Document& document, RuleSet rules = Sets()) {
  rules.rules.push_back(ARule("asked").Query(query));
  Result<Matcher> matcher = Matcher::Compile(rules);
  EXPECT_TRUE(matcher.ok()) << query << ": " << (matcher.ok() ? "" : matcher.error().message);
  std::vector<std::string> quotes;
  if (!matcher.ok()) return quotes;
  for (const Match& match : matcher->Find(document)) {
    if (match.rule != "asked") continue;
    for (const Span& span : match.spans) {
      const std::string& field = span.field == Span::Field::kTitle ? document.title : document.text;
      quotes.push_back(field.substr(span.begin, span.end - span.begin));
    }
  }
  return quotes;
}

// A query that is true always has a place.
bool Finds(const std::string& query, const Document& document) { return !PlacesOf(query, document).empty(); }
bool Finds(const std::string& query, const std::string& text) { return Finds(query, ADocument().Saying(text)); }

using Places = std::vector<std::string>;

TEST(QueryTest, BindsNotBeforeAndBeforeOr) {
  EXPECT_TRUE(Finds("食堂 OR 学校 AND 呕吐", "食堂"));
  EXPECT_FALSE(Finds("(食堂 OR 学校) AND 呕吐", "食堂"));
  EXPECT_FALSE(Finds("呕吐 AND NOT 演练 AND 食堂", "呕吐。演练。食堂"));
  EXPECT_TRUE(Finds("呕吐 AND NOT (演练 AND 食堂)", "呕吐。演练。"));
  EXPECT_TRUE(Finds("呕吐 与 非 演练 或 食堂", "食堂。演练。"));
  EXPECT_TRUE(Finds("（食堂 OR 学校） AND “呕 吐”", "学校。呕  吐"));
}

TEST(QueryTest, GivesThePlacesOfWhatMadeItTrue) {
  const Document document = ADocument().Titled("某學校食堂").Saying("学生呕吐。没有演练。");

  EXPECT_EQ(PlacesOf("学校 AND 呕吐 AND NOT 宠物", document), (Places{"學校", "呕吐"}));
  EXPECT_EQ(PlacesOf("(学校 AND 宠物) OR 呕吐", document), (Places{"呕吐"}));
  EXPECT_EQ(PlacesOf("学校 OR 食堂", document), (Places{"學校", "食堂"}));
  EXPECT_EQ(PlacesOf("学校 AND NOT 演练", document), Places{});
}

TEST(QueryTest, CountsNearInCharactersAfterFolding) {
  EXPECT_TRUE(Finds("食堂 NEAR/3 呕吐", "食堂里有人呕吐"));
  EXPECT_FALSE(Finds("食堂 NEAR/2 呕吐", "食堂里有人呕吐"));
  EXPECT_TRUE(Finds("食堂 NEAR/3 呕吐", "呕吐里有人食堂"));
  EXPECT_TRUE(Finds("食堂 NEAR/3 呕吐", "食堂，里\u200B 有人！呕吐")) << "blanks, punctuation and hidden characters count nothing";
  EXPECT_TRUE(Finds("食堂 NEAR/0 呕吐", "食堂呕吐"));
  EXPECT_TRUE(Finds("食堂 NEAR/4 呕吐", "食堂里。有人就呕吐")) << "it reaches over the end of a sentence";
  EXPECT_FALSE(Finds("食堂 NEAR/9 呕吐", ADocument().Titled("食堂").Saying("呕吐"))) << "never from the title into the text";
}

TEST(QueryTest, CountsNearInWordsOfSpacedScripts) {
  EXPECT_TRUE(Finds("canteen NEAR/3 poisoning", "The canteen's food caused poisoning"));
  EXPECT_FALSE(Finds("canteen NEAR/2 poisoning", "The canteen's food caused poisoning"));
  EXPECT_TRUE(Finds("食堂 NEAR/2 呕吐", "食堂 KFC 2026 呕吐"));
}

TEST(QueryTest, WantsTheLeftSideFirstForOnear) {
  EXPECT_TRUE(Finds("食堂 ONEAR/3 呕吐", "食堂里有人呕吐"));
  EXPECT_FALSE(Finds("食堂 ONEAR/3 呕吐", "呕吐里有人食堂"));
  EXPECT_EQ(PlacesOf("食堂 ONEAR/2 (呕吐 OR 腹泻)", ADocument().Saying("腹泻 食堂 呕吐 后来有人说腹泻")), (Places{"食堂", "呕吐"}));
}

TEST(QueryTest, TakesNoPlaceForBothSidesOfNear) {
  EXPECT_FALSE(Finds("食物中毒 NEAR/5 中毒", "食物中毒"));
  EXPECT_TRUE(Finds("食物中毒 NEAR/5 中毒", "食物中毒和中毒"));
  EXPECT_FALSE(Finds("中毒 NEAR/5 中毒", "中毒"));
  EXPECT_TRUE(Finds("中毒 NEAR/5 中毒", "中毒和中毒"));
}

TEST(QueryTest, AsksForOneSentenceOrOneParagraph) {
  const std::string apart = "食堂很脏。有人呕吐。\n家长到校。";

  EXPECT_TRUE(Finds("食堂 AND 呕吐", apart));
  EXPECT_FALSE(Finds("SENTENCE(食堂 AND 呕吐)", apart));
  EXPECT_TRUE(Finds("PARAGRAPH(食堂 AND 呕吐)", apart));
  EXPECT_FALSE(Finds("PARAGRAPH(食堂 AND 家长)", apart));
  EXPECT_TRUE(Finds("SENTENCE(呕吐 AND NOT 食堂)", apart));
  EXPECT_FALSE(Finds("SENTENCE(食堂 AND NOT 很脏)", apart));
  EXPECT_TRUE(Finds("SENTENCE(食堂 AND 呕吐)", ADocument().Titled("食堂有人呕吐")));
  EXPECT_TRUE(Finds("家长 AND SENTENCE(NOT 食堂)", apart));
}

TEST(QueryTest, LooksInTheTitleOrInTheText) {
  const Document document = ADocument().Titled("食堂").Saying("呕吐");

  EXPECT_TRUE(Finds("title:食堂 AND text:呕吐", document));
  EXPECT_FALSE(Finds("title:呕吐", document));
  EXPECT_FALSE(Finds("text:(食堂 OR 学校)", document));
  EXPECT_TRUE(Finds("食堂 AND NOT text：食堂", document));
}

TEST(QueryTest, CountsPlacesThatDoNotOverlap) {
  EXPECT_TRUE(Finds("呕吐{3,}", "呕吐，呕吐。呕吐"));
  EXPECT_FALSE(Finds("呕吐{3,}", "呕吐，呕吐。"));
  EXPECT_TRUE(Finds("(呕吐 OR 腹泻){2,}", "呕吐后腹泻"));
  EXPECT_FALSE(Finds("(食物中毒 OR 中毒){2,}", "食物中毒"));
  EXPECT_TRUE(Finds("$症状{2,}", "12名学生呕吐"));
  EXPECT_FALSE(Finds("title:呕吐{2,}", ADocument().Titled("呕吐").Saying("呕吐")));
  EXPECT_FALSE(Finds("SENTENCE(呕吐{2,})", "呕吐。呕吐。"));
}

TEST(QueryTest, RunsPatternsInSentences) {
  EXPECT_TRUE(Finds("/[0-9]+名学生/", "有１２名學生送医"));
  EXPECT_TRUE(Finds("/24\\/7供应/", "24/7供应"));
  EXPECT_TRUE(Finds("/[0-9]+名学生/ NEAR/2 送医", "12名学生被送医"));
  EXPECT_FALSE(Finds("/食堂.*呕吐/", "食堂。呕吐"));
}

TEST(QueryTest, FindsRawOnlyAsItIsWritten) {
  EXPECT_TRUE(Finds("raw:ABC", "某ABC公司"));
  EXPECT_FALSE(Finds("raw:ABC", "某abc公司"));
  EXPECT_FALSE(Finds("raw:ABC", "某ＡＢＣ公司"));
  EXPECT_FALSE(Finds("raw:ABC", "某ABCD公司")) << "a whole word, as ever";
  EXPECT_FALSE(Finds("raw:罐車", "罐车"));
  EXPECT_TRUE(Finds("raw:“3·15”", "3·15晚会"));
  EXPECT_EQ(PlacesOf("raw:罐車", ADocument().Saying("罐车罐車")), (Places{"罐車"}));
}

TEST(QueryTest, AsksForPropertiesOfTheDocument) {
  Document document = ADocument().Titled("食堂").From("清河市");
  document.author = "新华社记者";
  document.source = "xinhua";
  document.url = "https://m.News.example:8443/a/b.html";
  document.kind = DocumentKind::kArticle;
  document.tier = Tier::kCentral;
  document.lang = "zh-CN";
  document.tags = {"食安", "快讯"};

  for (const char* yes : {"author:新华社", "source:xinhua", "site:news.example", "site:m.news.example", "kind:article", "tier:central",
                          "region:清河", "lang:zh", "lang:zh-cn", "tag:食安", "tag：“快讯”"}) {
    EXPECT_TRUE(Finds(std::string("食堂 AND ") + yes, document)) << yes;
    EXPECT_FALSE(Finds(std::string("食堂 AND NOT ") + yes, document)) << yes;
  }
  for (const char* no : {"author:央视", "source:xin", "source:XINHUA", "site:ews.example", "site:news.exampl", "kind:post", "tier:city",
                         "region:柳湾", "lang:z", "lang:en", "tag:食"}) {
    EXPECT_FALSE(Finds(std::string("食堂 AND ") + no, document)) << no;
  }
}

TEST(QueryTest, UsesTermSetsAndOtherRules) {
  RuleSet rules = Sets();
  rules.rules.push_back(ARule("meals").All({"学校"}).All({"食堂"}).None({"演练"}));
  rules.rules.push_back(ARule("ill").Query("$症状 OR 中毒"));
  const Document document = ADocument().Saying("某学校食堂。12名学生腹泻。");

  EXPECT_EQ(PlacesOf("@meals AND @ill", document, rules), (Places{"学校", "食堂", "12名学生", "腹泻"}));
  EXPECT_EQ(PlacesOf("@meals AND NOT @ill", document, rules), Places{});
  EXPECT_EQ(PlacesOf("@meals", ADocument().Saying("学校食堂演练"), rules), Places{});
}

TEST(QueryTest, KeepsThePlacesOfAChainOfRulesThatNameEachOtherTwice) {
  RuleSet rules = Sets();
  rules.rules.push_back(ARule("r0").Query("食堂"));
  for (int i = 1; i <= 40; ++i) {
    const std::string earlier = "@r" + std::to_string(i - 1);
    rules.rules.push_back(ARule("r" + std::to_string(i)).Query("(" + earlier + " AND 呕吐) OR (" + earlier + " AND 学校)"));
  }
  EXPECT_EQ(PlacesOf("@r40", ADocument().Saying("学校食堂有人呕吐"), rules), (Places{"学校", "食堂", "呕吐"}));
}

TEST(QueryTest, StandsBesideTheTermsOfARule) {
  const Rule rule = ARule("both").Any({"地沟油"}).None({"演练"}).Query("SENTENCE(食堂 AND 呕吐)");
  const auto finds = [&](const std::string& text) {
    return !Matcher::Compile({{rule}, {}})->Find(ADocument().Saying(text)).empty();
  };

  EXPECT_TRUE(finds("地沟油"));
  EXPECT_FALSE(finds("地沟油演练"));
  EXPECT_TRUE(finds("食堂有人呕吐，演练")) << "a query says NOT itself";
}

TEST(QueryTest, FindsNothingBeforeOrAfterTheDatesOfItsRule) {
  Rule rule = ARule().Query("月饼");
  rule.from = FromUnixSeconds(1000);
  rule.until = FromUnixSeconds(2000);
  Result<Matcher> matcher = Matcher::Compile({{rule}, {}});
  const auto found_at = [&](int64_t second) {
    Document document = ADocument().Titled("月饼");
    document.fetched_at = FromUnixSeconds(second);
    return !matcher->Find(document).empty();
  };

  EXPECT_FALSE(found_at(999));
  EXPECT_TRUE(found_at(1000));
  EXPECT_TRUE(found_at(1999));
  EXPECT_FALSE(found_at(2000));
}

TEST(QueryTest, MarksTheMatchesOfAShadowRule) {
  Rule rule = ARule().Query("月饼");
  rule.shadow = true;

  EXPECT_TRUE(Matcher::Compile({{rule}, {}})->Find(ADocument().Titled("月饼"))[0].shadow);
}

TEST(QueryTest, DoesNotTakeAMissingTitleForASentence) {
  for (const std::string scope : {"SENTENCE", "PARAGRAPH"}) {
    const RuleSet rules{{ARule().Query("食堂 AND " + scope + "(NOT 食堂)")}, {}};
    Result<Matcher> matcher = Matcher::Compile(rules);
    ASSERT_TRUE(matcher.ok());
    EXPECT_TRUE(matcher->Find(ADocument().Saying("食堂")).empty()) << scope;
    EXPECT_TRUE(matcher->Find(ADocument().Titled(" \u200B　").Saying("食堂")).empty()) << scope;
    EXPECT_FALSE(matcher->Find(ADocument().Titled("学校").Saying("食堂")).empty()) << scope;
    EXPECT_FALSE(matcher->Find(ADocument().Saying("食堂\n学校")).empty()) << scope;
  }
}

}  // namespace
}  // namespace fenghuo
