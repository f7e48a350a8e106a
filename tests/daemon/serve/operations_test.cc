// Health, metrics, reload, the console's files, events, and where the server listens.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/serve/listen_address.h"
#include "tests/daemon/serve/a_bureau.h"

namespace fenghuo {
namespace {

TEST(HealthTest, SaysWhetherTheCoreTurns) {
  ABureau bureau;
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").body, R"({"healthy":true,"last_tick":"2026-07-11T02:00:00Z"})");
  bureau.clock.Advance(seconds(5));
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").status, 200);
  bureau.clock.Advance(milliseconds(1));
  EXPECT_EQ(bureau.Ask("GET", "/-/healthy").status, 503);
}

TEST(HealthTest, SaysWhyItIsNotReady) {
  ABureau bureau;
  EXPECT_EQ(bureau.Ask("GET", "/-/ready").body, R"({"ready":true,"reasons":[]})");
  DaemonStatus starting;
  starting.reasons = {"the store is being opened"};
  bureau.commands.SetStatus(starting);
  HttpAnswer answer = bureau.Ask("GET", "/-/ready");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, R"({"ready":false,"reasons":["the store is being opened"]})");
}

TEST(ReloadTest, GivesTheProblemsOfTheFiles) {
  ABureau bureau;
  bureau.commands.reload = [] { return std::string("serve.listen needs a restart"); };
  HttpAnswer good = bureau.Ask("POST", "/-/reload", {.token = kChiefToken});
  EXPECT_EQ(good.body, R"({"reloaded":true,"message":"serve.listen needs a restart"})");
  bureau.commands.reload = []() -> Result<std::string> { return Invalid("rules/1.yml:3: a\nrules/1.yml:4: b"); };
  HttpAnswer bad = bureau.Ask("POST", "/-/reload", {.token = kChiefToken});
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(bad.json()["detail"], "rules/1.yml:3: a\nrules/1.yml:4: b");
}

TEST(MetricsTest, HasEveryKnownSeriesFromTheStart) {
  Metrics metrics;
  const std::string text = metrics.Text();
  for (const char* line :
       {"fenghuo_fetch_attempts_total{kind=\"feed\"} 0", "fenghuo_fetch_failures_total{kind=\"board\",reason=\"login_wall\"} 0",
        "fenghuo_items_total{outcome=\"new\"} 0", "fenghuo_incidents_opened_total{level=\"1\"} 0",
        "fenghuo_ack_seconds_bucket{level=\"2\",le=\"600\"} 0", "fenghuo_escalations_total{level=\"4\"} 0",
        "fenghuo_notifications_failed_total{channel_type=\"wecom\",reason=\"rate_limited\"} 0",
        "fenghuo_config_last_reload_successful 1", "fenghuo_stage_queue_items{stage=\"deliver\"} 0", "process_open_fds "}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
}

TEST(MetricsTest, CountsWhatItIsTold) {
  Metrics metrics;
  metrics.CountFetch(SourceType::kFeed, "timeout", false, 10, 20, seconds(1));
  metrics.CountFetch(SourceType::kFeed, "<script>", true, 1, 2, milliseconds(10));
  metrics.CountIngest({.documents_new = 3, .documents_matched = 2}, milliseconds(5));
  metrics.CountAttempt(ChannelType::kFeishu, "auth", seconds(1));
  metrics.CountAttempt(ChannelType::kFeishu, "what is this", seconds(1));
  metrics.CountHappening({HappeningKind::kAcknowledged, 1, minutes(4)});
  metrics.CountReload(false, kNow, 7);
  const std::string text = metrics.Text();
  for (const char* line :
       {"fenghuo_fetch_attempts_total{kind=\"feed\"} 2", "fenghuo_fetch_failures_total{kind=\"feed\",reason=\"timeout\"} 1",
        "fenghuo_fetch_failures_total{kind=\"feed\",reason=\"other\"} 1", "fenghuo_fetch_not_modified_total{kind=\"feed\"} 1",
        "fenghuo_fetch_bytes_total{kind=\"feed\",stage=\"decoded\"} 22", "fenghuo_items_total{outcome=\"new\"} 3",
        "fenghuo_items_matched_total 2", "fenghuo_notifications_total{channel_type=\"feishu\"} 2",
        "fenghuo_notifications_failed_total{channel_type=\"feishu\",reason=\"auth\"} 1",
        "fenghuo_notifications_failed_total{channel_type=\"feishu\",reason=\"unknown\"} 1",
        "fenghuo_ack_seconds_bucket{level=\"1\",le=\"300\"} 1", "fenghuo_ack_seconds_bucket{level=\"1\",le=\"120\"} 0",
        "fenghuo_config_last_reload_successful 0"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
  EXPECT_EQ(text.find("<script>"), std::string::npos);
}

TEST(MetricsTest, ReadsTheStoreAtTheScrape) {
  ABureau bureau;
  Incident incident = AnIncident("2026-0711-01");
  incident.clocks.emplace_back().countdown.due = kNow + hours(1);
  incident.tasks.emplace_back().countdown.due = kNow;
  incident.tasks.emplace_back().state = TaskState::kDone;
  bureau.Put(incident);
  bureau.Put([&](Batch& batch) {
    batch.PutNotification(ANotification("waits", DeliveryState::kPending));
    batch.PutNotification(ANotification("lost", DeliveryState::kDead));
  });
  bureau.Ask("GET", "/api/v1/incidents/2026-0711-01", {.token = kViewToken});
  const std::string text = bureau.Ask("GET", "/metrics").body;
  for (const char* line :
       {"fenghuo_incidents_open{level=\"2\",state=\"notified\"} 1", "fenghuo_incidents_open{level=\"1\",state=\"watching\"} 0",
        "fenghuo_ledger_open{kind=\"clock\"} 1", "fenghuo_ledger_open{kind=\"task\"} 1",
        "fenghuo_ledger_oldest_due_timestamp_seconds{kind=\"task\"} 1783735200",
        "fenghuo_outbox_items{state=\"pending\"} 1", "fenghuo_outbox_items{state=\"dead\"} 1",
        "fenghuo_sources{state=\"unread\"} 2", "fenghuo_db_size_bytes ",
        "fenghuo_http_requests_total{code_class=\"2xx\",method=\"GET\",route=\"/api/v1/incidents/{id}\"} 1"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
}

TEST(MetricsTest, FindsTheOldestUnsignedByItsSignatureAndItsEpisode) {
  ABureau bureau;
  Incident at_work = AnIncident("2026-0711-01");  // a raised level waits to be signed for while the work goes on
  at_work.state = IncidentState::kHandling;
  Incident again = AnIncident("2026-0701-01");
  again.opened_at = kNow - hours(24 * 10);
  again.reopened_at = {kNow - minutes(5)};
  bureau.Put(at_work);
  bureau.Put(again);

  const std::string text = bureau.Ask("GET", "/metrics").body;

  const std::string line = "fenghuo_oldest_unacked_timestamp_seconds{level=\"2\"} ";
  const size_t at = text.find(line);
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(std::stod(text.substr(at + line.size())), static_cast<double>(ToUnixSeconds(kNow - minutes(20))));
}

TEST(MetricsTest, LeavesPromtoolNothingToSay) {
  if (std::system("promtool --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "promtool is not installed (Debian: prometheus)";
  ABureau bureau;
  bureau.Put(AnIncident("2026-0711-01"));
  bureau.Ask("GET", "/nowhere");
  HttpAnswer scrape = bureau.Ask("GET", "/metrics");
  EXPECT_EQ(scrape.Header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  const std::string file = testing::TempDir() + "fenghuo-scrape.txt";
  std::ofstream(file) << scrape.body;
  FILE* lint = popen(("promtool check metrics < " + file + " 2>&1").c_str(), "r");
  ASSERT_NE(lint, nullptr);
  std::string said(4096, '\0');
  said.resize(std::fread(said.data(), 1, said.size(), lint));
  EXPECT_EQ(pclose(lint), 0);
  EXPECT_EQ(said, "");
  std::filesystem::remove(file);
}

TEST(ConsoleTest, GivesThePageAndItsFiles) {
  ABureau bureau;
  HttpAnswer page = bureau.Ask("GET", "/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.Header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.Header("cache-control"), "no-store");
  EXPECT_EQ(page.Header("x-frame-options"), "DENY");
  EXPECT_EQ(bureau.Ask("GET", "/index.html").body, page.body);
  HttpAnswer script = bureau.Ask("GET", "/console.js");
  EXPECT_EQ(script.Header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.Header("cache-control"), "no-cache");
  HttpAnswer again = bureau.Ask("GET", "/console.js", {.lines = {"If-None-Match: " + script.Header("etag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

// An open console: once its header has come, whatever is announced is for it.
class Follower {
 public:
  explicit Follower(const ABureau& bureau) : stream_("127.0.0.1", std::to_string(bureau.port())) {
    stream_.expires_after(std::chrono::minutes(2));
    stream_ << "GET /api/v1/events HTTP/1.1\r\nHost: " << bureau.host() << "\r\nAuthorization: Bearer " << kViewToken << "\r\n\r\n"
            << std::flush;
  }

  // Whether it came before the server closed the stream.
  bool AwaitLine(const std::string& line) {
    for (std::string got; std::getline(stream_, got);) {
      if (got == line) return true;
    }
    return false;
  }

  bool AwaitEnd() {
    for (std::string got; std::getline(stream_, got);) {
    }
    return stream_.error() == boost::asio::error::eof;
  }

 private:
  boost::asio::ip::tcp::iostream stream_;
};

const std::string kIncidentChanged = "data: {\"what\":\"incident\"}";

TEST(EventsTest, TellsOpenConsolesWhatChanged) {
  ServeLimits limits;
  limits.heartbeat = milliseconds(100);
  ABureau bureau({.limits = limits});
  Follower console(bureau);
  ASSERT_TRUE(console.AwaitLine("Content-Type: text/event-stream\r"));
  ASSERT_TRUE(console.AwaitLine("retry: 3000"));
  bureau.server->Announce("incident");
  EXPECT_TRUE(console.AwaitLine("event: change"));
  EXPECT_TRUE(console.AwaitLine(kIncidentChanged));
  EXPECT_TRUE(console.AwaitLine(": still here"));
  // Who may not look any more is not told any more.
  bureau.Reconfigure([](Config& config) { config.staff.people[0].permissions.clear(); });
  EXPECT_TRUE(console.AwaitEnd());
}

TEST(EventsTest, ClosesNobodyWhoReadsHoweverOftenSomethingChanges) {
  ServeLimits limits;
  limits.heartbeat = milliseconds(1);
  ABureau bureau({.limits = limits});
  Follower console(bureau);
  ASSERT_TRUE(console.AwaitLine("retry: 3000"));
  for (int change = 0; change < 2000; ++change) {
    bureau.server->Announce("incident");
    ASSERT_TRUE(console.AwaitLine(kIncidentChanged)) << "change " << change;
  }
}

TEST(EventsTest, EndsWhenTheServerStops) {
  auto bureau = std::make_unique<ABureau>();
  Follower console(*bureau);
  ASSERT_TRUE(console.AwaitLine("retry: 3000"));
  bureau->server.reset();
  EXPECT_TRUE(console.AwaitEnd());
}

TEST(ListenTest, RefusesAnOpenDoorWhereNobodyCanBeKnown) {
  Staff nobody;
  Result<ListenAddress> open = ReadListenAddress("0.0.0.0:8640", nobody);
  ASSERT_FALSE(open.ok());
  EXPECT_EQ(open.error().message,
            "serve.listen: 0.0.0.0:8640 can be reached from other machines, but nobody in staff.yml has a token; give at least one "
            "person a token_file or listen on 127.0.0.1");
  for (const char* address : {"[::]:8640", "10.1.2.3:80", "[::ffff:10.1.2.3]:80", "[fe80::1]:80"}) {
    EXPECT_FALSE(ReadListenAddress(address, nobody).ok()) << address;
    EXPECT_TRUE(ReadListenAddress(address, AConfig().staff).ok()) << address;
  }
  for (const char* address : {"127.0.0.1:8640", "127.9.9.9:0", "[::1]:8640", "localhost:8640", "[::ffff:127.0.0.1]:80"}) {
    EXPECT_TRUE(ReadListenAddress(address, nobody).ok()) << address;
  }
}

TEST(ListenTest, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "8640", ":8640", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x", "host.example:80"}) {
    Result<ListenAddress> address = ReadListenAddress(text, AConfig().staff);
    ASSERT_FALSE(address.ok()) << text;
    EXPECT_EQ(address.error().message,
              "serve.listen: must be address:port such as 127.0.0.1:8640, is \"" + std::string(text) + "\"");
  }
}

TEST(ListenTest, SaysThatTheAddressIsTaken) {
  ABureau bureau;
  Config config = AConfig();
  config.serve.listen = bureau.host();
  Result<std::unique_ptr<Server>> second = Server::Listen(
      {.config = std::make_shared<const Config>(config), .store = bureau.store.get(), .commands = &bureau.commands,
       .clock = &bureau.clock, .acknowledge_key = kAcknowledgeKey});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(second.error().message, "serve.listen: " + bureau.host() +
                                        " is taken by another program, perhaps another fenghuo; stop it or listen on another port");
}

}  // namespace
}  // namespace fenghuo
