// Log lines: a fixed sentence and key=value fields.
//
//   LogInfo("source is quiet", {{"source", source.id}, {"since", FormatRfc3339(since)}});
//
// One line an event on standard error: time in UTC, level, sentence, fields. Values are quoted, and control characters
// escaped, so text from the web cannot forge a line. A lasting condition is logged when it starts and when it ends.
//
// Thread-safe.

#ifndef FENGHUO_BASE_LOG_H_
#define FENGHUO_BASE_LOG_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace fenghuo {

struct LogField {
  std::string_view key;
  std::string value;
};
using LogFields = std::initializer_list<LogField>;

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

// What is below `level` is not written. kInfo at first.
void SetLogLevel(LogLevel level);

void LogInfo(std::string_view sentence, LogFields fields = {});
// Degraded but handled.
void LogWarning(std::string_view sentence, LogFields fields = {});
// Somebody must act.
void LogError(std::string_view sentence, LogFields fields = {});

// The line without time and level; what the tests look at.
std::string FormatLogLine(std::string_view sentence, LogFields fields);

}  // namespace fenghuo

#endif  // FENGHUO_BASE_LOG_H_
