#include "daemon/crawl/schedule.h"

#include <algorithm>

#include "base/check.h"
#include "daemon/crawl/cadence.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr Duration kRetryMax = hours(24);

// Politeness goes by host name, whatever the port. A URL that cannot be read is a host of its own: asking it fails at once.
std::string HostOf(const std::string& text) {
  Result<Url> url = ParseUrl(text, UrlKind::kWeb);
  return url.ok() ? url->host : text;
}

}  // namespace

void Schedule::SetManners(Duration host_gap, double jitter) {
  options_.host_gap = host_gap;
  options_.jitter = jitter;
}

void Schedule::Configure(const std::vector<SourceConfig>& sources, const std::map<std::string, SourceRecord>& records,
                         Timestamp now) {
  FollowClock(now);
  for (auto& [id, row] : rows_) row.gone = true;
  for (const SourceConfig& source : sources) {
    auto [found, is_new] = rows_.try_emplace(source.id);
    Row& row = found->second;
    row.gone = false;
    if (!is_new && row.url == source.url && row.every == source.every && row.every_max == source.every_max) continue;
    if (!is_new && row.state == State::kWaiting) Dequeue(source.id);
    row.url = source.url;
    row.host = HostOf(source.url);
    row.every = source.every;
    row.every_max = source.every_max;
    auto record = records.find(source.id);
    if (row.state == State::kWaiting) {
      Enqueue(source.id, FirstDue(source, is_new && record != records.end() ? &record->second : nullptr, now));
    }
  }
  for (auto it = rows_.begin(); it != rows_.end();) {
    bool drop = it->second.gone && it->second.state == State::kWaiting;
    if (drop) Dequeue(it->first);
    it = drop ? rows_.erase(it) : std::next(it);
  }
}

Timestamp Schedule::FirstDue(const SourceConfig& source, const SourceRecord* record, Timestamp now) {
  Duration spread = std::min(source.every, options_.start_spread);
  Timestamp soon = now + Duration(static_cast<int64_t>(rng_.Below(static_cast<uint64_t>(spread.count()) + 1)));
  if (record == nullptr) return soon;
  Duration every = FetchInterval(source.every, source.every_max, record->cadence);
  Timestamp due = soon;
  // Both limits are for a clock that stood in the future when the record was written.
  if (record->last_fetch_at)
    due = std::max(due, std::min(*record->last_fetch_at, now) + rng_.Jitter(every, options_.jitter));
  if (record->retry_at) due = std::max(due, std::min(*record->retry_at, now + kRetryMax));
  return due;
}

std::optional<std::string> Schedule::Take(Timestamp now) {
  FollowClock(now);
  if (ready_.empty() || ready_.begin()->first > now) return std::nullopt;
  Host& host = hosts_[ready_.begin()->second];
  std::string source = host.waiting.begin()->second;
  Row& row = rows_.at(source);
  row.fetched_host = row.host;
  row.state = State::kFetching;
  row.taken = now;
  host.waiting.erase(host.waiting.begin());
  host.busy = true;
  ++fetching_;
  Refresh(row.host);
  return source;
}

void Schedule::Answered(const std::string& source, Timestamp now, Duration pause) {
  auto found = rows_.find(source);
  if (found == rows_.end() || found->second.state != State::kFetching) return;
  Row& row = found->second;
  row.state = State::kUnacknowledged;
  --fetching_;
  ++unacknowledged_;
  FreeHost(row.fetched_host, now + std::max(options_.host_gap, pause));
}

void Schedule::PutBack(const std::string& source, Timestamp now, Duration pause) {
  auto found = rows_.find(source);
  if (found == rows_.end() || found->second.state != State::kFetching) return;
  Row& row = found->second;
  --fetching_;
  row.state = State::kWaiting;
  FreeHost(row.fetched_host, now + std::max(options_.host_gap, pause));
  if (row.gone) {
    rows_.erase(found);
  } else {
    Enqueue(source, row.due);
  }
}

void Schedule::FreeHost(const std::string& name, Timestamp at) {
  Host& host = hosts_[name];
  host.busy = false;
  host.free_at = at;
  Refresh(name);
}

void Schedule::Acknowledge(const SourceRecord& record, Timestamp now) {
  auto found = rows_.find(record.id);
  if (found == rows_.end() || found->second.state != State::kUnacknowledged) return;
  Row& row = found->second;
  --unacknowledged_;
  if (row.gone) {
    rows_.erase(found);
    return;
  }
  row.state = State::kWaiting;
  Duration every = FetchInterval(row.every, row.every_max, record.cadence);
  Timestamp due = std::max(now, row.taken + rng_.Jitter(every, options_.jitter));
  if (record.retry_at) due = std::max(due, std::min(*record.retry_at, now + kRetryMax));
  Enqueue(record.id, due);
}

std::optional<Timestamp> Schedule::NextWake() const {
  return ready_.empty() ? std::nullopt : std::optional(ready_.begin()->first);
}

void Schedule::Enqueue(const std::string& source, Timestamp due) {
  Row& row = rows_.at(source);
  row.due = due;
  hosts_[row.host].waiting.emplace(due, source);
  Refresh(row.host);
}

void Schedule::Dequeue(const std::string& source) {
  Row& row = rows_.at(source);
  hosts_[row.host].waiting.erase({row.due, source});
  Refresh(row.host);
}

// Puts a host where it belongs in ready_ after anything about it has changed.
void Schedule::Refresh(const std::string& name) {
  Host& host = hosts_[name];
  if (host.ready_at) ready_.erase({*host.ready_at, name});
  host.ready_at.reset();
  if (host.busy || host.waiting.empty()) return;
  host.ready_at = std::max(host.free_at, host.waiting.begin()->first);
  ready_.emplace(*host.ready_at, name);
}

void Schedule::FollowClock(Timestamp now) {
  Duration back = latest_ - now;
  latest_ = now;
  if (back <= Duration(0)) return;
  ready_.clear();
  for (auto& [id, row] : rows_) {
    row.due -= back;
    row.taken -= back;
  }
  for (auto& [name, host] : hosts_) {
    std::set<std::pair<Timestamp, std::string>> waiting;
    for (const auto& [due, source] : host.waiting) waiting.emplace(due - back, source);
    host.waiting = std::move(waiting);
    host.free_at -= back;
    host.ready_at.reset();
    Refresh(name);
  }
}

}  // namespace fenghuo
