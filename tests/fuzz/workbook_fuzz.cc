// Any bytes as a workbook: a refusal that says why, or rows as long as the header at least, each with its number.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/table/workbook.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fenghuo::Result<fenghuo::Table> table = fenghuo::ReadWorkbook({reinterpret_cast<const char*>(data), size});
  if (!table.ok()) {
    CHECK(!table.error().message.empty(), "a refusal says why");
    return 0;
  }
  CHECK(!table->header.empty(), "a table has a header");
  CHECK(table->rows.size() == table->lines.size(), "every row has its number");
  for (const auto& row : table->rows) CHECK(row.size() >= table->header.size(), "rows are filled up");
  return 0;
}
