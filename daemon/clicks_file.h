// A clicks file holds what people said about documents, one JSON object a line, so that a replay or `explain` can be asked what the
// filters would make of it.
//
//   {"rule": "complaint", "document": "news/1", "verdict": "off_topic", "person": "zhang", "at": "2026-07-11T02:00:00Z", "grams": [17, …]}
//
// `fenghuo document clicks` writes it. In place of `grams` (keywords/relevance/grams.h) a line by hand has `title` and `text`. The order of
// the lines is the order in which they are learned; of each rule the last 500 count.
//
// Pure functions but ReadClicks(): any number of threads.

#ifndef FENGHUO_DAEMON_CLICKS_FILE_H_
#define FENGHUO_DAEMON_CLICKS_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "keywords/relevance/click.h"
#include "storage/store.h"

namespace fenghuo {

// Without sequence. kInvalid names the field: `verdict: must be relevant or off_topic, is "maybe"`.
Result<RelevanceClick> ParseClickLine(std::string_view line);
std::string FormatClickLine(const RelevanceClick& click);

// With the sequence of each in its rule. kUnavailable when the file cannot be read; kInvalid names the line.
Result<std::vector<RelevanceClick>> ReadClicks(const std::string& path);

// As if they had been clicked in the office of this store, which knows none yet.
void PutClicks(const std::vector<RelevanceClick>& clicks, Batch& batch);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CLICKS_FILE_H_
