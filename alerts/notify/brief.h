// The messages that come by the clock or about the watching itself, not about one incident.
//
//   Message brief = MorningBrief(facts, desk, now);          // 值班早报, always sent, also when nothing happened
//   Message alarm = SourceAlarm({{.name = "本地论坛", .state = "登录页"}}, 40, desk, now);
//
// Texts: reference bureau.md 3. Source alarms go to operations; the desk gets one line when watching is impaired for 30
// minutes and one when it is over.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_BRIEF_H_
#define FENGHUO_ALERTS_NOTIFY_BRIEF_H_

#include <string>
#include <vector>

#include "alerts/escalation/time_of_day.h"  // NextTimeOfDay: when the next brief or digest comes
#include "alerts/incident/decide.h"
#include "alerts/incident/incident.h"
#include "alerts/notify/message.h"

namespace fenghuo {

// What the last night, or the hours since the last digest, were like.
struct BriefFacts {
  Timestamp since;
  std::vector<Incident> opened;          // since then, by time
  std::vector<Incident> open;            // all that are not over
  std::vector<Incident> overdue;         // not signed for in time
  int sources_total = 0;
  std::vector<std::string> sources_broken;  // shown names
  int dead_letters = 0;
  std::vector<std::string> channels_broken;
  int silences = 0;         // 暂停提醒 that are active now
  Timestamp silences_until; // the latest end of them
  std::string audit_head;   // as ShownAuditHead() gives it, or empty
  std::string desk_before;  // 交班, person id
  std::string desk_next;    // 接班, person id
};

// What is late stands in it until somebody acts: not signed for, or 持续关注 at its end and not closed.
Message MorningBrief(const BriefFacts& facts, const Desk& desk, Timestamp now);

// 合并通知: what is listed and what is late; `lines` is empty when there is neither, and the caller sends none.
Message Digest(const BriefFacts& facts, const Desk& desk, Timestamp now);

struct SourceTrouble {
  std::string name;    // of the source, as shown
  std::string state;   // what is wrong, Chinese: 登录页, 无内容, 抓取失败 …
  std::string detail;  // one line, may hold hostile text
  Timestamp since;
  Timestamp until{};   // of one that is over
};

// `sources` is how many the office has: when half of them and three at least die together, the message says where to look first.
Message SourceAlarm(const std::vector<SourceTrouble>& troubles, int sources, const Desk& desk, Timestamp now);
Message SourceClear(const std::vector<SourceTrouble>& over, const Desk& desk, Timestamp now);
Message WatchingImpaired(const std::vector<SourceTrouble>& troubles, const Desk& desk, Timestamp now);
Message WatchingRestored(const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_BRIEF_H_
