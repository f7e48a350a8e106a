#include "alerts/reporting/paper.h"

#include <algorithm>
#include <iterator>

#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

constexpr const char* kWorthReporting[] = {
    "raised",      "lowered",       "assessed",      "handling",    "statement",   "watching",    "note",
    "reopened",    "absorbed",      "task_force",  "answer_line",   "clock_stopped", "closed",
    "task_assigned", "task_answer", "task_return",   "task_finish", "task_hand_over", "statement_publish"};

}  // namespace

bool IsWorthReporting(const TimelineEntry& entry) {
  return std::find(std::begin(kWorthReporting), std::end(kWorthReporting), entry.kind) != std::end(kWorthReporting);
}

std::string LongMoment(const Zone& zone, Timestamp at) { return std::to_string(zone.Local(at).year) + "年" + ShownMoment(zone, at); }

std::string LongNumber(const Incident& incident, const Zone& zone) {
  return "舆〔" + std::to_string(zone.Local(incident.opened_at).year) + "〕" + incident.number;
}

}  // namespace fenghuo
