// What the weekly report says of the tray and of the filters.

#include "daemon/report/relevance.h"

#include <gtest/gtest.h>

#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

const Timestamp kMonday = *ParseRfc3339("2026-07-06T00:00:00+08:00");

class RelevanceReportTest : public testing::Test {
 protected:
  RelevanceReportTest() : store_(std::move(*Store::Open(folder_.Path("store")))) {
    config_.zone = *Zone::Load("Asia/Shanghai");
    Rule rule;
    rule.id = "complaint";
    rule.name = "消费投诉";
    config_.rules.rules = {rule};
  }

  void Keep(const std::string& title, RelevancePlace place, std::optional<ClickVerdict> verdict = {}, Duration after = hours(30)) {
    DocumentRecord record;
    record.document.id = "paper/" + title;
    record.document.source = "paper";
    record.document.title = title;
    record.first_seen = kMonday + after;
    record.last_seen = record.first_seen;
    RelevanceNote note;
    note.place = place;
    note.findings = {{.rule = "complaint", .chance_milli = 80, .because = {}}};
    note.verdict = verdict;
    record.relevance = note;
    Batch batch;
    batch.PutDocument(record);
    ASSERT_TRUE(store_->Commit(std::move(batch), Sync::kNo).ok());
  }

  std::string Html() {
    Result<Week> week = GatherWeek(*store_, config_, kMonday + hours(60), kMonday + hours(24 * 9));
    EXPECT_TRUE(week.ok());
    NumberedLists lists;
    const std::string html = RenderRelevance(*week, config_, lists);
    return html + "\n" + lists.Render();
  }

  TemporaryDirectory folder_;
  std::unique_ptr<Store> store_;
  Config config_;
};

// Its text with the links taken out: 移入待复核箱的3条
std::string Plain(const std::string& html) {
  std::string text;
  bool inside = false;
  for (const char c : html.substr(0, html.find("</p>\n\n"))) {
    if (c == '<') inside = true;
    if (!inside) text += c;
    if (c == '>') inside = false;
  }
  return text;
}

TEST_F(RelevanceReportTest, CountsTheTrayItsSamplesAndHowOftenTheyWereWrong) {
  Keep("甲", RelevancePlace::kTray);
  Keep("乙", RelevancePlace::kTray, ClickVerdict::kOffTopic);
  Keep("丙", RelevancePlace::kSentBack, ClickVerdict::kRelevant);
  Keep("丁", RelevancePlace::kSample);
  Keep("戊", RelevancePlace::kSample, ClickVerdict::kOffTopic);
  Keep("己", RelevancePlace::kSample, ClickVerdict::kRelevant);
  Keep("庚", RelevancePlace::kShown);
  Keep("上周", RelevancePlace::kTray, {}, -hours(5));

  const std::string html = Html();

  EXPECT_NE(Plain(html).find("移入待复核箱的3条，其中人工退回正常流程1条；同样判为不相关但照常展示以供抽查的3条，已核2条，判错1条。"),
            std::string::npos)
      << Plain(html);
  EXPECT_NE(html.find("消费投诉"), std::string::npos);
  EXPECT_EQ(html.find("上周"), std::string::npos);
}

TEST_F(RelevanceReportTest, SaysWhichFiltersStepBackAndWhy) {
  FilterRecord record;
  record.rule = "complaint";
  record.standing = {.mode = FilterMode::kSteppedBack, .relevant = 40, .off_topic = 30, .people = 2,
                     .judged = 40, .called_off = 10, .wrong = 2, .fresh_wanted = 12};
  record.stepped_back_at = kMonday + hours(33);
  record.step_back_reason = "标注表明，判为不相关的信息中相关的过多";
  Batch batch;
  batch.PutFilter(record);
  ASSERT_TRUE(store_->Commit(std::move(batch), Sync::kNo).ok());

  const std::string html = Html();

  EXPECT_NE(Plain(html).find("启用0个，只提示0个，因判错过多或比例变化退回只提示1个，标注不足仍在学习0个。"), std::string::npos) << Plain(html);
  EXPECT_NE(html.find("消费投诉　标注：相关40条、不相关30条；最近40次判断：判为不相关10条，判错2条；"), std::string::npos) << html;
  EXPECT_NE(html.find("退回：标注表明，判为不相关的信息中相关的过多，再标注12条后重新评估"), std::string::npos) << html;
}

TEST_F(RelevanceReportTest, IsAbsentWhereNobodyEverSaidAnything) { EXPECT_EQ(Html(), "\n"); }

}  // namespace
}  // namespace fenghuo
