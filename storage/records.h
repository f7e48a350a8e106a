// What the store keeps, as plain data. Times are UTC; absent means unknown.
//
// Any number of threads may read a record.

#ifndef FENGHUO_STORAGE_RECORDS_H_
#define FENGHUO_STORAGE_RECORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/document.h"
#include "keywords/grading/facts.h"
#include "keywords/grading/grade.h"
#include "keywords/grading/locality.h"
#include "keywords/heat/baseline.h"
#include "keywords/heat/heat.h"
#include "keywords/relevance/click.h"
#include "keywords/relevance/share_watch.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

// Which earlier versions of a document there still are: the first, the first that a rule found, and those from `from` on.
struct KeptVersions {
  int from = 0;       // 0: all of them
  int found = 0;      // the first that a rule found; 0: no earlier one was
  int64_t bytes = 0;  // title and text of those from `from` on
};

// Where a document that rules found is, by their relevance filters. Words of the wire: shown, sample, tray, sent_back.
enum class RelevancePlace {
  kShown,     // nobody took it for off-topic, or who did may only suggest
  kSample,    // every rule's filter called it off-topic; shown all the same, to see whether they are right
  kTray,      // the same, and it waits in the tray: kept and counted, judged by nobody
  kSentBack,  // was in the tray until a person said that it is relevant
};

constexpr const char* Name(RelevancePlace place) {
  switch (place) {
    case RelevancePlace::kShown: return "shown";
    case RelevancePlace::kSample: return "sample";
    case RelevancePlace::kTray: return "tray";
    case RelevancePlace::kSentBack: return "sent_back";
  }
  return "";
}

// What the filter of one rule said.
struct RelevanceFinding {
  std::string rule;
  int64_t chance_milli = 0;          // of being relevant
  std::vector<WeighedGram> because;  // the strongest first
};

// What filters and people said about a document that rules found.
struct RelevanceNote {
  RelevancePlace place = RelevancePlace::kShown;
  std::vector<RelevanceFinding> findings;  // of those that call it off-topic
  std::vector<Match> held;                 // while it is in the tray: its matches, which count for nothing
  std::optional<ClickVerdict> verdict;          // of a person, the last one
  std::string person;
  Timestamp at;                            // of the verdict
};

// A document and what the classifier made of it. `document.observation` is the latest one.
struct DocumentRecord {
  Document document;          // the latest version of title and text
  int version = 1;            // grows when title or text change; earlier ones are kept, within bounds (daemon/core/versions.h)
  uint64_t content_hash = 0;  // of title and text, to see a change without comparing
  Timestamp first_seen;
  Timestamp last_seen;
  std::vector<Match> matches;
  std::vector<Fact> facts;
  LocalityFinding locality;
  std::string story;
  std::string copy_of;
  bool old_news = false;
  std::vector<Match> shadow_matches;  // of rules on trial: seen, never graded
  KeptVersions versions;
  std::optional<RelevanceNote> relevance;  // absent for nearly all
};

// Whether rules found it, though it may wait in the tray.
inline bool FoundByARule(const DocumentRecord& record) {
  return !record.matches.empty() || (record.relevance && !record.relevance->held.empty());
}

// How many of its earlier versions are not kept any more.
inline int VersionsDropped(const DocumentRecord& record) {
  const KeptVersions& kept = record.versions;
  const int before = kept.from - 2;  // those after the first one and before the last ones
  if (before <= 0) return 0;
  return before - (kept.found > 1 && kept.found < kept.from ? 1 : 0);
}

// How a story is judged: what the pipeline needs to grade it again.
struct JudgementRecord {
  std::string story;
  HeatState heat;
  StoryEvidence evidence;
  GradeState grade;          // after the last grade
  ScoreCard card;            // of the last grade, made of heat, evidence and the three below
  GradeState before;         // the last grade began with it
  BurstInput burst;          // what the last grade held the story's volume against
  uint64_t options = 0;      // GradeOptionsId() of the options it was made by
  std::string category;      // of the gravest rule
  std::vector<std::string> departments;
  bool must_report = false;
  std::string first_source;  // source id
  Timestamp first_seen;
  std::string incident;      // id of its incident, or empty
  std::optional<Timestamp> grade_at;  // when it must be graded again without news
};

// What a rule usually finds.
struct RuleBaseline {
  std::string rule;
  Baseline baseline;
};

// How the relevance filter of a rule stands, and what it did lately; the filter itself is learned anew from the clicks at each start.
struct FilterRecord {
  std::string rule;
  FilterStanding standing;
  std::vector<ShareDay> days;               // documents that it judged, by day
  int64_t drifted_after = 0;                // the newest click when its share drifted; 0: never
  std::optional<Timestamp> stepped_back_at; // when it last did
  std::string step_back_reason;             // one line of Chinese
};

// What a machine level of an incident was made of, for as long as the incident is kept; judgements go on.
struct GradingRecord {
  std::string incident;
  int64_t change = 0;        // index in Incident::levels
  Level level = kNoLevel;    // that the incident got
  JudgementRecord judgement; // of that moment
};

// Words of the wire and of metric labels: ok, slow, failing, not_a_feed, login_wall, empty, silent, certificate, blocked, too_large,
// robots, drifted.
enum class SourceHealth {
  kOk, kFailing, kNotAFeed, kLoginWall, kEmpty, kSilent, kCertificate, kBlocked, kTooLarge, kRobots, kDrifted
};

