// How long a first page takes: from the moment at which an incident is opened (its row is written after that) until the channel's
// server has the message in hand, while documents stream in and ten thousand incidents are open. No Google Benchmark: it is the whole
// daemon in this process, over HTTP at both ends, with a store on disk that is synced.
//
//   latency_bench      exit code 1 when the goal is missed

#include <algorithm>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "base/log.h"
#include "daemon/app.h"
#include "daemon/commands/command.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/demo/demo_world.h"
#include "daemon/engine.h"
#include "daemon/own_store.h"
#include "nlohmann/json.hpp"
#include "tests/bench/feeds.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr int kOpenIncidents = 10'000;
constexpr int kDocumentsASecond = 2000;
constexpr int kDocumentsAPush = 100;
constexpr Duration kBetweenPushes = milliseconds(1000 * kDocumentsAPush / kDocumentsASecond);
constexpr int kSources = 8;  // so that none reaches what one may bring in a day
constexpr Duration kBetweenPages = milliseconds(500);  // well below what a channel may send in a minute
constexpr Duration kMeasured = seconds(60);
constexpr double kGoalMillis = 1000;
constexpr const char* kReceiver = "127.0.1.100";

void Write(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

std::string Read(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string TokenOf(int source) { return std::string(39, 'h') + std::to_string(source); }

// The demo's office, all of it told by webhooks that may take as much as comes, with sources that are sent to.
void WriteOffice(const std::string& folder, int port, const std::string& listen) {
  CHECK(WriteDemoConfig(folder, port, listen).ok(), "the office cannot be written");
  const std::string config = folder + "/config/";
  std::string channels = "channels:\n";
  for (const char* id : {"duty-group", "sections-group", "duty-screen"}) {
    channels += std::string("  - {id: ") + id + ", name: " + id + ", type: webhook, base_url: \"http://" + kReceiver + ":" +
                std::to_string(port) + "/" + id + "\", allow_plain_http: true, limits: {messages_a_minute: 1000, reserved_for_urgent: 1}}\n";
  }
  Write(config + "channels.yml", channels);
  std::filesystem::remove(config + "sources/demo.yml");
  std::string sources = "sources:\n";
  for (int i = 0; i < kSources; ++i) {
    const std::string id = "hotline" + std::to_string(i);
    Write(config + "secrets/" + id + ".token", TokenOf(i));
    sources += "  - {id: " + id + ", name: 热线" + std::to_string(i) + ", type: push, kind: complaint, token_file: secrets/" + id + ".token}\n";
  }
  Write(config + "sources/hotlines.yml", sources);
  std::string main = Read(config + "fenghuo.yml");
  main.insert(main.find("serve:\n") + 7, "  push_per_minute: 6000\n");
  Write(config + "fenghuo.yml", main);
}

// Incidents that somebody has signed for and works on: what is due for them is hours away.
void OpenIncidents(const std::string& config_path, Timestamp now) {
  Result<LoadedConfig> loaded = LoadForUse(config_path);
  CHECK(loaded.ok(), loaded.error().message.c_str());
  Result<std::unique_ptr<Store>> store = OpenOwnStore(loaded->config);
  CHECK(store.ok(), store.error().message.c_str());
  Result<std::unique_ptr<Engine>> engine = Engine::Make(
      {.config = loaded->config, .classifier = loaded->classifier, .store = store->get(), .watching = Watching::kYes}, now);
  CHECK(engine.ok(), engine.error().message.c_str());
  ManualReport report;
  report.title = "市民来电反映某超市销售过期食品";
  report.level = 3;
  Result<Incident> opened = (*engine)->OpenByHand(report, now);
  CHECK(opened.ok(), opened.error().message.c_str());
  Result<Incident> signed_for = (*engine)->Act(opened->id, {.kind = ActionKind::kAcknowledge, .person = "zhang", .entered_by = "zhang"}, now);
  CHECK(signed_for.ok(), signed_for.error().message.c_str());
  Batch batch;
  for (int i = 1; i < kOpenIncidents; ++i) {
    Incident another = *signed_for;
    another.number = "0707-" + std::to_string(i);
    another.id = "2026-" + another.number;
    batch.PutIncident(another);
  }
  CHECK((*store)->Commit(std::move(batch), Sync::kYes).ok(), "the store cannot be written");
}

// Texts of the end-to-end benchmark, one in ten of a watched happening, each with a number that makes it one more that tells of it.
class Documents {
 public:
  Documents() {
    Result<Config> office = LoadConfig(FENGHUO_SOURCE_DIR "/deploy/config");
    CHECK(office.ok(), office.error().message.c_str());
    for (const BenchFeed& feed : BenchFeeds(office->rules, FeedMix::kPosts)) {
      ParsedBody parsed = ParseFeed(feed.body, {.url = feed.url, .content_type = "application/rss+xml"});
      CHECK(parsed.feed.has_value(), "the benchmark's feed cannot be read");
      for (const FeedEntry& entry : parsed.feed->entries) texts_.push_back(entry.title + entry.summary);
    }
  }

  // A body of JSON Lines.
  std::string Lines(int count) {
    std::string lines;
    for (int i = 0; i < count; ++i) {
      const std::string number = std::to_string(++made_);
      nlohmann::json line = {{"id", number}, {"title", texts_[random_() % texts_.size()] + " " + number}};
      lines += line.dump() + "\n";
    }
    return lines;
  }

 private:
  std::vector<std::string> texts_;
  std::mt19937 random_{1};
  int64_t made_ = 0;
};

// When each message arrived, by the id of its row.
class Receiver {
 public:
  explicit Receiver(const Clock& clock)
      : clock_(clock), server_([this](FakeConnection& peer) { Serve(peer); }, FakeServerOptions{.address = kReceiver}) {}

  int port() const { return server_.port(); }
  std::map<std::string, Timestamp> arrivals() const {
    std::lock_guard lock(mutex_);
    return arrivals_;
  }

 private:
  void Serve(FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      {
        std::lock_guard lock(mutex_);
        arrivals_.emplace(HeaderOf(*request, "webhook-id").value_or(""), clock_.Now());
      }
      if (!peer.Send(Reply("200 OK", "{}"))) return;
    }
  }

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Timestamp> arrivals_;
  FakeServer server_;  // last: its threads use the others
};

// The status line.
std::string Post(const std::string& host, const std::string& path, const std::string& token, const std::string& type, const std::string& body) {
  const size_t colon = host.find(':');
  boost::asio::ip::tcp::iostream stream(host.substr(0, colon), host.substr(colon + 1));
  stream << "POST " << path << " HTTP/1.1\r\nHost: " << host << "\r\nConnection: close\r\nAuthorization: Bearer " << token
         << "\r\nContent-Type: " << type << "\r\nContent-Length: " << body.size() << "\r\n\r\n" << body << std::flush;
  std::string status;
  std::getline(stream, status);
  return status;
}

struct Load {
  std::atomic<int64_t> documents = 0;
  std::atomic<int64_t> refused = 0;
};

void PushDocuments(const std::string& host, const std::atomic<bool>& stopping, Load& load) {
  Documents documents;
  auto next = std::chrono::steady_clock::now();
  for (int push = 0; !stopping; ++push) {
    const std::string body = documents.Lines(kDocumentsAPush);
    std::this_thread::sleep_until(next);
    next = std::max(next + kBetweenPushes, std::chrono::steady_clock::now() - kBetweenPushes);  // what is late is caught up with once
    const bool taken = Post(host, "/api/v1/documents", TokenOf(push % kSources), "application/x-ndjson", body).find(" 200 ") != std::string::npos;
    (taken ? load.documents : load.refused) += kDocumentsAPush;
  }
}

void OpenPages(const std::string& host, const std::string& token, const std::atomic<bool>& stopping) {
  for (int i = 0; !stopping; ++i) {
    const nlohmann::json report = {{"title", "来电反映第" + std::to_string(i) + "号商户"}, {"level", 2}, {"locality", "local"},
                                   {"origin", {{"source", "来电"}}}};
    const std::string status = Post(host, "/api/v1/incidents", token, "application/json", report.dump());
    CHECK(status.find(" 201 ") != std::string::npos, status.c_str());
    std::this_thread::sleep_for(kBetweenPages);
  }
}

// In milliseconds, of every page; one that never came counts as the longest there is.
std::vector<double> Latencies(const std::string& config_path, const Receiver& receiver, Timestamp from, Timestamp to) {
  Result<LoadedConfig> loaded = LoadForUse(config_path);
  CHECK(loaded.ok(), loaded.error().message.c_str());
  Result<std::unique_ptr<Store>> store = OpenOwnStore(loaded->config);
  CHECK(store.ok(), store.error().message.c_str());
  Result<std::vector<Notification>> rows = (*store)->NotificationsCreated(from, to);
  CHECK(rows.ok(), rows.error().message.c_str());
  const std::map<std::string, Timestamp> arrivals = receiver.arrivals();
  std::vector<double> latencies;
  for (const Notification& row : *rows) {
    if (row.urgency != Urgency::kRing || row.message.incident.empty()) continue;
    auto arrived = arrivals.find(row.id);
    const Duration took = arrived == arrivals.end() ? to - from : arrived->second - row.created_at;
    latencies.push_back(std::chrono::duration<double, std::milli>(took).count());
  }
  std::sort(latencies.begin(), latencies.end());
  return latencies;
}

double At(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<size_t>(share * static_cast<double>(sorted.size())))];
}

