#include "daemon/core/relevance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/hash.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

constexpr const char* kPeople[] = {"zhang", "li", "qian", "he"};
constexpr const char* kShow = "演员新剧开播被观众投诉剧情拖沓";
std::string ShopTitle(int number) { return "市民投诉超市售卖过期食品第" + std::to_string(number) + "起"; }
std::string ShowTitle(int number) { return "演员新剧开播被观众投诉剧情拖沓第" + std::to_string(number) + "集"; }

// The first id of its kind that is shown as a sample, or the first that is not.
std::string AnId(bool sample) {
  for (int number = 0;; ++number) {
    const std::string id = "judged-" + std::to_string(number);
    if ((Hash64("relevance sample news/" + id) % kSampleOneIn == 0) == sample) return id;
  }
}

class RelevanceTest : public testing::Test {
 protected:
  explicit RelevanceTest(Config config = AnOffice()) : office_(std::move(config)) { office_.ReadBaselines(); }

  Result<DocumentRecord> Say(const std::string& document, ClickVerdict verdict, const std::string& person = "zhang",
                             const std::string& rule = "") {
    return office_.engine().JudgeRelevance({.document = document, .rule = rule, .verdict = verdict, .person = person}, office_.now());
  }

  // `pairs` times a document that concerns the office and one that does not, each said by one of four people.
  void Teach(int pairs, const std::string& word = "投诉", int from = 0) {
    for (int i = from; i < from + pairs; ++i) {
      std::string shop = ShopTitle(i);
      std::string show = ShowTitle(i);
      for (std::string* title : {&shop, &show}) title->replace(title->find("投诉"), std::string("投诉").size(), word);
      const std::string id = word + std::to_string(i);
      office_.Read("news", {ADocument().Titled(shop).Id("shop" + id), ADocument().Titled(show).Id("show" + id)});
      ASSERT_TRUE(Say("news/shop" + id, ClickVerdict::kRelevant, kPeople[i % 4]).ok());
      ASSERT_TRUE(Say("news/show" + id, ClickVerdict::kOffTopic, kPeople[(i + 1) % 4]).ok());
    }
  }

  // What was taught is no news any more: another document opens a story of its own.
  void LetTimePass() { office_.SetTime(office_.now() + hours(24 * 120)); }

  DocumentRecord Stored(const std::string& id) {
    Result<DocumentRecord> record = office_.store().FindDocument(id);
    return record.ok() ? *record : DocumentRecord();
  }

  // Without what was taught by then and was moved itself.
  std::vector<std::string> Tray() {
    std::vector<std::string> ids;
    const Page<DocumentRecord> page = *office_.store().ListTray("", 100);
    for (const DocumentRecord& one : page.rows) ids.push_back(one.document.id);
    std::erase_if(ids, [](const std::string& id) { return id.starts_with("news/show"); });
    return ids;
  }

  const FilterStanding& StandingOf(const std::string& rule) { return office_.engine().core().filters.by_rule.at(rule).record.standing; }

