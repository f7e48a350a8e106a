#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace fenghuo {
namespace {

spdlog::logger& Logger() {
  static std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_logger_mt("fenghuo");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    return made;
  }();
  return *logger;
}

void AppendQuoted(std::string& line, std::string_view value) {
  line += '"';
  for (char c : value) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      line += "\\x";
      line += "0123456789abcdef"[byte >> 4];
      line += "0123456789abcdef"[byte & 15];
    } else {
      if (c == '"' || c == '\\') line += '\\';
      line += c;
    }
  }
  line += '"';
}

}  // namespace

void SetLogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug: return Logger().set_level(spdlog::level::debug);
    case LogLevel::kInfo: return Logger().set_level(spdlog::level::info);
    case LogLevel::kWarning: return Logger().set_level(spdlog::level::warn);
    case LogLevel::kError: return Logger().set_level(spdlog::level::err);
    case LogLevel::kOff: return Logger().set_level(spdlog::level::off);
  }
}

std::string FormatLogLine(std::string_view sentence, LogFields fields) {
  std::string line(sentence);
  for (const LogField& field : fields) {
    line += ' ';
    line += field.key;
    line += '=';
    AppendQuoted(line, field.value);
  }
  return line;
}

void LogInfo(std::string_view sentence, LogFields fields) { Logger().info("{}", FormatLogLine(sentence, fields)); }
void LogWarning(std::string_view sentence, LogFields fields) { Logger().warn("{}", FormatLogLine(sentence, fields)); }
void LogError(std::string_view sentence, LogFields fields) { Logger().error("{}", FormatLogLine(sentence, fields)); }

}  // namespace fenghuo
