#include "alerts/clocks/call.h"

#include "alerts/clocks/countdown.h"
#include "alerts/incident/chain.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

void Remind(Draft& draft, const Countdown& countdown, const Matter& matter, int percent) {
  // One that reminds only once says no share: its reminder is the first word.
  std::string used = percent == kRemindAtPercent[0] ? "，时限已过半" : "，时限已用" + std::to_string(percent) + "%";
  if (countdown.remind_at.size() == 1) used.clear();
  TellDeadline(draft, {.steps = {{.roles = matter.owners, .urgency = Urgency::kMessage}},
                       .persons = matter.persons,
                       .state = "时限提醒",
                       .because = matter.name + ShownDeadline(draft.desk().zone, countdown.due, draft.now()) + "到期" + used,
                       .wish = "按时办结并登记",
                       .entry = matter.entry + "_reminded"});
}

}  // namespace

void CallWhenDue(Draft& draft, Countdown& countdown, const Matter& matter) {
  const CountdownCall call = TakeCall(countdown, LadderOf(draft.incident().escalation), draft.now());
  if (call.percent == 0) return;
  if (call.percent < 100) return Remind(draft, countdown, matter, call.percent);
  std::vector<EscalationStep> told = call.steps;
  Urgency urgency = Urgency::kMessage;
  for (const EscalationStep& step : told) urgency = std::max(urgency, step.urgency);
  // The first word goes to the owner as well; whoever comes after hears because nobody acted on it.
  const bool first = countdown.climbed == static_cast<int>(call.steps.size());
  if (first) told.push_back({.roles = matter.owners, .urgency = urgency});
  TellDeadline(draft, {.steps = told,
                       .persons = first ? matter.persons : std::vector<std::string>(),
                       .state = "已超时限",
                       .because = matter.name + ShownDeadline(draft.desk().zone, countdown.due, draft.now()) + "到期，没有办结登记",
                       .wish = "立即处理",
                       .entry = matter.entry + "_overdue"});
}

}  // namespace fenghuo
