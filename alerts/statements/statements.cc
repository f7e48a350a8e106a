#include "alerts/statements/statements.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/incident/chain.h"
#include "alerts/incident/words.h"
#include "alerts/statements/link.h"
#include "base/sha256.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

constexpr StatementDeedKind kDeeds[] = {StatementDeedKind::kDraft, StatementDeedKind::kReview, StatementDeedKind::kReturn,
                                        StatementDeedKind::kApprove, StatementDeedKind::kPublish};

std::string Quoted(const std::string& text) { return "“" + text + "”"; }

template <typename T>
bool Holds(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool HasOfThisEpisode(const Incident& incident, StatementKind kind) {
  return std::any_of(incident.statements.begin(), incident.statements.end(), [&](const Statement& statement) {
    return statement.kind == kind && statement.episode == incident.episode;
  });
}

Statement& Add(Incident& incident, Statement statement) {
  statement.number = static_cast<int>(incident.statements.size()) + 1;
  statement.episode = incident.episode;
  statement.serial = 0;
  if (statement.kind == StatementKind::kProgress) {
    auto earlier = [&](const Statement& other) { return other.kind == StatementKind::kProgress && other.episode == incident.episode; };
    statement.serial = 1 + static_cast<int>(std::count_if(incident.statements.begin(), incident.statements.end(), earlier));
  }
  return incident.statements.emplace_back(std::move(statement));
}

const std::vector<Role>& ChainOf(Level level, const std::vector<ApprovalRule>& plan) {
  static const std::vector<Role> kDirectorAlone = {Role::kDirector};
  for (const ApprovalRule& rule : plan) {
    if (Holds(rule.levels, level)) return rule.approve;
  }
  return kDirectorAlone;
}

std::string ShownRoles(const std::vector<Role>& roles) {
  std::vector<std::string> names;
  for (Role role : roles) names.push_back(ShownRole(role));
  return JoinShown(names);
}

bool HoldsRole(const std::string& person, Role role, const Draft& draft) {
  const std::vector<Holder> holders = draft.desk().roster.Holders(role, draft.units(), draft.now());
  return std::any_of(holders.begin(), holders.end(), [&](const Holder& holder) { return holder.person->id == person; });
}

// For which role of those left the person's word counts: the last one that they hold.
std::optional<Role> RoleOf(const std::string& person, const std::vector<Role>& left, const Draft& draft) {
  for (auto role = left.rbegin(); role != left.rend(); ++role) {
    if (HoldsRole(person, *role, draft)) return *role;
  }
  if (HoldsRole(person, Role::kDirector, draft)) return Role::kDirector;
  return std::nullopt;
}

// Why a deed that its state does not allow is refused.
std::string Refusal(const Statement& statement, StatementDeedKind kind, const std::vector<Role>& left) {
  const std::string name = ShownStatement(statement);
  if (statement.state == StatementState::kPublished) return name + "已发布，不能再改";
  if (statement.text.empty()) return name + "尚未拟稿，不能" + ShownDeed(kind);
  if (kind == StatementDeedKind::kReview) return name + "已核稿";
  if (statement.state == StatementState::kDraft) return name + "尚未核稿，不能" + ShownDeed(kind);
  if (kind == StatementDeedKind::kApprove) return name + "已签发";
  return name + "还须" + ShownRoles(left) + "签发，才能发布";
}

Result<void> CheckFields(const Statement& statement, const StatementDeed& deed) {
  const bool fixes = deed.kind == StatementDeedKind::kReview || deed.kind == StatementDeedKind::kApprove;
  if (fixes && deed.text != statement.text) {
    return Invalid(ShownStatement(statement) + "的正文与请" + ShownDeed(deed.kind) + "的不一致，请重新阅读后" + ShownDeed(deed.kind));
  }
  if (deed.kind == StatementDeedKind::kDraft) {
    if (IsBlank(deed.text)) return Invalid("拟稿不能没有正文");
    if (statement.state != StatementState::kDraft && deed.text == statement.text) return Invalid("正文没有改动，核稿和签发仍然有效");
  }
  if (deed.kind == StatementDeedKind::kReview) {
    // Whoever typed the text for its author has written it too, and reviews neither as oneself nor for another.
    auto wrote = [&](const std::string& id) { return id == statement.drafted->person || id == statement.drafted->entered_by; };
    if (wrote(deed.by.person)) return Invalid("核稿人不能是拟稿人本人");
    if (wrote(deed.by.entered_by)) return Invalid("核稿不能由拟稿人代录");
  }
  if (deed.kind == StatementDeedKind::kReturn && IsBlank(deed.note)) return Invalid("退回修改必须写明理由");
  if (deed.kind == StatementDeedKind::kPublish) {
    if (IsBlank(deed.place)) return Invalid("登记发布必须写明发布平台");
    if (!IsWebLink(deed.link)) return Invalid("登记发布必须给出以http://或https://开头的完整链接");
  }
  return {};
}

class Deed {
 public:
  Deed(Draft& draft, Statement& statement, const StatementDeed& deed)
      : draft_(draft),
        statement_(statement),
        deed_(deed),
        who_(ShownSignatory(deed.by, draft.desk().roster)),
        name_(ShownStatement(statement)),
        done_{draft.now(), deed.by.person, deed.by.entered_by.empty() ? deed.by.person : deed.by.entered_by, deed.note} {}

  void Do() {
    switch (deed_.kind) {
      case StatementDeedKind::kDraft: return Write();
      case StatementDeedKind::kReview: return Review();
      case StatementDeedKind::kReturn: return Return();
      case StatementDeedKind::kApprove: return Approve();
      case StatementDeedKind::kPublish: return Publish();
    }
  }

 private:
  std::vector<Role> Left() const { return ApprovalsLeft(statement_, draft_.incident().level, draft_.desk().approvals); }

  void Note(const std::string& sentence) {
    draft_.Write(std::string("statement_") + Name(deed_.kind), deed_.by.person, sentence + "。");
  }

  std::string Hash() const { return "，SHA-256：" + statement_.hash; }

  void Tell(const std::vector<Role>& roles, const std::vector<std::string>& persons, const std::string& state, const std::string& because,
            const std::string& wish) {
    TellDeadline(draft_, {.steps = {{.roles = roles, .urgency = Urgency::kMessage}},
                          .persons = persons,
                          .state = state,
                          .because = because,
                          .wish = wish,
                          .entry = "statement_told"});
  }

  void BackToDraft() {
    statement_.state = StatementState::kDraft;
    statement_.reviewed.reset();
    statement_.approvals.clear();
    statement_.hash.clear();
  }

  void Write() {
    const bool was_reviewed = statement_.state != StatementState::kDraft;
    const bool asks_anew = was_reviewed || statement_.text.empty() || statement_.returned;
    BackToDraft();
    statement_.text = WithDrillMark(draft_.incident().drill, deed_.text);
    statement_.drafted = done_;
    statement_.returned.reset();
    Note(was_reviewed ? who_ + "修改" + name_ + "，此前的核稿和签发作废，须重新核稿" : who_ + "拟写" + name_);
    if (asks_anew && !HoldsRole(deed_.by.person, Role::kPublicityHead, draft_)) {
      Tell({Role::kPublicityHead}, {}, "待核稿", who_ + "已拟写" + name_, "核稿");
    }
  }

  void Review() {
    statement_.state = StatementState::kReviewed;
    statement_.reviewed = done_;
    statement_.returned.reset();
    statement_.hash = Sha256Hex(statement_.text);
    Note(who_ + "核稿" + name_ + Hash());
    AskNext(name_ + "已由" + who_ + "核稿");
  }

  void AskNext(const std::string& because) {
    const std::vector<Role> left = Left();
    if (left.empty()) return;
    Tell({left.front()}, {}, "待签发", because, left.size() > 1 ? "审核" : "签发");
  }

  void Return() {
    BackToDraft();
    statement_.returned = done_;
    Note(who_ + "将" + name_ + "退回修改：" + deed_.note);
    if (statement_.drafted->person != deed_.by.person) {
      Tell({}, {statement_.drafted->person}, "退回修改", name_ + "退回修改：" + deed_.note, "修改后重新送核");
    }
  }

  void Approve() {
    const Role role = *RoleOf(deed_.by.person, Left(), draft_);
    statement_.approvals.push_back({role, done_});
    const std::vector<Role> left = Left();
    if (!left.empty()) {
      Note(who_ + "（" + ShownRole(role) + "）审核同意" + name_ + "，待" + ShownRoles(left) + "签发" + Hash());
      return AskNext(name_ + "已由" + ShownRole(role) + who_ + "审核同意");
    }
    statement_.state = StatementState::kApproved;
    Note(who_ + "（" + ShownRole(role) + "）签发" + name_ + Hash());
    Tell({}, {statement_.drafted->person}, "已签发", name_ + "已由" + ShownRole(role) + who_ + "签发", "发布后登记链接");
  }

  void Publish() {
    statement_.state = StatementState::kPublished;
    statement_.published = done_;
    statement_.place = deed_.place;
    statement_.link = deed_.link;
    Note(who_ + "登记" + name_ + "已在" + deed_.place + "发布，链接" + deed_.link + Hash());
    const IncidentState state = draft_.incident().state;
    // While it is watched a result is published as well; the watch goes on then.
    if (state == IncidentState::kAssessed || state == IncidentState::kHandling) draft_.Move(IncidentState::kStatement);
    EndClocksByStatement(draft_, {draft_.now(), done_.person, done_.entered_by, name_ + "已发布：" + deed_.link});
  }

  Draft& draft_;
  Statement& statement_;
  const StatementDeed& deed_;
  std::string who_;
  std::string name_;
  Ending done_;
};

}  // namespace

