#include "daemon/crawl/source_set.h"

#include <algorithm>

namespace fenghuo {

SourceSet::SourceSet(const std::vector<SourceConfig>& sources) {
  sources_.reserve(sources.size());
  for (const SourceConfig& source : sources) sources_.push_back(std::make_shared<const SourceConfig>(source));
  std::sort(sources_.begin(), sources_.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
}

std::shared_ptr<const SourceConfig> SourceSet::Find(const std::string& id) const {
  auto comes_before = [](const auto& source, const std::string& key) { return source->id < key; };
  auto found = std::lower_bound(sources_.begin(), sources_.end(), id, comes_before);
  return found == sources_.end() || (*found)->id != id ? nullptr : *found;
}

}  // namespace fenghuo
