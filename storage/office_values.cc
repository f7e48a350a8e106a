#include "storage/messages.h"
#include "storage/schema/office.pb.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

constexpr size_t kHashBytes = 32;

// The only reason for a row without a version byte: the payload is what was hashed.
Result<void> ReadPayload(std::string_view payload, AuditRecord& row) {
  schema::AuditPayload message;
  if (!message.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return Corrupt("the payload is no audit message");
  }
  row.sequence = message.sequence();
  row.at = FromUnixMillis(message.at());
  row.actor = Take(message.mutable_actor());
  row.action = Take(message.mutable_action());
  row.object = Take(message.mutable_object());
  row.detail = Take(message.mutable_detail());
  row.payload = std::string(payload);
  return {};
}

void Write(const SourceCadence& cadence, schema::SourceCadence& message) {
  if (cadence.last_news.has_value()) message.set_last_news(Millis(*cadence.last_news));
  message.set_spell_since(Millis(cadence.spell_since));
  message.set_gaps(cadence.gaps);
  message.set_longest(cadence.longest.count());
  message.set_second(cadence.second.count());
  message.set_longest_before(cadence.longest_before.count());
  message.set_second_before(cadence.second_before.count());
  message.set_mean(cadence.mean.count());
}

SourceCadence ReadCadence(const schema::SourceCadence& message) {
  return {.last_news = TimeIf(message.has_last_news(), message.last_news()),
          .spell_since = FromUnixMillis(message.spell_since()),
          .gaps = message.gaps(),
          .longest = Duration(message.longest()),
          .second = Duration(message.second()),
          .longest_before = Duration(message.longest_before()),
          .second_before = Duration(message.second_before()),
          .mean = Duration(message.mean())};
}

void Write(const SourceShape& shape, schema::SourceShape& message) {
  message.set_reads(shape.reads);
  message.set_entries(shape.entries);
  message.set_dated(shape.dated);
  message.set_addressed(shape.addressed);
  message.set_texted(shape.texted);
  message.set_measured(shape.measured);
  if (shape.other_since.has_value()) message.set_other_since(Millis(*shape.other_since));
}

SourceShape ReadShape(const schema::SourceShape& message) {
  return {.reads = message.reads(),
          .entries = message.entries(),
          .dated = message.dated(),
          .addressed = message.addressed(),
          .texted = message.texted(),
          .measured = message.measured(),
          .other_since = TimeIf(message.has_other_since(), message.other_since())};
}

void Write(const ArticleTally& articles, schema::ArticleTally& message) {
  message.set_read(articles.read);
  message.set_failed(articles.failed);
  message.set_no_room(articles.no_room);
  message.set_misses(articles.misses);
  if (articles.last_failure_at.has_value()) message.set_last_failure_at(Millis(*articles.last_failure_at));
  message.set_last_failure(articles.last_failure);
}

ArticleTally ReadArticles(schema::ArticleTally& message) {
  return {.read = message.read(),
          .failed = message.failed(),
          .no_room = message.no_room(),
          .misses = message.misses(),
          .last_failure_at = TimeIf(message.has_last_failure_at(), message.last_failure_at()),
          .last_failure = Take(message.mutable_last_failure())};
}

}  // namespace

std::string AuditPayload(const AuditRecord& record) {
  schema::AuditPayload message;
  message.set_sequence(record.sequence);
  message.set_at(Millis(record.at));
  message.set_actor(record.actor);
  message.set_action(record.action);
  message.set_object(record.object);
  message.set_detail(record.detail);
  std::string payload;
  CHECK(message.SerializePartialToString(&payload), "an audit record of 2 GiB reaches the store");
  return payload;
}

void AppendValue(const AuditRecord& row, std::string& out) {
  CHECK(row.hash.size() == kHashBytes, "an audit record without its hash reaches the store");
  out.push_back(kValueVersion);
  out.append(row.hash).append(row.payload);
}

Result<void> ReadValue(std::string_view value, AuditRecord& row) {
  Result<std::string_view> bytes = Unversioned(value);
  if (!bytes.ok()) return bytes.error();
  if (bytes->size() < kHashBytes) return Corrupt("the value is too short for a link of the audit chain");
  row.hash = std::string(bytes->substr(0, kHashBytes));
  return ReadPayload(bytes->substr(kHashBytes), row);
}

