#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "storage/meta.h"
#include "storage/store_impl.h"

namespace fenghuo {

Result<SourceRecord> Store::FindSource(std::string_view id) const {
  return impl_->Find<SourceRecord>(Family::kSources, id);
}

Result<std::vector<SourceRecord>> Store::Sources() const {
  return impl_->ScanRows<SourceRecord>({Family::kSources, {}, {}});
}

Result<std::vector<Outage>> Store::Outages(Timestamp from, Timestamp to) const {
  std::vector<Outage> outages;
  if (from >= to) return outages;
  // Keys begin with the end: everything that ended at or before `from` lies before the range.
  KeyRange range{Family::kOutages, TimePrefix(from + Duration(1)), {}};
  Result<void> scanned =
      impl_->Scan(Impl::View(*impl_), range, [&](std::string_view key, std::string_view value) -> Result<bool> {
        Result<Outage> outage = impl_->Parse<Outage>(Family::kOutages, key, value);
        if (!outage.ok()) return outage.error();
        if (outage->from < to) outages.push_back(std::move(*outage));
        return true;
      });
  if (!scanned.ok()) return scanned.error();
  std::sort(outages.begin(), outages.end(), [](const Outage& a, const Outage& b) {
    return std::tie(a.from, a.source) < std::tie(b.from, b.source);
  });
  return outages;
}

Result<std::vector<AuditRecord>> Store::AuditRecords(int64_t from_sequence, size_t limit) const {
  std::vector<AuditRecord> records;
  if (limit == 0) return records;
  KeyRange range{Family::kAudit, NumberKey(from_sequence), {}};
  Result<void> scanned =
      impl_->Scan(Impl::View(*impl_), range, [&](std::string_view key, std::string_view value) -> Result<bool> {
        Result<AuditRecord> record = impl_->Parse<AuditRecord>(Family::kAudit, key, value);
        if (!record.ok()) return record.error();
        records.push_back(std::move(*record));
        return records.size() < limit;
      });
  if (!scanned.ok()) return scanned.error();
  return records;
}

Result<std::optional<AuditRecord>> Store::LastAudit() const {
  std::optional<AuditRecord> last;
  KeyRange range{.family = Family::kAudit, .lower = {}, .upper = {}, .newest_first = true};
  Result<void> scanned =
      impl_->Scan(Impl::View(*impl_), range, [&](std::string_view key, std::string_view value) -> Result<bool> {
        Result<AuditRecord> record = impl_->Parse<AuditRecord>(Family::kAudit, key, value);
        if (!record.ok()) return record.error();
        last = std::move(*record);
        return false;
      });
  if (!scanned.ok()) return scanned.error();
  return last;
}

Result<std::optional<AuditRecord>> Store::AuditHead() const {
  Result<AuditRecord> head = impl_->Find<AuditRecord>(Family::kMeta, kAuditHeadKey);
  if (head.ok()) return std::optional<AuditRecord>(std::move(*head));
  if (head.error().code == ErrorCode::kNotFound) return std::optional<AuditRecord>();
  return head.error();
}

Result<std::vector<SessionRecord>> Store::Sessions() const {
  return impl_->ScanRows<SessionRecord>({Family::kSessions, {}, {}});
}

Result<std::vector<Drill>> Store::AllDrills() const { return impl_->ScanRows<Drill>({Family::kDrills, {}, {}}); }

Result<Drill> Store::FindDrill(int64_t number) const { return impl_->Find<Drill>(Family::kDrills, NumberKey(number)); }

Result<std::vector<ErrandRecord>> Store::Errands() const {
  return impl_->ScanRows<ErrandRecord>({Family::kErrands, {}, {}});
}

Result<ReplayCursor> Store::FindReplayCursor() const {
  return impl_->Find<ReplayCursor>(Family::kMeta, kReplayCursorKey);
}

Result<std::string> Store::FindSetting(std::string_view name) const {
  return impl_->FindBytes(Family::kSettings, name);
}

}  // namespace fenghuo
