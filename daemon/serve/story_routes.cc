#include <optional>
#include <utility>

#include "daemon/serve/handlers.h"
#include "daemon/serve/page_query.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/record_json.h"

namespace fenghuo {
namespace {

constexpr size_t kDocumentsShown = 200;
constexpr size_t kObservationsShown = 500;
constexpr size_t kVersionsShown = 30;  // more than are kept of one

Result<std::optional<JudgementRecord>> JudgementOf(const Store& store, const std::string& story) {
  Result<JudgementRecord> judgement = store.FindJudgement(story);
  if (judgement.ok()) return std::optional<JudgementRecord>(std::move(*judgement));
  if (judgement.error().code == ErrorCode::kNotFound) return std::optional<JudgementRecord>();
  return judgement.error();
}

// The latest ones; a board that is read every minute for weeks has thousands.
Result<Json> ObservationsJson(const Store& store, const std::string& document) {
  Result<std::vector<Observation>> all = store.Observations(document);
  if (!all.ok()) return all.error();
  Json list = Json::array();
  size_t first = all->size() > kObservationsShown ? all->size() - kObservationsShown : 0;
  for (size_t i = first; i < all->size(); ++i) list.push_back(ToJson((*all)[i]));
  return list;
}

Result<Json> VersionsJson(const Call& call, const std::string& document) {
  Result<std::vector<DocumentRecord>> versions = call.store().DocumentVersions(document, kVersionsShown);
  if (!versions.ok()) return versions.error();
  Json list = Json::array();
  for (const DocumentRecord& earlier : *versions) list.push_back(DocumentJson(*call.bureau, earlier));
  return list;
}

}  // namespace

Reply ListStories(const Call& call) {
  Result<PageQuery> page = ReadPageQuery(call.target);
  if (!page.ok()) return BadQuery(page.error());
  Result<Page<Story>> rows = call.store().ListStories(page->cursor, page->limit);
  if (!rows.ok()) return BadQuery(rows.error());
  Json items = Json::array();
  for (const Story& story : rows->rows) {
    Result<std::optional<JudgementRecord>> judgement = JudgementOf(call.store(), story.id);
    if (!judgement.ok()) return ProblemOf(judgement.error());
    items.push_back(StoryJson(story, *judgement ? &**judgement : nullptr));
  }
  return PageReply(std::move(items), rows->next);
}

Reply ShowStory(const Call& call) {
  const std::string& id = call.params[0];
  Result<Story> story = call.store().FindStory(id);
  if (!story.ok() && story.error().code == ErrorCode::kNotFound) return Problem(404, "没有这个话题");
  if (!story.ok()) return ProblemOf(story.error());
  Result<std::optional<JudgementRecord>> judgement = JudgementOf(call.store(), id);
  if (!judgement.ok()) return ProblemOf(judgement.error());
  Json out = StoryJson(*story, *judgement ? &**judgement : nullptr);
  // How many there are stands in "documents" of the lists; here are the first of them themselves.
  out["documents_total"] = story->documents;
  if (*judgement) out["score_card"] = ToJson((*judgement)->card);
  Result<Json> documents = StoryDocumentsJson(call, id, kDocumentsShown);
  if (!documents.ok()) return ProblemOf(documents.error());
  out["documents"] = std::move(*documents);
  Reply reply = JsonReply(out);
  reply.note = {call.person->id, "story.read", id};
  reply.note_lasts = NoteLasts::kAnHour;
  return reply;
}

Reply ListDocuments(const Call& call) {
  Result<PageQuery> page = ReadPageQuery(call.target);
  if (!page.ok()) return BadQuery(page.error());
  Result<Page<DocumentRecord>> rows = call.store().ListDocuments(page->cursor, page->limit);
  if (!rows.ok()) return BadQuery(rows.error());
  Json items = Json::array();
  for (const DocumentRecord& record : rows->rows) items.push_back(DocumentLineJson(*call.bureau, record));
  Reply reply = PageReply(std::move(items), rows->next);
  if (rows->rows.empty()) return reply;
  const std::string range = rows->rows.front().document.id + " … " + rows->rows.back().document.id;
  reply.note = {call.person->id, "document.list", range, std::to_string(rows->rows.size())};
  return reply;
}

Reply ShowDocument(const Call& call) {
  const std::string& id = call.params[0];
  Result<DocumentRecord> record = call.store().FindDocument(id);
  if (!record.ok() && record.error().code == ErrorCode::kNotFound) return Problem(404, "没有这条信息");
  if (!record.ok()) return ProblemOf(record.error());
  Json out = DocumentJson(*call.bureau, *record);
  Result<Json> observations = ObservationsJson(call.store(), id);
  if (!observations.ok()) return ProblemOf(observations.error());
  out["observations"] = std::move(*observations);
  Result<Json> versions = VersionsJson(call, id);
  if (!versions.ok()) return ProblemOf(versions.error());
  out["versions"] = std::move(*versions);
  if (const int dropped = VersionsDropped(*record); dropped > 0) out["versions_dropped"] = dropped;
  Reply reply = JsonReply(out);
  reply.note = {call.person->id, "document.read", id};
  return reply;
}

}  // namespace fenghuo
