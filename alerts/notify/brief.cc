#include "alerts/notify/brief.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "alerts/incident/unhandled.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

constexpr size_t kNamesInALine = 8;
constexpr size_t kIncidentsListed = 20;
// Fewer may die of themselves at the same time.
constexpr int kTogetherMin = 3;

Message Empty(MessageKind kind, const Desk& desk, Timestamp now) {
  Message message;
  message.kind = kind;
  message.city = desk.city;
  message.desk_phone = desk.roster.staff().desk_phone;
  message.at = now;
  return message;
}

// What an officer is waiting for: 待签收 until somebody has signed, then the state.
std::string Standing(const Incident& incident) {
  return AwaitsSignature(incident) ? "待签收" : ShownState(incident.state);
}

std::string Named(const std::vector<std::string>& names, const char* unit) {
  std::vector<std::string> shown = names;
  if (shown.size() > kNamesInALine) shown.resize(kNamesInALine);
  std::string text = JoinShown(shown);
  if (names.size() > kNamesInALine) text += "等" + std::to_string(names.size()) + unit;
  return text;
}

// 昨夜22时 when it is that, else the moment.
std::string Since(const Desk& desk, Timestamp since, Timestamp now) {
  CivilTime from = desk.zone.Local(since);
  bool last_night = desk.zone.StartOfDay(since) < desk.zone.StartOfDay(now) && now - since < hours(24) &&
                    from.hour * 60 + from.minute == desk.policies.night.from.minutes && from.minute == 0;
  if (last_night) return "昨夜" + std::to_string(from.hour) + "时";
  return ShownDeadline(desk.zone, since, now);
}

std::string CountedStates(const std::vector<const Incident*>& incidents) {
  std::map<std::string, int> counts;
  std::vector<std::string> order;
  for (const Incident* incident : incidents) {
    std::string standing = Standing(*incident);
    if (counts[standing]++ == 0) order.push_back(standing);
  }
  if (order.size() == 1) return order.front();
  std::vector<std::string> parts;
  for (const std::string& standing : order) parts.push_back(standing + std::to_string(counts[standing]) + "起");
  return "（" + JoinShown(parts) + "）";
}

// Ⅱ级1起（0711-03处置中）；Ⅲ级2起待签收；Ⅳ级11起已合并
std::string OpenedByLevel(const std::vector<Incident>& opened) {
  std::vector<std::string> parts;
  for (Level level = kHighestLevel; level <= kLowestLevel; ++level) {
    std::vector<const Incident*> of_level;
    std::vector<std::string> each;
    for (const Incident& incident : opened) {
      if (incident.level != level) continue;
      of_level.push_back(&incident);
      each.push_back(incident.number + Standing(incident));
    }
    if (of_level.empty()) continue;
    std::string part = ShownLevel(level) + std::to_string(of_level.size()) + "起";
    if (level <= 2) {
      part += "（" + Named(each, "起") + "）";
    } else {
      part += level == kLowestLevel ? "已合并" : CountedStates(of_level);
    }
    parts.push_back(part);
  }
  return parts.empty() ? "无新增舆情事件" : JoinShown(parts, "；");
}

// ；再次升温1起（0706-01待签收）
std::string Reopened(const BriefFacts& facts) {
  std::vector<std::string> each;
  for (const Incident& incident : facts.open) {
    const bool again = !incident.reopened_at.empty() && incident.reopened_at.back() >= facts.since;
    if (again && incident.opened_at < facts.since) each.push_back(incident.number + Standing(incident));
  }
  if (each.empty()) return "";
  return "；再次升温" + std::to_string(each.size()) + "起（" + Named(each, "起") + "）";
}

std::string DueToday(const BriefFacts& facts, const Desk& desk, Timestamp now) {
  std::vector<std::pair<Timestamp, std::string>> due;
  for (const Incident& incident : facts.open) {
    std::optional<Timestamp> by;
    if (AwaitsSignature(incident)) by = incident.escalation.acknowledge_by;
    if (incident.watch_until) by = incident.watch_until;
    std::vector<Timestamp> times = DueTimes(incident);
    if (by) times.push_back(*by);
    for (Timestamp at : times) {
      if (at >= now && desk.zone.StartOfDay(at) == desk.zone.StartOfDay(now)) due.push_back({at, incident.number});
    }
  }
  if (due.empty()) return "今日到期：无";
  std::sort(due.begin(), due.end());
  std::vector<std::string> items;
  for (const auto& [by, number] : due) items.push_back(number + " " + ShownTime(desk.zone, by) + "前");
  return "今日到期：" + std::to_string(due.size()) + "件（" + JoinShown(items, "，") + "）";
}

std::string Counted(const char* what, const std::vector<Incident>& incidents) {
  if (incidents.empty()) return "";
  std::vector<std::string> numbers;
  for (const Incident& incident : incidents) numbers.push_back(incident.number);
  return what + std::to_string(numbers.size()) + "起（" + Named(numbers, "起") + "）";
}

