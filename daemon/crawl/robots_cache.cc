#include "daemon/crawl/robots_cache.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "daemon/crawl/retry_after.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr size_t kReadBytesMax = 512 * 1024;  // RFC 9309 2.5 wants 500 KiB at least
constexpr Duration kFirstRetry = seconds(30);
constexpr Duration kLastRetry = hours(1);
constexpr Duration kRetryMeanwhile = hours(2);  // longer than the gap of any host, else a source would ask and never read
constexpr Duration kGoodFor = hours(24);
constexpr Duration kAbsentAfter = hours(24 * 30);

std::string OriginOf(const std::string& text) {
  Result<Url> url = ParseUrl(text, UrlKind::kWeb);
  return url.ok() ? Origin(*url) : "";
}

// A rule that was cut in the middle would forbid or allow more than its author wrote.
std::string_view WholeLines(std::string_view body) {
  if (body.size() <= kReadBytesMax) return body;
  body = body.substr(0, kReadBytesMax);
  size_t end = body.find_last_of("\r\n");
  return end == std::string_view::npos ? std::string_view() : body.substr(0, end);
}

Duration BackOff(int failures) {
  Duration wait = kFirstRetry;
  for (int i = 1; i < failures && wait < kLastRetry; ++i) wait *= 2;
  return std::min(wait, kLastRetry);
}

bool IsCopyOfUse(const HttpResponse& response) {
  bool enough = response.error == TransportError::kTooLarge && response.body.size() >= kReadBytesMax;
  return response.status >= 200 && response.status <= 299 && (response.error == TransportError::kNone || enough);
}

// A redirect that cannot be followed to its end is no file, as Google and RFC 9309 2.3.1.2 have it.
bool IsAbsent(const HttpResponse& response) {
  bool redirect = response.status >= 300 && response.status <= 399;
  bool client_error = response.status >= 400 && response.status <= 499 && response.status != 429;
  return redirect || (client_error && response.error == TransportError::kNone);
}

}  // namespace

HttpRequest BuildRobotsFetch(const CrawlConfig& crawl, const std::string& origin, Purpose purpose) {
  HttpRequest request;
  request.url = origin + "/robots.txt";
  request.purpose = purpose;
  request.connect_timeout = crawl.connect_timeout;
  request.total_timeout = crawl.total_timeout;
  request.body_bytes_max = crawl.body_bytes_max;
  request.decoded_bytes_max = crawl.decoded_bytes_max;
  request.headers.Add("User-Agent", crawl.user_agent);
  request.headers.Add("Accept", "text/plain, */*;q=0.5");
  return request;
}

RobotsRuling RefusedByGate(const std::string& origin, const HttpResponse& response) {
  RobotsRuling ruling;
  ruling.say = RobotsSay::kUnreachable;
  ruling.origin = origin;
  ruling.failure = response;
  return ruling;
}

RobotsReading ReadRobots(const HttpResponse& response, std::string_view agent, Timestamp now) {
  RobotsReading reading;
  if (IsCopyOfUse(response)) {
    reading.robots = Robots::Parse(WholeLines(response.body), agent);
    return reading;
  }
  if (IsAbsent(response)) {
    reading.kind = RobotsReading::Kind::kAbsent;
    return reading;
  }
  reading.kind = RobotsReading::Kind::kUnreachable;
  reading.failure = response;
  reading.failure.headers = {};
  reading.failure.body.clear();
  reading.retry_after = ParseRetryAfter(response.headers.Get("retry-after"), now).value_or(Duration(0));
  return reading;
}

