// What a source really sent, kept for the person who must find out why it is not read any more: the last good answer, and the first bad
// one of the running or last outage.
//
//   KeepRaw(config.data_path, source.id, RawKind::kBad, raw);
//   Result<RawBody> raw = FindRaw(config.data_path, source.id, RawKind::kGood);
//
// One file each in the folder "raw" of the data directory, which only the daemon's own user may enter; the next of its kind takes its
// place, and what has not come for longer than the configuration wants is removed: a file's time is when its answer came last. At most
// 1 MiB is kept of a body. The bytes are as decoded from the wire's compression, before the charset.
//
// One thread writes; any number of threads may read.

#ifndef FENGHUO_DAEMON_CRAWL_RAW_BODY_H_
#define FENGHUO_DAEMON_CRAWL_RAW_BODY_H_

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

constexpr size_t kRawBytesMax = 1024 * 1024;

enum class RawKind { kGood, kBad };

constexpr const char* Name(RawKind kind) { return kind == RawKind::kGood ? "good" : "bad"; }

struct RawBody {
  Timestamp at{};
  int status = 0;            // 0 when no answer came
  std::string url{};         // where it came from in the end
  std::string content_type{};  // header, or empty
  std::string reason{};      // why it was bad, one line
  size_t bytes_total = 0;    // `bytes` are the first of so many
  std::string bytes{};
};

// kUnavailable: the folder or file cannot be written; what was kept before is whole.
Result<void> KeepRaw(const std::string& data_path, const std::string& source, RawKind kind, const RawBody& raw);

// Whether something of this kind is kept.
bool HasRaw(const std::string& data_path, const std::string& source, RawKind kind);

// What is kept of this kind has come again, as it was. Nothing when nothing is kept.
void NoteRawCame(const std::string& data_path, const std::string& source, RawKind kind, Timestamp at);

// Removes what came last before `before`, of whatever source; how many. kUnavailable with the first that cannot be removed; the others
// are.
Result<size_t> RemoveRawBefore(const std::string& data_path, Timestamp before);

// kNotFound: nothing of this kind was kept. kCorrupt: the file is none of ours.
Result<RawBody> FindRaw(const std::string& data_path, const std::string& source, RawKind kind);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_RAW_BODY_H_
