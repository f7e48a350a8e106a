// POST /api/v1/alertmanager: what another monitoring system says of the machines.

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "daemon/serve/alarm_body.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

const std::string kMonitorToken(40, 'm');

// As Alertmanager 0.25 sends it, with a field that nobody knows.
constexpr char kBody[] = R"({"version": "4", "groupKey": "{}:{alertname=\"DiskFull\"}", "truncatedAlerts": 0, "status": "firing",
  "receiver": "fenghuo", "groupLabels": {"alertname": "DiskFull"}, "commonLabels": {}, "commonAnnotations": {},
  "externalURL": "http://am.example:9093", "new_in_1_0": [1],
  "alerts": [
    {"status": "firing", "labels": {"alertname": "DiskFull", "instance": "db-1:9100", "severity": "critical", "job": "node"},
     "annotations": {"summary": "/var 使用率 97%"}, "startsAt": "2026-07-11T09:58:00.123456789+08:00", "endsAt": "0001-01-01T00:00:00Z",
     "generatorURL": "http://prom.example/graph", "fingerprint": "a1b2c3d4e5f60718"},
    {"status": "resolved", "labels": {"alertname": "HostDown", "job": "ping"}, "annotations": {"description": "无应答"},
     "startsAt": "2026-07-11T01:00:00Z", "endsAt": "2026-07-11T01:30:00Z", "fingerprint": "ffff000011112222"}]})";

class AlarmsTest : public testing::Test {
 protected:
  AlarmsTest() : bureau_({.change = [](Config& config) {
      Person monitor;
      monitor.id = "alertmanager";
      monitor.name = "运维监控平台";
      monitor.unit = "catering";
      monitor.token_hash = Sha256Hex(kMonitorToken);
      monitor.permissions = {"alarm"};
      config.staff.people.push_back(monitor);
    }}) {
    bureau_.commands.take_alarms = [this](const std::vector<SystemAlarm>& alarms) -> Result<AlarmReport> {
      taken_ = alarms;
      return AlarmReport{.begun = 1, .ended = 1};
    };
  }

  HttpAnswer Post(const std::string& body, const std::string& token = kMonitorToken) {
    return bureau_.Ask("POST", "/api/v1/alertmanager", {.token = token, .body = body});
  }

  ABureau bureau_;
  std::vector<SystemAlarm> taken_;
};

TEST_F(AlarmsTest, TakesWhatAnAlertmanagerPosts) {
  const HttpAnswer answer = Post(kBody);

  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, R"({"received":2,"new":1,"resolved":1,"repeated":0,"own":0})");
  ASSERT_EQ(taken_.size(), 2U);
  EXPECT_EQ(taken_[0].fingerprint, "a1b2c3d4e5f60718");
  EXPECT_EQ(taken_[0].name, "DiskFull");
  EXPECT_EQ(taken_[0].severity, "critical");
  EXPECT_EQ(taken_[0].where, "db-1:9100");
  EXPECT_EQ(taken_[0].summary, "/var 使用率 97%");
  EXPECT_EQ(FormatRfc3339(taken_[0].starts_at), "2026-07-11T01:58:00.123Z");
  EXPECT_TRUE(taken_[0].firing);
  EXPECT_EQ(taken_[1].where, "ping");
  EXPECT_EQ(taken_[1].summary, "无应答");
  EXPECT_FALSE(taken_[1].firing);
}

TEST_F(AlarmsTest, IsForWhoeverMayPostAlarmsAlone) {
  EXPECT_EQ(Post(kBody, "").status, 401);
  EXPECT_EQ(Post(kBody, kChiefToken).status, 403);
  EXPECT_EQ(Post(kBody, kChiefToken).json()["detail"], "没有权限：alarm");
  EXPECT_EQ(bureau_.Ask("GET", "/api/v1/incidents", {.token = kMonitorToken}).status, 403);
  EXPECT_TRUE(taken_.empty());
}

TEST_F(AlarmsTest, SaysWhatIsWrongWithABodyAllAtOnce) {
  const HttpAnswer answer = Post(R"({"version": "3", "alerts": [
      {"status": "on", "labels": {"alertname": 5}, "startsAt": "gestern"}, 7, {"labels": "x"}]})");

  EXPECT_EQ(answer.status, 400);
  EXPECT_TRUE(answer.Header("content-type").starts_with("application/problem+json"));
  std::string problems;
  const Json json = answer.json();
  for (const Json& problem : json["errors"]) {
    problems += problem["field"].get<std::string>() + ": " + problem["detail"].get<std::string>() + "\n";
  }
  EXPECT_EQ(problems,
            "version: 应为 \"4\"（Alertmanager 的 webhook 格式）\n"
            "alerts[0].status: 应为 firing 或 resolved\n"
            "alerts[0].labels.alertname: 不能为空\n"
            "alerts[0].startsAt: 应为时间，例如 2026-07-11T18:00:00+08:00\n"
            "alerts[1]: 应为对象\n"
            "alerts[2].status: 不能为空\n"
            "alerts[2].labels: 应为 JSON 对象\n"
            "alerts[2].labels.alertname: 不能为空\n"
            "alerts[2].startsAt: 不能为空\n");
  EXPECT_TRUE(taken_.empty());
}

TEST_F(AlarmsTest, RefusesWhatIsNoJsonAndMoreThanAPersonCouldRead) {
  EXPECT_EQ(Post("<html>").status, 400);
  EXPECT_EQ(Post(R"({"version": "4"})").json()["errors"][0]["detail"], "应为列表");
  std::string many;
  for (size_t i = 0; i <= kAlertsMax; ++i) many += std::string(i == 0 ? "" : ",") + "{}";
  EXPECT_EQ(Post(R"({"version": "4", "alerts": [)" + many + "]}").json()["errors"][0]["detail"],
            "一次最多 500 条，请在 Alertmanager 中设置 max_alerts");
}

TEST_F(AlarmsTest, IsToldToWaitWhenItPostsWithoutEnd) {
  bureau_.Reconfigure([](Config& config) { config.serve.push_per_minute = 2; });
  EXPECT_EQ(Post(kBody).status, 200);
  EXPECT_EQ(Post(kBody).status, 200);
  const HttpAnswer answer = Post(kBody);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.Header("retry-after"), "30");
}

TEST(AlarmBodyTest, KnowsAnAlertWithoutAFingerprintByItsLabels) {
  auto fingerprint = [](const std::string& labels) {
    const std::string start = R"({"version": "4", "alerts": [{"status": "firing", "startsAt": "2026-07-11T01:00:00Z", "labels": )";
    const AlarmBody body = ReadAlarmBody(start + labels + "}]}");
    EXPECT_TRUE(body.problems.empty());
    return body.alarms.empty() ? std::string() : body.alarms[0].fingerprint;
  };

  const std::string one = fingerprint(R"({"alertname": "A", "instance": "x"})");
  EXPECT_EQ(one.size(), 23U);
  EXPECT_EQ(fingerprint(R"({"instance": "x", "alertname": "A"})"), one);
  EXPECT_NE(fingerprint(R"({"alertname": "A", "instance": "y"})"), one);
}

}  // namespace
}  // namespace fenghuo
