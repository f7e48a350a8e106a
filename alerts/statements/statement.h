// A Statement (发布稿) is what the office tells the public: 首次, 进展, 结果通报. Plain data that storage keeps.

#ifndef FENGHUO_ALERTS_STATEMENTS_STATEMENT_H_
#define FENGHUO_ALERTS_STATEMENTS_STATEMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/clocks/clock.h"
#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

enum class StatementKind { kFirst, kProgress, kResult };  // 首次通报, 进展通报, 结果通报

// Words of the wire.
constexpr const char* Name(StatementKind kind) {
  switch (kind) {
    case StatementKind::kFirst: return "first";
    case StatementKind::kProgress: return "progress";
    case StatementKind::kResult: return "result";
  }
  return "";
}

// The words on the screen: 拟稿, 已核稿, 已签发, 已发布.
enum class StatementState { kDraft, kReviewed, kApproved, kPublished };

// Words of the wire.
constexpr const char* Name(StatementState state) {
  switch (state) {
    case StatementState::kDraft: return "draft";
    case StatementState::kReviewed: return "reviewed";
    case StatementState::kApproved: return "approved";
    case StatementState::kPublished: return "published";
  }
  return "";
}

// Who approves a statement of an incident of these levels (levels.yml: statements), in order; the last one's word is 签发.
struct ApprovalRule {
  std::vector<Level> levels;
  std::vector<Role> approve;
};

struct StatementApproval {
  Role role = Role::kDirector;  // of the chain; what comes before it in the chain is covered by it
  Ending by;
};

// At most this many documents that quote a statement are kept, and counted.
inline constexpr size_t kQuotesMax = 1000;

struct Statement {
  int number = 0;    // 1, 2, 3 … in the incident
  int episode = 1;   // of the incident in which it was begun
  StatementKind kind = StatementKind::kFirst;
  int serial = 0;    // of those on the progress: 进展通报一 is 1
  StatementState state = StatementState::kDraft;
  std::string text;        // as published, its title in the first line; empty until somebody has drafted it
  std::optional<Ending> drafted;   // who wrote the text as it is
  std::optional<Ending> returned;  // why it is a draft again; absent once it is drafted anew
  std::optional<Ending> reviewed;
  std::string hash;        // SHA-256 of the text since it was reviewed, hexadecimal; empty for a draft
  std::vector<StatementApproval> approvals;  // in order of time
  std::optional<Ending> published;
  std::string place;  // 本局网站
  std::string link;   // http or https
  std::vector<std::string> quoted_by;  // ids of later documents of the story that quote it, in order of arrival
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_STATEMENTS_STATEMENT_H_
