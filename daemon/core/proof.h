// A Proof goes through a store and recomputes what it says: every grade from the inputs kept with it, every link of the audit chain.
//
//   Result<Proof> proof = Prove(store);
//   for (const std::string& finding : proof->findings) ...   // "judgement \"s1\": level is 1, its inputs give 3"
//
// Grades stand in judgements (the last one of each story) and in gradings (one for each machine level that an incident got). A
// grade of another formula cannot be recomputed by this program: it is counted by formula and is no finding. The sentences of a
// card are not compared, since a newer program may say the same more clearly; numbers, levels and names are.
//
// Pure functions over a store: any number of threads.

#ifndef FENGHUO_DAEMON_CORE_PROOF_H_
#define FENGHUO_DAEMON_CORE_PROOF_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/core/audit.h"
#include "storage/store.h"

namespace fenghuo {

struct Proof {
  int64_t audit_records = 0;
  std::string audit_head;                     // "312:<hash in hexadecimal>", to be compared with one kept elsewhere; or empty
  int64_t grades = 0;                         // recomputed
  std::map<int, int64_t> of_other_formulas;   // formula -> cards that were not recomputed
  std::vector<std::string> findings;          // one sentence each, at most kFindingsMax
  int64_t findings_total = 0;
};

constexpr size_t kFindingsMax = 100;

// With an anchor, the record that it names must still be the one that it was made of. kUnavailable or kCorrupt when the store
// cannot be read that far; the message names the row.
Result<Proof> Prove(const Store& store, const std::optional<AuditAnchor>& anchor = std::nullopt);

// What differs between a judgement's card and what its inputs give, or nothing. Only for cards of kGradeFormula.
std::optional<std::string> FindDifference(const JudgementRecord& judgement, const GradeOptions& options);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_PROOF_H_
