// The whole configuration in its final types, read once from one directory of YAML files.
//
//   Result<Config> config = LoadConfig("deploy/config");
//   if (!config.ok()) fprintf(stderr, "%s\n", config.error().message.c_str());   // every problem, one a line
//
// Files: fenghuo.yml, sources/*.yml, rules/*.yml, roster/*.yml, levels.yml, places.yml, staff.yml, channels.yml, policies.yml,
// calendar.yml. A problem reads `file:line: path: rule, found`; unknown keys are problems and name the nearest known key; nothing is
// clamped. Secrets stay in their files: only the names of those files are in here.
//
// Immutable once loaded: any number of threads may read it.

#ifndef FENGHUO_DAEMON_CONFIG_CONFIG_H_
#define FENGHUO_DAEMON_CONFIG_CONFIG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "alerts/clocks/clock.h"
#include "alerts/escalation/policy.h"
#include "alerts/notify/channel.h"
#include "alerts/reporting/report.h"
#include "alerts/roster/calendar.h"
#include "alerts/roster/staff.h"
#include "alerts/statements/statement.h"
#include "alerts/tasks/task.h"
#include "base/result.h"
#include "base/zone.h"
#include "daemon/config/spec.h"
#include "keywords/document.h"
#include "keywords/grading/grade.h"
#include "keywords/grading/locality.h"
#include "keywords/rules/rule.h"
#include "keywords/stories/story_index.h"