constexpr const char* Name(SourceHealth health) {
  switch (health) {
    case SourceHealth::kOk: return "ok";
    case SourceHealth::kFailing: return "failing";
    case SourceHealth::kNotAFeed: return "not_a_feed";
    case SourceHealth::kLoginWall: return "login_wall";
    case SourceHealth::kEmpty: return "empty";
    case SourceHealth::kSilent: return "silent";
    case SourceHealth::kCertificate: return "certificate";
    case SourceHealth::kBlocked: return "blocked";
    case SourceHealth::kTooLarge: return "too_large";
    case SourceHealth::kRobots: return "robots";
    case SourceHealth::kDrifted: return "drifted";
  }
  return "";
}

// How long a source is quiet between two pieces of news (daemon/crawl/cadence.h): the two longest gaps of the running spell of weeks
// and of the one before it.
struct SourceCadence {
  std::optional<Timestamp> last_news;
  Timestamp spell_since;
  int64_t gaps = 0;  // ever seen
  Duration longest = Duration(0);
  Duration second = Duration(0);
  Duration longest_before = Duration(0);
  Duration second_before = Duration(0);
  Duration mean = Duration(0);  // of all gaps, a new one counting an eighth
};

// What a source usually gives (daemon/crawl/drift.h): running means of its full reads, in thousandths.
struct SourceShape {
  int64_t reads = 0;         // that it was learned from
  int64_t entries = 0;       // thousandths of an entry
  int64_t dated = 0;         // of a thousand entries, those that have a time
  int64_t addressed = 0;     // a link
  int64_t texted = 0;        // a text beside the title
  int64_t measured = 0;      // a place, heat or counts
  std::optional<Timestamp> other_since;  // since when it has looked otherwise
};

// What came of the pages behind a source's entries (daemon/crawl/errands.h).
struct ArticleTally {
  int64_t read = 0;      // that gave a text
  int64_t failed = 0;    // that gave none
  int64_t no_room = 0;   // that were never asked for, because too many waited
  int32_t misses = 0;    // failed since the last that was read
  std::optional<Timestamp> last_failure_at;
  std::string last_failure;  // one line with what was found
};

// What is remembered of a source between fetches. Written in the batch that holds the documents of the fetch.
struct SourceRecord {
  std::string id;
  std::string etag;           // as it came
  std::string last_modified;  // as it came
  uint64_t body_hash = 0;     // of the last good body: the same again is not parsed
  std::optional<Timestamp> last_fetch_at;
  std::optional<Timestamp> last_success_at;   // a feed was read, or 304
  std::optional<Timestamp> last_full_at;      // last answer with a body: a 304 for ever is not believed for more than 24 h
  std::optional<Timestamp> last_new_at;       // a new document came
  std::optional<Timestamp> baseline_at;       // first read: what it held then is a baseline only
  std::optional<Timestamp> retry_at;          // not before, from Retry-After or back-off
  SourceHealth health = SourceHealth::kOk;
  Timestamp health_since;
  std::string health_reason;  // one line with what was found
  int failures = 0;           // in a row
  bool alarm_raised = false;
  int64_t fetches = 0;
  int64_t documents = 0;
  // Since when the host's robots.txt cannot be had; absent when it can. After 30 days it is taken for absent.
  std::optional<Timestamp> robots_unreachable_since;
  std::string moved_to;       // a permanent redirect proposes this URL; it is never taken by itself
  SourceCadence cadence;
  SourceShape shape;
  int64_t pages_read = 0;     // how far its answers in pages were ever read on: what comes from behind it is no news
  std::optional<Timestamp> listed_at;         // its entries were last taken in; what it shows now was seen then, or since
  ArticleTally articles;
  int64_t bytes_today = 0;                    // of what was taken in from it since the day began (daemon/core/intake_budget.h)
  std::optional<Timestamp> day_ends;          // when that count begins anew
  uint64_t read_as = 0;  // of the address and the selectors or pointers that the rest was learned by; 0: not noted yet
};

// A single page that is still to be read (daemon/crawl/errands.h): the article behind an entry, or a further page of an answer that
// comes in pages. Written with what gave rise to it, deleted with what came of it.
struct ErrandRecord {
  std::string id;          // of an article its document's
  std::string source;
  std::string url;
  int64_t list_page = 0;   // the number of a further page; 0: an article
  bool first_read = false; // of a further page: a baseline, like its first one
  Timestamp since;         // when it was wanted
};

// A time in which a source could not be read: the report's blind hours.
struct Outage {
  std::string source;
  Timestamp from;
  std::optional<Timestamp> to;  // absent: not over yet
  SourceHealth health = SourceHealth::kFailing;
  std::string reason;
};

// One link of the audit chain. The hash covers the hash before and `payload`, which is stored and read back byte for byte:
//   record.payload = AuditPayload(record);                       // storage/store.h
//   record.hash = Sha256(last.hash + record.payload);            // daemon; last.hash is empty for the first record
struct AuditRecord {
  int64_t sequence = 0;  // 1, 2, 3 … without gaps
  Timestamp at;
  std::string actor;   // person id or "system"
  std::string action;  // "incident.acknowledge", "config.reload" …
  std::string object;  // id
  std::string detail;  // one line
  std::string hash = {};    // 32 bytes, see storage/README.md
  std::string payload = {};  // the fields above, sequence to detail, as they were first written; verify hashes these bytes
};

// A signed-in person at the console. How long it lasts is decided where it is looked up (daemon/serve/identity.h).
struct SessionRecord {
  std::string token_hash;  // hexadecimal SHA-256: the token itself is nowhere
  std::string person;
  std::string person_token_hash;  // of the token that opened it: another one ends it
  Timestamp created_at;
  Timestamp last_used_at;  // by a person; may be some minutes behind
};

// Where a replay stands in its archive.
struct ReplayCursor {
  int64_t lines = 0;   // consumed from the concatenated archives
  Timestamp clock;     // event time reached
};

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_RECORDS_H_
