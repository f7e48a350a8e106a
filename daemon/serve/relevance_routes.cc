// Relevance over the API: what people say about documents, what waits in the tray, how the filters stand.

#include <optional>
#include <utility>

#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/page_query.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/record_json.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

constexpr size_t kRuleCharacters = 100;

std::optional<ClickVerdict> VerdictNamed(const std::string& word) {
  for (ClickVerdict verdict : {ClickVerdict::kRelevant, ClickVerdict::kOffTopic}) {
    if (word == Name(verdict)) return verdict;
  }
  return std::nullopt;
}

Json FilterJson(const Bureau& bureau, const FilterRecord& record) {
  const FilterStanding& standing = record.standing;
  Json out = {{"rule", record.rule},
              {"rule_name", RuleNameOf(bureau, record.rule)},
              {"mode", Name(standing.mode)},
              {"relevant", standing.relevant},
              {"off_topic", standing.off_topic},
              {"people", standing.people},
              {"judged", standing.judged},
              {"judged_relevant", standing.judged_relevant},
              {"called_off", standing.called_off},
              {"wrong", standing.wrong}};
  if (standing.threshold_milli > 0) out["threshold"] = static_cast<double>(standing.threshold_milli) / 1000.0;
  if (standing.fresh_wanted > 0) out["fresh_wanted"] = standing.fresh_wanted;
  if (record.stepped_back_at) out["stepped_back_at"] = FormatRfc3339(*record.stepped_back_at);
  if (!record.step_back_reason.empty()) out["step_back_reason"] = record.step_back_reason;
  return out;
}

}  // namespace

void JudgeDocument(const Call& call, Respond respond) {
  // Who sees only what is of their unit would otherwise learn of others by asking.
  if (!MayDo(*call.person, "view")) return respond(Problem(403, "没有权限：view"));
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return respond(Problem(400, body.error().message));
  FormFields fields(*body);
  const std::string word = fields.Text("verdict", {.required = true, .characters_max = kRuleCharacters});
  const std::string rule = fields.Text("rule", {.required = false, .characters_max = kRuleCharacters});
  const std::optional<ClickVerdict> verdict = VerdictNamed(word);
  if (!word.empty() && !verdict) fields.Add("verdict", "只能是 relevant 或 off_topic");
  if (!fields.problems().empty()) return respond(FieldProblems(fields.problems()));
  ClickOrder order{.document = call.params[0], .rule = rule, .verdict = *verdict, .person = call.person->id};
  call.state.commands->JudgeRelevance(
      order, [respond, bureau = call.bureau, metrics = call.state.metrics, verdict = *verdict](Result<DocumentRecord> done) {
        if (!done.ok()) return respond(ProblemOf(done.error()));
        metrics->CountClick(verdict);
        respond(JsonReply(DocumentLineJson(*bureau, *done)));
      });
}

Reply ListTray(const Call& call) {
  Result<PageQuery> page = ReadPageQuery(call.target);
  if (!page.ok()) return BadQuery(page.error());
  Result<Page<DocumentRecord>> rows = call.store().ListTray(page->cursor, page->limit);
  if (!rows.ok()) return BadQuery(rows.error());
  Json items = Json::array();
  for (const DocumentRecord& record : rows->rows) items.push_back(DocumentLineJson(*call.bureau, record));
  Reply reply = PageReply(std::move(items), rows->next);
  if (rows->rows.empty()) return reply;
  const std::string range = rows->rows.front().document.id + " … " + rows->rows.back().document.id;
  reply.note = {call.person->id, "tray.list", range, std::to_string(rows->rows.size())};
  reply.note_lasts = NoteLasts::kAnHour;  // the page loads itself anew with every change
  return reply;
}

Reply ListFilters(const Call& call) {
  Result<std::vector<FilterRecord>> records = call.store().Filters();
  if (!records.ok()) return ProblemOf(records.error());
  Json items = Json::array();
  for (const FilterRecord& record : *records) items.push_back(FilterJson(*call.bureau, record));
  return JsonReply({{"items", std::move(items)}});
}

}  // namespace fenghuo
