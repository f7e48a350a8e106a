// A FetchMemory holds the records that the next request to each source is measured by, and knows which of them speak of another URL.
//
//   memory.Note(record);                            // as committed
//   memory.MoveTo(source.id);                       // its URL changed: what was read before says nothing
//   SourceRecord record = memory.ToAsk(source.id);  // whose validators the next request may carry
//
// After a change of the URL a source is asked for in full until an answer of its new URL was good (NoteGood) and stored (Note without
// failures): a body that came well may have been no feed, and its validators are not stored then.
//
// One thread.

#ifndef FENGHUO_DAEMON_CRAWL_FETCH_MEMORY_H_
#define FENGHUO_DAEMON_CRAWL_FETCH_MEMORY_H_

#include <map>
#include <string>

#include "storage/records.h"

namespace fenghuo {

class FetchMemory {
 public:
  void Note(const SourceRecord& record);
  void MoveTo(const std::string& source) { in_full_[source] = Full::kOwed; }
  void NoteGood(const std::string& source);

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
