// A Rule says what the office watches.
//
// A rule finds a document when
//   - one of `any` or `any_patterns` stands in it, or
//   - every group of `all` has one of its terms in the same unit: the title, or one sentence of the text
//     (the whole document when `within` says so),
// and no term of `none` stands in the unit of the hit or in the title; or when
//   - its `query` (keywords/rules/query.h) is true of it, which says NOT and SENTENCE itself: `none` and `within` are for the others.
//
// A unit that has a term of `none` is out; another unit may still find the document, but nothing does when the title has one.
// With `within` document the unit of every hit, of exclusion and of damping is the whole document. Sentences are cut by
// keywords/text/sentences.h; no term or pattern reaches across their borders, and ^ and $ in a pattern are a unit's ends.
//
// Terms are compared after folding (keywords/text/fold.h); patterns are RE2 over the folded text, without regard to case. A term
// has at least two characters. One that begins or ends with an ASCII letter or digit is found only as a whole Latin word or
// number there: "315" is not found in "12315", nor "ai" in "said". Plain data, made by daemon/config from rules/*.yml; any
// number of threads may read it.

#ifndef FENGHUO_KEYWORDS_RULES_RULE_H_
#define FENGHUO_KEYWORDS_RULES_RULE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

enum class Within { kSentence, kDocument };

// A set of terms and patterns of which one is enough.
struct TermGroup {
  std::vector<std::string> terms;
  std::vector<std::string> patterns;
};

// 必报: whatever the heat, a document that has one of these as well is at least of this level.
struct MustReport {
  int floor = 3;      // level 1 (highest) to 4
  TermGroup when;     // empty: every match of the rule
  bool local_only = false;  // the floor counts for 本地 and 不明 only
};

// 加减分词: where one of `when` stands in the title or in the unit of a hit, severity goes up or down; down only where it stands in
// the title or in the unit of each hit, as a damper. It counts once, however often it stands there.
struct SeverityTerm {
  std::string name;  // as the score card calls it: 重点人群
  int points = 0;    // -100 to 100, not 0
  TermGroup when;
  std::vector<std::string> except = {};  // of those that every rule shares: ids of rules for which it does not count
};

struct Rule {
  std::string id;        // stable ASCII name, unique
  std::string name;      // as the officer says it
  std::string category;  // 类别（领域）
  std::vector<std::string> departments;  // ids of units of staff.yml
  TermGroup any;                 // 单独命中词
  std::vector<TermGroup> all;    // 主体词 × 事件词
  std::vector<std::string> none; // 排除词
  std::string query = {};        // 检索式, empty: none
  Within within = Within::kSentence;
  int severity = 15;             // base points, 0 to 100 (reference: science 8.1)
  std::optional<MustReport> must_report;
  // Finds only documents that were first seen in [from, until); a rule that names it with @ asks regardless.
  std::optional<Timestamp> from = {};
  std::optional<Timestamp> until = {};
  bool shadow = false;  // 试运行: its matches are kept apart, nothing is graded and nobody is told
  std::vector<SeverityTerm> severity_terms = {};  // of its own, beside those of the rule set
};

// What every rule shares.
struct RuleSet {
  std::vector<Rule> rules;
  std::vector<std::string> dampers;  // 减分词: severity points go down
  std::map<std::string, TermGroup> term_sets = {};  // 词组, by the name that a query calls them
  std::vector<SeverityTerm> severity_terms = {};
};

// Where a rule was found: byte offsets in the original field, [begin, end).
struct Span {
  enum class Field { kTitle, kText };
  Field field = Field::kTitle;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

// A severity term that counts for a match, and the first place where it does.
struct SeverityHit {
  std::string name;
  int points = 0;
  Span place;

  friend bool operator==(const SeverityHit&, const SeverityHit&) = default;
};

struct Match {
  std::string rule;         // Rule::id
  std::vector<Span> spans;  // in text order, without overlap of equal spans
  bool must_report = false; // the rule's must_report condition stands in the document as well
  bool damped = false;      // a damper stands in the title or in the unit of the hit; of several units, in each
  bool shadow = false;      // of a shadow rule
  std::vector<SeverityHit> severity = {};  // in the order of the rule set's, then the rule's own

  friend bool operator==(const Match&, const Match&) = default;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_RULE_H_
