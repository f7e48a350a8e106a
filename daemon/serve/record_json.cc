#include "daemon/serve/record_json.h"

#include <optional>

#include "alerts/incident/words.h"
#include "daemon/serve/shown_names.h"
#include "daemon/store_metrics.h"
#include "keywords/drill.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kExcerptCharacters = 200;

void PutText(Json& out, const char* name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}

void Shift(Span& span, uint32_t bytes) {
  if (span.field != Span::Field::kTitle) return;
  span.begin += bytes;
  span.end += bytes;
}

// Where they stand in the title as it is shown, behind the mark of a drill.
std::vector<Match> ShownMatches(std::vector<Match> matches, int64_t drill) {
  if (drill == 0) return matches;
  const auto mark = static_cast<uint32_t>(kDrillMark.size());
  for (Match& match : matches) {
    for (Span& span : match.spans) Shift(span, mark);
    for (SeverityHit& hit : match.severity) Shift(hit.place, mark);
  }
  return matches;
}

void PutFindings(Json& out, const DocumentRecord& record) {
  const int64_t drill = DrillOf(record.document.id);
  if (!record.matches.empty()) out["matches"] = ToJson(ShownMatches(record.matches, drill));
  if (!record.shadow_matches.empty()) out["shadow_matches"] = ToJson(ShownMatches(record.shadow_matches, drill));
  if (!record.facts.empty()) out["facts"] = ToJson(record.facts);
  PutText(out, "story", record.story);
  PutText(out, "copy_of", record.copy_of);
  out["locality"] = Name(record.locality.locality);
  PutText(out, "place", record.locality.place);
  out["version"] = record.version;
  out["first_seen"] = FormatRfc3339(record.first_seen);
  out["last_seen"] = FormatRfc3339(record.last_seen);
  if (record.old_news) out["old_news"] = true;
}

Json RelevanceJson(const Bureau& bureau, const RelevanceNote& note) {
  Json out = {{"place", Name(note.place)}, {"findings", Json::array()}};
  for (const RelevanceFinding& finding : note.findings) {
    Json row = {{"rule", finding.rule},
                {"rule_name", RuleNameOf(bureau, finding.rule)},
                {"chance", static_cast<double>(finding.chance_milli) / 1000.0},
                {"because", Json::array()}};
    for (const WeighedGram& gram : finding.because) {
      row["because"].push_back({{"text", gram.text}, {"adds", static_cast<double>(gram.adds_milli) / 1000.0}});
    }
    out["findings"].push_back(std::move(row));
  }
  if (!note.held.empty()) out["matches"] = ToJson(note.held);
  if (!note.verdict) return out;
  out["verdict"] = Name(*note.verdict);
  out["person"] = note.person;
  out["person_name"] = ShownPerson(bureau.roster, note.person);
  out["at"] = FormatRfc3339(note.at);
  return out;
}

}  // namespace

Json StoryJson(const Story& story, const JudgementRecord* judgement) {
  Json out = {{"id", story.id},
              {"title", WithDrillMark(IsOfDrill(story.id), story.title)},
              {"first_seen", FormatRfc3339(story.first_seen)},
              {"last_seen", FormatRfc3339(story.last_seen)},
              {"documents", story.documents},
              {"copies", story.copies},
              {"watched", story.watched}};
  PutText(out, "merged_into", story.merged_into);
  if (judgement == nullptr) return out;
  out["level"] = judgement->grade.level;
  out["peak_level"] = judgement->grade.peak;
  out["heat"] = static_cast<double>(judgement->card.heat_milli) / 1000.0;
  PutText(out, "category", judgement->category);
  if (!judgement->departments.empty()) out["departments"] = judgement->departments;
  if (judgement->must_report) out["must_report"] = true;
  PutText(out, "first_source", judgement->first_source);
  PutText(out, "incident", judgement->incident);
  return out;
}

Json DocumentLineJson(const Bureau& bureau, const DocumentRecord& record) {
  Json out = ToJson(record.document);
  PutSourceName(bureau, out);
  out.erase("text");
  PutText(out, "excerpt", CutCodePoints(record.document.text, kExcerptCharacters, "…"));
  PutFindings(out, record);
  if (record.relevance) out["relevance"] = RelevanceJson(bureau, *record.relevance);
  return out;
}

Json DocumentJson(const Bureau& bureau, const DocumentRecord& record) {
  Json out = ToJson(record.document);
  PutSourceName(bureau, out);
  PutFindings(out, record);
  if (record.relevance) out["relevance"] = RelevanceJson(bureau, *record.relevance);
  return out;
}

Result<Json> StoryDocumentsJson(const Call& call, const std::string& story, size_t limit) {
  Json list = Json::array();
  if (story.empty()) return list;
  Result<std::vector<std::string>> members = call.store().StoryMembers(story);
  if (!members.ok()) return members.error();
  if (members->size() > limit) members->resize(limit);
  Result<std::vector<std::optional<DocumentRecord>>> records = call.store().FindDocuments(*members);
  if (!records.ok()) return records.error();
  for (const std::optional<DocumentRecord>& record : *records) {
    if (record) list.push_back(DocumentLineJson(*call.bureau, *record));
  }
  return list;
}

Json SourceJson(const SourceConfig& source, const SourceRecord* record) {
  Json out = {{"id", source.id},
              {"name", source.name},
              {"type", Name(source.type)},
              {"url", source.url},
              {"kind", Name(source.kind)}};
  PutText(out, "tier", Name(source.tier));
  PutText(out, "region", source.region);
  if (!source.tags.empty()) out["tags"] = source.tags;
  out["every_seconds"] = source.every.count() / 1000;
  if (source.every_max) out["every_max_seconds"] = source.every_max->count() / 1000;
  if (source.silent_after) out["silent_after_seconds"] = source.silent_after->count() / 1000;
  PutText(out, "robots_waiver", source.robots_waiver);
  if (record == nullptr || !record->last_fetch_at) {
    out["health"] = kSourceUnread;
    return out;
  }
  const Json known = ToJson(*record);
  for (const auto& [name, value] : known.items()) {
    if (name != "source") out[name] = value;
  }
  return out;
}

Json PersonJson(const Person& person) {
  Json out = {{"id", person.id}, {"name", person.name}};
  PutText(out, "unit", person.unit);
  PutText(out, "phone", person.phone);
  return out;
}

}  // namespace fenghuo
