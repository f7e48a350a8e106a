// Any bytes as a JSON board: the first line holds pointers, the rest is the body.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/feed/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  size_t end = input.find('\n');
  if (end == std::string_view::npos) return 0;
  fenghuo::BoardSpec spec;
  std::string pointer(input.substr(0, end));
  spec.list = {pointer};
  spec.title = {"/title", "/0", pointer};
  spec.heat = {"/heat", pointer};
  spec.pinned = "/flags";
  spec.pinned_values = {"top"};
  fenghuo::ParsedBody parsed = fenghuo::ParseBoard(input.substr(end + 1), spec, {});
  CHECK(parsed.feed.has_value() != parsed.failure.has_value(), "a board or a reason");
  if (!parsed.feed) return 0;
  int64_t place = 0;
  for (const fenghuo::FeedEntry& entry : parsed.feed->entries) {
    CHECK(entry.pinned == !entry.rank.has_value(), "pinned entries have no place, others have one");
    if (entry.rank) CHECK(*entry.rank == ++place, "places count from 1 without gaps");
  }
  return 0;
}
