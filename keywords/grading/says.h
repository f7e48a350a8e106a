// The Chinese sentences of a score card, as an officer writes them (reference: bureau.md 3 and 5): Roman numerals for levels,
// 名 and 起 and 条, no decimals, no percentages, what is not proved marked 未核实.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_SAYS_H_
#define FENGHUO_KEYWORDS_GRADING_SAYS_H_

#include <string>

#include "keywords/grading/grade.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

std::string SayLevel(Level level);  // "Ⅱ级", "仅记录"
std::string SayHeat(const GradeInput& input);  // "3个独立来源（省级媒体1家）；近1小时37条，平时此时约6条"
// "近15分钟命中规则12条，平时此时约2条，偶然出现的可能约百万分之三". `score_milli` is what the card counts.
std::string SayBurst(const BurstInput& burst, int64_t score_milli);
// "2个来源命中监测规则；加分：重点人群、群体动员". `card` has the severity's points and parts.
std::string SaySeverity(const StoryEvidence& evidence, const ScoreCard& card);
std::string SayRule(const Rule* rule);  // "规则“餐饮服务”"; null: it is gone
std::string SayTerm(const std::string& name, const std::string& quote);  // "重点人群：“某小学12名学生…”"
std::string SayDamper();
std::string SayFact(const Fact& fact);  // "文中称“12名学生送医”（未核实）"
std::string SayFloor(const std::string& reason, Level level);
std::string SaySingleSource();
std::string SayOldNews();
std::string SayWithinMargin(Level level);
std::string SayHold(Level level, Duration hold);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_SAYS_H_
