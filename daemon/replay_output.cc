#include "daemon/replay_output.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <utility>

#include "base/hash.h"
#include "daemon/wire.h"
#include "storage/current_story.h"

namespace fenghuo {
namespace {

const Timestamp kBegin = FromUnixMillis(0);

// One output file; `Finish` puts it into its place.
class Lines {
 public:
  Lines(const std::string& out, const std::string& name)
      : path_(out + "/" + name), file_(path_ + ".part", std::ios::binary | std::ios::trunc) {}

  void Add(const Json& json) {
    std::string line = Dump(json) + "\n";
    hash_ = Hash64(Hex64(hash_) + line);
    file_ << line;
    ++count_;
  }

  Result<void> Finish() {
    file_.close();
    std::error_code problem;
    if (file_) std::filesystem::rename(path_ + ".part", path_, problem);
    if (!file_ || problem) return Unavailable(path_ + ": cannot be written");
    return {};
  }

  uint64_t hash() const { return hash_; }
  int64_t count() const { return count_; }

 private:
  std::string path_;
  std::ofstream file_;
  uint64_t hash_ = 0;
  int64_t count_ = 0;
};

// What the documents say about their stories, gathered in one pass.
struct Stories {
  std::vector<std::string> order;  // by the first document seen
  std::map<std::string, std::vector<std::string>> documents;
};

Level PeakLevel(Core& core, const std::string& story) {
  Result<JudgementRecord> judgement = core.state.store().FindJudgement(story);
  return judgement.ok() ? judgement->grade.peak : kNoLevel;
}

void PutRelevance(const RelevanceNote& note, Json& line) {
  line["relevance"] = Name(note.place);
  line["off_topic"] = Json::object();
  for (const RelevanceFinding& finding : note.findings) line["off_topic"][finding.rule] = finding.chance_milli;
}

Result<Stories> WriteDocuments(Core& core, Lines& file) {
  Stories stories;
  std::map<std::string, std::string> current;  // story as assigned -> story now
  Result<void> scanned = core.state.store().ForEachDocument(kBegin, kEndOfTime, [&](const DocumentRecord& record) {
    auto [place, fresh] = current.emplace(record.story, std::string());
    if (fresh) place->second = CurrentStory(core.state.store(), record.story);
    auto [members, first] = stories.documents.emplace(place->second, std::vector<std::string>());
    if (first) stories.order.push_back(place->second);
    members->second.push_back(record.document.id);
    Json line = {{"id", record.document.id}, {"story", place->second}};
    if (!record.copy_of.empty()) line["copy_of"] = record.copy_of;
    line["level"] = PeakLevel(core, place->second);
    line["rules"] = Json::array();
    for (const Match& match : record.matches) line["rules"].push_back(match.rule);
    if (record.relevance) PutRelevance(*record.relevance, line);
    file.Add(line);
    return true;
  });
  if (!scanned.ok()) return scanned.error();
  return stories;
}

Result<void> WriteStories(Core& core, const Stories& stories, Lines& file) {
  for (const std::string& id : stories.order) {
    Result<Story> story = core.state.store().FindStory(id);
    if (!story.ok()) return story.error().In("story " + id);
    Json line = {{"story", id},
                 {"title", story->title},
                 {"first_seen", FormatRfc3339(story->first_seen)},
                 {"last_seen", FormatRfc3339(story->last_seen)},
                 {"documents", stories.documents.at(id).size()},
                 {"copies", story->copies},
                 {"level", PeakLevel(core, id)}};
    if (Result<JudgementRecord> judgement = core.state.store().FindJudgement(id); judgement.ok()) {
      if (!judgement->incident.empty()) line["incident"] = judgement->incident;
    }
    file.Add(line);
  }
  return {};
}

Result<void> WriteIncidents(Core& core, const Stories& stories, Lines& file) {
  Result<std::vector<Incident>> incidents = core.state.store().IncidentsOpened(kBegin, kEndOfTime);
  if (!incidents.ok()) return incidents.error();
  for (const Incident& incident : *incidents) {
    Json line = {{"incident", incident.id},
                 {"story", incident.story},
                 {"title", incident.title},
                 {"opened_at", FormatRfc3339(incident.opened_at)},
                 {"level", incident.level},
                 {"peak_level", incident.peak_level}};
    line["levels"] = Json::array();
    for (const LevelChange& change : incident.levels) {
      line["levels"].push_back({{"at", FormatRfc3339(change.at)}, {"level", change.level}, {"reason", change.reason}});
    }
    line["reopened_at"] = Json::array();
    for (Timestamp at : incident.reopened_at) line["reopened_at"].push_back(FormatRfc3339(at));
    if (!incident.merged_into.empty()) line["merged_into"] = incident.merged_into;
    line["state"] = Name(incident.state);
    // Documents belong to the incident that stayed when two became one.
    auto documents = stories.documents.find(CurrentStory(core.state.store(), incident.story));
    bool stayed = incident.state != IncidentState::kMerged && documents != stories.documents.end();
    line["documents"] = stayed ? Json(documents->second) : Json::array();
    Result<JudgementRecord> judgement = core.state.store().FindJudgement(incident.story);
    line["score_card"] = judgement.ok() ? ToJson(judgement->card) : Json();
    file.Add(line);
  }
  return {};
}

Result<void> WriteNotifications(Core& core, Lines& file) {
  Result<std::vector<Notification>> rows = core.state.store().NotificationsCreated(kBegin, kEndOfTime);
  if (!rows.ok()) return rows.error();
  for (const Notification& row : *rows) file.Add(ToJson(row));
  return {};
}

}  // namespace

Result<Timestamp> FirstEventTime(const std::vector<std::string>& archives) {
  for (const std::string& path : archives) {
    std::ifstream file(path);
    std::string text;
    for (int64_t number = 1; std::getline(file, text); ++number) {
      if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
      Result<WireDocument> line = ParseDocumentLine(text, LineOf::kArchive);
      if (!line.ok()) return line.error().In(path + ":" + std::to_string(number));
      return line->document.observation ? line->document.observation->at : line->document.fetched_at;
    }
  }
  return Invalid("the archive has no line");
}

Result<ReplaySummary> WriteReplayOutput(Core& core, const std::string& out, int64_t lines) {
  Lines documents(out, "documents.jsonl");
  Result<Stories> stories = WriteDocuments(core, documents);
  if (!stories.ok()) return stories.error();
  Lines story_lines(out, "stories.jsonl");
  if (Result<void> done = WriteStories(core, *stories, story_lines); !done.ok()) return done.error();
  Lines incidents(out, "incidents.jsonl");
  if (Result<void> done = WriteIncidents(core, *stories, incidents); !done.ok()) return done.error();
  Lines notifications(out, "notifications.jsonl");
  if (Result<void> done = WriteNotifications(core, notifications); !done.ok()) return done.error();
  uint64_t digest = 0;
  for (Lines* file : {&documents, &story_lines, &incidents, &notifications}) {
    digest = Hash64(Hex64(digest) + Hex64(file->hash()));
    if (Result<void> done = file->Finish(); !done.ok()) return done.error();
  }
  ReplaySummary summary{.lines = lines,
                        .documents = documents.count(),
                        .stories = story_lines.count(),
                        .incidents = incidents.count(),
                        .notifications = notifications.count(),
                        .digest = Hex64(digest)};
  Lines file(out, "summary.json");
  file.Add({{"lines", summary.lines},
            {"documents", summary.documents},
            {"stories", summary.stories},
            {"incidents", summary.incidents},
            {"notifications", summary.notifications},
            {"digest", summary.digest}});
  if (Result<void> done = file.Finish(); !done.ok()) return done.error();
  return summary;
}

}  // namespace fenghuo
