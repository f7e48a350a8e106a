// The ledger of an incident over the API: what reaches the core, and who may.

#include <gtest/gtest.h>

#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

Desk ADesk() {
  const Config config = AConfig();
  return {.policies = config.policies, .roster = Roster(config.staff), .channels = config.channels, .zone = config.zone, .city = "某市",
          .public_url = ""};
}

// The decision is the core's own: the script only says what it was asked on.
void DecideOn(ABureau& bureau, const Incident& incident, std::vector<std::string>& deeds) {
  bureau.commands.do_deed = [incident, &deeds](const std::string& id, const LedgerDeed& deed) -> Result<Incident> {
    EXPECT_EQ(id, incident.id);
    Result<Decision> decided = deed.decide(incident, ADesk(), kNow);
    if (!decided.ok()) return decided.error();
    deeds.push_back(deed.actor + " " + deed.action + " " + deed.detail);
    return decided->incident;
  };
}

Incident WithAClock() {
  Incident incident = AnIncident("2026-0711-01");
  IncidentClock clock;
  clock.number = 1;
  clock.name = "权威信息发布";
  clock.basis = "某文";
  clock.owners = {Role::kDeputyInCharge};
  clock.countdown.started_at = kNow - hours(1);
  clock.countdown.due = kNow + hours(4);
  incident.clocks = {clock};
  return incident;
}

TEST(LedgerTest, ShowsTheClocksOfAnIncidentWithTheirOwner) {
  ABureau bureau;
  bureau.Put(WithAClock());

  const Json page = bureau.Ask("GET", "/api/v1/incidents/2026-0711-01", {.token = kViewToken}).json();

  ASSERT_EQ(page["clocks"].size(), 1U);
  EXPECT_EQ(page["clocks"][0]["name"], "权威信息发布");
  EXPECT_EQ(page["clocks"][0]["due"], FormatRfc3339(kNow + hours(4)));
  EXPECT_FALSE(page["clocks"][0].contains("ended"));
}

TEST(LedgerTest, StopsAClockAsThePersonWhoAsks) {
  std::vector<std::string> deeds;
  ABureau bureau;
  DecideOn(bureau, WithAClock(), deeds);

  HttpAnswer answer = bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/clocks/1/stop",
                                 {.token = kDeskToken, .body = R"({"note": "https://gov.example/1"})"});

  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json()["clocks"][0]["ended"]["person"], "zhang");
  EXPECT_EQ(answer.json()["clocks"][0]["ended"]["note"], "https://gov.example/1");
  EXPECT_EQ(deeds, std::vector<std::string>{"zhang clock.stop 1 https://gov.example/1"});
}

TEST(LedgerTest, StartsAClockOfOnesOwn) {
  std::vector<std::string> deeds;
  ABureau bureau;
  DecideOn(bureau, AnIncident("2026-0711-01"), deeds);

  HttpAnswer answer = bureau.Ask(
      "POST", "/api/v1/incidents/2026-0711-01/clocks",
      {.token = kDeskToken, .body = Json({{"name", "答复记者"}, {"due", FormatRfc3339(kNow + hours(3))}}).dump()});

  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json()["clocks"][0]["name"], "答复记者");
}

TEST(LedgerTest, RefusesWhoMayOnlyLookAndWhatHasNoNote) {
  std::vector<std::string> deeds;
  ABureau bureau;
  DecideOn(bureau, WithAClock(), deeds);
  const char* path = "/api/v1/incidents/2026-0711-01/clocks/1/stop";

  EXPECT_EQ(bureau.Ask("POST", path, {.token = kViewToken, .body = R"({"note": "已发布"})"}).status, 403);
  EXPECT_EQ(bureau.Ask("POST", path, {.token = kDeskToken, .body = "{}"}).status, 400);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/clocks/x/stop", {.token = kDeskToken, .body = R"({"note": "已发布"})"}).status,
            404);
  EXPECT_TRUE(deeds.empty());
}

