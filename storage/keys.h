// Keys: bytes that sort as the rows should be read, and that only one row can have.
//
//   std::string key = TimedKey(record.first_seen, record.document.id);
//   KeyReader reader(key);
//   std::optional<Timestamp> at = reader.TakeTime();
//
// Ids come from feeds and may be anything: empty, very long, with NUL. So text stands at the end of a key as it is, or
// in front of something with its length before it; numbers have a fixed width. Two different rows never share a key.
// Layouts: storage/README.md. Pure functions.

#ifndef FENGHUO_STORAGE_KEYS_H_
#define FENGHUO_STORAGE_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace fenghuo {

// Big-endian with the sign turned, so that bytes sort as numbers do.
void AppendNumber(int64_t number, std::string& key);
void AppendTime(Timestamp at, std::string& key);
// Four bytes of length, then the text.
void AppendText(std::string_view text, std::string& key);

// 8 bytes of time, then the id. Indexes by time.
std::string TimedKey(Timestamp at, std::string_view id);
// The prefix of every TimedKey at `at`.
std::string TimePrefix(Timestamp at);
// Length and text: the prefix of every key of rows that belong to `owner`.
std::string OwnerPrefix(std::string_view owner);
// The owner's prefix, then a number. Versions, timeline.
std::string NumberedKey(std::string_view owner, int64_t number);
// The owner's prefix, then a time. Observations.
std::string ObservationKey(std::string_view document, Timestamp at);
// The owner's prefix, then another id. Members of a story.
std::string MemberKey(std::string_view story, std::string_view document);
// Priority, creation, id: the order in which the outbox works.
std::string DueKey(int priority, Timestamp created_at, std::string_view id);
// The owner's prefix, creation, id.
std::string OwnedTimedKey(std::string_view owner, Timestamp at, std::string_view id);
// End (the largest number when it is not over), start, source.
std::string OutageKey(std::optional<Timestamp> to, Timestamp from, std::string_view source);
// The number alone. The audit chain, rows of words.
std::string NumberKey(int64_t number);

// The first key behind all that begin with `prefix`; empty when there is none.
std::string PrefixEnd(std::string prefix);

// The key as it may stand in a message: printable ASCII as it is, the rest as \x.., cut after about 120 bytes.
std::string PrintableKey(std::string_view key);

// Takes a key apart from the front. Nothing comes back where the key is too short; it may then be used no more.
class KeyReader {
 public:
  explicit KeyReader(std::string_view key) : rest_(key) {}

  std::optional<int64_t> TakeNumber();
  std::optional<Timestamp> TakeTime();
  std::optional<std::string_view> TakeText();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_KEYS_H_