// Reports, tasks and clocks that are late: 超期未办：2件（0709-01、0710-05）
std::string LateItems(const BriefFacts& facts, Timestamp now) {
  int64_t items = 0;
  std::vector<std::string> numbers;
  for (const Incident& incident : facts.open) {
    const std::vector<Timestamp> times = DueTimes(incident);
    const int64_t late = std::count_if(times.begin(), times.end(), [now](Timestamp at) { return at < now; });
    if (late > 0) numbers.push_back(incident.number);
    items += late;
  }
  return items == 0 ? "" : "超期未办：" + std::to_string(items) + "件（" + Named(numbers, "起") + "）";
}

std::vector<Incident> WatchesOver(const BriefFacts& facts) {
  std::vector<Incident> over;
  std::copy_if(facts.open.begin(), facts.open.end(), std::back_inserter(over), IsWatchOver);
  return over;
}

std::string Elsewhere(const BriefFacts& facts, const Desk& desk) {
  int count = 0;
  std::vector<std::string> sections;
  for (const Incident& incident : facts.opened) {
    if (incident.locality != Locality::kElsewhere) continue;
    ++count;
    for (const std::string& section : incident.departments) {
      if (std::find(sections.begin(), sections.end(), section) == sections.end()) sections.push_back(section);
    }
  }
  if (count == 0) return "";
  std::string text = "外地关联：" + std::to_string(count) + "起";
  return sections.empty() ? text : text + "，请" + ShownUnits(desk.roster, sections) + "排查";
}

std::string Watching(const BriefFacts& facts) {
  size_t broken = facts.sources_broken.size();
  std::string total = std::to_string(facts.sources_total);
  std::string fine = std::to_string(std::max<int64_t>(0, facts.sources_total - static_cast<int64_t>(broken)));
  std::string text = "监测：信源" + fine + "/" + total + "正常";
  if (broken > 0) text += "，中断" + std::to_string(broken) + "个（" + Named(facts.sources_broken, "个") + "）";
  text += facts.channels_broken.empty() ? "；通知通道正常" : "；通知通道异常：" + JoinShown(facts.channels_broken);
  if (facts.dead_letters > 0) text += "；未送达" + std::to_string(facts.dead_letters) + "条，请上线查看";
  return text;
}

// 、暂停提醒2条（最迟至12:00）
std::string Silenced(const BriefFacts& facts, const Desk& desk, Timestamp now) {
  if (facts.silences == 0) return "";
  const std::string until = ShownDeadline(desk.zone, facts.silences_until, now);
  return "、暂停提醒" + std::to_string(facts.silences) + "条（" + (facts.silences > 1 ? "最迟至" : "至") + until + "）";
}

std::string HandOver(const BriefFacts& facts, const Desk& desk, Timestamp now) {
  auto waiting = std::count_if(facts.open.begin(), facts.open.end(), AwaitsSignature);
  std::string load =
      "未结" + std::to_string(facts.open.size()) + "起、待签收" + std::to_string(waiting) + "起" + Silenced(facts, desk, now);
  std::string before = ShownPerson(desk.roster, facts.desk_before);
  std::string next = ShownPerson(desk.roster, facts.desk_next);
  if (before.empty() && next.empty()) return "值班：" + load;
  if (before == next || before.empty() || next.empty()) return "值班" + (next.empty() ? before : next) + "：" + load;
  return "交班" + before + "→接班" + next + "：" + load;
}

std::string ListLine(const Incident& incident) {
  std::string line = incident.number + " " + ShownLevel(incident.level) + "·" + ShownLocality(incident.locality);
  if (!incident.category.empty()) line += "·" + incident.category;
  return line + "：" + incident.title + "（" + Standing(incident) + "）";
}

// The rules list it, and no message of its own said so.
bool IsListed(const Incident& incident) { return incident.escalation.digest && incident.told.empty(); }

void AddListed(const std::vector<const Incident*>& incidents, std::vector<std::string>& lines) {
  for (size_t i = 0; i < incidents.size() && i < kIncidentsListed; ++i) lines.push_back(ListLine(*incidents[i]));
  if (incidents.size() > kIncidentsListed) {
    lines.push_back("另有" + std::to_string(incidents.size() - kIncidentsListed) + "起，请上线查看");
  }
}

std::string Trouble(const SourceTrouble& trouble) {
  std::string text = trouble.name + "：" + trouble.state;
  return trouble.detail.empty() ? text : text + "（" + trouble.detail + "）";
}

std::vector<std::string> NamesOf(const std::vector<SourceTrouble>& troubles) {
  std::vector<std::string> names;
  for (const SourceTrouble& trouble : troubles) names.push_back(trouble.name);
  return names;
}

}  // namespace

