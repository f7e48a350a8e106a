#include "keywords/grading/facts.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/keywords/rules/a_rule.h"

namespace fenghuo {
namespace {

// "deaths 2, hurt 3", in the order found.
std::string In(const Document& document) {
  std::ostringstream out;
  for (const Fact& fact : FindFacts(document)) {
    out << (out.tellp() > 0 ? ", " : "") << Name(fact.kind) << ' ' << fact.count;
  }
  return out.str();
}

std::string InText(std::string text) { return In(ADocument().Saying(std::move(text))); }

TEST(FindFactsTest, FindsNumberMeasureVerb) {
  EXPECT_EQ(InText("事故造成2人死亡。"), "deaths 2");
  EXPECT_EQ(InText("12名学生呕吐腹泻，已送医。"), "hurt 12");
  EXPECT_EQ(InText("致9名老人遇难"), "deaths 9");
  EXPECT_EQ(InText("一家六口死亡"), "deaths 6");
  EXPECT_EQ(InText("现场发现13具遗体"), "deaths 13");
  EXPECT_EQ(InText("造成３人死亡"), "deaths 3");
  EXPECT_EQ(InText("造成 3 人死亡"), "deaths 3");
  EXPECT_EQ(InText("三個人受傷"), "hurt 3");
}

TEST(FindFactsTest, FindsTheShortFormsOfHeadlines) {
  EXPECT_EQ(In(ADocument().Titled("两车相撞致2死3伤")), "deaths 2, hurt 3");
  EXPECT_EQ(In(ADocument().Titled("6人死亡11受伤")), "deaths 6, hurt 11");
  EXPECT_EQ(In(ADocument().Titled("库房火灾中12人亡")), "deaths 12");
  EXPECT_EQ(In(ADocument().Titled("某地一死一伤")), "deaths 1, hurt 1");
}

TEST(FindFactsTest, FindsVerbBeforeNumber) {
  EXPECT_EQ(InText("火灾已造成死亡3人，重伤5人。"), "deaths 3, hurt 5");
  EXPECT_EQ(InText("死亡3人受伤5人"), "deaths 3, hurt 5");
  EXPECT_EQ(InText("死亡人数升至17人"), "deaths 17");
  EXPECT_EQ(InText("中毒学生共30余名"), "hurt 30");
}

TEST(FindFactsTest, GivesEachVerbToOneNumber) {
  EXPECT_EQ(InText("造成3人死亡2人受伤"), "deaths 3, hurt 2");
  EXPECT_EQ(InText("车上7人中有3人死亡"), "deaths 3");
  EXPECT_EQ(InText("5人死亡、18人受伤"), "deaths 5, hurt 18");
}

TEST(FindFactsTest, ReachesOverALongPhraseAndPrefersDeath) {
  EXPECT_EQ(InText("其中15名因窒息经现场紧急抢救和送往医院抢救无效后陆续死亡，17名脱险"), "deaths 15");
  EXPECT_EQ(InText("4名伤者被送往市第一人民医院抢救"), "hurt 4");
}

TEST(FindFactsTest, ReadsVagueNumbersAsTheirLowerBound) {
  EXPECT_EQ(InText("多名学生食物中毒"), "hurt 2");
  EXPECT_EQ(InText("数十名儿童送医"), "hurt 20");
  EXPECT_EQ(InText("上百人中毒"), "hurt 100");
  EXPECT_EQ(InText("20余人受伤"), "hurt 20");
  EXPECT_EQ(InText("三至五人被困"), "hurt 3");
}

TEST(FindFactsTest, FindsNothingWhereNobodyCameToHarm) {
  EXPECT_EQ(InText("火灾未造成人员伤亡。"), "");
  EXPECT_EQ(InText("现场无人员伤亡。"), "");
  EXPECT_EQ(InText("没有人员受伤。"), "");
  EXPECT_EQ(InText("无一人死亡。"), "");
  EXPECT_EQ(InText("未造成1人伤亡。"), "");
  EXPECT_EQ(InText("车内3人未受伤。"), "");
  EXPECT_EQ(InText("5人无生命危险，没有中毒。"), "");
}

TEST(FindFactsTest, LeavesOutWhatIsNoHappening) {
  EXPECT_EQ(InText("造成3人以上死亡或者10人以上重伤的，为较大事故。"), "");
  EXPECT_EQ(InText("每年有2000人死于此病。"), "");
  EXPECT_EQ(InText("网传10人死亡系谣言。"), "");
  EXPECT_EQ(InText("2人被判死刑。"), "");
  EXPECT_EQ(InText("3人领取死亡赔偿金。"), "");
  EXPECT_EQ(InText("九死一生"), "");
  EXPECT_EQ(InText("第一人民医院救治中毒者"), "");
  EXPECT_EQ(InText("315国道4车相撞"), "");
}

TEST(FindFactsTest, DoesNotCountRescuersAsHurt) {
  EXPECT_EQ(InText("出动20名消防员救援被困人员"), "");
  EXPECT_EQ(InText("10名消防员救出被困群众"), "");
  EXPECT_EQ(InText("2名消防员牺牲"), "deaths 2");
  EXPECT_EQ(InText("3名消防员受伤"), "hurt 3");
}

TEST(FindFactsTest, CountsDeadAndHurtTogetherAsHurt) {
  EXPECT_EQ(In(ADocument().Titled("面包车起火致十人伤亡")), "hurt 10");
}

TEST(FindFactsTest, QuotesTheOriginalSentence) {
  const std::vector<Fact> facts = FindFacts(ADocument().Titled("事故").Saying("天氣晴。\n 事故造成２人死亡，正調查。  完"));

  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts[0], (Fact{FactKind::kDeaths, 2, "事故造成２人死亡，正調查。"}));
}

TEST(FindFactsTest, GivesTheSameKindAndCountOnceTitleFirst) {
  const std::vector<Fact> facts = FindFacts(ADocument().Titled("火灾致2死").Saying("造成2人死亡。3人死亡。"));

  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts[0], (Fact{FactKind::kDeaths, 2, "火灾致2死"}));
  EXPECT_EQ(facts[1].count, 3);
}

TEST(FindFactsTest, CutsAnEndlessSentence) {
  std::string text = "3人死亡";
  for (int i = 0; i < 5000; ++i) text += "啊";

  EXPECT_EQ(FindFacts(ADocument().Saying(text)).at(0).sentence.size(), 1u + 298 * 3 + 3);
}

}  // namespace
}  // namespace fenghuo
