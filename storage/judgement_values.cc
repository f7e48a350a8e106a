#include <algorithm>

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

bool IsThere(const BurstInput& burst) { return burst != BurstInput(); }

bool IsThere(const StoryEvidence::Reach& reach) {
  return reach.count != 0 || reach.at != Timestamp() || !reach.document.empty();
}

void WriteBurst(const BurstInput& from, schema::BurstInput& to) {
  to.set_rule(from.rule);
  to.set_learning(from.learning);
  to.set_rising_milli(from.rising_milli);
  for (const Volume& window : from.windows) {
    schema::Volume& written = *to.add_windows();
    written.set_observed(window.observed);
    written.set_expected_milli(window.expected_milli);
    written.set_spread_milli(window.spread_milli);
  }
}

BurstInput TakeBurst(schema::BurstInput& from) {
  BurstInput to;
  to.rule = Take(from.mutable_rule());
  to.learning = from.learning();
  to.rising_milli = from.rising_milli();
  const size_t windows = std::min(static_cast<size_t>(from.windows_size()), kWindows);
  for (size_t i = 0; i < windows; ++i) {
    const schema::Volume& window = from.windows(static_cast<int>(i));
    to.windows[i] = {window.observed(), window.expected_milli(), window.spread_milli()};
  }
  return to;
}

void WriteReach(const StoryEvidence::Reach& from, schema::Reach& to) {
  to.set_count(from.count);
  to.set_at(Millis(from.at));
  to.set_document(from.document);
}

StoryEvidence::Reach TakeReach(schema::Reach& from) {
  return {from.count(), FromUnixMillis(from.at()), Take(from.mutable_document())};
}

void WriteSeverityParts(const std::vector<SeverityPart>& from, google::protobuf::RepeatedPtrField<schema::SeverityPart>& to) {
  for (const SeverityPart& part : from) {
    schema::SeverityPart& row = *to.Add();
    row.set_name(part.name);
    row.set_says(part.says);
    row.set_points(part.points);
  }
}

std::vector<SeverityPart> TakeSeverityParts(google::protobuf::RepeatedPtrField<schema::SeverityPart>& from) {
  std::vector<SeverityPart> to;
  for (schema::SeverityPart& row : from) to.push_back({Take(row.mutable_name()), Take(row.mutable_says()), row.points()});
  return to;
}

void WriteEvidence(const StoryEvidence& from, schema::StoryEvidence& to) {
  for (const StoryEvidence::SourceSeverity& severity : from.severities) {
    schema::SourceSeverity& row = *to.add_severities();
    row.set_source(severity.source);
    row.set_points(severity.points);
    row.set_document(severity.document);
    row.set_rule(severity.rule);
    WriteSeverityParts(severity.parts, *row.mutable_parts());
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
  if (IsThere(from.most_reposts)) WriteReach(from.most_reposts, *to.mutable_most_reposts());
  if (IsThere(from.most_views)) WriteReach(from.most_views, *to.mutable_most_views());
  WriteTexts(from.provinces, to.mutable_provinces());
  for (Timestamp at : from.recent) to.add_recent(Millis(at));
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
    to.severities.push_back({Take(row.mutable_source()), row.points(), Take(row.mutable_document()),
                             Take(row.mutable_rule()), TakeSeverityParts(*row.mutable_parts())});
  }
  for (schema::RuleFloor& row : *from.mutable_rule_floors()) {
    to.rule_floors.push_back(
        {Take(row.mutable_rule()), sound.LevelOf(row.level()), Take(row.mutable_document()), FromUnixMillis(row.at())});
  }
  for (schema::Fact& fact : *from.mutable_facts()) to.facts.push_back(TakeFact(fact, sound));
  to.facts_at = FromUnixMillis(from.facts_at());
  to.most_reposts = TakeReach(*from.mutable_most_reposts());
  to.most_views = TakeReach(*from.mutable_most_views());
  to.provinces = TakeTexts(from.mutable_provinces());
  for (int64_t at : from.recent()) to.recent.push_back(FromUnixMillis(at));
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
  to.set_burst_milli(from.burst_milli);
  if (IsThere(from.burst)) WriteBurst(from.burst, *to.mutable_burst());
  to.set_burst_score_milli(from.burst_score_milli);
  WriteSeverityParts(from.severity_parts, *to.mutable_severity_parts());
  to.set_severity_percent(from.severity_percent);
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
  to.burst_milli = from.burst_milli();
  to.burst = TakeBurst(*from.mutable_burst());
  to.burst_score_milli = from.burst_score_milli();
  to.severity_parts = TakeSeverityParts(*from.mutable_severity_parts());
  to.severity_percent = from.severity_percent();
  return to;
}

