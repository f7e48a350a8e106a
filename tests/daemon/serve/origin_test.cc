// Whose page asks: Host and Origin.

#include <gtest/gtest.h>

#include "daemon/serve/host_check.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

ServeRequest From(const std::string& host, const std::string& origin, const std::string& site = "") {
  ServeRequest request;
  request.host = host;
  request.origin = origin;
  request.fetch_site = site;
  return request;
}

TEST(HostCheckTest, KnowsItsOwnNames) {
  ServeConfig config;
  config.listen = "10.1.2.3:8640";
  config.public_url = "https://Desk.Example/console";
  config.allowed_hosts = {"scrape.example", "proxy.example:9000"};
  HostCheck hosts(config, 8640);
  for (const char* name : {"10.1.2.3:8640", "localhost:8640", "LOCALHOST:8640", "127.0.0.1:8640", "[::1]:8640", "desk.example",
                           "desk.example:443", "scrape.example", "scrape.example:1", "proxy.example:9000", "10.9.9.9:8640"}) {
    EXPECT_TRUE(hosts.Allows(name, "10.9.9.9:8640")) << name;
  }
  for (const char* name : {"", "evil.example", "evil.example:8640", "localhost", "localhost:80", "desk.example:8640",
                           "desk.example.evil.example", "evil.example/desk.example", "desk.example@evil.example", "127.0.0.1",
                           "proxy.example", "proxy.example:9001", "10.9.9.9", "desk.example:443:443", "a b"}) {
    EXPECT_FALSE(hosts.Allows(name, "10.9.9.9:8640")) << name;
  }
}

TEST(HostCheckTest, TellsItsOwnPagesFromOthers) {
  ServeConfig config;
  config.public_url = "https://desk.example";
  HostCheck hosts(config, 8640);
  using enum RequestOrigin;
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "http://localhost:8640")), kOwnPage);
  EXPECT_EQ(hosts.OriginOf(From("desk.example", "https://desk.example", "same-origin")), kOwnPage);
  EXPECT_EQ(hosts.OriginOf(From("127.0.0.1:8640", "https://desk.example")), kOwnPage);
  EXPECT_EQ(hosts.OriginOf(From("desk.example:443", "https://desk.example")), kOwnPage);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "", "same-origin")), kOwnPage);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "")), kNone);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "null")), kForeign);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "http://evil.example")), kForeign);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "http://localhost:8641")), kForeign);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "http://localhost:8640.evil.example")), kForeign);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "http://localhost:8640", "cross-site")), kForeign);
  EXPECT_EQ(hosts.OriginOf(From("localhost:8640", "", "same-site")), kForeign);
}

TEST(ServerTest, RefusesANameThatIsNotItsOwn) {
  ABureau bureau;
  for (const char* path : {"/", "/api/v1/incidents", "/-/healthy", "/metrics", "/nowhere"}) {
    HttpAnswer answer = bureau.Ask("GET", path, {.token = kChiefToken, .host = "evil.example"});
    EXPECT_EQ(answer.status, 421) << path;
    EXPECT_EQ(answer.json().value("detail", ""), "本服务不以这个名称提供；请在 allowed_hosts 中登记");
  }
}

TEST(ServerTest, RefusesNoHostAndTwoHosts) {
  ABureau bureau;
  const std::string end = "\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(ReadAnswer(bureau.SendRaw("GET /-/healthy HTTP/1.1" + end)).status, 400);
  const std::string two = "GET /-/healthy HTTP/1.1\r\nHost: " + bureau.host() + "\r\nHost: evil.example" + end;
  EXPECT_EQ(ReadAnswer(bureau.SendRaw(two)).status, 400);
}

// A session cookie comes along whichever page posts; the origin tells.
TEST(ServerTest, TakesAChangeByCookieFromItsOwnPagesOnly) {
  ABureau bureau;
  bureau.commands.act = [](const std::string& id, const Action&) { return AnIncident(id); };
  HttpAnswer in = bureau.Ask("POST", "/api/v1/session", {.body = "{\"token\":\"" + kDeskToken + "\"}"});
  const std::string cookie = "Cookie: " + in.Header("set-cookie").substr(0, in.Header("set-cookie").find(';'));
  auto act = [&](const std::vector<std::string>& lines) {
    Asking asking{.body = "{\"action\":\"acknowledge\"}", .lines = lines};
    asking.lines.push_back(cookie);
    return bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/actions", asking).status;
  };
  EXPECT_EQ(act({"Origin: http://" + bureau.host(), "Sec-Fetch-Site: same-origin"}), 200);
  EXPECT_EQ(act({"Origin: http://evil.example", "Sec-Fetch-Site: cross-site"}), 403);
  EXPECT_EQ(act({"Origin: null"}), 403);
  EXPECT_EQ(act({"Sec-Fetch-Site: cross-site"}), 403);
  EXPECT_EQ(act({}), 403);
  EXPECT_EQ(bureau.commands.actions().size(), 1U);
  EXPECT_EQ(bureau.Ask("DELETE", "/api/v1/session", {.lines = {cookie, "Origin: http://evil.example"}}).status, 403);
}

TEST(ServerTest, TakesNoLoginFromAForeignPageAndNoForm) {
  ABureau bureau;
  const std::string body = "{\"token\":\"" + kDeskToken + "\"}";
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/session", {.body = body, .lines = {"Origin: http://evil.example"}}).status, 403);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/session", {.body = body, .type = "text/plain"}).status, 415);
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/session", {.body = body, .type = "application/x-www-form-urlencoded"}).status, 415);
}

}  // namespace
}  // namespace fenghuo