Message MorningBrief(const BriefFacts& facts, const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kBrief, desk, now);
  message.lines.push_back("【值班早报】" + ShownMoment(desk.zone, now) + "  " + Since(desk, facts.since, now) + "以来：" +
                          OpenedByLevel(facts.opened) + Reopened(facts));
  message.lines.push_back(
      JoinShown({DueToday(facts, desk, now), Counted("超期未签收：", facts.overdue), LateItems(facts, now),
                 Counted("持续关注期满未办结：", WatchesOver(facts)), Elsewhere(facts, desk)},
                "  "));
  message.lines.push_back(Watching(facts));
  message.lines.push_back(HandOver(facts, desk, now));
  std::vector<const Incident*> listed;
  for (const Incident& incident : facts.opened) {
    if (!IsOver(incident.state) && incident.level < kLowestLevel && IsListed(incident)) listed.push_back(&incident);
  }
  std::stable_sort(listed.begin(), listed.end(),
                   [](const Incident* a, const Incident* b) { return IsHigher(a->level, b->level); });
  AddListed(listed, message.lines);
  // Whoever rewrites the chain later cannot rewrite what was sent.
  if (!facts.audit_head.empty()) message.lines.push_back("审计校验：" + facts.audit_head + "（留存备查）");
  return message;
}

Message Digest(const BriefFacts& facts, const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kDigest, desk, now);
  std::vector<const Incident*> listed;
  for (const Incident& incident : facts.opened) {
    if (!IsOver(incident.state) && incident.escalation.digest) listed.push_back(&incident);
  }
  std::stable_sort(listed.begin(), listed.end(),
                   [](const Incident* a, const Incident* b) { return IsHigher(a->level, b->level); });
  std::vector<const Incident*> late;
  const std::vector<Incident> watched = WatchesOver(facts);
  for (const std::vector<Incident>* incidents : {&facts.overdue, &watched}) {
    for (const Incident& incident : *incidents) {
      auto same = [&](const Incident* other) { return other->id == incident.id; };
      if (std::none_of(listed.begin(), listed.end(), same)) late.push_back(&incident);
    }
  }
  if (listed.empty() && late.empty()) return message;
  std::vector<std::string> parts;
  if (!listed.empty()) parts.push_back("新增" + std::to_string(listed.size()) + "起");
  if (!facts.overdue.empty()) parts.push_back("超期未签收" + std::to_string(facts.overdue.size()) + "起");
  if (!watched.empty()) parts.push_back("持续关注期满未办结" + std::to_string(watched.size()) + "起");
  message.lines.push_back("【合并通知】" + ShownMoment(desk.zone, now) + "  " + Since(desk, facts.since, now) + "以来：" +
                          JoinShown(parts, "；"));
  AddListed(listed, message.lines);
  AddListed(late, message.lines);
  return message;
}

Message SourceAlarm(const std::vector<SourceTrouble>& troubles, int sources, const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kSourceAlarm, desk, now);
  if (troubles.size() == 1) {
    message.lines.push_back("【信源异常】" + Trouble(troubles.front()) + "，自" +
                            ShownMoment(desk.zone, troubles.front().since) + "起");
    return message;
  }
  message.lines.push_back("【信源异常】" + std::to_string(troubles.size()) + "个信源异常");
  const int count = static_cast<int>(troubles.size());
  if (count >= kTogetherMin && 2 * count >= sources) message.lines.push_back("半数以上信源同时异常，可能是本机网络故障，请先检查本机网络");
  for (const SourceTrouble& trouble : troubles) {
    message.lines.push_back(Trouble(trouble) + "，自" + ShownMoment(desk.zone, trouble.since) + "起");
  }
  return message;
}

Message SourceClear(const std::vector<SourceTrouble>& over, const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kSourceClear, desk, now);
  auto cleared = [&](const SourceTrouble& trouble) {
    return trouble.name + "已恢复，中断" + ShownLength(trouble.until - trouble.since) + "（" + trouble.state + "）";
  };
  if (over.size() == 1) {
    message.lines.push_back("【信源恢复】" + cleared(over.front()));
    return message;
  }
  message.lines.push_back("【信源恢复】" + std::to_string(over.size()) + "个信源已恢复");
  for (const SourceTrouble& trouble : over) message.lines.push_back(cleared(trouble));
  return message;
}

Message WatchingImpaired(const std::vector<SourceTrouble>& troubles, const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kImpaired, desk, now);
  message.lines.push_back("【监测中断】请人工巡查下列网站：" + Named(NamesOf(troubles), "个"));
  return message;
}

Message WatchingRestored(const Desk& desk, Timestamp now) {
  Message message = Empty(MessageKind::kRestored, desk, now);
  message.lines.push_back("【监测恢复】" + ShownMoment(desk.zone, now) + "起监测恢复正常，不必再人工巡查");
  return message;
}

}  // namespace fenghuo
