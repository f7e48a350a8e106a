#include "daemon/serve/cases.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/page_query.h"
#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

constexpr size_t kQueryBytes = 200;

Reply ReplyOf(const Result<Json>& json) { return json.ok() ? JsonReply(*json) : ProblemOf(json.error()); }

}  // namespace

Reply ListCases(const Call& call) {
  Result<PageQuery> page = ReadPageQuery(call.target);
  if (!page.ok()) return BadQuery(page.error());
  const std::string* query = call.target.Find("q");
  if (query != nullptr && query->size() > kQueryBytes) return Problem(400, "q 过长");
  Result<Json> cases = CasesJson(call.store(), *call.bureau, query == nullptr ? "" : *query, page->cursor, page->limit);
  return cases.ok() ? JsonReply(*cases) : BadQuery(cases.error());
}

Reply ListSimilar(const Call& call) { return ReplyOf(SimilarJson(call.store(), *call.bureau, call.params[0])); }

// All of the record is in it: whoever reads it has read the incident.
Reply ShowAfterAction(const Call& call) {
  Reply reply = ReplyOf(AfterActionJson(call.store(), *call.bureau, call.params[0], call.now()));
  if (reply.status != 200) return reply;
  reply.note = {call.person->id, "incident.read", call.params[0]};
  reply.note_lasts = NoteLasts::kAnHour;
  return reply;
}

}  // namespace fenghuo
