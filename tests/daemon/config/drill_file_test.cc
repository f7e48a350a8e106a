#include "daemon/config/drill_file.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

Config AnOffice() {
  Config config;
  Unit office;
  office.id = "office";
  Person zhang;
  zhang.id = "zhang";
  config.staff.units = {office};
  config.staff.people = {zhang};
  SourceConfig forum;
  forum.id = "forum";
  forum.name = "清河论坛";
  forum.kind = DocumentKind::kPost;
  forum.tier = Tier::kCity;
  forum.region = "清河市";
  config.sources = {forum};
  return config;
}

Result<DrillScenario> Parse(const std::string& bytes) { return ParseDrillFile({"d.yml", bytes}, AnOffice()); }

TEST(DrillFileTest, ReadsAWholeScenario) {
  Result<DrillScenario> scenario = Parse(
      "name: 校园餐演习\n"
      "participants: [office, zhang]\n"
      "expected: {first_notice: 2m, acknowledged: 10m, closed: 1d}\n"
      "documents:\n"
      "  - {at: +10m, source: 清河日报, tier: city, kind: article, region: 清河市, title: 教育局回应}\n"
      "  - at: +0m\n"
      "    source: 清河论坛\n"
      "    title: 多名学生午餐后呕吐\n"
      "    text: |\n"
      "      家长反映，\n"
      "      十余名学生呕吐。\n"
      "    heat: 1200\n"
      "    reprints:\n"
      "      - {at: +5m, source: 某视频号, tier: self_media, reposts: 40}\n"
      "      - {at: +1h30m, source: forum, title: 我也看见了}\n");

  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  EXPECT_EQ(scenario->name, "校园餐演习");
  EXPECT_EQ(scenario->participants, (std::vector<std::string>{"office", "zhang"}));
  EXPECT_EQ(scenario->expected.first_notice, minutes(2));
  EXPECT_EQ(scenario->expected.assessed, std::nullopt);
  ASSERT_EQ(scenario->documents.size(), 4U);
  const DrillDocument& first = scenario->documents[0];
  EXPECT_EQ(first.source, "forum") << "by its name, and what is known of it need not be said";
  EXPECT_EQ(first.kind, DocumentKind::kPost);
  EXPECT_EQ(first.tier, Tier::kCity);
  EXPECT_EQ(first.region, "清河市");
  EXPECT_EQ(first.text, "家长反映，\n十余名学生呕吐。\n");
  EXPECT_EQ(first.observation->heat, 1200);
  const DrillDocument& reprint = scenario->documents[1];
  EXPECT_EQ(reprint.after, minutes(5));
  EXPECT_EQ(reprint.title, first.title);
  EXPECT_EQ(reprint.text, first.text);
  EXPECT_EQ(reprint.source, "某视频号");
  EXPECT_EQ(reprint.observation->reposts, 40);
  EXPECT_EQ(reprint.observation->heat, std::nullopt);
  EXPECT_EQ(scenario->documents[2].title, "教育局回应");
  EXPECT_EQ(scenario->documents[3].title, "我也看见了");
  EXPECT_EQ(scenario->documents[3].after, minutes(90));
}

TEST(DrillFileTest, SaysEverythingThatIsWrongAtOnceWithFileLineAndRule) {
  Result<DrillScenario> scenario = Parse(
      "participants: [office, nobody]\n"
      "expected: {acknowledged: soon, staement: 5h}\n"
      "documents:\n"
      "  - {at: 5m, source: forum, title: 呕吐}\n"
      "  - {at: +1m, source: 某号, title: 【演练】呕吐, heat: -1}\n"
      "  - {at: +9d, source: forum}\n"
      "  - {at: +1m, source: forum, title: 呕吐, reprints: [{source: forum}]}\n");

  ASSERT_FALSE(scenario.ok());
  EXPECT_EQ(scenario.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(scenario.error().message,
            "d.yml:1: name: must be given\n"
            "d.yml:1: participants[1]: must be a unit or a person of staff.yml, is \"nobody\"\n"
            "d.yml:2: expected.acknowledged: must be a length of time such as 30s, 10m, 4h or 7d, is \"soon\"\n"
            "d.yml:2: expected.staement: unknown key; the nearest known key is \"statement\"\n"
            "d.yml:4: documents[0].at: must be a time after the start such as +0m, +90s or +1h30m, at most +7d, is \"5m\"\n"
            "d.yml:5: documents[1].source: is in no file of sources/, so tier must be given\n"
            "d.yml:5: documents[1].title: must not hold 演练: it is put in front of what people see, and rules take the word for a damper\n"
            "d.yml:5: documents[1].heat: must be a whole number from 0 to 1000000000, is \"-1\"\n"
            "d.yml:6: documents[2].at: must be a time after the start such as +0m, +90s or +1h30m, at most +7d, is \"+9d\"\n"
            "d.yml:6: documents[2].title: must be given\n"
            "d.yml:7: documents[3].reprints[0].at: must be given");
}

TEST(DrillFileTest, AsksForSomethingToHappen) {
  EXPECT_EQ(Parse("name: 空\nparticipants: [office]\ndocuments: []\n").error().message,
            "d.yml:3: documents: must have at least one document");
  EXPECT_EQ(Parse("name: \"\xB2\"").error().message, "d.yml: must be UTF-8, is something else (saved as GBK or ANSI?)");
}

}  // namespace
}  // namespace fenghuo
