// The example's rules on titles of our own: each category finds its kind, and the traps of everyday language find nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "daemon/config/config.h"
#include "keywords/grading/locality.h"
#include "keywords/rules/matcher.h"

namespace fenghuo {
namespace {

class ExampleRulesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Result<Config> config = LoadConfig(std::string(FENGHUO_SOURCE_DIR) + "/deploy/config");
    ASSERT_TRUE(config.ok()) << config.error().message;
    Result<Matcher> matcher = Matcher::Compile(config->rules);
    ASSERT_TRUE(matcher.ok()) << matcher.error().message;
    matcher_ = std::make_unique<Matcher>(std::move(*matcher));
    Result<Gazetteer> gazetteer = Gazetteer::Make(config->places);
    ASSERT_TRUE(gazetteer.ok()) << gazetteer.error().message;
    gazetteer_ = std::make_unique<Gazetteer>(std::move(*gazetteer));
    rules_ = config->rules.rules;
  }
  static void TearDownTestSuite() {
    matcher_.reset();
    gazetteer_.reset();
  }

  // Of a title in a paper of the city itself.
  static Locality LocalityOf(const std::string& title) {
    Document document;
    document.title = title;
    document.region = "清河市";
    return gazetteer_->Find(document).locality;
  }
  static bool FloorIsLocalOnly(const std::string& id) {
    auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& one) { return one.id == id; });
    return rule != rules_.end() && rule->must_report && rule->must_report->local_only;
  }

  static std::vector<Match> Find(const std::string& title, const std::string& text = "") {
    Document document;
    document.id = "a/1";
    document.source = "a";
    document.title = title;
    document.text = text;
    return matcher_->Find(document);
  }
  static std::vector<std::string> RulesOf(const std::string& title) {
    std::vector<std::string> rules;
    for (const Match& match : Find(title)) rules.push_back(match.rule);
    return rules;
  }

  static std::unique_ptr<Matcher> matcher_;
  static std::unique_ptr<Gazetteer> gazetteer_;
  static std::vector<Rule> rules_;
};

std::unique_ptr<Matcher> ExampleRulesTest::matcher_;
std::unique_ptr<Gazetteer> ExampleRulesTest::gazetteer_;
std::vector<Rule> ExampleRulesTest::rules_;

TEST_F(ExampleRulesTest, FindEachCategoryInATitleOfItsKind) {
  const std::pair<const char*, const char*> kTitles[] = {
      {"food", "运化工液体的车没洗就去拉食用油"},
      {"food", "某厂酱油被检出甜蜜素"},
      {"food", "某超市将发臭的猪肉冲洗后再卖"},
      {"food", "街头烤肠用料引热议，某品牌烤肠下架"},
      {"catering", "某火锅店后厨老鼠乱窜"},
      {"catering", "顾客在一碗面里吃出半截刀片"},
      {"takeaway", "外卖里喝出蟑螂，商家称是香料"},
      {"campus-meals", "某小学多名学生午餐后呕吐"},
      {"drugs", "社区药店无处方卖抗生素"},
      {"cosmetics", "一款祛斑霜用后烂脸，祛斑变毁容"},
      {"devices", "买到无证美瞳，眼睛感染"},
      {"special-equipment", "商场自动扶梯夹人"},
      {"product-quality", "充电宝在教室里自燃"},
      {"vehicles", "多名车主称新车变速箱频发故障"},
      {"consumer-information", "一连锁门店被指用人脸识别收集顾客信息"},
      {"prices", "节假日民宿房东毁约"},
      {"advertising", "某海报被指侮辱女性"},
      {"online-trade", "主播带货被曝假货"},
      {"competition", "燃气公司被指强制搭售报警器"},
      {"consumer-disputes", "一家健身房突然关门，老板失联"},
      {"media-exposure", "记者暗访一处黑作坊：央视起底内幕"},
      {"media-exposure", "如何看待 315 晚会又点名这个行业？"},
      {"intellectual-property", "小店招牌被诉商标侵权"},
      {"metrology", "菜市场一摊位用鬼秤"},
      {"testing-and-certification", "机动车检测站出具虚假报告，机动车检测造假"},
      {"own-conduct", "网友称市场监管所推诿投诉"},
      {"rumours", "网传大米涨价引抢购，多部门辟谣"},
      {"supervision-news", "某地市场监管连夜上门调查"},
      {"supervision-news", "市监局通报一批抽检结果"},
  };
  for (const auto& [rule, title] : kTitles) EXPECT_THAT(RulesOf(title), testing::Contains(rule)) << title;
}

