#include "keywords/grading/facts.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/keywords/rules/a_rule.h"

namespace fenghuo {
namespace {

// "deaths 2, injured 3", in the order found.
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
  EXPECT_EQ(InText("12名学生呕吐腹泻，已送医。"), "poisoned 12");
  EXPECT_EQ(InText("致9名老人遇难"), "deaths 9");
  EXPECT_EQ(InText("一家六口死亡"), "deaths 6");
  EXPECT_EQ(InText("现场发现13具遗体"), "deaths 13");
  EXPECT_EQ(InText("造成３人死亡"), "deaths 3");
  EXPECT_EQ(InText("造成 3 人死亡"), "deaths 3");
  EXPECT_EQ(InText("三個人受傷"), "injured 3");
}

TEST(FindFactsTest, FindsTheShortFormsOfHeadlines) {
  EXPECT_EQ(In(ADocument().Titled("两车相撞致2死3伤")), "deaths 2, injured 3");
  EXPECT_EQ(In(ADocument().Titled("6人死亡11受伤")), "deaths 6, injured 11");
  EXPECT_EQ(In(ADocument().Titled("库房火灾中12人亡")), "deaths 12");
  EXPECT_EQ(In(ADocument().Titled("某地一死一伤")), "deaths 1, injured 1");
}

TEST(FindFactsTest, FindsVerbBeforeNumber) {
  EXPECT_EQ(InText("火灾已造成死亡3人，重伤5人。"), "deaths 3, injured 5");
  EXPECT_EQ(InText("死亡3人受伤5人"), "deaths 3, injured 5");
  EXPECT_EQ(InText("死亡人数升至17人"), "deaths 17");
  EXPECT_EQ(InText("中毒学生共30余名"), "poisoned 30");
}

TEST(FindFactsTest, GivesEachVerbToOneNumber) {
  EXPECT_EQ(InText("造成3人死亡2人受伤"), "deaths 3, injured 2");
  EXPECT_EQ(InText("车上7人中有3人死亡"), "deaths 3");
  EXPECT_EQ(InText("5人死亡、18人受伤"), "deaths 5, injured 18");
}

TEST(FindFactsTest, ReachesOverALongPhraseAndPrefersDeath) {
  EXPECT_EQ(InText("其中15名因窒息经现场紧急抢救和送往医院抢救无效后陆续死亡，17名脱险"), "deaths 15");
  EXPECT_EQ(InText("4名伤者被送往市第一人民医院抢救"), "injured 4");
}

TEST(FindFactsTest, ReadsVagueNumbersAsTheirLowerBound) {
  EXPECT_EQ(InText("多名学生食物中毒"), "poisoned 2");
  EXPECT_EQ(InText("数十名儿童送医"), "injured 20");
  EXPECT_EQ(InText("上百人中毒"), "poisoned 100");
  EXPECT_EQ(InText("20余人受伤"), "injured 20");
  EXPECT_EQ(InText("三至五人被困"), "trapped 3");
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
  EXPECT_EQ(InText("3名消防员受伤"), "injured 3");
}

TEST(FindFactsTest, CountsDeadAndHurtTogetherAsInjured) {
  EXPECT_EQ(In(ADocument().Titled("面包车起火致十人伤亡")), "injured 10");
}

TEST(FindFactsTest, TellsIllnessFromWounds) {
  EXPECT_EQ(InText("127名学生恶心、头晕，其中30人住院留观。"), "poisoned 127, poisoned 30");
  EXPECT_EQ(InText("中毒人数达到52人，51人已痊愈出院。"), "poisoned 52");
  EXPECT_EQ(InText("累计发病196例，无死亡病例。"), "poisoned 196");
  EXPECT_EQ(InText("接诊中毒患者达110人"), "poisoned 110");
  EXPECT_EQ(InText("23名民工上吐下泻，被送进医院抢救"), "poisoned 23");
  EXPECT_EQ(InText("就餐后不适。36名学生到医院就诊。"), "poisoned 36") << "the other sentence says what for";
  EXPECT_EQ(InText("两车相撞，多人受伤。36人到医院就诊。"), "injured 2, injured 36");
}

TEST(FindFactsTest, AddsBadlyAndSlightlyInjured) {
  EXPECT_EQ(InText("致4人当场死亡，两人受重伤，三人受轻伤。"), "deaths 4, injured 2, injured 3, injured 5");
  EXPECT_EQ(InText("11人受伤，其中3人重伤"), "injured 11, injured 3");
}

TEST(FindFactsTest, CountsMenAndWomenTogether) {
  EXPECT_EQ(InText("轿车内的三男两女全部死亡。"), "deaths 5");
  EXPECT_EQ(InText("1女2男受伤"), "injured 3");
}

TEST(FindFactsTest, CountsNobodyWhoWasFreedAsTrapped) {
  EXPECT_EQ(InText("消防官兵共救出二十八名被困人员"), "");
  EXPECT_EQ(InText("电梯突然停运，6人被困"), "trapped 6");
  EXPECT_EQ(InText("救出三名伤者"), "injured 3");
}

TEST(FindFactsTest, NamesSchoolsWhereSomebodyCameToHarm) {
  EXPECT_EQ(InText("两所小学共40名学生呕吐。"), "poisoned 40, schools 2");
  EXPECT_EQ(InText("某中学3人受伤。"), "injured 3, schools 1");
  EXPECT_EQ(InText("全市12所小学今日开学。"), "");
}

TEST(FindFactsTest, CountsWhatIsRecalled) {
  EXPECT_EQ(InText("某品牌宣布召回3.2万辆汽车。"), "recalled 32000");
  EXPECT_EQ(InText("该公司召回问题奶粉共计5000罐，涉及2个批次。"), "recalled 5000");
  EXPECT_EQ(InText("超市已下架 120 箱饮料"), "recalled 120");
  EXPECT_EQ(InText("未召回的3批将销毁"), "");
  EXPECT_EQ(InText("消费者要求召回5000台"), "");
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
