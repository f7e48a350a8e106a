#include "daemon/crawl/errands.h"

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

Errand ForArticle(const Document& entry) { return {.id = entry.id, .source = entry.source, .url = entry.url, .entry = entry}; }

Errand ForListPage(const std::string& source, const ListPage& page) {
  return {.id = source + "?" + std::to_string(page.number), .source = source, .url = page.url, .list_page = page};
}

SourceConfig PageOf(const Errand& errand, const SourceConfig& source) {
  SourceConfig page = source;
  page.id = errand.id;
  page.url = errand.url;
  if (!IsSameSite(source.url, errand.url)) page.robots_waiver.clear();
  page.inner = source.inner && IsSameOrigin(source.url, errand.url);
  return page;
}

ErrandRoom Errands::Add(const Errand& errand) {
  auto found = waiting_.find(errand.id);
  if (found != waiting_.end()) {
    Errand& known = found->second.errand;
    const bool first_read = known.list_page && known.list_page->first_read;
    known = errand;
    if (known.list_page) known.list_page->first_read |= first_read;
    return ErrandRoom::kKnown;
  }
  size_t& of_source = waiting_of_[errand.source];
  if (waiting_.size() >= kMax || of_source >= kPerSourceMax) return ErrandRoom::kNoRoom;
  ++of_source;
  waiting_.emplace(errand.id, Waiting{errand});
  return ErrandRoom::kTaken;
}

const Errand* Errands::Find(const std::string& id) const {
  auto found = waiting_.find(id);
  return found == waiting_.end() ? nullptr : &found->second.errand;
}

std::optional<Duration> Errands::TryAgainAfter(const std::string& id, const FetchReport& report) {
  auto found = waiting_.find(id);
  if (found == waiting_.end() || !MayPass(report)) return std::nullopt;
  auto tries = static_cast<size_t>(found->second.tries++);
  if (tries >= kPauses.size()) return std::nullopt;
  return std::clamp(report.retry_after.value_or(Duration(0)), kPauses.at(tries), kPauses.back());
}

void Errands::Remove(const std::string& id) {
  auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  auto of_source = waiting_of_.find(found->second.errand.source);
  if (--of_source->second == 0) waiting_of_.erase(of_source);
  waiting_.erase(found);
}

std::vector<std::string> Errands::WithoutSource(const SourceSet& sources) const {
  std::vector<std::string> ids;
  for (const auto& [id, waiting] : waiting_) {
    if (!sources.Holds(waiting.errand.source)) ids.push_back(id);
  }
  return ids;
}

}  // namespace fenghuo
