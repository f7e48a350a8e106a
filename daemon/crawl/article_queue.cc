#include "daemon/crawl/article_queue.h"

#include <algorithm>
#include <array>

#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr std::array<Duration, 2> kPauses = {minutes(10), hours(1)};  // between the tries

// What another try may find otherwise.
bool MayPass(const FetchReport& report) {
  if (report.health == SourceHealth::kRobots) return report.robots_unreachable_since.has_value();
  if (report.health != SourceHealth::kFailing) return false;
  return report.status == 429 || report.status < 300 || report.status >= 500;
}

}  // namespace

SourceConfig PageOf(const Document& entry, const SourceConfig& list) {
  SourceConfig page = list;
  page.id = entry.id;
  page.url = entry.url;
  if (!IsSameSite(list.url, entry.url)) page.robots_waiver.clear();
  return page;
}

ArticleRoom ArticleQueue::Add(const Document& entry) {
  auto found = waiting_.find(entry.id);
  if (found != waiting_.end()) {
    found->second.entry = entry;
    return ArticleRoom::kKnown;
  }
  size_t& of_source = waiting_of_[entry.source];
  if (waiting_.size() >= kMax || of_source >= kPerSourceMax) return ArticleRoom::kNoRoom;
  ++of_source;
  waiting_.emplace(entry.id, Waiting{entry});
  return ArticleRoom::kTaken;
}

const Document* ArticleQueue::Find(const std::string& id) const {
  auto found = waiting_.find(id);
  return found == waiting_.end() ? nullptr : &found->second.entry;
}

std::optional<Duration> ArticleQueue::TryAgainAfter(const std::string& id, const FetchReport& report) {
  auto found = waiting_.find(id);
  if (found == waiting_.end() || !MayPass(report)) return std::nullopt;
  auto tries = static_cast<size_t>(found->second.tries++);
  if (tries >= kPauses.size()) return std::nullopt;
  return std::clamp(report.retry_after.value_or(Duration(0)), kPauses.at(tries), kPauses.back());
}

void ArticleQueue::Remove(const std::string& id) {
  auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  auto of_source = waiting_of_.find(found->second.entry.source);
  if (--of_source->second == 0) waiting_of_.erase(of_source);
  waiting_.erase(found);
}

std::vector<std::string> ArticleQueue::WithoutSource(const std::map<std::string, SourceConfig>& sources) const {
  std::vector<std::string> ids;
  for (const auto& [id, waiting] : waiting_) {
    if (!sources.contains(waiting.entry.source)) ids.push_back(id);
  }
  return ids;
}

}  // namespace fenghuo
