#include "alerts/notify/system_alarms.h"

#include <algorithm>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;
using ByFingerprint = std::map<std::string, StandingAlarm>;

constexpr size_t kListed = 20;

// What alerts/notify/alertmanager calls its alerts.
bool IsOurs(const SystemAlarm& alarm) { return alarm.name == "PublicOpinion" || alarm.name == "FenghuoNotice"; }

void Begin(const SystemAlarm& alarm, Timestamp now, ByFingerprint& standing, AlarmTurn& turn) {
  auto known = standing.find(alarm.fingerprint);
  const bool anew = known == standing.end() || alarm.starts_at > known->second.starts_at;
  if (anew) {
    standing[alarm.fingerprint] = {alarm.fingerprint, alarm.name, alarm.where, alarm.starts_at, now};
    turn.begun.push_back(alarm);
  } else {
    known->second.seen_at = now;
    turn.repeated += 1;
  }
}

void End(const SystemAlarm& alarm, ByFingerprint& standing, AlarmTurn& turn) {
  auto known = standing.find(alarm.fingerprint);
  if (known == standing.end() || alarm.starts_at < known->second.starts_at) {
    turn.repeated += 1;
    return;
  }
  turn.ended.push_back(std::move(known->second));
  standing.erase(known);
}

void Forget(Timestamp now, ByFingerprint& standing) {
  std::erase_if(standing, [&](const auto& one) { return one.second.seen_at + kStandsUnrepeated < now; });
  while (standing.size() > kStandingMax) {
    standing.erase(std::min_element(standing.begin(), standing.end(), [](const auto& a, const auto& b) {
      return a.second.seen_at < b.second.seen_at;
    }));
  }
}

Message Empty(MessageKind kind, const Desk& desk, Timestamp now) {
  Message message;
  message.kind = kind;
  message.city = desk.city;
  message.desk_phone = desk.roster.staff().desk_phone;
  message.at = now;
  return message;
}

// 磁盘将满（critical），db-1：/var 使用率97%，自7月11日02:14起
std::string Shown(const SystemAlarm& alarm, const Desk& desk) {
  std::string text = alarm.name;
  if (!alarm.severity.empty()) text += "（" + alarm.severity + "）";
  if (!alarm.where.empty()) text += "，" + alarm.where;
  if (!alarm.summary.empty()) text += "：" + alarm.summary;
  return text + "，自" + ShownMoment(desk.zone, alarm.starts_at) + "起";
}

std::string ShownOver(const StandingAlarm& alarm, Timestamp now) {
  std::string text = alarm.name;
  if (!alarm.where.empty()) text += "，" + alarm.where;
  return text + "：已恢复，历时" + ShownLength(std::max(Duration(0), now - alarm.starts_at));
}

void PutLines(const std::string& heading, const std::vector<std::string>& items, Message& message) {
  if (items.size() == 1) {
    message.lines = {heading + items.front()};
    return;
  }
  message.lines = {heading + "共" + std::to_string(items.size()) + "项"};
  for (size_t i = 0; i < items.size() && i < kListed; ++i) message.lines.push_back(items[i]);
  if (items.size() > kListed) message.lines.push_back("另有" + std::to_string(items.size() - kListed) + "项，请到原监控系统查看");
}

std::string TextIn(const Json& json, const char* name) {
  auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

Timestamp TimeIn(const Json& json, const char* name) {
  auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? FromUnixMillis(found->get<int64_t>()) : Timestamp();
}

}  // namespace

AlarmTurn TakeSystemAlarms(const std::vector<StandingAlarm>& standing, const std::vector<SystemAlarm>& told, Timestamp now) {
  AlarmTurn turn;
  ByFingerprint by_fingerprint;
  for (const StandingAlarm& alarm : standing) by_fingerprint[alarm.fingerprint] = alarm;
  for (const SystemAlarm& alarm : told) {
    if (IsOurs(alarm)) {
      turn.own += 1;
    } else if (alarm.firing) {
      Begin(alarm, now, by_fingerprint, turn);
    } else {
      End(alarm, by_fingerprint, turn);
    }
  }
  Forget(now, by_fingerprint);
  for (auto& [fingerprint, alarm] : by_fingerprint) turn.standing.push_back(std::move(alarm));
  return turn;
}

bool WakesSomebody(const std::vector<SystemAlarm>& begun) {
  return std::any_of(begun.begin(), begun.end(), [](const SystemAlarm& alarm) {
    return alarm.severity == "critical" || alarm.severity == "page";
  });
}

Message SystemAlarmMessage(const std::vector<SystemAlarm>& begun, const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kSystemAlarm, desk, now);
  std::vector<std::string> items;
  for (const SystemAlarm& alarm : begun) items.push_back(Shown(alarm, desk));
  PutLines("【系统告警】", items, message);
  return message;
}

Message SystemClearMessage(const std::vector<StandingAlarm>& ended, const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kSystemClear, desk, now);
  std::vector<std::string> items;
  for (const StandingAlarm& alarm : ended) items.push_back(ShownOver(alarm, now));
  PutLines("【系统告警解除】", items, message);
  return message;
}

std::string KeptAlarms(const std::vector<StandingAlarm>& standing) {
  if (standing.empty()) return "";
  Json kept = Json::array();
  for (const StandingAlarm& alarm : standing) {
    kept.push_back({{"fingerprint", alarm.fingerprint},
                    {"name", alarm.name},
                    {"where", alarm.where},
                    {"starts_at", ToUnixMillis(alarm.starts_at)},
                    {"seen_at", ToUnixMillis(alarm.seen_at)}});
  }
  return kept.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<StandingAlarm> ParseKeptAlarms(const std::string& kept) {
  std::vector<StandingAlarm> standing;
  const Json json = Json::parse(kept, nullptr, /*allow_exceptions=*/false);
  if (!json.is_array()) return standing;
  for (const Json& one : json) {
    if (!one.is_object() || TextIn(one, "fingerprint").empty()) continue;
    standing.push_back(
        {TextIn(one, "fingerprint"), TextIn(one, "name"), TextIn(one, "where"), TimeIn(one, "starts_at"), TimeIn(one, "seen_at")});
  }
  return standing;
}

}  // namespace fenghuo
