// Whether a closed incident is one that somebody looks for.
//
//   CaseQuery query("配餐 呕吐");
//   if (query.Finds(incident)) ...
//
// Every word of the query must stand in its number, title, category, reason of closing or lessons, whatever its width, case or script of
// characters. A query without words finds every case.
//
// Immutable: any number of threads.

#ifndef FENGHUO_ALERTS_CASES_SEARCH_H_
#define FENGHUO_ALERTS_CASES_SEARCH_H_

#include <string>
#include <string_view>
#include <vector>

#include "alerts/incident/incident.h"

namespace fenghuo {

class CaseQuery {
 public:
  explicit CaseQuery(std::string_view text);
  bool Finds(const Incident& incident) const;

 private:
  std::vector<std::string> words_;  // folded
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_CASES_SEARCH_H_
