// URLs of entries: made absolute, and made equal when they name the same page.
//
//   ResolveUrl("http://example.test/a/b", "../c");                              // "http://example.test/c"
//   CanonicalUrl("HTTP://Example.test:80/a?utm_source=x&id=3#top");             // "http://example.test/a?id=3"
//
// Only http and https come out; everything else ("javascript:", "data:", "//evil" without a base) gives "". White space and
// control characters inside are dropped first, as browsers do, so "java\nscript:" is no way around. The canonical form is for
// identity only: people follow the original.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_URLS_H_
#define FENGHUO_DAEMON_CRAWL_FEED_URLS_H_

#include <string>
#include <string_view>

namespace fenghuo {

// RFC 3986 section 5.2; `base` may be empty. The result is any scheme's; an absolute reference needs no base. A reference that
// cannot be made absolute comes back as it is.
std::string ResolveUrl(std::string_view base, std::string_view reference);

// `url` when it is http or https with a host, cleaned of white space; else "".
std::string WebUrl(std::string_view url);

// WebUrl with lower-case scheme and host, without default port, tracking parameters (utm_*, spm, from …) and fragment; but a fragment
// that begins with '/' or '!' is an address inside the site ("#/detail/17") and stays.
std::string CanonicalUrl(std::string_view url);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_URLS_H_
