// The feeds that a web page names as its own: <link rel="alternate" type="application/rss+xml" href="…">
// (html.spec.whatwg.org, 4.6.7.1). They are shown to whoever looks after the source and never taken by themselves.
//
//   FeedsNamedBy(page, "https://news.example/");     // {"https://news.example/rss.xml"}
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_ALTERNATE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_ALTERNATE_H_

#include <string>
#include <string_view>
#include <vector>

namespace fenghuo {

// Absolute web addresses in the order of the page, each once, ten at most. RSS, Atom and JSON Feed; the first 256 KiB are looked at.
std::vector<std::string> FeedsNamedBy(std::string_view html, std::string_view url);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_ALTERNATE_H_
