// The link in a message.

#include <gtest/gtest.h>

#include "daemon/deliver/acknowledge_link.h"
#include "daemon/serve/html_page.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

AcknowledgeLink ALink(const std::string& person = "zhang") {
  AcknowledgeLink link;
  link.incident = "2026-0711-01";
  link.person = person;
  link.expires_at = kNow + hours(1);
  link.nonce = AcknowledgeNonce("n1", kAcknowledgeKey);
  return link;
}

std::string PathOf(const AcknowledgeLink& link) { return std::string(kAcknowledgePath) + SignAcknowledgeLink(link, kAcknowledgeKey); }

class AcknowledgePageTest : public testing::Test {
 protected:
  AcknowledgePageTest() {
    bureau.commands.act = [](const std::string& id, const Action&) { return AnIncident(id); };
    bureau.Put(AnIncident("2026-0711-01"));
  }
  ABureau bureau;
};

TEST_F(AcknowledgePageTest, ShowsWhatItIsAboutAndChangesNothing) {
  HttpAnswer page = bureau.Ask("GET", PathOf(ALink()));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.Header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.Header("referrer-policy"), "same-origin");
  for (const char* words : {"0711-01", "Ⅱ级（重大）", "某区一小学多名学生餐后呕吐送医", "签收人：张某", "<form method=\"post\">",
                            "当前状态：已通知", "0000-0000000"}) {
    EXPECT_NE(page.body.find(words), std::string::npos) << words;
  }
  EXPECT_TRUE(bureau.commands.actions().empty());
}

TEST_F(AcknowledgePageTest, SignsForTheReceiverOnce) {
  bureau.commands.act = [this](const std::string& id, const Action& action) {
    Incident incident = AnIncident(id);
    incident.used_links = {action.link};
    bureau.Put(incident);
    return incident;
  };
  const std::string path = PathOf(ALink());
  HttpAnswer signed_page = bureau.Ask("POST", path, {.lines = {"Origin: http://" + bureau.host()}});
  EXPECT_EQ(signed_page.status, 200);
  EXPECT_NE(signed_page.body.find("编号 0711-01 已由 张某 签收。"), std::string::npos);
  ASSERT_EQ(bureau.commands.actions().size(), 1U);
  EXPECT_EQ(bureau.commands.actions()[0].first, "2026-0711-01");
  EXPECT_EQ(bureau.commands.actions()[0].second.kind, ActionKind::kAcknowledge);
  EXPECT_EQ(bureau.commands.actions()[0].second.person, "zhang");

  HttpAnswer again = bureau.Ask("POST", path);
  EXPECT_EQ(again.status, 410);
  EXPECT_NE(again.body.find("这个链接已用过一次"), std::string::npos);
  EXPECT_EQ(bureau.commands.actions().size(), 1U);
}

TEST_F(AcknowledgePageTest, MayBeTriedAgainWhenItDidNotWork) {
  bureau.commands.act = [](const std::string&, const Action&) -> Result<Incident> { return Unavailable("磁盘"); };
  EXPECT_EQ(bureau.Ask("POST", PathOf(ALink())).status, 503);
  bureau.commands.act = [](const std::string& id, const Action&) { return AnIncident(id); };
  EXPECT_EQ(bureau.Ask("POST", PathOf(ALink())).status, 200);
}

TEST_F(AcknowledgePageTest, RefusesForeignPagesForgedAndExpiredLinks) {
  EXPECT_EQ(bureau.Ask("POST", PathOf(ALink()), {.lines = {"Origin: http://evil.example"}}).status, 403);
  HttpAnswer forged = bureau.Ask("POST", std::string(kAcknowledgePath) + SignAcknowledgeLink(ALink(), std::string(32, 'x')));
  EXPECT_EQ(forged.status, 410);
  EXPECT_NE(forged.body.find("签收链接无效，请登录后按编号签收或致电值班室"), std::string::npos);
  bureau.clock.Advance(hours(2));
  HttpAnswer late = bureau.Ask("GET", PathOf(ALink()));
  EXPECT_EQ(late.status, 410);
  EXPECT_NE(late.body.find("签收链接已过期，请登录后按编号签收或致电值班室"), std::string::npos);
  EXPECT_TRUE(bureau.commands.actions().empty());
}

TEST_F(AcknowledgePageTest, SignsForNobodyWhoMayNotAndForNothingElse) {
  EXPECT_EQ(bureau.Ask("POST", PathOf(ALink("stranger"))).status, 410);
  HttpAnswer refused = bureau.Ask("POST", PathOf(ALink("viewer")));
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(refused.body.find("周某没有签收权限，请致电值班室"), std::string::npos) << refused.body;
  AcknowledgeLink nowhere = ALink();
  nowhere.incident = "2026-0711-77";
  EXPECT_EQ(bureau.Ask("GET", PathOf(nowhere)).status, 404);
  EXPECT_TRUE(bureau.commands.actions().empty());
}

TEST_F(AcknowledgePageTest, AsksWhoYouAreWhenTheLinkCameThroughAGroup) {
  const std::string path = PathOf(ALink(""));
  EXPECT_NE(bureau.Ask("GET", path).body.find("请输入本人的令牌"), std::string::npos);
  auto post = [&](const std::string& token) {
    return bureau.Ask("POST", path, {.body = "token=" + token, .type = "application/x-www-form-urlencoded"}).status;
  };
  EXPECT_EQ(bureau.Ask("POST", path).status, 403);
  EXPECT_EQ(post(std::string(64, '9')), 403);
  EXPECT_EQ(post(kViewToken), 403);
  EXPECT_TRUE(bureau.commands.actions().empty());
  EXPECT_EQ(post(kDeskToken), 200);
  EXPECT_EQ(bureau.commands.actions()[0].second.person, "zhang");
}

TEST_F(AcknowledgePageTest, EscapesTheTitle) {
  Incident incident = AnIncident("2026-0711-01");
  incident.title = "<img src=x onerror=alert(1)>\"'&\xe2\x80\xae\xff";
  bureau.Put(incident);
  HttpAnswer page = bureau.Ask("GET", PathOf(ALink()));
  EXPECT_EQ(page.body.find("<img"), std::string::npos);
  EXPECT_NE(page.body.find("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\xef\xbf\xbd\xef\xbf\xbd"), std::string::npos);
}

TEST_F(AcknowledgePageTest, SaysThatItIsSignedForAlready) {
  Incident incident = AnIncident("2026-0711-01");
  incident.state = IncidentState::kAcknowledged;
  incident.acknowledgement = Acknowledgement{"li", "li", kNow, kNow + hours(1)};
  bureau.Put(incident);
  HttpAnswer page = bureau.Ask("GET", PathOf(ALink()));
  EXPECT_NE(page.body.find("已由 李某 于 7月11日10:00 签收。"), std::string::npos);
  EXPECT_EQ(page.body.find("<form"), std::string::npos);
}

TEST_F(AcknowledgePageTest, HasThePolicyOfEveryPageAndNothingInline) {
  HttpAnswer page = bureau.Ask("GET", PathOf(ALink()));
  EXPECT_EQ(page.Header("content-security-policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'");
  EXPECT_EQ(page.Header("cache-control"), "no-store");
  for (const char* inline_code : {"<script", "<style", "style=", "onclick"}) {
    EXPECT_EQ(page.body.find(inline_code), std::string::npos) << inline_code;
  }
  EXPECT_EQ(bureau.Ask("GET", "/acknowledge.css").Header("content-type"), "text/css; charset=utf-8");
}

}  // namespace
}  // namespace fenghuo
