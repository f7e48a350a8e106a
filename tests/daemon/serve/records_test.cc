// Documents, stories, sources, deliveries, status and roster over the API.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts/incident/shift_change.h"
#include "daemon/crawl/raw_body.h"
#include "daemon/serve/target.h"
#include "tests/daemon/serve/a_bureau.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

TEST(DocumentsTest, FindsOneWhoseIdHoldsAnything) {
  ABureau bureau;
  const std::string id = "saw/https://saw.example/a?b=1&c=%2F#d/../雾";
  bureau.Put([&](Batch& batch) {
    DocumentRecord record = ADocumentRecord(id, kNow);
    batch.PutDocument(record);
    DocumentRecord earlier = record;
    earlier.document.title = "原标题";
    batch.PutDocumentVersion(earlier);
    Observation seen;
    seen.at = kNow;
    seen.rank = 3;
    batch.PutObservation(id, seen);
  });
  HttpAnswer answer = bureau.Ask("GET", "/api/v1/documents/" + EscapeSegment(id), {.token = kViewToken});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json()["id"], id);
  EXPECT_EQ(answer.json()["text"], "正文。");
  EXPECT_EQ(answer.json()["source_name"], "看见网");
  EXPECT_EQ(answer.json()["observations"][0]["rank"], 3);
  EXPECT_EQ(answer.json()["versions"][0]["title"], "原标题");
  EXPECT_EQ(bureau.commands.audit(), std::vector<std::string>{"viewer document.read " + id + " "});
}

TEST(DocumentsTest, AreReadByOnePersonTenTimesASecondAtMostSoThatTheAuditTrailStaysBounded) {
  ABureau bureau;
  bureau.Put([&](Batch& batch) { batch.PutDocument(ADocumentRecord("saw/1", kNow)); });
  std::string many;
  for (int i = 0; i < 601; ++i) {
    many += "GET /api/v1/documents/saw%2F1 HTTP/1.1\r\nHost: " + bureau.host() + "\r\nAuthorization: Bearer " + kViewToken + "\r\n";
    many += i == 600 ? "Connection: close\r\n\r\n" : "\r\n";
  }

  const std::string answers = bureau.SendRaw(many, seconds(30));

  EXPECT_EQ(bureau.commands.audit().size(), 600u);
  EXPECT_NE(answers.find("HTTP/1.1 429 "), std::string::npos);
  EXPECT_NE(answers.find("Retry-After: 1\r\n"), std::string::npos);
  EXPECT_NE(answers.find("查阅过于频繁，请稍后再试"), std::string::npos);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/documents/saw%2F1", {.token = kDeskToken}).status, 200);
}

TEST(DocumentsTest, SayHowManyEarlierVersionsAreNotKept) {
  ABureau bureau;
  bureau.Put([&](Batch& batch) {
    DocumentRecord record = ADocumentRecord("saw/1", kNow);
    record.version = 60;
    record.versions = {.from = 40, .found = 7, .bytes = 100};
    batch.PutDocument(record);
    for (int version = 1; version < 60; ++version) {  // as a store from before they were bounded
      DocumentRecord earlier = ADocumentRecord("saw/1", kNow);
      earlier.version = version;
      batch.PutDocumentVersion(earlier);
    }
  });
  Json shown = bureau.Ask("GET", "/api/v1/documents/saw%2F1", {.token = kViewToken}).json();
  EXPECT_EQ(shown["versions_dropped"], 37);
  ASSERT_EQ(shown["versions"].size(), 30U);
  EXPECT_EQ(shown["versions"][0]["version"], 1);
  EXPECT_EQ(shown["versions"][1]["version"], 31);
}

TEST(DocumentsTest, AreNotReadBeforeTheAuditTrailHasKeptWhoReads) {
  ServeLimits impatient;
  impatient.command = milliseconds(200);
  ABureau bureau({.limits = impatient});
  bureau.Put([&](Batch& batch) { batch.PutDocument(ADocumentRecord("saw/1", kNow)); });
  bureau.commands.silent = true;

  HttpAnswer answer = bureau.Ask("GET", "/api/v1/documents/saw%2F1", {.token = kViewToken});

  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body.find("正文"), std::string::npos);
  EXPECT_EQ(bureau.commands.audit(), std::vector<std::string>{"viewer document.read saw/1 "});
}

