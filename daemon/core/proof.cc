#include "daemon/core/proof.h"

#include <cmath>
#include <cstdio>
#include <utility>

#include "daemon/core/audit.h"
#include "daemon/core/incidents.h"
#include "storage/keys.h"

namespace fenghuo {
namespace {

constexpr size_t kRecordsAtOnce = 1000;
const Timestamp kBegin = FromUnixMillis(0);

std::string Points(int64_t milli) {
  char text[32];
  std::snprintf(text, sizeof(text), "%s%lld.%03lld", milli < 0 ? "-" : "", static_cast<long long>(std::abs(milli) / 1000),
                static_cast<long long>(std::abs(milli) % 1000));
  return text;
}

// Keeps the first difference that it is shown.
class Comparison {
 public:
  void Number(const std::string& name, int64_t stored, int64_t computed) {
    Text(name, std::to_string(stored), std::to_string(computed));
  }
  void Milli(const std::string& name, int64_t stored, int64_t computed) {
    if (!found_ && stored != computed) found_ = name + " are " + Points(stored) + ", its inputs give " + Points(computed);
  }
  void Text(const std::string& name, const std::string& stored, const std::string& computed) {
    if (found_ || stored == computed) return;
    found_ = name + " is " + (stored.empty() ? "absent" : stored) + ", its inputs give " + (computed.empty() ? "none" : computed);
  }
  std::optional<std::string> found() const { return found_; }

 private:
  std::optional<std::string> found_;
};

std::string Shown(const std::optional<Timestamp>& at) { return at ? FormatRfc3339(*at) : ""; }

void CompareStates(const GradeState& stored, const GradeState& computed, Comparison& comparison) {
  comparison.Number("the story's level", stored.level, computed.level);
  comparison.Number("the story's peak level", stored.peak, computed.peak);
  comparison.Text("the time of its level", FormatRfc3339(stored.level_since), FormatRfc3339(computed.level_since));
  comparison.Text("the time of its last burst", Shown(stored.burst_at), Shown(computed.burst_at));
  comparison.Text("the time since it is below", Shown(stored.below_since), Shown(computed.below_since));
}

void CompareParts(const ScoreCard& stored, const ScoreCard& computed, Comparison& comparison) {
  comparison.Number("the number of parts", static_cast<int64_t>(stored.parts.size()),
                    static_cast<int64_t>(computed.parts.size()));
  comparison.Number("the number of heat's parts", static_cast<int64_t>(stored.heat_parts.size()),
                    static_cast<int64_t>(computed.heat_parts.size()));
  comparison.Number("the number of floors", static_cast<int64_t>(stored.floors.size()),
                    static_cast<int64_t>(computed.floors.size()));
  if (comparison.found()) return;
  for (size_t i = 0; i < stored.parts.size(); ++i) {
    comparison.Text("a part's name", stored.parts[i].name, computed.parts[i].name);
    comparison.Milli("points of " + stored.parts[i].name, stored.parts[i].points_milli, computed.parts[i].points_milli);
  }
  for (size_t i = 0; i < stored.heat_parts.size(); ++i) {
    const HeatPart& part = stored.heat_parts[i];
    comparison.Text("the name of a part of heat", part.name, computed.heat_parts[i].name);
    comparison.Milli("points of heat's " + part.name, part.points_milli, computed.heat_parts[i].points_milli);
    comparison.Milli("counts of heat's " + part.name, std::llround(part.value * 1000),
                     std::llround(computed.heat_parts[i].value * 1000));
  }
  for (size_t i = 0; i < stored.floors.size(); ++i) {
    comparison.Text("a floor's name", stored.floors[i].name, computed.floors[i].name);
    comparison.Number("the level of floor " + stored.floors[i].name, stored.floors[i].level, computed.floors[i].level);
  }
}

void CompareCards(const ScoreCard& stored, const ScoreCard& computed, Comparison& comparison) {
  comparison.Number("level", stored.level, computed.level);
  comparison.Number("level by points", stored.by_risk, computed.by_risk);
  CompareParts(stored, computed, comparison);
  comparison.Milli("points of risk", stored.risk_milli, computed.risk_milli);
  comparison.Milli("points of heat as a whole", stored.heat_milli, computed.heat_milli);
  comparison.Milli("points of burst as a whole", stored.burst_milli, computed.burst_milli);
  comparison.Milli("thousandths of the burst's score", stored.burst_score_milli, computed.burst_score_milli);
  comparison.Number("the share of severity", stored.severity_percent, computed.severity_percent);
  bool same_severity = stored.severity_parts == computed.severity_parts;
  comparison.Text("what severity is made of", same_severity ? "" : "changed", "");
  comparison.Milli("points of severity as a whole", stored.severity_milli, computed.severity_milli);
  comparison.Milli("points that are missing to the next level", stored.to_next_milli, computed.to_next_milli);
  comparison.Number("the number of independent sources", stored.independent_sources, computed.independent_sources);
  comparison.Number("the number of the last hour", stored.last_hour, computed.last_hour);
  comparison.Text("locality", Name(stored.locality), Name(computed.locality));
  comparison.Text("place", PrintableKey(stored.place), PrintableKey(computed.place));
  bool same_facts = stored.facts == computed.facts;
  comparison.Text("what the text states", same_facts ? "" : "changed", "");
}

class Prover {
 public:
  Prover(const Store& store, const std::optional<AuditAnchor>& anchor) : store_(store), anchor_(anchor) {}

