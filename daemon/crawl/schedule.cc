#include "daemon/crawl/schedule.h"

#include <algorithm>

#include "base/hash.h"
#include "daemon/crawl/cadence.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr Duration kRetryMax = hours(24);
constexpr size_t kPagesBetweenSweeps = 256;

}  // namespace

// Politeness goes by host name, whatever the port. A URL that cannot be read is a host of its own: asking it fails at once.
Schedule::Host& Schedule::HostOf(const std::string& text) {
  Result<Url> url = ParseUrl(text, UrlKind::kWeb);
  auto [found, is_new] = hosts_.try_emplace(url.ok() ? url->host : text);
  Host& host = found->second;
  if (is_new) {
    host.name = &found->first;
    host.sources.host = host.pages.host = &host;
  }
  return host;
}

Schedule::Row* Schedule::Find(const std::string& id) {
  auto found = rows_.find(id);
  return found == rows_.end() ? nullptr : &found->second;
}

void Schedule::SetManners(Duration host_gap, double jitter) {
  options_.host_gap = host_gap;
  options_.jitter = jitter;
}

void Schedule::Configure(const std::vector<SourceConfig>& sources, const std::map<std::string, SourceRecord>& records,
                         Timestamp now) {
  FollowClock(now);
  for (auto& [id, row] : rows_) row.gone = row.gone || !row.page;
  for (const SourceConfig& source : sources) {
    auto [found, is_new] = rows_.try_emplace(source.id);
    Row& row = found->second;
    row.id = &found->first;
    row.gone = false;
    const uint64_t url_hash = Hash64(source.url);
    if (!is_new && row.url_hash == url_hash && row.every == source.every && row.every_max == source.every_max) continue;
    if (!is_new && row.state == State::kWaiting) Dequeue(row);
    row.url_hash = url_hash;
    row.host = &HostOf(source.url);
    row.every = source.every;
    row.every_max = source.every_max;
    auto record = records.find(source.id);
    if (row.state == State::kWaiting) {
      Enqueue(row, FirstDue(source, is_new && record != records.end() ? &record->second : nullptr, now));
    }
  }
  for (auto it = rows_.begin(); it != rows_.end();) {
    bool drop = it->second.gone && it->second.state == State::kWaiting;
    if (drop) Dequeue(it->second);
    it = drop ? rows_.erase(it) : std::next(it);
  }
}

Timestamp Schedule::MayAskFrom(const SourceRecord& record, Timestamp now) {
  return std::clamp(record.retry_at.value_or(now), now, now + kRetryMax);
}

Timestamp Schedule::FirstDue(const SourceConfig& source, const SourceRecord* record, Timestamp now) {
  Duration spread = std::min(source.every, options_.start_spread);
  Timestamp soon = now + Duration(static_cast<int64_t>(rng_.Below(static_cast<uint64_t>(spread.count()) + 1)));
  if (record == nullptr) return soon;
  Duration every = FetchInterval(source.every, source.every_max, record->cadence);
  Timestamp due = std::max(soon, MayAskFrom(*record, now));
  if (!record->last_fetch_at) return due;
  // The limit is for a clock that stood in the future when the record was written.
  return std::max(due, std::min(*record->last_fetch_at, now) + rng_.Jitter(every, options_.jitter));
}

std::optional<std::string> Schedule::Take(const Ready& ready, Timestamp now) {
  FollowClock(now);
  if (ready.empty() || (*ready.begin())->ready_at > now) return std::nullopt;
  std::set<Row*, ByDue>& line = (*ready.begin())->line;
  Row& row = **line.begin();
  line.erase(line.begin());
  row.fetched_host = row.host;
  row.state = State::kFetching;
  row.taken = now;
  row.host->busy = true;
  ++fetching_;
  pages_under_way_ += row.page ? 1 : 0;
  Refresh(*row.host);
  return *row.id;
}

void Schedule::Add(const std::string& id, const std::string& url, Timestamp due) {
  if (pages_added_++ % kPagesBetweenSweeps == 0) ForgetIdleHosts(latest_);
  auto [found, is_new] = rows_.try_emplace(id);
  Row& row = found->second;
  row.gone = false;
  if (!is_new) return;
  row.id = &found->first;
  row.page = true;
  row.host = &HostOf(url);
  Enqueue(row, due);
}

