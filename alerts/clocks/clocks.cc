#include "alerts/clocks/clocks.h"

#include <algorithm>
#include <utility>

#include "alerts/clocks/call.h"
#include "alerts/clocks/countdown.h"
#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

template <typename T>
bool Holds(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string Quoted(const std::string& name) { return "“" + name + "”"; }

bool Fits(const ClockRule& rule, const Incident& incident) {
  return rule.start != ClockStart::kByHand && Holds(rule.levels, incident.level) && Holds(rule.localities, incident.locality);
}

bool HasStarted(const ClockRule& rule, const Incident& incident) {
  return std::any_of(incident.clocks.begin(), incident.clocks.end(), [&](const IncidentClock& clock) {
    return clock.rule == rule.id && clock.episode == incident.episode;
  });
}

// 知悉: when this episode began.
Timestamp KnownAt(const Incident& incident) {
  return incident.reopened_at.empty() ? incident.opened_at : incident.reopened_at.back();
}

// 5小时 or 7个工作日.
std::string ShownTerm(const ClockRule& rule) {
  return rule.working_days > 0 ? std::to_string(rule.working_days) + "个工作日" : ShownLength(rule.length);
}

IncidentClock& AddClock(Incident& incident, IncidentClock clock) {
  clock.number = static_cast<int>(incident.clocks.size()) + 1;
  clock.episode = incident.episode;
  return incident.clocks.emplace_back(std::move(clock));
}

IncidentClock OfRule(const ClockRule& rule, const Desk& desk, Timestamp since) {
  IncidentClock clock;
  clock.rule = rule.id;
  clock.name = rule.name;
  clock.basis = rule.basis;
  clock.owners = rule.owners;
  clock.countdown = StartCountdown(rule, desk.calendar, desk.zone, since);
  return clock;
}

std::string Started(const IncidentClock& clock, const std::string& term, const Draft& draft) {
  return "时限" + Quoted(clock.name) + "起算，" + ShownMoment(draft.desk().zone, clock.countdown.due) + "到期（" +
         JoinShown({term, clock.basis}, "，") + "）";
}

const ClockRule* FindRule(const Desk& desk, const std::string& id) {
  auto found = std::find_if(desk.clocks.begin(), desk.clocks.end(), [&](const ClockRule& rule) { return rule.id == id; });
  return found == desk.clocks.end() ? nullptr : &*found;
}

bool IsByHand(const IncidentClock& clock, const Desk& desk) {
  const ClockRule* rule = FindRule(desk, clock.rule);
  return rule == nullptr || rule->start == ClockStart::kByHand;
}

Result<IncidentClock> ClockOf(const ClockWish& wish, const Incident& incident, const Desk& desk, Timestamp now) {
  if (wish.since && *wish.since > now) return Invalid("起算时间不能晚于现在");
  if (!wish.rule.empty()) {
    const ClockRule* rule = FindRule(desk, wish.rule);
    if (rule == nullptr) return Invalid("预案中没有时限" + Quoted(wish.rule));
    const bool runs = std::any_of(incident.clocks.begin(), incident.clocks.end(),
                                  [&](const IncidentClock& clock) { return clock.rule == rule->id && !clock.ended; });
    if (runs) return Invalid("时限" + Quoted(rule->name) + "已在计时");
    return OfRule(*rule, desk, wish.since.value_or(now));
  }
  if (IsBlank(wish.name)) return Invalid("必须写明时限名称，或选择预案中的时限");
  if (!wish.due || *wish.due <= now) return Invalid("时限" + Quoted(wish.name) + "的到期时间必须晚于现在");
  IncidentClock clock;
  clock.name = wish.name;
  clock.owners = {Role::kSectionHead, Role::kSectionLiaison};
  clock.countdown = CountdownTo(now, *wish.due);
  return clock;
}

std::string Used(const IncidentClock& clock, Timestamp now) {
  const Countdown& countdown = clock.countdown;
  if (now > countdown.due) return "超过时限" + ShownLength(now - countdown.due);
  return "用时" + ShownLength(now - countdown.started_at) + "，在时限内";
}

}  // namespace