namespace fenghuo {

// A board is a JSON list whose order counts; other JSON lists are of type json. A push source is not fetched: it sends.
enum class SourceType { kFeed, kBoard, kJson, kPage, kPush };

// Words of the configuration, the API and the metrics.
constexpr const char* Name(SourceType type) {
  switch (type) {
    case SourceType::kFeed: return "feed";
    case SourceType::kBoard: return "board";
    case SourceType::kJson: return "json";
    case SourceType::kPage: return "html";
    case SourceType::kPush: return "push";
  }
  return "";
}

// How a JSON source is read: RFC 6901 pointers. `list` is from the root, the others from one entry of the list. Where there are several,
// the first that holds something wins. A list pointer may hold "*" for "every element here", for boards that come in cards.
struct BoardSpec {
  std::vector<std::string> list;   // none: the root is the list
  std::vector<std::string> id;     // the first that exists wins; none: the title is the id
  std::vector<std::string> title;
  std::vector<std::string> url;
  std::string url_prefix;          // put in front of a relative URL
  std::string url_template;        // for an entry without URL: "https://x.test/q?w={/word}", "{/uri|last}" for what is behind the last "/"
  std::vector<std::string> text;
  std::vector<std::string> rank;   // none: the position in the list, from 1, pinned and advertising entries not counted
  std::vector<std::string> heat;   // numbers such as 2721882, "1149 万热度", "2.3k"
  std::vector<std::string> comments;
  std::vector<std::string> views;
  std::vector<std::string> likes;
  std::vector<std::string> reposts;
  std::vector<std::string> author;
  std::vector<std::string> published;  // any date, also seconds or milliseconds since 1970
  bool html = false;                   // title and text are HTML
  bool ranked = true;                  // the place in the list is a rank; an entry without title is none
  // An entry is pinned or advertising when this pointer exists and its text holds one of these; it is read, tagged
  // "pinned" or "advertising", and has no rank.
  std::string pinned;
  std::vector<std::string> pinned_values;
  std::string advertising;
  std::vector<std::string> advertising_values;
  // Where the next page is, for answers that come in pages; both empty: there is one page.
  std::vector<std::string> next;   // from the root to its address
  std::string next_url;            // "https://x.test/list?after={/meta/cursor}", pointers from the root; "…?page={page}", from 1
  int pages_max = 5;               // of one reading, the first included
};

// How a list page is read: CSS selectors (daemon/crawl/page/selector.h). `entries` is asked of the page, the others of one entry;
// of several the first that finds something counts.
struct PageSpec {
  std::string entries;
  std::vector<std::string> title;
  std::vector<std::string> url;
  std::vector<std::string> text;
  std::vector<std::string> author;
  std::vector<std::string> published;
  std::vector<std::string> heat;  // numbers such as 2721882, "1149 万热度", "2.3k"
  std::vector<std::string> comments;
  std::vector<std::string> views;
  std::string rank;         // hot lists only; absent: the position in the list, pinned and advertising entries not counted
  std::string pinned;       // an entry is pinned or advertising when this finds something in it
  std::string advertising;
};

struct SourceConfig {
  std::string id;      // ASCII, stable
  std::string name;    // as shown
  std::string preset;  // that it was made of, or empty
  SourceType type = SourceType::kFeed;
  std::string url;     // empty for push
  DocumentKind kind = DocumentKind::kArticle;
  Tier tier = Tier::kUnknown;
  std::string region;
  std::string lang;
  std::vector<std::string> tags;
  Duration every = minutes(10);             // between fetches, before jitter
  std::optional<Duration> every_max;        // a source that speaks seldom may be asked as seldom as this; absent: as often as any
  std::optional<Duration> silent_after;     // no new document for this long: silent, unless it is usually quiet for longer
  bool official = false;  // authors are shown in clear
  bool national_board = false;
  // Whether the pages behind entries that come without text are read too. Absent: those of list pages are, of hot lists never.
  std::optional<bool> follow;
  // Why this source is read whatever the host's robots.txt says: whose consent the office has. Empty: robots.txt decides.
  std::string robots_waiver;
  Spec<BoardSpec> board;
  Spec<PageSpec> page;
  // It is read from a host inside the office: what crawl.allow_addresses lets through counts for it, and for its own origin alone.
  bool inner = false;
  std::string token_hash;  // of push: SHA-256 of the token that the sender shows
};

inline bool FollowsArticles(const SourceConfig& source) {
  return source.follow.value_or(source.type == SourceType::kPage && source.kind != DocumentKind::kHotlist);
}

// What the crawler may reach and how gently.
struct CrawlConfig {
  std::string user_agent;                   // honest, with a contact
  std::vector<std::string> allow_addresses; // CIDR or host[:port] that the gate lets through although private
  std::vector<int> allow_ports;             // beside 80, 443, 8080, 8443
  Duration connect_timeout = seconds(10);
  Duration total_timeout = seconds(30);
  int64_t body_bytes_max = 10 * 1024 * 1024;      // on the wire
  int64_t decoded_bytes_max = 20 * 1024 * 1024;
  int in_flight_max = 200;
  Duration host_gap = seconds(2);           // between two requests to one host
  Duration crawl_delay_max = minutes(1);    // a Crawl-delay beyond it counts as this
  double jitter = 0.1;
};

struct DeliverConfig {
  std::vector<std::string> allow_addresses;  // for webhooks and mail servers inside the office
  std::vector<int> allow_ports;
};

struct ServeConfig {
  std::string listen = "127.0.0.1:8640";
  std::string public_url;                   // as officers reach the console, or empty
  std::vector<std::string> allowed_hosts;   // Host headers beside the listening address and public_url
  int push_per_minute = 600;                // requests of one push source; what is beyond is told when to come again
};

// How long documents are kept after they were last seen (daemon/core/retention.h), and what sources sent after it came
// (daemon/crawl/raw_body.h).
struct RetentionConfig {
  Duration unmatched = hours(24 * 14);
  Duration matched = hours(24 * 180);
  Duration raw = hours(24 * 30);
};

struct Config {
  std::string directory;
  std::string data_path;      // of the store
  Zone zone = Zone::Utc();
  std::string language = "zh";  // of the console at first
  int week_starts_on = 1;       // of the weekly report, 1 Monday to 7 Sunday
  CrawlConfig crawl;
  DeliverConfig deliver;
  ServeConfig serve;
  RetentionConfig retention;
  StoryOptions stories;
  GradeOptions grading;
  Places places;
  RuleSet rules;
  Policies policies;
  std::vector<ClockRule> clocks;
  Calendar calendar;
  std::vector<ReportRule> reports;
  std::vector<NatureRule> natures;
  std::vector<ApprovalRule> approvals;  // of statements
  Staff staff;
  std::vector<ChannelSpec> channels;
  std::vector<SourceConfig> sources;
  uint64_t hash = 0;          // of all files, to see drift
  int files = 0;              // that were read
};

// `path` is the directory or its fenghuo.yml. kInvalid: the message holds every problem found, one a line, sorted by file and
// line. kUnavailable: the directory cannot be read.
Result<Config> LoadConfig(const std::string& path);

// Whether somebody is on duty at every moment of the next week. kInvalid with the first moment without; a configuration with such
// a gap loads all the same, since the alarm is for the days when nobody looks at a roster.
Result<void> CheckRoster(const Config& config, Timestamp now);

// Files of rules alone, for `fenghuo match`: term sets are shared among them, departments are not looked up. Errors as above.
Result<RuleSet> LoadRuleFiles(const std::vector<std::string>& paths);

// How many files and rules were looked at; what `fenghuo check` prints.
std::string Summarize(const Config& config);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_CONFIG_H_
