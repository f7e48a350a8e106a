#include "daemon/crawl/crawler.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "base/check.h"
#include "daemon/crawl/fetch.h"
#include "daemon/crawl/schedule.h"

namespace fenghuo {
namespace {

// A clock that is stepped, or that runs at another speed, is looked at again this often.
constexpr Duration kLongestWait = seconds(1);
constexpr Duration kShortestWait = milliseconds(1);

ScheduleOptions OptionsOf(const CrawlerOptions& options) {
  return {.host_gap = options.crawl.host_gap, .jitter = options.crawl.jitter, .seed = options.seed};
}

}  // namespace

class Crawler::Loop : public std::enable_shared_from_this<Crawler::Loop> {
 public:
  Loop(CrawlerOptions options, HttpTransport& transport, const Clock& clock, std::function<void(FetchedBody)> deliver)
      : options_(std::move(options)),
        transport_(transport),
        clock_(clock),
        deliver_(std::move(deliver)),
        schedule_(OptionsOf(options_)) {}

  void Start(const std::vector<SourceConfig>& sources, const std::vector<SourceRecord>& records) {
    std::lock_guard<std::mutex> lock(mutex_);
    CHECK(!thread_.joinable(), "a crawler is started once");
    for (const SourceRecord& record : records) records_[record.id] = record;
    SetSources(sources);
    thread_ = std::thread([this] { Run(); });
  }

  void Update(const SourceRecord& record) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      records_[record.id] = record;
      schedule_.Acknowledge(record, clock_.Now());
    }
    wake_.notify_one();
  }

  void Reconfigure(const CrawlConfig& crawl, const std::vector<SourceConfig>& sources) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      options_.crawl = crawl;
      schedule_.SetManners(crawl.host_gap, crawl.jitter);
      for (const SourceConfig& source : sources) {
        auto before = sources_.find(source.id);
        if (before != sources_.end() && before->second.url != source.url) in_full_.insert(source.id);
      }
      SetSources(sources);
    }
    wake_.notify_one();
  }

  void Stop() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
  }

 private:
  struct Ended {
    SourceConfig source;
    Timestamp started_at;
    Timestamp finished_at;
    HttpResponse response;
  };

  void SetSources(const std::vector<SourceConfig>& sources) {
    sources_.clear();
    for (const SourceConfig& source : sources) sources_[source.id] = source;
    schedule_.Configure(sources, records_, clock_.Now());
  }

  void Run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      bool busy = HandOver(lock);
      busy = StartDue(lock) || busy;
      if (!busy && !stopping_) wake_.wait_for(lock, WaitTime());
    }
  }

  Duration WaitTime() const {
    std::optional<Timestamp> next = schedule_.NextWake();
    if (!next || !MayStart()) return kLongestWait;
    return std::clamp(clock_.RealTime(*next - clock_.Now()), kShortestWait, kLongestWait);
  }

  // Two limits, so that neither sources that hang nor a core that is busy use up the other's share.
  bool MayStart() const {
    return schedule_.fetching() < static_cast<size_t>(options_.crawl.in_flight_max) &&
           schedule_.unacknowledged() < static_cast<size_t>(options_.unacknowledged_max);
  }

  // The next body that came, outside the lock: the callback may take its time. False when there is none.
  bool HandOver(std::unique_lock<std::mutex>& lock) {
    if (ended_.empty()) return false;
    Ended ended = std::move(ended_.front());
    ended_.pop_front();
    SourceRecord record = RecordOf(ended.source.id);
    lock.unlock();
    FetchedBody fetched;
    fetched.report = JudgeFetch(ended.source, ended.response, record, ended.finished_at);
    fetched.report.started_at = ended.started_at;
    fetched.source = std::move(ended.source);
    fetched.response = std::move(ended.response);
    deliver_(std::move(fetched));
    lock.lock();
    return true;
  }

  bool StartDue(std::unique_lock<std::mutex>& lock) {
    if (!MayStart()) return false;
    Timestamp now = clock_.Now();
    std::optional<std::string> id = schedule_.Take(now);
    if (!id) return false;
    SourceConfig source = sources_.at(*id);
    SourceRecord record = RecordOf(*id);
    if (in_full_.erase(*id) > 0) record.last_full_at.reset();
    HttpRequest request = BuildFetch(options_.crawl, source, record, now);
    // Outside the lock: a transport may answer at once, on this very thread.
    lock.unlock();
    transport_.Start(std::move(request), [self = shared_from_this(), source, now](HttpResponse response) {
      self->TakeAnswer({source, now, Timestamp(), std::move(response)});
    });
    lock.lock();
    return true;
  }

  void TakeAnswer(Ended ended) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (stopping_) return;  // the clock may be gone by now
      ended.finished_at = clock_.Now();
      schedule_.Answered(ended.source.id, ended.finished_at);
      ended_.push_back(std::move(ended));
    }
    wake_.notify_one();
  }

  SourceRecord RecordOf(const std::string& id) const {
    auto found = records_.find(id);
    if (found != records_.end()) return found->second;
    SourceRecord unknown;
    unknown.id = id;
    return unknown;
  }

  std::mutex mutex_;  // guards everything below but the references, deliver_ and thread_
  std::condition_variable wake_;
  CrawlerOptions options_;
  HttpTransport& transport_;
  const Clock& clock_;
  std::function<void(FetchedBody)> deliver_;
  Schedule schedule_;
  std::map<std::string, SourceConfig> sources_;
  std::map<std::string, SourceRecord> records_;
  std::set<std::string> in_full_;  // to be fetched without validators: their URL changed
  std::deque<Ended> ended_;
  bool stopping_ = false;
  std::thread thread_;
};

Crawler::Crawler(CrawlerOptions options, HttpTransport& transport, const Clock& clock, std::function<void(FetchedBody)> deliver)
    : loop_(std::make_shared<Loop>(std::move(options), transport, clock, std::move(deliver))) {}

Crawler::~Crawler() { Stop(); }

void Crawler::Start(const std::vector<SourceConfig>& sources, const std::vector<SourceRecord>& records) {
  loop_->Start(sources, records);
}

void Crawler::Update(const SourceRecord& record) { loop_->Update(record); }

void Crawler::Reconfigure(const CrawlConfig& crawl, const std::vector<SourceConfig>& sources) {
  loop_->Reconfigure(crawl, sources);
}

void Crawler::Stop() { loop_->Stop(); }

}  // namespace fenghuo
