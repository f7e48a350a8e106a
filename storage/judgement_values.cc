#include "storage/messages.h"
#include "storage/schema/story.pb.h"

namespace fenghuo {
namespace {

void WriteCounter(const DecayedCounter& from, schema::DecayedCounter* to) {
  to->set_value(from.value);
  to->set_at(Millis(from.at));
}

DecayedCounter ReadCounter(const schema::DecayedCounter& from) { return {from.value(), FromUnixMillis(from.at())}; }

void WriteHeat(const HeatState& from, schema::HeatState& to) {
  WriteCounter(from.mentions, to.mutable_mentions());
  WriteCounter(from.accounts, to.mutable_accounts());
  WriteCounter(from.copies, to.mutable_copies());
  WriteCounter(from.engagement, to.mutable_engagement());
  WriteCounter(from.outlets, to.mutable_outlets());
  WriteCounter(from.velocity_1h, to.mutable_velocity_1h());
  WriteCounter(from.velocity_6h, to.mutable_velocity_6h());
  WriteCounter(from.board, to.mutable_board());
  for (const SourceMention& mention : from.sources) {
    schema::SourceMention& row = *to.add_sources();
    row.set_source(mention.source);
    row.set_tier(ToNumber(mention.tier));
    row.set_first_at(Millis(mention.first_at));
    row.set_only_copies(mention.only_copies);
  }
  to.mutable_authors()->Add(from.authors.begin(), from.authors.end());
  if (from.best_rank.has_value()) to.set_best_rank(*from.best_rank);
  if (from.best_rank_at.has_value()) to.set_best_rank_at(Millis(*from.best_rank_at));
  to.set_documents(from.documents);
  to.set_copies_total(from.copies_total);
}

HeatState TakeHeat(schema::HeatState& from, Soundness& sound) {
  HeatState to;
  to.mentions = ReadCounter(from.mentions());
  to.accounts = ReadCounter(from.accounts());
  to.copies = ReadCounter(from.copies());
  to.engagement = ReadCounter(from.engagement());
  to.outlets = ReadCounter(from.outlets());
  to.velocity_1h = ReadCounter(from.velocity_1h());
  to.velocity_6h = ReadCounter(from.velocity_6h());
  to.board = ReadCounter(from.board());
  to.sources.reserve(static_cast<size_t>(from.sources_size()));
  for (schema::SourceMention& row : *from.mutable_sources()) {
    to.sources.push_back({Take(row.mutable_source()), sound.Enumerator<Tier>(row.tier()), FromUnixMillis(row.first_at()),
                          row.only_copies()});
  }
  to.authors.assign(from.authors().begin(), from.authors().end());
  to.best_rank = NumberIf(from.has_best_rank(), from.best_rank());
  to.best_rank_at = TimeIf(from.has_best_rank_at(), from.best_rank_at());
  to.documents = from.documents();
  to.copies_total = from.copies_total();
  return to;
}

void WriteEvidence(const StoryEvidence& from, schema::StoryEvidence& to) {
  for (const StoryEvidence::SourceSeverity& severity : from.severities) {
    schema::SourceSeverity& row = *to.add_severities();
    row.set_source(severity.source);
    row.set_points(severity.points);
    row.set_document(severity.document);
    row.set_rule(severity.rule);
  }
  for (const StoryEvidence::RuleFloor& floor : from.rule_floors) {
    schema::RuleFloor& row = *to.add_rule_floors();
    row.set_rule(floor.rule);
    row.set_level(LevelNumber(floor.level));
    row.set_document(floor.document);
    row.set_at(Millis(floor.at));
  }
  for (const Fact& fact : from.facts) WriteFact(fact, *to.add_facts());
  to.set_facts_at(Millis(from.facts_at));
  to.set_vulnerable(from.vulnerable);
  to.set_school(from.school);
  to.set_harm_stated(from.harm_stated);
  to.set_old_news(from.old_news);
  to.set_locality(ToNumber(from.locality));
  to.set_county_unit(from.county_unit);
  to.set_place(from.place);
}

StoryEvidence TakeEvidence(schema::StoryEvidence& from, Soundness& sound) {
  StoryEvidence to;
  for (schema::SourceSeverity& row : *from.mutable_severities()) {
    to.severities.push_back(
        {Take(row.mutable_source()), row.points(), Take(row.mutable_document()), Take(row.mutable_rule())});
  }
  for (schema::RuleFloor& row : *from.mutable_rule_floors()) {
    to.rule_floors.push_back(
        {Take(row.mutable_rule()), sound.LevelOf(row.level()), Take(row.mutable_document()), FromUnixMillis(row.at())});
  }
  for (schema::Fact& fact : *from.mutable_facts()) to.facts.push_back(TakeFact(fact, sound));
  to.facts_at = FromUnixMillis(from.facts_at());
  to.vulnerable = from.vulnerable();
  to.school = from.school();
  to.harm_stated = from.harm_stated();
  to.old_news = from.old_news();
  to.locality = sound.Enumerator<Locality>(from.locality());
  to.county_unit = Take(from.mutable_county_unit());
  to.place = Take(from.mutable_place());
  return to;
}

void WriteCardLists(const ScoreCard& from, schema::ScoreCard& to) {
  for (const ScorePart& part : from.parts) {
    schema::ScorePart& row = *to.add_parts();
    row.set_name(part.name);
    row.set_says(part.says);
    row.set_points_milli(part.points_milli);
  }
  for (const HeatPart& part : from.heat_parts) {
    schema::HeatPart& row = *to.add_heat_parts();
    row.set_name(part.name);
    row.set_value(part.value);
    row.set_points_milli(part.points_milli);
  }
  for (const FloorHit& floor : from.floors) {
    schema::FloorHit& row = *to.add_floors();
    row.set_name(floor.name);
    row.set_says(floor.says);
    row.set_level(LevelNumber(floor.level));
  }
  for (const Fact& fact : from.facts) WriteFact(fact, *to.add_facts());
}

void TakeCardLists(schema::ScoreCard& from, ScoreCard& to, Soundness& sound) {
  for (schema::ScorePart& row : *from.mutable_parts()) {
    to.parts.push_back({Take(row.mutable_name()), Take(row.mutable_says()), row.points_milli()});
  }
  for (schema::HeatPart& row : *from.mutable_heat_parts()) {
    to.heat_parts.push_back({Take(row.mutable_name()), row.value(), row.points_milli()});
  }
  for (schema::FloorHit& row : *from.mutable_floors()) {
    to.floors.push_back({Take(row.mutable_name()), Take(row.mutable_says()), sound.LevelOf(row.level())});
  }
  for (schema::Fact& fact : *from.mutable_facts()) to.facts.push_back(TakeFact(fact, sound));
}

void WriteCard(const ScoreCard& from, schema::ScoreCard& to) {
  to.set_version(from.version);
  to.set_icu_version(from.icu_version);
  to.set_at(Millis(from.at));
  to.set_heat_milli(from.heat_milli);
  to.set_severity_milli(from.severity_milli);
  to.set_risk_milli(from.risk_milli);
  WriteCardLists(from, to);
  to.set_cap(from.cap);
  to.set_by_risk(LevelNumber(from.by_risk));
  to.set_level(LevelNumber(from.level));
  to.set_held(from.held);
  to.set_to_next_milli(from.to_next_milli);
  to.set_locality(ToNumber(from.locality));
  to.set_place(from.place);
  to.set_independent_sources(from.independent_sources);
  to.set_last_hour(from.last_hour);
}

ScoreCard TakeCard(schema::ScoreCard& from, Soundness& sound) {
  ScoreCard to;
  to.version = from.version();
  to.icu_version = Take(from.mutable_icu_version());
  to.at = FromUnixMillis(from.at());
  to.heat_milli = from.heat_milli();
  to.severity_milli = from.severity_milli();
  to.risk_milli = from.risk_milli();
  TakeCardLists(from, to, sound);
  to.cap = Take(from.mutable_cap());
  to.by_risk = sound.LevelOf(from.by_risk());
  to.level = sound.LevelOf(from.level());
  to.held = Take(from.mutable_held());
  to.to_next_milli = from.to_next_milli();
  to.locality = sound.Enumerator<Locality>(from.locality());
  to.place = Take(from.mutable_place());
  to.independent_sources = from.independent_sources();
  to.last_hour = from.last_hour();
  return to;
}

}  // namespace

void AppendValue(const JudgementRecord& row, std::string& out) {
  schema::JudgementRecord message;
  message.set_story(row.story);
  WriteHeat(row.heat, *message.mutable_heat());
  WriteEvidence(row.evidence, *message.mutable_evidence());
  schema::GradeState& grade = *message.mutable_grade();
  grade.set_level(LevelNumber(row.grade.level));
  grade.set_peak(LevelNumber(row.grade.peak));
  grade.set_level_since(Millis(row.grade.level_since));
  if (row.grade.below_since.has_value()) grade.set_below_since(Millis(*row.grade.below_since));
  WriteCard(row.card, *message.mutable_card());
  message.set_category(row.category);
  WriteTexts(row.departments, message.mutable_departments());
  message.set_must_report(row.must_report);
  message.set_first_source(row.first_source);
  message.set_first_seen(Millis(row.first_seen));
  message.set_incident(row.incident);
  if (row.grade_at.has_value()) message.set_grade_at(Millis(*row.grade_at));
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, JudgementRecord& row) {
  schema::JudgementRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.story = Take(message.mutable_story());
  row.heat = TakeHeat(*message.mutable_heat(), sound);
  row.evidence = TakeEvidence(*message.mutable_evidence(), sound);
  const schema::GradeState& grade = message.grade();
  row.grade.level = sound.LevelOf(grade.level());
  row.grade.peak = sound.LevelOf(grade.peak());
  row.grade.level_since = FromUnixMillis(grade.level_since());
  row.grade.below_since = TimeIf(grade.has_below_since(), grade.below_since());
  row.card = TakeCard(*message.mutable_card(), sound);
  row.category = Take(message.mutable_category());
  row.departments = TakeTexts(message.mutable_departments());
  row.must_report = message.must_report();
  row.first_source = Take(message.mutable_first_source());
  row.first_seen = FromUnixMillis(message.first_seen());
  row.incident = Take(message.mutable_incident());
  row.grade_at = TimeIf(message.has_grade_at(), message.grade_at());
  return Verdict(sound);
}

}  // namespace fenghuo