  Result<Proof> All() {
    if (Result<void> done = ProveAudit(); !done.ok()) return done.error();
    if (Result<void> done = ProveJudgements(); !done.ok()) return done.error();
    if (Result<void> done = ProveIncidents(); !done.ok()) return done.error();
    if (Result<void> done = ProveGradings(); !done.ok()) return done.error();
    return std::move(proof_);
  }

 private:
  void Report(const std::string& finding) {
    ++proof_.findings_total;
    if (proof_.findings.size() < kFindingsMax) proof_.findings.push_back(finding);
  }

  Result<void> ProveAudit() {
    Result<std::optional<AuditRecord>> head = store_.AuditHead();
    if (!head.ok()) return head.error();
    int64_t sequence = 0;
    std::string hash;
    while (true) {
      Result<std::vector<AuditRecord>> records = store_.AuditRecords(sequence + 1, kRecordsAtOnce);
      if (!records.ok()) return records.error();
      if (records->empty()) break;
      if (std::optional<std::string> broken = FindBreak(*records, sequence, hash)) {
        Report(*broken);
        return {};
      }
      for (const AuditRecord& record : *records) CompareWithAnchor(record);
      sequence = records->back().sequence;
      hash = records->back().hash;
    }
    proof_.audit_records = sequence;
    if (sequence > 0) proof_.audit_head = std::to_string(sequence) + ":" + AuditHashHex(hash);
    if (anchor_ && anchor_->sequence > sequence) {
      Report("audit record " + std::to_string(anchor_->sequence) + ", which the anchor names, is missing: the chain ends with record " +
             std::to_string(sequence));
    }
    int64_t written = *head ? (*head)->sequence : 0;
    if (written != sequence) {
      Report("the audit chain ends with record " + std::to_string(sequence) + ", the last one written was " +
             std::to_string(written) + ": its end is missing");
    } else if (*head && (*head)->hash != hash) {
      Report("audit record " + std::to_string(sequence) + " is not the one that was written last");
    }
    return {};
  }

  void CompareWithAnchor(const AuditRecord& record) {
    if (!anchor_ || record.sequence != anchor_->sequence || AuditHashHex(record.hash).starts_with(anchor_->hash_begins)) return;
    Report("audit record " + std::to_string(record.sequence) + " is not the one that the anchor was made of: the chain was written anew");
  }

