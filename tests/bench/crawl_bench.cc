// The crawler against bare libcurl: client CPU a request, whether it stays so with ten thousand sources, what an idle source costs,
// and what sources that hang do to the others. The server is another process, so CPU time is the client's.
//
// `bare_multi` does the same requests with the same number in flight: one curl multi, one handle used again for each place.

#include <benchmark/benchmark.h>
#include <curl/curl.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "base/hash.h"
#include "daemon/crawl/crawler.h"
#include "daemon/net/curl_transport.h"
#include "tests/bench/feed_server.h"
#include "tests/bench/ratios.h"

namespace fenghuo {
namespace {

constexpr int kHosts = 64;  // and so many requests at once: one to a host
constexpr int kRequests = 100'000;  // ten of each of ten thousand sources: what a start costs is spread
constexpr int kFew = 100;
constexpr int kMany = 10'000;

const FeedServer& Server() {
  static const FeedServer server;
  return server;
}

std::string HostName(int number) { return "h" + std::to_string(number) + ".bench.example"; }

std::string Url(int host, const std::string& path) {
  return "http://" + HostName(host) + ":" + std::to_string(Server().port()) + path;
}

std::unique_ptr<CurlTransport> Transport(int in_flight_max) {
  GateOptions options;
  options.outside_addresses = {"127.0.0.1"};
  options.fetch.allow_ports = {Server().port()};
  Result<AddressGate> gate = AddressGate::Compile(options);
  CHECK(gate.ok(), gate.error().message.c_str());
  HostTable loopback = [](const std::string&) { return std::vector<std::string>{"127.0.0.1"}; };
  return std::make_unique<CurlTransport>(CurlTransportOptions{.in_flight_max = in_flight_max, .hosts = loopback},
                                         std::make_shared<const AddressGate>(std::move(*gate)));
}

double ProcessSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::vector<SourceConfig> Sources(int count, int hosts) {
  std::vector<SourceConfig> sources(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    SourceConfig& source = sources[static_cast<size_t>(i)];
    source.id = "bench-" + std::to_string(i);
    source.name = "监测源" + std::to_string(i);
    source.url = Url(i % hosts, "/feed/" + std::to_string(i));
    source.every = minutes(5);
  }
  return sources;
}

// A crawler whose fetches are acknowledged as they come, as a core with nothing else to do would.
class Crawl {
 public:
  Crawl(const CrawlConfig& manners, double speed, size_t fetches)
      : wanted_(fetches),
        transport_(Transport(manners.in_flight_max)),
        clock_(FromUnixSeconds(1'800'000'000), speed, std::chrono::steady_clock::now()),
        crawler_(std::make_unique<Crawler>(CrawlerOptions{.crawl = manners, .unacknowledged_max = kHosts}, *transport_, clock_,
                                           [this](FetchedBody fetched) { Take(fetched); })) {}
  ~Crawl() { crawler_->Stop(); }
  Crawl(const Crawl&) = delete;
  Crawl& operator=(const Crawl&) = delete;

  void Run(const std::vector<SourceConfig>& sources) {
    crawler_->Start(sources, {});
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return taken_ >= wanted_; });
  }

  Crawler& crawler() { return *crawler_; }
  // By source, when its fetches began.
  const std::map<std::string, std::vector<Timestamp>>& begun() const { return begun_; }

