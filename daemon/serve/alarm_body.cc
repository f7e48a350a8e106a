#include "daemon/serve/alarm_body.h"

#include <map>
#include <string>
#include <utility>

#include "base/hash.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/json_body.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kNameMax = 120;     // code points
constexpr size_t kSummaryMax = 300;  // code points
constexpr size_t kFingerprintMax = 64;

// Labels and annotations are texts that people write: what is no text is nothing, what is too long is cut, neither is a problem.
std::string TextOf(const Json& map, const char* name, size_t code_points_max) {
  auto found = map.find(name);
  if (found == map.end() || !found->is_string()) return "";
  return CutCodePoints(found->get_ref<const std::string&>(), code_points_max, "…");
}

// The same labels in another order are the same alert.
std::string FingerprintOf(const Json& labels) {
  std::map<std::string, std::string> sorted;
  for (const auto& [name, value] : labels.items()) sorted[name] = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string all;
  for (const auto& [name, value] : sorted) all += name + "=" + value + "\n";
  return "labels-" + Hex64(Hash64(all));
}

std::string SummaryOf(const Json& annotations) {
  for (const char* name : {"summary", "description", "message"}) {
    if (std::string text = TextOf(annotations, name, kSummaryMax); !text.empty()) return text;
  }
  return "";
}

SystemAlarm ReadAlert(const Json& json, const std::string& place, std::vector<FieldProblem>& problems) {
  SystemAlarm alarm;
  FormFields fields(json, place + ".");
  const std::string status = fields.Text("status", {.required = true});
  if (!status.empty() && status != "firing" && status != "resolved") fields.Add("status", "应为 firing 或 resolved");
  alarm.firing = status != "resolved";
  const Json& labels = fields.Object("labels");
  alarm.name = TextOf(labels, "alertname", kNameMax);
  if (alarm.name.empty()) fields.Add("labels.alertname", "不能为空");
  alarm.severity = TextOf(labels, "severity", kNameMax);
  alarm.where = TextOf(labels, "instance", kNameMax);
  if (alarm.where.empty()) alarm.where = TextOf(labels, "job", kNameMax);
  alarm.summary = SummaryOf(fields.Object("annotations"));
  alarm.fingerprint = fields.Text("fingerprint", {.characters_max = kFingerprintMax});
  if (alarm.fingerprint.empty()) alarm.fingerprint = FingerprintOf(labels);
  auto given = json.find("startsAt");
  if (given == json.end() || given->is_null()) fields.Add("startsAt", "不能为空");
  if (const std::optional<Timestamp> starts_at = fields.Time("startsAt")) alarm.starts_at = *starts_at;
  problems.insert(problems.end(), fields.problems().begin(), fields.problems().end());
  return alarm;
}

void ReadAlerts(const Json& alerts, AlarmBody& body) {
  if (alerts.size() > kAlertsMax) {
    body.problems.push_back({"alerts", "一次最多 " + std::to_string(kAlertsMax) + " 条，请在 Alertmanager 中设置 max_alerts"});
    return;
  }
  for (size_t i = 0; i < alerts.size(); ++i) {
    const std::string place = "alerts[" + std::to_string(i) + "]";
    if (alerts[i].is_object()) {
      body.alarms.push_back(ReadAlert(alerts[i], place, body.problems));
    } else {
      body.problems.push_back({place, "应为对象"});
    }
  }
}

}  // namespace

AlarmBody ReadAlarmBody(std::string_view text) {
  AlarmBody body;
  Result<Json> json = ParseJsonBody(text);
  if (!json.ok()) {
    body.problems.push_back({"", json.error().message});
    return body;
  }
  auto version = json->find("version");
  if (version == json->end() || *version != "4") body.problems.push_back({"version", "应为 \"4\"（Alertmanager 的 webhook 格式）"});
  auto alerts = json->find("alerts");
  if (alerts == json->end() || !alerts->is_array()) {
    body.problems.push_back({"alerts", "应为列表"});
  } else {
    ReadAlerts(*alerts, body);
  }
  return body;
}

}  // namespace fenghuo
