#include "daemon/core/versions.h"

#include <algorithm>

namespace fenghuo {
namespace {

int64_t BytesOf(const DocumentRecord& record) {
  return static_cast<int64_t>(record.document.title.size() + record.document.text.size());
}

bool TooMany(const KeptVersions& kept, int last) {
  const int count = last - kept.from + 1;
  return count > kLastVersionsMax || (count > 1 && kept.bytes > kLastVersionBytesMax);
}

}  // namespace

int KeepVersion(const DocumentRecord& known, DocumentRecord& next, Core& core) {
  const std::string& id = known.document.id;
  core.state.batch().PutDocumentVersion(known);
  KeptVersions& kept = next.versions;
  if (kept.found == 0 && FoundByARule(known)) kept.found = known.version;
  if (known.version == 1) return 0;
  kept.from = std::max(kept.from, 2);
  kept.bytes += BytesOf(known);
  int dropped = 0;
  for (; TooMany(kept, known.version); ++kept.from) {
    // One that came in this very batch is not found: then a little less is kept than might be.
    Result<DocumentRecord> oldest = core.state.store().FindDocumentVersion(id, kept.from);
    if (oldest.ok()) kept.bytes = std::max<int64_t>(0, kept.bytes - BytesOf(*oldest));
    if (kept.from == kept.found) continue;
    core.state.batch().DeleteDocumentVersion(id, kept.from);
    ++dropped;
  }
  if (kept.from == known.version) kept.bytes = BytesOf(known);
  return dropped;
}

}  // namespace fenghuo
