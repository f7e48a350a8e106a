// Boards as their sites sent them, against tables that others made of the same hours.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include "base/zone.h"
#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/feed.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells(1);
  for (char c : line) {
    if (c == '\t') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

// File names are local times of Shanghai: 20240705T001052.json.
int64_t EpochOf(const std::string& path) {
  static const Zone shanghai = *Zone::Load("Asia/Shanghai");
  std::string name = path.substr(path.rfind('/') + 1);
  std::optional<Timestamp> at = ParseDate(name.substr(0, 8) + name.substr(9, 6), {Timestamp(), &shanghai});
  return at ? ToUnixSeconds(*at) : 0;
}

BoardSpec ZhihuSpec() {
  BoardSpec spec;
  spec.list = {"/data"};
  spec.id = {"/card_id"};
  spec.title = {"/target/title_area/text"};
  spec.url = {"/target/link/url"};
  spec.text = {"/target/excerpt_area/text"};
  spec.heat = {"/target/metrics_area/text"};
  spec.comments = {"/feed_specific/answer_count"};
  return spec;
}

struct ZhihuRow {
  int64_t rank = 0;
  std::string id, heat, answers, title;
};

std::map<int64_t, std::vector<ZhihuRow>> ZhihuTable(const std::string& name) {
  std::map<int64_t, std::vector<ZhihuRow>> table;
  std::istringstream lines(*ReadSharedGzip(name));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells = Cells(line);
    table[std::stoll(cells[0])].push_back({std::stoll(cells[1]), cells[2], cells[3], cells[4], cells[5]});
  }
  return table;
}

struct Tally {
  int pages = 0;
  int differing = 0;
  std::set<std::string> differing_titles;
};

void ComparePage(const Feed& feed, const std::vector<ZhihuRow>& rows, const std::string& path, Tally& tally) {
  ++tally.pages;
  ASSERT_EQ(feed.entries.size(), rows.size()) << path;
  bool differs = false;
  for (size_t i = 0; i < rows.size(); ++i) {
    const FeedEntry& entry = feed.entries[i];
    EXPECT_EQ(entry.rank, rows[i].rank) << path;
    EXPECT_EQ(entry.id, rows[i].id) << path;
    EXPECT_EQ(entry.heat ? std::to_string(*entry.heat) : "", rows[i].heat) << path;
    EXPECT_EQ(entry.comments ? std::to_string(*entry.comments) : "", rows[i].answers) << path;
    if (entry.title == rows[i].title) continue;
    differs = true;
    // The title on the board ends in a TAB, which a tab-separated table cannot hold: its maker wrote a space there. We trim.
    EXPECT_EQ(entry.title + " ", rows[i].title) << path;
    tally.differing_titles.insert(entry.title);
  }
  tally.differing += differs ? 1 : 0;
}

TEST(RecordedBoardsTest, ZhihuPagesGiveTheTitlesPlacesAndHeatOfTheTables) {
  Tally tally;
  for (const char* crisis : {"2024-07-guanche", "2023-06-shutou"}) {
    std::optional<SharedFiles> pages = ReadSharedArchive(std::string("data/raw/zhihu-json-") + crisis + ".tar.gz");
    if (!pages) GTEST_SKIP() << kNoSharedData;
    auto table = ZhihuTable(std::string("data/boards/") + crisis + ".zhihu.tsv.gz");
    for (const auto& [path, body] : *pages) {
      if (!path.ends_with(".json")) continue;
      ParsedBody parsed = ParseBoard(body, ZhihuSpec(), {});
      ASSERT_TRUE(parsed.feed) << path;
      ComparePage(*parsed.feed, table[EpochOf(path)], path, tally);
    }
  }

  std::printf("zhihu: %d pages, %d differ from the table by the TAB at the end of one title\n", tally.pages, tally.differing);
  EXPECT_EQ(tally.pages, 141);
  EXPECT_EQ(tally.differing, 4);
  EXPECT_EQ(tally.differing_titles, std::set<std::string>{"是不是除了中日之外，就没有国家有人喜欢二次元了?"});
}

BoardSpec WeiboSpec() {
  BoardSpec spec;
  spec.list = {"/data/cards/0/card_group"};
  spec.title = {"/desc"};
  spec.url = {"/scheme"};
  spec.heat = {"/desc_extr"};
  spec.pinned = "/pic";
  spec.pinned_values = {"img_search_stick"};
  spec.advertising = "/itemid";
  spec.advertising_values = {"is_ad_pos:1"};
  return spec;
}


