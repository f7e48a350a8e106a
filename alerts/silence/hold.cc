#include "alerts/silence/hold.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "alerts/escalation/run.h"
#include "alerts/incident/draft.h"
#include "alerts/incident/words.h"
#include "alerts/silence/match.h"

namespace fenghuo {
namespace {

bool AsksToSign(const Notification& row) {
  const MessageKind kind = row.message.kind;
  return kind == MessageKind::kFirst || kind == MessageKind::kRaised || kind == MessageKind::kReminder || kind == MessageKind::kEscalation;
}

// The persons whom the messages would have gone to.
std::set<std::string> TakeMessages(std::vector<Notification>& rows) {
  std::set<std::string> persons;
  for (const Notification& row : rows) {
    if (!AsksToSign(row)) continue;
    for (const Receiver& receiver : row.receivers) persons.insert(receiver.person);
  }
  std::erase_if(rows, AsksToSign);
  return persons;
}

// 已通知值班员张某（响铃），请02:36前签收。 -> 本应通知值班员张某（响铃）
std::optional<std::string> UntoldOf(const TimelineEntry& entry) {
  constexpr std::string_view kTold = "已通知";
  constexpr std::string_view kToldAgain = "已再次通知";
  constexpr std::string_view kTails[] = {"，请", "；此后列入", "。"};
  const bool telling = entry.kind == "notified" || entry.kind == "reminded" || entry.kind == "escalated" || entry.kind == "overdue";
  if (!telling) return std::nullopt;
  std::string text = entry.text;
  size_t at = text.rfind(kToldAgain);
  const bool again = at != std::string::npos;
  if (!again) at = text.rfind(kTold);
  if (at == std::string::npos) return std::nullopt;
  for (std::string_view tail : kTails) {
    const size_t end = text.find(tail, at);
    if (end != std::string::npos) text.erase(end);
  }
  return text.replace(at, again ? kToldAgain.size() : kTold.size(), again ? "本应再次通知" : "本应通知");
}

int CorrectTimeline(Decision& decision, const std::string& silence) {
  int held = 0;
  for (TimelineEntry& entry : decision.timeline) {
    std::optional<std::string> untold = UntoldOf(entry);
    if (!untold) continue;
    ++held;
    entry.kind = "silenced";
    entry.text = *untold + "，因" + silence + "未通知；暂停期满仍未签收的，届时通知。";
  }
  return held;
}

// Whoever was not told has not been told.
void ForgetTelling(Incident& incident, const Incident* before, const std::set<std::string>& persons) {
  const bool same_episode = before != nullptr && before->episode == incident.episode;
  std::erase_if(incident.told, [&](const std::string& person) {
    const bool known = same_episode && std::find(before->told.begin(), before->told.end(), person) != before->told.end();
    return !known && persons.contains(person);
  });
  if (before == nullptr || !before->first_notice_at) incident.first_notice_at.reset();
  const bool was_new = !same_episode || before->state == IncidentState::kDetected;
  if (was_new && incident.state == IncidentState::kNotified) incident.state = IncidentState::kDetected;
}

// Puts back the steps that fired. An expired signature repeats the last one, which was taken long ago.
void Rewind(EscalationRun& run, const EscalationRun* was) {
  if (was == nullptr || run.started_at != was->started_at) {
    run.next_step = 0;
    run.repeats = 0;
    return;
  }
  const bool moved = run.next_step != was->next_step || run.repeats != was->repeats;
  run.next_step = moved ? was->next_step : std::max(0, run.next_step - 1);
  run.repeats = was->repeats;
}

void StopChain(Incident& incident, const HeldBy& by, Timestamp now) {
  EscalationRun& run = incident.escalation;
  Rewind(run, by.before == nullptr ? nullptr : &by.before->escalation);
  StandStill(run, now, by.silence.to);
  if (run.next_step == 0) run.acknowledge_by += by.silence.to - now;
  run.digest = true;  // in sight of everybody who reads the lists
}

std::string WhyItEnds(const Silence& silence, const Desk& desk, Timestamp now) {
  const std::string named = "暂停提醒第" + std::to_string(silence.number) + "号";
  if (silence.ended_at) return named + "已由" + ShownPerson(desk.roster, silence.ended_by) + "提前结束";
  return named + (IsOver(silence, now) ? "已到期" : "不再适用于本事件");
}

}  // namespace

int HoldBack(Decision& decision, const HeldBy& by, const Desk& desk, Timestamp now) {
  if (std::none_of(decision.notifications.begin(), decision.notifications.end(), AsksToSign)) return 0;
  const std::set<std::string> persons = TakeMessages(decision.notifications);
  const int held = CorrectTimeline(decision, ShownSilence(by.silence, desk, now));
  ForgetTelling(decision.incident, by.before, persons);
  StopChain(decision.incident, by, now);
  return held;
}

std::optional<Decision> GoOn(const Incident& incident, const SilenceEnd& ending, const Desk& desk, Timestamp now) {
  if (IsOver(incident.state)) return std::nullopt;
  Draft draft(incident, desk, now);
  EscalationRun& run = draft.incident().escalation;
  const Timestamp until = ending.silence.to;
  if (run.started_at <= ending.holding.at && now < until && WaitsUntil(run, until)) {
    if (run.next_step == 0) run.acknowledge_by -= until - now;
    StandStill(run, until, now);
  }
  const std::string then = incident.acknowledgement ? "，本事件已签收，不再补发。" : "，恢复通知。";
  draft.Write("silence_over", kSystemActor, WhyItEnds(ending.silence, desk, now) + then);
  return draft.Finish();
}

}  // namespace fenghuo