  std::vector<std::string> AuditActions() {
    std::vector<std::string> actions;
    const std::vector<AuditRecord> records = *office_.store().AuditRecords(1, 10'000);
    for (const AuditRecord& one : records) actions.push_back(one.actor + " " + one.action + " " + one.object);
    return actions;
  }

  RunningOffice office_;
};

TEST_F(RelevanceTest, LearnsFromWhatPeopleSayAndActsWhenItIsRight) {
  Teach(20);
  EXPECT_EQ(StandingOf("complaint").mode, FilterMode::kSuggests);
  EXPECT_TRUE(Tray().empty());
  Teach(20, "投诉", 20);
  EXPECT_EQ(StandingOf("complaint").mode, FilterMode::kActs);
  EXPECT_EQ(StandingOf("complaint").people, 4);
  EXPECT_EQ(office_.store().Filters()->front().standing, StandingOf("complaint"));
  EXPECT_THAT(AuditActions(), testing::Contains("system relevance.act complaint"));
  EXPECT_THAT(AuditActions(), testing::Contains("zhang document.relevant news/shop投诉0"));
  EXPECT_THAT(AuditActions(), testing::Contains("li document.off_topic news/show投诉0"));
}

TEST_F(RelevanceTest, WhatEveryFilterCallsOffTopicWaitsInTheTrayAndOpensNothing) {
  Teach(40);
  LetTimePass();
  const size_t incidents = office_.Incidents().size();
  const std::string id = AnId(false);

  const IngestReport report = office_.Read("news", {ADocument().Titled(kShow).Id(id)});

  EXPECT_EQ(report.documents_new, 1);
  EXPECT_EQ(report.documents_matched, 1) << "kept and counted";
  EXPECT_EQ(report.documents_set_aside, 1);
  EXPECT_EQ(report.incidents_opened, 0);
  EXPECT_EQ(office_.Incidents().size(), incidents);
  EXPECT_THAT(Tray(), testing::ElementsAre("news/" + id));
  const DocumentRecord record = Stored("news/" + id);
  EXPECT_TRUE(record.matches.empty());
  ASSERT_TRUE(record.relevance);
  EXPECT_EQ(record.relevance->place, RelevancePlace::kTray);
  ASSERT_EQ(record.relevance->held.size(), 1u);
  EXPECT_EQ(record.relevance->held.front().rule, "complaint");
  ASSERT_EQ(record.relevance->findings.size(), 1u);
  EXPECT_LT(record.relevance->findings.front().chance_milli, 500);
  EXPECT_FALSE(record.relevance->findings.front().because.empty());
}

TEST_F(RelevanceTest, WhatConcernsTheOfficeIsShownAsEver) {
  Teach(40);
  LetTimePass();

  const IngestReport report = office_.Read("news", {ADocument().Titled("市民投诉超市售卖过期食品").Id(AnId(false))});

  EXPECT_EQ(report.documents_set_aside, 0);
  EXPECT_EQ(report.incidents_opened, 1);
  EXPECT_FALSE(Stored("news/" + AnId(false)).relevance);
}

TEST_F(RelevanceTest, OneInFiftyIsShownAllTheSameToSeeWhetherTheFilterIsRight) {
  Teach(40);
  LetTimePass();

  const IngestReport report = office_.Read("news", {ADocument().Titled(kShow).Id(AnId(true))});

  EXPECT_EQ(report.documents_sampled, 1);
  EXPECT_EQ(report.documents_set_aside, 0);
  EXPECT_EQ(report.incidents_opened, 1);
  const DocumentRecord record = Stored("news/" + AnId(true));
  EXPECT_EQ(record.relevance->place, RelevancePlace::kSample);
  EXPECT_EQ(record.matches.size(), 1u);
  EXPECT_TRUE(Tray().empty());
}

TEST_F(RelevanceTest, WhatAPersonSendsBackFromTheTrayCountsFromThenOn) {
  Teach(40);
  LetTimePass();
  const std::string id = "news/" + AnId(false);
  office_.Read("news", {ADocument().Titled(kShow).Id(AnId(false))});
  const size_t incidents = office_.Incidents().size();

  Result<DocumentRecord> back = Say(id, ClickVerdict::kRelevant, "qian");

  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->relevance->place, RelevancePlace::kSentBack);
  EXPECT_EQ(back->relevance->person, "qian");
  EXPECT_TRUE(back->relevance->held.empty());
  ASSERT_EQ(back->matches.size(), 1u);
  EXPECT_TRUE(Tray().empty());
  EXPECT_EQ(office_.Incidents().size(), incidents + 1);
  EXPECT_EQ(StandingOf("complaint").wrong, 1);
  // Nothing takes it away again, whatever its text becomes.
  office_.Read("news", {ADocument().Titled(std::string(kShow) + "，剧组回应").Id(AnId(false))});
  EXPECT_TRUE(Tray().empty());
  EXPECT_EQ(Stored(id).matches.size(), 1u);
}

