// What is kept of a document that changes: the version that it came with, the first that a rule found, and the last ones.
//
//   KeepVersion(known, arrival.record, core);   // `known` beside the version that takes its place
//
// A page that changes at every reading, by accident or to fill the disk, costs at most 20 versions or 2 MiB of them beside those two,
// whichever is less. What is dropped is counted in the record and said with the document (VersionsDropped). The one that an incident may
// be about stays however often its page changes after it.
//
// One thread.

#ifndef FENGHUO_DAEMON_CORE_VERSIONS_H_
#define FENGHUO_DAEMON_CORE_VERSIONS_H_

#include "daemon/core/core.h"
#include "storage/records.h"

namespace fenghuo {

constexpr int kLastVersionsMax = 20;
constexpr int64_t kLastVersionBytesMax = 2 * 1024 * 1024;  // of title and text; the newest of them stays whatever its length

// `next` is `known` with its successor's title, text and number. Returns how many versions were dropped for it.
int KeepVersion(const DocumentRecord& known, DocumentRecord& next, Core& core);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_VERSIONS_H_
