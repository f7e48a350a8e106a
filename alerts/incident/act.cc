#include <algorithm>
#include <iterator>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/escalation/run.h"
#include "alerts/incident/chain.h"
#include "alerts/incident/regrade.h"
#include "alerts/incident/signatory.h"
#include "alerts/incident/transitions.h"
#include "alerts/incident/words.h"
#include "alerts/reporting/reports.h"
#include "alerts/tasks/tasks.h"

namespace fenghuo {
namespace {

constexpr const char* kCloseReasons[] = {"已处置", "经查不属实", "外地事件已排查", "与本局无关", "误报", "并入其他事件"};

std::string Quoted(const std::string& text) { return "“" + text + "”"; }

Result<void> CheckState(const Incident& incident, const Action& action, const Desk& desk) {
  if (StateAfter(action.kind, incident)) return {};
  std::string sentence = "舆情事件" + incident.number + "当前为" + Quoted(ShownState(incident.state));
  if (action.kind == ActionKind::kAcknowledge && incident.acknowledgement) {
    sentence += "，" + ShownPerson(desk.roster, incident.acknowledgement->person) + "已签收";
  }
  sentence += "，不能" + std::string(ShownAction(action.kind));
  std::vector<std::string> allowed;
  for (ActionKind kind : AllowedActions(incident)) allowed.push_back(ShownAction(kind));
  return Invalid(sentence + (allowed.empty() ? std::string("，也不能再作其他操作") : "；现在可以：" + JoinShown(allowed)));
}

bool NeedsNote(ActionKind kind) {
  return kind == ActionKind::kClose || kind == ActionKind::kNote || kind == ActionKind::kHandOver;
}

// What the offices above still wait for, and what the units still have in hand.
Result<void> CheckNothingIsLeft(const Incident& incident, const Action& action, const Desk& desk) {
  if (action.kind != ActionKind::kClose && action.kind != ActionKind::kHandOver) return {};
  const std::string end = ShownAction(action.kind);
  if (const std::vector<const IncidentClock*> clocks = OpenClocksByHand(incident, desk); !clocks.empty()) {
    return Invalid("时限" + Quoted(clocks.front()->name) + "尚未办结，登记办结后才能" + end + "事件");
  }
  if (LacksFinalReport(incident, desk)) {
    if (IsToldUpward(incident)) return Invalid("本事件已向上报送，须先报送终报，才能" + end);
    return Invalid(ShownLevel(incident.level) + "事件须先报送终报，才能" + end + "；研判后认为等级过高的，先重新定级");
  }
  const std::vector<const Task*> open = OpenTasks(incident);
  if (open.empty() || !IsBlank(action.unfinished)) return {};
  std::vector<std::string> names;
  for (const Task* task : open) names.push_back(std::to_string(task->number) + "·" + ShownUnits(desk.roster, {task->unit}));
  return Invalid("尚有" + std::to_string(open.size()) + "件交办事项未办结（" + JoinShown(names) + "），" + end + "事件须说明未完成的原因");
}

Result<void> CheckLink(const Incident& incident, const Action& action) {
  const bool used = std::find(incident.used_links.begin(), incident.used_links.end(), action.link) != incident.used_links.end();
  return used ? Result<void>(Invalid("这个链接已用过一次，请登录后按编号签收或致电值班室")) : Result<void>();
}

Result<void> CheckFields(const Action& action) {
  if (NeedsNote(action.kind) && IsBlank(action.note)) {
    return Invalid(std::string(ShownAction(action.kind)) + "必须填写说明");
  }
  if (action.kind == ActionKind::kClose) {
    bool known = std::find(std::begin(kCloseReasons), std::end(kCloseReasons), action.reason) != std::end(kCloseReasons);
    std::vector<std::string> reasons(std::begin(kCloseReasons), std::end(kCloseReasons));
    if (!known) return Invalid("办结原因须为" + JoinShown(reasons) + "之一，现为" + Quoted(action.reason));
  }
  if (action.kind == ActionKind::kAssess) {
    if (!action.level) return Invalid("研判定级必须给出等级");
    if (*action.level < kHighestLevel || *action.level > kLowestLevel) {
      return Invalid("定级须为Ⅰ级至Ⅳ级，现为" + Quoted(std::to_string(*action.level)));
    }
  }
  return {};
}

const NatureRule* FindNature(const Desk& desk, const std::string& id) {
  for (const NatureRule& rule : desk.natures) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

Result<void> CheckNature(const Action& action, const Desk& desk) {
  if (action.nature.empty() || (action.kind == ActionKind::kAssess && FindNature(desk, action.nature) != nullptr)) return {};
  return Invalid("预案中没有研判性质" + Quoted(action.nature));
}

class Actor {
 public:
  Actor(const Incident& incident, const Action& action, const Desk& desk, Timestamp now)
      : draft_(incident, desk, now), action_(action), name_(ShownPerson(desk.roster, action.person)) {}

  Decision Do() {
    switch (action_.kind) {
      case ActionKind::kAcknowledge: Acknowledge(); break;
      case ActionKind::kAssess: Assess(); break;
      case ActionKind::kHandle: Proceed(IncidentState::kHandling, "handling"); break;
      case ActionKind::kStatement: Proceed(IncidentState::kStatement, "statement"); break;
      case ActionKind::kWatch: Watch(); break;
      case ActionKind::kClose: Close(); break;
      case ActionKind::kReview: Review(); break;
      case ActionKind::kReopen: ReopenByHand(); break;
      case ActionKind::kEscalate: Escalate(); break;
      case ActionKind::kNote: Note(); break;
      case ActionKind::kHandOver: HandOver(); break;
    }
    return draft_.Finish();
  }

 private:
  Incident& incident() { return draft_.incident(); }
  const Desk& desk() const { return draft_.desk(); }

  // 张某签收; 张某签收（王某代签收） and 张某（王某代录）办结 when another pressed the button.
  std::string By(const std::string& verb) const {
    if (action_.entered_by == action_.person) return name_ + verb;
    if (action_.kind != ActionKind::kAcknowledge) return ShownSignatory({action_.person, action_.entered_by}, desk().roster) + verb;
    return name_ + verb + "（" + ShownPerson(desk().roster, action_.entered_by) + "代" + verb + "）";
  }

  std::string Noted(const std::string& sentence) const {
    return sentence + (IsBlank(action_.note) ? "" : "：" + action_.note) + "。";
  }

  void Write(const std::string& kind, const std::string& sentence) { draft_.Write(kind, action_.person, sentence); }

  void Acknowledge() {
    EscalationRun& run = incident().escalation;
    if (incident().state == IncidentState::kDetected || incident().state == IncidentState::kNotified) {
      draft_.Move(IncidentState::kAcknowledged);
    }
    incident().acknowledgement = Acknowledgement{.person = action_.person,
                                                 .entered_by = action_.entered_by,
                                                 .at = draft_.now(),
                                                 .expires_at = draft_.now() + run.acknowledgement_lasts};
    if (!action_.link.empty()) incident().used_links.push_back(action_.link);
    if (!incident().first_acknowledged_at) incident().first_acknowledged_at = draft_.now();
    Pause(run);
    draft_.SupersedePending();
    TellQuietly(draft_, MessageKind::kAcknowledged, ShownTime(desk().zone, draft_.now()) + By("签收") + "，催办停止",
                action_.person);
    std::string sentence = By("签收") + "，催办停止";
    if (run.acknowledgement_lasts > Duration(0)) {
      sentence += "；" + ShownDeadline(desk().zone, incident().acknowledgement->expires_at, draft_.now()) +
                  "前没有办理记录的恢复催办";
    }
    Write("acknowledged", Noted(sentence));
    Remember(action_.person);
  }

  // Whoever has signed hears later that it is over.
  void Remember(const std::string& person) {
    std::vector<std::string>& told = incident().told;
    if (std::find(told.begin(), told.end(), person) == told.end()) told.push_back(person);
  }

  void Assess() {
    if (IsLegal(incident().state, IncidentState::kAssessed)) draft_.Move(IncidentState::kAssessed);
    Level before = incident().level;
    Level level = *action_.level;
    incident().confirmed_level = level;
    incident().confirmed_by = action_.person;
    incident().handling_note_at = draft_.now();
    std::string sentence = By("研判定级") + ShownLevel(level, desk().policies);
    if (incident().machine_level != kNoLevel && incident().machine_level != level) {
      sentence += "，系统初判" + ShownLevel(incident().machine_level);
    }
    const NatureRule* nature = FindNature(desk(), action_.nature);
    if (nature != nullptr) {
      incident().nature = nature->id;
      sentence += "，性质为" + nature->name;
    }
    Write("assessed", Noted(sentence));
    if (nature != nullptr) AssignByNature(draft_, *nature, {action_.person, action_.entered_by});
    SetLevel(draft_, level, By("研判定级"));
    if (IsHigher(level, before)) RaiseByHand(before);
    if (IsHigher(before, level)) {
      Write("lowered", "定级由" + ShownLevel(before) + "降为" + ShownLevel(level) + "，不另行通知。");
    }
  }

  // The people of the new level hear at once; whoever has signed keeps it.
  void RaiseByHand(Level before) {
    draft_.SupersedePending();
    StartChain(draft_, {.kind = MessageKind::kRaised, .level_before = before, .news = By("研判定级")});
    if (incident().acknowledgement) Pause(incident().escalation);
  }

  void Proceed(IncidentState to, const std::string& kind) {
    draft_.Move(to);
    incident().handling_note_at = draft_.now();
    incident().watch_until.reset();
    Write(kind, Noted(By(ShownAction(action_.kind))));
  }

  void Watch() {
    draft_.Move(IncidentState::kWatching);
    incident().handling_note_at = draft_.now();
    incident().watch_until =
        draft_.now() + desk().policies.levels[std::clamp(incident().level, 0, kLowestLevel)].watch;
    Write("watching", Noted(By("转入持续关注") + "，至" + ShownMoment(desk().zone, *incident().watch_until)));
  }

  void Close() {
    draft_.Move(IncidentState::kClosed);
    incident().closed_at = draft_.now();
    incident().close_reason = action_.reason;
    incident().closed_by = action_.person;
    End("closed", By("办结") + "，原因：" + action_.reason + "；" + action_.note + LeftOpen());
  }

  std::string LeftOpen() { return OpenTasks(incident()).empty() ? "" : "；交办事项未完成：" + action_.unfinished; }

  void HandOver() {
    draft_.Move(IncidentState::kHandedOver);
    End("handed_over", By("转出") + "：" + action_.note + LeftOpen());
  }

  void End(const std::string& kind, const std::string& sentence) {
    incident().watch_until.reset();
    Pause(incident().escalation);
    const std::string with = "随事件" + std::string(ShownAction(action_.kind));
    EndClocks(draft_, {.person = action_.person, .entered_by = action_.entered_by, .note = with});
    EndReports(draft_);
    draft_.SupersedePending();
    TellQuietly(draft_, MessageKind::kClosed, ShownTime(desk().zone, draft_.now()) + sentence, action_.person);
    Write(kind, sentence + "。");
  }

  void Review() {
    draft_.Move(IncidentState::kReviewed);
    if (!IsBlank(action_.note)) incident().lessons = action_.note;
    Write("reviewed", Noted(By("评估")));
  }

  void ReopenByHand() {
    Write("reopened", Noted(By("重新打开")));
    Reopen(draft_, {.news = By("重新打开")});
  }

  void Escalate() {
    Write("escalation_asked", Noted(By("报带班领导")));
    DueSteps next = TakeNext(incident().escalation, draft_.now());
    if (next.steps.empty()) {
      next.steps.push_back({.roles = {Role::kLeaderOnDuty}, .urgency = Urgency::kRing});
    }
    std::string because = name_ + "报请处理";
    if (!IsBlank(action_.note)) because += "（" + action_.note + "）";
    TellChase(draft_, {.steps = next.steps, .because = because, .state = "报请处理"});
  }

  void Note() {
    incident().handling_note_at = draft_.now();
    Write("note", By("办理记录") + "：" + action_.note + "。");
  }

  Draft draft_;
  const Action& action_;
  std::string name_;
};

}  // namespace

Result<Decision> Act(const Incident& incident, const Action& action, const Desk& desk, Timestamp now) {
  Action asked = action;
  if (asked.entered_by.empty()) asked.entered_by = asked.person;
  if (Result<void> checked = CheckSignatory({asked.person, asked.entered_by}, desk.roster, now); !checked.ok()) return checked.error();
  if (Result<void> checked = CheckState(incident, asked, desk); !checked.ok()) return checked.error();
  if (Result<void> checked = CheckLink(incident, asked); !checked.ok()) return checked.error();
  if (Result<void> checked = CheckFields(asked); !checked.ok()) return checked.error();
  if (Result<void> checked = CheckNature(asked, desk); !checked.ok()) return checked.error();
  if (Result<void> checked = CheckNothingIsLeft(incident, asked, desk); !checked.ok()) return checked.error();
  return Actor(incident, asked, desk, now).Do();
}

}  // namespace fenghuo