TEST_F(RelevanceTest, StaysInTheTrayWhileItIsSeenAgainAndIsLookedAtAnewWhenItChanges) {
  Teach(40);
  LetTimePass();
  const std::string id = AnId(false);
  office_.Read("news", {ADocument().Titled(kShow).Id(id)});
  office_.Read("news", {ADocument().Titled(kShow).Id(id)});
  EXPECT_EQ(Tray().size(), 1u);

  const IngestReport report = office_.Read("news", {ADocument().Titled("市民投诉超市售卖过期食品").Id(id)});

  EXPECT_EQ(report.incidents_opened, 1);
  EXPECT_TRUE(Tray().empty());
  EXPECT_EQ(Stored("news/" + id).relevance->place, RelevancePlace::kShown);
}

TEST_F(RelevanceTest, OneThatComesTwiceInABatchIsInTheTrayOnce) {
  Teach(40);
  LetTimePass();
  const ADocument show = ADocument().Titled(kShow).Id(AnId(false));

  const IngestReport report = office_.Read("news", {show, show});

  EXPECT_EQ(report.documents_set_aside, 1);
  EXPECT_EQ(report.incidents_opened, 0);
  EXPECT_EQ(Tray().size(), 1u);
  EXPECT_TRUE(Stored("news/" + AnId(false)).matches.empty());
}

TEST_F(RelevanceTest, NeverMovesWhatAMustReportRuleFound) {
  Teach(40, "食物中毒");
  ASSERT_EQ(StandingOf("poisoning").mode, FilterMode::kActs);
  LetTimePass();

  const IngestReport report = office_.Read("news", {ADocument().Titled("演员新剧开播被观众食物中毒剧情拖沓").Id(AnId(false))});

  EXPECT_EQ(report.documents_set_aside + report.documents_sampled, 0);
  const DocumentRecord record = Stored("news/" + AnId(false));
  EXPECT_EQ(record.matches.size(), 1u);
  ASSERT_TRUE(record.relevance) << "what the filter thinks is shown";
  EXPECT_EQ(record.relevance->place, RelevancePlace::kShown);
}

TEST_F(RelevanceTest, NeverMovesATextThatStatesHarm) {
  Teach(40);
  LetTimePass();

  const IngestReport report =
      office_.Read("news", {ADocument().Titled(kShow).WithText("演员新剧开播现场坍塌，造成3人死亡，观众投诉。").Id(AnId(false))});

  EXPECT_EQ(report.documents_set_aside + report.documents_sampled, 0);
  EXPECT_EQ(Stored("news/" + AnId(false)).matches.size(), 1u);
  EXPECT_TRUE(Stored("news/" + AnId(false)).relevance) << "the filter would have moved it";
}

Config WithARuleMore() {
  Config config = AnOffice();
  config.rules.rules.push_back(config.rules.rules[1]);
  config.rules.rules.back().id = "drama";
  config.rules.rules.back().any.terms = {"新剧"};
  return config;
}

class TwoRulesTest : public RelevanceTest {
 protected:
  TwoRulesTest() : RelevanceTest(WithARuleMore()) {}
};

TEST_F(TwoRulesTest, OneRuleThatKeepsADocumentKeepsIt) {
  for (int i = 0; i < 40; ++i) {
    const std::string id = std::to_string(i);
    office_.Read("news", {ADocument().Titled(ShopTitle(i)).Id("shop" + id), ADocument().Titled(ShowTitle(i)).Id("show" + id)});
    ASSERT_TRUE(Say("news/shop" + id, ClickVerdict::kRelevant, kPeople[i % 4], "complaint").ok());
    ASSERT_TRUE(Say("news/show" + id, ClickVerdict::kOffTopic, kPeople[(i + 1) % 4], "complaint").ok());
  }
  ASSERT_EQ(StandingOf("complaint").mode, FilterMode::kActs);

  const IngestReport report = office_.Read("news", {ADocument().Titled(kShow).Id(AnId(false))});

  EXPECT_EQ(report.documents_set_aside, 0);
  EXPECT_EQ(Stored("news/" + AnId(false)).matches.size(), 2u);
  EXPECT_TRUE(Stored("news/" + AnId(false)).relevance) << "one of the two would have moved it";
}

