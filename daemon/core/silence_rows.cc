#include "daemon/core/silence_rows.h"

#include <charconv>
#include <sstream>
#include <utility>

namespace fenghuo {

int64_t SilenceNumberIn(const std::string& text) {
  int64_t number = 0;
  auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  return wrong == std::errc() && end == text.data() + text.size() && number > 0 ? number : 0;
}

Result<std::vector<Silence>> AllSilences(const Store& store, size_t most) {
  std::vector<Silence> silences;
  Result<std::string> count = store.FindSetting(kSilenceCountSetting);
  if (!count.ok() && count.error().code != ErrorCode::kNotFound) return count.error();
  for (int64_t number = count.ok() ? SilenceNumberIn(*count) : 0; number > 0 && silences.size() < most; --number) {
    Result<std::string> kept = store.FindSetting(SilenceSetting(number));
    if (!kept.ok()) return kept.error();
    std::optional<Silence> silence = ParseSilence(*kept);
    if (!silence) return Corrupt("setting " + SilenceSetting(number) + " is no silence");
    silences.push_back(std::move(*silence));
  }
  return silences;
}

std::vector<Silence> StandingSilences(const std::function<std::optional<std::string>(const std::string&)>& find) {
  std::vector<Silence> standing;
  std::istringstream lines(find(kSilencesStandingSetting).value_or(""));
  for (std::string line; std::getline(lines, line);) {
    std::optional<Silence> silence = ParseSilence(find(SilenceSetting(SilenceNumberIn(line))).value_or(""));
    if (silence) standing.push_back(std::move(*silence));
  }
  return standing;
}

std::vector<Silence> StandingSilences(const Store& store) {
  return StandingSilences([&store](const std::string& setting) {
    Result<std::string> found = store.FindSetting(setting);
    return found.ok() ? std::optional<std::string>(*found) : std::nullopt;
  });
}

SilenceSubject SubjectOf(const Incident& incident, const JudgementRecord* judgement) {
  SilenceSubject subject{.incident = incident};
  if (judgement == nullptr) return subject;
  for (const auto& severity : judgement->evidence.severities) subject.rules.push_back(severity.rule);
  for (const SourceMention& mention : judgement->heat.sources) subject.sources.push_back(mention.source);
  return subject;
}

}  // namespace fenghuo
