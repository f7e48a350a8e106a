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
#include "daemon/crawl/fetch_memory.h"
#include "daemon/crawl/manners.h"
#include "daemon/crawl/robots_cache.h"
#include "daemon/crawl/schedule.h"
#include "daemon/crawl/source_set.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

// A clock that is stepped, or that runs at another speed, is looked at again this often.
constexpr Duration kLongestWait = seconds(1);
constexpr Duration kShortestWait = milliseconds(1);
constexpr int kErrandsShare = 4;  // that single pages may have of what is under way: one in so many

}  // namespace

class Crawler::Loop : public std::enable_shared_from_this<Crawler::Loop> {
 public:
  Loop(CrawlerOptions options, HttpTransport& transport, const Clock& clock, std::function<void(FetchedBody)> deliver)
      : options_(std::move(options)),
        transport_(transport),
        clock_(clock),
        deliver_(std::move(deliver)),
        schedule_({.host_gap = options_.crawl.host_gap, .jitter = options_.crawl.jitter, .seed = options_.seed}) {}

  void Start(const std::vector<SourceConfig>& sources, const std::vector<SourceRecord>& records) {
    std::lock_guard<std::mutex> lock(mutex_);
    CHECK(!thread_.joinable(), "a crawler is started once");
    for (const SourceRecord& record : records) memory_.Note(record);
    SetSources(sources);
    for (const SourceConfig& source : sources) {
      memory_.Expect(source);
      std::optional<Timestamp> since = memory_.Find(source.id).robots_unreachable_since;
      if (since) robots_.RestoreUnreachable(source.url, *since);
    }
    thread_ = std::thread([this] { Run(); });
  }

  void Update(const SourceRecord& record) {
    Change([&] {
      memory_.Note(record);
      schedule_.Acknowledge(record, clock_.Now());
    });
  }

  void Reconfigure(const CrawlConfig& crawl, const std::vector<SourceConfig>& sources) {
    Change([&] {
      if (RobotsAgent(options_.crawl.user_agent) != RobotsAgent(crawl.user_agent)) robots_.Clear();
      options_.crawl = crawl;
      schedule_.SetManners(crawl.host_gap, crawl.jitter);
      for (const SourceConfig& source : sources) {
        std::shared_ptr<const SourceConfig> before = sources_.Find(source.id);
        if (before != nullptr && ReadAs(*before) != ReadAs(source)) memory_.MoveTo(source.id);
      }
      SetSources(sources);
    });
  }

  std::vector<Errand> Follow(const std::vector<Errand>& errands) {
    std::vector<Errand> no_room;
    Change([&] {
      for (const Errand& errand : errands) {
        if (!sources_.Holds(errand.source)) continue;
        ErrandRoom room = errands_.Add(errand);
        const Timestamp due = Schedule::MayAskFrom(memory_.Find(errand.source), clock_.Now());
        if (room == ErrandRoom::kTaken) schedule_.Add(errand.id, errand.url, due);
        if (room == ErrandRoom::kNoRoom) no_room.push_back(errand);
      }
    });
    return no_room;
  }

  void Done(const std::string& errand) { Change([&] { DropErrand(errand); }); }

