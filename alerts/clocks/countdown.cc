#include "alerts/clocks/countdown.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace fenghuo {
namespace {

// The chain may wait for the morning between two steps; those who hear that something is late wait half an hour at most.
constexpr Duration kStepsApart = minutes(30);

Timestamp StepAt(const Countdown& countdown, const std::vector<EscalationStep>& ladder) {
  return countdown.due + ladder[static_cast<size_t>(countdown.climbed)].after;
}

bool HasClimbedAll(const Countdown& countdown, const std::vector<EscalationStep>& ladder) {
  return countdown.climbed >= std::ssize(ladder);
}

std::optional<Timestamp> NextCall(const Countdown& countdown, const std::vector<EscalationStep>& ladder) {
  if (countdown.reminded < std::ssize(countdown.remind_at)) {
    return std::min(countdown.remind_at[static_cast<size_t>(countdown.reminded)], countdown.due);
  }
  if (HasClimbedAll(countdown, ladder)) return std::nullopt;
  return StepAt(countdown, ladder);
}

}  // namespace

Countdown CountdownTo(Timestamp start, Timestamp due) {
  Countdown countdown{.started_at = start, .due = due};
  for (int percent : kRemindAtPercent) countdown.remind_at.push_back(start + (due - start) * percent / 100);
  countdown.next_at = countdown.remind_at.front();
  return countdown;
}

Countdown StartCountdown(const ClockRule& rule, const Calendar& calendar, const Zone& zone, Timestamp now) {
  CHECK(rule.working_days > 0 || rule.length > Duration(0), "a clock without a length");
  if (rule.working_days == 0) return CountdownTo(now, now + rule.length);
  Countdown countdown{.started_at = now, .due = CloseOfWorkingDay(calendar, zone, now, rule.working_days)};
  for (int percent : kRemindAtPercent) {
    countdown.remind_at.push_back(OpeningOfWorkingDay(calendar, zone, now, (rule.working_days * percent + 99) / 100));
  }
  countdown.next_at = countdown.remind_at.front();
  return countdown;
}

std::vector<EscalationStep> LadderOf(const EscalationRun& run) {
  std::vector<EscalationStep> ladder;
  Duration previous(0);
  for (const EscalationStep& step : run.steps) {
    if (step.urgency <= Urgency::kDigest) continue;
    EscalationStep late = step;
    late.after = ladder.empty() ? Duration(0) : ladder.back().after + std::min(step.after - previous, kStepsApart);
    previous = step.after;
    ladder.push_back(std::move(late));
  }
  if (!ladder.empty()) return ladder;
  return {{.after = Duration(0), .roles = {Role::kDesk}}, {.after = kStepsApart, .roles = {Role::kLeaderOnDuty}}};
}

CountdownCall TakeCall(Countdown& countdown, const std::vector<EscalationStep>& ladder, Timestamp now) {
  CountdownCall call;
  while (countdown.reminded < std::ssize(countdown.remind_at) &&
         (countdown.remind_at[static_cast<size_t>(countdown.reminded)] <= now || countdown.due <= now)) {
    call.percent = kRemindAtPercent[std::min<size_t>(static_cast<size_t>(countdown.reminded), std::size(kRemindAtPercent) - 1)];
    ++countdown.reminded;
  }
  while (countdown.due <= now && !HasClimbedAll(countdown, ladder) && StepAt(countdown, ladder) <= now) {
    call.percent = 100;
    call.steps.push_back(ladder[static_cast<size_t>(countdown.climbed)]);
    ++countdown.climbed;
  }
  countdown.next_at = NextCall(countdown, ladder);
  return call;
}

}  // namespace fenghuo
