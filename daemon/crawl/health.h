// The health of a source: what one more fetch, or the lack of news, makes of it, and whether somebody must be told.
//
//   HealthStep step = AdvanceHealth(source, record, report, {.shape = ShapeOf(intake.documents), .new_documents = 2});
//   batch.PutSource(step.next);
//   if (step.note == SourceNote::kRaise) Tell(operations, ...);
//
// A state changes at once (kFailing after three in a row: networks stumble). The alarm is raised once, at the second bad fetch in a row
// (third for kFailing, at once for kSilent), and closed once when the source is read again. An alarm is never raised twice in one
// bad spell, even when the kind of trouble changes. The blind hours (Outage) begin at the last success. A kSilent or kDrifted source is
// read, so it is not blind, and what it gives is kept.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_HEALTH_H_
#define FENGHUO_DAEMON_CRAWL_HEALTH_H_

#include <vector>

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/crawl/drift.h"
#include "daemon/crawl/intake.h"
#include "storage/records.h"

namespace fenghuo {

enum class SourceNote { kNone, kRaise, kClear };

struct HealthStep {
  SourceRecord next;
  SourceNote note = SourceNote::kNone;
  // Rows to write: one that ended, then one that began. An Outage is known by source and `from`.
  std::vector<Outage> outages{};
};

struct FetchYield {
  ShapeSeen shape;        // of the entries that the feed held; not looked at when not_modified
  int new_documents = 0;  // that were not known before
};

// `report` after NoteParsed(). The next record counts the fetch, keeps the validators of good answers only, and says in `retry_at`
// when the next may come at the earliest: Retry-After, else back-off from the third failure on: the cadence doubled each time
// up to one hour or six cadences, whichever is longer. `documents` and `baseline_at` are the caller's to move on.
HealthStep AdvanceHealth(const SourceConfig& source, const SourceRecord& record, const FetchReport& report,
                         const FetchYield& yield);

// Asked now and then: whether the source has been quiet for too long and becomes kSilent. Too long is more than max(3 x FetchInterval(),
// silent_after) and more than twice what this source is usually quiet (cadence.h), so that a weekly paper is not called dead on its
// second day whatever the file says for all. Without `silent_after` it is a day, and asked only of a source with ten pauses behind it.
// A step whose `next` equals the record in health and alarm changes nothing.
HealthStep CheckSilence(const SourceConfig& source, const SourceRecord& record, Timestamp now);

// For the screen: 正常, 抓取失败, 非信源格式, 登录页, 无内容, 超时未更新, 证书错误, 地址被拒, 内容过大, 抓取受限, 结构变化.
const char* ScreenWord(SourceHealth health);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_HEALTH_H_
