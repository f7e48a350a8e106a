#include "storage/store_impl.h"

namespace fenghuo {
namespace {

constexpr PagedIndex kTrayPages{PagedList::kTray, Family::kTray, Family::kDocuments};

}  // namespace

Result<Page<DocumentRecord>> Store::ListTray(std::string_view cursor, size_t limit) const {
  return impl_->PageOfIndex<DocumentRecord>(kTrayPages, cursor, limit);
}

Result<std::vector<RelevanceClick>> Store::Clicks(std::string_view rule) const {
  const std::string prefix = OwnerPrefix(rule);
  return impl_->ScanRows<RelevanceClick>({Family::kClicks, prefix, PrefixEnd(prefix)});
}

Result<std::vector<FilterRecord>> Store::Filters() const { return impl_->ScanRows<FilterRecord>({Family::kFilters, {}, {}}); }

}  // namespace fenghuo
