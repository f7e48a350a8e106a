// Any bytes as the value of any family, as a key and as a cursor: never a crash, and what can be read is written back
// so that it reads the same. The first byte chooses the kind.

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "base/check.h"
#include "storage/cursor.h"
#include "storage/keys.h"
#include "storage/values.h"

namespace {

using namespace fenghuo;  // NOLINT: one file, many of its types

template <typename Row>
void TryValue(std::string_view value) {
  Result<Row> row = ParseValue<Row>(value);
  if (!row.ok()) {
    CHECK(row.error().code == ErrorCode::kCorrupt, "bytes that cannot be read are corrupt");
    return;
  }
  std::string once;
  AppendValue(*row, once);
  Result<Row> again = ParseValue<Row>(once);
  CHECK(again.ok(), "what was read is written so that it can be read");
  std::string twice;
  AppendValue(*again, twice);
  CHECK(once == twice, "reading and writing changes nothing any more");
}

void TryKey(std::string_view key) {
  KeyReader reader(key);
  while (reader.TakeText().has_value() && reader.TakeTime().has_value()) {
  }
  CHECK(reader.rest().size() <= key.size(), "a key only gets shorter");
  CHECK(PrintableKey(key).find('\n') == std::string::npos, "a shown key is one line");
  std::string end = PrefixEnd(std::string(key));
  CHECK(end.empty() || end > key, "the end of a prefix lies behind it");
}

void TryCursor(std::string_view text) {
  Result<std::string> key = ReadCursor(PagedList::kDocuments, text);
  if (key.ok()) CHECK(MakeCursor(PagedList::kDocuments, *key) == text, "a place has one spelling");
  Result<std::string> back = ReadCursor(PagedList::kStories, MakeCursor(PagedList::kStories, text));
  CHECK(back.ok() && *back == text, "a cursor gives its key back");
}

using Try = void (*)(std::string_view);
constexpr Try kTries[] = {TryValue<DocumentRecord>,
                          TryValue<Observation>,
                          TryValue<Story>,
                          TryValue<StoryMember>,
                          TryValue<Fingerprint>,
                          TryValue<WordCounts>,
                          TryValue<IndexTotals>,
                          TryValue<JudgementRecord>,
                          TryValue<Incident>,
                          TryValue<TimelineEntry>,
                          TryValue<Notification>,
                          TryValue<SourceRecord>,
                          TryValue<Outage>,
                          TryValue<AuditRecord>,
                          TryValue<SessionRecord>,
                          TryValue<ReplayCursor>,
                          TryKey,
                          TryCursor,
                          TryValue<GradeOptions>,
                          TryValue<RuleBaseline>,
                          TryValue<GradingRecord>,
                          TryValue<RelevanceClick>,
                          TryValue<FilterRecord>};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  kTries[data[0] % std::size(kTries)](input.substr(1));
  return 0;
}
