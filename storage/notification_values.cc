#include "storage/messages.h"
#include "storage/schema/incident.pb.h"

namespace fenghuo {
namespace {

void WriteMessage(const Message& from, schema::Message& to) {
  to.set_kind(ToNumber(from.kind));
  to.set_incident(from.incident);
  to.set_number(from.number);
  to.set_level(LevelNumber(from.level));
  to.set_level_before(LevelNumber(from.level_before));
  to.set_locality(ToNumber(from.locality));
  to.set_city(from.city);
  to.set_category(from.category);
  to.set_title(from.title);
  to.set_state(from.state);
  to.set_why(from.why);
  to.set_unproved(from.unproved);
  to.set_first_seen(from.first_seen);
  to.set_responsible(from.responsible);
  to.set_ask(from.ask);
  to.set_desk_phone(from.desk_phone);
  to.set_drill(from.drill);
  WriteTexts(from.lines, to.mutable_lines());
  to.set_at(Millis(from.at));
  WriteTexts(from.story_documents, to.mutable_story_documents());
}

Message TakeMessage(schema::Message& from, Soundness& sound) {
  Message to;
  to.kind = sound.Enumerator<MessageKind>(from.kind());
  to.incident = Take(from.mutable_incident());
  to.number = Take(from.mutable_number());
  to.level = sound.LevelOf(from.level());
  to.level_before = sound.LevelOf(from.level_before());
  to.locality = sound.Enumerator<Locality>(from.locality());
  to.city = Take(from.mutable_city());
  to.category = Take(from.mutable_category());
  to.title = Take(from.mutable_title());
  to.state = Take(from.mutable_state());
  to.why = Take(from.mutable_why());
  to.unproved = Take(from.mutable_unproved());
  to.first_seen = Take(from.mutable_first_seen());
  to.responsible = Take(from.mutable_responsible());
  to.ask = Take(from.mutable_ask());
  to.desk_phone = Take(from.mutable_desk_phone());
  to.drill = from.drill();
  to.lines = TakeTexts(from.mutable_lines());
  to.at = FromUnixMillis(from.at());
  to.story_documents = TakeTexts(from.mutable_story_documents());
  return to;
}

}  // namespace

void AppendValue(const Notification& row, std::string& out) {
  schema::Notification message;
  message.set_id(row.id);
  message.set_channel(row.channel);
  for (const Receiver& receiver : row.receivers) {
    schema::Receiver& to = *message.add_receivers();
    to.set_person(receiver.person);
    to.set_address(receiver.address);
  }
  message.set_urgency(ToNumber(row.urgency));
  message.set_priority(row.priority);
  WriteMessage(row.message, *message.mutable_message());
  message.set_created_at(Millis(row.created_at));
  message.set_expires_at(Millis(row.expires_at));
  message.set_state(ToNumber(row.state));
  message.set_attempts(row.attempts);
  message.set_next_at(Millis(row.next_at));
  if (row.sent_at.has_value()) message.set_sent_at(Millis(*row.sent_at));
  if (row.finished_at.has_value()) message.set_finished_at(Millis(*row.finished_at));
  message.set_reason(row.reason);
  message.set_vendor_id(row.vendor_id);
  message.set_replays(row.replays);
  message.set_merged_into(row.merged_into);
  message.set_short_form(row.short_form);
  message.set_repeat_marked(row.repeat_marked);
  message.set_mirrored(row.mirrored);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, Notification& row) {
  schema::Notification message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.id = Take(message.mutable_id());
  row.channel = Take(message.mutable_channel());
  for (schema::Receiver& receiver : *message.mutable_receivers()) {
    row.receivers.push_back({Take(receiver.mutable_person()), Take(receiver.mutable_address())});
  }
  row.urgency = sound.Enumerator<Urgency>(message.urgency());
  row.priority = message.priority();
  row.message = TakeMessage(*message.mutable_message(), sound);
  row.created_at = FromUnixMillis(message.created_at());
  row.expires_at = FromUnixMillis(message.expires_at());
  row.state = sound.Enumerator<DeliveryState>(message.state());
  row.attempts = message.attempts();
  row.next_at = FromUnixMillis(message.next_at());
  row.sent_at = TimeIf(message.has_sent_at(), message.sent_at());
  row.finished_at = TimeIf(message.has_finished_at(), message.finished_at());
  row.reason = Take(message.mutable_reason());
  row.vendor_id = Take(message.mutable_vendor_id());
  row.replays = Take(message.mutable_replays());
  row.merged_into = Take(message.mutable_merged_into());
  row.short_form = message.short_form();
  row.repeat_marked = message.repeat_marked();
  row.mirrored = message.mirrored();
  return Verdict(sound);
}

}  // namespace fenghuo
