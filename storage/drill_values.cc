#include "storage/messages.h"
#include "storage/schema/drill.pb.h"

namespace fenghuo {
namespace {

std::optional<Duration> LengthIf(bool present, int64_t millis) {
  if (!present) return std::nullopt;
  return Duration(millis);
}

void WriteTimes(const DrillTimes& from, schema::DrillTimes& to) {
  if (from.first_notice) to.set_first_notice(from.first_notice->count());
  if (from.acknowledged) to.set_acknowledged(from.acknowledged->count());
  if (from.assessed) to.set_assessed(from.assessed->count());
  if (from.statement) to.set_statement(from.statement->count());
  if (from.closed) to.set_closed(from.closed->count());
}

DrillTimes ReadTimes(const schema::DrillTimes& from) {
  return {.first_notice = LengthIf(from.has_first_notice(), from.first_notice()),
          .acknowledged = LengthIf(from.has_acknowledged(), from.acknowledged()),
          .assessed = LengthIf(from.has_assessed(), from.assessed()),
          .statement = LengthIf(from.has_statement(), from.statement()),
          .closed = LengthIf(from.has_closed(), from.closed())};
}

void WriteDocument(const DrillDocument& from, schema::DrillDocument& to) {
  to.set_after(from.after.count());
  to.set_source(from.source);
  to.set_kind(ToNumber(from.kind));
  to.set_tier(ToNumber(from.tier));
  to.set_region(from.region);
  to.set_title(from.title);
  to.set_text(from.text);
  if (from.observation) WriteObservation(*from.observation, *to.mutable_observation());
}

DrillDocument TakeDocument(schema::DrillDocument& from, Soundness& sound) {
  DrillDocument to;
  to.after = Duration(from.after());
  to.source = Take(from.mutable_source());
  to.kind = sound.Enumerator<DocumentKind>(from.kind());
  to.tier = sound.Enumerator<Tier>(from.tier());
  to.region = Take(from.mutable_region());
  to.title = Take(from.mutable_title());
  to.text = Take(from.mutable_text());
  if (from.has_observation()) to.observation = TakeObservation(from.observation());
  return to;
}

}  // namespace

void AppendValue(const Drill& row, std::string& out) {
  schema::Drill message;
  message.set_number(row.number);
  message.set_name(row.scenario.name);
  WriteTexts(row.scenario.participants, message.mutable_participants());
  WriteTimes(row.scenario.expected, *message.mutable_expected());
  for (const DrillDocument& document : row.scenario.documents) WriteDocument(document, *message.add_documents());
  message.set_mirror(row.mirror);
  message.set_started_by(row.started_by);
  message.set_started_at(Millis(row.started_at));
  message.set_told(row.told);
  if (row.ended_at.has_value()) message.set_ended_at(Millis(*row.ended_at));
  message.set_ended_by(row.ended_by);
  message.set_end_reason(row.end_reason);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, Drill& row) {
  schema::Drill message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.number = message.number();
  row.scenario.name = Take(message.mutable_name());
  row.scenario.participants = TakeTexts(message.mutable_participants());
  row.scenario.expected = ReadTimes(message.expected());
  for (schema::DrillDocument& document : *message.mutable_documents()) {
    row.scenario.documents.push_back(TakeDocument(document, sound));
  }
  row.mirror = Take(message.mutable_mirror());
  row.started_by = Take(message.mutable_started_by());
  row.started_at = FromUnixMillis(message.started_at());
  row.told = message.told();
  row.ended_at = TimeIf(message.has_ended_at(), message.ended_at());
  row.ended_by = Take(message.mutable_ended_by());
  row.end_reason = Take(message.mutable_end_reason());
  return Verdict(sound);
}

}  // namespace fenghuo