void WriteState(const GradeState& from, schema::GradeState& to) {
  to.set_level(LevelNumber(from.level));
  to.set_peak(LevelNumber(from.peak));
  to.set_level_since(Millis(from.level_since));
  if (from.below_since.has_value()) to.set_below_since(Millis(*from.below_since));
  if (from.burst_at.has_value()) to.set_burst_at(Millis(*from.burst_at));
}

GradeState ReadState(const schema::GradeState& from, Soundness& sound) {
  GradeState to;
  to.level = sound.LevelOf(from.level());
  to.peak = sound.LevelOf(from.peak());
  to.level_since = FromUnixMillis(from.level_since());
  to.below_since = TimeIf(from.has_below_since(), from.below_since());
  to.burst_at = TimeIf(from.has_burst_at(), from.burst_at());
  return to;
}

void WriteJudgement(const JudgementRecord& from, schema::JudgementRecord& to) {
  to.set_story(from.story);
  WriteHeat(from.heat, *to.mutable_heat());
  WriteEvidence(from.evidence, *to.mutable_evidence());
  WriteState(from.grade, *to.mutable_grade());
  WriteCard(from.card, *to.mutable_card());
  // Most stories are never graded: what they do not have costs them nothing.
  if (from.before != GradeState()) WriteState(from.before, *to.mutable_before());
  to.set_options(from.options);
  if (IsThere(from.burst)) WriteBurst(from.burst, *to.mutable_burst());
  to.set_category(from.category);
  WriteTexts(from.departments, to.mutable_departments());
  to.set_must_report(from.must_report);
  to.set_first_source(from.first_source);
  to.set_first_seen(Millis(from.first_seen));
  to.set_incident(from.incident);
  if (from.grade_at.has_value()) to.set_grade_at(Millis(*from.grade_at));
}

JudgementRecord TakeJudgement(schema::JudgementRecord& from, Soundness& sound) {
  JudgementRecord to;
  to.story = Take(from.mutable_story());
  to.heat = TakeHeat(*from.mutable_heat(), sound);
  to.evidence = TakeEvidence(*from.mutable_evidence(), sound);
  to.grade = ReadState(from.grade(), sound);
  to.card = TakeCard(*from.mutable_card(), sound);
  to.before = ReadState(from.before(), sound);
  to.options = from.options();
  to.burst = TakeBurst(*from.mutable_burst());
  to.category = Take(from.mutable_category());
  to.departments = TakeTexts(from.mutable_departments());
  to.must_report = from.must_report();
  to.first_source = Take(from.mutable_first_source());
  to.first_seen = FromUnixMillis(from.first_seen());
  to.incident = Take(from.mutable_incident());
  to.grade_at = TimeIf(from.has_grade_at(), from.grade_at());
  return to;
}

}  // namespace

void AppendValue(const JudgementRecord& row, std::string& out) {
  schema::JudgementRecord message;
  WriteJudgement(row, message);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, JudgementRecord& row) {
  schema::JudgementRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row = TakeJudgement(message, sound);
  return Verdict(sound);
}

void AppendValue(const GradingRecord& row, std::string& out) {
  schema::GradingRecord message;
  message.set_incident(row.incident);
  message.set_change(row.change);
  message.set_level(LevelNumber(row.level));
  WriteJudgement(row.judgement, *message.mutable_judgement());
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, GradingRecord& row) {
  schema::GradingRecord message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  Soundness sound;
  row.incident = Take(message.mutable_incident());
  row.change = message.change();
  row.level = sound.LevelOf(message.level());
  row.judgement = TakeJudgement(*message.mutable_judgement(), sound);
  return Verdict(sound);
}

}  // namespace fenghuo
