#include "daemon/core/arrivals.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "alerts/statements/quotes.h"
#include "alerts/statements/statements.h"
#include "base/hash.h"
#include "daemon/core/incidents.h"
#include "daemon/core/sources.h"
#include "daemon/core/versions.h"
#include "daemon/net/url.h"
#include "keywords/drill.h"
#include "keywords/grading/evidence.h"

namespace fenghuo {
namespace {

uint64_t ContentHash(const Document& document) { return Hash64(document.title + '\x1f' + document.text); }

void TakeFindings(const JudgedIntake& judged, DocumentRecord& record) {
  record.matches = judged.matches;
  record.shadow_matches = judged.shadow_matches;
  record.facts = judged.facts;
  record.locality = judged.locality;
}

Arrival NewArrival(const JudgedIntake& judged, const GradeOptions& options, Timestamp now) {
  Arrival arrival;
  arrival.record.document = judged.document;
  arrival.record.content_hash = ContentHash(judged.document);
  arrival.record.first_seen = now;
  arrival.record.last_seen = now;
  arrival.record.old_news = IsOldNews(judged.document, options, now);
  TakeFindings(judged, arrival.record);
  return arrival;
}

bool Follows(const std::string& source, const Core& core) {
  auto known = core.sources.find(source);
  return known != core.sources.end() && FollowsArticles(known->second);
}

// A list that names its entries says nothing about the texts that were read behind them.
bool KeepsText(const Document& coming, const Document& known, const Core& core) {
  return coming.text.empty() && !known.text.empty() && Follows(coming.source, core);
}

// What comes, with what was read behind it.
JudgedIntake WithKnownText(const JudgedIntake& judged, const Document& known, const Core& core) {
  Document document = judged.document;
  document.text = known.text;
  document.published_at = known.published_at;
  document.author = known.author;
  document.author_hash = known.author_hash;
  if (document.title != known.title) return core.classifier->Judge(std::move(document));
  JudgedIntake same = judged;
  same.document = std::move(document);
  return same;
}

// `known` becomes the next version of itself.
Arrival KnownArrival(const JudgedIntake& came, const DocumentRecord& known, Core& core, Timestamp now) {
  std::optional<JudgedIntake> with_text;  // nearly always absent: a copy of every document that comes again would be most of the work
  if (KeepsText(came.document, known.document, core)) with_text = WithKnownText(came, known.document, core);
  const JudgedIntake& judged = with_text ? *with_text : came;
  Arrival arrival;
  arrival.record = known;
  arrival.before = known.document.observation;
  arrival.record.last_seen = now;
  uint64_t hash = ContentHash(judged.document);
  arrival.kind = hash == known.content_hash ? ArrivalKind::kSeenAgain : ArrivalKind::kChanged;
  if (arrival.kind == ArrivalKind::kChanged) {
    Timestamp first_fetched = known.document.fetched_at;
    arrival.record.document = judged.document;
    arrival.record.document.fetched_at = first_fetched;  // first knowledge: clocks start there
    arrival.record.content_hash = hash;
    arrival.record.version = known.version + 1;
    arrival.versions_dropped = KeepVersion(known, arrival.record, core);
    arrival.record.old_news = IsOldNews(arrival.record.document, core.config.grading, known.first_seen);
    TakeFindings(judged, arrival.record);
  }
  if (judged.document.observation) {
    arrival.record.document.observation = judged.document.observation;
  } else {
    arrival.record.document.observation = known.document.observation;
  }
  return arrival;
}

void MergeStories(const StoryMerge& merge, Core& core, Timestamp now) {
  for (const std::string& document : core.state.MembersOf(merge.from)) core.state.PutMember(merge.into, document, now);
  const JudgementRecord* taken = core.state.FindJudgement(merge.from);
  if (taken == nullptr) return;
  JudgementRecord from = *taken;
  JudgementRecord& into = core.state.JudgementOf(merge.into);
  MergeHeat(into.heat, from.heat);
  MergeEvidence(into.evidence, from.evidence);
  if (into.first_source.empty() || from.first_seen < into.first_seen) {
    into.first_source = from.first_source;
    into.first_seen = from.first_seen;
  }
  into.grade = MergeGrades(into.grade, from.grade);
  if (from.grade_at && (!into.grade_at || *from.grade_at < *into.grade_at)) into.grade_at = from.grade_at;
  core.state.DropJudgement(merge.from);
  JoinIncidents(from.incident, merge.into, core, now);
}

}  // namespace

// Whoever can put a link on a list must not choose which hosts we call: only pages of the source's own site are read.
bool TellsTitleOnly(const Document& document, const Core& core) {
  return !IsOfDrill(document.id) && document.text.empty() && Follows(document.source, core) &&
         IsSameSite(core.sources.at(document.source).url, document.url);
}

Result<std::vector<Arrival>> Recognise(std::span<const JudgedIntake> documents, bool baseline, Core& core, Timestamp now) {
  std::vector<std::string> ids;
  for (const JudgedIntake& judged : documents) ids.push_back(judged.document.id);
  Result<std::vector<std::optional<DocumentRecord>>> known = core.state.store().FindDocuments(ids);
  if (!known.ok()) return known.error();

  std::vector<Arrival> arrivals;
  arrivals.reserve(documents.size());  // so that `earlier` stays where it points
  std::map<std::string, size_t> earlier;  // documents that this batch has already brought
  for (size_t i = 0; i < documents.size(); ++i) {
    const JudgedIntake& judged = documents[i];
    auto [place, first] = earlier.emplace(judged.document.id, i);
    const DocumentRecord* before = nullptr;
    if (!first) {
      before = &arrivals[place->second].record;
    } else if ((*known)[i]) {
      before = &*(*known)[i];
    }
    Arrival arrival = before == nullptr ? NewArrival(judged, core.config.grading, now)
                                        : KnownArrival(judged, DocumentRecord(*before), core, now);
    arrival.judged = &judged;
    if (!first) arrival.earlier = &arrivals[place->second];
    arrival.baseline = baseline;
    place->second = i;
    if (judged.document.observation) {
      core.state.batch().PutObservation(judged.document.id, *judged.document.observation);
    }
    arrivals.push_back(std::move(arrival));
  }
  return arrivals;
}

void AssignStory(Arrival& arrival, Core& core, Timestamp now) {
  DocumentRecord& record = arrival.record;
  if (arrival.earlier != nullptr) {
    record.story = arrival.earlier->record.story;
    record.copy_of = arrival.earlier->record.copy_of;
  }
  if (arrival.kind == ArrivalKind::kSeenAgain) return;
  Watched watched = record.matches.empty() || arrival.baseline ? Watched::kNo : Watched::kYes;
  const Story* left = core.state.stories().Find(record.story);
  const std::string was_in = left == nullptr ? "" : left->id;
  StoryAssignment assigned = core.state.stories().Assign(record.document, watched, now);
  arrival.joins = arrival.kind == ArrivalKind::kNew || assigned.story != was_in;
  if (!record.story.empty() && record.story != assigned.story) {
    core.state.DropMember(record.story, record.document.id);
  }
  record.story = assigned.story;
  record.copy_of = assigned.copy_of;
  core.state.PutMember(record.story, record.document.id, now);
  for (const StoryMerge& merge : assigned.merges) MergeStories(merge, core, now);
}

void SettleStories(std::vector<Arrival>& arrivals, Core& core, Timestamp now) {
  for (const StoryMerge& merge : core.state.stories().LookAgain(now)) MergeStories(merge, core, now);
  for (Arrival& arrival : arrivals) {
    const Story* story = core.state.stories().Find(arrival.record.story);
    if (story != nullptr) arrival.record.story = story->id;
  }
}

bool WantsPage(const Arrival& arrival, const Core& core) {
  return !arrival.baseline && arrival.kind != ArrivalKind::kSeenAgain && TellsTitleOnly(arrival.record.document, core);
}

void UpdateHeat(const Arrival& arrival, Core& core, Timestamp now) {
  const DocumentRecord& record = arrival.record;
  const Story* story = core.state.stories().Find(record.story);
  if (story == nullptr) return;  // forgotten: an old hot title with new numbers is no news
  JudgementRecord& judgement = core.state.JudgementOf(story->id);
  if (arrival.joins) {
    if (judgement.heat.documents == 0) {
      judgement.first_source = record.document.source;
      judgement.first_seen = now;  // what it said before was another matter
    }
    AddDocument(judgement.heat, {.at = now,
                                 .source = record.document.source,
                                 .author_hash = record.document.author_hash,
                                 .tier = record.document.tier,
                                 .followers = record.document.followers,
                                 .copy = !record.copy_of.empty()});
  }
  if (arrival.judged->document.observation) {
    AddObservation(judgement.heat, arrival.before ? &*arrival.before : nullptr, *arrival.judged->document.observation);
  }
}

void CollectEvidence(const Arrival& arrival, Core& core, Timestamp now) {
  const DocumentRecord& record = arrival.record;
  if (arrival.baseline || record.matches.empty()) return;
  const Story* story = core.state.stories().Find(record.story);
  if (story == nullptr) return;
  JudgedDocument judged{.document = &record.document,
                        .matches = &record.matches,
                        .facts = &record.facts,
                        .locality = record.locality,
                        .copy = !record.copy_of.empty()};
  StoryEvidence& evidence = core.state.JudgementOf(story->id).evidence;
  AddReach(evidence, judged, now);
  if (arrival.kind == ArrivalKind::kSeenAgain) return;
  AddEvidence(evidence, judged, core.classifier->rules(), core.config.grading, now);
}

void CountVolume(const Arrival& arrival, Core& core, Timestamp now) {
  if (!arrival.joins || arrival.baseline || arrival.record.matches.empty()) return;
  if (IsCatchingUp(arrival.record.document.source, core, now)) return;
  if (arrival.kind == ArrivalKind::kNew) {
    for (const Match& match : arrival.record.matches) core.state.CountForRule(match.rule, core.config.zone, now);
  }
  const Story* story = core.state.stories().Find(arrival.record.story);
  if (story != nullptr) NoteRecent(core.state.JudgementOf(story->id).evidence, now);
}

void CountQuotations(const Arrival& arrival, Core& core, Timestamp now) {
  if (arrival.baseline || arrival.kind == ArrivalKind::kSeenAgain) return;
  const DocumentRecord& record = arrival.record;
  const JudgementRecord* judgement = core.state.FindJudgement(record.story);
  if (judgement == nullptr || judgement->incident.empty()) return;
  Result<Incident> incident = core.state.FindIncident(judgement->incident);
  if (!incident.ok() || incident->statements.empty()) return;
  const std::vector<int> quoted = QuotedStatements(record.document, *incident);
  if (quoted.empty()) return;
  const Quotation quotation{
      .document = record.document.id, .source = SourceName(core, record.document.source), .statements = quoted};
  core.state.Apply(CountQuotation(*incident, quotation, core.desk, now), now);
}

}  // namespace fenghuo
