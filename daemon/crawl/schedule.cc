#include "daemon/crawl/schedule.h"

#include <algorithm>

#include "daemon/crawl/cadence.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr Duration kRetryMax = hours(24);
constexpr size_t kPagesBetweenSweeps = 256;

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
  for (auto& [id, row] : rows_) row.gone = row.gone || !row.page;
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

std::optional<std::string> Schedule::Take(Line& ready, Waiting Host::*waiting, Timestamp now) {
  FollowClock(now);
  if (ready.empty() || ready.begin()->first > now) return std::nullopt;
  Host& host = hosts_[ready.begin()->second];
  Line& line = (host.*waiting).line;
  std::string id = line.begin()->second;
  Row& row = rows_.at(id);
  row.fetched_host = row.host;
  row.state = State::kFetching;
  row.taken = now;
  line.erase(line.begin());
  host.busy = true;
  ++fetching_;
  pages_under_way_ += row.page ? 1 : 0;
  Refresh(row.host);
  return id;
}

void Schedule::Add(const std::string& id, const std::string& url, Timestamp due) {
  if (pages_added_++ % kPagesBetweenSweeps == 0) ForgetIdleHosts(latest_);
  auto [found, is_new] = rows_.try_emplace(id);
  found->second.gone = false;
  if (!is_new) return;
  found->second.page = true;
  found->second.url = url;
  found->second.host = HostOf(url);
  Enqueue(id, due);
}

// Strangers, to which pages have led. What is left of such a host is its gap.
void Schedule::ForgetIdleHosts(Timestamp now) {
  std::erase_if(hosts_, [now](const auto& known) {
    const Host& host = known.second;
    return !host.busy && host.free_at <= now && host.sources.line.empty() && host.pages.line.empty();
  });
}

// Answered, and now nobody's business any more.
void Schedule::Settle(Row& row) {
  --unacknowledged_;
  pages_under_way_ -= row.page ? 1 : 0;
  row.state = State::kWaiting;
}

void Schedule::Again(const std::string& id, Timestamp due) {
  auto found = rows_.find(id);
  if (found == rows_.end() || found->second.state != State::kUnacknowledged) return;
  Settle(found->second);
  Enqueue(id, due);
}

void Schedule::Remove(const std::string& id) {
  auto found = rows_.find(id);
  if (found == rows_.end() || !found->second.page) return;
  Row& row = found->second;
  if (row.state == State::kFetching) {
    row.gone = true;
    return;
  }
  if (row.state == State::kWaiting) Dequeue(id);
  if (row.state == State::kUnacknowledged) Settle(row);
  rows_.erase(found);
}

void Schedule::Answered(const std::string& source, Timestamp now, Duration pause) {
  auto found = rows_.find(source);
  if (found == rows_.end() || found->second.state != State::kFetching) return;
  Row& row = found->second;
  row.state = State::kUnacknowledged;
  --fetching_;
  ++unacknowledged_;
  FreeHost(row.fetched_host, now + std::max(options_.host_gap, pause));
  if (row.page && row.gone) Remove(source);
}

void Schedule::PutBack(const std::string& source, Timestamp now, Duration pause) {
  auto found = rows_.find(source);
  if (found == rows_.end() || found->second.state != State::kFetching) return;
  Row& row = found->second;
  --fetching_;
  pages_under_way_ -= row.page ? 1 : 0;
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
  Settle(row);
  if (row.gone) {
    rows_.erase(found);
    return;
  }
  Duration every = FetchInterval(row.every, row.every_max, record.cadence);
  Timestamp due = std::max(now, row.taken + rng_.Jitter(every, options_.jitter));
  if (record.retry_at) due = std::max(due, std::min(*record.retry_at, now + kRetryMax));
  Enqueue(record.id, due);
}

std::optional<Timestamp> Schedule::NextWake(const Line& ready) {
  return ready.empty() ? std::nullopt : std::optional(ready.begin()->first);
}

std::optional<Timestamp> Schedule::NextOfAll() const {
  std::optional<Timestamp> source = NextWake(ready_);
  std::optional<Timestamp> page = NextWake(ready_pages_);
  return source && page ? std::min(source, page) : source ? source : page;
}

void Schedule::Enqueue(const std::string& id, Timestamp due) {
  Row& row = rows_.at(id);
  row.due = due;
  LineOf(hosts_[row.host], row).line.emplace(due, id);
  Refresh(row.host);
}

void Schedule::Dequeue(const std::string& id) {
  Row& row = rows_.at(id);
  LineOf(hosts_[row.host], row).line.erase({row.due, id});
  Refresh(row.host);
}

// Puts a host where it belongs after anything about it has changed.
void Schedule::Refresh(const std::string& name) {
  Host& host = hosts_[name];
  Replan(name, host, host.sources, ready_);
  Replan(name, host, host.pages, ready_pages_);
}

void Schedule::Replan(const std::string& name, const Host& host, Waiting& waiting, Line& ready) {
  if (waiting.ready_at) ready.erase({*waiting.ready_at, name});
  waiting.ready_at.reset();
  if (host.busy || waiting.line.empty()) return;
  waiting.ready_at = std::max(host.free_at, waiting.line.begin()->first);
  ready.emplace(*waiting.ready_at, name);
}

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
    for (Waiting* waiting : {&host.sources, &host.pages}) {
      Line line;
      for (const auto& [due, id] : waiting->line) line.emplace(due - back, id);
      waiting->line = std::move(line);
      waiting->ready_at.reset();
    }
    host.free_at -= back;
    Refresh(name);
  }
}

}  // namespace fenghuo
