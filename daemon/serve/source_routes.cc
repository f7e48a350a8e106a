#include <algorithm>
#include <map>
#include <utility>

#include "daemon/crawl/raw_body.h"
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

namespace {

const SourceConfig* FindConfigured(const Call& call, const std::string& id) {
  const std::vector<SourceConfig>& sources = call.bureau->config->sources;
  auto source = std::find_if(sources.begin(), sources.end(), [&](const SourceConfig& one) { return one.id == id; });
  return source == sources.end() ? nullptr : &*source;
}

// What was kept of its answers: when, and how long it is.
Json RawJson(const Call& call, const std::string& source) {
  Json out = Json::object();
  for (RawKind kind : {RawKind::kGood, RawKind::kBad}) {
    Result<RawBody> raw = FindRaw(call.bureau->config->data_path, source, kind);
    if (!raw.ok()) continue;
    out[Name(kind)] = {{"at", FormatRfc3339(raw->at)}, {"status", raw->status}, {"bytes", raw->bytes.size()}};
    if (!raw->reason.empty()) out[Name(kind)]["reason"] = raw->reason;
  }
  return out;
}

}  // namespace

Reply ShowSource(const Call& call) {
  const std::string& id = call.params[0];
  const SourceConfig* source = FindConfigured(call, id);
  if (source == nullptr) return Problem(404, "没有这个信源");
  Result<SourceRecord> record = call.store().FindSource(id);
  if (!record.ok() && record.error().code != ErrorCode::kNotFound) return ProblemOf(record.error());
  Json out = SourceJson(*source, record.ok() ? &*record : nullptr);
  if (Json raw = RawJson(call, id); !raw.empty()) out["raw"] = std::move(raw);
  return JsonReply(out);
}

// Foreign bytes: a file to keep, never a page of ours.
Reply DownloadRaw(const Call& call) {
  const std::string& id = call.params[0];
  if (FindConfigured(call, id) == nullptr) return Problem(404, "没有这个信源");
  const std::string& word = call.params[1];
  if (word != Name(RawKind::kGood) && word != Name(RawKind::kBad)) return Problem(404, "只有 good（最近一次正常）和 bad（异常开始时）两种");
  RawKind kind = word == Name(RawKind::kGood) ? RawKind::kGood : RawKind::kBad;
  Result<RawBody> raw = FindRaw(call.bureau->config->data_path, id, kind);
  if (!raw.ok() && raw.error().code == ErrorCode::kNotFound) return Problem(404, "没有留存这一份原文");
  if (!raw.ok()) return ProblemOf(raw.error());
  Reply reply{.content_type = "application/octet-stream", .body = std::move(raw->bytes)};
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + id + "." + word + "\"");
  reply.note = {call.person->id, "source.raw", id, word};
  return reply;
}

}  // namespace fenghuo
