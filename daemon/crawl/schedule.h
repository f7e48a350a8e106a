// A Schedule knows which source may be fetched next: its cadence with jitter, and gently with each host.
//
//   schedule.Configure(sources, records, now);
//   while (std::optional<std::string> source = schedule.Take(now)) Fetch(*source);
//   schedule.Answered(source, now);          // the host is free after its gap
//   schedule.Acknowledge(record, now);       // the source comes round again
//   schedule.PutBack(source, now);           // instead of both: its turn went to another request
//   Wait until schedule.NextWake();
//
// Besides, single pages wait for their one turn: Add() them, Take() them where no source of their host is due, and Remove() them when
// they are done. They keep the same gap and never come before a source.
//
// One request to a host at a time and `host_gap` between the end of one and the start of the next. A source
// is taken again only after it was acknowledged, so what nobody has stored is not fetched anew. At the start, sources that are overdue
// are spread over the shorter of their cadence and `start_spread`. All times are those of the clock that the caller reads; when it is
// put back, the plan is put back with it.
//
// One thread.

#ifndef FENGHUO_DAEMON_CRAWL_SCHEDULE_H_
#define FENGHUO_DAEMON_CRAWL_SCHEDULE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "base/rng.h"
#include "base/time.h"
#include "daemon/config/config.h"
#include "storage/records.h"

namespace fenghuo {

struct ScheduleOptions {
  Duration host_gap = seconds(2);
  double jitter = 0.1;
  Duration start_spread = minutes(1);
  uint64_t seed = 1;
};

class Schedule {
 public:
  explicit Schedule(ScheduleOptions options) : options_(options), rng_(options.seed) {}
  Schedule(Schedule&&) = default;  // what the entries of its maps point at moves with them
  Schedule& operator=(Schedule&&) = default;

  // The sources from now on. Those that stay keep their times unless their URL or cadence changed; a source that is under way
  // and is gone now is forgotten when it is acknowledged. Records are looked at for sources that are new.
  void Configure(const std::vector<SourceConfig>& sources, const std::map<std::string, SourceRecord>& records, Timestamp now);

  // A source that is due and whose host is free, the longest overdue first; it and its host are busy from now on.
  std::optional<std::string> Take(Timestamp now) { return Take(ready_, now); }
  // The same of single pages; asked after Take(), so that sources come first.
  std::optional<std::string> TakePage(Timestamp now) { return Take(ready_pages_, now); }

  // From when on a source, or a page of it, may be asked for: now, or what its record says, a day ahead at most, since the clock may have
  // stood in the future when that was written.
  static Timestamp MayAskFrom(const SourceRecord& record, Timestamp now);

  // A page that is to be asked for once, not before `due`. `id` must be no source's; one that
  // is here already stays as it is.
  void Add(const std::string& id, const std::string& url, Timestamp due);
  // A page that was answered comes again at `due`.
  void Again(const std::string& id, Timestamp due);
  // A page that is done, or that nobody wants any more; one under way keeps its host until it is answered.
  void Remove(const std::string& id);

  // The request has ended, whatever came of it: its host is free after the gap, or after `pause` when that is longer.
  void Answered(const std::string& source, Timestamp now, Duration pause = Duration(0));

  // Its turn was used to ask its host something else: it is as due as it was, and its host is free after the gap or `pause`.
  void PutBack(const std::string& source, Timestamp now, Duration pause = Duration(0));

  // The fetch is stored: the source is due again one jittered FetchInterval() (cadence.h) after it was taken, not before record.retry_at.
  // Sources that are not under way are left as they are.
  void Acknowledge(const SourceRecord& record, Timestamp now);

  // When Take() may have something; nothing while all is under way.
  std::optional<Timestamp> NextWake() const { return NextWake(ready_); }
  // The same of sources and pages.
  std::optional<Timestamp> NextOfAll() const;

  size_t fetching() const { return fetching_; }              // taken and not yet answered
  size_t unacknowledged() const { return unacknowledged_; }  // answered and not yet acknowledged or removed
  size_t pages_under_way() const { return pages_under_way_; }  // of both
  size_t hosts() const { return hosts_.size(); }

  // Other manners from now on; times already given stay.
  void SetManners(Duration host_gap, double jitter);

 private:
  enum class State { kWaiting, kFetching, kUnacknowledged };
  struct Row;
  struct Host;
  // Who is due next; of two at one time the one whose name comes first.
  struct ByDue {
    bool operator()(const Row* a, const Row* b) const { return std::tie(a->due, *a->id) < std::tie(b->due, *b->id); }
  };
  // Those of a host that wait; in ready_ or ready_pages_ for as long as the host can be asked.
  struct Waiting {
    const Host* host = nullptr;
    std::set<Row*, ByDue> line;
    std::optional<Timestamp> ready_at;
  };
  struct ByReady {
    bool operator()(const Waiting* a, const Waiting* b) const {
      return std::tie(a->ready_at, *a->host->name) < std::tie(b->ready_at, *b->host->name);
    }
  };
  using Ready = std::set<Waiting*, ByReady>;
  struct Host {
    const std::string* name = nullptr;  // its key in hosts_
    Waiting sources;
    Waiting pages;
    Timestamp free_at;
    bool busy = false;
    bool known = false;  // to a row, while ForgetIdleHosts() looks
  };
  // Ten thousand of them wait: names stand once, in the keys of the maps, whose entries stay where they are.
  struct Row {
    const std::string* id = nullptr;  // its key in rows_
    uint64_t url_hash = 0;
    Host* host = nullptr;          // whose turn it takes
    Host* fetched_host = nullptr;  // whose turn it has; the URL may change meanwhile
    Duration every{};
    std::optional<Duration> every_max;
    Timestamp due;
    Timestamp taken;
    State state = State::kWaiting;
    bool gone = false;
    bool page = false;  // a single page, no source
  };

  std::optional<std::string> Take(const Ready& ready, Timestamp now);
  static std::optional<Timestamp> NextWake(const Ready& ready);
  static void Replan(Waiting& waiting, Ready& ready);
  static Waiting& LineOf(const Row& row) { return row.page ? row.host->pages : row.host->sources; }
  Row* Find(const std::string& id);
  Host& HostOf(const std::string& url);
  void Settle(Row& row);
  void ForgetIdleHosts(Timestamp now);
  Timestamp FirstDue(const SourceConfig& source, const SourceRecord* record, Timestamp now);
  void FreeHost(Host& host, Timestamp at);
  void Enqueue(Row& row, Timestamp due);
  void Dequeue(Row& row);
  void Refresh(Host& host);
  void FollowClock(Timestamp now);

  ScheduleOptions options_;
  Rng rng_;
  std::unordered_map<std::string, Row> rows_;  // never walked in an order that shows
  std::map<std::string, Host> hosts_;
  Ready ready_;        // hosts that have a source waiting, by when they can be asked
  Ready ready_pages_;  // the same of pages
  size_t fetching_ = 0;
  size_t unacknowledged_ = 0;
  size_t pages_under_way_ = 0;
  size_t pages_added_ = 0;
  Timestamp latest_;  // that the caller's clock has shown
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_SCHEDULE_H_