TEST_F(ExampleRulesTest, FindNothingInTheTrapsOfEverydayLanguage) {
  for (const char* title : {
           "某歌手粉丝应援被赞",         // 粉丝
           "教室每天消毒通风",           // 消毒
           "机场新跑道启用",             // 跑道
           "游戏充值限额新规，会员权益调整",
           "某剧演员天价片酬引热议",     // 天价
           "男子刷单被骗八万元",         // a matter for the police
           "毕业生工资和假期二选一",     // 二选一
           "酒驾司机酒店门口被拦",       // 酒
           "新片里主角从高楼落地",       // 落地
           "流感病毒感染人数回落",       // 感染
           "多只个股断崖下跌",
           "电脑中毒文件被锁",           // 中毒
           "直升机坠落海面",             // 坠落
           "新能源车打响价格战",
           "她的车牌尾号是315",          // 315
           "电梯里偶遇老同学",
           "一航班因发动机故障返航",     // 发动机
           "新手机支持人脸识别解锁",     // 人脸识别
           "中秋晚会舞台效果曝光",       // 曝光
           "他终于吃出了家乡的味道",     // 吃出
       }) {
    EXPECT_THAT(RulesOf(title), testing::IsEmpty()) << title;
  }
}

TEST_F(ExampleRulesTest, ReadTraditionalAndFullWidthTextToo) {
  EXPECT_THAT(RulesOf("外賣吃出蟑螂"), testing::Contains("takeaway"));
  EXPECT_THAT(RulesOf("３·１５晚会点名一批产品"), testing::Contains("media-exposure"));
}

TEST_F(ExampleRulesTest, AskForAReportWhenPupilsFallIll) {
  std::vector<Match> several = Find("某幼儿园午餐后呕吐", "家长称有多名幼儿送医。");
  std::vector<Match> one = Find("某幼儿园食堂菜里有青虫");

  ASSERT_THAT(several, testing::Not(testing::IsEmpty()));
  EXPECT_TRUE(std::any_of(several.begin(), several.end(), [](const Match& match) { return match.must_report; }));
  ASSERT_THAT(one, testing::Not(testing::IsEmpty()));
  for (const Match& match : one) EXPECT_FALSE(match.must_report) << match.rule;
}

TEST_F(ExampleRulesTest, AlwaysAskForAReportOnTheOfficesOwnConduct) {
  for (const Match& match : Find("执法人员被指通风报信")) EXPECT_TRUE(match.must_report) << match.rule;
}

TEST_F(ExampleRulesTest, TakeWhatHappensAbroadForOthersAlsoInAPaperOfTheCity) {
  for (const char* title : {"韩国发生超千名师生集体食物中毒", "首尔一所中学百余名学生集体食物中毒", "大阪一小学多名学生食物中毒",
                            "纽约一餐厅二十人食物中毒", "菲律宾一学校百人餐后呕吐"}) {
    EXPECT_EQ(LocalityOf(title), Locality::kElsewhere) << title;
    for (const Match& match : Find(title)) {
      EXPECT_TRUE(!match.must_report || FloorIsLocalOnly(match.rule)) << match.rule << " asks for a report: " << title;
    }
  }
  EXPECT_EQ(LocalityOf("一小学多名学生食物中毒"), Locality::kLocal);
  EXPECT_EQ(LocalityOf("清河市一餐厅的日本料理吃出异物"), Locality::kLocal);
  EXPECT_NE(LocalityOf("从韩国进口的泡菜检出异物"), Locality::kElsewhere);
}

TEST_F(ExampleRulesTest, DampADrill) {
  std::vector<Match> matches = Find("学校举行食物中毒应急演练");

  ASSERT_THAT(matches, testing::Not(testing::IsEmpty()));
  for (const Match& match : matches) EXPECT_TRUE(match.damped) << match.rule;
}

}  // namespace
}  // namespace fenghuo
