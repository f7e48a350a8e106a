#include "daemon/commands/demo_summary.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <vector>

#include "alerts/incident/words.h"
#include "daemon/config/config.h"
#include "daemon/wire.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

std::map<std::string, int> CountLedger(const std::string& path) {
  std::map<std::string, int> counts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    Json json = Json::parse(line, nullptr, false);
    if (json.is_object()) ++counts[json.value("kind", "") + (json.contains("status") ? std::to_string(json.value("status", 0)) : "")];
  }
  return counts;
}

struct Gathered {
  int64_t documents = 0;
  int64_t copies = 0;
  std::set<std::string> sources;
};

void PrintIncidents(const Store& store, const Zone& zone, std::map<std::string, Gathered>& stories) {
  Result<std::vector<Incident>> incidents = store.IncidentsOpened(Timestamp(), kEndOfTime);
  if (!incidents.ok()) return;
  std::printf("舆情事件 %zu 起：\n", incidents->size());
  for (const Incident& incident : *incidents) {
    std::printf("  %s  %s  %s\n", incident.number.c_str(), ShownState(incident.state), incident.title.c_str());
    for (const LevelChange& change : incident.levels) {
      std::printf("      %s  %s  %s\n", zone.Format(change.at).c_str(), ShownLevel(change.level).c_str(), change.reason.c_str());
    }
    for (Timestamp at : incident.reopened_at) std::printf("      %s  再次升温\n", zone.Format(at).c_str());
    const Gathered& story = stories[incident.story];
    std::printf("      相关信息 %lld 条，其中转载 %lld 条；信源 %zu 个\n", static_cast<long long>(story.documents),
                static_cast<long long>(story.copies), story.sources.size());
  }
}

const char* Shown(DeliveryState state) {
  switch (state) {
    case DeliveryState::kPending: return "待发";
    case DeliveryState::kInFlight: return "发送中";
    case DeliveryState::kUnknown: return "结果不明";
    case DeliveryState::kDelivered: return "已送达";
    case DeliveryState::kAccepted: return "已发出";
    case DeliveryState::kDead: return "未送达";
    case DeliveryState::kSuperseded: return "已作废";
    case DeliveryState::kMerged: return "已合并";
  }
  return "";
}

void PrintDeliveries(const Store& store, int received) {
  Result<std::vector<Notification>> rows = store.NotificationsCreated(Timestamp(), kEndOfTime);
  if (!rows.ok()) return;
  std::map<DeliveryState, int> states;
  for (const Notification& row : *rows) ++states[row.state];
  std::printf("通知 %zu 条：", rows->size());
  for (const auto& [state, count] : states) std::printf("%s %d 条，", Shown(state), count);
  std::printf("接收端收到 %d 条\n", received);
}

void PrintOutages(const Store& store, const Config& config) {
  Result<std::vector<Outage>> outages = store.Outages(Timestamp(), kEndOfTime);
  if (!outages.ok()) return;
  for (const Outage& outage : *outages) {
    auto named = std::find_if(config.sources.begin(), config.sources.end(),
                              [&](const SourceConfig& source) { return source.id == outage.source; });
    const std::string name = named == config.sources.end() ? outage.source : named->name;
    const std::string until = outage.to ? config.zone.Format(*outage.to) : "未恢复";
    std::printf("监测中断：%s  %s 至 %s  %s\n", name.c_str(), config.zone.Format(outage.from).c_str(), until.c_str(),
                outage.reason.c_str());
  }
}

}  // namespace

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
  std::map<std::string, Gathered> stories;
  Result<void> scanned = (*store)->ForEachDocument(Timestamp(), kEndOfTime, [&](const DocumentRecord& record) {
    ++documents;
    matched += record.matches.empty() ? 0 : 1;
    Gathered& story = stories[record.story];
    ++story.documents;
    story.copies += record.copy_of.empty() ? 0 : 1;
    story.sources.insert(record.document.source);
    return true;
  });
  if (!scanned.ok()) return;
  std::map<std::string, int> ledger = CountLedger(ledger_path);
  std::printf("\n演示小结\n");
  std::printf("信源应答 %d 次有新内容，%d 次无变化（304）；信息 %lld 条，命中 %lld 条\n", ledger["served200"], ledger["served304"],
              static_cast<long long>(documents), static_cast<long long>(matched));
  PrintIncidents(**store, config->zone, stories);
  PrintDeliveries(**store, ledger["received"]);
  PrintOutages(**store, *config);
}

}  // namespace fenghuo
