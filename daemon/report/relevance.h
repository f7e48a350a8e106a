// What the relevance filters kept out of sight in the week, and how often they are wrong: the tray (待复核箱), its samples, and how each
// rule's filter stands now.
//
//   html += RenderRelevance(week, config, lists);   // each number leads to its list
//
// A pure function: any number of threads.

#ifndef FENGHUO_DAEMON_REPORT_RELEVANCE_H_
#define FENGHUO_DAEMON_REPORT_RELEVANCE_H_

#include <string>

#include "daemon/report/html.h"
#include "daemon/report/weekly.h"

namespace fenghuo {

// Empty when nobody ever said whether a document concerns the office.
std::string RenderRelevance(const Week& week, const Config& config, NumberedLists& lists);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPORT_RELEVANCE_H_
