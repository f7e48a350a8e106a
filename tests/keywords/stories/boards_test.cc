// Stories over recorded hot-list boards (../shared/data): one crisis is one watched story, and strangers stay out of it. The
// rules here are the trade's words, as in the example configuration, and know nothing of these crises.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "keywords/stories/story_index.h"
#include "tests/keywords/stories/a_document.h"

namespace fenghuo {
namespace {

std::filesystem::path Shared() {
  const char* configured = std::getenv("FENGHUO_SHARED");
  return configured != nullptr ? configured : std::string(FENGHUO_SOURCE_DIR) + "/../shared";
}

std::vector<std::string> Lines(const std::filesystem::path& gz) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("gzip -dc '" + gz.string() + "'").c_str(), "r"), pclose);
  std::string all;
  char buffer[1 << 16];
  for (size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) all.append(buffer, got);
  std::vector<std::string> lines;
  std::istringstream stream(all);
  for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
  return lines;
}

bool HoldsOneOf(const std::string& title, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&title](const std::string& word) { return title.find(word) != std::string::npos; });
}

// Food in production and trade, and canteens: a thing × what goes wrong with it; 记者调查 × 乱象 for what the press uncovers.
Watched RuleFinds(const std::string& title) {
  static const std::vector<std::string> kFood = {"食品",   "食用油", "酱油", "奶粉", "牛奶", "饮料",   "肉制品", "猪肉",
                                                 "牛肉",   "海鲜",   "大米", "水果", "酸菜", "方便面", "预制菜"};
  static const std::vector<std::string> kFoodWrong = {
      "有毒", "致癌", "超标", "不合格", "检出", "非法添加", "工业", "化工", "煤制油", "甲醇", "异物", "发霉", "变质", "过期",
      "假冒", "掺假", "造假", "混装",   "脚踩", "土坑",     "下架", "召回", "黑作坊", "吃出", "发臭", "隔夜", "老鼠", "食品安全"};
  static const std::vector<std::string> kMeals = {"学校", "中学", "小学", "高校", "大学", "幼儿园", "学生", "食堂", "校方"};
  static const std::vector<std::string> kMealsWrong = {"异物", "吃出", "鼠头", "老鼠", "虫子", "青虫", "发霉", "变质", "食物中毒", "呕吐"};
  const bool found = (HoldsOneOf(title, kFood) && HoldsOneOf(title, kFoodWrong)) ||
                     (HoldsOneOf(title, kMeals) && HoldsOneOf(title, kMealsWrong)) ||
                     HoldsOneOf(title, {"食品安全", "地沟油", "瘦肉精", "鼠头"}) ||
                     (HoldsOneOf(title, {"记者调查", "315"}) && HoldsOneOf(title, {"卧底", "黑产", "乱象", "点名", "曝光酸菜"}));
  return found ? Watched::kYes : Watched::kNo;
}

struct Row {
  int64_t seconds = 0;
  std::string id;
  std::string title;
  bool of_event = false;
};

// The first appearance of each title, in time order over both boards.
std::vector<Row> FirstAppearances(const std::string& name) {
  std::vector<Row> rows;
  for (const std::string board : {"weibo", "zhihu"}) {
    const std::filesystem::path path = Shared() / "data/boards" / (name + "." + board + ".tsv.gz");
    if (!std::filesystem::exists(path)) continue;
    const std::vector<std::string> lines = Lines(path);
    for (size_t i = 1; i < lines.size(); ++i) {
      std::vector<std::string> cells;
      std::istringstream stream(lines[i]);
      for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
      const bool zhihu = board == "zhihu";
      if (cells.size() < (zhihu ? 7u : 3u)) continue;
      const std::string& title = zhihu ? cells[5] : cells[2];
      const bool of_event = cells.size() > 3 && cells.back() == "1";
      rows.push_back({std::stoll(cells[0]), board + "/" + (zhihu ? cells[2] : title), title, of_event});
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.seconds < b.seconds; });
  std::set<std::string> seen;
  std::erase_if(rows, [&seen](const Row& row) { return !seen.insert(row.id).second; });
  return rows;
}

