// Incidents over the API.

#include <gtest/gtest.h>

#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

std::vector<std::string> IdsOf(const Json& page, const char* field = "incident") {
  std::vector<std::string> ids;
  for (const Json& item : page["items"]) ids.push_back(item.value(field, ""));
  return ids;
}

TEST(IncidentsTest, ListsTheOpenOnesNewestFirst) {
  ABureau bureau;
  Incident old = AnIncident("2026-0711-01");
  old.opened_at = kNow - hours(5);
  Incident closed = AnIncident("2026-0711-02");
  closed.state = IncidentState::kClosed;
  bureau.Put(old);
  bureau.Put(closed);
  bureau.Put(AnIncident("2026-0711-03"));

  HttpAnswer open = bureau.Ask("GET", "/api/v1/incidents", {.token = kViewToken});
  EXPECT_EQ(IdsOf(open.json()), (std::vector<std::string>{"2026-0711-03", "2026-0711-01"}));
  EXPECT_FALSE(open.json().contains("next"));
  HttpAnswer all = bureau.Ask("GET", "/api/v1/incidents?state=all", {.token = kViewToken});
  EXPECT_EQ(IdsOf(all.json()).size(), 3U);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents?state=some", {.token = kViewToken}).status, 400);
}

TEST(IncidentsTest, ShowALiaisonOnlyWhatIsTheirs) {
  ABureau bureau;
  Incident elsewhere = AnIncident("2026-0711-02");
  elsewhere.departments = {"drugs"};
  bureau.Put(AnIncident("2026-0711-01"));
  bureau.Put(elsewhere);
  auto ask = [&](const std::string& path) { return bureau.Ask("GET", path, {.token = kLiaisonToken}); };

  for (const char* list : {"/api/v1/incidents", "/api/v1/incidents?state=all"}) {
    EXPECT_EQ(IdsOf(ask(list).json()), std::vector<std::string>{"2026-0711-01"}) << list;
  }
  EXPECT_EQ(ask("/api/v1/status").json()["incidents"]["open"], 1);
  EXPECT_EQ(ask("/api/v1/incidents/2026-0711-01").status, 200);
  EXPECT_EQ(ask("/api/v1/incidents/2026-0711-02").status, 403);
  EXPECT_EQ(ask("/api/v1/incidents/2026-0711-02").json()["detail"], "这起舆情事件不由您或您的单位办理，没有权限：view");
  HttpAnswer signs = bureau.Ask("POST", "/api/v1/incidents/2026-0711-02/actions",
                                {.token = kLiaisonToken, .body = R"({"action":"acknowledge"})"});
  EXPECT_EQ(signs.status, 403);
  for (const char* path : {"/api/v1/documents", "/api/v1/stories", "/api/v1/sources", "/api/v1/deliveries"}) {
    EXPECT_EQ(ask(path).status, 403) << path;
  }
}

TEST(IncidentsTest, LeaveALineInTheAuditTrailWhenTheyAreOpenedOneAnHourForEachPerson) {
  ABureau bureau;
  bureau.Put(AnIncident("2026-0711-01"));
  bureau.Put(AnIncident("2026-0711-02"));
  auto open = [&](const std::string& id, const std::string& token) {
    EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents/" + id, {.token = token, .lines = {"Fenghuo-Unattended: 1"}}).status, 200);
  };

  bureau.Ask("GET", "/api/v1/incidents", {.token = kViewToken});
  for (int i = 0; i < 3; ++i) open("2026-0711-01", kViewToken);
  open("2026-0711-01", kDeskToken);
  open("2026-0711-02", kViewToken);
  bureau.clock.Advance(minutes(59));
  open("2026-0711-01", kViewToken);
  bureau.clock.Advance(minutes(1));
  open("2026-0711-01", kViewToken);

  EXPECT_EQ(bureau.commands.audit(),
            (std::vector<std::string>{"viewer incident.read 2026-0711-01 ", "zhang incident.read 2026-0711-01 ",
                                      "viewer incident.read 2026-0711-02 ", "viewer incident.read 2026-0711-01 "}));
}

