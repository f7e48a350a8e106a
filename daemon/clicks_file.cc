#include "daemon/clicks_file.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "daemon/wire.h"
#include "keywords/relevance/grams.h"

namespace fenghuo {
namespace {

std::string TextOf(const Json& line, const char* name) {
  auto found = line.find(name);
  return found != line.end() && found->is_string() ? found->get<std::string>() : "";
}

Result<std::vector<uint32_t>> GramsIn(const Json& line) {
  auto found = line.find("grams");
  if (found == line.end()) {
    Document document;
    document.title = TextOf(line, "title");
    document.text = TextOf(line, "text");
    if (document.title.empty() && document.text.empty()) return Invalid("grams: must be given, or title or text");
    return GramsOf(document);
  }
  std::vector<uint32_t> grams;
  if (!found->is_array()) return Invalid("grams: must be a list of numbers");
  for (const Json& gram : *found) {
    if (!gram.is_number_unsigned() || gram.get<uint64_t>() >= kGramNumbers) {
      return Invalid("grams: must be whole numbers below " + std::to_string(kGramNumbers) + ", one is " + Dump(gram));
    }
    grams.push_back(gram.get<uint32_t>());
  }
  std::sort(grams.begin(), grams.end());
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  return grams;
}

}  // namespace

Result<RelevanceClick> ParseClickLine(std::string_view text) {
  const Json line = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!line.is_object()) return Invalid("must be a JSON object");
  RelevanceClick click;
  click.rule = TextOf(line, "rule");
  if (click.rule.empty()) return Invalid("rule: must be given");
  click.document = TextOf(line, "document");
  click.person = TextOf(line, "person");
  const std::string verdict = TextOf(line, "verdict");
  if (verdict != Name(ClickVerdict::kRelevant) && verdict != Name(ClickVerdict::kOffTopic)) {
    return Invalid("verdict: must be relevant or off_topic, is \"" + verdict + "\"");
  }
  click.verdict = verdict == Name(ClickVerdict::kRelevant) ? ClickVerdict::kRelevant : ClickVerdict::kOffTopic;
  const Result<Timestamp> at = ParseRfc3339(TextOf(line, "at"));
  if (!at.ok()) return Invalid("at: must be a time as in RFC 3339, is \"" + TextOf(line, "at") + "\"");
  click.at = *at;
  Result<std::vector<uint32_t>> grams = GramsIn(line);
  if (!grams.ok()) return grams.error();
  click.grams = std::move(*grams);
  return click;
}

std::string FormatClickLine(const RelevanceClick& click) {
  return Dump(Json{{"rule", click.rule},
                   {"document", click.document},
                   {"verdict", Name(click.verdict)},
                   {"person", click.person},
                   {"at", FormatRfc3339(click.at)},
                   {"grams", click.grams}});
}

Result<std::vector<RelevanceClick>> ReadClicks(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Unavailable(path + ": cannot be read");
  std::vector<RelevanceClick> clicks;
  std::map<std::string, int64_t> sequences;
  std::string text;
  for (int64_t number = 1; std::getline(file, text); ++number) {
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    Result<RelevanceClick> click = ParseClickLine(text);
    if (!click.ok()) return click.error().In(path + ":" + std::to_string(number));
    click->sequence = ++sequences[click->rule];
    clicks.push_back(std::move(*click));
  }
  std::erase_if(clicks, [&](const RelevanceClick& click) {
    return click.sequence + static_cast<int64_t>(kClicksKept) <= sequences[click.rule];
  });
  return clicks;
}

void PutClicks(const std::vector<RelevanceClick>& clicks, Batch& batch) {
  std::map<std::string, FilterRecord> records;
  for (const RelevanceClick& click : clicks) {
    batch.PutClick(click);
    records[click.rule].rule = click.rule;
  }
  for (const auto& [rule, record] : records) batch.PutFilter(record);
}

}  // namespace fenghuo
