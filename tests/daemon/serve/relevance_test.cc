// What people say about documents over the API, and the tray.

#include <gtest/gtest.h>

#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

DocumentRecord InTheTray(const std::string& id, Timestamp first_seen) {
  DocumentRecord record = ADocumentRecord(id, first_seen);
  RelevanceNote note;
  note.place = RelevancePlace::kTray;
  note.findings = {{.rule = "complaint", .chance_milli = 83, .because = {{"新剧", -412}, {"剧", -200}}}};
  note.held = {{.rule = "complaint", .spans = {}, .must_report = false, .damped = false}};
  record.relevance = note;
  return record;
}

void NameTheRule(Config& config) {
  Rule rule;
  rule.id = "complaint";
  rule.name = "消费投诉";
  config.rules.rules = {rule};
}

TEST(RelevanceRoutesTest, HandTheVerdictToTheCoreWithWhoSaysIt) {
  ABureau bureau({.limits = {}, .change = NameTheRule});
  std::vector<ClickOrder> orders;
  bureau.commands.judge = [&](const ClickOrder& order) -> Result<DocumentRecord> {
    orders.push_back(order);
    DocumentRecord record = InTheTray(order.document, kNow);
    record.relevance->verdict = order.verdict;
    record.relevance->person = order.person;
    record.relevance->at = kNow;
    return record;
  };

  const HttpAnswer answer = bureau.Ask("POST", "/api/v1/documents/saw%2F1/relevance",
                                       {.token = kDeskToken, .body = R"({"verdict":"off_topic","rule":"complaint"})"});

  EXPECT_EQ(answer.status, 200) << answer.body;
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].document, "saw/1");
  EXPECT_EQ(orders[0].rule, "complaint");
  EXPECT_EQ(orders[0].person, "zhang");
  EXPECT_EQ(orders[0].verdict, ClickVerdict::kOffTopic);
  const Json note = answer.json()["relevance"];
  EXPECT_EQ(note["verdict"], "off_topic");
  EXPECT_EQ(note["person_name"], "张某");
  EXPECT_NE(bureau.metrics.Text().find("fenghuo_relevance_clicks_total{verdict=\"off_topic\"} 1"), std::string::npos);
}

TEST(RelevanceRoutesTest, RefuseWhoMayNotSeeOrMayNotSign) {
  ABureau bureau;
  const std::string path = "/api/v1/documents/saw%2F1/relevance";
  const std::string body = R"({"verdict":"relevant"})";
  EXPECT_EQ(bureau.Ask("POST", path, {.token = kViewToken, .body = body}).status, 403);
  EXPECT_EQ(bureau.Ask("POST", path, {.token = kLiaisonToken, .body = body}).status, 403) << "sees its own unit's incidents alone";
  EXPECT_EQ(bureau.Ask("POST", path, {.token = kMuteToken, .body = body}).status, 403);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/tray", {.token = kLiaisonToken}).status, 403);
}

TEST(RelevanceRoutesTest, SayWhatIsWrongWithAVerdict) {
  ABureau bureau;
  const std::string path = "/api/v1/documents/saw%2F1/relevance";
  EXPECT_EQ(bureau.Ask("POST", path, {.token = kDeskToken, .body = "{}"}).status, 400);
  const HttpAnswer answer = bureau.Ask("POST", path, {.token = kDeskToken, .body = R"({"verdict":"maybe"})"});
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("只能是 relevant 或 off_topic"), std::string::npos) << answer.body;
}

TEST(RelevanceRoutesTest, PassOnWhyTheCoreWouldNot) {
  ABureau bureau;
  bureau.commands.judge = [](const ClickOrder&) -> Result<DocumentRecord> { return Invalid("没有规则命中这条信息，不必标注"); };
  const HttpAnswer answer =
      bureau.Ask("POST", "/api/v1/documents/saw%2F1/relevance", {.token = kDeskToken, .body = R"({"verdict":"relevant"})"});
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.json()["detail"], "没有规则命中这条信息，不必标注");
}

TEST(RelevanceRoutesTest, ListTheTrayNewestFirstWithWhyAndLeaveALineInTheAuditTrail) {
  ABureau bureau({.limits = {}, .change = NameTheRule});
  bureau.Put([](Batch& batch) {
    batch.PutDocument(InTheTray("saw/1", kNow - hours(3)));
    batch.PutDocument(InTheTray("saw/2", kNow - hours(2)));
    batch.PutDocument(ADocumentRecord("saw/3", kNow - hours(1)));
    DocumentRecord back = InTheTray("saw/4", kNow);
    back.relevance->place = RelevancePlace::kSentBack;
    batch.PutDocument(back);
  });

  const HttpAnswer answer = bureau.Ask("GET", "/api/v1/tray?limit=1", {.token = kViewToken});

  EXPECT_EQ(answer.status, 200);
  const Json page = answer.json();
  ASSERT_EQ(page["items"].size(), 1u);
  EXPECT_EQ(page["items"][0]["id"], "saw/2");
  const Json finding = page["items"][0]["relevance"]["findings"][0];
  EXPECT_EQ(finding["rule_name"], "消费投诉");
  EXPECT_EQ(finding["chance"], 0.083);
  EXPECT_EQ(finding["because"][0]["text"], "新剧");
  EXPECT_EQ(finding["because"][0]["adds"], -0.412);
  const Json next = bureau.Ask("GET", "/api/v1/tray?limit=1&cursor=" + page["next"].get<std::string>(), {.token = kViewToken}).json();
  ASSERT_EQ(next["items"].size(), 1u);
  EXPECT_EQ(next["items"][0]["id"], "saw/1");
  EXPECT_EQ(bureau.commands.audit().front(), "viewer tray.list saw/2 … saw/2 1");
}

TEST(RelevanceRoutesTest, ATrayThatLosesADocumentStillLists) {
  ABureau bureau;
  bureau.Put([](Batch& batch) { batch.PutDocument(InTheTray("saw/1", kNow - hours(3))); });
  bureau.Put([](Batch& batch) { batch.DeleteDocument(InTheTray("saw/1", kNow - hours(3)), {}, {}); });
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/tray", {.token = kViewToken}).json()["items"].size(), 0u);
}

TEST(RelevanceRoutesTest, SayHowEachFilterStands) {
  ABureau bureau({.limits = {}, .change = NameTheRule});
  FilterRecord record;
  record.rule = "complaint";
  record.standing = {.mode = FilterMode::kSteppedBack, .relevant = 40, .off_topic = 30, .people = 2,
                     .judged = 40, .called_off = 10, .wrong = 2, .fresh_wanted = 12};
  record.stepped_back_at = kNow;
  record.step_back_reason = "最近7天判为不相关的比例与此前28天相差过大";
  bureau.Put([&](Batch& batch) { batch.PutFilter(record); });

  const Json filter = bureau.Ask("GET", "/api/v1/filters", {.token = kViewToken}).json()["items"][0];

  EXPECT_EQ(filter["rule_name"], "消费投诉");
  EXPECT_EQ(filter["mode"], "stepped_back");
  EXPECT_EQ(filter["fresh_wanted"], 12);
  EXPECT_FALSE(filter.contains("threshold"));
  EXPECT_EQ(filter["step_back_reason"], "最近7天判为不相关的比例与此前28天相差过大");
  EXPECT_NE(bureau.metrics.Text().find("fenghuo_relevance_filters{state=\"stepped_back\"} 1"), std::string::npos);
}

}  // namespace
}  // namespace fenghuo
