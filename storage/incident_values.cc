#include "storage/messages.h"
#include "storage/schema/incident.pb.h"

namespace fenghuo {
namespace {

void WriteRun(const EscalationRun& from, schema::EscalationRun& to) {
  to.set_started_at(Millis(from.started_at));
  for (const EscalationStep& step : from.steps) {
    schema::EscalationStep& row = *to.add_steps();
    row.set_after(step.after.count());
    for (Role role : step.roles) row.add_roles(ToNumber(role));
    row.set_urgency(ToNumber(step.urgency));
    row.set_at_morning_call(step.at_morning_call);
  }
  to.set_digest(from.digest);
  to.set_acknowledgement_lasts(from.acknowledgement_lasts.count());
  to.set_repeat_every(from.repeat_every.count());
  to.set_repeat_max(from.repeat_max);
  to.set_next_step(from.next_step);
  to.set_repeats(from.repeats);
  if (from.next_at.has_value()) to.set_next_at(Millis(*from.next_at));
  to.set_paused(from.paused);
  to.set_acknowledge_by(Millis(from.acknowledge_by));
  to.set_repeats_from(Millis(from.repeats_from));
}

EscalationRun ReadRun(const schema::EscalationRun& from, Soundness& sound) {
  EscalationRun to;
  to.started_at = FromUnixMillis(from.started_at());
  for (const schema::EscalationStep& row : from.steps()) {
    EscalationStep step;
    step.after = Duration(row.after());
    for (int32_t role : row.roles()) step.roles.push_back(sound.Enumerator<Role>(role));
    step.urgency = sound.Enumerator<Urgency>(row.urgency());
    step.at_morning_call = row.at_morning_call();
    to.steps.push_back(std::move(step));
  }
  to.digest = from.digest();
  to.acknowledgement_lasts = Duration(from.acknowledgement_lasts());
  to.repeat_every = Duration(from.repeat_every());
  to.repeat_max = from.repeat_max();
  to.next_step = from.next_step();
  to.repeats = from.repeats();
  to.next_at = TimeIf(from.has_next_at(), from.next_at());
  to.paused = from.paused();
  to.acknowledge_by = FromUnixMillis(from.acknowledge_by());
  to.repeats_from = FromUnixMillis(from.has_repeats_from() ? from.repeats_from() : from.started_at());
  return to;
}

// Who and what: everything that is fixed when the incident is opened.
void WriteOpening(const Incident& from, schema::Incident& to) {
  to.set_id(from.id);
  to.set_number(from.number);
  to.set_story(from.story);
  to.set_title(from.title);
  to.set_category(from.category);
  WriteTexts(from.departments, to.mutable_departments());
  to.set_county_unit(from.county_unit);
  to.set_opened_at(Millis(from.opened_at));
  to.set_first_seen(Millis(from.first_seen));
  to.set_first_source(from.first_source);
  to.set_drill(from.drill);
  if (!from.manual.has_value()) return;
  schema::ManualOrigin& manual = *to.mutable_manual();
  manual.set_entered_by(from.manual->entered_by);
  manual.set_source(from.manual->source);
  manual.set_told_by(from.manual->told_by);
  manual.set_demand(from.manual->demand);
  if (from.manual->deadline.has_value()) manual.set_deadline(Millis(*from.manual->deadline));
}

void TakeOpening(schema::Incident& from, Incident& to) {
  to.id = Take(from.mutable_id());
  to.number = Take(from.mutable_number());
  to.story = Take(from.mutable_story());
  to.title = Take(from.mutable_title());
  to.category = Take(from.mutable_category());
  to.departments = TakeTexts(from.mutable_departments());
  to.county_unit = Take(from.mutable_county_unit());
  to.opened_at = FromUnixMillis(from.opened_at());
  to.first_seen = FromUnixMillis(from.first_seen());
  to.first_source = Take(from.mutable_first_source());
  to.drill = from.drill();
  if (!from.has_manual()) return;
  schema::ManualOrigin& manual = *from.mutable_manual();
  to.manual = ManualOrigin{Take(manual.mutable_entered_by()), Take(manual.mutable_source()), Take(manual.mutable_told_by()),
                           Take(manual.mutable_demand()), TimeIf(manual.has_deadline(), manual.deadline())};
}

void WriteGrading(const Incident& from, schema::Incident& to) {
  to.set_state(ToNumber(from.state));
  to.set_level(LevelNumber(from.level));
  to.set_machine_level(LevelNumber(from.machine_level));
  to.set_peak_level(LevelNumber(from.peak_level));
  if (from.confirmed_level.has_value()) to.set_confirmed_level(LevelNumber(*from.confirmed_level));
  to.set_confirmed_by(from.confirmed_by);
  to.set_locality(ToNumber(from.locality));
  to.set_must_report(from.must_report);
  to.set_why(from.why);
  to.set_unproved(from.unproved);
  for (const LevelChange& change : from.levels) {
    schema::LevelChange& row = *to.add_levels();
    row.set_at(Millis(change.at));
    row.set_level(LevelNumber(change.level));
    row.set_reason(change.reason);
  }
}

void TakeGrading(schema::Incident& from, Incident& to, Soundness& sound) {
  to.state = sound.Enumerator<IncidentState>(from.state());
  to.level = sound.LevelOf(from.level());
  to.machine_level = sound.LevelOf(from.machine_level());
  to.peak_level = sound.LevelOf(from.peak_level());
  if (from.has_confirmed_level()) to.confirmed_level = sound.LevelOf(from.confirmed_level());
  to.confirmed_by = Take(from.mutable_confirmed_by());
  to.locality = sound.Enumerator<Locality>(from.locality());
  to.must_report = from.must_report();
  to.why = Take(from.mutable_why());
  to.unproved = Take(from.mutable_unproved());
  for (schema::LevelChange& row : *from.mutable_levels()) {
    to.levels.push_back({FromUnixMillis(row.at()), sound.LevelOf(row.level()), Take(row.mutable_reason())});
  }
}

void WriteHandling(const Incident& from, schema::Incident& to) {
  for (Timestamp at : from.reopened_at) to.add_reopened_at(Millis(at));
  to.set_episode(from.episode);
  if (from.acknowledgement.has_value()) {
    schema::Acknowledgement& row = *to.mutable_acknowledgement();
    row.set_person(from.acknowledgement->person);
    row.set_entered_by(from.acknowledgement->entered_by);
    row.set_at(Millis(from.acknowledgement->at));
    row.set_expires_at(Millis(from.acknowledgement->expires_at));
  }
  if (from.first_notice_at.has_value()) to.set_first_notice_at(Millis(*from.first_notice_at));
  if (from.first_acknowledged_at.has_value()) to.set_first_acknowledged_at(Millis(*from.first_acknowledged_at));
  if (from.handling_note_at.has_value()) to.set_handling_note_at(Millis(*from.handling_note_at));
  if (from.watch_until.has_value()) to.set_watch_until(Millis(*from.watch_until));
  if (from.closed_at.has_value()) to.set_closed_at(Millis(*from.closed_at));
  to.set_close_reason(from.close_reason);
  to.set_closed_by(from.closed_by);
  to.set_merged_into(from.merged_into);
  WriteRun(from.escalation, *to.mutable_escalation());
  for (const std::string& person : from.told) to.add_told(person);
  for (const std::string& link : from.used_links) to.add_used_links(link);
  to.set_next_entry(from.next_entry);
}

void TakeHandling(schema::Incident& from, Incident& to, Soundness& sound) {
  for (int64_t at : from.reopened_at()) to.reopened_at.push_back(FromUnixMillis(at));
  to.episode = from.episode();
  if (from.has_acknowledgement()) {
    schema::Acknowledgement& row = *from.mutable_acknowledgement();
    to.acknowledgement = Acknowledgement{Take(row.mutable_person()), Take(row.mutable_entered_by()),
                                         FromUnixMillis(row.at()), FromUnixMillis(row.expires_at())};
  }
  to.first_notice_at = TimeIf(from.has_first_notice_at(), from.first_notice_at());
  to.first_acknowledged_at = TimeIf(from.has_first_acknowledged_at(), from.first_acknowledged_at());
  to.handling_note_at = TimeIf(from.has_handling_note_at(), from.handling_note_at());
  to.watch_until = TimeIf(from.has_watch_until(), from.watch_until());
  to.closed_at = TimeIf(from.has_closed_at(), from.closed_at());
  to.close_reason = Take(from.mutable_close_reason());
  to.closed_by = Take(from.mutable_closed_by());
  to.merged_into = Take(from.mutable_merged_into());
  to.escalation = ReadRun(from.escalation(), sound);
  for (std::string& person : *from.mutable_told()) to.told.push_back(std::move(person));
  for (std::string& link : *from.mutable_used_links()) to.used_links.push_back(std::move(link));
  to.next_entry = from.next_entry();
}

}  // namespace

void AppendValue(const Incident& row, std::string& out) {
  schema::Incident message;
  WriteOpening(row, message);
  WriteGrading(row, message);
  WriteHandling(row, message);
  WriteLedger(row, message);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, Incident& row) {
  schema::Incident message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  TakeOpening(message, row);
  TakeGrading(message, row, sound);
  TakeHandling(message, row, sound);
  TakeLedger(message, row, sound);
  return Verdict(sound);
}

void AppendValue(const TimelineEntry& row, std::string& out) {
  schema::TimelineEntry message;
  message.set_incident(row.incident);
  message.set_sequence(row.sequence);
  message.set_at(Millis(row.at));
  message.set_kind(row.kind);
  message.set_actor(row.actor);
  message.set_text(row.text);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, TimelineEntry& row) {
  schema::TimelineEntry message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.incident = Take(message.mutable_incident());
  row.sequence = message.sequence();
  row.at = FromUnixMillis(message.at());
  row.kind = Take(message.mutable_kind());
  row.actor = Take(message.mutable_actor());
  row.text = Take(message.mutable_text());
  return {};
}

}  // namespace fenghuo
