// Workbooks of spreadsheet programs (XLSX: ECMA-376 part 1, 18 SpreadsheetML): the first sheet as a Table.
//
//   if (IsWorkbook(bytes)) table = ReadWorkbook(bytes);
//
// The first row with a cell in it is the header. A number whose format is one of dates is written "2026-07-11" or
// "2026-07-11 08:30:00", as the sheet shows it, without a zone; other numbers as they are kept; of a formula its last value. Cells
// that were joined have their text in the first. What is hidden is read as well.
//
// Read as a hostile file: bounded when unpacked, nothing external, nothing expanded, nothing run.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_TABLE_WORKBOOK_H_
#define FENGHUO_DAEMON_CRAWL_TABLE_WORKBOOK_H_

#include <string_view>

#include "base/result.h"
#include "daemon/crawl/table/table_text.h"

namespace fenghuo {

// By its first bytes: a ZIP archive.
bool IsWorkbook(std::string_view bytes);

// `lines` are the numbers of the rows. kInvalid: no workbook, an empty sheet, or more than a Table may hold.
Result<Table> ReadWorkbook(std::string_view bytes);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_TABLE_WORKBOOK_H_