struct Outcome {
  double recall = 0;        // of the event's titles, in the story that holds most of them
  double purity = 0;        // of that story
  int watched_stories = 0;  // that hold a title of the event
  bool first_is_in = false;
  size_t largest = 0;
  size_t in_watched = 0;  // documents
};

Outcome Cluster(const std::vector<Row>& rows) {
  StoryIndex index(StoryOptions{});
  std::map<std::string, std::string> placed;
  for (const Row& row : rows) {
    const Timestamp now = FromUnixSeconds(row.seconds);
    placed[row.id] = index.Assign(ADocument(row.id).Titled(row.title).At(now), RuleFinds(row.title), now).story;
  }
  std::map<std::string, std::vector<const Row*>> stories;
  std::set<std::string> watched;
  for (const Row& row : rows) {
    const Story* story = index.Find(placed[row.id]);
    const std::string id = story == nullptr ? placed[row.id] : story->id;
    stories[id].push_back(&row);
    if (RuleFinds(row.title) == Watched::kYes) watched.insert(id);
  }
  Outcome outcome;
  const Row* first = nullptr;
  size_t of_event = 0;
  size_t most = 0;
  for (const Row& row : rows) {
    of_event += row.of_event;
    if (row.of_event && first == nullptr) first = &row;
  }
  for (const auto& [id, members] : stories) {
    const auto mine = static_cast<size_t>(std::count_if(members.begin(), members.end(), [](const Row* row) { return row->of_event; }));
    outcome.largest = std::max(outcome.largest, members.size());
    if (watched.contains(id)) outcome.in_watched += members.size();
    if (watched.contains(id) && mine > 0) ++outcome.watched_stories;
    if (mine <= most) continue;
    most = mine;
    outcome.recall = static_cast<double>(mine) / static_cast<double>(of_event);
    outcome.purity = static_cast<double>(mine) / static_cast<double>(members.size());
    outcome.first_is_in = std::find(members.begin(), members.end(), first) != members.end();
  }
  return outcome;
}

class BoardsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(Shared() / "data/boards")) GTEST_SKIP() << "no recorded boards at " << Shared();
  }

  Outcome RunAndShow(const std::string& name) {
    const Outcome outcome = Cluster(FirstAppearances(name));
    printf("  %s: recall %.3f purity %.3f, watched stories with its titles %d, largest story %zu, in watched stories %zu\n",
           name.c_str(), outcome.recall, outcome.purity, outcome.watched_stories, outcome.largest, outcome.in_watched);
    return outcome;
  }
};

TEST_F(BoardsTest, TheTankerTruckIsOneStoryFromItsFirstTitle) {
  const Outcome outcome = RunAndShow("2024-07-guanche");
  EXPECT_GE(outcome.recall, 0.90);
  EXPECT_GE(outcome.purity, 0.80);
  EXPECT_EQ(outcome.watched_stories, 1);
  EXPECT_TRUE(outcome.first_is_in);
}

TEST_F(BoardsTest, ThePickledCabbageIsOneStory) {
  const Outcome outcome = RunAndShow("2022-03-suancai");
  EXPECT_GE(outcome.recall, 0.85);
  EXPECT_GE(outcome.purity, 0.70);
}

TEST_F(BoardsTest, TheRatsHeadIsOneStory) {
  const Outcome outcome = RunAndShow("2023-06-shutou");
  EXPECT_GE(outcome.recall, 0.90);
  EXPECT_GE(outcome.purity, 0.80);
  EXPECT_EQ(outcome.watched_stories, 1);
}

TEST_F(BoardsTest, QuietMonthsGrowNoGiant) {
  const Outcome outcome = RunAndShow("quiet-2022-04-2023-04");
  EXPECT_LE(outcome.largest, 200u);
  EXPECT_LE(outcome.in_watched, 300u);
}

}  // namespace
}  // namespace fenghuo
