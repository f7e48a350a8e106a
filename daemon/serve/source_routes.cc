#include <algorithm>
#include <map>
#include <utility>

#include "daemon/serve/handlers.h"
#include "daemon/serve/page_query.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/record_json.h"

namespace fenghuo {

Reply ListSources(const Call& call) {
  Result<PageQuery> page = ReadPageQuery(call.target);
  if (!page.ok()) return BadQuery(page.error());
  Result<std::string> after = UnwrapCursor(page->cursor);
  if (!after.ok()) return BadQuery(after.error());
  Result<std::vector<SourceRecord>> records = call.store().Sources();
  if (!records.ok()) return ProblemOf(records.error());
  std::map<std::string, const SourceRecord*> record_of;
  for (const SourceRecord& record : *records) record_of[record.id] = &record;
  std::map<std::string, const SourceConfig*> by_id;
  for (const SourceConfig& source : call.bureau->config->sources) by_id[source.id] = &source;
  Json items = Json::array();
  std::string last;
  for (auto next = by_id.upper_bound(*after); next != by_id.end(); ++next) {
    if (items.size() == page->limit) return PageReply(std::move(items), WrapCursor(last));
    auto record = record_of.find(next->first);
    items.push_back(SourceJson(*next->second, record == record_of.end() ? nullptr : record->second));
    last = next->first;
  }
  return PageReply(std::move(items), "");
}

Reply ShowSource(const Call& call) {
  const std::string& id = call.params[0];
  const std::vector<SourceConfig>& sources = call.bureau->config->sources;
  auto source = std::find_if(sources.begin(), sources.end(), [&](const SourceConfig& one) { return one.id == id; });
  if (source == sources.end()) return Problem(404, "没有这个信源");
  Result<SourceRecord> record = call.store().FindSource(id);
  if (!record.ok() && record.error().code != ErrorCode::kNotFound) return ProblemOf(record.error());
  return JsonReply(SourceJson(*source, record.ok() ? &*record : nullptr));
}

}  // namespace fenghuo
