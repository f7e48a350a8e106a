#include "daemon/commands/drill_shown.h"

#include <string_view>
#include <utility>
#include <vector>

#include "alerts/incident/words.h"
#include "alerts/notify/neutralise.h"
#include "daemon/commands/foreign_fields.h"

namespace fenghuo {
namespace {

std::string Text(const Json& json, const char* key) { return OneLine(TextAt(json, key)); }

bool FlagAt(const Json& json, const char* key) { return json.contains(key) && json.at(key) == true; }

std::string MomentOf(const Json& json, const char* key, const Zone& zone) {
  Result<Timestamp> at = ParseRfc3339(TextAt(json, key));
  return at.ok() ? ShownMoment(zone, *at) : "";
}

std::string NameOf(const Json& json) {
  const std::string name = Text(json, "name");
  return name.empty() ? Text(json, "person") : name;
}

std::string MilestoneName(const std::string& word) {
  constexpr std::pair<std::string_view, const char*> kNames[] = {
      {"first_notice", "首次通知"}, {"acknowledged", "签收"}, {"assessed", "研判"}, {"statement", "发布"}, {"closed", "办结"}};
  for (const auto& [name, shown] : kNames) {
    if (word == name) return shown;
  }
  return OneLine(word);
}

std::string LengthOf(const Json& json, const char* key) {
  std::optional<int64_t> length = NumberAt(json, key);
  if (!length) return "";
  if (*length < 60) return std::to_string(*length) + "秒";
  return ShownLength(seconds(*length)) + (*length % 3600 < 60 ? "" : "钟");  // 5小时, 10分钟, 1小时30分钟
}

// 签收  用时6分钟  要求10分钟内  达标
std::string ShownMilestone(const Json& milestone) {
  const std::string measured = LengthOf(milestone, "measured_seconds");
  const std::string expected = LengthOf(milestone, "expected_seconds");
  std::string line = "    " + MilestoneName(TextAt(milestone, "name")) + "  " + (measured.empty() ? "未完成" : "用时" + measured);
  if (expected.empty()) return line + "\n";
  line += "  要求" + expected + "内";
  if (!milestone.contains("in_time")) return line + "  未到期\n";
  line += FlagAt(milestone, "in_time") ? "  达标" : measured.empty() ? "  逾时未完成" : "  超时";
  return line + "\n";
}

std::string ShownCase(const Json& one, const Zone& zone) {
  const int64_t level = NumberAt(one, "level").value_or(kNoLevel);
  const bool known = level >= kHighestLevel && level <= kLowestLevel;
  std::string text = "  " + Text(one, "number") + "  最高" + ShownLevel(known ? static_cast<Level>(level) : kNoLevel) + "  " +
                     Text(one, "title") + "\n";
  text += "    首条信息  " + MomentOf(one, "first_document", zone) + "\n";
  for (const Json& milestone : ListAt(one, "milestones")) text += ShownMilestone(milestone);
  const int64_t chases = NumberAt(one, "chases").value_or(0);
  return text + (chases == 0 ? "" : "    催办和逐级通知" + std::to_string(chases) + "次\n");
}

std::string ShownDrillPerson(const Json& person, const Zone& zone) {
  const std::string told = MomentOf(person, "told_at", zone);
  const std::string answered = MomentOf(person, "answered_at", zone);
  std::vector<std::string> channels;
  for (const Json& channel : ListAt(person, "channels")) {
    if (channel.is_string()) channels.push_back(OneLine(channel.get<std::string>()));
  }
  std::string line = "  " + NameOf(person) + (FlagAt(person, "participant") ? "（参演）" : "") + "  ";
  line += told.empty() ? "没有直接通知到本人" : told + "通知（" + JoinShown(channels) + "）";
  return line + (answered.empty() ? "，未答复\n" : "，" + answered + "答复\n");
}

std::string Section(const std::string& title, const std::string& lines) {
  return title + "\n" + (lines.empty() ? "  无\n" : lines);
}

}  // namespace

std::string ShownDrillLine(const Json& drill, const Zone& zone) {
  std::string line = std::to_string(NumberAt(drill, "drill").value_or(0)) + "  " + Text(drill, "name") + "  " +
                     MomentOf(drill, "started_at", zone) + "开始";
  const std::string ended = MomentOf(drill, "ended_at", zone);
  line += ended.empty() ? "，正在进行" : "，" + ended + "结束（" + Text(drill, "end_reason") + "）";
  const std::string mirror = Text(drill, "mirror");
  return line + (mirror.empty() ? "" : "，镜像到" + mirror) + "\n";
}

std::string ShownDrillReport(const Json& drill, const Zone& zone) {
  std::vector<std::string> participants;
  for (const Json& one : ListAt(drill, "participants")) participants.push_back(Text(one, "name"));
  std::string text = "【演练】演练报告\n" + ShownDrillLine(drill, zone);
  text += "组织：" + NameOf(ObjectAt(drill, "started_by")) + "　参演：" + JoinShown(participants) + "\n";
  text += "投放信息" + std::to_string(NumberAt(drill, "documents_told").value_or(0)) + "/" +
          std::to_string(NumberAt(drill, "documents").value_or(0)) + "条，消息送达" +
          std::to_string(NumberAt(drill, "delivered").value_or(0)) + "条，未送达" + std::to_string(NumberAt(drill, "lost").value_or(0)) + "条\n";
  std::string cases;
  for (const Json& one : ListAt(drill, "cases")) cases += ShownCase(one, zone);
  std::string people;
  for (const Json& person : ListAt(drill, "people")) people += ShownDrillPerson(person, zone);
  std::string unanswered;
  for (const Json& sentence : ListAt(drill, "unanswered")) {
    if (sentence.is_string()) unanswered += "  " + OneLine(sentence.get<std::string>()) + "\n";
  }
  return text + Section("一、处置用时（自首条信息起）", cases) + Section("二、通知与答复", people) + Section("三、未完成事项", unanswered);
}

}  // namespace fenghuo
