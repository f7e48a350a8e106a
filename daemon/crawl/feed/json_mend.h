// Mends JSON that browsers' scripts and other lenient readers let pass and RFC 8259 does not: platforms cut titles in the middle of
// an emoji, and templates leave a comma behind.
//
//   std::string mended = MendJson(text);
//   if (mended != text) ... parse again ...
//
// Half a surrogate pair becomes U+FFFD, a raw control character in a string a blank, an escape that JSON does not know the character
// itself, a whole number of 19 digits or more a string; a comma in front of "}" or "]" goes. Everything else stays as it is.
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_JSON_MEND_H_
#define FENGHUO_DAEMON_CRAWL_FEED_JSON_MEND_H_

#include <string>
#include <string_view>

namespace fenghuo {

std::string MendJson(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_JSON_MEND_H_
