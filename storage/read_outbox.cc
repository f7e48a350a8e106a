#include <string>
#include <vector>

#include "storage/store_impl.h"

namespace fenghuo {
namespace {

constexpr PagedIndex kNotificationPages{PagedList::kNotifications, Family::kOutboxTimes, Family::kOutbox};
constexpr size_t kTimeBytes = 8;
constexpr size_t kPriorityAndTimeBytes = 16;

Result<std::vector<Notification>> Only(Drills drills, Result<std::vector<Notification>> rows) {
  if (rows.ok() && drills == Drills::kLeftOut) std::erase_if(*rows, [](const Notification& row) { return row.message.drill; });
  return rows;
}

}  // namespace

Result<Notification> Store::FindNotification(std::string_view id) const {
  return impl_->Find<Notification>(Family::kOutbox, id);
}

Result<std::vector<Notification>> Store::OutboxRows(Drills drills) const {
  return Only(drills, impl_->FollowIndex<Notification>({Family::kOutboxDue, {}, {}}, kPriorityAndTimeBytes, Family::kOutbox));
}

Result<Page<Notification>> Store::ListNotifications(std::string_view cursor, size_t limit) const {
  return impl_->PageOfIndex<Notification>(kNotificationPages, cursor, limit);
}

Result<std::vector<Notification>> Store::NotificationsOf(std::string_view incident) const {
  std::string prefix = OwnerPrefix(incident);
  return impl_->FollowIndex<Notification>({Family::kOutboxByIncident, prefix, PrefixEnd(prefix)},
                                          prefix.size() + kTimeBytes, Family::kOutbox);
}

Result<std::vector<Notification>> Store::NotificationsCreated(Timestamp from, Timestamp to, Drills drills) const {
  if (from >= to) return std::vector<Notification>();
  return Only(drills, impl_->FollowIndex<Notification>({Family::kOutboxTimes, TimePrefix(from), TimePrefix(to)}, kTimeBytes,
                                                       Family::kOutbox));
}

}  // namespace fenghuo
