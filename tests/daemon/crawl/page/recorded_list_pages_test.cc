// A hot list as its site sent it: against a table that others made of the same hours, and on the day it became a login page.

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <sstream>

#include "base/zone.h"
#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/fetch.h"
#include "daemon/crawl/health.h"
#include "daemon/crawl/page/list_page.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

SourceConfig Board() {
  SourceConfig source;
  source.id = "board";
  source.type = SourceType::kPage;
  source.kind = DocumentKind::kHotlist;
  source.every = minutes(10);
  source.page.Edit().entries = "ul.list_a > li";
  source.page.Edit().title = {"span::text"};
  source.page.Edit().url = {"a::attr(href)"};
  source.page.Edit().heat = {"span em"};
  source.page.Edit().rank = "strong";
  source.page.Edit().pinned = "i.icon_pinned";
  return source;
}

// File names are local times of Shanghai: 20210315T031522.html.
Timestamp TimeOf(const std::string& path) {
  static const Zone shanghai = *Zone::Load("Asia/Shanghai");
  std::string name = path.substr(path.rfind('/') + 1);
  return *ParseDate(name.substr(0, 8) + name.substr(9, 6), {Timestamp(), &shanghai});
}

// "place|heat|title", of a row of the table or of an entry.
using Rows = std::vector<std::string>;

// Where a picture of a face follows the number, the table's maker took the number for a part of the title: "鹿晗状态5552439 [泪]".
std::string Mended(const std::string& place, const std::string& heat, const std::string& title) {
  static const RE2 glued(R"((.*\D)(\d{4,})( \[[^\]]+\]))");
  std::string before, number, face;
  if (heat.empty() && !place.empty() && RE2::FullMatch(title, glued, &before, &number, &face)) {
    return place + "|" + number + "|" + before + face;
  }
  return place + "|" + heat + "|" + title;
}

std::map<int64_t, Rows> Table(const std::string& name) {
  std::map<int64_t, Rows> table;
  std::istringstream lines(*ReadSharedGzip(name));
  std::string line;
  while (std::getline(lines, line)) {
    std::vector<std::string> cells(1);
    for (char c : line) {
      if (c == '\t') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (cells.size() < 5 || cells[0].empty() || cells[0].find_first_not_of("0123456789") != std::string::npos) continue;
    table[std::stoll(cells[0])].push_back(Mended(cells[2], cells[3], cells[4]));
  }
  return table;
}

Rows RowsOf(const Feed& feed) {
  Rows rows;
  for (const FeedEntry& entry : feed.entries) {
    std::string place = entry.rank ? std::to_string(*entry.rank) : "";
    rows.push_back(place + "|" + (entry.heat ? std::to_string(*entry.heat) : "") + "|" + entry.title);
  }
  return rows;
}

TEST(RecordedListPagesTest, GiveTheRowsOfTheTableOfTheSameHour) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/raw/weibo-html-2021-03-315.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  std::map<int64_t, Rows> table = Table("data/boards/weibo-heat-2021-03_2021-08.tsv.gz");
  int pages = 0;
  size_t rows = 0;
  for (const auto& [path, body] : *files) {
    if (!path.ends_with(".html")) continue;
    ParsedBody parsed = ParseListPage(body, Board(), {.url = "https://board.test/top/summary", .content_type = ""});
    ASSERT_TRUE(parsed.feed) << path;
    EXPECT_EQ(RowsOf(*parsed.feed), table[ToUnixSeconds(TimeOf(path))]) << path;
    ++pages;
    rows += parsed.feed->entries.size();
  }
  std::printf("%d pages, %zu rows\n", pages, rows);
  EXPECT_EQ(pages, 71);
}

TEST(RecordedListPagesTest, TurnIntoALoginPageThatIsFoundWithinTwoFetches) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/raw/weibo-html-2021-09-turns-into-login-page.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  SourceConfig source = Board();
  SourceRecord record;
  int bad_before_alarm = 0;
  bool alarmed = false;
  for (const auto& [path, body] : *files) {
    if (!path.ends_with(".html")) continue;
    HttpResponse response;
    response.status = 200;
    response.body = body;
    FetchReport report = JudgeFetch(source, response, record, TimeOf(path));
    ParsedBody parsed;
    if (WantsParsing(report)) {
      parsed = ParseListPage(body, source, {.url = "https://board.test/top/summary", .content_type = "text/html"});
      report = NoteParsed(report, parsed);
    }
    int entries = parsed.feed ? static_cast<int>(parsed.feed->entries.size()) : 0;
    HealthStep step = AdvanceHealth(source, record, report, {.shape = {.entries = entries}, .new_documents = entries});
    bool board = body.size() > 20'000;
    EXPECT_EQ(step.next.health, board ? SourceHealth::kOk : SourceHealth::kLoginWall) << path;
    bad_before_alarm += board || alarmed ? 0 : 1;
    alarmed = alarmed || step.note == SourceNote::kRaise;
    record = step.next;
  }
  EXPECT_TRUE(alarmed);
  EXPECT_EQ(bad_before_alarm, 2);
}

}  // namespace
}  // namespace fenghuo
