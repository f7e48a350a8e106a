#include "keywords/grading/evidence.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "keywords/grading/provinces.h"
#include "keywords/grading/quote.h"
#include "keywords/grading/severity.h"
#include "keywords/text/fold.h"

namespace fenghuo {
namespace {

constexpr size_t kSourcesMax = 50;  // the gravest are enough: the grade looks at two
constexpr size_t kSourcesExplained = 2;
constexpr size_t kFloorsMax = 50;
constexpr size_t kRecentMax = 200;
constexpr Duration kRecent = hours(3);
constexpr size_t kSentencesMax = 50;

// Folded, as the text that they are looked for in.
constexpr std::string_view kSchoolWords[] = {"学校", "校园", "小学", "中学", "高中", "大学", "高校",
                                             "学院", "幼儿园", "校方", "学生", "托管班"};
constexpr std::string_view kHarmWords[] = {"中毒", "死亡", "身亡", "坠亡", "遇难", "受伤", "重伤", "送医", "就医",
                                           "住院", "抢救", "呕吐", "腹泻", "上吐下泻", "毁容", "烂脸", "失明", "致残",
                                           "爆炸", "坠落", "困人", "被困"};

template <size_t N>
bool HasAny(const std::string& folded, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

// Where words about the people hurt must stand: the title, the sentences of the hits and of the facts. A long article names
// schools and pupils for many reasons.
std::string FoldedContext(const JudgedDocument& judged) {
  std::string context = judged.document->title;
  size_t sentences = 0;
  for (const Match& match : *judged.matches) {
    for (const Span& span : match.spans) {
      if (span.field != Span::Field::kText || ++sentences > kSentencesMax) continue;
      context += '\n' + std::string(SentenceAround(judged.document->text, span));
    }
  }
  for (const Fact& fact : *judged.facts) context += '\n' + fact.sentence;
  return Fold(context);
}

// A past year in the title: "2021年…". 年度 is a yearly report, which is always about the past.
bool NamesPastYear(const std::string& title, Timestamp now) {
  constexpr std::string_view kYear = "年";
  int this_year = static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year());
  for (size_t at = title.find(kYear); at != std::string::npos; at = title.find(kYear, at + 1)) {
    if (at < 4 || std::string_view(title).substr(at + kYear.size(), 3) == "度") continue;
    std::string digits = title.substr(at - 4, 4);
    if (digits.find_first_not_of("0123456789") != std::string::npos) continue;
    if (at >= 5 && title[at - 5] >= '0' && title[at - 5] <= '9') continue;
    int year = std::atoi(digits.c_str());
    if (year >= 1980 && year < this_year) return true;
  }
  return false;
}

bool StatesHarm(const std::vector<Fact>& facts) {
  return std::any_of(facts.begin(), facts.end(), [](const Fact& fact) { return fact.kind == FactKind::kDeaths || IsHurt(fact.kind); });
}

void SortSeverities(std::vector<StoryEvidence::SourceSeverity>& severities) {
  std::stable_sort(severities.begin(), severities.end(), [](const auto& a, const auto& b) { return a.points > b.points; });
  if (severities.size() > kSourcesMax) severities.resize(kSourcesMax);
  for (size_t i = kSourcesExplained; i < severities.size(); ++i) severities[i].parts.clear();
}

void PutSeverity(std::vector<StoryEvidence::SourceSeverity>& severities, const StoryEvidence::SourceSeverity& severity) {
  auto known = std::find_if(severities.begin(), severities.end(),
                            [&](const auto& other) { return other.source == severity.source; });
  if (known == severities.end()) {
    severities.push_back(severity);
  } else if (known->points < severity.points) {
    *known = severity;
  }
  SortSeverities(severities);
}

void PutFloor(std::vector<StoryEvidence::RuleFloor>& floors, const StoryEvidence::RuleFloor& floor) {
  for (StoryEvidence::RuleFloor& known : floors) {
    if (known.rule != floor.rule || known.level != floor.level) continue;
    if (known.at < floor.at) known = floor;
    return;
  }
  if (floors.size() < kFloorsMax) floors.push_back(floor);
}

// The time is that of the latest evidence for the highest count, since a floor holds from there.
void PutFact(StoryEvidence& evidence, const Fact& fact, Timestamp at) {
  for (Fact& known : evidence.facts) {
    if (known.kind != fact.kind) continue;
    if (fact.count < known.count) return;
    if (fact.count > known.count) known = fact;
    evidence.facts_at = std::max(evidence.facts_at, at);
    return;
  }
  evidence.facts.push_back(fact);
  evidence.facts_at = std::max(evidence.facts_at, at);
}

// 本地 outweighs 涉本地, that 外地: the story is ours as soon as one document says so.
int Weight(Locality locality) {
  switch (locality) {
    case Locality::kLocal: return 3;
    case Locality::kConcerned: return 2;
    case Locality::kElsewhere: return 1;
    case Locality::kUnknown: return 0;
  }
  return 0;
}

void PutLocality(StoryEvidence& evidence, Locality locality, const std::string& county_unit, const std::string& place) {
  if (Weight(locality) < Weight(evidence.locality)) return;
  bool stronger = Weight(locality) > Weight(evidence.locality);
  evidence.locality = locality;
  if (stronger || evidence.county_unit.empty()) evidence.county_unit = county_unit;
  if (stronger || evidence.place.empty()) evidence.place = place;
}

// A floor for 本地 only falls away once the story turns out to be somebody else's.
void DropForeignFloors(StoryEvidence& evidence, const RuleSet& rules) {
  if (evidence.locality == Locality::kLocal || evidence.locality == Locality::kUnknown) return;
  std::erase_if(evidence.rule_floors, [&](const StoryEvidence::RuleFloor& floor) {
    const Rule* rule = FindRule(rules, floor.rule);
    return rule != nullptr && rule->must_report && rule->must_report->local_only;
  });
}

void AddFloors(StoryEvidence& evidence, const JudgedDocument& judged, const RuleSet& rules, Timestamp now) {
  for (const Match& match : *judged.matches) {
    const Rule* rule = FindRule(rules, match.rule);
    if (!match.must_report || match.damped || rule == nullptr || !rule->must_report) continue;
    PutFloor(evidence.rule_floors, {match.rule, rule->must_report->floor, judged.document->id, now});
  }
  DropForeignFloors(evidence, rules);
}

void PutProvince(StoryEvidence& evidence, const std::string& province) {
  auto& known = evidence.provinces;
  if (province.empty() || std::find(known.begin(), known.end(), province) != known.end()) return;
  known.push_back(province);
}

void PutReach(StoryEvidence::Reach& most, const StoryEvidence::Reach& reach) {
  if (reach.count > most.count) most = reach;
}

void DropOld(std::vector<Timestamp>& recent, Timestamp now) {
  std::erase_if(recent, [&](Timestamp at) { return now - at >= kRecent; });
  if (recent.size() > kRecentMax) recent.erase(recent.begin(), recent.end() - kRecentMax);
}

bool Knows(const StoryEvidence& evidence, const std::string& source) {
  return std::any_of(evidence.severities.begin(), evidence.severities.end(),
                     [&](const auto& severity) { return severity.source == source; });
}

// 旧闻 until a second source tells something new of its own.
void NoteAge(StoryEvidence& evidence, const JudgedDocument& judged, const GradeOptions& options, Timestamp now) {
  bool old_news = IsOldNews(*judged.document, options, now);
  if (evidence.severities.empty()) {
    evidence.old_news = old_news;
  } else if (!old_news && !judged.copy && !Knows(evidence, judged.document->source)) {
    evidence.old_news = false;
  }
}

}  // namespace

bool IsOldNews(const Document& document, const GradeOptions& options, Timestamp now) {
  bool published_long_ago = document.published_at && *document.published_at + options.old_news_after < document.fetched_at;
  return published_long_ago || NamesPastYear(Fold(document.title), now);
}

void AddEvidence(StoryEvidence& evidence, const JudgedDocument& judged, const RuleSet& rules, const GradeOptions& options,
                 Timestamp now) {
  if (judged.matches->empty()) return;
  NoteAge(evidence, judged, options, now);
  std::string context = FoldedContext(judged);
  bool damped = AllDamped(*judged.matches);
  DocumentSeverity severity = FindSeverity(*judged.document, *judged.matches, *judged.facts, rules);
  // A copy corroborates nothing; it speaks for its source only where nobody else does.
  if (!judged.copy || evidence.severities.empty() || Knows(evidence, judged.document->source)) {
    PutSeverity(evidence.severities,
                {judged.document->source, severity.points, judged.document->id, severity.rule, std::move(severity.parts)});
  }
  bool locality_known = evidence.locality != Locality::kUnknown;
  if (!judged.copy || !locality_known) {
    PutLocality(evidence, judged.locality.locality, judged.locality.county_unit, judged.locality.place);
  }
  if (damped) return DropForeignFloors(evidence, rules);  // a drill or a film: its dead are not dead
  evidence.school = evidence.school || HasAny(context, kSchoolWords);
  evidence.harm_stated = evidence.harm_stated || StatesHarm(*judged.facts) || HasAny(context, kHarmWords);
  for (const Fact& fact : *judged.facts) PutFact(evidence, fact, now);
  if (!judged.copy) PutProvince(evidence, ProvinceOf(judged.locality));
  AddFloors(evidence, judged, rules, now);
}

void NoteRecent(StoryEvidence& evidence, Timestamp now) {
  evidence.recent.push_back(now);
  DropOld(evidence.recent, now);
}

int64_t CountRecent(const StoryEvidence& evidence, Duration length, Timestamp now) {
  return std::count_if(evidence.recent.begin(), evidence.recent.end(), [&](Timestamp at) { return now - at < length; });
}

void AddReach(StoryEvidence& evidence, const JudgedDocument& judged, Timestamp now) {
  const std::optional<Observation>& seen = judged.document->observation;
  if (!seen || judged.matches->empty() || AllDamped(*judged.matches)) return;
  PutReach(evidence.most_reposts, {seen->reposts.value_or(0), now, judged.document->id});
  PutReach(evidence.most_views, {seen->views.value_or(0), now, judged.document->id});
}

void MergeEvidence(StoryEvidence& into, const StoryEvidence& from) {
  if (into.severities.empty()) {
    into.old_news = from.old_news;
  } else if (!from.severities.empty()) {
    into.old_news = into.old_news && from.old_news;
  }
  for (const auto& severity : from.severities) PutSeverity(into.severities, severity);
  for (const auto& floor : from.rule_floors) PutFloor(into.rule_floors, floor);
  for (const Fact& fact : from.facts) PutFact(into, fact, from.facts_at);
  for (const std::string& province : from.provinces) PutProvince(into, province);
  PutReach(into.most_reposts, from.most_reposts);
  PutReach(into.most_views, from.most_views);
  into.recent.insert(into.recent.end(), from.recent.begin(), from.recent.end());
  std::sort(into.recent.begin(), into.recent.end());
  if (!into.recent.empty()) DropOld(into.recent, into.recent.back());
  into.school = into.school || from.school;
  into.harm_stated = into.harm_stated || from.harm_stated;
  PutLocality(into, from.locality, from.county_unit, from.place);
}

}  // namespace fenghuo