int FreePort() {
  boost::asio::io_context context;
  return boost::asio::ip::tcp::acceptor(context, {boost::asio::ip::make_address("127.0.0.1"), 0}).local_endpoint().port();
}

int Measure() {
  TemporaryDirectory folder;
  // Noon, because at night nobody is rung for everything.
  auto clock = std::make_shared<ScaledClock>(*ParseRfc3339("2026-07-08T12:00:00+08:00"), 1.0);
  clock->Begin(std::chrono::steady_clock::now());
  Receiver receiver(*clock);
  const std::string host = "127.0.0.1:" + std::to_string(FreePort());
  WriteOffice(folder.Path(""), receiver.port(), host);
  OpenIncidents(folder.Path("config"), clock->Now());
  Result<std::unique_ptr<App>> app = App::Start({.config_path = folder.Path("config"), .clock = clock});
  CHECK(app.ok(), app.error().message.c_str());
  std::string token = Read(folder.Path("config/secrets/zhang.token"));
  token = token.substr(0, token.find('\n'));

  std::atomic<bool> stopping = false;
  Load load;
  std::thread core([&] { CHECK((*app)->Run() == 0, "the daemon ended by itself"); });
  std::thread documents([&] { PushDocuments(host, stopping, load); });
  std::thread pages([&] { OpenPages(host, token, stopping); });
  std::this_thread::sleep_for(seconds(5));
  const Timestamp from = clock->Now();
  const int64_t before = load.documents;
  std::this_thread::sleep_for(kMeasured);
  const Timestamp to = clock->Now();
  const double rate = static_cast<double>(load.documents - before) / std::chrono::duration<double>(to - from).count();
  stopping = true;
  documents.join();
  pages.join();
  std::this_thread::sleep_for(seconds(3));  // for the last page
  (*app)->Stop();
  core.join();
  app->reset();

  const std::vector<double> took = Latencies(folder.Path("config"), receiver, from, to);
  CHECK(!took.empty(), "no page was sent");
  const double worst_percent = At(took, 0.99);
  std::printf("%s %.2f (goal 1.00) latency/one_second / latency/first_page: p50 %.0f ms, p99 %.0f ms, longest %.0f ms of %zu pages; %.0f documents/s "
              "came in (%lld refused), %d incidents open\n",
              worst_percent <= kGoalMillis ? "ok  " : "MISS", kGoalMillis / worst_percent, At(took, 0.5), worst_percent, took.back(), took.size(),
              rate, static_cast<long long>(load.refused.load()), kOpenIncidents);
  return worst_percent <= kGoalMillis && rate > 0.98 * kDocumentsASecond ? 0 : 1;
}

}  // namespace
}  // namespace fenghuo

int main() { return fenghuo::Measure(); }
