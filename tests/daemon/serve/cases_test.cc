// Closed incidents as cases over the API: searched, compared with a new one, and written up.

#include <gtest/gtest.h>

#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

Incident ACase(const std::string& id, const std::string& title, Duration ago) {
  Incident incident = AnIncident(id);
  incident.title = title;
  incident.category = "校园用餐";
  incident.state = IncidentState::kClosed;
  incident.opened_at = kNow - ago;
  incident.first_seen = incident.opened_at;
  incident.closed_at = incident.opened_at + hours(20);
  incident.close_reason = "已处置";
  return incident;
}

Json Get(const ABureau& bureau, const std::string& path) { return bureau.Ask("GET", path, {.token = kViewToken}).json(); }

TEST(CasesTest, AreFoundByTheirWordsNewestFirst) {
  ABureau bureau;
  Incident older = ACase("2026-0301-01", "某中学供餐后学生呕吐", hours(24 * 130));
  older.lessons = "配餐合同须逐校核对";
  bureau.Put(older);
  bureau.Put(ACase("2026-0401-01", "某小学供餐后学生呕吐", hours(24 * 100)));
  bureau.Put(ACase("2026-0402-01", "电梯困人", hours(24 * 99)));
  Incident open = ACase("2026-0711-01", "某小学供餐后学生呕吐", hours(1));
  open.state = IncidentState::kHandling;
  bureau.Put(open);

  const Json both = Get(bureau, "/api/v1/cases?q=%E5%91%95%E5%90%90");  // 呕吐
  ASSERT_EQ(both["items"].size(), 2U) << both.dump();
  EXPECT_EQ(both["items"][0]["incident"], "2026-0401-01");
  EXPECT_EQ(both["items"][1]["incident"], "2026-0301-01");
  EXPECT_EQ(Get(bureau, "/api/v1/cases?q=%E5%90%88%E5%90%8C")["items"].size(), 1U) << "合同 stands in the lessons";
  EXPECT_EQ(Get(bureau, "/api/v1/cases")["items"].size(), 3U);
}

TEST(CasesTest, AreGivenPageByPageWithoutLosingOne) {
  ABureau bureau;
  for (int day = 1; day <= 9; ++day) {
    const std::string title = day % 2 == 0 ? "供餐后呕吐" : "电梯困人";
    bureau.Put(ACase("2026-030" + std::to_string(day) + "-01", title, hours(24 * (140 - day))));
  }

  std::vector<std::string> found;
  std::string cursor;
  do {
    const Json page = Get(bureau, "/api/v1/cases?limit=2&q=%E5%91%95%E5%90%90" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_LE(page["items"].size(), 2U);
    for (const Json& item : page["items"]) found.push_back(item["incident"]);
    cursor = page.value("next", "");
  } while (!cursor.empty());

  EXPECT_EQ(found, (std::vector<std::string>{"2026-0308-01", "2026-0306-01", "2026-0304-01", "2026-0302-01"}));
}

TEST(CasesTest, ThatAreLikeAnIncidentStandBesideItWithTheReason) {
  ABureau bureau;
  bureau.Put(ACase("2026-0301-01", "某中学供餐后学生呕吐", hours(24 * 130)));
  bureau.Put(ACase("2026-0402-01", "电梯困人", hours(24 * 99)));
  Incident open = ACase("2026-0711-01", "一小学供餐后多人呕吐", hours(1));
  open.state = IncidentState::kNotified;
  bureau.Put(open);

  const Json items = Get(bureau, "/api/v1/incidents/2026-0711-01/similar")["items"];

  ASSERT_EQ(items.size(), 1U) << items.dump();
  EXPECT_EQ(items[0]["incident"], "2026-0301-01");
  EXPECT_EQ(items[0]["because"], "同类别；标题同有“供餐”“呕吐”“餐后”");
  EXPECT_EQ(items[0]["points"], 40);
  EXPECT_EQ(items[0]["close_reason"], "已处置");
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents/2026-0711-99/similar", {.token = kViewToken}).status, 404);
}

TEST(CasesTest, HaveAnAfterActionReportDraftedFromTheirRecord) {
  ABureau bureau;
  bureau.Put([&](Batch& batch) {
    batch.PutIncident(ACase("2026-0301-01", "某中学供餐后学生呕吐", hours(24 * 130)));
    batch.PutTimelineEntry({"2026-0301-01", 1, kNow - hours(24 * 130 - 1), "note", "zhang", "张某办理记录：已电话核实。"});
  });

  const std::string text = Get(bureau, "/api/v1/incidents/2026-0301-01/after-action")["text"];

  EXPECT_NE(text.find("一、基本情况\n"), std::string::npos) << text;
  EXPECT_NE(text.find("张某办理记录：已电话核实。\n"), std::string::npos) << text;
  EXPECT_NE(text.find("距知悉20小时\n"), std::string::npos) << text;
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents/2026-0711-99/after-action", {.token = kViewToken}).status, 404);
}

TEST(TaskForceRoutesTest, SetWhoLeadsAndWhatIsAnswered) {
  ABureau bureau;
  const Config config = AConfig();
  bureau.commands.do_deed = [&](const std::string& id, const LedgerDeed& deed) -> Result<Incident> {
    Incident incident = AnIncident(id);
    incident.level = 2;
    const Desk desk{.policies = config.policies,
                    .roster = Roster(config.staff),
                    .channels = config.channels,
                    .zone = config.zone,
                    .city = "",
                    .public_url = ""};
    Result<Decision> decided = deed.decide(incident, desk, kNow);
    if (!decided.ok()) return decided.error();
    return decided->incident;
  };
  auto post = [&](const std::string& path, const std::string& token, const Json& body) {
    return bureau.Ask("POST", "/api/v1/incidents/2026-0711-01" + path, {.token = token, .body = body.dump()});
  };

  const HttpAnswer force = post("/task-force", kChiefToken, {{"leader", "li"}, {"on_site", ""}, {"members", {"zhang"}}});
  ASSERT_EQ(force.status, 200) << force.body;
  EXPECT_EQ(force.json()["task_force"]["leader_name"], "李某");
  EXPECT_EQ(force.json()["task_force"]["member_names"], Json::parse(R"(["张某"])"));
  const HttpAnswer line = post("/answer-line", kChiefToken, {{"text", "已关注到，正在核查。"}});
  EXPECT_EQ(line.json()["answer_line"]["text"], "已关注到，正在核查。");
  EXPECT_EQ(line.json()["answer_line"]["set"]["name"], "李某");
  EXPECT_EQ(post("/task-force", kDeskToken, {{"leader", "li"}}).status, 403);
  EXPECT_EQ(post("/task-force", kChiefToken, {{"members", {"zhang"}}}).status, 400);
}

}  // namespace
}  // namespace fenghuo