TEST(DocumentsTest, ListsThemWithoutTheirTextAndNotesWhoReadWhichPage) {
  ABureau bureau;
  bureau.Put([&](Batch& batch) {
    DocumentRecord record = ADocumentRecord("saw/1", kNow);
    for (int i = 0; i < 300; ++i) record.document.text += "长";
    batch.PutDocument(record);
    batch.PutDocument(ADocumentRecord("saw/2", kNow - minutes(1)));
  });
  Json first = bureau.Ask("GET", "/api/v1/documents?limit=1", {.token = kViewToken}).json();
  ASSERT_EQ(first["items"].size(), 1U);
  EXPECT_EQ(first["items"][0]["id"], "saw/1");
  EXPECT_FALSE(first["items"][0].contains("text"));
  EXPECT_LT(first["items"][0]["excerpt"].get<std::string>().size(), 620U);
  Json second = bureau.Ask("GET", "/api/v1/documents?limit=1&cursor=" + first["next"].get<std::string>(), {.token = kViewToken}).json();
  EXPECT_EQ(second["items"][0]["id"], "saw/2");
  EXPECT_EQ(bureau.commands.audit(), (std::vector<std::string>{"viewer document.list saw/1 … saw/1 1", "viewer document.list saw/2 … saw/2 1"}));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/documents?cursor=nonsense", {.token = kViewToken}).status, 400);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/documents/none", {.token = kViewToken}).status, 404);
}

TEST(StoriesTest, ShowsAStoryWithItsJudgementOrWithout) {
  ABureau bureau;
  bureau.Put([&](Batch& batch) {
    Story quiet;
    quiet.id = "a/1";
    quiet.title = "平静";
    batch.PutStory(quiet);
    Story loud = quiet;
    loud.id = "b/1";
    batch.PutStory(loud);
    JudgementRecord judgement;
    judgement.story = "b/1";
    judgement.grade.level = 3;
    judgement.card.heat_milli = 42500;
    judgement.category = "校园用餐";
    batch.PutJudgement(judgement);
  });
  Json list = bureau.Ask("GET", "/api/v1/stories", {.token = kViewToken}).json();
  ASSERT_EQ(list["items"].size(), 2U);
  EXPECT_FALSE(list["items"][0].contains("level"));
  EXPECT_EQ(list["items"][1]["heat"], 42.5);
  EXPECT_TRUE(bureau.commands.audit().empty()) << "titles alone are nobody's text";
  Json one = bureau.Ask("GET", "/api/v1/stories/b%2F1", {.token = kViewToken}).json();
  EXPECT_EQ(bureau.commands.audit(), std::vector<std::string>{"viewer story.read b/1 "});
  EXPECT_EQ(one["category"], "校园用餐");
  EXPECT_TRUE(one.contains("score_card"));
  EXPECT_FALSE(bureau.Ask("GET", "/api/v1/stories/a%2F1", {.token = kViewToken}).json().contains("score_card"));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/stories/none", {.token = kViewToken}).status, 404);
}

TEST(SourcesTest, GivesWhatASourceSentAsAFileToThoseWhoOperate) {
  TemporaryDirectory data;
  ABureau bureau({.change = [&](Config& config) { config.data_path = data.Path(""); }});
  RawBody raw{.at = kNow, .status = 200, .url = "https://saw.example/", .reason = "返回登录页，不是信源内容"};
  raw.bytes = "<html><script>alert(1)</script>";
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kBad, raw).ok());

  Json shown = bureau.Ask("GET", "/api/v1/sources/saw", {.token = kViewToken}).json();
  EXPECT_EQ(shown["raw"]["bad"]["reason"], "返回登录页，不是信源内容");
  EXPECT_EQ(shown["raw"]["bad"]["bytes"], 31);
  EXPECT_FALSE(shown["raw"].contains("good"));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/sources/saw/raw/bad", {.token = kViewToken}).status, 403);
  HttpAnswer file = bureau.Ask("GET", "/api/v1/sources/saw/raw/bad", {.token = kChiefToken});
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body, raw.bytes);
  EXPECT_EQ(file.Header("content-type"), "application/octet-stream");
  EXPECT_EQ(file.Header("content-disposition"), "attachment; filename=\"saw.bad\"");
  EXPECT_EQ(file.Header("x-content-type-options"), "nosniff");
  EXPECT_THAT(bureau.commands.audit(), testing::Contains("li source.raw saw bad"));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/sources/saw/raw/good", {.token = kChiefToken}).status, 404);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/sources/saw/raw/..%2F..%2Fetc", {.token = kChiefToken}).status, 404);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/sources/nobody/raw/bad", {.token = kChiefToken}).status, 404);
}

