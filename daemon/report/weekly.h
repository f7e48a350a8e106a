// The weekly report (舆情周报) for the review meeting: what came, what was done about it, and what was not watched.
//
//   Result<Week> week = GatherWeek(store, config, at);
//   std::string html = RenderWeek(*week, config, now);
//
// One self-contained HTML file: charts are inline SVG, nothing is loaded from anywhere. Every number is a link to a list in the
// same file that holds just as many lines.
//
// Pure functions of what the store shows: any number of threads.

#ifndef FENGHUO_DAEMON_REPORT_WEEKLY_H_
#define FENGHUO_DAEMON_REPORT_WEEKLY_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/config/config.h"
#include "storage/store.h"

namespace fenghuo {

// A document that a rule found, as far as the report needs it.
struct WeekDocument {
  std::string id;
  std::string title;   // from the web: hostile text
  std::string source;  // as shown
  std::string url;     // http or https, or empty
  Timestamp first_seen;
  std::string category;
  std::vector<std::string> departments;  // unit ids
  Tier tier = Tier::kUnknown;
  std::string region;   // county or city as shown, 外地 or 不明
  Level level = kNoLevel;  // the highest that its story reached
  std::string story;
  bool copy = false;
};

// A document that filters took for off-topic, wherever it is now.
struct WeekSifted {
  std::string title;   // from the web: hostile text
  std::string source;  // as shown
  std::string url;     // http or https, or empty
  Timestamp first_seen;
  std::vector<std::string> rules;  // ids of those whose filters say so
  RelevancePlace place = RelevancePlace::kTray;  // kSample, kTray or kSentBack
  std::optional<ClickVerdict> verdict;           // of a person
};

struct WeekStory {
  std::string id;
  std::string title;
  Level level = kNoLevel;
  int64_t heat_milli = 0;               // at its last grade
  std::vector<size_t> documents;        // indices into Week::documents
};

enum class Standing { kOpen, kClosed, kMerged, kHandedOver };

struct WeekIncident {
  Incident incident;
  std::vector<TimelineEntry> timeline;
  std::vector<Timestamp> reopened_at;  // in the week
  Standing standing = Standing::kOpen;  // when the week ended
  bool overdue = false;  // once at least, until the week ended, nobody had signed in time
};

struct WeekOutage {
  std::string source;  // as shown
  Outage outage;
  Duration blind{0};   // inside the week
};

struct Week {
  Timestamp from;  // local midnight of its first day
  Timestamp to;    // local midnight after its last day, or the moment of the report when that is earlier
  int number = 1;  // of the year: the first week is the one with its first Thursday (ISO 8601), whatever day weeks begin on
  int year = 1970;
  std::vector<WeekDocument> documents;         // by time
  std::vector<WeekDocument> documents_before;  // of the week before
  std::vector<WeekStory> stories;              // highest level first, then most documents
  std::vector<WeekIncident> incidents;         // opened in the week, by time
  std::vector<WeekIncident> carried;           // opened before, not over when the week began
  std::vector<WeekOutage> outages;             // by source, then start
  std::vector<WeekSifted> sifted;              // by time
  std::vector<FilterRecord> filters;           // by rule, as they stand when the report is made
};

// Local midnight that many days after, or before, another: days of a clock change have 23 or 25 hours.
Timestamp DaysLater(const Zone& zone, Timestamp midnight, int days);

// The week that holds `at`, seen from `now`.
Result<Week> GatherWeek(const Store& store, const Config& config, Timestamp at, Timestamp now);

std::string RenderWeek(const Week& week, const Config& config, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPORT_WEEKLY_H_