TEST(IncidentsTest, ALineThatIsNotKeptCoversNothing) {
  ServeLimits impatient;
  impatient.command = milliseconds(200);
  ABureau bureau({.limits = impatient});
  bureau.Put(AnIncident("2026-0711-01"));
  bureau.commands.silent = true;
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents/2026-0711-01", {.token = kViewToken}).status, 503);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents/2026-0711-01", {.token = kViewToken}).status, 503);
  EXPECT_EQ(bureau.commands.audit().size(), 2u);
}

TEST(IncidentsTest, PagesThroughBothListsWithoutGapOrRepeat) {
  ABureau bureau;
  for (int i = 1; i <= 7; ++i) {
    Incident incident = AnIncident("2026-0711-0" + std::to_string(i));
    incident.opened_at = kNow - minutes(i % 3);  // some at the same time
    bureau.Put(incident);
  }
  for (const std::string state : {"open", "all"}) {
    std::set<std::string> seen;
    size_t pages = 0;
    for (std::string cursor;; ++pages) {
      HttpAnswer page = bureau.Ask("GET", "/api/v1/incidents?limit=3&state=" + state + cursor, {.token = kViewToken});
      ASSERT_EQ(page.status, 200) << page.body;
      for (const std::string& id : IdsOf(page.json())) EXPECT_TRUE(seen.insert(id).second) << id;
      if (!page.json().contains("next")) break;
      cursor = "&cursor=" + page.json()["next"].get<std::string>();
    }
    EXPECT_EQ(seen.size(), 7U) << state;
    EXPECT_EQ(pages, 2U) << state;
  }
}

TEST(IncidentsTest, RefusesALimitOrCursorThatIsNone) {
  ABureau bureau;
  for (const char* query : {"limit=0", "limit=1001", "limit=-1", "limit=ten", "limit=", "limit=1.5", "state=all&cursor=x"}) {
    HttpAnswer answer = bureau.Ask("GET", std::string("/api/v1/incidents?") + query, {.token = kViewToken});
    EXPECT_EQ(answer.status, 400) << query;
  }
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents?limit=0", {.token = kViewToken}).json().value("detail", ""),
            "limit 应为 1 到 1000 的整数");
}

TEST(IncidentsTest, ShowsOneWithEverythingThatBelongsToIt) {
  ABureau bureau;
  Incident incident = AnIncident("2026-0711-01");
  incident.story = "saw/1";
  incident.acknowledgement = Acknowledgement{"zhang", "li", kNow, kNow + hours(1)};
  incident.state = IncidentState::kAcknowledged;
  bureau.Put([&](Batch& batch) {
    batch.PutIncident(incident);
    batch.PutTimelineEntry({incident.id, 1, kNow, "opened", "system", "系统发现。"});
    batch.PutTimelineEntry({incident.id, 2, kNow, "acknowledged", "zhang", "张某签收。"});
    Story story;
    story.id = "saw/1";
    story.title = incident.title;
    story.documents = 2;
    batch.PutStory(story);
    JudgementRecord judgement;
    judgement.story = "saw/1";
    judgement.card.risk_milli = 61400;
    judgement.card.level = 2;
    judgement.grade.level = 2;
    judgement.incident = incident.id;
    batch.PutJudgement(judgement);
    for (const char* id : {"saw/1", "saw/2"}) {
      DocumentRecord record = ADocumentRecord(id, kNow - minutes(30));
      record.story = "saw/1";
      batch.PutDocument(record);
      batch.PutStoryMember("saw/1", id, record.first_seen);
    }
    Notification told = ANotification("n1", DeliveryState::kDelivered);
    told.message.incident = incident.id;
    batch.PutNotification(told);
  });

  Json shown = bureau.Ask("GET", "/api/v1/incidents/2026-0711-01", {.token = kDeskToken}).json();
  EXPECT_EQ(shown["incident"], "2026-0711-01");
  EXPECT_EQ(shown["acknowledgement"]["name"], "张某");
  EXPECT_EQ(shown["acknowledgement"]["entered_by_name"], "李某");
  EXPECT_EQ(shown["responsible"], "餐饮科");
  ASSERT_EQ(shown["timeline"].size(), 2U);
  EXPECT_FALSE(shown["timeline"][0].contains("actor_name"));
  EXPECT_EQ(shown["timeline"][1]["actor_name"], "张某");
  EXPECT_EQ(shown["score_card"]["risk"], 61.4);
  EXPECT_EQ(shown["story"]["id"], "saw/1");
  EXPECT_EQ(shown["story_id"], "saw/1");
  ASSERT_EQ(shown["documents"].size(), 2U);
  EXPECT_EQ(shown["documents"][0]["source_name"], "看见网");
  ASSERT_EQ(shown["notifications"].size(), 1U);
  EXPECT_EQ(shown["notifications"][0]["receivers"][0]["name"], "张某");
  // Only what this person may do: closing and assessing are others' business.
  EXPECT_EQ(shown["actions"], Json({"handle", "escalate", "note"}));
}

