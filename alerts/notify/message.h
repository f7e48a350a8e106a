// A Message is what somebody is told, before any channel has given it its shape. Plain data that storage keeps.
//
// Every text field may hold hostile text from the web; the renderer of each channel neutralises it.

#ifndef FENGHUO_ALERTS_NOTIFY_MESSAGE_H_
#define FENGHUO_ALERTS_NOTIFY_MESSAGE_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

enum class MessageKind {
  kFirst,         // an incident was opened (or reopened)
  kRaised,        // 提级
  kReminder,      // 催办: not signed for yet
  kEscalation,    // the next in the chain is told
  kAcknowledged,  // told to those who were told before
  kClosed,
  kBrief,         // 值班早报
  kDigest,
  kSourceAlarm,   // to operations
  kSourceClear,
  kImpaired,      // to the desk: watching is impaired
  kRestored,
  kChannelAlarm,  // a dead letter or a channel out of order, by another channel
  kRosterGap,
  kTest,
  kDeadline,      // something of an incident has to be done by a time, or was not
  kShiftChange,   // 交接班单, to whoever comes; to the leader when they do not accept it
  kSystemAlarm,   // what another monitoring system says is wrong with the machines, to operations
  kSystemClear,
};

// Words of the wire.
constexpr const char* Name(MessageKind kind) {
  switch (kind) {
    case MessageKind::kFirst: return "first";
    case MessageKind::kRaised: return "raised";
    case MessageKind::kReminder: return "reminder";
    case MessageKind::kEscalation: return "escalation";
    case MessageKind::kAcknowledged: return "acknowledged";
    case MessageKind::kClosed: return "closed";
    case MessageKind::kBrief: return "brief";
    case MessageKind::kDigest: return "digest";
    case MessageKind::kSourceAlarm: return "source_alarm";
    case MessageKind::kSourceClear: return "source_clear";
    case MessageKind::kImpaired: return "impaired";
    case MessageKind::kRestored: return "restored";
    case MessageKind::kChannelAlarm: return "channel_alarm";
    case MessageKind::kRosterGap: return "roster_gap";
    case MessageKind::kTest: return "test";
    case MessageKind::kDeadline: return "deadline";
    case MessageKind::kShiftChange: return "shift_change";
    case MessageKind::kSystemAlarm: return "system_alarm";
    case MessageKind::kSystemClear: return "system_clear";
  }
  return "";
}

struct Message {
  MessageKind kind = MessageKind::kTest;
  // The incident, where there is one.
  std::string incident;  // id
  std::string number;    // 0711-03
  Level level = kNoLevel;
  Level level_before = kNoLevel;  // for kRaised
  Locality locality = Locality::kUnknown;
  std::string city;       // 本市
  std::string category;   // 校园用餐
  std::string title;      // the thing, from the web
  std::string state;      // 待研判, 待签收 …
  std::string why;        // 为何提醒
  std::string unproved;   // the facts as stated, quoted: “12名学生送医”
  std::string first_seen; // 7月11日02:14，本地论坛
  std::string responsible;  // 餐饮科、某区局
  std::string ask;        // 请值班员张某02:36前签收 … 逾时自动通知 …
  std::string desk_phone;
  bool drill = false;
  // Everything that is not about one incident: complete lines.
  std::vector<std::string> lines;
  // For the machine at the other end of a webhook.
  Timestamp at;
  std::vector<std::string> story_documents;  // ids of the top documents
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_MESSAGE_H_
