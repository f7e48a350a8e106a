// Zones as dates name them: "Z", "+0800", "GMT+8", "PDT", "CST".
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_DATES_DATE_ZONES_H_
#define FENGHUO_DAEMON_CRAWL_DATES_DATE_ZONES_H_

#include <optional>
#include <string_view>

namespace fenghuo {

// 北京时间 is what "CST" means on a Chinese server and six hours behind Greenwich what it means in RFC 822.
enum class CstMeaning { kChina, kCentral };

// Minutes east of Greenwich; nothing when `text` names no zone we know. Military letters other than Z give 0, because RFC 822
// had their signs wrong and RFC 2822 section 4.3 calls them unknown.
std::optional<int> ZoneOffsetMinutes(std::string_view text, CstMeaning cst);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_DATES_DATE_ZONES_H_
