#include "daemon/commands/incident_book.h"

#include <algorithm>
#include <utility>

#include "alerts/incident/unhandled.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/serve/cases.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {

Result<Zone> ZoneOf(ApiClient& client) {
  Result<Json> status = client.Get("/api/v1/status");
  if (!status.ok()) return status.error();
  Result<Zone> zone = Zone::Load(TextAt(*status, "zone"));
  if (!zone.ok()) return zone.error().In("/api/v1/status");
  return zone;
}

Result<IncidentBook> IncidentBook::OfServer(ApiClient client) {
  Result<Zone> zone = ZoneOf(client);
  if (!zone.ok()) return zone.error();
  IncidentBook book(*zone);
  book.client_ = std::move(client);
  return book;
}

Result<IncidentBook> IncidentBook::OfStore(Config config) {
  StoreOptions options;
  options.create_if_missing = false;
  options.read_only = true;
  Result<std::unique_ptr<Store>> store = Store::Open(config.data_path, options);
  if (!store.ok()) return store.error();
  IncidentBook book(config.zone);
  book.store_ = std::move(*store);
  book.bureau_ = std::make_shared<const Bureau>(std::make_shared<const Config>(std::move(config)), 0);
  return book;
}

Result<std::vector<Json>> IncidentBook::Open() {
  if (client_) return OpenAtServer();
  Result<std::vector<Incident>> open = store_->OpenIncidents(Drills::kTaken);
  if (!open.ok()) return open.error();
  std::vector<Json> incidents;
  for (const Incident& incident : *open) incidents.push_back(IncidentJson(*bureau_, incident));
  std::reverse(incidents.begin(), incidents.end());
  return incidents;
}

Result<std::vector<Json>> IncidentBook::OpenAtServer() {
  std::vector<Json> incidents;
  for (std::string cursor;;) {
    Result<Json> page = client_->Get("/api/v1/incidents?state=open" + (cursor.empty() ? "" : "&cursor=" + cursor));
    if (!page.ok()) return page.error();
    for (const Json& incident : ListAt(*page, "items")) incidents.push_back(incident);
    std::string next = TextAt(*page, "next");
    if (next.empty()) return incidents;
    if (next == cursor) return Unavailable("/api/v1/incidents: the list leads back to the same page");
    cursor = std::move(next);
  }
}

Result<std::vector<Json>> IncidentBook::Unhandled(Timestamp now) {
  std::vector<Json> items;
  if (client_) {
    Result<Json> answer = client_->Get("/api/v1/unhandled");
    if (!answer.ok()) return answer.error();
    for (const Json& item : ListAt(*answer, "items")) items.push_back(item);
    return items;
  }
  Result<std::vector<Incident>> open = store_->OpenIncidents();
  if (!open.ok()) return open.error();
  for (const Incident& incident : *open) {
    for (const auto& item : FindUnhandled(incident, bureau_->roster, now)) {
      items.push_back({{"incident", item.incident}, {"number", item.number}, {"since", FormatRfc3339(item.since)}, {"what", item.what}});
    }
  }
  return items;
}

Result<std::vector<Json>> IncidentBook::Cases(const std::string& query, size_t limit) {
  std::vector<Json> cases;
  for (std::string cursor; cases.size() < limit;) {
    const size_t wanted = limit - cases.size();
    const std::string path = "/api/v1/cases?limit=" + std::to_string(wanted) + "&q=" + EscapeSegment(query) +
                             (cursor.empty() ? "" : "&cursor=" + cursor);
    Result<Json> page = client_ ? client_->Get(path) : CasesJson(*store_, *bureau_, query, cursor, wanted);
    if (!page.ok()) return page.error();
    for (const Json& incident : ListAt(*page, "items")) cases.push_back(incident);
    std::string next = TextAt(*page, "next");
    if (next.empty()) break;
    if (next == cursor) return Unavailable("/api/v1/cases: the list leads back to the same page");
    cursor = std::move(next);
  }
  return cases;
}

Result<std::string> IncidentBook::AfterAction(const std::string& id, Timestamp now) {
  Result<Json> report =
      client_ ? client_->Get("/api/v1/incidents/" + EscapeSegment(id) + "/after-action") : AfterActionJson(*store_, *bureau_, id, now);
  if (!report.ok()) return report.error();
  return TextAt(*report, "text");
}

Result<std::vector<Json>> IncidentBook::Similar(const std::string& id) {
  Result<Json> similar = client_ ? client_->Get("/api/v1/incidents/" + EscapeSegment(id) + "/similar") : SimilarJson(*store_, *bureau_, id);
  if (!similar.ok()) return similar.error();
  std::vector<Json> items;
  for (const Json& item : ListAt(*similar, "items")) items.push_back(item);
  return items;
}

Result<Json> IncidentBook::Find(const std::string& id) {
  return client_ ? client_->Get("/api/v1/incidents/" + EscapeSegment(id)) : FindInStore(id);
}

Result<Json> IncidentBook::FindInStore(const std::string& id) const {
  Result<Incident> incident = store_->FindIncident(id);
  if (!incident.ok() && incident.error().code == ErrorCode::kNotFound) return NotFound("没有编号为 " + id + " 的舆情事件");
  if (!incident.ok()) return incident.error();
  Json out = IncidentJson(*bureau_, *incident);
  Result<std::vector<TimelineEntry>> timeline = store_->Timeline(id);
  if (!timeline.ok()) return timeline.error();
  out["timeline"] = Json::array();
  for (const TimelineEntry& entry : *timeline) out["timeline"].push_back(TimelineEntryJson(*bureau_, entry));
  Result<std::vector<Notification>> rows = store_->NotificationsOf(id);
  if (!rows.ok()) return rows.error();
  out["notifications"] = Json::array();
  for (const Notification& row : *rows) out["notifications"].push_back(NotificationJson(*bureau_, row));
  return out;
}

}  // namespace fenghuo
