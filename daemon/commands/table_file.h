// A table as somebody has it: a workbook (XLSX), or text between separators in any encoding.
//
//   Result<Table> table = ReadTableFile(bytes);
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_TABLE_FILE_H_
#define FENGHUO_DAEMON_COMMANDS_TABLE_FILE_H_

#include <string>

#include "base/result.h"
#include "daemon/crawl/table/table_text.h"

namespace fenghuo {

// kInvalid: neither, or one of the old or encrypted formats, with what to do.
Result<Table> ReadTableFile(const std::string& body);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_TABLE_FILE_H_