std::optional<StatementDeedKind> StatementDeedNamed(const std::string& name) {
  for (StatementDeedKind kind : kDeeds) {
    if (name == Name(kind)) return kind;
  }
  return std::nullopt;
}

std::string ShownStatement(const Statement& statement) {
  if (statement.kind == StatementKind::kFirst) return "首次通报";
  if (statement.kind == StatementKind::kResult) return "结果通报";
  return "进展通报" + ShownSerial(statement.serial);
}

const char* ShownState(StatementState state) {
  switch (state) {
    case StatementState::kDraft: return "拟稿";
    case StatementState::kReviewed: return "已核稿";
    case StatementState::kApproved: return "已签发";
    case StatementState::kPublished: return "已发布";
  }
  return "";
}

const char* ShownDeed(StatementDeedKind kind) {
  switch (kind) {
    case StatementDeedKind::kDraft: return "拟稿";
    case StatementDeedKind::kReview: return "核稿";
    case StatementDeedKind::kReturn: return "退回修改";
    case StatementDeedKind::kApprove: return "签发";
    case StatementDeedKind::kPublish: return "发布";
  }
  return "";
}

std::vector<Role> ApprovalsLeft(const Statement& statement, Level level, const std::vector<ApprovalRule>& plan) {
  const std::vector<Role>& chain = ChainOf(level, plan);
  size_t covered = 0;
  for (const StatementApproval& approval : statement.approvals) {
    if (approval.role == Role::kDirector) return {};
    for (size_t i = covered; i < chain.size(); ++i) {
      if (chain[i] == approval.role) covered = i + 1;
    }
  }
  return {chain.begin() + static_cast<std::ptrdiff_t>(covered), chain.end()};
}