 private:
  void Take(const FetchedBody& fetched) {
    SourceRecord record;
    record.id = fetched.source->id;
    record.body_hash = fetched.report.body_hash;
    crawler_->Update(record);
    std::lock_guard lock(mutex_);
    begun_[record.id].push_back(fetched.report.started_at);
    if (++taken_ == wanted_) done_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable done_;
  size_t wanted_;
  size_t taken_ = 0;
  std::map<std::string, std::vector<Timestamp>> begun_;
  std::unique_ptr<CurlTransport> transport_;
  ScaledClock clock_;
  std::unique_ptr<Crawler> crawler_;  // last: it uses the others
};

CrawlConfig Hurried() {
  CrawlConfig manners;
  manners.user_agent = "fenghuo-bench (+mailto:ops@bench.example)";
  manners.host_gap = Duration(0);
  manners.in_flight_max = kHosts;
  return manners;
}

// So fast a clock that a source is always due, as many requests as the machine can do, and no faster: each day of it every
// robots.txt is asked for again.
void Scheduled(benchmark::State& state, int sources) {
  constexpr double kSpeed = 2e5;
  std::vector<SourceConfig> configured = Sources(sources, kHosts);
  for (auto _ : state) {
    double before = ProcessSeconds();
    Crawl(Hurried(), kSpeed, kRequests).Run(configured);
    state.SetIterationTime(ProcessSeconds() - before);
  }
  state.SetItemsProcessed(state.iterations() * kRequests);
}

size_t Append(char* bytes, size_t size, size_t count, void* body) {
  static_cast<std::string*>(body)->append(bytes, size * count);
  return size * count;
}

// One place of the baseline: a handle and what came last.
struct Place {
  CURL* handle = nullptr;
  curl_slist* address = nullptr;
  std::string body;
};

void BareMulti(benchmark::State& state) {
  for (auto _ : state) {
    double before = ProcessSeconds();
    CURLM* multi = curl_multi_init();
    std::vector<Place> places(kHosts);
    int started = 0;
    int ended = 0;
    uint64_t hashes = 0;
    auto start = [&](Place& place, int host) {
      place.body.clear();
      curl_easy_setopt(place.handle, CURLOPT_URL, Url(host, "/feed/" + std::to_string(started++)).c_str());
      curl_multi_add_handle(multi, place.handle);
    };
    for (int i = 0; i < kHosts; ++i) {
      Place& place = places[static_cast<size_t>(i)];
      place.handle = curl_easy_init();
      place.address = curl_slist_append(nullptr, (HostName(i) + ":" + std::to_string(Server().port()) + ":127.0.0.1").c_str());
      curl_easy_setopt(place.handle, CURLOPT_RESOLVE, place.address);
      curl_easy_setopt(place.handle, CURLOPT_WRITEFUNCTION, Append);
      curl_easy_setopt(place.handle, CURLOPT_WRITEDATA, &place.body);
      curl_easy_setopt(place.handle, CURLOPT_PRIVATE, &place);
      start(place, i);
    }
    while (ended < kRequests) {
      int running = 0;
      curl_multi_perform(multi, &running);
      int left = 0;
      bool any = false;
      while (CURLMsg* message = curl_multi_info_read(multi, &left)) {
        CHECK(message->data.result == CURLE_OK, "the benchmark's server did not answer");
        Place* place = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &place);
        curl_multi_remove_handle(multi, place->handle);
        hashes ^= Hash64(place->body);
        any = true;
        if (++ended < kRequests && started < kRequests) start(*place, static_cast<int>(place - places.data()));
      }
      if (!any) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    benchmark::DoNotOptimize(hashes);
    for (Place& place : places) {
      curl_multi_remove_handle(multi, place.handle);
      curl_easy_cleanup(place.handle);
      curl_slist_free_all(place.address);
    }
    curl_multi_cleanup(multi);
    state.SetIterationTime(ProcessSeconds() - before);
  }
  state.SetItemsProcessed(state.iterations() * kRequests);
}

// As sources a second of the reciprocal: bytes of heap that ten thousand sources take which are never due, their configuration in it.
void IdleSource(benchmark::State& state) {
  std::vector<SourceConfig> sources = Sources(kMany, kMany);
  for (auto _ : state) {
    Crawl crawl(Hurried(), 1e-9, 0);
    size_t before = mallinfo2().uordblks;
    crawl.crawler().Start(sources, {});
    state.SetIterationTime(static_cast<double>(mallinfo2().uordblks - before));
  }
  state.SetItemsProcessed(state.iterations() * kMany);
}

void OneKibibyte(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(1024.0 * kMany);
  state.SetItemsProcessed(state.iterations() * kMany);
}

// How late the 99th of a hundred fetches begins, in seconds of the crawler's clock. `hanging` in ten of 5,000 sources never answer.
double Lateness(int hanging_in_ten) {
  constexpr int kSources = 5'000;
  constexpr double kSpeed = 20;
  constexpr size_t kRounds = 2;
  std::vector<SourceConfig> sources = Sources(kSources, kSources);
  size_t answering = 0;
  for (size_t i = 0; i < sources.size(); ++i) {
    if (static_cast<int>(i % 10) < hanging_in_ten) {
      sources[i].url = Url(static_cast<int>(i), "/hang/" + std::to_string(i));
    } else {
      ++answering;
    }
  }
  CrawlConfig manners = Hurried();
  manners.in_flight_max = 200;
  manners.jitter = 0;
  manners.total_timeout = seconds(1) + milliseconds(500);  // of real time: 30 s of the crawler's
  Crawl crawl(manners, kSpeed, answering * kRounds);
  crawl.Run(sources);
  std::vector<double> late;
  for (const auto& [source, begun] : crawl.begun()) {
    if (std::stoi(source.substr(6)) % 10 < hanging_in_ten) continue;
    for (size_t i = 1; i < begun.size(); ++i) {
      late.push_back(std::chrono::duration<double>(begun[i] - begun[i - 1] - minutes(5)).count());
    }
  }
  CHECK(!late.empty(), "no source came round twice");
  auto place = late.begin() + static_cast<std::ptrdiff_t>(late.size() * 99 / 100);
  std::nth_element(late.begin(), place, late.end());
  return *place;
}

// The whole interval: five minutes and what the 99th is late.
void Interval(benchmark::State& state, int hanging_in_ten) {
  for (auto _ : state) state.SetIterationTime(300.0 + Lateness(hanging_in_ten));
  state.SetItemsProcessed(state.iterations());
}

void RegisterAll() {
  auto add = [](const char* name, auto run, auto... arguments) {
    benchmark::RegisterBenchmark(name, run, arguments...)->UseManualTime()->Iterations(1);
  };
  add("crawl/bare_multi", BareMulti);
  add("crawl/sources_100", Scheduled, kFew);
  add("crawl/sources_10000", Scheduled, kMany);
  add("crawl/idle_source", IdleSource);
  add("crawl/one_kibibyte", OneKibibyte);
  add("crawl/p99_interval", Interval, 0);
  add("crawl/p99_interval_500_hang", Interval, 1);
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  fenghuo::Server();  // before any thread is
  fenghuo::RegisterAll();
  return fenghuo::RunWithRatios(
      argc, argv,
      {{"crawl/sources_100", "crawl/bare_multi", 0.77, "client CPU a request, 64 at once"},
       {"crawl/sources_10000", "crawl/sources_100", 0.67, "client CPU a request with 10,000 sources against 100"},
       {"crawl/idle_source", "crawl/one_kibibyte", 1.0, "heap of a source that is not due against 1 KiB"},
       {"crawl/p99_interval_500_hang", "crawl/p99_interval", 0.95, "p99 of the interval when 500 of 5,000 sources hang"}});
}
