// RelevanceFilters are the filters of all rules that people have clicked on, as the core has them in memory.
//
// One thread, the core's: nobody else looks at them, so none is ever seen half learned. What others are shown of them stands in the store
// (FilterRecord, RelevanceNote).

#ifndef FENGHUO_DAEMON_CORE_RELEVANCE_FILTERS_H_
#define FENGHUO_DAEMON_CORE_RELEVANCE_FILTERS_H_

#include <map>
#include <set>
#include <string>

#include "keywords/relevance/filter.h"
#include "storage/records.h"

namespace fenghuo {

struct RuleFilter {
  RelevanceFilter filter;
  FilterRecord record;  // as it is stored, or will be
};

struct RelevanceFilters {
  std::map<std::string, RuleFilter> by_rule;
  std::set<std::string> changed;  // records that the next commit writes
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_RELEVANCE_FILTERS_H_
