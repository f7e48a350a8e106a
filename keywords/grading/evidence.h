// Evidence collects, document by document, what a story's grade needs.
//
//   AddEvidence(evidence, {document, matches, facts, locality, old_news, copy_of}, matcher_rules);
//
// Only documents that a rule found give severity (keywords/grading/severity.h) and floors; facts count from them only, and not
// when every match is damped: the dead of a drill are not dead. Schools and words of harm count where they stand in the title, in
// the sentence of a hit or in that of a fact. A copy corroborates nothing. 本地 of one document makes the story 本地.
//
// Pure functions.

#ifndef FENGHUO_KEYWORDS_GRADING_EVIDENCE_H_
#define FENGHUO_KEYWORDS_GRADING_EVIDENCE_H_

#include <string>
#include <vector>

#include "keywords/grading/grade.h"
#include "keywords/grading/locality.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

// One document, seen by every stage before grading.
struct JudgedDocument {
  const Document* document = nullptr;
  const std::vector<Match>* matches = nullptr;
  const std::vector<Fact>* facts = nullptr;
  LocalityFinding locality;
  bool copy = false;
};

// 旧闻: published long before it was first seen, or its title names a past year.
bool IsOldNews(const Document& document, const GradeOptions& options, Timestamp now);

// `rules` is what the matcher was compiled from; a match of a rule that is gone since counts with severity 15.
void AddEvidence(StoryEvidence& evidence, const JudgedDocument& judged, const RuleSet& rules, const GradeOptions& options,
                 Timestamp now);

// A document that a rule found has come.
void NoteRecent(StoryEvidence& evidence, Timestamp now);
// How many of them came in the `length` before `now`, three hours at most.
int64_t CountRecent(const StoryEvidence& evidence, Duration length, Timestamp now);

// What the reach of a document that a rule found is now; when every match is damped it counts for nothing.
void AddReach(StoryEvidence& evidence, const JudgedDocument& judged, Timestamp now);

// Two stories became one.
void MergeEvidence(StoryEvidence& into, const StoryEvidence& from);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_EVIDENCE_H_
