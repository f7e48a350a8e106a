// A Life is one source and what it has been through: a fetch every ten minutes, a look at its silence when the test says so.
//
//   Life life;
//   life.Fetch(SourceHealth::kLoginWall);
//   EXPECT_EQ(life.raised, 1);
//
// One thread.

#ifndef FENGHUO_TESTS_DAEMON_CRAWL_SOURCE_LIFE_H_
#define FENGHUO_TESTS_DAEMON_CRAWL_SOURCE_LIFE_H_

#include <string>
#include <vector>

#include "daemon/crawl/health.h"

namespace fenghuo {

inline const Timestamp kStart = *ParseRfc3339("2026-11-20T08:00:00Z");

class Life {
 public:
  Life() {
    source.id = "news";
    source.every = minutes(10);
    record.id = "news";
  }

  HealthStep Fetch(SourceHealth health, const std::string& reason = "", FetchYield yield = {.shape = {.entries = 3}}) {
    FetchReport report;
    report.source = "news";
    report.status = health == SourceHealth::kOk ? 200 : 0;
    report.started_at = now - seconds(1);
    report.finished_at = now;
    report.health = health;
    report.reason = reason;
    report.etag = "\"" + std::to_string(record.fetches) + "\"";
    report.body_hash = 7;
    return Fetch(report, yield);
  }

  HealthStep Fetch(const FetchReport& report, FetchYield yield) {
    HealthStep step = AdvanceHealth(source, record, report, yield);
    record = step.next;
    if (step.note == SourceNote::kRaise) ++raised;
    if (step.note == SourceNote::kClear) ++cleared;
    for (const Outage& outage : step.outages) outages.push_back(outage);
    now += source.every;
    return step;
  }

  HealthStep Look() {
    HealthStep step = CheckSilence(source, record, now);
    record = step.next;
    if (step.note == SourceNote::kRaise) ++raised;
    return step;
  }

  SourceConfig source;
  SourceRecord record;
  Timestamp now = kStart;
  int raised = 0;
  int cleared = 0;
  std::vector<Outage> outages;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_CRAWL_SOURCE_LIFE_H_
