// Who answers for an entry of the record, and who pressed the button.
//
//   if (Result<void> known = CheckSignatory(by, desk.roster, now); !known.ok()) return known.error();
//   draft.Write("note", by.person, ShownSignatory(by, desk.roster) + "办理记录…");   // 张某（王某代录）
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_SIGNATORY_H_
#define FENGHUO_ALERTS_INCIDENT_SIGNATORY_H_

#include <string>
#include <string_view>

#include "alerts/roster/roster.h"
#include "base/result.h"

namespace fenghuo {

struct Signatory {
  std::string person = {};      // id in staff.yml: who it counts for
  std::string entered_by = {};  // id; empty: the same person
};

// kInvalid in Chinese when one of them is missing or unknown, or when somebody who is not at the desk now writes for another.
Result<void> CheckSignatory(const Signatory& by, const Roster& roster, Timestamp now);

std::string ShownSignatory(const Signatory& by, const Roster& roster);

// Nothing but blanks, the wide ones of Chinese included.
bool IsBlank(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_SIGNATORY_H_
