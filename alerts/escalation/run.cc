#include "alerts/escalation/run.h"

#include <algorithm>
#include <optional>

#include "alerts/escalation/time_of_day.h"

namespace fenghuo {
namespace {

Locality EffectiveLocality(Locality locality, bool night) {
  if (locality != Locality::kUnknown) return locality;
  return night ? Locality::kConcerned : Locality::kLocal;
}

// How well a row fits: 0 not at all, more is better.
int Fit(const NotifyRow& row, const RunRequest& request, bool night) {
  bool meant = row.locality == request.locality;
  if (row.level != request.level || (!meant && row.locality != EffectiveLocality(request.locality, night))) return 0;
  if (row.must_report_only && !request.must_report) return 0;
  if (row.when == When::kDay && night) return 0;
  if (row.when == When::kNight && !night) return 0;
  return 1 + (meant ? 4 : 0) + (row.must_report_only ? 2 : 0) + (row.when != When::kAny ? 1 : 0);
}

// A hole in the table must not be silence.
NotifyRow RowForAHole(const RunRequest& request) {
  NotifyRow row;
  row.level = request.level;
  row.locality = request.locality;
  row.digest = true;
  if (request.level == kLowestLevel && !request.must_report) return row;
  bool rings = request.level <= 2 || request.must_report;
  row.steps.push_back(
      {.roles = {Role::kDesk}, .urgency = rings ? Urgency::kRing : Urgency::kMessage});
  return row;
}

std::vector<EscalationStep> FreezeSteps(const NotifyRow& row, const Policies& policies, const Zone& zone, Timestamp now) {
  std::vector<EscalationStep> steps = row.steps;
  for (EscalationStep& step : steps) {
    if (step.at_morning_call) step.after = EndOfNight(policies.night, zone, now + step.after) - now;
  }
  std::stable_sort(steps.begin(), steps.end(),
                   [](const EscalationStep& a, const EscalationStep& b) { return a.after < b.after; });
  return steps;
}

// From when somebody can be expected to see it.
Timestamp SeenFrom(const EscalationRun& run, const Policies& policies, const Zone& zone, Timestamp now) {
  if (run.steps.empty()) {
    std::vector<TimeOfDay> lists = policies.digests;
    lists.push_back(policies.morning_brief);
    return NextTimeOfDay(lists, zone, now);
  }
  if (run.steps.front().after > Duration(0)) return now + run.steps.front().after;
  if (!IsNight(policies.night, zone, now)) return now;
  for (const EscalationStep& step : run.steps) {
    bool heard_now = step.after == Duration(0) && step.urgency >= Urgency::kMessage;
    if (heard_now || step.at_morning_call) return now + step.after;
  }
  return NextTimeOfDay({policies.morning_brief}, zone, now);
}

bool AllTaken(const EscalationRun& run) { return run.next_step >= static_cast<int>(run.steps.size()); }

// The whole of what was told so far again, from the first step on and beside the steps still to come.
std::optional<Timestamp> RepeatAt(const EscalationRun& run) {
  bool may = run.repeat_every > Duration(0) && (run.repeat_max <= 0 || run.repeats < run.repeat_max);
  if (!may || run.next_step == 0) return std::nullopt;
  return run.repeats_from + (run.repeats + 1) * run.repeat_every;
}

std::optional<Timestamp> StepAt(const EscalationRun& run) {
  if (AllTaken(run)) return std::nullopt;
  return run.started_at + run.steps[static_cast<size_t>(run.next_step)].after;
}

void Schedule(EscalationRun& run) {
  run.next_at.reset();
  if (run.paused) return;
  run.next_at = StepAt(run);
  if (std::optional<Timestamp> repeat = RepeatAt(run); repeat && (!run.next_at || *repeat < *run.next_at)) {
    run.next_at = repeat;
  }
  if (!run.next_at) run.digest = true;  // the chain has run out: from now on the lists keep it in sight
}

// The next repeat keeps its full distance, from now.
void ShiftRepeats(EscalationRun& run, Timestamp now) { run.repeats_from = now - run.repeats * run.repeat_every; }

// Steps whose time has passed get their distance to the step before, from now; none overtakes the one before it. The first has nobody
// to wait for.
void ShiftMissedSteps(EscalationRun& run, Timestamp now) {
  if (run.steps.empty()) return;
  const Duration passed = now - run.started_at;
  Duration before = run.steps[static_cast<size_t>(std::max(run.next_step - 1, 0))].after;
  Duration earliest = passed;
  for (size_t i = static_cast<size_t>(run.next_step); i < run.steps.size(); ++i) {
    Duration& after = run.steps[i].after;
    const Duration distance = after - before;
    before = after;
    after = after <= passed ? earliest + distance : std::max(after, earliest);
    earliest = after;
  }
}

}  // namespace

const NotifyRow* FindRow(const Policies& policies, const Zone& zone, const RunRequest& request, Timestamp now) {
  bool night = IsNight(policies.night, zone, now);
  const NotifyRow* best = nullptr;
  int best_fit = 0;
  for (const NotifyRow& row : policies.rows) {
    int fit = Fit(row, request, night);
    if (fit > best_fit) {
      best = &row;
      best_fit = fit;
    }
  }
  return best;
}

EscalationRun StartRun(const Policies& policies, const Zone& zone, const RunRequest& request, Timestamp now) {
  const NotifyRow* found = FindRow(policies, zone, request, now);
  NotifyRow row = found != nullptr ? *found : RowForAHole(request);
  const LevelPolicy& level = policies.levels[std::clamp(request.level, 0, kLowestLevel)];
  EscalationRun run;
  run.started_at = now;
  run.steps = FreezeSteps(row, policies, zone, now);
  run.repeats_from = run.steps.empty() ? now : now + run.steps.front().after;
  run.digest = row.digest || row.steps.empty();
  run.acknowledgement_lasts = level.acknowledgement_lasts;
  run.repeat_every = level.repeat_every;
  run.repeat_max = level.repeat_max;
  run.acknowledge_by = SeenFrom(run, policies, zone, now) + level.acknowledge_within;
  Schedule(run);
  return run;
}

DueSteps TakeDue(EscalationRun& run, Timestamp now) {
  DueSteps due;
  if (run.paused || !run.next_at || *run.next_at > now) return due;
  due.due = *run.next_at;
  std::optional<Timestamp> repeat = RepeatAt(run);
  due.repeat = repeat && *repeat <= now;
  if (due.repeat) {
    ++run.repeats;
    due.steps.assign(run.steps.begin(), run.steps.begin() + run.next_step);
  }
  for (std::optional<Timestamp> at = StepAt(run); at && *at <= now; at = StepAt(run)) {
    due.steps.push_back(run.steps[static_cast<size_t>(run.next_step)]);
    ++run.next_step;
  }
  Schedule(run);
  // What was missed is not made up for: the next repeat keeps its distance from this one.
  if (run.next_at && *run.next_at <= now) {
    ShiftRepeats(run, now);
    Schedule(run);
  }
  return due;
}

DueSteps TakeNext(EscalationRun& run, Timestamp now) {
  DueSteps next;
  next.due = now;
  if (AllTaken(run)) return next;
  next.steps.push_back(run.steps[static_cast<size_t>(run.next_step)]);
  ++run.next_step;
  Schedule(run);
  return next;
}

void Pause(EscalationRun& run) {
  run.paused = true;
  Schedule(run);
}

void Resume(EscalationRun& run, Timestamp now) {
  run.paused = false;
  ShiftMissedSteps(run, now);
  if (std::optional<Timestamp> repeat = RepeatAt(run); repeat && *repeat <= now) ShiftRepeats(run, now);
  Schedule(run);
}

void StandStill(EscalationRun& run, Timestamp now, Timestamp until) {
  const auto put_off = [&](Timestamp due) { return due <= now ? until : due + (until - now); };
  for (size_t i = 0; i < run.steps.size(); ++i) {
    Duration& after = run.steps[i].after;
    const bool taken = i < static_cast<size_t>(run.next_step);  // moves along, because distances are measured from it
    after = taken ? after + (until - now) : put_off(run.started_at + after) - run.started_at;
  }
  const Duration repeated = (run.repeats + 1) * run.repeat_every;
  run.repeats_from = put_off(run.repeats_from + repeated) - repeated;
  Schedule(run);
}

bool WaitsUntil(const EscalationRun& run, Timestamp until) {
  const std::optional<Timestamp> step = StepAt(run);
  const std::optional<Timestamp> repeat = RepeatAt(run);
  return (step || repeat) && (!step || *step >= until) && (!repeat || *repeat >= until);
}

}  // namespace fenghuo
