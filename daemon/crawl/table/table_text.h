// Tables as spreadsheets export them: CSV (RFC 4180) or with tabs or semicolons between the cells.
//
//   Result<Table> table = ReadTable(utf8);
//   table->rows[0][table->Column("标题")];
//
// The separator is the one of comma, tab and semicolon that the first line holds most of. Quoted cells may hold separators, line
// breaks and doubled quotes. Rows shorter than the header are filled up; blank lines are no rows.
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_TABLE_TABLE_TEXT_H_
#define FENGHUO_DAEMON_CRAWL_TABLE_TABLE_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace fenghuo {

constexpr size_t kTableRowsMax = 1'000'000;
constexpr size_t kTableColumnsMax = 500;

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header at least
  std::vector<size_t> lines;                   // where each row begins, from 1

  // The column of that name, white space and a byte order mark aside.
  std::optional<size_t> Column(std::string_view name) const;
};

// kInvalid: no header, too many rows or columns, or a quote that is never closed, with its line.
Result<Table> ReadTable(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_TABLE_TABLE_TEXT_H_