TEST(SourcesTest, ListsWhatIsConfiguredReadOrNot) {
  ABureau bureau;
  bureau.Put([&](Batch& batch) {
    SourceRecord record;
    record.id = "saw";
    record.health = SourceHealth::kLoginWall;
    record.health_reason = "被转到登录页";
    record.last_fetch_at = kNow;
    record.moved_to = "https://new.saw.example/feed";
    record.robots_unreachable_since = kNow;
    record.articles = {.read = 9, .failed = 1, .no_room = 0, .misses = 1, .last_failure_at = kNow, .last_failure = "服务器返回 HTTP 404"};
    batch.PutSource(record);
    record.id = "gone";
    batch.PutSource(record);
  });
  Json first = bureau.Ask("GET", "/api/v1/sources?limit=1", {.token = kViewToken}).json();
  ASSERT_EQ(first["items"].size(), 1U);
  EXPECT_EQ(first["items"][0]["id"], "board");
  EXPECT_EQ(first["items"][0]["health"], "unread");
  Json rest = bureau.Ask("GET", "/api/v1/sources?cursor=" + first["next"].get<std::string>(), {.token = kViewToken}).json();
  ASSERT_EQ(rest["items"].size(), 1U);
  EXPECT_EQ(rest["items"][0]["health"], "login_wall");
  EXPECT_FALSE(rest.contains("next"));
  Json saw = bureau.Ask("GET", "/api/v1/sources/saw", {.token = kViewToken}).json();
  EXPECT_EQ(saw["health_reason"], "被转到登录页");
  EXPECT_EQ(saw["moved_to"], "https://new.saw.example/feed");
  EXPECT_EQ(saw["every_max_seconds"], 7200);
  EXPECT_EQ(saw["articles"]["read"], 9);
  EXPECT_EQ(saw["articles"]["last_failure"], "服务器返回 HTTP 404");
  EXPECT_EQ(saw["robots_waiver"], "看见网书面同意");
  EXPECT_EQ(saw["robots_unreachable_since"], FormatRfc3339(kNow));
  EXPECT_FALSE(first["items"][0].contains("robots_waiver"));
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/sources/gone", {.token = kViewToken}).status, 404);
}

TEST(DeliveriesTest, ListsByStateAndRepeatsADeadOne) {
  ABureau bureau;
  bureau.Put([&](Batch& batch) {
    for (int i = 0; i < 5; ++i) batch.PutNotification(ANotification("ok-" + std::to_string(i), DeliveryState::kDelivered));
    batch.PutNotification(ANotification("lost", DeliveryState::kDead));
  });
  Json dead = bureau.Ask("GET", "/api/v1/deliveries?state=dead&limit=2", {.token = kViewToken}).json();
  ASSERT_EQ(dead["items"].size(), 1U);
  EXPECT_EQ(dead["items"][0]["id"], "lost");
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/deliveries", {.token = kViewToken}).json()["items"].size(), 6U);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/deliveries?state=odd", {.token = kViewToken}).status, 400);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/deliveries/lost", {.token = kViewToken}).json()["state"], "dead");
  EXPECT_EQ(dead["items"][0]["channel"], "desk");
  EXPECT_EQ(dead["items"][0]["channel_name"], "值班群");

  bureau.commands.replay = [](const std::string& id) {
    Notification again = ANotification(id + "-again", DeliveryState::kPending);
    again.replays = id;
    return again;
  };
  HttpAnswer again = bureau.Ask("POST", "/api/v1/deliveries/lost/replay", {.token = kChiefToken});
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.json()["replays"], "lost");
}

