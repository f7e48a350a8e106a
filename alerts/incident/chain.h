// Telling people: the chain of an incident is started, goes on, and those who were told hear that it is over.
//
//   StartChain(draft, {.kind = MessageKind::kRaised, .level_before = 3});
//
// Every telling leaves a sentence in the timeline, and so does everybody who should have been told and was not: because a rule
// lists instead of telling, because the roster has nobody, because a person has no way to be reached.
//
// For the rooms of alerts/ that decide. One thread.

#ifndef FENGHUO_ALERTS_INCIDENT_CHAIN_H_
#define FENGHUO_ALERTS_INCIDENT_CHAIN_H_

#include <string>
#include <vector>

#include "alerts/incident/draft.h"

namespace fenghuo {

struct ChainStart {
  MessageKind kind = MessageKind::kFirst;
  Level level_before = kNoLevel;       // for kRaised
  std::string news = {};               // put before 为何提醒 in this message: 已办结，现升至Ⅱ级
  std::vector<std::string> documents = {};  // ids, for webhooks
};

// Freezes the policy row for the incident as it is now and fires what is due at once.
void StartChain(Draft& draft, const ChainStart& start);

// The first notice of a chain, when its steps come due.
void TellFirst(Draft& draft, const ChainStart& start, const std::vector<EscalationStep>& steps);

// Whether the policy would tell anybody of this incident by a message, now or later.
bool WouldTellAnybody(const Incident& incident, const Desk& desk, Timestamp now);

// How hard the chain has knocked so far; kDigest when it has told nobody.
Urgency HardestSoFar(const EscalationRun& run);

// How hard a chain would knock at once if it started now.
Urgency HardestAtStart(const Incident& incident, const Desk& desk, Timestamp now);

struct Chase {
  MessageKind kind = MessageKind::kEscalation;
  std::vector<EscalationStep> steps = {};
  std::string because = {};               // 张某02:36前未签收
  bool overdue = false;                   // the time to sign is over: the timeline says so by its kind
  std::vector<std::string> persons = {};  // to be told beside those who hold the steps' roles, ids
  std::string state = {};                 // the word in the brackets; empty: the incident's own
};

// Tells the holders of the steps that somebody must answer.
void TellChase(Draft& draft, const Chase& chase);

// Something of the incident has to be done by a time: whoever must do it is reminded, or the chain hears that it was not done.
struct DeadlineCall {
  std::vector<EscalationStep> steps = {};  // whose holders are told, as hard as the hardest of them says
  std::vector<std::string> persons = {};   // to be told for themselves, ids
  std::string state = {};                  // the word in the brackets: 时限提醒, 已超时限
  std::string because = {};                // “权威信息发布”07:14到期，时限已用80%
  std::string wish = {};                   // behind the names: 按时完成并登记
  std::vector<std::string> lines = {};     // more of it, complete lines
  std::string entry = {};                  // the timeline's kind
};

// Rings at night only for what is of the two highest levels and the city's own.
void TellDeadline(Draft& draft, const DeadlineCall& call);

// To everybody told in this episode but `except` and, where they were told, the groups of the responsible units; rings nobody
// and leaves no entry of its own.
void TellQuietly(Draft& draft, MessageKind kind, const std::string& ask, const std::string& except);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_CHAIN_H_
