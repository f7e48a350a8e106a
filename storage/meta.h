// The rows of the meta family: what the store knows of itself.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_STORAGE_META_H_
#define FENGHUO_STORAGE_META_H_

#include <cstdint>
#include <string_view>

namespace fenghuo {

// What the keys and values of this program are; a store with a larger number is refused.
constexpr int64_t kSchemaVersion = 1;

// Values: eight bytes, a number as in storage/keys.h.
constexpr std::string_view kSchemaKey = "schema";
constexpr std::string_view kSequenceKey = "sequence";  // of the last batch; written in every batch
// Values: messages.
constexpr std::string_view kIndexTotalsKey = "index_totals";
constexpr std::string_view kAuditHeadKey = "audit_head";
constexpr std::string_view kReplayCursorKey = "replay_cursor";

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_META_H_
