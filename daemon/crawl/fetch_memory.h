// A FetchMemory holds the records that the next request to each source is measured by, and knows which of them speak of another URL.
//
//   memory.Note(record);                            // as committed
//   memory.Expect(source);                          // at the start: it may have changed while nobody looked
//   memory.MoveTo(source.id);                       // its URL or selectors changed: what was read before says nothing
//   SourceRecord record = memory.ToAsk(source.id);  // whose validators the next request may carry
//
// After such a change a source is asked for in full until an answer of its new self was good (NoteGood) and stored (Note without
// failures): a body that came well may have been no feed, and its validators are not stored then.
//
// One thread.

#ifndef FENGHUO_DAEMON_CRAWL_FETCH_MEMORY_H_
#define FENGHUO_DAEMON_CRAWL_FETCH_MEMORY_H_

#include <cstdint>
#include <map>
#include <string>

#include "daemon/config/config.h"
#include "storage/records.h"

namespace fenghuo {

// By what a source is read: a hash of its address and of its selectors or pointers. Never 0.
uint64_t ReadAs(const SourceConfig& source);

class FetchMemory {
 public:
  void Note(const SourceRecord& record);
  void Expect(const SourceConfig& source);
  void MoveTo(const std::string& source) { in_full_[source] = Full::kOwed; }
  void NoteGood(const std::string& source);
  bool OwesFull(const std::string& source) const { return in_full_.contains(source); }

  // One with nothing but the id for a source that was never read.
  SourceRecord Find(const std::string& source) const;
  SourceRecord ToAsk(const std::string& source) const;

  const std::map<std::string, SourceRecord>& records() const { return records_; }

 private:
  enum class Full { kOwed, kGood };

  std::map<std::string, SourceRecord> records_;
  std::map<std::string, Full> in_full_;  // the sources that are asked for without validators
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FETCH_MEMORY_H_
