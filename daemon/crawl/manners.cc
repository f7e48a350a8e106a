#include "daemon/crawl/manners.h"

#include <algorithm>
#include <optional>

#include "base/log.h"
#include "daemon/crawl/retry_after.h"

namespace fenghuo {
namespace {

constexpr Duration kBusyHostMax = hours(1);  // that "too many requests" to one source keeps the others of its host waiting

}  // namespace

Duration PauseOf(const RobotsRuling& ruling, const CrawlConfig& crawl) { return std::min(ruling.pause, crawl.crawl_delay_max); }

Duration BusyFor(const HttpResponse& response, Timestamp now) {
  if (response.status != 429) return Duration(0);
  return std::min(ParseRetryAfter(response.headers.Get("retry-after"), now).value_or(Duration(0)), kBusyHostMax);
}

void LogDelay(const std::string& origin, const Robots& robots, const CrawlConfig& crawl) {
  const std::optional<CrawlDelay>& delay = robots.crawl_delay();
  if (!delay || (delay->length && *delay->length <= crawl.crawl_delay_max)) return;
  LogWarning("a Crawl-delay is not obeyed in full", {{"host", origin},
                                                     {"line", std::to_string(delay->line)},
                                                     {"asked", delay->value},
                                                     {"seconds_max", std::to_string(crawl.crawl_delay_max / seconds(1))}});
}

}  // namespace fenghuo
