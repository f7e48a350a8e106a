// Records as the API gives them, beside those of daemon/wire.h.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_RECORD_JSON_H_
#define FENGHUO_DAEMON_SERVE_RECORD_JSON_H_

#include <string>
#include <vector>

#include "alerts/roster/roster.h"
#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/serve/call.h"
#include "daemon/wire.h"
#include "keywords/stories/story.h"
#include "storage/store.h"

namespace fenghuo {

// `judgement` may be null: a story that no rule found has none.
Json StoryJson(const Story& story, const JudgementRecord* judgement);

// Without text, which may be long and is for the document's own page: an excerpt of 200 characters instead.
Json DocumentLineJson(const Bureau& bureau, const DocumentRecord& record);
Json DocumentJson(const Bureau& bureau, const DocumentRecord& record);

// The first `limit` documents of a story, by time, as lines.
Result<Json> StoryDocumentsJson(const Call& call, const std::string& story, size_t limit);

// `record` is null for a source that was never read.
Json SourceJson(const SourceConfig& source, const SourceRecord* record);

// 暂停提醒 that hold back what comes of the incident now; `judgement` is its story's, null where there is none (silence_routes.cc).
Result<Json> SilencesOn(const Call& call, const Incident& incident, const JudgementRecord* judgement);

Json PersonJson(const Person& person);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_RECORD_JSON_H_