TEST(IncidentsTest, SaysThatThereIsNone) {
  ABureau bureau;
  HttpAnswer answer = bureau.Ask("GET", "/api/v1/incidents/2026-0711-99", {.token = kViewToken});
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.json().value("detail", ""), "没有编号为 2026-0711-99 的舆情事件");
}

TEST(IncidentsTest, GivesHostileTitlesAsJsonTextOnly) {
  ABureau bureau;
  Incident incident = AnIncident("2026-0711-01");
  incident.title = "</script><script>alert(1)</script>\"\n\xff\xe2\x80\xa8";
  bureau.Put(incident);
  HttpAnswer answer = bureau.Ask("GET", "/api/v1/incidents/2026-0711-01", {.token = kViewToken});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.Header("content-type"), "application/json");
  EXPECT_EQ(answer.Header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.json()["title"], "</script><script>alert(1)</script>\"\n\xef\xbf\xbd\xe2\x80\xa8");
  EXPECT_EQ(answer.body.find("\xe2\x80\xa8"), std::string::npos);
}

TEST(IncidentsTest, ActsForThePersonOfTheTokenUnlessAnotherIsNamed) {
  ABureau bureau;
  bureau.commands.act = [](const std::string& id, const Action& action) {
    Incident incident = AnIncident(id);
    incident.acknowledgement = Acknowledgement{action.person, action.entered_by, kNow, kNow + hours(1)};
    return incident;
  };
  const std::string path = "/api/v1/incidents/2026-0711-01/actions";
  HttpAnswer own = bureau.Ask("POST", path, {.token = kDeskToken, .body = R"({"action":"acknowledge"})"});
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.json()["acknowledgement"]["person"], "zhang");
  HttpAnswer other = bureau.Ask("POST", path, {.token = kDeskToken, .body = R"({"action":"acknowledge","person":"li"})"});
  EXPECT_EQ(other.json()["acknowledgement"]["name"], "李某");
  // Who pressed the button cannot be said by the body.
  bureau.Ask("POST", path, {.token = kDeskToken, .body = R"({"action":"note","note":"已到场","entered_by":"li"})"});
  std::vector<std::pair<std::string, Action>> asked = bureau.commands.actions();
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_EQ(asked[1].second.entered_by, "zhang");
  EXPECT_EQ(asked[1].second.person, "li");
  EXPECT_EQ(asked[2].second.entered_by, "zhang");
  EXPECT_EQ(asked[2].second.note, "已到场");
}

TEST(IncidentsTest, PassesOnWhyAnActionIsNotAllowed) {
  ABureau bureau;
  bureau.commands.act = [](const std::string&, const Action&) -> Result<Incident> { return Invalid("已办结的舆情事件不能签收"); };
  const std::string path = "/api/v1/incidents/2026-0711-01/actions";
  HttpAnswer answer = bureau.Ask("POST", path, {.token = kDeskToken, .body = R"({"action":"acknowledge"})"});
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.body, R"({"type":"about:blank","title":"Conflict","status":409,"detail":"已办结的舆情事件不能签收"})");
}

