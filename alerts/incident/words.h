// The words of the screen for what the code calls by other names (reference: bureau.md 5).
//
//   ShownLevel(2)                        // Ⅱ级
//   ShownDeadline(zone, by, now)         // 02:36, or 7月12日08:30 on another day
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_INCIDENT_WORDS_H_
#define FENGHUO_ALERTS_INCIDENT_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

std::string ShownLevel(Level level);                              // Ⅱ级; 仅记录
std::string ShownLevel(Level level, const Policies& policies);    // Ⅱ级（重大）
const char* ShownLocality(Locality locality);                     // 本地
const char* ShownState(IncidentState state);                      // 处置中
const char* ShownAction(ActionKind kind);                         // 签收
const char* ShownRole(Role role);                                 // 值班员
const char* ShownUrgency(Urgency urgency);                        // 响铃
std::string ToldHow(Urgency urgency);                             // （响铃）, behind those who are told

std::string ShownDay(const Zone& zone, Timestamp at);             // 7月11日
std::string ShownTime(const Zone& zone, Timestamp at);            // 02:14
std::string ShownMoment(const Zone& zone, Timestamp at);          // 7月11日02:14
std::string ShownDeadline(const Zone& zone, Timestamp by, Timestamp now);
std::string ShownLength(Duration length);                         // 2小时14分; below a minute 不到1分

std::string ShownSerial(int serial);                              // 十二

std::string JoinShown(const std::vector<std::string>& parts, std::string_view between = "、");

// The person's name, or the id when the roster does not know it.
std::string ShownPerson(const Roster& roster, const std::string& id);
// 值班员张某; heads and liaisons carry their unit: 餐饮科负责人赵某.
std::string ShownHolder(const Roster& roster, const Holder& holder);
std::string ShownHolders(const Roster& roster, const std::vector<Holder>& holders);
std::string ShownUnits(const Roster& roster, const std::vector<std::string>& units);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_WORDS_H_