TEST_F(RelevanceTest, IsLearnedAnewFromTheClicksAtTheNextStart) {
  Teach(40);
  const std::vector<uint32_t> weights = office_.engine().core().filters.by_rule.at("complaint").filter.weights();
  const FilterStanding standing = StandingOf("complaint");

  office_.Restart();

  EXPECT_EQ(office_.engine().core().filters.by_rule.at("complaint").filter.weights(), weights);
  EXPECT_EQ(StandingOf("complaint"), standing);
}

TEST_F(RelevanceTest, TheSameAgainChangesNothingAndTheContraryTakesItBack) {
  office_.Read("news", {ADocument().Titled(ShopTitle(1)).Id("1")});
  ASSERT_TRUE(Say("news/1", ClickVerdict::kOffTopic, "zhang").ok());
  ASSERT_TRUE(Say("news/1", ClickVerdict::kOffTopic, "li").ok());
  EXPECT_EQ(office_.store().Clicks("complaint")->size(), 1u);
  EXPECT_EQ(StandingOf("complaint").off_topic, 1);

  ASSERT_TRUE(Say("news/1", ClickVerdict::kRelevant, "li").ok());

  const std::vector<RelevanceClick> clicks = *office_.store().Clicks("complaint");
  ASSERT_EQ(clicks.size(), 1u);
  EXPECT_EQ(clicks[0].sequence, 2);
  EXPECT_EQ(clicks[0].verdict, ClickVerdict::kRelevant);
  EXPECT_EQ(clicks[0].person, "li");
  EXPECT_EQ(StandingOf("complaint").relevant, 1);
}

TEST_F(RelevanceTest, TakesThirtyClicksADayOfOnePersonOnARule) {
  for (int i = 0; i <= 30; ++i) office_.Read("news", {ADocument().Titled(ShopTitle(i)).Id(std::to_string(i))});
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(Say("news/" + std::to_string(i), ClickVerdict::kOffTopic).ok());

  Result<DocumentRecord> refused = Say("news/30", ClickVerdict::kOffTopic);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(refused.error().message, "您24小时内已对规则“complaint”标注30条，请其他同志继续标注");
  EXPECT_TRUE(Say("news/30", ClickVerdict::kOffTopic, "li").ok());
  office_.SetTime(office_.now() + hours(25));
  office_.Read("news", {ADocument().Titled(ShopTitle(31)).Id("31")});
  EXPECT_TRUE(Say("news/31", ClickVerdict::kOffTopic).ok());
}

TEST_F(RelevanceTest, KeepsTheLastFiveHundredClicksOfARule) {
  Batch batch;
  for (int64_t i = 1; i <= static_cast<int64_t>(kClicksKept); ++i) {
    batch.PutClick({.rule = "complaint",
                    .sequence = i,
                    .document = "old/" + std::to_string(i),
                    .verdict = i % 2 == 0 ? ClickVerdict::kRelevant : ClickVerdict::kOffTopic,
                    .person = "zhang",
                    .at = Morning() - hours(48),
                    .grams = {static_cast<uint32_t>(i)}});
  }
  batch.PutFilter({.rule = "complaint", .standing = {}, .days = {}, .drifted_after = 0, .stepped_back_at = {}, .step_back_reason = {}});
  ASSERT_TRUE(office_.store().Commit(std::move(batch), Sync::kYes).ok());
  office_.Restart();
  office_.Read("news", {ADocument().Titled(ShopTitle(1)).Id("1")});

  ASSERT_TRUE(Say("news/1", ClickVerdict::kRelevant).ok());

  const std::vector<RelevanceClick> clicks = *office_.store().Clicks("complaint");
  EXPECT_EQ(clicks.size(), kClicksKept);
  EXPECT_EQ(clicks.front().sequence, 2);
  EXPECT_EQ(clicks.back().sequence, static_cast<int64_t>(kClicksKept) + 1);
}

