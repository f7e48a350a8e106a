// Sources that answer as badly as sources do, read by the daemon itself beside good ones.

#include <gtest/gtest.h>
#include <signal.h>

#include <boost/asio/ip/tcp.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "daemon/demo/demo_world.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/gzip.h"
#include "tests/scenarios/child_process.h"
#include "tests/scenarios/scenario_run.h"

namespace fenghuo {
namespace {

using Json = nlohmann::json;

constexpr size_t kMiB = 1024 * 1024;
constexpr Duration kLongest = seconds(90);
constexpr Duration kLookEvery = milliseconds(200);
constexpr Duration kStopMax = seconds(20);
// Three bodies at their caps in flight at once, and the sanitizer's quarantine.
constexpr int64_t kResidentMax = 768 * static_cast<int64_t>(kMiB);

std::string AnItem(const std::string& id, const std::string& title) {
  return "<item><guid>" + id + "</guid><title>" + title + "</title><link>https://paper.example/" + id +
         "</link><description>清河市某小学食堂，多名学生呕吐。</description></item>";
}

std::string AFeed(const std::string& items) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>某报</title>" + items + "</channel></rss>";
}

std::string Fine(const std::string& id) { return AFeed(AnItem(id, "清河市某小学食堂多名学生呕吐") + AnItem(id + "-2", "公交改线")); }

std::string Xml(const std::string& body, const std::string& lines = "Content-Type: text/xml; charset=utf-8\r\n") {
  return Reply("200 OK", body, lines);
}

// Begins well and goes on for ever.
void NeverEnd(FakeConnection& peer) {
  const std::string item = AnItem("x", std::string(3000, 'x'));
  if (!peer.Send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n<rss version=\"2.0\"><channel>")) return;
  while (peer.Send(item)) {
  }
}

// A byte now and then: never silent, never done.
void Trickle(FakeConnection& peer) {
  if (!peer.Send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n<rss>")) return;
  while (peer.Send(" ") && peer.Wait(milliseconds(100))) {
  }
}

// By the first word of the path.
const std::string& ReplyFor(const std::string& path) {
  static const std::map<std::string, std::string> kReplies = {
      {"fine", Xml(Fine("fine"))},
      {"good", Xml(Fine("good"))},
      {"page", Reply("200 OK", "<!DOCTYPE html><html><body><h1>系统维护中</h1></body></html>", "Content-Type: text/html\r\n")},
      {"nothing", Xml("")},
      {"ill", Xml("<rss><channel><title>a < b & c</item></rss>")},
      {"cut", Xml(Fine("cut").substr(0, 160))},
      {"legacy", Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><item><guid>g</guid><title>"
                     "\xCA\xB3\xC6\xB7\xB0\xB2\xC8\xAB\xCD\xA8\xB8\xE6\xB7\xA2\xB2\xBC</title></item></channel></rss>")},  // GB18030
      {"huge", Xml(AFeed(AnItem("h", std::string(50 * kMiB, 'h'))))},
      {"bomb", Xml(Gzip(AFeed(std::string(200 * kMiB, ' '))), "Content-Type: text/xml\r\nContent-Encoding: gzip\r\n")},
      {"script", Xml(AFeed(AnItem("s", "&lt;script&gt;alert(1)&lt;/script&gt;清河市某小学食堂&lt;img src=x onerror=alert(1)&gt;多名学生呕吐")))},
  };
  return kReplies.at(path);
}

void Misbehave(FakeConnection& peer) {
  std::optional<std::string> request = peer.ReadRequest();
  while (request) {
    const std::string path = PathOf(*request).substr(std::string("GET /").size());
    if (path == "robots.txt") {  // at once: making the largest of the others takes longer than it is waited for
      peer.Send(Reply("404 Not Found", ""));
      return;
    }
    if (path == "endless") return NeverEnd(peer);
    if (path == "trickle") return Trickle(peer);
    if (!peer.Send(ReplyFor(path))) return;
    request = peer.ReadRequest();
  }
}

class HostileSourcesTest : public testing::Test {
 protected:
  void SetUp() override {
    Result<void> written = WriteDemoConfig(folder_.Path(""), hosts_.port(), address_);
    ASSERT_TRUE(written.ok()) << written.error().message;
    std::filesystem::remove_all(config_ + "/sources");
    std::filesystem::create_directory(config_ + "/sources");
    std::ofstream sources(config_ + "/sources/all.yml");
    sources << "defaults: {type: feed, kind: article, tier: city, region: 清河市, lang: zh, official: true, every: 1s}\nsources:\n";
    for (const char* name : {"fine", "good", "page", "nothing", "ill", "cut", "legacy", "huge", "bomb", "script", "endless", "trickle"}) {
      sources << "  - {id: " << name << ", name: " << name << ", url: \"" << hosts_.Url("/" + std::string(name)) << "\", inner: true}\n";
    }
    std::ofstream main(config_ + "/fenghuo.yml", std::ios::trunc);
    main << "data: data\nzone: Asia/Shanghai\nserve: {listen: \"" << address_ << "\"}\n"
         << "crawl: {user_agent: \"test (desk@office.example)\", host_gap: 0s, jitter: 0, total_timeout: 3s, allow_addresses: [\""
         << hosts_.Host() << "\"]}\n";
  }

