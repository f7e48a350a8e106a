// Drills over the API, and what is shown of them elsewhere.

#include <gtest/gtest.h>

#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

std::string BodyOf(const std::string& scenario) {
  return Dump(Json{{"file", "d.yml"}, {"scenario", scenario}, {"mirror", "group"}});
}

Drill ADrill() {
  Drill drill;
  drill.number = 2;
  drill.scenario.name = "校园餐";
  drill.scenario.participants = {"zhang"};
  drill.scenario.expected.acknowledged = minutes(10);
  drill.started_by = "zhang";
  drill.started_at = kNow - hours(1);
  return drill;
}

TEST(DrillsTest, OneIsStartedByWhoeverMayAsThePersonWhoAsks) {
  ABureau bureau;
  std::string asked;
  bureau.commands.drill = [&](const DrillWish& wish) -> Result<Drill> {
    asked = wish.begin->person + " " + wish.begin->scenario.name + " -> " + wish.begin->mirror;
    return ADrill();
  };
  const std::string scenario = "name: 校园餐\nparticipants: [zhang]\ndocuments:\n  - {at: +0m, source: 某号, tier: city, title: 呕吐}\n";
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/drills", {.token = kDeskToken, .body = BodyOf(scenario)}).status, 403);
  EXPECT_EQ(asked, "");

  HttpAnswer answer = bureau.Ask("POST", "/api/v1/drills", {.token = kChiefToken, .body = BodyOf(scenario)});

  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_NE(asked.find(" 校园餐 -> group"), std::string::npos) << asked;
  EXPECT_EQ(answer.json()["name"], "【演练】校园餐");
  EXPECT_EQ(answer.json()["running"], true);
}

TEST(DrillsTest, EverythingThatIsWrongWithAScenarioIsSaidAtOnce) {
  ABureau bureau;
  HttpAnswer answer = bureau.Ask("POST", "/api/v1/drills", {.token = kChiefToken, .body = BodyOf("\n\nparticipants: [zhang]\n")});
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.json()["detail"], "d.yml:3: name: must be given\nd.yml:3: documents: must be given");
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/drills", {.token = kChiefToken, .body = "{}"}).status, 400);
}

TEST(DrillsTest, AreListedAndReportedAndStopped) {
  ABureau bureau;
  Incident incident = AnIncident("drill-2026-0711-01");
  incident.drill = 2;
  incident.opened_at = kNow - minutes(50);
  incident.first_seen = kNow - minutes(51);
  incident.first_acknowledged_at = kNow - minutes(45);
  bureau.Put(incident);
  bureau.Put([](Batch& batch) { batch.PutDrill(ADrill()); });

  EXPECT_EQ(bureau.Ask("GET", "/api/v1/drills", {.token = kViewToken}).json()["items"].size(), 1U);
  const Json report = bureau.Ask("GET", "/api/v1/drills/2", {.token = kViewToken}).json();
  ASSERT_EQ(report["cases"].size(), 1U);
  EXPECT_EQ(report["cases"][0]["milestones"][1],
            Json::parse(R"({"name":"acknowledged","expected_seconds":600,"measured_seconds":360,"in_time":true})"));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/drills/9", {.token = kViewToken}).status, 404);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/drills/2x", {.token = kViewToken}).status, 404);

  std::string reason;
  bureau.commands.drill = [&](const DrillWish& wish) -> Result<Drill> {
    reason = wish.end_reason;
    return ADrill();
  };
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/drills/2/stop", {.token = kDeskToken, .body = "{}"}).status, 403);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/drills/2/stop", {.token = kChiefToken, .body = "{}"}).status, 200);
  EXPECT_EQ(reason, "演练完毕");
}

TEST(DrillsTest, TheirIncidentsAreListedMarkedAndCountedNowhere) {
  ABureau bureau;
  Incident incident = AnIncident("drill-2026-0711-01");
  incident.drill = 2;
  incident.title = "【演练】呕吐";
  bureau.Put(incident);
  const Json list = bureau.Ask("GET", "/api/v1/incidents", {.token = kViewToken}).json();
  ASSERT_EQ(list["items"].size(), 1U);
  EXPECT_EQ(list["items"][0]["drill"], 2);
  EXPECT_EQ(list["items"][0]["title"], "【演练】呕吐");
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/status", {.token = kViewToken}).json()["incidents"]["open"], 0);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/unhandled", {.token = kViewToken}).json()["items"].size(), 0U);
}

TEST(DrillsTest, TheirDocumentsAreMarkedAndWhatWasFoundStandsBehindTheMark) {
  ABureau bureau;
  DocumentRecord record;
  record.document.id = "drill:2/1";
  record.document.title = "学生呕吐";
  record.first_seen = record.last_seen = kNow;
  record.matches = {Match{.rule = "ill", .spans = {{Span::Field::kTitle, 6, 12}, {Span::Field::kText, 3, 9}}, .severity = {}}};
  Story story;
  story.id = "drill:2/1";
  story.title = "学生呕吐";
  bureau.Put([&](Batch& batch) {
    batch.PutDocument(record);
    batch.PutStory(story);
  });
  const Json shown = bureau.Ask("GET", "/api/v1/documents/drill:2%2F1", {.token = kViewToken}).json();
  EXPECT_EQ(shown["title"], "【演练】学生呕吐");
  EXPECT_EQ(shown["drill"], 2);
  EXPECT_EQ(shown["matches"][0]["spans"], Json::parse(R"([["title",18,24],["text",3,9]])"));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/stories/drill:2%2F1", {.token = kViewToken}).json()["title"], "【演练】学生呕吐");
}

}  // namespace
}  // namespace fenghuo
