#include "tests/scenarios/kept_store.h"

#include <gtest/gtest.h>

#include <iterator>
#include <utility>

namespace fenghuo {
namespace {

constexpr size_t kPage = 500;

// Every row of a list; `list` gives a page.
template <typename T, typename List>
std::vector<T> All(List list) {
  std::vector<T> rows;
  std::string cursor;
  do {
    Result<Page<T>> page = list(cursor);
    EXPECT_TRUE(page.ok()) << page.error().message;
    if (!page.ok()) return rows;
    std::move(page->rows.begin(), page->rows.end(), std::back_inserter(rows));
    cursor = page->next;
  } while (!cursor.empty());
  return rows;
}

}  // namespace

Result<std::unique_ptr<Store>> OpenKept(const Config& config) {
  StoreOptions options;
  options.read_only = true;
  options.create_if_missing = false;
  return Store::Open(config.data_path, options);
}

std::set<std::string> AllDocumentIds(const Store& store) {
  std::set<std::string> ids;
  for (const DocumentRecord& row :
       All<DocumentRecord>([&](const std::string& cursor) { return store.ListDocuments(cursor, kPage); })) {
    ids.insert(row.document.id);
  }
  return ids;
}

std::vector<Incident> AllIncidents(const Store& store) {
  return All<Incident>([&](const std::string& cursor) { return store.ListIncidents(cursor, kPage); });
}

std::vector<Notification> AllNotifications(const Store& store) {
  return All<Notification>([&](const std::string& cursor) { return store.ListNotifications(cursor, kPage); });
}

std::vector<AuditRecord> AllAudit(const Store& store) {
  std::vector<AuditRecord> rows;
  while (true) {
    int64_t from = rows.empty() ? 1 : rows.back().sequence + 1;
    Result<std::vector<AuditRecord>> more = store.AuditRecords(from, kPage);
    EXPECT_TRUE(more.ok()) << more.error().message;
    if (!more.ok() || more->empty()) return rows;
    std::move(more->begin(), more->end(), std::back_inserter(rows));
  }
}

std::vector<TimelineEntry> TimelineOf(const Store& store, const std::string& incident) {
  Result<std::vector<TimelineEntry>> timeline = store.Timeline(incident);
  EXPECT_TRUE(timeline.ok()) << timeline.error().message;
  return timeline.ok() ? *timeline : std::vector<TimelineEntry>();
}

}  // namespace fenghuo
