// Who was asked for what and had it done in time: the tasks, clocks and reports upward of a week's incidents, as they stood when
// the week ended.
//
//   html += RenderLedger(week, config, lists);   // up to three tables; each number leads to its list
//
// Whatever was open in the week counts in it. What went on in another incident after a merge counts there alone.
//
// A pure function: any number of threads.

#ifndef FENGHUO_DAEMON_REPORT_LEDGER_H_
#define FENGHUO_DAEMON_REPORT_LEDGER_H_

#include <string>

#include "daemon/report/html.h"
#include "daemon/report/weekly.h"

namespace fenghuo {

// Empty when nothing was asked for.
std::string RenderLedger(const Week& week, const Config& config, NumberedLists& lists);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPORT_LEDGER_H_
