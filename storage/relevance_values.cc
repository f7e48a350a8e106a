#include "storage/messages.h"
#include "storage/schema/relevance.pb.h"

namespace fenghuo {
namespace {

void WriteStanding(const FilterStanding& from, schema::FilterStanding& to) {
  to.set_mode(ToNumber(from.mode));
  to.set_relevant(from.relevant);
  to.set_off_topic(from.off_topic);
  to.set_people(from.people);
  to.set_threshold_milli(from.threshold_milli);
  to.set_judged(from.judged);
  to.set_judged_relevant(from.judged_relevant);
  to.set_called_off(from.called_off);
  to.set_wrong(from.wrong);
  to.set_fresh_wanted(from.fresh_wanted);
}

FilterStanding ReadStanding(const schema::FilterStanding& from, Soundness& sound) {
  return {.mode = sound.Enumerator<FilterMode>(from.mode()),
          .relevant = from.relevant(),
          .off_topic = from.off_topic(),
          .people = from.people(),
          .threshold_milli = from.threshold_milli(),
          .judged = from.judged(),
          .judged_relevant = from.judged_relevant(),
          .called_off = from.called_off(),
          .wrong = from.wrong(),
          .fresh_wanted = from.fresh_wanted()};
}

}  // namespace

void AppendValue(const RelevanceClick& row, std::string& out) {
  schema::RelevanceClick message;
  message.set_rule(row.rule);
  message.set_sequence(row.sequence);
  message.set_document(row.document);
  message.set_verdict(ToNumber(row.verdict));
  message.set_person(row.person);
  message.set_at(Millis(row.at));
  message.mutable_grams()->Add(row.grams.begin(), row.grams.end());
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, RelevanceClick& row) {
  schema::RelevanceClick message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.rule = Take(message.mutable_rule());
  row.sequence = message.sequence();
  row.document = Take(message.mutable_document());
  row.verdict = sound.Enumerator<ClickVerdict>(message.verdict());
  row.person = Take(message.mutable_person());
  row.at = FromUnixMillis(message.at());
  row.grams.assign(message.grams().begin(), message.grams().end());
  return Verdict(sound);
}

void AppendValue(const FilterRecord& row, std::string& out) {
  schema::FilterRecord message;
  message.set_rule(row.rule);
  WriteStanding(row.standing, *message.mutable_standing());
  for (const ShareDay& day : row.days) {
    schema::ShareDay& written = *message.add_days();
    written.set_day(day.day);
    written.set_scored(day.scored);
    written.set_called_off(day.called_off);
  }
  message.set_drifted_after(row.drifted_after);
  if (row.stepped_back_at.has_value()) message.set_stepped_back_at(Millis(*row.stepped_back_at));
  message.set_step_back_reason(row.step_back_reason);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, FilterRecord& row) {
  schema::FilterRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.rule = Take(message.mutable_rule());
  row.standing = ReadStanding(message.standing(), sound);
  for (const schema::ShareDay& day : message.days()) row.days.push_back({day.day(), day.scored(), day.called_off()});
  row.drifted_after = message.drifted_after();
  row.stepped_back_at = TimeIf(message.has_stepped_back_at(), message.stepped_back_at());
  row.step_back_reason = Take(message.mutable_step_back_reason());
  return Verdict(sound);
}

}  // namespace fenghuo
