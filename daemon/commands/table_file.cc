#include "daemon/commands/table_file.h"

#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/table/workbook.h"

namespace fenghuo {

Result<Table> ReadTableFile(const std::string& body) {
  if (IsWorkbook(body)) return ReadWorkbook(body);
  if (body.starts_with("\xD0\xCF\x11\xE0")) {
    return Invalid("is an old or encrypted Office document; save it as XLSX without a password, or as CSV");
  }
  Result<DecodedText> decoded = Decode(body, "");
  if (!decoded.ok()) return decoded.error();
  return ReadTable(decoded->text());
}

}  // namespace fenghuo