std::vector<StatementDeedKind> AllowedDeeds(const Statement& statement, Level level, const std::vector<ApprovalRule>& plan) {
  using enum StatementDeedKind;
  if (statement.state == StatementState::kPublished) return {};
  if (statement.text.empty()) return {kDraft};
  if (statement.state == StatementState::kDraft) return {kDraft, kReview, kReturn};
  return {kDraft, kReturn, ApprovalsLeft(statement, level, plan).empty() ? kPublish : kApprove};
}

Result<Decision> AddStatement(const Incident& incident, const StatementWish& wish, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(wish.by, desk.roster, now); !known.ok()) return known.error();
  if (IsOver(incident.state)) {
    return Invalid("舆情事件" + incident.number + "当前为" + Quoted(ShownState(incident.state)) + "，不能再拟发布稿");
  }
  for (const Statement& other : incident.statements) {
    if (other.kind != wish.kind || other.episode != incident.episode) continue;
    if (other.state != StatementState::kPublished) return Invalid(ShownStatement(other) + "尚未发布，不能再拟一份");
    if (wish.kind == StatementKind::kFirst) return Invalid("首次通报已经发布，后续请拟进展通报或结果通报");
  }
  Draft draft(incident, desk, now);
  Statement statement;
  statement.kind = wish.kind;
  const Statement& added = Add(draft.incident(), std::move(statement));
  draft.incident().handling_note_at = now;
  draft.Write("statement_begun", wish.by.person, ShownSignatory(wish.by, desk.roster) + "增加" + ShownStatement(added) + "，待拟稿。");
  return draft.Finish();
}

