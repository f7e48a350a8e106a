// Documents and the stages' findings as JSON Lines: the wire format of archives, filters and the API.
//
//   Result<WireDocument> line = ParseDocumentLine(text);
//   std::string out = FormatDocumentLine(*line);
//
// Field names: daemon/README.md "The wire". Fields that are not ours pass through unchanged; absent stays absent.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_WIRE_H_
#define FENGHUO_DAEMON_WIRE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "alerts/incident/incident.h"
#include "alerts/notify/notification.h"
#include "base/result.h"
#include "keywords/document.h"
#include "keywords/grading/grade.h"
#include "keywords/rules/rule.h"
#include "storage/records.h"

namespace fenghuo {

// Keeps the order in which fields were written, so output never depends on a sort.
using Json = nlohmann::ordered_json;

struct WireDocument {
  Document document;
  Json rest;  // the whole line as it came; our fields are written over it
};

// Lines of a filter need an id only; without `fetched_at` and `observation.at` the document was fetched when it was published, and at
// Timestamp() when nobody knows. Lines of an archive need a source and one of the two times, which stands for the other.
enum class LineOf { kFilter, kArchive };

// kInvalid says which field is wrong and what was found: `observation.rank: must be a whole number, is "first"`.
Result<WireDocument> ParseDocumentLine(std::string_view line, LineOf needs = LineOf::kFilter);

// Gives a document without a time that of the line before it.
void TakeTimeOf(Timestamp before, Document& document);

// Our fields of a document, absent ones left out.
Json ToJson(const Document& document);
Json ToJson(const Observation& observation);
Json ToJson(const std::vector<Match>& matches);
Json ToJson(const std::vector<Fact>& facts);
Json ToJson(const ScoreCard& card);
Json ToJson(const Incident& incident);
Json ToJson(const IncidentClock& clock);
Json ToJson(const Task& task);
Json ToJson(const UpwardReport& report);
Json ToJson(const Statement& statement);
Json ToJson(const TaskForce& force);
Json ToJson(const AnswerLine& line);
Json ToJson(const TimelineEntry& entry);
Json ToJson(const Notification& notification);  // without message.lines hidden: nothing secret is in a notification
Json ToJson(const SourceRecord& record);

// `rest` with the document's fields on top.
std::string FormatDocumentLine(const WireDocument& wire);

// Valid UTF-8 on one line: bad sequences become U+FFFD, U+2028 and U+2029 are escaped.
std::string Dump(const Json& json);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_WIRE_H_