void AppendValue(const SourceRecord& row, std::string& out) {
  schema::SourceRecord message;
  message.set_id(row.id);
  message.set_etag(row.etag);
  message.set_last_modified(row.last_modified);
  message.set_body_hash(row.body_hash);
  if (row.last_fetch_at.has_value()) message.set_last_fetch_at(Millis(*row.last_fetch_at));
  if (row.last_success_at.has_value()) message.set_last_success_at(Millis(*row.last_success_at));
  if (row.last_full_at.has_value()) message.set_last_full_at(Millis(*row.last_full_at));
  if (row.last_new_at.has_value()) message.set_last_new_at(Millis(*row.last_new_at));
  if (row.baseline_at.has_value()) message.set_baseline_at(Millis(*row.baseline_at));
  if (row.retry_at.has_value()) message.set_retry_at(Millis(*row.retry_at));
  message.set_health(ToNumber(row.health));
  message.set_health_since(Millis(row.health_since));
  message.set_health_reason(row.health_reason);
  message.set_failures(row.failures);
  message.set_alarm_raised(row.alarm_raised);
  message.set_fetches(row.fetches);
  message.set_documents(row.documents);
  message.set_moved_to(row.moved_to);
  Write(row.cadence, *message.mutable_cadence());
  Write(row.shape, *message.mutable_shape());
  if (row.listed_at.has_value()) message.set_listed_at(Millis(*row.listed_at));
  Write(row.articles, *message.mutable_articles());
  message.set_read_as(row.read_as);
  message.set_pages_read(row.pages_read);
  message.set_bytes_today(row.bytes_today);
  if (row.day_ends.has_value()) message.set_day_ends(Millis(*row.day_ends));
  if (row.robots_unreachable_since.has_value()) message.set_robots_unreachable_since(Millis(*row.robots_unreachable_since));
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, SourceRecord& row) {
  schema::SourceRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.id = Take(message.mutable_id());
  row.etag = Take(message.mutable_etag());
  row.last_modified = Take(message.mutable_last_modified());
  row.body_hash = message.body_hash();
  row.last_fetch_at = TimeIf(message.has_last_fetch_at(), message.last_fetch_at());
  row.last_success_at = TimeIf(message.has_last_success_at(), message.last_success_at());
  row.last_full_at = TimeIf(message.has_last_full_at(), message.last_full_at());
  row.last_new_at = TimeIf(message.has_last_new_at(), message.last_new_at());
  row.baseline_at = TimeIf(message.has_baseline_at(), message.baseline_at());
  row.retry_at = TimeIf(message.has_retry_at(), message.retry_at());
  row.health = sound.Enumerator<SourceHealth>(message.health());
  row.health_since = FromUnixMillis(message.health_since());
  row.health_reason = Take(message.mutable_health_reason());
  row.failures = message.failures();
  row.alarm_raised = message.alarm_raised();
  row.fetches = message.fetches();
  row.documents = message.documents();
  row.moved_to = Take(message.mutable_moved_to());
  row.cadence = ReadCadence(message.cadence());
  row.shape = ReadShape(message.shape());
  row.listed_at = TimeIf(message.has_listed_at(), message.listed_at());
  row.articles = ReadArticles(*message.mutable_articles());
  row.read_as = message.read_as();
  row.pages_read = message.pages_read();
  row.bytes_today = message.bytes_today();
  row.day_ends = TimeIf(message.has_day_ends(), message.day_ends());
  row.robots_unreachable_since = TimeIf(message.has_robots_unreachable_since(), message.robots_unreachable_since());
  return Verdict(sound);
}

void AppendValue(const ErrandRecord& row, std::string& out) {
  schema::ErrandRecord message;
  message.set_id(row.id);
  message.set_source(row.source);
  message.set_url(row.url);
  message.set_list_page(row.list_page);
  message.set_first_read(row.first_read);
  message.set_since(Millis(row.since));
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, ErrandRecord& row) {
  schema::ErrandRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.id = Take(message.mutable_id());
  row.source = Take(message.mutable_source());
  row.url = Take(message.mutable_url());
  row.list_page = message.list_page();
  row.first_read = message.first_read();
  row.since = FromUnixMillis(message.since());
  return {};
}

void AppendValue(const Outage& row, std::string& out) {
  schema::Outage message;
  message.set_source(row.source);
  message.set_from(Millis(row.from));
  if (row.to.has_value()) message.set_to(Millis(*row.to));
  message.set_health(ToNumber(row.health));
  message.set_reason(row.reason);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, Outage& row) {
  schema::Outage message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.source = Take(message.mutable_source());
  row.from = FromUnixMillis(message.from());
  row.to = TimeIf(message.has_to(), message.to());
  row.health = sound.Enumerator<SourceHealth>(message.health());
  row.reason = Take(message.mutable_reason());
  return Verdict(sound);
}

void AppendValue(const SessionRecord& row, std::string& out) {
  schema::SessionRecord message;
  message.set_token_hash(row.token_hash);
  message.set_person(row.person);
  message.set_created_at(Millis(row.created_at));
  message.set_last_used_at(Millis(row.last_used_at));
  message.set_person_token_hash(row.person_token_hash);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, SessionRecord& row) {
  schema::SessionRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.token_hash = Take(message.mutable_token_hash());
  row.person = Take(message.mutable_person());
  row.created_at = FromUnixMillis(message.created_at());
  row.last_used_at = FromUnixMillis(message.last_used_at());
  row.person_token_hash = Take(message.mutable_person_token_hash());
  return {};
}

void AppendValue(const ReplayCursor& row, std::string& out) {
  schema::ReplayCursor message;
  message.set_lines(row.lines);
  message.set_clock(Millis(row.clock));
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, ReplayCursor& row) {
  schema::ReplayCursor message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.lines = message.lines();
  row.clock = FromUnixMillis(message.clock());
  return {};
}

}  // namespace fenghuo