TEST(IncidentsTest, NamesEverythingThatIsWrongWithAnAction) {
  ABureau bureau;
  const std::string path = "/api/v1/incidents/2026-0711-01/actions";
  auto detail = [&](const std::string& body) {
    return bureau.Ask("POST", path, {.token = kChiefToken, .body = body}).json().value("detail", "");
  };
  EXPECT_EQ(detail(R"({})"), "action：不能为空");
  EXPECT_EQ(detail(R"({"action":"dance"})"), "action：没有这个操作：dance");
  EXPECT_EQ(detail(R"({"action":"assess","level":5,"person":"nobody","note":7})"),
            "person：没有这个人：nobody；note：应为文字；level：应为 1 到 4 的整数");
  EXPECT_EQ(detail("{"), "请求内容不是合法的 JSON");
  EXPECT_EQ(detail("[]"), "请求内容应为 JSON 对象");
  EXPECT_EQ(detail(R"({"action":"note","action":"close"})"), "请求内容中字段重复：action");
  EXPECT_EQ(detail(std::string(100'000, '[')), "请求内容嵌套过深");
  EXPECT_TRUE(bureau.commands.actions().empty());
}

TEST(IncidentsTest, OpensOneByHand) {
  ABureau bureau;
  bureau.commands.open = [](const ManualReport& report) {
    Incident incident = AnIncident("2026-0711-05");
    incident.title = report.title;
    return incident;
  };
  const std::string body = R"({"title":" 记者询问某超市过期面包 ","level":3,"locality":"concerned","category":"食品流通",
      "departments":["catering"],"county_unit":"","story":"","origin":{"source":"记者来电","told_by":"某报记者","demand":"下午答复",
      "deadline":"2026-07-11T18:00:00+08:00","entered_by":"li"}})";
  HttpAnswer answer = bureau.Ask("POST", "/api/v1/incidents", {.token = kDeskToken, .body = body});
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.Header("location"), "/api/v1/incidents/2026-0711-05");
  EXPECT_EQ(answer.json()["title"], "记者询问某超市过期面包");
  ASSERT_EQ(bureau.commands.reports().size(), 1U);
  ManualReport report = bureau.commands.reports()[0];
  EXPECT_EQ(report.level, 3);
  EXPECT_EQ(report.locality, Locality::kConcerned);
  EXPECT_EQ(report.origin.entered_by, "zhang");
  EXPECT_EQ(report.origin.deadline, *ParseRfc3339("2026-07-11T10:00:00Z"));
}

TEST(IncidentsTest, NamesEverythingThatIsWrongWithAReport) {
  ABureau bureau;
  const std::string body = R"({"title":"","level":0,"locality":"here","departments":["catering","dance"],"county_unit":"moon",
      "story":"none","origin":{"told_by":"a\u0000b","deadline":"soon"}})";
  HttpAnswer answer = bureau.Ask("POST", "/api/v1/incidents", {.token = kDeskToken, .body = body});
  EXPECT_EQ(answer.status, 400);
  std::vector<std::string> lines;
  const Json problem = answer.json();
  for (const Json& one : problem["errors"]) {
    lines.push_back(one["field"].get<std::string>() + "：" + one["detail"].get<std::string>());
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"title：不能为空", "level：应为 1 到 4 的整数",
                                             "locality：应为 local、concerned、elsewhere、unknown 之一",
                                             "departments：没有这个单位：dance", "county_unit：没有这个单位：moon",
                                             "story：没有这个话题", "origin.source：不能为空", "origin.told_by：含有控制字符",
                                             "origin.deadline：应为时间，例如 2026-07-11T18:00:00+08:00"}));
  EXPECT_TRUE(bureau.commands.reports().empty());
}

}  // namespace
}  // namespace fenghuo