  std::string Ask(const std::string& path) const {
    std::string token = ReadWholeFile(config_ + "/secrets/zhang.token");
    token.erase(token.find_last_not_of('\n') + 1);
    size_t colon = address_.find(':');
    boost::asio::ip::tcp::iostream stream(address_.substr(0, colon), address_.substr(colon + 1));
    stream << "GET " << path << " HTTP/1.0\r\nHost: " << address_ << "\r\nAuthorization: Bearer " << token
           << "\r\nConnection: close\r\n\r\n" << std::flush;
    std::string answer{std::istreambuf_iterator<char>(stream), {}};
    size_t body = answer.find("\r\n\r\n");
    return body == std::string::npos ? "" : answer.substr(body + 4);
  }

  std::map<std::string, Json> Sources() const {
    std::map<std::string, Json> sources;
    Json page = Json::parse(Ask("/api/v1/sources?limit=50"), nullptr, false);
    if (!page.is_object()) return sources;
    for (const Json& source : page.value("items", Json::array())) sources[source.value("id", "")] = source;
    return sources;
  }

  // Until `wanted` of every source, or the longest time.
  std::map<std::string, Json> SourcesOnce(const std::map<std::string, std::string>& wanted) const {
    std::map<std::string, Json> sources;
    for (Duration waited{}; waited < kLongest; waited += kLookEvery) {
      sources = Sources();
      bool all = std::all_of(wanted.begin(), wanted.end(),
                             [&](const auto& want) { return sources[want.first].value("health", "") == want.second; });
      if (all) break;
      Sleep(kLookEvery);
    }
    return sources;
  }

  FakeServer hosts_{Misbehave};
  TemporaryDirectory folder_;
  std::string config_ = folder_.Path("config");
  std::string log_ = folder_.Path("daemon.log");
  std::string address_ = FreeAddress();
};

// Bytes that the process held at most.
int64_t PeakResidentBytes(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6)) * 1024;
  }
  return 0;
}

TEST_F(HostileSourcesTest, EachGetsAStateAndAReasonAndHarmsNoNeighbour) {
  const std::map<std::string, std::string> wanted = {
      {"fine", "ok"},          {"good", "ok"},        {"legacy", "ok"},      {"script", "ok"},
      {"page", "not_a_feed"},  {"cut", "not_a_feed"}, {"ill", "empty"},      {"nothing", "empty"},
      {"huge", "too_large"},   {"bomb", "too_large"}, {"endless", "too_large"}, {"trickle", "failing"}};
  ChildProcess daemon({"run", "--config", config_}, log_);
  ASSERT_NE(daemon.AwaitLine(), "") << ReadWholeFile(log_);

  std::map<std::string, Json> sources = SourcesOnce(wanted);

  for (const auto& [id, health] : wanted) {
    EXPECT_EQ(sources[id].value("health", ""), health) << id << ": " << sources[id].dump();
    EXPECT_EQ(sources[id].value("health_reason", "").empty(), health == "ok") << sources[id].dump();
    std::printf("%-8s %-11s %s\n", id.c_str(), sources[id].value("health", "").c_str(), sources[id].value("health_reason", "").c_str());
  }
  EXPECT_EQ(sources["fine"].value("documents", 0), 2);
  EXPECT_EQ(sources["good"].value("documents", 0), 2);
  EXPECT_EQ(sources["script"].value("documents", 0), 1);
  EXPECT_EQ(sources["legacy"].value("documents", 0), 1);
  EXPECT_GE(sources["fine"].value("fetches", 0), sources["trickle"].value("fetches", 3));
  int64_t peak = PeakResidentBytes(daemon.id());
  std::printf("resident at most %lld MiB\n", static_cast<long long>(peak / static_cast<int64_t>(kMiB)));
  EXPECT_GT(peak, 0);
  EXPECT_LT(peak, kResidentMax);

  daemon.Signal(SIGTERM);
  EXPECT_EQ(daemon.Await(kStopMax), 0) << ReadWholeFile(log_);
}

}  // namespace
}  // namespace fenghuo
