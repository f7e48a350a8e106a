#include "daemon/serve/cases.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "alerts/cases/after_action.h"
#include "alerts/cases/search.h"
#include "alerts/cases/similar.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

constexpr size_t kRowsAtOnce = 500;

Result<Incident> FindIncident(const Store& store, const std::string& id) {
  Result<Incident> incident = store.FindIncident(id);
  if (!incident.ok() && incident.error().code == ErrorCode::kNotFound) return NotFound("没有编号为 " + id + " 的舆情事件");
  return incident;
}

// Newest first.
Result<std::vector<Incident>> LatestCases(const Store& store) {
  std::vector<Incident> cases;
  size_t read = 0;
  for (std::string cursor; read < kCasesRead;) {
    Result<Page<Incident>> page = store.ListIncidents(cursor, kRowsAtOnce);
    if (!page.ok()) return page.error();
    read += page->rows.size();
    std::copy_if(page->rows.begin(), page->rows.end(), std::back_inserter(cases), IsCase);
    cursor = page->next;
    if (cursor.empty()) break;
  }
  return cases;
}

}  // namespace

Result<Json> CasesJson(const Store& store, const Bureau& bureau, const std::string& query, const std::string& cursor, size_t limit) {
  const CaseQuery wanted(query);
  Json out = {{"items", Json::array()}};
  std::string next = cursor;
  size_t read = 0;
  do {
    Result<Page<Incident>> page = store.ListIncidents(next, limit - out["items"].size());
    if (!page.ok()) return page.error();
    for (const Incident& incident : page->rows) {
      if (wanted.Finds(incident)) out["items"].push_back(IncidentJson(bureau, incident));
    }
    read += page->rows.size();
    next = page->next;
  } while (!next.empty() && read < kCasesRead && out["items"].size() < limit);
  if (!next.empty()) out["next"] = next;
  return out;
}

Result<Json> SimilarJson(const Store& store, const Bureau& bureau, const std::string& incident) {
  Result<Incident> own = FindIncident(store, incident);
  if (!own.ok()) return own.error();
  Result<std::vector<Incident>> past = LatestCases(store);
  if (!past.ok()) return past.error();
  Json items = Json::array();
  for (const SimilarCase& similar : FindSimilar(*own, *past)) {
    Json one = IncidentJson(bureau, (*past)[similar.index]);
    one["points"] = similar.points;
    one["because"] = similar.because;
    items.push_back(std::move(one));
  }
  return Json{{"items", std::move(items)}};
}

Result<Json> AfterActionJson(const Store& store, const Bureau& bureau, const std::string& incident, Timestamp now) {
  Result<Incident> found = FindIncident(store, incident);
  if (!found.ok()) return found.error();
  Result<std::vector<TimelineEntry>> timeline = store.Timeline(incident);
  if (!timeline.ok()) return timeline.error();
  return Json{{"title", "复盘评估"}, {"text", AfterActionText({*found, *timeline}, DeskOf(bureau), now)}};
}

}  // namespace fenghuo