Result<Decision> StopClock(const Incident& incident, const ClockStop& stop, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(stop.by, desk.roster, now); !known.ok()) return known.error();
  auto found = std::find_if(incident.clocks.begin(), incident.clocks.end(),
                            [&](const IncidentClock& clock) { return clock.number == stop.number; });
  if (found == incident.clocks.end()) {
    return NotFound("舆情事件" + incident.number + "没有第" + std::to_string(stop.number) + "项时限");
  }
  if (found->ended) {
    return Invalid("时限" + Quoted(found->name) + "已于" + ShownMoment(desk.zone, found->ended->at) + "办结");
  }
  if (IsBlank(stop.note)) return Invalid("登记时限办结必须填写说明，例如发布的链接");
  Draft draft(incident, desk, now);
  IncidentClock& clock = draft.incident().clocks[static_cast<size_t>(found - incident.clocks.begin())];
  clock.ended = Ending{now, stop.by.person, stop.by.entered_by.empty() ? stop.by.person : stop.by.entered_by, stop.note};
  draft.incident().handling_note_at = now;
  draft.Write("clock_stopped", stop.by.person,
              ShownSignatory(stop.by, desk.roster) + "登记时限" + Quoted(clock.name) + "办结，" + Used(clock, now) + "：" +
                  stop.note + "。");
  return draft.Finish();
}

Result<Decision> StartClock(const Incident& incident, const ClockWish& wish, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(wish.by, desk.roster, now); !known.ok()) return known.error();
  if (IsOver(incident.state)) {
    return Invalid("舆情事件" + incident.number + "当前为" + Quoted(ShownState(incident.state)) + "，不能再设时限");
  }
  Result<IncidentClock> made = ClockOf(wish, incident, desk, now);
  if (!made.ok()) return made.error();
  Draft draft(incident, desk, now);
  const IncidentClock& clock = AddClock(draft.incident(), std::move(*made));
  const ClockRule* rule = FindRule(desk, clock.rule);
  const std::string term = rule == nullptr ? ShownLength(clock.countdown.due - now) : ShownTerm(*rule);
  draft.Write("clock_started", wish.by.person,
              ShownSignatory(wish.by, desk.roster) + "登记：" + Started(clock, term, draft) +
                  (IsBlank(wish.note) ? "" : "：" + wish.note) + "。");
  return draft.Finish();
}

void StartClocks(Draft& draft) {
  for (const ClockRule& rule : draft.desk().clocks) {
    Incident& incident = draft.incident();
    if (!Fits(rule, incident) || HasStarted(rule, incident)) continue;
    const Timestamp since = rule.start == ClockStart::kKnown ? KnownAt(incident) : draft.now();
    const IncidentClock& clock = AddClock(incident, OfRule(rule, draft.desk(), since));
    draft.Write("clock_started", kSystemActor, Started(clock, ShownTerm(rule), draft) + "。");
  }
}

void CallClocks(Draft& draft) {
  for (size_t i = 0; i < draft.incident().clocks.size(); ++i) {
    IncidentClock& clock = draft.incident().clocks[i];
    if (clock.ended) continue;
    CallWhenDue(draft, clock.countdown, {.name = "时限" + Quoted(clock.name), .owners = clock.owners, .entry = "clock"});
  }
}

std::vector<const IncidentClock*> OpenClocksByHand(const Incident& incident, const Desk& desk) {
  std::vector<const IncidentClock*> open;
  for (const IncidentClock& clock : incident.clocks) {
    if (!clock.ended && IsByHand(clock, desk)) open.push_back(&clock);
  }
  return open;
}

void EndClocksByStatement(Draft& draft, const Ending& published) {
  for (IncidentClock& clock : draft.incident().clocks) {
    const ClockRule* rule = FindRule(draft.desk(), clock.rule);
    if (clock.ended || rule == nullptr || !rule->ends_with_statement) continue;
    clock.ended = published;
    draft.Write("clock_stopped", kSystemActor, "时限" + Quoted(clock.name) + "办结，" + Used(clock, draft.now()) + "：" + published.note + "。");
  }
}

void EndClocks(Draft& draft, const Ending& why) {
  for (IncidentClock& clock : draft.incident().clocks) {
    if (clock.ended) continue;
    clock.ended = why;
    clock.ended->at = draft.now();
  }
}

void TakeOverClocks(Incident& older, const Incident& younger, const Desk& desk) {
  for (const IncidentClock& clock : younger.clocks) {
    if (clock.ended) continue;
    auto same = std::find_if(older.clocks.begin(), older.clocks.end(), [&](const IncidentClock& own) {
      return !IsByHand(clock, desk) && own.rule == clock.rule && own.episode == older.episode;
    });
    if (same == older.clocks.end()) {
      AddClock(older, clock);
    } else if (!same->ended && clock.countdown.due < same->countdown.due) {
      same->countdown = clock.countdown;
    }
  }
}

std::optional<Timestamp> NextClockCall(const Incident& incident) {
  std::optional<Timestamp> next;
  for (const IncidentClock& clock : incident.clocks) {
    if (clock.ended) continue;
    const std::optional<Timestamp>& at = clock.countdown.next_at;
    if (at && (!next || *at < *next)) next = at;
  }
  return next;
}

}  // namespace fenghuo
