// The statements of an incident: drafted, reviewed by another person, approved up the chain of its level, published, then quoted.
//
//   Result<Decision> begun = AddStatement(incident, {.kind = StatementKind::kFirst, .by = {"wu"}}, desk, now);
//   Result<Decision> reviewed = ChangeStatement(incident, {.kind = StatementDeedKind::kReview, .number = 1, .by = {"zhou"}}, desk, now);
//
// The text is fixed by its review: the SHA-256 of it stands in the timeline at review, at each approval and at publication. Who
// writes it anew afterwards makes it a draft again, and everything before counts for nothing. The chain is that of the level that
// the incident has when somebody asks; the director may approve in the place of everybody.
//
// Publishing ends the clocks that the plan says a statement fulfils.
//
// Pure functions; one thread for each Draft.

#ifndef FENGHUO_ALERTS_STATEMENTS_STATEMENTS_H_
#define FENGHUO_ALERTS_STATEMENTS_STATEMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/incident/decide.h"
#include "alerts/incident/draft.h"
#include "alerts/incident/signatory.h"

namespace fenghuo {

struct StatementWish {
  StatementKind kind = StatementKind::kFirst;
  Signatory by = {};
};

// kInvalid in Chinese: the incident is over, one of the kind is being written, or 首次 was begun before in this episode.
Result<Decision> AddStatement(const Incident& incident, const StatementWish& wish, const Desk& desk, Timestamp now);

enum class StatementDeedKind {
  kDraft,    // 拟稿: `text`
  kReview,   // 核稿, by another person than wrote the text, who saw `text`
  kReturn,   // 退回修改: `note` says why
  kApprove,  // 审核, 签发: by who holds a role of the chain and saw `text`
  kPublish,  // 登记发布: `place` and `link`
};

// Words of the wire.
constexpr const char* Name(StatementDeedKind kind) {
  switch (kind) {
    case StatementDeedKind::kDraft: return "draft";
    case StatementDeedKind::kReview: return "review";
    case StatementDeedKind::kReturn: return "return";
    case StatementDeedKind::kApprove: return "approve";
    case StatementDeedKind::kPublish: return "publish";
  }
  return "";
}
std::optional<StatementDeedKind> StatementDeedNamed(const std::string& name);

struct StatementDeed {
  StatementDeedKind kind = StatementDeedKind::kDraft;
  int number = 0;
  Signatory by = {};
  std::string note = {};
  std::string text = {};
  std::string place = {};
  std::string link = {};
};

// kNotFound when the incident has no such statement; kInvalid in Chinese when its state does not allow it, the person may not, or a
// field is missing.
Result<Decision> ChangeStatement(const Incident& incident, const StatementDeed& deed, const Desk& desk, Timestamp now);

// The roles of the chain that a statement of an incident of this level still needs, in order. Without a row of the plan: the director.
std::vector<Role> ApprovalsLeft(const Statement& statement, Level level, const std::vector<ApprovalRule>& plan);

// What may be done to the statement now: the buttons of the page.
std::vector<StatementDeedKind> AllowedDeeds(const Statement& statement, Level level, const std::vector<ApprovalRule>& plan);

// 首次通报, 进展通报一, 结果通报.
std::string ShownStatement(const Statement& statement);
const char* ShownState(StatementState state);   // 已核稿
const char* ShownDeed(StatementDeedKind kind);  // 退回修改

struct Quotation {
  std::string document;         // id
  std::string source;           // as an officer knows it
  std::vector<int> statements;  // numbers
};

// Counts it; only the first quotation of a statement is worth an entry.
Decision CountQuotation(const Incident& incident, const Quotation& quotation, const Desk& desk, Timestamp now);

// Inside of alerts/: two incidents became one. What was published is counted on, what was being written goes on.
void TakeOverStatements(Incident& older, const Incident& younger);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_STATEMENTS_STATEMENTS_H_
