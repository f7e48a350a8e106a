#include "daemon/crawl/fetch_memory.h"

namespace fenghuo {

void FetchMemory::Note(const SourceRecord& record) {
  records_[record.id] = record;
  auto owed = in_full_.find(record.id);
  if (owed == in_full_.end() || owed->second == Full::kOwed) return;
  owed->second = Full::kOwed;
  if (record.failures == 0) in_full_.erase(owed);
}

void FetchMemory::NoteGood(const std::string& source) {
  auto owed = in_full_.find(source);
  if (owed != in_full_.end()) owed->second = Full::kGood;
}

SourceRecord FetchMemory::Find(const std::string& source) const {
  auto found = records_.find(source);
  if (found != records_.end()) return found->second;
  SourceRecord unknown;
  unknown.id = source;
  return unknown;
}

SourceRecord FetchMemory::ToAsk(const std::string& source) const {
  SourceRecord record = Find(source);
  if (!in_full_.contains(source)) return record;
  record.last_full_at.reset();
  record.body_hash = 0;
  return record;
}

}  // namespace fenghuo
