#include "keywords/grading/locality.h"

#include <gtest/gtest.h>

#include "tests/keywords/rules/a_rule.h"

namespace fenghuo {
namespace {

Places OurPlaces() {
  Places places;
  places.city = "云河市";
  places.city_names = {"云河"};
  places.counties = {{"qingxi", "青溪区", {"青溪", "柳林镇", "南京东路", "实验小学"}},
                     {"shiqiao", "石桥县", {"石桥", "实验小学"}}};
  places.concerned = {"好滋味奶茶", "惠民超市"};
  places.elsewhere = {"南京", "广东", "日本", "北京"};
  places.home_regions = {"yunhe"};
  return places;
}

LocalityFinding Find(const Document& document) {
  Result<Gazetteer> gazetteer = Gazetteer::Make(OurPlaces());
  EXPECT_TRUE(gazetteer.ok());
  return gazetteer->Find(document);
}

// "local qingxi 青溪区"
std::string Told(const Document& document) {
  const LocalityFinding finding = Find(document);
  return std::string(Name(finding.locality)) + " " + finding.county_unit + " " + finding.place;
}

std::string ErrorOf(const Places& places) {
  Result<Gazetteer> gazetteer = Gazetteer::Make(places);
  return gazetteer.ok() ? "" : gazetteer.error().message;
}

TEST(GazetteerTest, FindsTheCityAndItsCounties) {
  EXPECT_EQ(Told(ADocument().Titled("云河市一食堂被查")), "local  云河市");
  EXPECT_EQ(Told(ADocument().Titled("青溪区一食堂被查")), "local qingxi 青溪区");
  EXPECT_EQ(Told(ADocument().Titled("云河市柳林鎮一食堂被查")), "local qingxi 柳林镇");
  EXPECT_EQ(Told(ADocument().Titled("食堂被查").Saying("昨日。石桥某校。")), "local shiqiao 石桥");
}

TEST(GazetteerTest, TellsWhatIsPresentHereFromWhatIsFar) {
  EXPECT_EQ(Told(ADocument().Titled("好滋味奶茶后厨被曝光")), "concerned  好滋味奶茶");
  EXPECT_EQ(Told(ADocument().Titled("广东好滋味奶茶后厨被曝光")), "concerned  好滋味奶茶");
  EXPECT_EQ(Told(ADocument().Titled("广东一食堂被查")), "elsewhere  广东");
  EXPECT_EQ(Told(ADocument().Titled("一食堂被查")), "unknown  ");
}

TEST(GazetteerTest, LetsTheTitleDecideBeforeTheText) {
  EXPECT_EQ(Told(ADocument().Titled("广东一食堂被查").Saying("本报云河讯。")), "elsewhere  广东");
  EXPECT_EQ(Told(ADocument().Titled("一食堂被查").Saying("本报云河讯，广东来电。")), "local  云河");
}

TEST(GazetteerTest, LeavesOutAFarPlaceBesideGoodsThatComeHere) {
  EXPECT_EQ(Told(ADocument().Titled("日本召回一款奶粉")), "unknown  ");
  EXPECT_EQ(Told(ADocument().Saying("海关通报日本水产。")), "unknown  ");
  EXPECT_EQ(Told(ADocument().Saying("日本水产。海关通报。")), "elsewhere  日本");
}

TEST(GazetteerTest, TakesTheLongestName) {
  EXPECT_EQ(Told(ADocument().Titled("南京东路一店被查")), "local qingxi 南京东路");
  EXPECT_EQ(Told(ADocument().Titled("南京一店被查")), "elsewhere  南京");
}

TEST(GazetteerTest, DoesNotTakeAStreetOrADishForAFarPlace) {
  EXPECT_EQ(Told(ADocument().Titled("北京路一店被查")), "unknown  ");
  EXPECT_EQ(Told(ADocument().Titled("日本料理店被查")), "unknown  ");
}

TEST(GazetteerTest, GivesTheCountyNamedMostOften) {
  EXPECT_EQ(Told(ADocument().Saying("青溪与石桥。石桥县一校。")), "local shiqiao 石桥");
  EXPECT_EQ(Told(ADocument().Saying("青溪与石桥。")), "local qingxi 青溪");
}

TEST(GazetteerTest, GivesNoCountyForANameThatTwoShare) {
  EXPECT_EQ(Told(ADocument().Titled("实验小学学生呕吐")), "local  实验小学");
  EXPECT_EQ(Told(ADocument().Titled("石桥实验小学学生呕吐")), "local shiqiao 石桥");
}

TEST(GazetteerTest, TrustsTheSourceWhenNothingIsNamed) {
  EXPECT_EQ(Told(ADocument().Titled("一食堂被查").From("yunhe")), "local  yunhe");
  EXPECT_EQ(Told(ADocument().Titled("广东一食堂被查").From("yunhe")), "elsewhere  广东");
  EXPECT_EQ(Told(ADocument().Titled("日本召回奶粉").From("yunhe")), "local  yunhe");
  EXPECT_EQ(Told(ADocument().Titled("一食堂被查").From("far")), "unknown  ");
}

TEST(GazetteerTest, KnowsNothingWithoutPlaces) {
  Result<Gazetteer> gazetteer = Gazetteer::Make({});

  ASSERT_TRUE(gazetteer.ok());
  EXPECT_EQ(gazetteer->Find(ADocument().Titled("云河市")).locality, Locality::kUnknown);
}

TEST(GazetteerTest, SaysWhatIsWrongWithAName) {
  Places places = OurPlaces();
  places.counties[1].places.push_back("桥");
  EXPECT_EQ(ErrorOf(places), "counties[1]: name \"桥\" has fewer than two characters");

  places = OurPlaces();
  places.city_names.push_back("");
  EXPECT_EQ(ErrorOf(places), "city_names: name \"\" has fewer than two characters");

  places = OurPlaces();
  places.elsewhere.push_back("雲河");
  EXPECT_EQ(ErrorOf(places), "elsewhere: name \"雲河\" is also in a list of another locality");
}

}  // namespace
}  // namespace fenghuo
