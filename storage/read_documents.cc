#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keywords/drill.h"
#include "storage/store_impl.h"

namespace fenghuo {
namespace {

constexpr PagedIndex kDocumentPages{PagedList::kDocuments, Family::kTimeIndex, Family::kDocuments};
constexpr size_t kDocumentsAtOnce = 100;  // rows in memory while a time is walked through

}  // namespace

Result<DocumentRecord> Store::FindDocument(std::string_view id) const {
  return impl_->Find<DocumentRecord>(Family::kDocuments, id);
}

Result<std::vector<std::optional<DocumentRecord>>> Store::FindDocuments(const std::vector<std::string>& ids) const {
  return impl_->FindMany<DocumentRecord>(Impl::View(*impl_), Family::kDocuments, ids);
}

Result<std::vector<DocumentRecord>> Store::DocumentVersions(std::string_view id, size_t limit) const {
  std::vector<DocumentRecord> versions;
  Result<void> walked = ForEachDocumentVersion(id, [&](const DocumentRecord& earlier) {
    if (versions.size() == limit) versions.erase(versions.begin() + 1);
    versions.push_back(earlier);
    return true;
  });
  if (!walked.ok()) return walked.error();
  return versions;
}

Result<DocumentRecord> Store::FindDocumentVersion(std::string_view id, int version) const {
  return impl_->Find<DocumentRecord>(Family::kVersions, NumberedKey(id, version));
}

Result<void> Store::ForEachDocumentVersion(std::string_view id,
                                           const std::function<bool(const DocumentRecord&)>& visit) const {
  const std::string prefix = OwnerPrefix(id);
  const KeyRange range{Family::kVersions, prefix, PrefixEnd(prefix)};
  return impl_->Scan(Impl::View(*impl_), range, [&](std::string_view key, std::string_view value) -> Result<bool> {
    Result<DocumentRecord> row = impl_->Parse<DocumentRecord>(range.family, key, value);
    if (!row.ok()) return row.error();
    return visit(*row);
  });
}

Result<std::vector<Observation>> Store::Observations(std::string_view document) const {
  std::string prefix = OwnerPrefix(document);
  return impl_->ScanRows<Observation>({Family::kObservations, prefix, PrefixEnd(prefix)});
}

Result<Page<DocumentRecord>> Store::ListDocuments(std::string_view cursor, size_t limit) const {
  return impl_->PageOfIndex<DocumentRecord>(kDocumentPages, cursor, limit);
}

Result<void> Store::ForEachDocument(Timestamp from, Timestamp to,
                                    const std::function<bool(const DocumentRecord&)>& visit, Drills drills) const {
  if (from >= to) return {};
  Impl::View view(*impl_);
  std::vector<std::string> ids;
  // Shows the documents collected so far; false when the visitor has had enough.
  auto show = [&]() -> Result<bool> {
    Result<std::vector<DocumentRecord>> records = impl_->FindIndexed<DocumentRecord>(view, Family::kDocuments, ids);
    if (!records.ok()) return records.error();
    ids.clear();
    for (const DocumentRecord& record : *records) {
      if (drills == Drills::kLeftOut && IsOfDrill(record.document.id)) continue;
      if (!visit(record)) return false;
    }
    return true;
  };
  KeyRange range{Family::kTimeIndex, TimePrefix(from), TimePrefix(to)};
  bool enough = false;
  Result<void> scanned = impl_->Scan(view, range, [&](std::string_view key, std::string_view) -> Result<bool> {
    KeyReader reader(key);
    if (!reader.TakeTime().has_value()) return Corrupt("the key is too short").In(impl_->RowName(range.family, key));
    ids.emplace_back(reader.rest());
    if (ids.size() < kDocumentsAtOnce) return true;
    Result<bool> more = show();
    enough = more.ok() && !*more;
    return more;
  });
  if (!scanned.ok() || enough) return scanned;
  Result<bool> shown = show();
  if (!shown.ok()) return shown.error();
  return {};
}

}  // namespace fenghuo
