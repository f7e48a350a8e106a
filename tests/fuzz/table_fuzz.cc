// Any bytes as a table, and the table as tickets.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/commands/import.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fenghuo::Result<fenghuo::Table> table = fenghuo::ReadTable({reinterpret_cast<const char*>(data), size});
  if (!table.ok()) {
    CHECK(!table.error().message.empty(), "a refusal says why");
    return 0;
  }
  CHECK(table->rows.size() == table->lines.size(), "every row has its line");
  for (const auto& row : table->rows) CHECK(row.size() >= table->header.size(), "rows are filled up");
  fenghuo::Result<fenghuo::ImportPlan> plan =
      fenghuo::PlanImport(*table, {.map = {"title=" + table->header[0]}, .zone = fenghuo::Zone::Utc()});
  if (plan.ok()) CHECK(plan->documents.size() <= table->rows.size(), "no document without a row");
  return 0;
}
