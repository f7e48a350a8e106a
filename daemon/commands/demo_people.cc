#include "daemon/commands/demo_people.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <utility>

#include "base/log.h"
#include "daemon/commands/api_client.h"
#include "daemon/config/config.h"
#include "daemon/wire.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

constexpr Duration kLookEvery = milliseconds(200);  // real time
// How long the officer takes, in scenario time.
constexpr Duration kSignsAfter = minutes(25);
constexpr Duration kAssessesAfter = hours(1);
constexpr Duration kHandlesAfter = hours(3);
constexpr Duration kClosesAfter = hours(30);

// What the officer would do next about an incident of this age; empty: nothing yet.
Json NextAction(const Json& incident, Duration age) {
  std::string state = incident.value("state", "");
  if ((state == "detected" || state == "notified") && age > kSignsAfter) return {{"action", "acknowledge"}};
  if (state == "acknowledged" && age > kAssessesAfter) {
    return {{"action", "assess"}, {"level", incident.value("level", 4)}, {"note", "情况属实，按预案办理"}};
  }
  if (state == "assessed" && age > kHandlesAfter) return {{"action", "handle"}, {"note", "已派员到场检查"}};
  if (state == "handling" && age > kClosesAfter) {
    return {{"action", "close"}, {"reason", "已处置"}, {"note", "处置完毕，情况已通报"}};
  }
  return {};
}

void ActOnce(ApiClient& client, Timestamp now) {
  Result<Json> page = client.Get("/api/v1/incidents?state=open&limit=200");
  if (!page.ok()) return;  // the daemon is starting or ending; the next look will tell
  for (const Json& incident : page->value("items", Json::array())) {
    Result<Timestamp> opened = ParseRfc3339(incident.value("opened_at", ""));
    if (!opened.ok()) continue;
    Json action = NextAction(incident, now - *opened);
    if (action.empty()) continue;
    Result<Json> done = client.Post("/api/v1/incidents/" + incident.value("incident", "") + "/actions", action);
    if (!done.ok()) LogWarning("the demo's officer could not act", {{"reason", done.error().message}});
  }
}

std::map<std::string, int> CountLedger(const std::string& path) {
  std::map<std::string, int> counts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    Json json = Json::parse(line, nullptr, false);
    if (json.is_object()) ++counts[json.value("kind", "") + (json.contains("status") ? std::to_string(json.value("status", 0)) : "")];
  }
  return counts;
}

void PrintIncidents(const Store& store, const Zone& zone) {
  Result<std::vector<Incident>> incidents = store.IncidentsOpened(Timestamp(), FromUnixSeconds(253'402'300'799));
  if (!incidents.ok()) return;
  static const char* const kLevels[] = {"—", "Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"};
  std::printf("舆情事件 %zu 起：\n", incidents->size());
  for (const Incident& incident : *incidents) {
    std::string opened = zone.Format(incident.opened_at);
    std::printf("  %s  最高%s  %s  %s  %s\n", incident.number.c_str(), kLevels[incident.peak_level], opened.c_str(),
                Name(incident.state), incident.title.c_str());
  }
}

void PrintDeliveries(const Store& store) {
  Result<std::vector<Notification>> rows = store.NotificationsCreated(Timestamp(), FromUnixSeconds(253'402'300'799));
  if (!rows.ok()) return;
  std::map<std::string, int> states;
  for (const Notification& row : *rows) ++states[Name(row.state)];
  std::printf("通知 %zu 条：", rows->size());
  for (const auto& [state, count] : states) std::printf(" %s %d", state.c_str(), count);
  std::printf("\n");
}

}  // namespace

DemoPeople::DemoPeople(DemoPeopleOptions options, std::function<void()> end_daemon)
    : options_(std::move(options)), end_daemon_(std::move(end_daemon)) {
  if (options_.once) thread_ = std::thread([this] { Work(); });
}

DemoPeople::~DemoPeople() { Stop(); }

void DemoPeople::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void DemoPeople::Work() {
  Result<ApiClient> client = ApiClient::Make(options_.url, options_.token_file);
  if (!client.ok()) LogError("the demo's officer has no way in", {{"reason", client.error().message}});
  while (!stopping_) {
    std::this_thread::sleep_for(kLookEvery);
    Timestamp now = options_.clock->Now();
    if (client.ok()) ActOnce(*client, now);
    if (now >= options_.end) {
      end_daemon_();
      return;
    }
  }
}

void PrintDemoSummary(const std::string& config_path, const std::string& ledger_path) {
  Result<Config> config = LoadConfig(config_path);
  if (!config.ok()) return;
  StoreOptions options;
  options.create_if_missing = false;
  options.read_only = true;
  Result<std::unique_ptr<Store>> store = Store::Open(config->data_path, options);
  if (!store.ok()) return;
  int64_t documents = 0;
  int64_t matched = 0;
  Result<void> scanned = (*store)->ForEachDocument(Timestamp(), FromUnixSeconds(253'402'300'799), [&](const DocumentRecord& record) {
    ++documents;
    matched += record.matches.empty() ? 0 : 1;
    return true;
  });
  std::printf("\n演示小结\n");
  std::map<std::string, int> ledger = CountLedger(ledger_path);
  std::printf("信源应答 %d 次有新内容，%d 次无变化（304）；信息 %lld 条，命中 %lld 条\n", ledger["served200"], ledger["served304"],
              static_cast<long long>(documents), static_cast<long long>(matched));
  if (scanned.ok()) PrintIncidents(**store, config->zone);
  PrintDeliveries(**store);
  std::printf("接收端收到 %d 条\n", ledger["received"]);
  Result<std::vector<Outage>> outages = (*store)->Outages(Timestamp(), FromUnixSeconds(253'402'300'799));
  for (const Outage& outage : outages.ok() ? *outages : std::vector<Outage>()) {
    std::string until = outage.to ? config->zone.Format(*outage.to) : "未恢复";
    std::printf("监测中断：%s  %s 至 %s  %s\n", outage.source.c_str(), config->zone.Format(outage.from).c_str(), until.c_str(),
                outage.reason.c_str());
  }
}

}  // namespace fenghuo