Incident WithATask(TaskState state) {
  Incident incident = AnIncident("2026-0711-01");
  Task task;
  task.number = 1;
  task.state = state;
  task.unit = "catering";
  task.owner = "li";
  task.what = "现场检查";
  task.assigned_by = "li";
  task.countdown = {.started_at = kNow - hours(2), .due = kNow - hours(1)};
  if (state == TaskState::kAnswered) task.answered_at = kNow;
  incident.tasks = {task};
  return incident;
}

TEST(LedgerTest, GivesATaskToAUnitOnlyForWhoMayAssess) {
  std::vector<std::string> deeds;
  ABureau bureau;
  DecideOn(bureau, AnIncident("2026-0711-01"), deeds);
  const std::string body = Json({{"unit", "catering"}, {"what", "现场检查"}, {"due", FormatRfc3339(kNow + hours(3))}}).dump();

  EXPECT_EQ(bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/tasks", {.token = kDeskToken, .body = body}).status, 403);
  HttpAnswer answer = bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/tasks", {.token = kChiefToken, .body = body});

  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json()["tasks"][0]["unit_name"], "餐饮科");
  EXPECT_EQ(answer.json()["tasks"][0]["state"], "assigned");
  EXPECT_EQ(deeds, std::vector<std::string>{"li task.assign catering 现场检查"});
}

TEST(LedgerTest, LetsAUnitAnswerAndTheOfficeFinish) {
  std::vector<std::string> deeds;
  ABureau bureau;
  DecideOn(bureau, WithATask(TaskState::kWorking), deeds);
  const std::string note = R"({"note": "已检查"})";

  HttpAnswer answer = bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/tasks/1/answer", {.token = kDeskToken, .body = note});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json()["tasks"][0]["answer"], "已检查");
  EXPECT_EQ(answer.json()["tasks"][0]["deeds"], Json::parse(R"(["return", "finish", "hand_over"])"));
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/tasks/1/finish", {.token = kDeskToken, .body = note}).status, 403);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/tasks/1/burn", {.token = kDeskToken, .body = note}).status, 404);
}

TEST(LedgerTest, DraftsAReportFromTheTimelineAndKeepsWhatWasDrafted) {
  std::vector<std::string> deeds;
  ABureau bureau;
  Incident incident = AnIncident("2026-0711-01");
  UpwardReport report;
  report.number = 1;
  report.offices = {"市政府总值班室"};
  incident.reports = {report};
  bureau.Put([&](Batch& batch) {
    batch.PutIncident(incident);
    batch.PutTimelineEntry({incident.id, 1, kNow, "note", "zhang", "张某办理记录：已电话核实。"});
  });
  DecideOn(bureau, incident, deeds);

  const Json draft = bureau.Ask("GET", "/api/v1/incidents/2026-0711-01/reports/1/draft", {.token = kViewToken}).json();
  EXPECT_EQ(draft["title"], "首报");
  EXPECT_NE(draft["text"].get<std::string>().find("7月11日10:00，张某办理记录：已电话核实。"), std::string::npos) << draft["text"];

  HttpAnswer drafted = bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/reports/1/draft", {.token = kDeskToken, .body = R"({"text": "改过的"})"});
  ASSERT_EQ(drafted.status, 200) << drafted.body;
  EXPECT_EQ(drafted.json()["reports"][0]["text"], "改过的");
  EXPECT_EQ(drafted.json()["reports"][0]["drafted_by"], "zhang");
}

TEST(LedgerTest, ListsWhatNobodyHandledInTime) {
  ABureau bureau;
  bureau.Put(WithATask(TaskState::kWorking));
  Incident over = WithATask(TaskState::kWorking);
  over.id = "2026-0711-02";
  over.state = IncidentState::kClosed;
  bureau.Put(over);

  const Json items = bureau.Ask("GET", "/api/v1/unhandled", {.token = kViewToken}).json()["items"];

  ASSERT_EQ(items.size(), 2U) << items.dump();
  EXPECT_EQ(items[0]["incident"], "2026-0711-01");
  EXPECT_EQ(items[0]["what"], "交办事项1（餐饮科）超期未反馈");
  EXPECT_EQ(items[1]["what"], "超期未签收");
}

}  // namespace
}  // namespace fenghuo