TEST(StatusTest, CountsWhatTheDeskMustSee) {
  ABureau bureau;
  Incident late = AnIncident("2026-0711-01");
  Incident in_time = AnIncident("2026-0711-02");
  in_time.escalation.acknowledge_by = kNow + minutes(5);
  Incident handled = AnIncident("2026-0711-03");
  handled.state = IncidentState::kHandling;
  handled.level = 3;
  handled.acknowledgement = Acknowledgement{.person = "zhang", .entered_by = "zhang", .at = kNow, .expires_at = kNow + hours(1)};
  Incident raised_while_handled = handled;
  raised_while_handled.id = "2026-0711-04";
  raised_while_handled.level = 1;
  raised_while_handled.acknowledgement.reset();
  for (const Incident& one : {late, in_time, handled, raised_while_handled}) bureau.Put(one);
  Notification again = ANotification("lost-1-again", DeliveryState::kDelivered);
  again.replays = "lost-1";
  bureau.Put([&](Batch& batch) {
    batch.PutNotification(ANotification("lost-1", DeliveryState::kDead));
    batch.PutNotification(ANotification("lost-2", DeliveryState::kDead));
    batch.PutNotification(again);
  });
  Json status = bureau.Ask("GET", "/api/v1/status", {.token = kViewToken}).json();
  EXPECT_EQ(status["incidents"]["open"], 4);
  EXPECT_EQ(status["incidents"]["unsigned"], 3);
  EXPECT_EQ(status["incidents"]["overdue"], 2);
  EXPECT_EQ(status["incidents"]["by_level"]["3"], 1);
  EXPECT_EQ(status["dead_letters"], 1);
  EXPECT_EQ(status["sources"]["total"], 2);
  EXPECT_EQ(status["sources"]["unread"], 2);
  EXPECT_EQ(status["office"], "某市市场监督管理局");
  EXPECT_EQ(status["zone"], "Asia/Shanghai");
  EXPECT_EQ(status["levels"][1]["name"], "重大");
  EXPECT_FALSE(status.contains("reload_error"));

  DaemonStatus failed;
  failed.reload_failed = true;
  failed.reload_error = "rules/1.yml:3: …";
  bureau.commands.SetStatus(failed);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/status", {.token = kViewToken}).json()["reload_error"], "rules/1.yml:3: …");
}

TEST(RosterTest, SaysThatAShiftWaitsToBeAcceptedAndLetsWhoeverHasTheDeskAccept) {
  ABureau bureau;
  EXPECT_FALSE(bureau.Ask("GET", "/api/v1/status", {.token = kViewToken}).json().contains("shift_to_accept"));
  bureau.Put([](Batch& batch) { batch.PutSetting(kShiftChangeSetting, std::to_string(ToUnixMillis(kNow)) + "\nzhang\nli"); });

  Json change = bureau.Ask("GET", "/api/v1/status", {.token = kViewToken}).json()["shift_to_accept"];
  EXPECT_EQ(change, Json({{"since", FormatRfc3339(kNow)}, {"by", "zhang"}, {"by_name", "张某"}, {"from", {"李某"}}}));

  bureau.commands.accept_shift = [](const std::string& person) -> Result<std::vector<std::string>> {
    if (person != "zhang") return Invalid("现在当班的是张某，由当班值班员本人接班");
    return std::vector<std::string>{"0711-03"};
  };
  HttpAnswer accepted = bureau.Ask("POST", "/api/v1/shift/accept", {.token = kDeskToken, .body = "{}"});
  EXPECT_EQ(accepted.status, 200);
  EXPECT_EQ(accepted.json()["taken"], Json({"0711-03"}));
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/shift/accept", {.token = kChiefToken, .body = "{}"}).status, 409);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/shift/accept", {.token = kViewToken, .body = "{}"}).status, 403);
}

TEST(RosterTest, SaysWhoIsOnDutyAndWhenNobodyIs) {
  ABureau bureau;
  Json now = bureau.Ask("GET", "/api/v1/roster", {.token = kViewToken}).json();
  EXPECT_EQ(now["desk"]["name"], "张某");
  EXPECT_EQ(now["leader"]["name"], "李某");
  EXPECT_FALSE(now.contains("gap"));
  bureau.clock.Advance(hours(5));
  Json later = bureau.Ask("GET", "/api/v1/roster", {.token = kViewToken}).json();
  EXPECT_EQ(later["gap"], true);
  EXPECT_FALSE(later.contains("shift"));
}

}  // namespace
}  // namespace fenghuo