// The place that the site writes into its tracking field, found as text in the raw page.
std::map<std::string, int64_t> RealPlaces(const std::string& body) {
  BoardSpec spec = WeiboSpec();
  spec.text = {"/itemid"};
  std::map<std::string, int64_t> places;
  ParsedBody parsed = ParseBoard(body, spec, {});
  for (const FeedEntry& entry : parsed.feed->entries) {
    size_t at = entry.summary.find("|realpos:");
    if (at != std::string::npos) places[entry.title] = std::stoll(entry.summary.substr(at + 9));
  }
  return places;
}

// Another recorder's table of the same board: the snapshot nearest to each page, within four minutes.
std::map<int64_t, std::map<std::string, int64_t>> HeatTable() {
  std::map<int64_t, std::map<std::string, int64_t>> table;
  std::istringstream lines(*ReadSharedGzip("data/boards/weibo-heat-2024-05-20_2024-08-31.tsv.gz"));
  for (std::string line; std::getline(lines, line);) {
    if (line < "2024-07-01" || line >= "2024-07-12") continue;
    std::vector<std::string> cells = Cells(line);
    table[std::stoll(cells[4])][cells[11]] = std::atoll(cells[5].c_str());
  }
  return table;
}

struct HeatTally {
  int pages = 0, titles = 0, found = 0, close = 0;
};

void CompareHeat(const Feed& feed, const std::map<std::string, int64_t>& rows, HeatTally& tally) {
  ++tally.pages;
  for (const FeedEntry& entry : feed.entries) {
    if (!entry.rank || !entry.heat) continue;
    ++tally.titles;
    auto row = rows.find(entry.title);
    if (row == rows.end()) continue;
    ++tally.found;
    double ratio = static_cast<double>(*entry.heat) / static_cast<double>(std::max<int64_t>(1, row->second));
    tally.close += ratio > 0.67 && ratio < 1.5 ? 1 : 0;
  }
}

TEST(RecordedBoardsTest, WeiboPagesGiveListPlacesAndHeatWithPinnedAndAdvertisingCardsMarked) {
  std::optional<SharedFiles> pages = ReadSharedArchive("data/raw/weibo-json-2024-07-guanche.tar.gz");
  if (!pages) GTEST_SKIP() << kNoSharedData;
  auto table = HeatTable();
  HeatTally tally;
  int pinned = 0;
  int advertising = 0;
  int64_t placed = 0;

  for (const auto& [path, body] : *pages) {
    if (!path.ends_with(".json")) continue;
    ParsedBody parsed = ParseBoard(body, WeiboSpec(), {});
    ASSERT_TRUE(parsed.feed) << path;
    std::map<std::string, int64_t> real_places = RealPlaces(body);
    for (const FeedEntry& entry : parsed.feed->entries) {
      pinned += entry.pinned ? 1 : 0;
      advertising += entry.advertising ? 1 : 0;
      placed += entry.rank ? 1 : 0;
      auto real = real_places.find(entry.title);
      EXPECT_EQ(entry.rank.value_or(0), real == real_places.end() ? 0 : real->second) << path << " " << entry.title;
    }
    auto near = table.lower_bound(EpochOf(path));
    if (near != table.end() && near->first - EpochOf(path) < 240) CompareHeat(*parsed.feed, near->second, tally);
  }

  std::printf("weibo: 115 pages, %d pinned, %d advertising, %lld places, all as the site's own; %d pages with a table within"
              " four minutes: %d of %d titles in it, %d of those with a heat within a third\n",
              pinned, advertising, static_cast<long long>(placed), tally.pages, tally.found, tally.titles, tally.close);
  EXPECT_EQ(pinned, 115);  // one a page
  EXPECT_EQ(advertising, 77);
  EXPECT_EQ(placed, 5750);  // fifty a page
  EXPECT_GT(tally.pages, 100);
  EXPECT_GT(tally.found * 10, tally.titles * 9);
  EXPECT_GT(tally.close * 10, tally.found * 9);
}

TEST(RecordedBoardsTest, TheDayWeiboTurnedIntoALoginPageIsSeen) {
  std::optional<SharedFiles> pages = ReadSharedArchive("data/raw/weibo-html-2021-09-turns-into-login-page.tar.gz");
  if (!pages) GTEST_SKIP() << kNoSharedData;

  int walls = 0;
  for (const auto& [path, body] : *pages) {
    if (!path.ends_with(".html")) continue;
    ParsedBody parsed = ParseFeed(body, {});
    ASSERT_TRUE(parsed.failure) << path;
    bool wall = parsed.failure->problem == FeedProblem::kLoginWall;
    EXPECT_EQ(wall, body.size() == 6664) << path << ": " << parsed.failure->reason;
    walls += parsed.failure->reason == "a login page instead of a feed, titled \"Sina Visitor System\"" ? 1 : 0;
  }
  EXPECT_EQ(walls, 3);
}

}  // namespace
}  // namespace fenghuo
