#include "keywords/rules/explain.h"

#include <gtest/gtest.h>

#include <string>

#include "keywords/rules/matcher.h"
#include "tests/keywords/rules/a_rule.h"

namespace fenghuo {
namespace {

std::string Explained(const RuleSet& rules, const std::string& id, const Document& document) {
  Result<Matcher> matcher = Matcher::Compile(rules);
  if (!matcher.ok()) return matcher.error().message;
  Result<Explanation> explanation = matcher->Explain(rules, id, document);
  return explanation.ok() ? FormatExplanation(*explanation, document) : explanation.error().message;
}

TEST(ExplanationTest, ShowsWhichPartsOfARuleStandWhere) {
  Rule rule = ARule("meals").Any({"食堂异物"}).All({"学校", "食堂", "幼儿园", "中学"}).All({"呕吐"}, {"[0-9]+名学生"}).None({"演练"});
  rule.name = "校园用餐";

  EXPECT_EQ(Explained({{rule}, {}}, "meals", ADocument().Titled("某學校12名学生呕吐")),
            "✓ meals 校园用餐\n"
            "  ✗ any: 食堂异物\n"
            "  ✓ all, in the title or in one sentence\n"
            "    ✓ 学校, 食堂, 幼儿园 and 1 more  title 3-9 “學校”\n"
            "    ✓ 呕吐 and 1 more  title 9-20 “12名学生”, title 20-26 “呕吐”\n"
            "  ✓ none: 演练\n");
  EXPECT_EQ(Explained({{rule}, {}}, "meals", ADocument().Titled("某学校演练").Saying("有人呕吐。")),
            "✗ meals 校园用餐\n"
            "  ✗ any: 食堂异物\n"
            "  ✗ all, in the title or in one sentence  (each stands somewhere, but not together)\n"
            "    ✓ 学校, 食堂, 幼儿园 and 1 more  title 3-9 “学校”\n"
            "    ✓ 呕吐 and 1 more  text 6-12 “呕吐”\n"
            "  ✗ none: 演练  title 9-15 “演练”  (excludes the whole document)\n");
}

TEST(ExplanationTest, FollowsTheTreeOfAQuery) {
  const RuleSet rules{{ARule("food").Any({"食品"}), ARule("q").Query("SENTENCE(食堂 AND\n  呕吐) AND NOT title:演练 OR @food{2,}")}, {}};
  EXPECT_EQ(Explained(rules, "q", ADocument()), "rule \"q\": query: must count a term, phrase, pattern or term set, or several joined by OR");

  const RuleSet right{{ARule("food").Any({"食品"}), ARule("q").Query("SENTENCE(食堂 AND\n  呕吐) AND NOT title:演练 OR @food AND kind:post")}, {}};
  EXPECT_EQ(Explained(right, "q", ADocument().Titled("食品").Saying("食堂开门。有人在食堂呕吐。")),
            "✓ q\n"
            "  ✓ SENTENCE(食堂 AND 呕吐) AND NOT title:演练 OR @food AND kind:post\n"
            "    ✓ SENTENCE(食堂 AND 呕吐) AND NOT title:演练\n"
            "      ✓ SENTENCE(食堂 AND 呕吐)\n"
            "        ✓ (食堂 AND 呕吐)\n"
            "          ✓ 食堂  text 24-30 “食堂”\n"
            "          ✓ 呕吐  text 30-36 “呕吐”\n"
            "      ✓ NOT title:演练\n"
            "        ✗ title:演练\n"
            "          ✗ 演练\n"
            "    ✗ @food AND kind:post\n"
            "      ✓ @food\n"
            "        ✓ any: 食品  title 0-6 “食品”\n"
            "      ✗ kind:post\n");
}

TEST(ExplanationTest, SaysWhyPartsThatStandSomewhereAreNotEnough) {
  const auto explained = [](const std::string& query, const std::string& text) {
    const std::string all = Explained({{ARule("q").Query(query)}, {}}, "q", ADocument().Saying(text));
    return all.substr(all.find('\n') + 1);
  };

  EXPECT_EQ(explained("SENTENCE(食堂 AND 呕吐)", "食堂。呕吐。"),
            "  ✗ SENTENCE(食堂 AND 呕吐)  (not in one sentence)\n"
            "    ✓ (食堂 AND 呕吐)\n"
            "      ✓ 食堂  text 0-6 “食堂”\n"
            "      ✓ 呕吐  text 9-15 “呕吐”\n");
  EXPECT_EQ(explained("食堂 NEAR/1 呕吐", "食堂里有呕吐"),
            "  ✗ 食堂 NEAR/1 呕吐  (not so near)\n"
            "    ✓ 食堂  text 0-6 “食堂”\n"
            "    ✓ 呕吐  text 12-18 “呕吐”\n");
  EXPECT_EQ(explained("呕吐{3,}", "呕吐，呕吐"),
            "  ✗ 呕吐{3,}  (not so often)\n"
            "    ✓ 呕吐  text 0-6 “呕吐”, text 9-15 “呕吐”\n");
}

TEST(ExplanationTest, QuotesTheFirstFivePlaces) {
  std::string text;
  for (int i = 0; i < 8; ++i) text += "呕吐。";

  EXPECT_EQ(Explained({{ARule("q").Any({"呕吐"})}, {}}, "q", ADocument().Saying(text)),
            "✓ q\n"
            "  ✓ any: 呕吐  text 0-6 “呕吐”, text 9-15 “呕吐”, text 18-24 “呕吐”, text 27-33 “呕吐”, text 36-42 “呕吐” … and 3 more\n");
}

TEST(ExplanationTest, KnowsTheDatesOfARuleAndTheNearestName) {
  Rule rule = ARule("cakes").Any({"月饼"});
  rule.from = FromUnixSeconds(1000);

  EXPECT_EQ(Explained({{rule}, {}}, "cakes", ADocument().Titled("月饼")),
            "✗ cakes  (outside its dates: the document was first seen at 1970-01-01T00:00:00Z)\n"
            "  ✓ any: 月饼  title 0-6 “月饼”\n");
  EXPECT_EQ(Explained({{rule}, {}}, "cake", ADocument()), "there is no rule \"cake\"; the nearest is \"cakes\"");
}

TEST(ExplanationTest, ShowsTheSeverityTermsThatStandInTheDocument) {
  RuleSet rules{{ARule("q").Any({"呕吐"})}, {}};
  rules.severity_terms = {{"重点人群", 10, {{"学生"}, {}}}, {"已经辟谣", -15, {{"辟谣"}, {}}}, {"群体动员", 10, {{"维权"}, {}}},
                          {"附有实据", 5, {{"录音"}, {}}}};

  EXPECT_EQ(Explained(rules, "q", ADocument().Saying("学生呕吐。辟谣。留有录音。")),
            "✓ q\n"
            "  ✓ any: 呕吐  text 6-12 “呕吐”\n"
            "  ✓ severity +10: 重点人群  text 0-6 “学生”\n"
            "  ✗ severity -15: 已经辟谣  text 15-21 “辟谣”  (not beside every hit)\n"
            "  ✗ severity +5: 附有实据  text 30-36 “录音”  (not beside a hit)\n");
  EXPECT_EQ(Explained(rules, "q", ADocument().Saying("学生录音。")), "✗ q\n  ✗ any: 呕吐\n");
}

TEST(ExplanationTest, DoesNotTakeAMissingTitleForASentence) {
  EXPECT_EQ(Explained({{ARule("q").Query("食堂 AND SENTENCE(NOT 食堂)")}, {}}, "q", ADocument().Saying("食堂")),
            "✗ q\n"
            "  ✗ 食堂 AND SENTENCE(NOT 食堂)\n"
            "    ✓ 食堂  text 0-6 “食堂”\n"
            "    ✗ SENTENCE(NOT 食堂)\n"
            "      ✗ (NOT 食堂)\n"
            "        ✓ 食堂  text 0-6 “食堂”\n");
}

// What explains agrees with what finds.
TEST(ExplanationTest, SaysFoundWhenTheRuleFinds) {
  const RuleSet rules{{ARule("q").Query("title:(食堂 OR PARAGRAPH(学校 AND NOT 呕吐)) OR text:(食堂 ONEAR/3 呕吐)")}, {}};
  Result<Matcher> matcher = Matcher::Compile(rules);
  for (const Document& document : {Document(ADocument().Titled("食堂")), Document(ADocument().Titled("学校呕吐")), Document(ADocument().Titled("学校")),
                                   Document(ADocument().Saying("食堂呕吐")), Document(ADocument().Saying("呕吐食堂")), Document(ADocument())}) {
    EXPECT_EQ(matcher->Explain(rules, "q", document)->found, !matcher->Find(document).empty()) << document.title << document.text;
  }
}

}  // namespace
}  // namespace fenghuo
