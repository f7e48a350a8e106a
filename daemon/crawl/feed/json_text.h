// JSON by simdjson: what both JSON readers need.
//
// One thread for each parser.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_JSON_TEXT_H_
#define FENGHUO_DAEMON_CRAWL_FEED_JSON_TEXT_H_

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace fenghuo {

enum class JsonForm { kRight, kMended };

// `document` lives as long as `parser`; what lenient readers let pass is mended first (daemon/crawl/feed/json_mend.h). kInvalid:
// `ill-formed JSON: …`. Depth 128 at most.
Result<JsonForm> ReadJson(std::string_view text, simdjson::dom::parser& parser, simdjson::dom::element& document);

// A string as it is, a number in decimal, "true" or "false"; an object or array as JSON; nothing for null.
std::string JsonText(const simdjson::dom::element& value);

// The first number of a text, with the units of boards: "1149 万热度" 11490000, "2.3k", "1.2亿", "12,345". Parts of one are cut.
// Nothing without a digit, or when it does not fit.
std::optional<int64_t> ParseCount(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_JSON_TEXT_H_
