#include "daemon/config/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/daemon/config/config_files.h"

namespace fenghuo {
namespace {

Config Small() {
  Result<Config> config = SmallConfig().Parse();
  if (!config.ok()) throw std::runtime_error(config.error().message);
  return *config;
}

TEST(ConfigTest, TakesTheMainFileIntoItsFinalTypes) {
  Config config = Small();

  EXPECT_EQ(config.data_path, "etc/store");
  EXPECT_EQ(config.zone.name(), "Asia/Shanghai");
  EXPECT_EQ(config.week_starts_on, 5);
  EXPECT_EQ(config.crawl.body_bytes_max, 2 * 1024 * 1024);
  EXPECT_EQ(config.crawl.host_gap, seconds(2)) << "what is not given keeps its default";
  EXPECT_EQ(config.files, 8);
}

TEST(ConfigTest, GivesEverySourceTheDefaultsOfItsFile) {
  Config config = Small();

  ASSERT_EQ(config.sources.size(), 2U);
  const SourceConfig& paper = config.sources[0];
  EXPECT_EQ(paper.type, SourceType::kFeed);
  EXPECT_EQ(paper.tier, Tier::kCity);
  EXPECT_EQ(paper.region, "清河市");
  EXPECT_EQ(paper.every, minutes(5));
  EXPECT_FALSE(paper.silent_after.has_value());
  const SourceConfig& hot = config.sources[1];
  EXPECT_EQ(hot.type, SourceType::kBoard);
  EXPECT_EQ(hot.kind, DocumentKind::kHotlist);
  EXPECT_EQ(hot.tier, Tier::kPlatform);
  EXPECT_TRUE(hot.national_board);
  EXPECT_EQ(*hot.silent_after, hours(2));
  EXPECT_THAT(hot.board->list, testing::ElementsAre("/data/list"));
  EXPECT_THAT(hot.board->title, testing::ElementsAre("/word", "/note"));
  EXPECT_THAT(hot.board->heat, testing::ElementsAre("/num")) << "one pointer is a list of one";
}

TEST(ConfigTest, ReadsTheSelectorsOfAListPage) {
  std::string page = "    type: html\n    html: {entries: \"li\", title: [\"a::attr(title)\", a], url: \"a::attr(href)\", pinned: i.top}\n";
  Result<Config> config = SmallConfig()
                              .Changed("sources/all.yml", "    type: board\n", page)
                              .Changed("sources/all.yml", "    board: {list: /data/list", "#")
                              .Parse();
  ASSERT_TRUE(config.ok()) << config.error().message;

  const SourceConfig& source = config->sources[1];
  EXPECT_EQ(source.type, SourceType::kPage);
  EXPECT_EQ(source.page->entries, "li");
  EXPECT_THAT(source.page->title, testing::ElementsAre("a::attr(title)", "a"));
  EXPECT_THAT(source.page->url, testing::ElementsAre("a::attr(href)"));
  EXPECT_EQ(source.page->pinned, "i.top");
}

TEST(ConfigTest, FollowsTheEntriesOfListPagesButOfHotListsNever) {
  std::string page = "    type: html\n    html: {entries: \"li\", title: a}\n";
  ConfigFiles files = SmallConfig()
                          .Changed("sources/all.yml", "    type: board\n", page)
                          .Changed("sources/all.yml", "    board: {list: /data/list", "#");
  Result<Config> config = files.Parse();
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_FALSE(FollowsArticles(config->sources[0]));
  EXPECT_FALSE(FollowsArticles(config->sources[1])) << "a hot list";

  config = files.Changed("sources/all.yml", "    kind: hotlist\n", "")
               .Changed("sources/all.yml", "feed.xml\"}", "feed.xml\", follow: true}")
               .Parse();
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_TRUE(FollowsArticles(config->sources[0]));
  EXPECT_TRUE(FollowsArticles(config->sources[1]));
}

TEST(ConfigTest, ReadsWhereAnswersInPagesGoOn) {
  auto api = [](const std::string& keys) {
    return SmallConfig()
        .Changed("sources/all.yml", "    type: board\n", "    type: json\n")
        .Changed("sources/all.yml", "    board: {list: /data/list, title: [/word, /note], rank: /place, heat: /num}\n",
                 "    json: {title: /word, " + keys + "}\n")
        .Parse();
  };
  Result<Config> named = api("next: [/paging/next, /next], pages_max: 3");
  ASSERT_TRUE(named.ok()) << named.error().message;
  EXPECT_THAT(named->sources[1].board->next, testing::ElementsAre("/paging/next", "/next"));
  EXPECT_EQ(named->sources[1].board->pages_max, 3);
  Result<Config> counted = api("next_url: \"https://board.example/hot?p={page}\"");
  ASSERT_TRUE(counted.ok()) << counted.error().message;
  EXPECT_EQ(counted->sources[1].board->next_url, "https://board.example/hot?p={page}");
  EXPECT_EQ(counted->sources[1].board->pages_max, 5);
}

TEST(ConfigTest, KeepsTheHashOfAPushSourcesTokenAlone) {
  Result<Config> config = SmallConfig()
                              .Changed("sources/all.yml", ", url: \"https://paper.example/feed.xml\"}",
                                       ", type: push, token_file: secrets/paper.token}")
                              .WithSecret("etc/secrets/paper.token", "abcdefghijklmnopqrstuvwxyz")
                              .Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->sources[0].type, SourceType::kPush);
  EXPECT_EQ(config->sources[0].url, "");
  EXPECT_EQ(config->sources[0].token_hash, "71c480df93d6ae2f1efad1447c66c9525e316218cf51fc8d9ed832f2daf18b73");
}

TEST(ConfigTest, TakesAPresetAndWhatTheSourceSaysBesideIt) {
  Result<Config> config = SmallConfig()
                              .Changed("sources/all.yml", ", url: \"https://paper.example/feed.xml\"}", ", preset: zhihu-hot, every: 7m}")
                              .Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  const SourceConfig& source = config->sources[0];
  EXPECT_EQ(source.preset, "zhihu-hot");
  EXPECT_EQ(source.type, SourceType::kBoard);
  EXPECT_EQ(source.kind, DocumentKind::kHotlist);
  EXPECT_EQ(source.url, "https://www.zhihu.com/api/v3/feed/topstory/hot-list?limit=50");
  EXPECT_THAT(source.board->list, testing::ElementsAre("/data"));
  EXPECT_EQ(source.every, minutes(7));
  EXPECT_EQ(source.region, "清河市") << "what the preset leaves open comes from the file's defaults";
}

TEST(ConfigTest, PutsTermSetsIntoTheRulesThatNameThem) {
  Config config = Small();

  ASSERT_EQ(config.rules.rules.size(), 1U);
  const Rule& rule = config.rules.rules[0];
  EXPECT_EQ(rule.category, "餐饮服务") << "the name stands for a category that is not given";
  ASSERT_EQ(rule.all.size(), 2U);
  EXPECT_THAT(rule.all[1].terms, testing::ElementsAre("异物", "蟑螂", "变质"));
  EXPECT_THAT(rule.all[1].patterns, testing::ElementsAre("老鼠+"));
  ASSERT_TRUE(rule.must_report.has_value());
  EXPECT_EQ(rule.must_report->floor, 3);
  EXPECT_TRUE(rule.must_report->local_only);
  EXPECT_THAT(rule.must_report->when.terms, testing::ElementsAre("食物中毒"));
  EXPECT_THAT(rule.must_report->when.patterns, testing::ElementsAre("[0-9]+人"));
  EXPECT_THAT(config.rules.dampers, testing::ElementsAre("演练"));
}

TEST(ConfigTest, FindsTermSetsOfOtherRulesFiles) {
  std::string second = "rules:\n  - {id: b, name: 乙, departments: [catering], any: [{set: 不洁异物}], severity: 20}\n";
  Result<Config> config = SmallConfig().With("rules/a-first.yml", second).Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  ASSERT_EQ(config->rules.rules.size(), 2U);
  EXPECT_EQ(config->rules.rules[0].id, "b") << "files are read in the order of their names";
  EXPECT_THAT(config->rules.rules[0].any.terms, testing::ElementsAre("异物", "蟑螂"));
}

TEST(ConfigTest, ReadsLevelsAndTheirWeights) {
  Config config = Small();

  EXPECT_EQ(config.grading.heat_weight_percent, 40);
  EXPECT_EQ(config.grading.severity_weight_percent, 60);
  EXPECT_EQ(config.grading.thresholds, (std::array<int, 5>{0, 80, 60, 40, 12}));
  EXPECT_EQ(config.policies.levels[1].name, "特别重大");
  EXPECT_EQ(config.policies.levels[1].acknowledge_within, minutes(5));
  EXPECT_EQ(config.policies.levels[1].repeat_max, 3);
  EXPECT_EQ(config.policies.levels[4].colour, "blue");
}

TEST(ConfigTest, MakesOneRowForEachLocalityOfAPolicyLine) {
  Config config = Small();

  EXPECT_EQ(config.policies.open_at, 3);
  ASSERT_EQ(config.policies.digests.size(), 2U);
  EXPECT_EQ(config.policies.digests[0].minutes, 9 * 60) << "in the order of the day";
  ASSERT_EQ(config.policies.rows.size(), 20U);
  const NotifyRow& row = config.policies.rows[13];
  EXPECT_EQ(row.level, 3);
  EXPECT_EQ(row.locality, Locality::kConcerned);
  ASSERT_EQ(row.steps.size(), 2U);
  EXPECT_EQ(row.steps[1].after, minutes(30));
  EXPECT_THAT(row.steps[1].roles, testing::ElementsAre(Role::kLeaderOnDuty));
  EXPECT_EQ(row.steps[1].urgency, Urgency::kRing);
}

TEST(ConfigTest, TurnsTheRotationIntoShiftsWithoutGapAndLetsTheRosterReplaceOne) {
  Config config = Small();

  const std::vector<Shift>& shifts = config.staff.shifts;
  ASSERT_EQ(shifts.size(), 60U);
  EXPECT_EQ(FormatRfc3339(shifts[0].from), "2026-11-01T00:30:00Z") << "08:30 in Shanghai";
  for (size_t i = 1; i < shifts.size(); ++i) EXPECT_EQ(shifts[i].from, shifts[i - 1].to);
  EXPECT_EQ(shifts[0].desk, "zhang");
  EXPECT_EQ(shifts[1].desk, "li");
  EXPECT_EQ(shifts[3].desk, "zhang") << "nights take turns";
  EXPECT_EQ(shifts[40].desk, "li") << "the roster's line for the day of the 21st";
  EXPECT_EQ(shifts[40].leader, "zhao");
  EXPECT_EQ(shifts[42].desk, "zhang");
}

TEST(ConfigTest, LetsTheSheetOfAMonthReplaceTheRotationAndASingleDateTheSheet) {
  Result<Config> config = SmallConfig()
                              .With("roster/2026-11.yml",
                                    "roster:\n"
                                    "  - {date: 2026-11-20, desk: li, leader: zhao}\n"
                                    "  - {date: 2026-11-21, desk: zhang, leader: zhang}\n")
                              .Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  const std::vector<Shift>& shifts = config->staff.shifts;
  ASSERT_EQ(shifts.size(), 60U);
  EXPECT_EQ(shifts[38].leader, "zhao") << "the sheet's day";
  EXPECT_EQ(shifts[39].desk, "li") << "and night";
  EXPECT_EQ(shifts[40].desk, "li") << "the single date of staff.yml";
  EXPECT_EQ(shifts[41].leader, "zhang") << "which says nothing of the night";
}

TEST(ConfigTest, TakesAShiftFromOneSheetOnly) {
  Result<Config> config = SmallConfig()
                              .With("roster/2026-11.yml", "roster:\n  - {date: 2026-11-20, desk: li, leader: zhao}\n")
                              .With("roster/b.yml", "roster:\n  - {date: 2026-11-20, shift: night, desk: lee, leader: zhao}\n")
                              .Parse();

  EXPECT_EQ(config.error().message,
            "roster/b.yml:2: roster[0]: the night shift of 2026-11-20 must be given once, stands in roster/2026-11.yml line 2 already\n"
            "roster/b.yml:2: roster[0].desk: must be a person of staff.yml, is \"lee\"; the nearest is \"li\"");
}

TEST(ConfigTest, KeepsOnlyTheHashOfATokenAndOnlyTheNameOfAChannelsSecret) {
  ConfigFiles files = SmallConfig()
                          .Changed("staff.yml", "name: 张某,", "name: 张某, token_file: secrets/zhang.token,")
                          .Changed("channels.yml", "type: webhook,", "type: webhook, secret_file: /run/secrets/hook,")
                          .WithSecret("etc/secrets/zhang.token", "abcdefghijklmnopqrstuvwxyz")
                          .WithSecret("/run/secrets/hook", "whsec_x");

  Result<Config> config = files.Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  // sha256sum of the 26 letters.
  EXPECT_EQ(config->staff.people[0].token_hash, "71c480df93d6ae2f1efad1447c66c9525e316218cf51fc8d9ed832f2daf18b73");
  EXPECT_EQ(config->channels[0].secret_file, "/run/secrets/hook");
}

TEST(ConfigTest, ChangesItsHashWithAnyFile) {
  EXPECT_EQ(Small().hash, Small().hash);
  EXPECT_NE(Small().hash, SmallConfig().Changed("fenghuo.yml", "friday", "monday").Parse()->hash);
}

TEST(ConfigTest, SumsItselfUpInOneLine) {
  EXPECT_EQ(Summarize(Small()), "etc: 8 files, 2 sources, 1 rule, 3 people in 3 units, 1 channel, 20 policy rows");
}

TEST(ConfigTest, ReadsRulesAloneWithoutKnowingTheDepartments) {
  Result<RuleSet> rules = ParseRules({{"my.yml",
                                       "rules: [{id: a, name: 甲, departments: [nobody], any: [{set: 乙}], severity: 20}]\n"
                                       "term_sets: {乙: [食物中毒]}\n"}});

  ASSERT_TRUE(rules.ok()) << rules.error().message;
  EXPECT_THAT(rules->rules[0].any.terms, testing::ElementsAre("食物中毒"));
}

}  // namespace
}  // namespace fenghuo