TEST_F(RelevanceTest, SaysWhyItCannotBeSaid) {
  office_.Read("news", {ADocument().Titled("某市举办图书节").Id("books"), ADocument().Titled(ShopTitle(1)).Id("1")});

  EXPECT_EQ(Say("news/none", ClickVerdict::kRelevant).error().message, "没有这条信息：news/none");
  EXPECT_EQ(Say("news/books", ClickVerdict::kRelevant).error().message, "没有规则命中这条信息，不必标注");
  EXPECT_EQ(Say("news/1", ClickVerdict::kRelevant, "zhang", "poisoning").error().message, "规则“poisoning”没有命中这条信息");
}

TEST_F(RelevanceTest, StepsBackWhenItsShareDriftsAndSaysSo) {
  Teach(40);
  RuleFilter& rule = office_.engine().core().filters.by_rule.at("complaint");
  const int64_t today = DayOf(office_.now()) + 1;
  rule.record.days.clear();
  for (int64_t day = today - 35; day < today; ++day) {
    rule.record.days.push_back({.day = day, .scored = 10, .called_off = day < today - 7 ? 1 : 8});
  }
  office_.SetTime(office_.now() + hours(24));

  const IngestReport report = office_.Read("news", {ADocument().Titled(kShow).Id(AnId(false))});

  EXPECT_EQ(report.documents_set_aside, 0);
  EXPECT_EQ(StandingOf("complaint").mode, FilterMode::kSteppedBack);
  EXPECT_EQ(StandingOf("complaint").fresh_wanted, kFreshClicks);
  const FilterRecord stored = office_.store().Filters()->front();
  EXPECT_EQ(stored.step_back_reason, "最近7天判为不相关的比例与此前28天相差过大");
  EXPECT_EQ(stored.stepped_back_at, office_.now());
  EXPECT_THAT(AuditActions(), testing::Contains("system relevance.step_back complaint"));
  ASSERT_TRUE(Stored("news/" + AnId(false)).relevance) << "it still says what it thinks";
  office_.Restart();
  EXPECT_EQ(StandingOf("complaint").mode, FilterMode::kSteppedBack);
}

TEST_F(RelevanceTest, StepsBackWhenWhatItSetAsideIsSentBack) {
  Teach(40);
  LetTimePass();
  int sent_back = 0;
  for (int i = 100; i < 130 && StandingOf("complaint").mode == FilterMode::kActs; ++i) {
    const std::string id = "again" + std::to_string(i);
    const IngestReport report = office_.Read("news", {ADocument().Titled(ShowTitle(i)).Id(id)});
    const bool back = report.documents_set_aside == 1 && i % 2 == 0;
    ASSERT_TRUE(Say("news/" + id, back ? ClickVerdict::kRelevant : ClickVerdict::kOffTopic, kPeople[i % 4]).ok());
    sent_back += back ? 1 : 0;
  }
  EXPECT_EQ(StandingOf("complaint").mode, FilterMode::kSteppedBack);
  EXPECT_GE(sent_back, 2);
  EXPECT_EQ(office_.store().Filters()->front().step_back_reason, "标注表明，判为不相关的信息中相关的过多");
}

TEST_F(RelevanceTest, InTheTrayItIsKeptAsLongAsWhatARuleFound) {
  Teach(40);
  LetTimePass();
  office_.Read("news", {ADocument().Titled(kShow).Id(AnId(false))});
  const Duration unmatched = office_.config().retention.unmatched;
  ASSERT_LT(unmatched, office_.config().retention.matched);
  office_.Read("news", {ADocument().Titled("某市举办图书节").Id("last")});

  office_.Wait(unmatched + hours(48));

  EXPECT_EQ(Tray().size(), 1u);
  EXPECT_TRUE(office_.store().FindDocument("news/" + AnId(false)).ok());
}

}  // namespace
}  // namespace fenghuo
