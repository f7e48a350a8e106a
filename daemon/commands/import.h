// `fenghuo import`: exports of hotline tickets (XLSX, CSV, TSV) into a running daemon, as the push source whose token is given.
//
//   Result<ImportPlan> plan = PlanImport(table, {.map = {"title=诉求标题"}, .zone = zone});
//   plan->documents;   // as POST /api/v1/documents takes them
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_IMPORT_H_
#define FENGHUO_DAEMON_COMMANDS_IMPORT_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "base/zone.h"
#include "daemon/crawl/table/table_text.h"
#include "daemon/wire.h"

namespace fenghuo {

constexpr size_t kImportBatchBytes = 200 * 1024;  // of the documents in one request: below the daemon's 256 KiB

struct ImportOptions {
  std::vector<std::string> map;  // "title=诉求标题"; several of one field are joined; none: columns are known by their usual names
  Zone zone = Zone::Utc();       // of dates that name none
};

struct ImportPlan {
  std::vector<Json> documents;
  std::vector<std::string> columns;   // what was taken: "title=诉求标题"
  // Rows that were left out, since the daemon would refuse the whole request for them, or that lost a date; one line each: "line 7: …".
  std::vector<std::string> problems;
};

// kInvalid: a field or a column that does not exist, or neither title nor text is known.
Result<ImportPlan> PlanImport(const Table& table, const ImportOptions& options);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_IMPORT_H_
