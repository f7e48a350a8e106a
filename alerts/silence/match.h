// Which incidents a silence holds back, and in what words.
//
//   if (const Silence* silence = FindSilence(silences, {incident, rules, sources}, now)) ...
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_SILENCE_MATCH_H_
#define FENGHUO_ALERTS_SILENCE_MATCH_H_

#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "alerts/silence/silence.h"
#include "base/result.h"

namespace fenghuo {

// An incident, and what brought it. One that was opened by hand has no rules and no sources.
struct SilenceSubject {
  const Incident& incident;
  std::vector<std::string> rules = {};    // ids of those that found the story
  std::vector<std::string> sources = {};  // ids of those that have it
};

// Whether nobody may be held back from hearing of it: Ⅰ, Ⅱ, what must be reported, and a drill, which is there to be heard.
bool IsAboveEverySilence(const Incident& incident);

// It is active and every field of its scope fits. A rule or a source fits a story that nothing else has found: what another one
// brought as well is heard.
bool Covers(const Silence& silence, const SilenceSubject& subject, Timestamp now);

// Of those that cover it the one that lasts longest, so that a chain stands still once; null when there is none.
const Silence* FindSilence(const std::vector<Silence>& silences, const SilenceSubject& subject, Timestamp now);

// kInvalid in Chinese: no scope, a level that cannot be silenced, no reason, an end that is missing, past or too far away.
Result<void> CheckSilence(const Silence& silence, const Desk& desk, Timestamp now);

// 事件0711-03; 类别“餐饮服务”、青溪区局、本地，Ⅳ级: what it holds back, `number` being the number of its incident, or empty.
std::string ShownScope(const SilenceScope& scope, const std::string& number, const Roster& roster);

// 暂停提醒第3号（王某，至12:00，原因：专项整治）
std::string ShownSilence(const Silence& silence, const Desk& desk, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_SILENCE_MATCH_H_
