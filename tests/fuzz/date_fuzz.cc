// Any bytes as a date: nothing, or an instant from 1990 to 2100.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/dates/dates.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fenghuo::Zone beijing = *fenghuo::Zone::Load("Asia/Shanghai");
  std::string_view text(reinterpret_cast<const char*>(data), size);
  fenghuo::Timestamp reference = fenghuo::FromUnixSeconds(1783730400);
  constexpr int64_t kEarliest = 631152000 - 86400 * 2;  // 1990, and two days for zones
  constexpr int64_t kLatest = 4133980800 + 86400 * 2;   // 2101
  for (const fenghuo::Zone* zone : {static_cast<const fenghuo::Zone*>(nullptr), &beijing}) {
    std::optional<fenghuo::Timestamp> at = fenghuo::ParseDate(text, {reference, zone});
    if (!at) continue;
    int64_t seconds = fenghuo::ToUnixSeconds(*at);
    bool relative = text.find("\xE5\x89\x8D") != std::string_view::npos;  // 前: as long ago as it says
    CHECK(relative || (seconds >= kEarliest && seconds <= kLatest), "dates lie between 1990 and 2100");
    CHECK(seconds <= kLatest, "and never beyond");
  }
  return 0;
}
