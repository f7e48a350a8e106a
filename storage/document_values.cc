#include "storage/messages.h"
#include "storage/schema/document.pb.h"

namespace fenghuo {

void WriteObservation(const Observation& from, schema::Observation& to) {
  to.set_at(Millis(from.at));
  if (from.rank.has_value()) to.set_rank(*from.rank);
  if (from.heat.has_value()) to.set_heat(*from.heat);
  if (from.views.has_value()) to.set_views(*from.views);
  if (from.likes.has_value()) to.set_likes(*from.likes);
  if (from.reposts.has_value()) to.set_reposts(*from.reposts);
  if (from.comments.has_value()) to.set_comments(*from.comments);
}

Observation TakeObservation(const schema::Observation& from) {
  Observation to;
  to.at = FromUnixMillis(from.at());
  to.rank = NumberIf(from.has_rank(), from.rank());
  to.heat = NumberIf(from.has_heat(), from.heat());
  to.views = NumberIf(from.has_views(), from.views());
  to.likes = NumberIf(from.has_likes(), from.likes());
  to.reposts = NumberIf(from.has_reposts(), from.reposts());
  to.comments = NumberIf(from.has_comments(), from.comments());
  return to;
}

namespace {

void WriteDocument(const Document& from, schema::Document& to) {
  to.set_id(from.id);
  to.set_source(from.source);
  to.set_kind(ToNumber(from.kind));
  to.set_url(from.url);
  to.set_title(from.title);
  to.set_text(from.text);
  to.set_author(from.author);
  to.set_author_hash(from.author_hash);
  to.set_tier(ToNumber(from.tier));
  if (from.followers.has_value()) to.set_followers(*from.followers);
  if (from.published_at.has_value()) to.set_published_at(Millis(*from.published_at));
  to.set_fetched_at(Millis(from.fetched_at));
  to.set_lang(from.lang);
  to.set_region(from.region);
  WriteTexts(from.tags, to.mutable_tags());
  if (from.observation.has_value()) WriteObservation(*from.observation, *to.mutable_observation());
}

Document TakeDocument(schema::Document& from, Soundness& sound) {
  Document to;
  to.id = Take(from.mutable_id());
  to.source = Take(from.mutable_source());
  to.kind = sound.Enumerator<DocumentKind>(from.kind());
  to.url = Take(from.mutable_url());
  to.title = Take(from.mutable_title());
  to.text = Take(from.mutable_text());
  to.author = Take(from.mutable_author());
  to.author_hash = Take(from.mutable_author_hash());
  to.tier = sound.Enumerator<Tier>(from.tier());
  to.followers = NumberIf(from.has_followers(), from.followers());
  to.published_at = TimeIf(from.has_published_at(), from.published_at());
  to.fetched_at = FromUnixMillis(from.fetched_at());
  to.lang = Take(from.mutable_lang());
  to.region = Take(from.mutable_region());
  to.tags = TakeTexts(from.mutable_tags());
  if (from.has_observation()) to.observation = TakeObservation(from.observation());
  return to;
}

void WriteSpan(const Span& from, schema::Span& to) {
  to.set_field(ToNumber(from.field));
  to.set_begin(from.begin);
  to.set_end(from.end);
}

Span ReadSpan(const schema::Span& from, Soundness& sound) {
  return {sound.Enumerator<Span::Field>(from.field()), from.begin(), from.end()};
}

void WriteMatch(const Match& from, schema::Match& to) {
  to.set_rule(from.rule);
  for (const Span& span : from.spans) WriteSpan(span, *to.add_spans());
  to.set_must_report(from.must_report);
  to.set_damped(from.damped);
  to.set_shadow(from.shadow);
  for (const SeverityHit& hit : from.severity) {
    schema::SeverityHit& row = *to.add_severity();
    row.set_name(hit.name);
    row.set_points(hit.points);
    WriteSpan(hit.place, *row.mutable_place());
  }
}

Match TakeMatch(schema::Match& from, Soundness& sound) {
  Match to;
  to.rule = Take(from.mutable_rule());
  to.spans.reserve(static_cast<size_t>(from.spans_size()));
  for (const schema::Span& span : from.spans()) to.spans.push_back(ReadSpan(span, sound));
  to.must_report = from.must_report();
  to.damped = from.damped();
  to.shadow = from.shadow();
  for (schema::SeverityHit& hit : *from.mutable_severity()) {
    to.severity.push_back({Take(hit.mutable_name()), hit.points(), ReadSpan(hit.place(), sound)});
  }
  return to;
}

void WriteRelevance(const RelevanceNote& from, schema::RelevanceNote& to) {
  to.set_place(ToNumber(from.place));
  for (const RelevanceFinding& finding : from.findings) {
    schema::RelevanceFinding& row = *to.add_findings();
    row.set_rule(finding.rule);
    row.set_chance_milli(finding.chance_milli);
    for (const WeighedGram& gram : finding.because) {
      schema::WeighedGram& written = *row.add_because();
      written.set_text(gram.text);
      written.set_adds_milli(gram.adds_milli);
    }
  }
  for (const Match& match : from.held) WriteMatch(match, *to.add_held());
  if (from.verdict.has_value()) to.set_verdict(ToNumber(*from.verdict));
  to.set_person(from.person);
  to.set_at(Millis(from.at));
}

RelevanceNote TakeRelevance(schema::RelevanceNote& from, Soundness& sound) {
  RelevanceNote to;
  to.place = sound.Enumerator<RelevancePlace>(from.place());
  for (schema::RelevanceFinding& row : *from.mutable_findings()) {
    RelevanceFinding finding{.rule = Take(row.mutable_rule()), .chance_milli = row.chance_milli(), .because = {}};
    for (schema::WeighedGram& gram : *row.mutable_because()) finding.because.push_back({Take(gram.mutable_text()), gram.adds_milli()});
    to.findings.push_back(std::move(finding));
  }
  for (schema::Match& match : *from.mutable_held()) to.held.push_back(TakeMatch(match, sound));
  if (from.has_verdict()) to.verdict = sound.Enumerator<ClickVerdict>(from.verdict());
  to.person = Take(from.mutable_person());
  to.at = FromUnixMillis(from.at());
  return to;
}

void WriteRecord(const DocumentRecord& from, schema::DocumentRecord& to) {
  WriteDocument(from.document, *to.mutable_document());
  to.set_version(from.version);
  to.set_content_hash(from.content_hash);
  to.set_first_seen(Millis(from.first_seen));
  to.set_last_seen(Millis(from.last_seen));
  for (const Match& match : from.matches) WriteMatch(match, *to.add_matches());
  for (const Fact& fact : from.facts) WriteFact(fact, *to.add_facts());
  schema::LocalityFinding& locality = *to.mutable_locality();
  locality.set_locality(ToNumber(from.locality.locality));
  locality.set_county_unit(from.locality.county_unit);
  locality.set_place(from.locality.place);
  to.set_story(from.story);
  to.set_copy_of(from.copy_of);
  to.set_old_news(from.old_news);
  for (const Match& match : from.shadow_matches) WriteMatch(match, *to.add_shadow_matches());
  if (from.relevance) WriteRelevance(*from.relevance, *to.mutable_relevance());
  if (from.versions.from == 0 && from.versions.found == 0 && from.versions.bytes == 0) return;  // nearly all
  schema::KeptVersions& versions = *to.mutable_versions();
  versions.set_from(from.versions.from);
  versions.set_found(from.versions.found);
  versions.set_bytes(from.versions.bytes);
}

}  // namespace

void WriteFact(const Fact& from, schema::Fact& to) {
  to.set_kind(ToNumber(from.kind));
  to.set_count(from.count);
  to.set_sentence(from.sentence);
}

Fact TakeFact(schema::Fact& from, Soundness& sound) {
  return {sound.Enumerator<FactKind>(from.kind()), from.count(), Take(from.mutable_sentence())};
}

void AppendValue(const DocumentRecord& row, std::string& out) {
  schema::DocumentRecord message;
  WriteRecord(row, message);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, DocumentRecord& row) {
  schema::DocumentRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.document = TakeDocument(*message.mutable_document(), sound);
  row.version = message.version();
  row.content_hash = message.content_hash();
  row.first_seen = FromUnixMillis(message.first_seen());
  row.last_seen = FromUnixMillis(message.last_seen());
  for (schema::Match& match : *message.mutable_matches()) row.matches.push_back(TakeMatch(match, sound));
  for (schema::Match& match : *message.mutable_shadow_matches()) row.shadow_matches.push_back(TakeMatch(match, sound));
  for (schema::Fact& fact : *message.mutable_facts()) row.facts.push_back(TakeFact(fact, sound));
  schema::LocalityFinding& locality = *message.mutable_locality();
  row.locality.locality = sound.Enumerator<Locality>(locality.locality());
  row.locality.county_unit = Take(locality.mutable_county_unit());
  row.locality.place = Take(locality.mutable_place());
  row.story = Take(message.mutable_story());
  row.copy_of = Take(message.mutable_copy_of());
  row.old_news = message.old_news();
  row.versions = {message.versions().from(), message.versions().found(), message.versions().bytes()};
  if (message.has_relevance()) row.relevance = TakeRelevance(*message.mutable_relevance(), sound);
  return Verdict(sound);
}

void AppendValue(const Observation& row, std::string& out) {
  schema::Observation message;
  WriteObservation(row, message);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, Observation& row) {
  schema::Observation message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row = TakeObservation(message);
  return {};
}

}  // namespace fenghuo
