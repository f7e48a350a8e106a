// Who may do what: every route of the table, so that a new one cannot be forgotten.

#include <gtest/gtest.h>

#include "daemon/serve/handlers.h"
#include "daemon/serve/router.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

std::string Concrete(std::string path) {
  for (size_t open; (open = path.find('{')) != std::string::npos;) path.replace(open, path.find('}') - open + 1, "x");
  return path;
}

bool IsPost(const Route& route) { return std::string_view(route.method) == "POST"; }

TEST(AccessTest, EveryRouteThatIsNotOpenAsksWhoItIs) {
  ABureau bureau;
  int asked = 0;
  for (const Route& route : Routes()) {
    if (route.access == Access::kPublic) continue;
    // A proxy on this machine must not make strangers local.
    Asking stranger{.lines = {"X-Forwarded-For: 203.0.113.5"}};
    for (const std::string& wrong : {std::string(), std::string(64, '9'), std::string("\x01")}) {
      stranger.token = wrong;
      HttpAnswer answer = bureau.Ask(route.method, Concrete(route.path), stranger);
      bool refused = answer.status == 401 || (wrong == "\x01" && answer.status == 400);
      EXPECT_TRUE(refused) << route.method << " " << route.path << " gave " << answer.status;
    }
    ++asked;
  }
  EXPECT_GE(asked, 20);
  EXPECT_TRUE(bureau.commands.actions().empty());
}

TEST(AccessTest, EveryRouteThatNeedsAPermissionRefusesAPersonWithoutIt) {
  ABureau bureau;
  for (const Route& route : Routes()) {
    if (route.access != Access::kPermission && route.access != Access::kOperations) continue;
    Asking mute{.token = kMuteToken, .lines = {"X-Forwarded-For: 203.0.113.5"}};
    if (IsPost(route)) mute.body = "{}";
    EXPECT_EQ(bureau.Ask(route.method, Concrete(route.path), mute).status, 403) << route.method << " " << route.path;
  }
}

TEST(AccessTest, EveryActionNeedsItsPermission) {
  ABureau bureau;
  bureau.Put(AnIncident("2026-0711-01"));
  for (int kind = 0; kind <= static_cast<int>(ActionKind::kHandOver); ++kind) {
    const std::string name = Name(static_cast<ActionKind>(kind));
    Asking asking{.token = kViewToken, .body = "{\"action\":\"" + name + "\"}"};
    HttpAnswer answer = bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/actions", asking);
    EXPECT_EQ(answer.status, 403) << name;
    EXPECT_EQ(answer.json().value("detail", ""), std::string("没有权限：") + PermissionFor(static_cast<ActionKind>(kind)));
  }
  Asking desk{.token = kDeskToken, .body = "{\"action\":\"close\"}"};
  EXPECT_EQ(bureau.Ask("POST", "/api/v1/incidents/2026-0711-01/actions", desk).status, 403);
  EXPECT_TRUE(bureau.commands.actions().empty());
}

TEST(AccessTest, NothingThatChangesIsAGet) {
  for (const Route& route : Routes()) {
    bool reads = std::string_view(route.method) == "GET";
    bool waits_for_the_core = std::holds_alternative<void (*)(const Call&, Respond)>(route.handler);
    EXPECT_FALSE(reads && waits_for_the_core) << route.path;
  }
}

TEST(AccessTest, HealthAndMetricsAreOpenOnThisMachineOnly) {
  ABureau bureau;
  for (const char* path : {"/-/healthy", "/-/ready", "/metrics"}) {
    EXPECT_EQ(bureau.Ask("GET", path).status, 200) << path;
    EXPECT_EQ(bureau.Ask("GET", path, {.lines = {"Forwarded: for=203.0.113.5"}}).status, 401) << path;
    Asking chief{.token = kChiefToken, .lines = {"X-Forwarded-For: 203.0.113.5"}};
    EXPECT_EQ(bureau.Ask("GET", path, chief).status, 200) << path;
  }
}

TEST(AccessTest, LoopbackIsNoIdentity) {
  ABureau bureau;
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents").status, 401);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents").Header("www-authenticate"), "Bearer realm=\"fenghuo\"");
}

TEST(AccessTest, APermissionThatIsTakenAwayEndsAtOnce) {
  ABureau bureau;
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents", {.token = kViewToken}).status, 200);
  bureau.Reconfigure([](Config& config) { config.staff.people[0].permissions.clear(); });
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents", {.token = kViewToken}).status, 403);
}

TEST(AccessTest, APersonWithoutATokenCannotBeReachedByAnEmptyOne) {
  ABureau bureau({.change = [](Config& config) { config.staff.people[0].token_hash.clear(); }});
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents", {.lines = {"Authorization: Bearer "}}).status, 401);
  EXPECT_EQ(bureau.Ask("GET", "/api/v1/incidents", {.lines = {"Authorization: Basic Og=="}}).status, 401);
}

}  // namespace
}  // namespace fenghuo
