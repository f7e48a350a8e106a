// 暂停提醒 over the API, and what is shown of one on the page of an incident.

#include <gtest/gtest.h>

#include "alerts/silence/silence.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

Silence ASilence(int64_t number, const SilenceScope& scope) {
  Silence silence;
  silence.number = number;
  silence.scope = scope;
  silence.reason = "检查组已在现场";
  silence.author = "zhang";
  silence.made_at = kNow - hours(1);
  silence.from = kNow - hours(1);
  silence.to = kNow + hours(1);
  return silence;
}

void Keep(ABureau& bureau, const std::vector<Silence>& silences) {
  bureau.Put([&](Batch& batch) {
    batch.PutSetting(kSilenceCountSetting, std::to_string(silences.size()));
    for (const Silence& silence : silences) batch.PutSetting(SilenceSetting(silence.number), KeptSilence(silence));
  });
}

std::string BodyOf(const Json& more) {
  Json body = {{"category", "餐饮服务"}, {"reason", "检查组已在现场"}, {"to", "2026-07-11T12:00:00+08:00"}};
  body.update(more);
  return Dump(body);
}

TEST(SilencesTest, OneIsMadeByWhoeverMayCloseAsThePersonWhoAsks) {
  ABureau bureau;
  std::string asked;
  bureau.commands.silence = [&](const SilenceWish& wish) -> Result<Silence> {
    asked = wish.make->person + " " + wish.make->scope.category + " " + std::to_string(wish.make->scope.gravest) + " " + wish.make->reason + " " +
            FormatRfc3339(wish.make->to);
    return ASilence(3, wish.make->scope);
  };
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/silences", {.token = kDeskToken, .body = BodyOf(Json::object())}).status, 403);
  EXPECT_EQ(asked, "");

  HttpAnswer answer = bureau.Ask("POST", "/api/v1/silences", {.token = kChiefToken, .body = BodyOf(Json::object({{"locality", "elsewhere"}, {"gravest", 4}}))});

  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(asked, "li 餐饮服务 4 检查组已在现场 2026-07-11T04:00:00Z");
  EXPECT_EQ(answer.json()["silence"], 3);
  EXPECT_EQ(answer.json()["active"], true);
  EXPECT_EQ(answer.json()["scope"]["shown"], "类别“餐饮服务”、外地关联，Ⅳ级");
  EXPECT_EQ(answer.json()["author"]["name"], "张某");
}

TEST(SilencesTest, EverythingThatIsWrongWithOneIsSaidAtOnce) {
  ABureau bureau;
  HttpAnswer answer = bureau.Ask("POST", "/api/v1/silences", {.token = kChiefToken, .body = Dump(Json{{"gravest", 2}, {"locality", "moon"}})});
  EXPECT_EQ(answer.status, 400);
  for (const char* field : {"gravest", "locality", "reason", "to"}) {
    EXPECT_NE(answer.body.find("\"" + std::string(field) + "\""), std::string::npos) << field << " is not in " << answer.body;
  }
  answer = bureau.Ask("POST", "/api/v1/silences", {.token = kChiefToken, .body = BodyOf(Json::object({{"reason", "两\n行"}}))});
  EXPECT_EQ(answer.status, 400) << answer.body;
}

TEST(SilencesTest, AreListedTheLatestFirstAndEnded) {
  ABureau bureau;
  Silence over = ASilence(1, {.rule = "poisoning"});
  over.ended_at = kNow - minutes(5);
  over.ended_by = "li";
  over.held = 2;
  Keep(bureau, {over, ASilence(2, {.category = "餐饮服务"})});

  const Json items = bureau.Ask("GET", "/api/v1/silences", {.token = kViewToken}).json()["items"];
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0]["silence"], 2);
  EXPECT_EQ(items[1]["over"], true);
  EXPECT_EQ(items[1]["held"], 2);
  EXPECT_EQ(items[1]["ended_by"]["name"], "李某");
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/silences", {.token = kMuteToken}).status, 403);

  std::string ended;
  bureau.commands.silence = [&](const SilenceWish& wish) -> Result<Silence> {
    ended = wish.person + " " + std::to_string(wish.end);
    return over;
  };
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/silences/2/end", {.token = kDeskToken, .body = "{}"}).status, 403);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/silences/2x/end", {.token = kChiefToken, .body = "{}"}).status, 404);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/silences/2/end", {.token = kChiefToken, .body = "{}"}).status, 200);
  EXPECT_EQ(ended, "li 2");
}

TEST(SilencesTest, AreCountedInTheMetrics) {
  ABureau bureau;
  Silence planned = ASilence(2, {.category = "药品"});
  planned.from = kNow + minutes(30);
  Keep(bureau, {ASilence(1, {.category = "餐饮服务"}), planned});
  bureau.Put([](Batch& batch) {
    batch.PutSetting(kSilencesStandingSetting, "1\n2\n");
    batch.PutSetting(kSilencesHeldSetting, "7");
  });

  const std::string page = bureau.Ask("GET", "/metrics", {.token = kChiefToken}).body;

  for (const char* line : {"fenghuo_silences{state=\"active\"} 1\n", "fenghuo_silences{state=\"planned\"} 1\n",
                           "fenghuo_alerts_suppressed_total{reason=\"silence\"} 7\n"}) {
    EXPECT_NE(page.find(line), std::string::npos) << line << " is not in\n" << page;
  }
}

TEST(SilencesTest, StandOnThePageOfTheIncidentsThatTheyHoldBack) {
  ABureau bureau;
  Incident incident = AnIncident("2026-0711-01");
  incident.level = 3;
  incident.must_report = false;
  incident.category = "餐饮服务";
  bureau.Put(incident);
  incident.id = "2026-0711-02";
  incident.level = 2;
  bureau.Put(incident);
  Keep(bureau, {ASilence(1, {.category = "餐饮服务"}), ASilence(2, {.category = "药品"})});

  const Json held = bureau.Ask("GET", "/api/v1/incidents/2026-0711-01", {.token = kViewToken}).json()["silences"];
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0]["silence"], 1);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents/2026-0711-02", {.token = kViewToken}).json()["silences"].size(), 0U) << "Ⅱ is always told";
}

}  // namespace
}  // namespace fenghuo
