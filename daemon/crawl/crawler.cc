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
#include "base/log.h"
#include "daemon/crawl/fetch.h"
#include "daemon/crawl/retry_after.h"
#include "daemon/crawl/robots_cache.h"
#include "daemon/crawl/schedule.h"

namespace fenghuo {
namespace {

// A clock that is stepped, or that runs at another speed, is looked at again this often.
constexpr Duration kLongestWait = seconds(1);
constexpr Duration kShortestWait = milliseconds(1);
constexpr int kStopsMax = 5;
constexpr Duration kBusyHostMax = hours(1);  // that "too many requests" to one source keeps the others of its host waiting

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
    for (const SourceConfig& source : sources) {
      SourceRecord record = RecordOf(source.id);
      if (record.robots_unreachable_since) robots_.RestoreUnreachable(source.url, *record.robots_unreachable_since);
    }
    thread_ = std::thread([this] { Run(); });
  }

  void Update(const SourceRecord& record) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      records_[record.id] = record;
      NoteStored(record);
      schedule_.Acknowledge(record, clock_.Now());
    }
    wake_.notify_one();
  }

  void Reconfigure(const CrawlConfig& crawl, const std::vector<SourceConfig>& sources) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (RobotsAgent(options_.crawl.user_agent) != RobotsAgent(crawl.user_agent)) robots_.Clear();
      options_.crawl = crawl;
      schedule_.SetManners(crawl.host_gap, crawl.jitter);
      for (const SourceConfig& source : sources) {
        auto before = sources_.find(source.id);
        if (before != sources_.end() && before->second.url != source.url) in_full_[source.id] = Full::kOwed;
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
    RobotsRuling ruling;
    Timestamp started_at{};
    Timestamp finished_at{};
    HttpResponse response{};
  };
  // An answer for /robots.txt, and the source whose turn it took.
  struct Permit {
    std::string source;
    std::string url;     // what the source wants to read: its own, or where that was redirected
    std::string origin;
    HttpResponse response{};
  };

  void SetSources(const std::vector<SourceConfig>& sources) {
    sources_.clear();
    std::set<std::string> urls;
    for (const SourceConfig& source : sources) {
      sources_[source.id] = source;
      urls.insert(source.url);
      if (source.robots_waiver.empty()) continue;
      LogInfo("a source is read whatever robots.txt says", {{"source", source.id}, {"because", source.robots_waiver}});
    }
    robots_.KeepOnly(urls);
    schedule_.Configure(sources, records_, clock_.Now());
  }

  void Run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      bool busy = HandOver(lock);
      busy = AskForTarget(lock) || busy;
      busy = TakePermit(lock) || busy;
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
    SourceRecord record = RecordToAsk(ended.source.id);
    lock.unlock();
    FetchedBody fetched;
    fetched.report = MayRead(ended.ruling) ? JudgeFetch(ended.source, ended.response, record, ended.finished_at)
                                           : JudgeRobots(ended.source, ended.ruling, ended.finished_at);
    if (fetched.report.health == SourceHealth::kOk) NoteGood(ended.source, lock);
    fetched.report.started_at = ended.started_at;
    fetched.report.robots_unreachable_since = ended.ruling.unreachable_since;
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
    const SourceConfig& source = sources_.at(*id);
    RobotsRuling ruling = source.robots_waiver.empty() ? robots_.Ask(source.url, now) : RobotsRuling();
    if (ruling.say == RobotsSay::kAskFirst) {
      AskForPermit({*id, source.url, ruling.origin}, lock);
    } else if (MayRead(ruling)) {
      Fetch({source, std::move(ruling), now}, lock);
    } else {
      Refuse(source, std::move(ruling), now);
    }
    return true;
  }

  static bool MayRead(const RobotsRuling& ruling) { return ruling.say == RobotsSay::kMayRead; }

  // Outside the lock: a transport may answer at once, on this very thread.
  void Fetch(Ended begun, std::unique_lock<std::mutex>& lock) {
    SourceRecord record = RecordToAsk(begun.source.id);
    HttpRequest request = BuildFetch(options_.crawl, begun.source, record, begun.started_at);
    if (begun.source.robots_waiver.empty()) {
      request.may_follow = [self = shared_from_this()](const std::string& url) { return self->MayFollow(url); };
    }
    lock.unlock();
    transport_.Start(std::move(request), [self = shared_from_this(), begun = std::move(begun)](HttpResponse response) mutable {
      begun.response = std::move(response);
      self->TakeAnswer(std::move(begun));
    });
    lock.lock();
  }

  void AskForPermit(Permit permit, std::unique_lock<std::mutex>& lock) {
    HttpRequest request = BuildRobotsFetch(options_.crawl, permit.origin);
    lock.unlock();
    transport_.Start(std::move(request), [self = shared_from_this(), permit = std::move(permit)](HttpResponse response) mutable {
      permit.response = std::move(response);
      self->TakePermitAnswer(std::move(permit));
    });
    lock.lock();
  }

  // Each hop of a redirect is a page of its own, whose host may have other rules.
  bool MayFollow(const std::string& url) {
    std::lock_guard<std::mutex> lock(mutex_);
    return !stopping_ && MayRead(robots_.Ask(url, clock_.Now()));
  }

  // The next redirect that stopped at a host whose rules are not known yet. False when there is none.
  bool AskForTarget(std::unique_lock<std::mutex>& lock) {
    if (targets_.empty()) return false;
    Permit permit = std::move(targets_.front());
    targets_.pop_front();
    AskForPermit(std::move(permit), lock);
    return true;
  }

  // Whether the fetch ends here, because of a redirect that may not be followed yet, or not at all.
  bool StopsAtRedirect(Ended& ended) {
    if (ended.response.error != TransportError::kNotFollowed) return false;
    RobotsRuling ruling = robots_.Ask(ended.response.not_followed, ended.finished_at);
    bool too_often = ++stops_[ended.source.id] > kStopsMax;  // a redirect to another host each time
    if (!too_often && ruling.say == RobotsSay::kAskFirst) {
      targets_.push_back({ended.source.id, ended.response.not_followed, ruling.origin});
      return true;
    }
    if (!too_often && MayRead(ruling)) {  // somebody else has asked meanwhile
      schedule_.PutBack(ended.source.id, ended.finished_at);
      return true;
    }
    if (ruling.say == RobotsSay::kMustNot || ruling.say == RobotsSay::kUnreachable) ended.ruling = std::move(ruling);
    return false;
  }

  void TakeAnswer(Ended ended) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (stopping_) return;  // the clock may be gone by now
      ended.finished_at = clock_.Now();
      if (StopsAtRedirect(ended)) return wake_.notify_one();
      stops_.erase(ended.source.id);
      Duration pause = std::max(PauseOf(ended.ruling), BusyFor(ended.response, ended.finished_at));
      schedule_.Answered(ended.source.id, ended.finished_at, pause);
      ended_.push_back(std::move(ended));
    }
    wake_.notify_one();
  }

  void TakePermitAnswer(Permit permit) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (stopping_) return;
      permits_.push_back(std::move(permit));
    }
    wake_.notify_one();
  }

  // Reads a robots.txt that came, outside the lock, since it may be long. False when there is none.
  bool TakePermit(std::unique_lock<std::mutex>& lock) {
    if (permits_.empty()) return false;
    Permit permit = std::move(permits_.front());
    permits_.pop_front();
    std::string user_agent = options_.crawl.user_agent;
    Timestamp now = clock_.Now();
    lock.unlock();
    RobotsReading reading = ReadRobots(permit.response, RobotsAgent(user_agent), now);
    lock.lock();
    LogDelay(permit.origin, reading.robots);
    bool same_agent = RobotsAgent(user_agent) == RobotsAgent(options_.crawl.user_agent);
    if (same_agent) robots_.Note(permit.origin, std::move(reading), now);
    auto source = sources_.find(permit.source);
    RobotsRuling ruling = source == sources_.end() ? RobotsRuling() : robots_.Ask(permit.url, now);
    if (ruling.say == RobotsSay::kMustNot || ruling.say == RobotsSay::kUnreachable) {
      Refuse(source->second, std::move(ruling), now);
    } else {
      schedule_.PutBack(permit.source, now, PauseOf(ruling));
    }
    return true;
  }

  void Refuse(const SourceConfig& source, RobotsRuling ruling, Timestamp now) {
    schedule_.Answered(source.id, now, PauseOf(ruling));
    ended_.push_back({source, std::move(ruling), now, now});
  }

  // 429 is about the client, so it holds for all that we ask of this host; 503 may be about one page.
  static Duration BusyFor(const HttpResponse& response, Timestamp now) {
    if (response.status != 429) return Duration(0);
    return std::min(ParseRetryAfter(response.headers.Get("retry-after"), now).value_or(Duration(0)), kBusyHostMax);
  }

  Duration PauseOf(const RobotsRuling& ruling) const { return std::min(ruling.pause, options_.crawl.crawl_delay_max); }

  void LogDelay(const std::string& origin, const Robots& robots) const {
    const std::optional<CrawlDelay>& delay = robots.crawl_delay();
    if (!delay || (delay->length && *delay->length <= options_.crawl.crawl_delay_max)) return;
    LogWarning("a Crawl-delay is not obeyed in full", {{"host", origin},
                                                       {"line", std::to_string(delay->line)},
                                                       {"asked", delay->value},
                                                       {"seconds_max", std::to_string(options_.crawl.crawl_delay_max / seconds(1))}});
  }

  // What the next request and its answer are measured by. After a change of the URL what was read before says nothing.
  SourceRecord RecordToAsk(const std::string& id) const {
    SourceRecord record = RecordOf(id);
    if (!in_full_.contains(id)) return record;
    record.last_full_at.reset();
    record.body_hash = 0;
    return record;
  }

  // Takes the lock for a moment. An answer of the URL before the change counts for nothing.
  void NoteGood(const SourceConfig& fetched, std::unique_lock<std::mutex>& lock) {
    lock.lock();
    auto source = sources_.find(fetched.id);
    auto owed = in_full_.find(fetched.id);
    bool of_this_url = source != sources_.end() && source->second.url == fetched.url;
    if (owed != in_full_.end() && of_this_url) owed->second = Full::kGood;
    lock.unlock();
  }

  // A body that came well may have been no feed: its validators are not stored then, and the next request has none either.
  void NoteStored(const SourceRecord& record) {
    auto owed = in_full_.find(record.id);
    if (owed == in_full_.end() || owed->second == Full::kOwed) return;
    owed->second = Full::kOwed;
    if (record.failures == 0) in_full_.erase(owed);
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
  enum class Full { kOwed, kGood };
  std::map<std::string, Full> in_full_;  // without validators until a good answer of their new URL is stored: their URL changed
  RobotsCache robots_;
  std::deque<Ended> ended_;
  std::deque<Permit> permits_;
  std::deque<Permit> targets_;
  std::map<std::string, int> stops_;  // of a source that is on its way, at redirects
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