RobotsRuling RobotsCache::Ask(const std::string& url, Timestamp now) {
  RobotsRuling ruling;
  Result<Url> parsed = ParseUrl(url, UrlKind::kWeb);
  if (!parsed.ok()) return ruling;  // the transport says what is wrong with it
  ruling.origin = Origin(*parsed);
  auto found = hosts_.find(ruling.origin);
  std::optional<Timestamp> until = found == hosts_.end() ? std::nullopt : found->second.ask_again_at;
  bool clock_was_set_back = until && *until > now + kGoodFor;
  if (!until || *until <= now || clock_was_set_back) {
    ruling.say = RobotsSay::kAskFirst;
    return ruling;
  }
  Host& host = found->second;
  host.asked = ++turn_;
  ruling.unreachable_since = host.unreachable_since;
  if (!host.robots) {
    ruling.say = MayReadMeanwhile(host, now) ? RobotsSay::kMayRead : RobotsSay::kUnreachable;
    ruling.failure = host.failure;
    return ruling;
  }
  // The patterns are escaped; so must be what they are compared with.
  ruling.verdict = host.robots->Judge(EscapeRobotsPattern(parsed->text));
  ruling.say = ruling.verdict.allowed ? RobotsSay::kMayRead : RobotsSay::kMustNot;
  const std::optional<CrawlDelay>& delay = host.robots->crawl_delay();
  if (delay) ruling.pause = delay->length.value_or(Duration(0));
  if (MayRead(ruling)) ruling.url = std::move(*parsed);
  return ruling;
}

bool RobotsCache::MayReadMeanwhile(const Host& host, Timestamp now) {
  return host.robots || (host.unreachable_since && now - *host.unreachable_since >= kAbsentAfter);
}

void RobotsCache::Note(const std::string& origin, RobotsReading reading, Timestamp now) {
  Host& host = hosts_[origin];
  host.asked = ++turn_;
  host.of_a_source = IsOfASource(origin);
  if (reading.kind == RobotsReading::Kind::kUnreachable) {
    NoteUnreachable(host, std::move(reading), now);
  } else {
    host.ask_again_at = now + kGoodFor;
    host.unreachable_since.reset();
    host.failures = 0;
    host.failure = {};
    host.bytes = kHostBytes + reading.robots.bytes();
    host.robots = std::move(reading.robots);
  }
  MakeRoom();
}

void RobotsCache::NoteUnreachable(Host& host, RobotsReading reading, Timestamp now) {
  if (!host.unreachable_since) host.unreachable_since = now;
  Duration wait = MayReadMeanwhile(host, now) ? kRetryMeanwhile : BackOff(++host.failures);
  host.ask_again_at = now + std::max(wait, reading.retry_after);
  host.failure = std::move(reading.failure);
}

void RobotsCache::MakeRoom() {
  while (true) {
    size_t bytes = 0;
    auto oldest = hosts_.end();
    for (auto host = hosts_.begin(); host != hosts_.end(); ++host) {
      if (host->second.of_a_source) continue;
      bytes += host->second.bytes;
      if (oldest == hosts_.end() || host->second.asked < oldest->second.asked) oldest = host;
    }
    if (bytes <= kStrangersBytesMax) return;
    hosts_.erase(oldest);
  }
}

void RobotsCache::RestoreUnreachable(const std::string& url, Timestamp since) {
  std::string origin = OriginOf(url);
  if (origin.empty()) return;
  hosts_[origin].of_a_source = IsOfASource(origin);
  std::optional<Timestamp>& known = hosts_[origin].unreachable_since;
  if (!known || since < *known) known = since;
}

bool RobotsCache::IsOfASource(const std::string& origin) const {
  return std::binary_search(origins_.begin(), origins_.end(), Hash64(origin));
}

void RobotsCache::KeepOnly(const std::set<std::string>& urls) {
  origins_.clear();
  for (const std::string& url : urls) origins_.push_back(Hash64(OriginOf(url)));
  std::sort(origins_.begin(), origins_.end());
  origins_.erase(std::unique(origins_.begin(), origins_.end()), origins_.end());
  origins_.shrink_to_fit();
  std::erase_if(hosts_, [&](const auto& host) { return !IsOfASource(host.first); });
  for (auto& [origin, host] : hosts_) host.of_a_source = true;
}

}  // namespace fenghuo
