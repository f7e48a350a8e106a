// The intake budget is what one source may add to the store in a day of the office, so that none can fill the disk for all.
//
//   if (IsOverBudget(source, core, now)) …     // nothing of it is taken until the day is over
//   AddToBudget(source, BytesOf(document), core, now);
//
// A source that is over it counts as broken, 内容过大, with the alarm of every broken source; its next answer after midnight is read in
// full, since no validator of a refused one is kept. What is looked at is the day so far, so that one answer may go beyond the budget by
// its own length (crawl.decoded_max). An archive has no budget.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_INTAKE_BUDGET_H_
#define FENGHUO_DAEMON_CORE_INTAKE_BUDGET_H_

#include <cstdint>
#include <string>

#include "daemon/core/core.h"
#include "daemon/crawl/intake.h"

namespace fenghuo {

// 60,000 articles of 1,500 characters. The largest portals publish some thousands a day.
constexpr int64_t kIntakeBytesADayMax = 256 * 1024 * 1024;

bool IsOverBudget(const std::string& source, const Core& core, Timestamp now);

// What a new or changed document costs: its text, and about what stands beside it.
int64_t BytesOf(const Document& document);

void AddToBudget(const std::string& source, int64_t bytes, Core& core, Timestamp now);

// What is left of an answer of a source that is over its budget: that it came, and why nothing of it was taken.
Intake OverBudget(const Intake& intake);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_INTAKE_BUDGET_H_
