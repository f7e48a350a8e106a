// A Robots is what one robots.txt says to one crawler.
//
//   Robots robots = Robots::Parse(body, "fenghuo");
//   RobotsVerdict verdict = robots.Judge("https://www.example.gov.cn/feed.xml");
//   if (!verdict.allowed) Refuse(verdict.line, verdict.rule);   // 2, "Disallow: /feed"
//
// Reads and decides as Google's reference parser (github.com/google/robotstxt, robots.cc), also where it differs from RFC 9309:
// `%62%61%7A` is not decoded, `Allow: /x/index.html` is also read as `Allow: /x/$`, a line ends after 16,663 bytes or at its first
// zero byte, a colon may be missing, five misspellings of "disallow" count, names may have a tail ("Disallow-for-all:"), and only the
// lines User-agent, Allow and Disallow begin or end a group. The longest matching pattern wins, Allow where two are equally long.
// Beside that, Crawl-delay is read, which Google leaves alone, and of a group no more than 5,000 rules count, the first. A judgment
// takes time in proportion to the rules and the length of the URL, whatever the patterns are.
//
// Immutable once parsed: any number of threads may judge at once.

#ifndef FENGHUO_DAEMON_CRAWL_ROBOTS_H_
#define FENGHUO_DAEMON_CRAWL_ROBOTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace fenghuo {

struct RobotsVerdict {
  bool allowed = true;
  int line = 0;      // of the rule that decided, from 1; 0 when none matches the URL
  std::string rule;  // as a screen may show it: printable ASCII, at most 200 bytes; empty when line is 0
};

// The longest pause that the groups for this crawler ask for.
struct CrawlDelay {
  std::optional<Duration> length;  // 0 to 24 hours; absent: `value` is no number of seconds and nobody has to wait for it
  std::string value;               // as a screen may show it
  int line = 0;
};

class Robots {
 public:
  // What `body` says to the crawler with the product name `agent`, compared as a whole and without case. Only letters, "_" and "-"
  // of a User-agent line count, so an agent such as "Bot/2.1" is never named and gets the rules for "*". Cannot fail.
  static Robots Parse(std::string_view body, std::string_view agent);

  // `url` must be percent-encoded already, or be a path; it is compared byte by byte.
  RobotsVerdict Judge(std::string_view url) const;

  // That the rules take up.
  size_t bytes() const;

  // Absent when no line asks for one.
  const std::optional<CrawlDelay>& crawl_delay() const { return crawl_delay_; }

 private:
  friend class RobotsReader;
  enum class Kind { kAllow, kDisallow };
  struct Rule {
    Kind kind;
    std::string pattern;  // escaped
    int line;
  };

  std::vector<Rule> rules_;  // in the order of the file
  std::optional<CrawlDelay> crawl_delay_;
};

// The product name in a User-Agent header: "fenghuo" of "fenghuo/0.1 (+mailto:duty@example.gov.cn)".
std::string_view RobotsAgent(std::string_view user_agent);

// Path, parameters and query of a URL as the reference parser takes them; "/" when there is none.
std::string RobotsPath(std::string_view url);

// Bytes above ASCII percent-encoded and the digits of percent codes in capitals: how patterns are compared.
std::string EscapeRobotsPattern(std::string_view pattern);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_ROBOTS_H_
