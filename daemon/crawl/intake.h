// An Intake is what one fetch brought, ready for the core: documents, their matches, and the source's next record.
// Plain values that cross from the workers to the core thread.

#ifndef FENGHUO_DAEMON_CRAWL_INTAKE_H_
#define FENGHUO_DAEMON_CRAWL_INTAKE_H_

#include <optional>
#include <string>
#include <vector>

#include "daemon/crawl/raw_body.h"
#include "keywords/document.h"
#include "keywords/grading/facts.h"
#include "keywords/grading/locality.h"
#include "keywords/rules/rule.h"
#include "storage/records.h"

namespace fenghuo {

// A document with what the workers found in it; the core adds story, heat and level.
struct JudgedIntake {
  Document document;
  std::vector<Match> matches;
  std::vector<Match> shadow_matches;  // of rules on trial
  std::vector<Fact> facts;
  LocalityFinding locality;
};

// How a fetch ended, before the core has compared it with what it knows.
struct FetchReport {
  std::string source;
  Timestamp started_at;
  Timestamp finished_at;
  int status = 0;              // of the last hop; 0 when none came
  bool not_modified = false;   // 304, or the body's hash is the one we know
  std::string etag;
  std::string last_modified;
  uint64_t body_hash = 0;
  int64_t wire_bytes = 0;
  int64_t decoded_bytes = 0;
  std::optional<Duration> retry_after;
  SourceHealth health = SourceHealth::kOk;  // as this fetch alone shows it
  std::string reason;                       // one sentence when not ok
  std::string failure;     // metric label when not ok: dns, connect, tls, timeout, http_4xx …
  std::string moved_to;    // a permanent redirect
  std::optional<Timestamp> robots_unreachable_since;  // the host's robots.txt
};

// A further page of an answer that comes in pages.
struct ListPage {
  std::string url{};
  int number = 2;           // the source's own address is page 1
  bool first_read = false;  // of the source: a baseline, like its first page
};

// How a single page was read (daemon/crawl/errands.h).
struct ErrandReport {
  std::string id;       // the errand's
  std::string failure;  // one Chinese line, or empty when it gave what was wanted
};

struct Intake {
  FetchReport fetch;
  std::vector<JudgedIntake> documents;  // in the order of the feed
  // A single page instead of a source. `fetch` then holds the source alone, and `documents` what the page gave: the entry with the
  // text of its article, or further entries.
  std::optional<ErrandReport> errand{};
  std::optional<ListPage> page{};       // that the errand was about
  std::optional<RawBody> raw{};         // what the source sent, unless that is what it sent before
  std::optional<ListPage> next_page{};  // where the answer goes on, when it does
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_INTAKE_H_
