// A small office whose desk is told of every Ⅳ at once and its leader after half an hour, and a silence of its catering category.
//
//   RunningOffice office(AnOfficeThatTells());
//   Silence silence = MustSilence(office, {.category = "餐饮服务"}, hours(2));
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_A_SILENCED_OFFICE_H_
#define FENGHUO_TESTS_SCENARIOS_A_SILENCED_OFFICE_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "daemon/core/silences.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {

inline Config AnOfficeThatTells() {
  Config config = AnOffice();
  for (NotifyRow& row : config.policies.rows) {
    if (row.level != kLowestLevel) continue;
    row.digest = false;
    row.steps = {{.after = Duration(0), .roles = {Role::kDesk}, .urgency = Urgency::kMessage},
                 {.after = minutes(30), .roles = {Role::kLeaderOnDuty}, .urgency = Urgency::kMessage}};
  }
  config.policies.levels[kLowestLevel].acknowledge_within = minutes(30);
  return config;
}

inline Silence MustSilence(RunningOffice& office, const SilenceScope& scope, Duration length) {
  Result<Silence> made = MakeSilence({.scope = scope, .reason = "检查组已在现场", .person = "zhang", .to = office.now() + length},
                                     office.engine().core(), office.now());
  EXPECT_TRUE(made.ok()) << made.error().message;
  return made.ok() ? *made : Silence();
}

// Who was asked to sign, in the order of the messages: "zhang first", "li escalation".
inline std::vector<std::string> Asked(const RunningOffice& office) {
  std::vector<std::string> asked;
  for (const Notification& row : office.Notifications()) {
    const MessageKind kind = row.message.kind;
    const bool asks = kind == MessageKind::kFirst || kind == MessageKind::kRaised || kind == MessageKind::kReminder || kind == MessageKind::kEscalation;
    if (!asks) continue;
    for (const Receiver& receiver : row.receivers) asked.push_back(receiver.person + " " + Name(kind));
  }
  return asked;
}

// The timeline's entries of that kind.
inline std::vector<std::string> Said(RunningOffice& office, const std::string& incident, const std::string& kind) {
  std::vector<std::string> texts;
  const std::vector<TimelineEntry> timeline = *office.store().Timeline(incident);
  for (const TimelineEntry& entry : timeline) {
    if (entry.kind == kind) texts.push_back(entry.text);
  }
  return texts;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_A_SILENCED_OFFICE_H_