  size_t errands_waiting() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return errands_.size();
  }

  void Stop() {
    Change([this] { stopping_ = true; });
    if (thread_.joinable()) thread_.join();
  }

 private:
  struct Ended {
    std::shared_ptr<const SourceConfig> source;  // shared with the set it is from
    RobotsRuling ruling;
    SourceRecord record{};  // that the request was made by, and its answer is measured by
    Timestamp started_at{};
    Timestamp finished_at{};
    HttpResponse response{};
    std::optional<Errand> errand{};
  };
  // An answer for /robots.txt, and the source whose turn it took.
  struct Permit {
    std::string source;
    std::string url;     // what the source wants to read: its own, or where that was redirected
    std::string origin;
    Purpose purpose = Purpose::kFetch;
    HttpResponse response{};
  };

  // From another thread: under the lock, and the loop looks again.
  template <typename Work>
  void Change(Work work) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      work();
    }
    wake_.notify_one();
  }

  void SetSources(const std::vector<SourceConfig>& sources) {
    sources_ = SourceSet(sources);
    std::set<std::string> urls;
    for (const SourceConfig& source : sources) {
      urls.insert(source.url);
      if (source.robots_waiver.empty()) continue;
      LogInfo("a source is read whatever robots.txt says", {{"source", source.id}, {"because", source.robots_waiver}});
    }
    for (const std::string& errand : errands_.WithoutSource(sources_)) DropErrand(errand);
    robots_.KeepOnly(urls);
    schedule_.Configure(sources, memory_.records(), clock_.Now());
  }

  void DropErrand(const std::string& id) {
    errands_.Remove(id);
    schedule_.Remove(id);
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
    std::optional<Timestamp> next = MayStartPage() ? schedule_.NextOfAll() : schedule_.NextWake();
    if (!next || !MayStart()) return kLongestWait;
    return std::clamp(clock_.RealTime(*next - clock_.Now()), kShortestWait, kLongestWait);
  }

  // Two limits, so that neither sources that hang nor a core that is busy use up the other's share.
  bool MayStart() const {
    return schedule_.fetching() < static_cast<size_t>(options_.crawl.in_flight_max) &&
           schedule_.unacknowledged() < static_cast<size_t>(options_.unacknowledged_max);
  }

  // And a third: pages leave the greater part to the lists, which bring what is new.
  bool MayStartPage() const {
    int most = std::min(options_.crawl.in_flight_max, options_.unacknowledged_max) / kErrandsShare;
    return schedule_.pages_under_way() < static_cast<size_t>(std::max(most, 1));
  }

  // The next body that came, outside the lock: the callback may take its time. False when there is none.
  bool HandOver(std::unique_lock<std::mutex>& lock) {
    if (ended_.empty()) return false;
    Ended ended = std::move(ended_.front());
    ended_.pop_front();
    lock.unlock();
    FetchedBody fetched;
    fetched.report = MayRead(ended.ruling) ? JudgeFetch(*ended.source, ended.response, ended.record, ended.finished_at)
                                           : JudgeRobots(*ended.source, ended.ruling, ended.finished_at);
    lock.lock();
    if (fetched.report.health == SourceHealth::kOk) NoteGood(*ended.source);
    bool wanted = !ended.errand || StillWanted(ended, fetched.report);
    lock.unlock();
    fetched.report.started_at = ended.started_at;
    fetched.report.robots_unreachable_since = ended.ruling.unreachable_since;
    fetched.source = std::move(ended.source);
    fetched.response = std::move(ended.response);
    fetched.errand = std::move(ended.errand);
    if (wanted) deliver_(std::move(fetched));
    lock.lock();
    return true;
  }

  // Whether the page is handed over: not when it is tried again, or when its source is gone. What is known of it may be newer by now.
  bool StillWanted(Ended& ended, const FetchReport& report) {
    const Errand* errand = errands_.Find(ended.source->id);
    if (errand == nullptr) return false;
    ended.errand = *errand;
    std::optional<Duration> wait = errands_.TryAgainAfter(errand->id, report);
    if (wait) schedule_.Again(errand->id, ended.finished_at + *wait);
    return !wait;
  }

  bool StartDue(std::unique_lock<std::mutex>& lock) {
    if (!MayStart()) return false;
    Timestamp now = clock_.Now();
    std::optional<std::string> id = schedule_.Take(now);
    if (!id && MayStartPage()) id = schedule_.TakePage(now);
    if (!id) return false;
    Ended begun = *Begin(*id);
    begun.started_at = now;
    RobotsRuling ruling = begun.source->robots_waiver.empty() ? robots_.Ask(begun.source->url, now) : RobotsRuling();
    if (ruling.say == RobotsSay::kAskFirst) {
      AskForPermit({*id, begun.source->url, ruling.origin, PurposeOf(*begun.source, begun.source->url)}, lock);
    } else if (MayRead(ruling)) {
      begun.ruling = std::move(ruling);
      Fetch(std::move(begun), lock);
    } else {
      Refuse(std::move(begun), std::move(ruling), now);
    }
    return true;
  }

  // What is to be read by this name: a source, or an errand of one. Nothing when it is gone.
  std::optional<Ended> Begin(const std::string& id) const {
    if (std::shared_ptr<const SourceConfig> source = sources_.Find(id)) return Ended{.source = std::move(source), .ruling = {}};
    const Errand* errand = errands_.Find(id);
    if (errand == nullptr) return std::nullopt;
    Ended page{.source = std::make_shared<const SourceConfig>(PageOf(*errand, *sources_.Find(errand->source))), .ruling = {}};
    page.errand = *errand;
    return page;
  }

  // Outside the lock: a transport may answer at once, on this very thread.
  void Fetch(Ended begun, std::unique_lock<std::mutex>& lock) {
    begun.record = memory_.ToAsk(begun.source->id);
    HttpRequest request = BuildFetch(options_.crawl, *begun.source, begun.record, begun.started_at);
    request.parsed = std::move(begun.ruling.url);
    if (begun.errand) {
      request.may_follow = [self = shared_from_this(), page = begun.source](const std::string& url) {
        return IsSameSite(page->url, url) && (!page->robots_waiver.empty() || self->MayFollow(url));
      };
    } else if (begun.source->robots_waiver.empty()) {
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
    HttpRequest request = BuildRobotsFetch(options_.crawl, permit.origin, permit.purpose);
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
    if (ended.errand && !IsSameSite(ended.source->url, ended.response.not_followed)) return false;  // no page of this list
    RobotsRuling ruling = robots_.Ask(ended.response.not_followed, ended.finished_at);
    bool too_often = ++stops_[ended.source->id] > kRedirectStopsMax;  // a redirect to another host each time
    if (!too_often && ruling.say == RobotsSay::kAskFirst) {
      targets_.push_back({ended.source->id, ended.response.not_followed, ruling.origin});
      return true;
    }
    if (!too_often && MayRead(ruling)) {  // somebody else has asked meanwhile
      schedule_.PutBack(ended.source->id, ended.finished_at);
      return true;
    }
    if (ruling.say == RobotsSay::kMustNot || ruling.say == RobotsSay::kUnreachable) ended.ruling = std::move(ruling);
    return false;
  }

  void TakeAnswer(Ended ended) {
    Change([&] {
      if (stopping_) return;  // the clock may be gone by now
      ended.finished_at = clock_.Now();
      if (StopsAtRedirect(ended)) return;
      stops_.erase(ended.source->id);
      Duration pause = std::max(PauseOf(ended.ruling, options_.crawl), BusyFor(ended.response, ended.finished_at));
      schedule_.Answered(ended.source->id, ended.finished_at, pause);
      ended_.push_back(std::move(ended));
    });
  }

  void TakePermitAnswer(Permit permit) {
    Change([&] {
      if (!stopping_) permits_.push_back(std::move(permit));
    });
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
    LogDelay(permit.origin, reading.robots, options_.crawl);
    const bool same_agent = RobotsAgent(user_agent) == RobotsAgent(options_.crawl.user_agent);
    const bool blocked = permit.response.error == TransportError::kBlockedAddress;
    if (same_agent && !blocked) robots_.Note(permit.origin, std::move(reading), now);
    std::optional<Ended> asked = Begin(permit.source);
    RobotsRuling ruling = asked && !blocked ? robots_.Ask(permit.url, now) : RobotsRuling();
    if (asked && blocked) ruling = RefusedByGate(permit.origin, permit.response);
    if (ruling.say == RobotsSay::kMustNot || ruling.say == RobotsSay::kUnreachable) {
      Refuse(*std::move(asked), std::move(ruling), now);
    } else {
      schedule_.PutBack(permit.source, now, PauseOf(ruling, options_.crawl));
    }
    return true;
  }

  void Refuse(Ended begun, RobotsRuling ruling, Timestamp now) {
    schedule_.Answered(begun.source->id, now, PauseOf(ruling, options_.crawl));
    begun.ruling = std::move(ruling);
    begun.started_at = begun.finished_at = now;
    ended_.push_back(std::move(begun));
  }

  // An answer read as before a change counts for nothing.
  void NoteGood(const SourceConfig& fetched) {
    std::shared_ptr<const SourceConfig> source = memory_.OwesFull(fetched.id) ? sources_.Find(fetched.id) : nullptr;
    if (source != nullptr && (&*source == &fetched || ReadAs(*source) == ReadAs(fetched))) memory_.NoteGood(fetched.id);
  }

  mutable std::mutex mutex_;  // guards everything below but the references, deliver_ and thread_
  std::condition_variable wake_;
  CrawlerOptions options_;
  HttpTransport& transport_;
  const Clock& clock_;
  std::function<void(FetchedBody)> deliver_;
  Schedule schedule_;
  SourceSet sources_;
  FetchMemory memory_;
  Errands errands_;
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
std::vector<Errand> Crawler::Follow(const std::vector<Errand>& errands) { return loop_->Follow(errands); }
void Crawler::Done(const std::string& errand) { loop_->Done(errand); }

size_t Crawler::errands_waiting() const { return loop_->errands_waiting(); }

void Crawler::Reconfigure(const CrawlConfig& crawl, const std::vector<SourceConfig>& sources) {
  loop_->Reconfigure(crawl, sources);
}

void Crawler::Stop() { loop_->Stop(); }

}  // namespace fenghuo
