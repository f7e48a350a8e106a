#include <string_view>
#include <utility>

#include "alerts/incident/words.h"
#include "alerts/notify/neutralise.h"
#include "alerts/statements/statements.h"
#include "alerts/tasks/tasks.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/commands/incident_book.h"

namespace fenghuo {
namespace {

std::string Text(const Json& json, const char* key) { return OneLine(TextAt(json, key)); }

std::string LevelOf(const Json& incident, const char* key) {
  int64_t level = NumberAt(incident, key).value_or(kNoLevel);
  return ShownLevel(level >= kHighestLevel && level <= kLowestLevel ? static_cast<Level>(level) : kNoLevel);
}

std::string MomentOf(const Json& json, const char* key, const Zone& zone) {
  Result<Timestamp> at = ParseRfc3339(TextAt(json, key));
  return at.ok() ? ShownMoment(zone, *at) : "";
}

std::string StateOf(const Json& incident) {
  const std::string word = TextAt(incident, "state");
  for (int state = 0; state <= static_cast<int>(IncidentState::kHandedOver); ++state) {
    if (word == Name(static_cast<IncidentState>(state))) return ShownState(static_cast<IncidentState>(state));
  }
  return OneLine(word);
}

std::string LocalityOf(const Json& incident) {
  for (Locality locality : {Locality::kLocal, Locality::kConcerned, Locality::kElsewhere, Locality::kUnknown}) {
    if (TextAt(incident, "locality") == Name(locality)) return ShownLocality(locality);
  }
  return "";
}

std::string DeliveryOf(const Json& row) {
  constexpr std::pair<std::string_view, const char*> kWords[] = {
      {"pending", "待发"},     {"in_flight", "待发"}, {"unknown", "结果待核实"},  {"delivered", "已送达"},
      {"accepted", "已发出"}, {"dead", "未送达"},      {"superseded", "已作废"}, {"merged", "已合并"}};
  const std::string state = TextAt(row, "state");
  for (const auto& [word, shown] : kWords) {
    if (state == word) return shown;
  }
  return OneLine(state);
}

// "张某", or the id of what the configuration knows no more.
std::string NameOf(const Json& json, const char* name, const char* id) {
  std::string shown = Text(json, name);
  return shown.empty() ? Text(json, id) : shown;
}

std::string Signature(const Json& incident, const Zone& zone) {
  const Json& signature = ObjectAt(incident, "acknowledgement");
  if (signature.empty()) return "";
  return NameOf(signature, "name", "person") + "，" + MomentOf(signature, "at", zone);
}

std::string Row(const char* label, const std::string& value) {
  return value.empty() ? std::string() : std::string(label) + "：" + value + "\n";
}

std::string Receivers(const Json& row) {
  std::vector<std::string> names;
  for (const Json& receiver : ListAt(row, "receivers")) names.push_back(NameOf(receiver, "name", "person"));
  return JoinShown(names);
}

// 1  权威信息发布  7月11日14:00到期  新闻宣传科负责人孙某  （国办发〔2016〕80号）
std::string ShownClocks(const Json& incident, const Zone& zone) {
  std::string lines;
  for (const Json& clock : ListAt(incident, "clocks")) {
    const Json& ended = ObjectAt(clock, "ended");
    lines += "  " + std::to_string(NumberAt(clock, "number").value_or(0)) + "  " + Text(clock, "name") + "  " +
             MomentOf(clock, "due", zone) + "到期  ";
    if (ended.empty()) {
      lines += Text(clock, "owner") + "\n";
    } else {
      lines += NameOf(ended, "name", "person") + "于" + MomentOf(ended, "at", zone) + "办结：" + Text(ended, "note") + "\n";
    }
  }
  return lines.empty() ? "" : "时限：\n" + lines;
}

std::string TaskStateOf(const Json& task) {
  for (int state = 0; state <= static_cast<int>(TaskState::kHandedOver); ++state) {
    if (TextAt(task, "state") == Name(static_cast<TaskState>(state))) return ShownState(static_cast<TaskState>(state));
  }
  return Text(task, "state");
}

// 1  餐饮科  办理中  7月11日14:00到期  周某  现场检查并留样
std::string ShownTasks(const Json& incident, const Zone& zone) {
  std::string lines;
  for (const Json& task : ListAt(incident, "tasks")) {
    lines += "  " + std::to_string(NumberAt(task, "number").value_or(0)) + "  " + NameOf(task, "unit_name", "unit") + "  " +
             TaskStateOf(task) + "  " + MomentOf(task, "due", zone) + "到期  " + NameOf(task, "owner_name", "owner") + "  " +
             Text(task, "what");
    const std::string answer = Text(task, "answer");
    lines += (answer.empty() ? "" : "；反馈：" + answer) + "\n";
  }
  return lines.empty() ? "" : "交办事项：\n" + lines;
}

// 1  首报  电话7月11日02:56前，王主任  书面7月11日03:26前，未报送
std::string ShownReports(const Json& incident, const Zone& zone) {
  std::string lines;
  auto part = [&](const Json& report, const char* name, const char* due, const char* done) {
    const Json& ended = ObjectAt(report, done);
    if (ended.empty() && TextAt(report, due).empty()) return std::string();
    std::string text = "  " + std::string(name) + MomentOf(report, due, zone) + (TextAt(report, due).empty() ? "" : "前");
    return text + (ended.empty() ? "，未报" : "，" + MomentOf(ended, "at", zone) + "已报：" + Text(ended, "note"));
  };
  for (const Json& report : ListAt(incident, "reports")) {
    lines += "  " + std::to_string(NumberAt(report, "number").value_or(0)) + "  " + Text(report, "title") +
             part(report, "电话", "phone_due", "phoned") + part(report, "书面", "written_due", "sent");
    const std::string leader = NameOf(report, "signed_by_name", "signed_by");
    lines += (leader.empty() ? "" : "  " + leader + "签发") + "\n";
  }
  return lines.empty() ? "" : "信息报送：\n" + lines;
}

const char* StatementStateOf(const Json& statement) {
  for (int state = 0; state <= static_cast<int>(StatementState::kPublished); ++state) {
    if (TextAt(statement, "state") == Name(static_cast<StatementState>(state))) return ShownState(static_cast<StatementState>(state));
  }
  return "";
}

// 1  首次通报  已核稿  待主要负责人签发  SHA-256 9f86d081…
std::string ShownStatements(const Json& incident, const Zone& zone) {
  std::string lines;
  for (const Json& statement : ListAt(incident, "statements")) {
    lines += "  " + std::to_string(NumberAt(statement, "number").value_or(0)) + "  " + Text(statement, "title") + "  " +
             StatementStateOf(statement);
    std::vector<std::string> roles;
    for (const Json& role : ListAt(statement, "waits_for")) roles.push_back(role.is_string() ? OneLine(role.get<std::string>()) : "");
    const Json& published = ObjectAt(statement, "published");
    if (!roles.empty() && TextAt(statement, "state") != Name(StatementState::kDraft)) lines += "  待" + JoinShown(roles) + "签发";
    const Json& returned = ObjectAt(statement, "returned");
    if (!returned.empty()) lines += "  退回：" + Text(returned, "note");
    const std::string hash = Text(statement, "hash");
    if (!hash.empty()) lines += "  SHA-256 " + hash;
    if (!published.empty()) {
      lines += "  " + MomentOf(published, "at", zone) + "在" + Text(statement, "place") + "发布  " + Text(statement, "link") + "  被引用" +
               std::to_string(NumberAt(statement, "quoted").value_or(0)) + "条";
    }
    lines += "\n";
  }
  return lines.empty() ? "" : "发布稿：\n" + lines;
}

// 专班：组长钱某，现场指挥李某，成员周某、卫某
std::string ShownForce(const Json& incident) {
  const Json& force = ObjectAt(incident, "task_force");
  if (force.empty()) return "";
  std::vector<std::string> members;
  for (const Json& name : ListAt(force, "member_names")) members.push_back(name.is_string() ? OneLine(name.get<std::string>()) : "");
  const std::string on_site = NameOf(force, "on_site_name", "on_site");
  return Row("专班", JoinShown({"组长" + NameOf(force, "leader_name", "leader"), on_site.empty() ? "" : "现场指挥" + on_site,
                                members.empty() ? "" : "成员" + JoinShown(members)},
                               "，"));
}

}  // namespace

std::string ShownLine(const Json& incident, const Zone& zone) {
  return Text(incident, "incident") + "  " + StateOf(incident) + "  " + LevelOf(incident, "level") + "  " + LocalityOf(incident) + "  " +
         MomentOf(incident, "opened_at", zone) + "  " + Text(incident, "title") + "\n";
}

std::string ShownCase(const Json& incident, const Zone& zone) {
  const std::string closed = MomentOf(incident, "closed_at", zone);
  std::string lines = Text(incident, "incident") + "  " + LevelOf(incident, "peak_level") + "  " + (closed.empty() ? "" : closed + "办结") +
                      "  " + Text(incident, "close_reason") + "  " + Text(incident, "title") + "\n";
  for (const char* key : {"because", "lessons"}) {
    const std::string text = Text(incident, key);
    if (!text.empty()) lines += "  " + std::string(key == std::string_view("lessons") ? "评估：" : "") + text + "\n";
  }
  return lines;
}

std::string ShownUnhandled(const Json& item, const Zone& zone) {
  return Text(item, "incident") + "  " + MomentOf(item, "since", zone) + "  " + Text(item, "what") + "\n";
}

std::string ShownPage(const Json& incident, const Zone& zone) {
  std::string page = Row("编号", Text(incident, "incident")) + Row("标题", Text(incident, "title")) +
                     Row("状态", StateOf(incident)) +
                     Row("等级", LevelOf(incident, "level") + "，最高" + LevelOf(incident, "peak_level")) +
                     Row("属地", LocalityOf(incident)) + Row("类别", Text(incident, "category")) +
                     Row("责任", Text(incident, "responsible")) + Row("立为事件", MomentOf(incident, "opened_at", zone)) +
                     Row("签收", Signature(incident, zone)) + Row("为何提醒", Text(incident, "why"));
  page += ShownForce(incident) + Row("答复口径", Text(ObjectAt(incident, "answer_line"), "text"));
  page += ShownClocks(incident, zone) + ShownTasks(incident, zone) + ShownReports(incident, zone) + ShownStatements(incident, zone);
  page += "时间线：\n";
  for (const Json& entry : ListAt(incident, "timeline")) {
    page += "  " + MomentOf(entry, "at", zone) + "  " + Text(entry, "text") + "\n";
  }
  page += "通知：\n";
  for (const Json& row : ListAt(incident, "notifications")) {
    std::string reason = Text(row, "reason");
    page += "  " + MomentOf(row, "created_at", zone) + "  " + NameOf(row, "channel_name", "channel") + "  " + Receivers(row) + "  " +
            DeliveryOf(row) + (reason.empty() ? "" : "（" + reason + "）") + "\n";
  }
  return page;
}

}  // namespace fenghuo
