#include <algorithm>
#include <set>
#include <utility>

#include "daemon/report/weekly.h"
#include "storage/current_story.h"

namespace fenghuo {
namespace {

Timestamp StartOfWeek(const Config& config, Timestamp at) {
  CivilTime local = config.zone.Local(at);
  int back = (config.zone.Weekday(at) - config.week_starts_on + 7) % 7;
  return config.zone.Instant({.year = local.year, .month = local.month, .day = local.day - back});
}

// ISO 8601: the week belongs to the year of its Thursday.
std::pair<int, int> YearAndWeek(const Config& config, Timestamp from) {
  int to_thursday = (4 - config.week_starts_on + 7) % 7;
  CivilTime thursday = config.zone.Local(DaysLater(config.zone, from, to_thursday));
  auto day = std::chrono::sys_days(std::chrono::year(thursday.year) / thursday.month / thursday.day);
  auto new_year = std::chrono::sys_days(std::chrono::year(thursday.year) / 1 / 1);
  return {thursday.year, static_cast<int>((day - new_year).count() / 7 + 1)};
}

const Rule* FindRule(const Config& config, const std::string& id) {
  for (const Rule& rule : config.rules.rules) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

// The gravest rule that found the document decides its field.
const Rule* GravestRule(const Config& config, const std::vector<Match>& matches) {
  const Rule* gravest = nullptr;
  for (const Match& match : matches) {
    const Rule* rule = FindRule(config, match.rule);
    if (rule != nullptr && (gravest == nullptr || rule->severity > gravest->severity)) gravest = rule;
  }
  return gravest;
}

std::string RegionOf(const Config& config, const LocalityFinding& locality) {
  for (const County& county : config.places.counties) {
    if (!locality.county_unit.empty() && county.unit == locality.county_unit) return county.name;
  }
  switch (locality.locality) {
    case Locality::kLocal: return config.places.city;
    case Locality::kConcerned: return "涉本地";
    case Locality::kElsewhere: return "外地";
    case Locality::kUnknown: return "不明";
  }
  return "不明";
}

// What the record says, since the incident itself knows only today.
Standing StandingBefore(const std::vector<TimelineEntry>& timeline, Timestamp at) {
  Standing standing = Standing::kClosed;
  for (const TimelineEntry& entry : timeline) {
    if (entry.at >= at) break;
    if (entry.kind == "opened" || entry.kind == "reopened") standing = Standing::kOpen;
    if (entry.kind == "closed") standing = Standing::kClosed;
    if (entry.kind == "handed_over") standing = Standing::kHandedOver;
    if (entry.kind == "merged") standing = Standing::kMerged;
  }
  return standing;
}

// A chain writes down that nobody had signed. An incident that is only listed has no chain: its deadline and signature tell.
bool WasOverdue(const WeekIncident& item, Timestamp until) {
  const Incident& incident = item.incident;
  auto late = [&](const TimelineEntry& entry) { return entry.kind == "overdue" && entry.at < until; };
  if (std::any_of(item.timeline.begin(), item.timeline.end(), late)) return true;
  Timestamp by = incident.escalation.acknowledge_by;
  if (incident.episode > 1 || !HasDeadline(incident)) return IsOverdue(incident, until);
  Timestamp signed_at = incident.first_acknowledged_at.value_or(incident.closed_at.value_or(until));
  return std::min(signed_at, until) > by;
}

const SourceConfig* FindSource(const Config& config, const std::string& id) {
  for (const SourceConfig& source : config.sources) {
    if (source.id == id) return &source;
  }
  return nullptr;
}

std::string SourceName(const Config& config, const std::string& id) {
  const SourceConfig* source = FindSource(config, id);
  return source == nullptr ? id : source->name;
}

class Gatherer {
 public:
  Gatherer(const Store& store, const Config& config) : store_(store), config_(config) {}

  // `sifted` may be null: nobody asks for them.
  Result<std::vector<WeekDocument>> Documents(Timestamp from, Timestamp to, std::vector<WeekSifted>* sifted) {
    std::vector<WeekDocument> documents;
    Result<void> scanned = store_.ForEachDocument(from, to, [&](const DocumentRecord& record) {
      if (!record.matches.empty()) documents.push_back(Take(record));
      if (sifted != nullptr && record.relevance && record.relevance->place != RelevancePlace::kShown) sifted->push_back(Sifted(record));
      return true;
    });
    if (!scanned.ok()) return scanned.error();
    return documents;
  }

  std::vector<WeekStory> Stories(const std::vector<WeekDocument>& documents) {
    std::map<std::string, WeekStory> by_id;
    for (size_t i = 0; i < documents.size(); ++i) {
      WeekStory& story = by_id[documents[i].story];
      if (story.documents.empty()) {
        story.id = documents[i].story;
        story.title = documents[i].title;
        if (Result<Story> row = store_.FindStory(story.id); row.ok()) story.title = row->title;
        if (const JudgementRecord* judgement = JudgementOf(story.id)) {
          story.level = judgement->grade.peak;
          story.heat_milli = judgement->card.heat_milli;
        }
      }
      story.documents.push_back(i);
    }
    std::vector<WeekStory> stories;
    for (auto& [id, story] : by_id) stories.push_back(std::move(story));
    std::stable_sort(stories.begin(), stories.end(), [](const WeekStory& a, const WeekStory& b) {
      if (a.level != b.level) return IsHigher(a.level, b.level);
      return a.documents.size() > b.documents.size();
    });
    return stories;
  }

  Result<WeekIncident> Take(const Incident& incident, const Week& week) {
    WeekIncident taken;
    taken.incident = incident;
    Result<std::vector<TimelineEntry>> timeline = store_.Timeline(incident.id);
    if (!timeline.ok()) return timeline.error();
    taken.timeline = std::move(*timeline);
    for (Timestamp at : incident.reopened_at) {
      if (at >= week.from && at < week.to) taken.reopened_at.push_back(at);
    }
    taken.standing = StandingBefore(taken.timeline, week.to);
    taken.overdue = WasOverdue(taken, week.to);
    return taken;
  }

 private:
  WeekDocument Take(const DocumentRecord& record) {
    const Rule* rule = GravestRule(config_, record.matches);
    WeekDocument document{.id = record.document.id,
                          .title = record.document.title,
                          .source = SourceName(config_, record.document.source),
                          .url = record.document.url,
                          .first_seen = record.first_seen,
                          .category = rule == nullptr ? "其他" : rule->category,
                          .departments = rule == nullptr ? std::vector<std::string>() : rule->departments,
                          .tier = record.document.tier,
                          .region = RegionOf(config_, record.locality),
                          .level = kNoLevel,
                          .story = StoryNow(record.story),
                          .copy = !record.copy_of.empty()};
    if (const JudgementRecord* judgement = JudgementOf(document.story)) document.level = judgement->grade.peak;
    return document;
  }

  WeekSifted Sifted(const DocumentRecord& record) const {
    const RelevanceNote& note = *record.relevance;
    WeekSifted sifted{.title = record.document.title,
                      .source = SourceName(config_, record.document.source),
                      .url = record.document.url,
                      .first_seen = record.first_seen,
                      .rules = {},
                      .place = note.place,
                      .verdict = note.verdict};
    for (const RelevanceFinding& finding : note.findings) sifted.rules.push_back(finding.rule);
    return sifted;
  }

  const std::string& StoryNow(const std::string& id) {
    auto known = current_.find(id);
    if (known == current_.end()) known = current_.emplace(id, CurrentStory(store_, id)).first;
    return known->second;
  }

  const JudgementRecord* JudgementOf(const std::string& story) {
    auto known = judgements_.find(story);
    if (known == judgements_.end()) {
      Result<JudgementRecord> row = store_.FindJudgement(story);
      known = judgements_.emplace(story, row.ok() ? std::optional(std::move(*row)) : std::nullopt).first;
    }
    return known->second ? &*known->second : nullptr;
  }

  const Store& store_;
  const Config& config_;
  std::map<std::string, std::string> current_;
  std::map<std::string, std::optional<JudgementRecord>> judgements_;
};

Result<void> GatherIncidents(const Store& store, Gatherer& gatherer, Week& week) {
  Result<std::vector<Incident>> opened = store.IncidentsOpened(Timestamp(), week.to);
  if (!opened.ok()) return opened.error();
  for (const Incident& incident : *opened) {
    Result<WeekIncident> taken = gatherer.Take(incident, week);
    if (!taken.ok()) return taken.error();
    bool over_before = incident.opened_at < week.from && StandingBefore(taken->timeline, week.from) != Standing::kOpen;
    if (over_before && taken->reopened_at.empty()) continue;
    (incident.opened_at < week.from ? week.carried : week.incidents).push_back(std::move(*taken));
  }
  return {};
}

Result<void> GatherOutages(const Store& store, const Config& config, Timestamp now, Week& week) {
  Result<std::vector<Outage>> outages = store.Outages(week.from, week.to);
  if (!outages.ok()) return outages.error();
  for (const Outage& outage : *outages) {
    Timestamp begin = std::max(outage.from, week.from);
    Timestamp end = std::min(outage.to.value_or(now), week.to);
    bool given_up = !outage.to && FindSource(config, outage.source) == nullptr;  // nobody reads it any more
    if (end <= begin || given_up) continue;
    week.outages.push_back({.source = SourceName(config, outage.source), .outage = outage, .blind = end - begin});
  }
  std::stable_sort(week.outages.begin(), week.outages.end(),
                   [](const WeekOutage& a, const WeekOutage& b) { return a.source < b.source; });
  return {};
}

}  // namespace

Timestamp DaysLater(const Zone& zone, Timestamp midnight, int days) {
  CivilTime local = zone.Local(midnight);
  return zone.Instant({.year = local.year, .month = local.month, .day = local.day + days});
}

Result<Week> GatherWeek(const Store& store, const Config& config, Timestamp at, Timestamp now) {
  Week week;
  week.from = StartOfWeek(config, at);
  week.to = std::min(DaysLater(config.zone, week.from, 7), std::max(now, DaysLater(config.zone, week.from, 1)));
  std::tie(week.year, week.number) = YearAndWeek(config, week.from);
  Gatherer gatherer(store, config);
  Result<std::vector<WeekDocument>> documents = gatherer.Documents(week.from, week.to, &week.sifted);
  if (!documents.ok()) return documents.error();
  week.documents = std::move(*documents);
  Result<std::vector<WeekDocument>> before = gatherer.Documents(DaysLater(config.zone, week.from, -7), week.from, nullptr);
  if (!before.ok()) return before.error();
  week.documents_before = std::move(*before);
  Result<std::vector<FilterRecord>> filters = store.Filters();
  if (!filters.ok()) return filters.error();
  week.filters = std::move(*filters);
  week.stories = gatherer.Stories(week.documents);
  if (Result<void> done = GatherIncidents(store, gatherer, week); !done.ok()) return done.error();
  if (Result<void> done = GatherOutages(store, config, now, week); !done.ok()) return done.error();
  return week;
}

}  // namespace fenghuo
