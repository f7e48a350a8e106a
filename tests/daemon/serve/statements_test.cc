// Statements over the API: what reaches the core, what the page shows, and who may.

#include "alerts/statements/statements.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

Config WithLeaders() {
  Config config = AConfig();
  config.staff.deputy_in_charge = "li";
  config.staff.director = "li";
  config.staff.publicity_head = "zhang";
  config.approvals = {{{1, 2, 3, 4}, {Role::kDeputyInCharge}}};
  return config;
}

Desk ADesk() {
  const Config config = WithLeaders();
  return {.policies = config.policies,
          .roster = Roster(config.staff),
          .channels = config.channels,
          .zone = config.zone,
          .city = "某市",
          .public_url = "",
          .approvals = config.approvals};
}

// A bureau whose core keeps one incident and decides as the real one does.
class Office {
 public:
  Office() : bureau({.change = [](Config& config) { config = WithLeaders(); }}), incident_(AnIncident("2026-0711-01")) {
    bureau.commands.do_deed = [this](const std::string&, const LedgerDeed& deed) -> Result<Incident> {
      Result<Decision> decided = deed.decide(incident_, ADesk(), kNow);
      if (!decided.ok()) return decided.error();
      deeds.push_back(deed.actor + " " + deed.action + " " + deed.detail);
      return incident_ = decided->incident;
    };
  }

  HttpAnswer Post(const std::string& path, const std::string& token, const Json& body) {
    return bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/statements" + path, {.token = token, .body = body.dump()});
  }

  ABureau bureau;
  std::vector<std::string> deeds;

 private:
  Incident incident_;
};

TEST(StatementRoutesTest, TakeAStatementFromDraftToPublication) {
  Office office;

  const Json begun = office.Post("", kDeskToken, {{"kind", "first"}}).json();
  EXPECT_EQ(begun["statements"][0]["title"], "首次通报");
  EXPECT_EQ(begun["statements"][0]["deeds"], Json::parse(R"(["draft"])"));
  const Json drafted = office.Post("/1/draft", kDeskToken, {{"text", "情况通报\n已停止供餐。"}}).json();
  EXPECT_EQ(drafted["statements"][0]["drafted"]["name"], "张某");
  const Json reviewed = office.Post("/1/review", kChiefToken, {{"text", "情况通报\n已停止供餐。"}}).json();
  EXPECT_EQ(reviewed["statements"][0]["state"], "reviewed");
  EXPECT_EQ(reviewed["statements"][0]["hash"], Sha256Hex("情况通报\n已停止供餐。"));
  EXPECT_EQ(reviewed["statements"][0]["waits_for"], Json::parse(R"(["分管局领导"])"));
  const Json approved = office.Post("/1/approve", kChiefToken, {{"text", "情况通报\n已停止供餐。"}}).json();
  EXPECT_EQ(approved["statements"][0]["approvals"][0]["role"], "分管局领导");
  EXPECT_EQ(approved["statements"][0]["approvals"][0]["name"], "李某");
  HttpAnswer published = office.Post("/1/publish", kDeskToken, {{"place", "本局网站"}, {"link", "https://gov.example/1"}});

  ASSERT_EQ(published.status, 200) << published.body;
  const Json statement = published.json()["statements"][0];
  EXPECT_EQ(statement["state"], "published");
  EXPECT_EQ(statement["link"], "https://gov.example/1");
  EXPECT_EQ(statement["quoted"], 0);
  EXPECT_EQ(statement["deeds"], Json::array());
  EXPECT_EQ(office.deeds.back(), "zhang statement.publish 1 https://gov.example/1");
}

TEST(StatementRoutesTest, SayInChineseWhyTheyRefuse) {
  Office office;
  office.Post("", kDeskToken, {{"kind", "first"}});
  office.Post("/1/draft", kDeskToken, {{"text", "情况通报"}});

  HttpAnswer own = office.Post("/1/review", kDeskToken, {{"text", "情况通报"}});

  EXPECT_EQ(own.status, 409);
  EXPECT_EQ(own.json()["detail"], "核稿人不能是拟稿人本人");
  EXPECT_EQ(office.Post("/1/burn", kDeskToken, Json::object()).status, 404);
  EXPECT_EQ(office.Post("/9/review", kChiefToken, Json::object()).status, 404);
  EXPECT_EQ(office.Post("", kDeskToken, {{"kind", "last"}}).status, 400);
  EXPECT_EQ(office.Post("", kViewToken, {{"kind", "result"}}).status, 403);
}

}  // namespace
}  // namespace fenghuo
