#include "daemon/commands/import.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

Table ATable(std::string_view text) {
  Result<Table> table = ReadTable(text);
  EXPECT_TRUE(table.ok()) << table.error().message;
  return table.ok() ? *std::move(table) : Table();
}

ImportPlan APlan(std::string_view text, std::vector<std::string> map = {}) {
  Result<ImportPlan> plan = PlanImport(ATable(text), {.map = std::move(map), .zone = *Zone::Load("Asia/Shanghai")});
  EXPECT_TRUE(plan.ok()) << plan.error().message;
  return plan.ok() ? *std::move(plan) : ImportPlan();
}

std::string Refusal(std::string_view text, std::vector<std::string> map = {}) {
  Result<ImportPlan> plan = PlanImport(ATable(text), {.map = std::move(map), .zone = Zone::Utc()});
  return plan.ok() ? "a plan" : plan.error().message;
}

TEST(TableTest, ReadsQuotedCellsWithSeparatorsBreaksAndQuotes) {
  Table table = ATable("\xEF\xBB\xBF编号,内容\r\n1,\"甲,乙\n\"\"丙\"\"\"\r\n\r\n2,丁\r\n");

  EXPECT_EQ(table.header, (std::vector<std::string>{"编号", "内容"}));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0][1], "甲,乙\n\"丙\"");
  EXPECT_EQ(table.rows[1][1], "丁");
  EXPECT_EQ(table.lines, (std::vector<size_t>{2, 5}));
}

TEST(TableTest, FindsTheSeparatorAndFillsShortRows) {
  EXPECT_EQ(ATable("a\tb,c\td\n1\n").rows[0], (std::vector<std::string>{"1", "", ""}));
  EXPECT_EQ(ATable("a;b\n1;2,5\n").rows[0][1], "2,5");
  EXPECT_EQ(ATable("a,b\n1,2,3").rows[0].size(), 3U);
}

TEST(TableTest, SaysWhatIsWrong) {
  EXPECT_EQ(ReadTable("").error().message, "the table is empty");
  EXPECT_EQ(ReadTable("a,b\n1,\"x\n").error().message, "line 2: a quote is never closed");
  EXPECT_EQ(ReadTable(std::string(600, ',')).error().message, "line 1: more than 500 cells");
}

TEST(ImportTest, KnowsTheUsualColumnsOfHotlineExports) {
  ImportPlan plan = APlan("工单编号,标题,诉求内容,来电时间,处理单位\nT1,反映某超市,酸奶过期,2026年7月11日 8:30,清溪局\n");

  EXPECT_EQ(plan.columns,
            (std::vector<std::string>{"id=工单编号", "published_at=来电时间", "text=诉求内容", "title=标题"}));
  ASSERT_EQ(plan.documents.size(), 1U);
  EXPECT_EQ(Dump(plan.documents[0]),
            R"({"id":"T1","published_at":"2026-07-11T00:30:00Z","text":"酸奶过期","title":"反映某超市"})");
  EXPECT_TRUE(plan.problems.empty());
}

TEST(ImportTest, TakesTheColumnsThatItIsToldAndJoinsThoseOfOneField) {
  ImportPlan plan = APlan("a,b,c\n1,甲,乙\n2,,丙\n", {"id=a", "text=b", "text=c"});

  EXPECT_EQ(plan.documents[0]["text"], "甲\n乙");
  EXPECT_EQ(plan.documents[1]["text"], "丙");
}

TEST(ImportTest, SaysWhichRowsAreLeftOutOrLoseTheirDate) {
  ImportPlan plan = APlan("编号,标题,时间\n1,甲,昨晚八点多\n2,,2026-07-11\n");

  EXPECT_EQ(plan.documents.size(), 1U);
  EXPECT_FALSE(plan.documents[0].contains("published_at"));
  EXPECT_EQ(plan.problems, (std::vector<std::string>{"line 2: no date: \"昨晚八点多\"; the document goes without",
                                                     "line 3: neither title nor text: left out"}));
}

// One such row made the daemon refuse the request that it was in, each time.
TEST(ImportTest, LeavesOutWhatTheDaemonWouldRefuse) {
  std::string title(4097, 'x');
  std::string text(210'000, 'x');
  ImportPlan plan = APlan("编号,标题,内容\n1,甲,乙\n2," + title + ",乙\n3,甲," + text + "\n4,\" \",\"\n\"\n5,甲,\" \"\n");

  ASSERT_EQ(plan.documents.size(), 2U);
  EXPECT_EQ(Dump(plan.documents[1]), R"({"id":"5","title":"甲"})");
  EXPECT_EQ(plan.problems, (std::vector<std::string>{"line 3: title has 4097 bytes, more than 4096: left out",
                                                     "line 4: the ticket has 210034 bytes, more than 204800: left out",
                                                     "line 5: neither title nor text: left out"}));
}

TEST(ImportTest, RefusesWhatItCannotMap) {
  EXPECT_EQ(Refusal("a,b\n1,2\n"), "no column is known for title or text; say so with --map title=COLUMN; there are a, b");
  EXPECT_EQ(Refusal("a,b\n1,2\n", {"title=c"}), "--map: no column \"c\"; there are a, b");
  EXPECT_EQ(Refusal("a,b\n1,2\n", {"level=a"}),
            "--map: must be FIELD=COLUMN with a field of id, title, text, url, author, published_at, is \"level=a\"");
}

}  // namespace
}  // namespace fenghuo