Result<Decision> ChangeStatement(const Incident& incident, const StatementDeed& deed, const Desk& desk, Timestamp now) {
  if (Result<void> known = CheckSignatory(deed.by, desk.roster, now); !known.ok()) return known.error();
  auto found = std::find_if(incident.statements.begin(), incident.statements.end(),
                            [&](const Statement& statement) { return statement.number == deed.number; });
  if (found == incident.statements.end()) {
    return NotFound("舆情事件" + incident.number + "没有第" + std::to_string(deed.number) + "份发布稿");
  }
  if (IsOver(incident.state)) {
    return Invalid("舆情事件" + incident.number + "当前为" + Quoted(ShownState(incident.state)) + "，发布稿不能再改");
  }
  if (!Holds(AllowedDeeds(*found, incident.level, desk.approvals), deed.kind)) {
    return Invalid(Refusal(*found, deed.kind, ApprovalsLeft(*found, incident.level, desk.approvals)));
  }
  if (Result<void> checked = CheckFields(*found, deed); !checked.ok()) return checked.error();
  Draft draft(incident, desk, now);
  Statement& statement = draft.incident().statements[static_cast<size_t>(found - incident.statements.begin())];
  const std::vector<Role> left = ApprovalsLeft(statement, incident.level, desk.approvals);
  if (deed.kind == StatementDeedKind::kApprove && !RoleOf(deed.by.person, left, draft)) {
    return Invalid(ShownStatement(statement) + "须由" + ShownRoles(left) + "签发，" + ShownPerson(desk.roster, deed.by.person) + "不是");
  }
  draft.incident().handling_note_at = now;
  Deed(draft, statement, deed).Do();
  return draft.Finish();
}

Decision CountQuotation(const Incident& incident, const Quotation& quotation, const Desk& desk, Timestamp now) {
  Draft draft(incident, desk, now);
  for (Statement& statement : draft.incident().statements) {
    if (!Holds(quotation.statements, statement.number)) continue;
    statement.quoted_by.push_back(quotation.document);
    if (statement.quoted_by.size() > 1) continue;
    draft.Write("statement_quoted", kSystemActor, quotation.source + "引用" + ShownStatement(statement) + "，此后的引用只计数。");
  }
  return draft.Finish();
}

void TakeOverStatements(Incident& older, const Incident& younger) {
  for (const Statement& statement : younger.statements) {
    const bool published = statement.state == StatementState::kPublished;
    if (!published && statement.episode != younger.episode) continue;
    Statement taken = statement;
    const bool second = !published && HasOfThisEpisode(older, StatementKind::kFirst);
    if (taken.kind == StatementKind::kFirst && second) taken.kind = StatementKind::kProgress;
    Add(older, std::move(taken));
  }
}

}  // namespace fenghuo
