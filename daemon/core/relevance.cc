#include "daemon/core/relevance.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/log.h"
#include "keywords/drill.h"
#include "keywords/relevance/grams.h"

namespace fenghuo {
namespace {

constexpr size_t kBecauseMax = 6;  // grams that are shown with a finding

std::string RuleName(const Core& core, const std::string& id) {
  const Rule* rule = core.classifier->FindRule(id);
  return rule == nullptr ? id : rule->name;
}

// So that whoever looks why more or less comes than before finds it.
void TellMode(FilterMode before, RuleFilter& rule, Core& core, Timestamp now) {
  FilterRecord& record = rule.record;
  const FilterMode mode = record.standing.mode;
  if (mode == before || (mode != FilterMode::kActs && mode != FilterMode::kSteppedBack)) return;
  const bool acts = mode == FilterMode::kActs;
  if (!acts) record.stepped_back_at = now;
  const FilterStanding& standing = record.standing;
  const std::string figures = "标注" + std::to_string(standing.relevant + standing.off_topic) + "条，最近" +
                              std::to_string(standing.judged) + "次判断中判为不相关" + std::to_string(standing.called_off) +
                              "条，判错" + std::to_string(standing.wrong) + "条";
  core.state.Audit({.at = now,
                    .actor = "system",
                    .action = acts ? "relevance.act" : "relevance.step_back",
                    .object = record.rule,
                    .detail = acts ? figures : record.step_back_reason});
  if (acts) return LogInfo("a relevance filter acts from now on", {{"rule", record.rule}});
  LogWarning("a relevance filter has stepped back and only suggests", {{"rule", record.rule}, {"reason", record.step_back_reason}});
}

void Relearn(const std::vector<RelevanceClick>& clicks, RuleFilter& rule, Core& core, Timestamp now) {
  const FilterMode before = rule.record.standing.mode;
  rule.filter = RelevanceFilter::Learn(clicks, rule.record.drifted_after);
  rule.record.standing = rule.filter.standing();
  if (before == FilterMode::kActs && rule.record.standing.mode == FilterMode::kSteppedBack && rule.record.step_back_reason.empty()) {
    rule.record.step_back_reason = "标注表明，判为不相关的信息中相关的过多";
  }
  TellMode(before, rule, core, now);
  core.filters.changed.insert(rule.record.rule);
}

// Once a day, when the first document of the day comes.
void WatchShare(RuleFilter& rule, Core& core, Timestamp now) {
  FilterRecord& record = rule.record;
  const int64_t today = DayOf(now);
  if (record.days.empty() || record.days.back().day >= today || !ShareDrifted(record.days, today)) return;
  Result<std::vector<RelevanceClick>> clicks = core.state.store().Clicks(record.rule);
  if (!clicks.ok() || clicks->empty()) return LogError("the clicks of a rule cannot be read", {{"rule", record.rule}});
  record.drifted_after = clicks->back().sequence;
  record.step_back_reason = "最近7天判为不相关的比例与此前28天相差过大";
  record.days.clear();
  Relearn(*clicks, rule, core, now);
}

// What it was is over: text or title are others now.
void Forget(DocumentRecord& record) {
  if (!record.relevance) return;
  RelevanceNote& note = *record.relevance;
  if (note.place != RelevancePlace::kSentBack) note.place = RelevancePlace::kShown;
  note.findings.clear();
  note.held.clear();
}

bool IsSample(const std::string& document) { return Hash64("relevance sample " + document) % kSampleOneIn == 0; }

bool MayMove(const Match& match, const RuleFilter& rule, const Core& core) {
  const Rule* known = core.classifier->FindRule(match.rule);
  return rule.filter.acts() && known != nullptr && !known->must_report && !match.must_report;
}

struct Siftings {
  std::vector<RelevanceFinding> findings;  // of those that call it off-topic
  bool all_may_move = true;
};

Siftings AskFilters(const DocumentRecord& record, Core& core, Timestamp now) {
  Siftings siftings;
  std::vector<uint32_t> grams;
  for (const Match& match : record.matches) {
    auto found = core.filters.by_rule.find(match.rule);
    if (found == core.filters.by_rule.end()) {
      siftings.all_may_move = false;
      continue;
    }
    RuleFilter& rule = found->second;
    if (rule.filter.acts()) WatchShare(rule, core, now);
    if (grams.empty()) grams = GramsOf(record.document);
    const int64_t chance = rule.filter.Score(grams);
    const bool off = rule.filter.CallsOff(chance);
    if (rule.filter.acts()) {
      NoteScored(rule.record.days, DayOf(now), off ? Called::kOff : Called::kOn);
      core.filters.changed.insert(match.rule);
    }
    siftings.all_may_move = siftings.all_may_move && off && MayMove(match, rule, core);
    if (off) siftings.findings.push_back({match.rule, chance, rule.filter.Explain(record.document, kBecauseMax)});
  }
  return siftings;
}

std::vector<std::string> RulesOf(const DocumentRecord& record) {
  std::vector<std::string> rules;
  const bool held = record.relevance && !record.relevance->held.empty();
  for (const Match& match : held ? record.relevance->held : record.matches) rules.push_back(match.rule);
  return rules;
}

// A click on one rule, with the clicks that there are.
struct RuleClick {
  std::vector<RelevanceClick> clicks;
  std::optional<size_t> earlier;  // place of the one on the same document
};

Result<RuleClick> Prepare(const ClickOrder& order, const std::string& rule, const Core& core, Timestamp now) {
  Result<std::vector<RelevanceClick>> clicks = core.state.store().Clicks(rule);
  if (!clicks.ok()) return clicks.error();
  RuleClick prepared{.clicks = std::move(*clicks), .earlier = std::nullopt};
  const auto lately = std::count_if(prepared.clicks.begin(), prepared.clicks.end(), [&](const RelevanceClick& click) {
    return click.person == order.person && click.at > now - hours(24);
  });
  if (lately >= kClicksADay) {
    return Invalid("您24小时内已对规则“" + RuleName(core, rule) + "”标注" + std::to_string(lately) + "条，请其他同志继续标注");
  }
  for (size_t i = 0; i < prepared.clicks.size(); ++i) {
    if (prepared.clicks[i].document == order.document) prepared.earlier = i;
  }
  return prepared;
}

void Learn(RelevanceClick click, RuleClick& before, Core& core, Timestamp now) {
  std::vector<RelevanceClick>& clicks = before.clicks;
  if (before.earlier && clicks[*before.earlier].verdict == click.verdict) return;
  click.sequence = clicks.empty() ? 1 : clicks.back().sequence + 1;
  if (before.earlier) {
    core.state.batch().DeleteClick(click.rule, clicks[*before.earlier].sequence);
    clicks.erase(clicks.begin() + static_cast<std::ptrdiff_t>(*before.earlier));
  }
  core.state.batch().PutClick(click);
  clicks.push_back(click);
  while (clicks.size() > kClicksKept) {
    core.state.batch().DeleteClick(click.rule, clicks.front().sequence);
    clicks.erase(clicks.begin());
  }
  RuleFilter& rule = core.filters.by_rule[click.rule];
  rule.record.rule = click.rule;
  if (rule.filter.acts()) rule.record.step_back_reason.clear();
  Relearn(clicks, rule, core, now);
}

void Note(const ClickOrder& order, DocumentRecord& record, Core& core, Timestamp now) {
  if (!record.relevance) record.relevance.emplace();
  record.relevance->verdict = order.verdict;
  record.relevance->person = order.person;
  record.relevance->at = now;
  core.state.batch().PutDocument(record);
  core.state.Audit({.at = now,
                    .actor = order.person,
                    .action = std::string("document.") + Name(order.verdict),
                    .object = order.document,
                    .detail = order.rule});
  KeepFilters(core);
}

}  // namespace

Result<RelevanceFilters> LearnFilters(const Store& store) {
  RelevanceFilters filters;
  Result<std::vector<FilterRecord>> records = store.Filters();
  if (!records.ok()) return records.error().In("filters");
  for (FilterRecord& record : *records) {
    Result<std::vector<RelevanceClick>> clicks = store.Clicks(record.rule);
    if (!clicks.ok()) return clicks.error().In("clicks");
    RuleFilter rule{.filter = RelevanceFilter::Learn(*clicks, record.drifted_after), .record = std::move(record)};
    rule.record.standing = rule.filter.standing();
    filters.by_rule.emplace(rule.record.rule, std::move(rule));
  }
  return filters;
}

void Sift(Arrival& arrival, Core& core, Timestamp now) {
  DocumentRecord& record = arrival.record;
  if (arrival.kind == ArrivalKind::kSeenAgain) {
    if (arrival.earlier == nullptr) return;
    record.matches = arrival.earlier->record.matches;
    record.relevance = arrival.earlier->record.relevance;
    return;
  }
  Forget(record);
  const bool known_relevant = record.relevance && record.relevance->verdict == ClickVerdict::kRelevant;
  if (arrival.baseline || known_relevant || record.matches.empty() || core.filters.by_rule.empty()) return;
  Siftings siftings = AskFilters(record, core, now);
  if (siftings.findings.empty()) return;
  if (!record.relevance) record.relevance.emplace();
  RelevanceNote& note = *record.relevance;
  note.findings = std::move(siftings.findings);
  if (!siftings.all_may_move || !record.facts.empty()) return;
  note.place = IsSample(record.document.id) ? RelevancePlace::kSample : RelevancePlace::kTray;
  if (note.place == RelevancePlace::kTray) note.held = std::exchange(record.matches, {});
}

void KeepFilters(Core& core) {
  for (const std::string& rule : core.filters.changed) core.state.batch().PutFilter(core.filters.by_rule.at(rule).record);
  core.filters.changed.clear();
}

Result<DocumentRecord> TakeClick(const ClickOrder& order, Core& core, Timestamp now) {
  Result<DocumentRecord> record = core.state.store().FindDocument(order.document);
  if (!record.ok() && record.error().code == ErrorCode::kNotFound) return NotFound("没有这条信息：" + order.document);
  if (!record.ok()) return record;
  if (IsOfDrill(order.document)) return Invalid("演练信息不能标注");
  std::vector<std::string> rules = RulesOf(*record);
  if (!order.rule.empty()) {
    if (std::find(rules.begin(), rules.end(), order.rule) == rules.end()) {
      return Invalid("规则“" + RuleName(core, order.rule) + "”没有命中这条信息");
    }
    rules = {order.rule};
  }
  if (rules.empty()) return Invalid("没有规则命中这条信息，不必标注");
  std::vector<RuleClick> before;  // of all, so that nothing is learned when one of them may not be
  for (const std::string& rule : rules) {
    Result<RuleClick> prepared = Prepare(order, rule, core, now);
    if (!prepared.ok()) return prepared.error();
    before.push_back(std::move(*prepared));
  }
  const std::vector<uint32_t> grams = GramsOf(record->document);
  for (size_t i = 0; i < rules.size(); ++i) {
    Learn({.rule = rules[i],
           .document = order.document,
           .verdict = order.verdict,
           .person = order.person,
           .at = now,
           .grams = grams},
          before[i], core, now);
  }
  Note(order, *record, core, now);
  return record;
}

}  // namespace fenghuo
