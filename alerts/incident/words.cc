#include "alerts/incident/words.h"

#include <algorithm>
#include <cstdio>

namespace fenghuo {
namespace {

constexpr size_t kHoldersNamed = 6;

std::string TwoDigits(int value) {
  char text[16];
  std::snprintf(text, sizeof(text), "%02d", value);
  return text;
}

bool SpeaksForAUnit(Role role) {
  return role == Role::kSectionHead || role == Role::kSectionLiaison || role == Role::kCountyHead ||
         role == Role::kCountyLiaison;
}

}  // namespace

std::string ShownLevel(Level level) {
  constexpr const char* kShown[] = {"仅记录", "Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"};
  return kShown[std::clamp(level, 0, kLowestLevel)];
}

std::string ShownLevel(Level level, const Policies& policies) {
  const std::string& name = policies.levels[std::clamp(level, 0, kLowestLevel)].name;
  return ShownLevel(level) + (name.empty() ? "" : "（" + name + "）");
}

const char* ShownLocality(Locality locality) {
  switch (locality) {
    case Locality::kLocal: return "本地";
    case Locality::kConcerned: return "涉本地";
    case Locality::kElsewhere: return "外地关联";
    case Locality::kUnknown: return "不明";
  }
  return "";
}

const char* ShownState(IncidentState state) {
  switch (state) {
    case IncidentState::kDetected: return "新发现";
    case IncidentState::kNotified: return "已通知";
    case IncidentState::kAcknowledged: return "已签收";
    case IncidentState::kAssessed: return "已研判";
    case IncidentState::kHandling: return "处置中";
    case IncidentState::kStatement: return "已发布";
    case IncidentState::kWatching: return "持续关注";
    case IncidentState::kClosed: return "已办结";
    case IncidentState::kReviewed: return "已评估";
    case IncidentState::kMerged: return "并案";
    case IncidentState::kHandedOver: return "转出";
  }
  return "";
}

const char* ShownAction(ActionKind kind) {
  switch (kind) {
    case ActionKind::kAcknowledge: return "签收";
    case ActionKind::kAssess: return "研判定级";
    case ActionKind::kHandle: return "转入处置";
    case ActionKind::kStatement: return "登记发布";
    case ActionKind::kWatch: return "持续关注";
    case ActionKind::kClose: return "办结";
    case ActionKind::kReview: return "评估";
    case ActionKind::kReopen: return "重新打开";
    case ActionKind::kEscalate: return "报带班领导";
    case ActionKind::kNote: return "填写办理记录";
    case ActionKind::kHandOver: return "转出";
  }
  return "";
}

const char* ShownRole(Role role) {
  switch (role) {
    case Role::kDesk: return "值班员";
    case Role::kLeaderOnDuty: return "带班领导";
    case Role::kDeputyInCharge: return "分管局领导";
    case Role::kDirector: return "主要负责人";
    case Role::kPublicityHead: return "新闻宣传科负责人";
    case Role::kSectionHead: return "科室负责人";
    case Role::kSectionLiaison: return "科室联络员";
    case Role::kCountyHead: return "县区局负责人";
    case Role::kCountyLiaison: return "县区局联络员";
    case Role::kTaskForce: return "专班成员";
    case Role::kOperations: return "运维";
  }
  return "";
}

const char* ShownUrgency(Urgency urgency) {
  switch (urgency) {
    case Urgency::kDigest: return "列入合并通知";
    case Urgency::kSilent: return "不响铃";
    case Urgency::kMessage: return "消息";
    case Urgency::kRing: return "响铃";
  }
  return "";
}

std::string ToldHow(Urgency urgency) { return "（" + std::string(ShownUrgency(urgency)) + "）"; }

std::string ShownDay(const Zone& zone, Timestamp at) {
  CivilTime local = zone.Local(at);
  return std::to_string(local.month) + "月" + std::to_string(local.day) + "日";
}

std::string ShownTime(const Zone& zone, Timestamp at) {
  CivilTime local = zone.Local(at);
  return TwoDigits(local.hour) + ":" + TwoDigits(local.minute);
}

std::string ShownMoment(const Zone& zone, Timestamp at) { return ShownDay(zone, at) + ShownTime(zone, at); }

std::string ShownDeadline(const Zone& zone, Timestamp by, Timestamp now) {
  return zone.StartOfDay(by) == zone.StartOfDay(now) ? ShownTime(zone, by) : ShownMoment(zone, by);
}

std::string ShownLength(Duration length) {
  int64_t whole = std::chrono::floor<minutes>(length).count();
  if (whole < 1) return "不到1分";
  int64_t days = whole / (24 * 60);
  int64_t hour = whole / 60 % 24;
  int64_t minute = whole % 60;
  std::string text;
  if (days > 0) text += std::to_string(days) + "天";
  if (hour > 0) text += std::to_string(hour) + "小时";
  if (minute > 0 && days == 0) text += std::to_string(minute) + "分";
  return text;
}

// 十二 of 12, as far as anybody counts.
std::string ShownSerial(int serial) {
  constexpr const char* kSerials[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  if (serial < 1 || serial > 99) return std::to_string(serial);
  if (serial <= 10) return kSerials[serial];
  return std::string(serial < 20 ? "" : kSerials[serial / 10]) + "十" + kSerials[serial % 10];
}

std::string JoinShown(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string ShownPerson(const Roster& roster, const std::string& id) {
  const Person* person = roster.FindPerson(id);
  return person == nullptr || person->name.empty() ? id : person->name;
}

std::string ShownHolder(const Roster& roster, const Holder& holder) {
  if (holder.person == nullptr) return "";
  std::string role = ShownRole(holder.role);
  const Unit* unit = roster.FindUnit(holder.person->unit);
  if (SpeaksForAUnit(holder.role) && unit != nullptr) {
    bool liaison = holder.role == Role::kSectionLiaison || holder.role == Role::kCountyLiaison;
    role = unit->name + (liaison ? "联络员" : "负责人");
  }
  return role + ShownPerson(roster, holder.person->id);
}

std::string ShownHolders(const Roster& roster, const std::vector<Holder>& holders) {
  std::vector<std::string> names;
  for (const Holder& holder : holders) {
    if (names.size() < kHoldersNamed) names.push_back(ShownHolder(roster, holder));
  }
  std::string text = JoinShown(names);
  if (holders.size() > kHoldersNamed) text += "等" + std::to_string(holders.size()) + "人";
  return text;
}

std::string ShownUnits(const Roster& roster, const std::vector<std::string>& units) {
  std::vector<std::string> names;
  for (const std::string& id : units) {
    const Unit* unit = roster.FindUnit(id);
    names.push_back(unit == nullptr || unit->name.empty() ? id : unit->name);
  }
  return JoinShown(names);
}

}  // namespace fenghuo