  Result<void> ProveJudgements() {
    Result<std::vector<JudgementRecord>> judgements = store_.Judgements(Drills::kTaken);
    if (!judgements.ok()) return judgements.error();
    for (const JudgementRecord& judgement : *judgements) {
      // A story that no rule ever found has no grade.
      if (judgement.card.version == 0 && judgement.evidence.severities.empty()) continue;
      ProveGrade("judgement \"" + PrintableKey(judgement.story) + "\"", judgement);
    }
    return {};
  }

  void ProveGrade(const std::string& where, const JudgementRecord& judgement) {
    if (judgement.card.version != kGradeFormula) {
      ++proof_.of_other_formulas[judgement.card.version];
      return;
    }
    ++proof_.grades;
    Result<GradeOptions> options = FindOptions(judgement.options);
    if (!options.ok()) return Report(where + ": the options that it was graded by cannot be had: " + options.error().message);
    if (std::optional<std::string> difference = FindDifference(judgement, *options)) Report(where + ": " + *difference);
  }

  Result<GradeOptions> FindOptions(uint64_t id) {
    if (auto known = options_.find(id); known != options_.end()) return known->second;
    Result<GradeOptions> options = store_.FindGradeOptions(id);
    if (options.ok() && GradeOptionsId(*options) != id) options = Corrupt("they were changed after they were written");
    options_.emplace(id, options);
    return options;
  }

  Result<void> ProveIncidents() {
    Result<std::vector<Incident>> incidents = store_.IncidentsOpened(kBegin, kEndOfTime, Drills::kTaken);
    if (!incidents.ok()) return incidents.error();
    for (Incident& incident : *incidents) {
      const std::string where = "incident \"" + PrintableKey(incident.id) + "\": ";
      Level peak = kNoLevel;
      for (const LevelChange& change : incident.levels) peak = HigherLevel(peak, change.level);
      Level last = incident.levels.empty() ? kNoLevel : incident.levels.back().level;
      if (incident.level != last) {
        Report(where + "level is " + std::to_string(incident.level) + ", the last of its level changes says " + std::to_string(last));
      }
      if (incident.peak_level != peak) {
        Report(where + "peak level is " + std::to_string(incident.peak_level) + ", the highest of its level changes is " +
               std::to_string(peak));
      }
      levels_[incident.id] = std::move(incident.levels);
    }
    return {};
  }

  Result<void> ProveGradings() {
    return store_.ForEachGrading([&](const GradingRecord& grading) {
      const std::string where =
          "incident \"" + PrintableKey(grading.incident) + "\", level change " + std::to_string(grading.change + 1);
      ProveGrade(where, grading.judgement);
      const std::vector<LevelChange>& levels = levels_[grading.incident];
      bool there = grading.change >= 0 && grading.change < static_cast<int64_t>(levels.size());
      if (!there) {
        Report(where + ": the incident does not have it");
      } else if (Level said = levels[static_cast<size_t>(grading.change)].level; said != grading.level) {
        Report(where + ": level is " + std::to_string(said) + ", it was graded " + std::to_string(grading.level));
      }
      return true;
    });
  }

  const Store& store_;
  const std::optional<AuditAnchor> anchor_;
  Proof proof_;
  std::map<uint64_t, Result<GradeOptions>> options_;
  std::map<std::string, std::vector<LevelChange>> levels_;  // by incident
};

}  // namespace

std::optional<std::string> FindDifference(const JudgementRecord& judgement, const GradeOptions& options) {
  Comparison comparison;
  GradeResult computed = Grade(InputOf(judgement, judgement.card.at), options, judgement.before, judgement.card.at);
  CompareCards(judgement.card, computed.card, comparison);
  CompareStates(judgement.grade, computed.state, comparison);
  return comparison.found();
}

Result<Proof> Prove(const Store& store, const std::optional<AuditAnchor>& anchor) { return Prover(store, anchor).All(); }

}  // namespace fenghuo