// Strangers, to which pages have led. What is left of such a host is its gap.
void Schedule::ForgetIdleHosts(Timestamp now) {
  for (auto& [name, host] : hosts_) host.known = host.busy || host.free_at > now;
  for (auto& [id, row] : rows_) {
    row.host->known = true;
    if (row.fetched_host != nullptr) row.fetched_host->known = true;
  }
  std::erase_if(hosts_, [](const auto& host) { return !host.second.known; });
}

// Answered, and now nobody's business any more.
void Schedule::Settle(Row& row) {
  --unacknowledged_;
  pages_under_way_ -= row.page ? 1 : 0;
  row.state = State::kWaiting;
}

void Schedule::Again(const std::string& id, Timestamp due) {
  Row* row = Find(id);
  if (row == nullptr || row->state != State::kUnacknowledged) return;
  Settle(*row);
  Enqueue(*row, due);
}

void Schedule::Remove(const std::string& id) {
  Row* row = Find(id);
  if (row == nullptr || !row->page) return;
  if (row->state == State::kFetching) {
    row->gone = true;
    return;
  }
  if (row->state == State::kWaiting) Dequeue(*row);
  if (row->state == State::kUnacknowledged) Settle(*row);
  rows_.erase(id);
}

void Schedule::Answered(const std::string& source, Timestamp now, Duration pause) {
  Row* row = Find(source);
  if (row == nullptr || row->state != State::kFetching) return;
  row->state = State::kUnacknowledged;
  --fetching_;
  ++unacknowledged_;
  FreeHost(*row->fetched_host, now + std::max(options_.host_gap, pause));
  if (row->page && row->gone) Remove(source);
}

void Schedule::PutBack(const std::string& source, Timestamp now, Duration pause) {
  Row* row = Find(source);
  if (row == nullptr || row->state != State::kFetching) return;
  --fetching_;
  pages_under_way_ -= row->page ? 1 : 0;
  row->state = State::kWaiting;
  FreeHost(*row->fetched_host, now + std::max(options_.host_gap, pause));
  if (row->gone) {
    rows_.erase(source);
  } else {
    Enqueue(*row, row->due);
  }
}

void Schedule::FreeHost(Host& host, Timestamp at) {
  host.busy = false;
  host.free_at = at;
  Refresh(host);
}

void Schedule::Acknowledge(const SourceRecord& record, Timestamp now) {
  Row* row = Find(record.id);
  if (row == nullptr || row->state != State::kUnacknowledged) return;
  Settle(*row);
  if (row->gone) {
    rows_.erase(record.id);
    return;
  }
  Duration every = FetchInterval(row->every, row->every_max, record.cadence);
  Enqueue(*row, std::max(MayAskFrom(record, now), row->taken + rng_.Jitter(every, options_.jitter)));
}

std::optional<Timestamp> Schedule::NextWake(const Ready& ready) {
  return ready.empty() ? std::nullopt : (*ready.begin())->ready_at;
}

std::optional<Timestamp> Schedule::NextOfAll() const {
  std::optional<Timestamp> source = NextWake(ready_);
  std::optional<Timestamp> page = NextWake(ready_pages_);
  return source && page ? std::min(source, page) : source ? source : page;
}

void Schedule::Enqueue(Row& row, Timestamp due) {
  row.due = due;
  LineOf(row).line.insert(&row);
  Refresh(*row.host);
}

void Schedule::Dequeue(Row& row) {
  LineOf(row).line.erase(&row);
  Refresh(*row.host);
}

// Puts a host where it belongs after anything about it has changed.
void Schedule::Refresh(Host& host) {
  Replan(host.sources, ready_);
  Replan(host.pages, ready_pages_);
}

void Schedule::Replan(Waiting& waiting, Ready& ready) {
  if (waiting.ready_at) ready.erase(&waiting);
  waiting.ready_at.reset();
  if (waiting.host->busy || waiting.line.empty()) return;
  waiting.ready_at = std::max(waiting.host->free_at, (*waiting.line.begin())->due);
  ready.insert(&waiting);
}

// Every time goes back by the same, so the lines stay in order.
void Schedule::FollowClock(Timestamp now) {
  Duration back = latest_ - now;
  latest_ = now;
  if (back <= Duration(0)) return;
  ready_.clear();
  ready_pages_.clear();
  for (auto& [id, row] : rows_) {
    row.due -= back;
    row.taken -= back;
  }
  for (auto& [name, host] : hosts_) {
    host.free_at -= back;
    host.sources.ready_at.reset();
    host.pages.ready_at.reset();
    Refresh(host);
  }
}

}  // namespace fenghuo
