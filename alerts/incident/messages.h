// What a message about an incident says: the fields that the renderer lays out as in bureau.md 3.
//
//   Message message = IncidentMessage(incident, MessageKind::kFirst, desk, now);
//   message.ask = FirstAsk(incident, holders, desk, now);   // 请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某
//
// Text from the web goes in as it is; the renderer neutralises it. Inside of this folder only. Pure functions.

#ifndef FENGHUO_ALERTS_INCIDENT_MESSAGES_H_
#define FENGHUO_ALERTS_INCIDENT_MESSAGES_H_

#include <string>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

// 3个独立来源（省级媒体1家）；近1小时37条: what keywords/grading/why.h says of the card, without the quotations: a message marks
// those as 未核实 by itself.
std::string WhyLine(const ScoreCard& card);

// “12名学生送医”, or two of them joined; empty when no harm is stated. Cut to the clause that states it.
std::string UnprovedFacts(const ScoreCard& card);

// Why the card has its level, for LevelChange.
std::string LevelReason(const ScoreCard& card);

// Everything but `ask` and `story_documents`.
Message IncidentMessage(const Incident& incident, MessageKind kind, const Desk& desk, Timestamp now);

// By when 初步研判 is asked for: a full five minutes, never earlier than the level's rule.
Timestamp AssessBy(const Incident& incident, const Desk& desk);

// To those who are told first. Names the first of them: one person is asked, not a crowd.
std::string FirstAsk(const Incident& incident, const std::vector<Holder>& holders, const Desk& desk, Timestamp now);

// To those who are told because nobody has answered, or because somebody asked for them; `because` says which, `whom` names
// them.
std::string ChaseAsk(const Incident& incident, const std::string& because, const std::string& whom, const Desk& desk);

// Those who hold the roles of the steps now, each person once.
std::vector<Holder> HoldersOf(const std::vector<EscalationStep>& steps, const Incident& incident, const Desk& desk,
                              Timestamp now);

// To operations: the roster had nobody, `holder` stands in.
Message RosterGapMessage(const std::vector<Holder>& stand_ins, const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_MESSAGES_H_
