// A statement in the running core: who quotes it is counted from what is read later, and survives a restart.

#include "alerts/statements/statements.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

constexpr char kTitle[] = "某市第三小学学生食物中毒住院";
constexpr char kText[] = "情况通报\n12名住院学生已全部康复出院，涉事食堂供餐单位已被责令立即停止供餐接受调查。";
constexpr char kQuoting[] = "记者获悉，12名住院学生已全部康复出院，涉事食堂供餐单位已被责令立即停止供餐接受调查。";

LedgerDeed Changed(const StatementDeed& deed) {
  return {.actor = deed.by.person,
          .action = std::string("statement.") + Name(deed.kind),
          .detail = "1",
          .decide =
              [deed](const Incident& incident, const Desk& desk, Timestamp now) { return ChangeStatement(incident, deed, desk, now); }};
}

LedgerDeed Added() {
  return {.actor = "zhang",
          .action = "statement.add",
          .detail = "first",
          .decide = [](const Incident& incident, const Desk& desk, Timestamp now) {
            return AddStatement(incident, {.kind = StatementKind::kFirst, .by = {"zhang"}}, desk, now);
          }};
}

Config WithApprovals() {
  Config config = AnOffice();
  config.approvals = {{{1, 2, 3, 4}, {Role::kDeputyInCharge}}};
  return config;
}

Statement TheStatement(const RunningOffice& office) { return office.Incidents().at(0).statements.at(0); }

// Published an hour after the first report.
void Publish(RunningOffice& office) {
  office.ReadBaselines();
  office.Read("news", {ADocument().Titled(kTitle).WithText("三年级多人住院。")});
  const std::string id = office.Incidents().at(0).id;
  office.Do(id, {.kind = ActionKind::kAcknowledge, .person = "zhang"});
  office.Wait(hours(1));
  const std::vector<LedgerDeed> deeds = {
      Added(), Changed({.kind = StatementDeedKind::kDraft, .number = 1, .by = {"zhang"}, .text = kText}),
      Changed({.kind = StatementDeedKind::kReview, .number = 1, .by = {"li"}, .text = kText}),
      Changed({.kind = StatementDeedKind::kApprove, .number = 1, .by = {"qian"}, .text = kText}),
      Changed({.kind = StatementDeedKind::kPublish,
               .number = 1,
               .by = {"zhang"},
               .place = "本局网站",
               .link = "https://gov.example/notice/1.html"})};
  for (const LedgerDeed& deed : deeds) {
    Result<Incident> done = office.engine().Do(id, deed, office.now());
    ASSERT_TRUE(done.ok()) << deed.action << ": " << done.error().message;
  }
}

TEST(StatementsTest, AreCountedWhereLaterDocumentsOfTheStoryQuoteThem) {
  RunningOffice office(WithApprovals());
  Publish(office);

  office.Read("news", {ADocument().Titled(std::string(kTitle) + "，通报来了").WithText(kQuoting)});
  office.Read("news", {ADocument().Titled(std::string(kTitle) + "，家长这样说").WithText("家长在医院等候。")});
  office.Read("news", {ADocument().Titled(std::string(kTitle) + "，详见链接").WithText("https://gov.example/notice/1.html")});

  ASSERT_EQ(office.Incidents().size(), 1u);
  EXPECT_EQ(TheStatement(office).quoted_by.size(), 2u);
  const std::vector<TimelineEntry> timeline = *office.store().Timeline(office.Incidents()[0].id);
  const auto quoted = [](const TimelineEntry& entry) { return entry.kind == "statement_quoted"; };
  EXPECT_EQ(std::count_if(timeline.begin(), timeline.end(), quoted), 1);
}

TEST(StatementsTest, CountADocumentOnceHoweverOftenItComes) {
  RunningOffice office(WithApprovals());
  Publish(office);
  const ADocument quoting = ADocument().Titled(std::string(kTitle) + "，通报来了").WithText(kQuoting);

  office.Read("news", {quoting, quoting});
  office.Restart();
  office.Read("news", {quoting});
  office.Read("news", {ADocument(quoting).WithText(std::string(kQuoting) + "记者将继续关注。")});

  EXPECT_EQ(TheStatement(office).quoted_by.size(), 1u);
}

TEST(StatementsTest, CountATextThatWasReadLaterThanItsTitle) {
  RunningOffice office(WithApprovals());
  Publish(office);
  const ADocument title = ADocument().Titled(std::string(kTitle) + "，通报来了");

  office.Read("news", {title});
  EXPECT_EQ(TheStatement(office).quoted_by.size(), 0u);
  office.Read("news", {ADocument(title).WithText(kQuoting)});

  EXPECT_EQ(TheStatement(office).quoted_by.size(), 1u);
}

}  // namespace
}  // namespace fenghuo
