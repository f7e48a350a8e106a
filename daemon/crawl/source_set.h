// A SourceSet holds the sources that are read, by their ids. Each is made once and handed out shared: what is under way goes on with
// its source as it was, also when the set is exchanged.
//
//   SourceSet set(config.sources);
//   if (std::shared_ptr<const SourceConfig> source = set.Find(id)) Fetch(source);
//
// Immutable once made: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_SOURCE_SET_H_
#define FENGHUO_DAEMON_CRAWL_SOURCE_SET_H_

#include <memory>
#include <string>
#include <vector>

#include "daemon/config/config.h"

namespace fenghuo {

class SourceSet {
 public:
  SourceSet() = default;
  // Ids are unique.
  explicit SourceSet(const std::vector<SourceConfig>& sources);

  // Null when there is none.
  std::shared_ptr<const SourceConfig> Find(const std::string& id) const;
  bool Holds(const std::string& id) const { return Find(id) != nullptr; }

 private:
  std::vector<std::shared_ptr<const SourceConfig>> sources_;  // by id; shared with what is under way
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_SOURCE_SET_H_
