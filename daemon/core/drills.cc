#include "daemon/core/drills.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "alerts/incident/draft.h"
#include "alerts/notify/drill_mark.h"
#include "base/log.h"
#include "daemon/core/duties.h"
#include "daemon/core/incidents.h"
#include "daemon/pipeline.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

// A scenario has at most some hundred documents; those of one moment are brought so many at a time.
constexpr size_t kBroughtAtOnce = 50;

std::string Named(const Drill& drill) { return "演练" + std::to_string(drill.number) + "“" + drill.scenario.name + "”"; }

// A real Ⅰ or Ⅱ that nobody has signed for.
const Incident* GraveAndUnsigned(const Core& office) {
  for (const auto& [id, incident] : office.state.open_incidents()) {
    if (incident.level != kNoLevel && incident.level <= 2 && AwaitsSignature(incident)) return &incident;
  }
  return nullptr;
}

// Every channel that a message of the drill may go by.
Result<void> CheckChannels(const std::string& mirror, const Desk& desk) {
  bool known = mirror.empty();
  for (const ChannelSpec& channel : desk.channels) {
    if (!mirror.empty() && channel.id != mirror) continue;
    if (!ShowsDrillMark(channel)) return Invalid("通道 " + channel.id + " 的模板没有显示【演练】的字段（head、text、level_name、drill），补上才能开始演练");
    if (mirror.empty()) continue;
    known = true;
    if (FactsOf(channel.type).readers == Readers::kPerson) return Invalid("通道 " + mirror + " 只能发给个人，不能作演练的镜像通道");
  }
  return known ? Result<void>() : Invalid("没有名为 " + mirror + " 的通道，不能作演练的镜像通道");
}

bool IsFoundByARule(const DrillScenario& scenario, const Classifier& classifier, Timestamp now) {
  Drill trial;
  trial.number = 1;
  trial.scenario = scenario;
  for (size_t i = 1; i <= scenario.documents.size(); ++i) {
    if (!classifier.Judge(DocumentOf(trial, static_cast<int64_t>(i), now)).matches.empty()) return true;
  }
  return false;
}

// What its documents made of stories, from the start: an index that is fed the same gives the same.
Result<StoryIndex> RebuildStories(const Core& office, const Drill& drill) {
  std::vector<std::string> ids;
  for (int64_t count = 1; count <= drill.told; ++count) ids.push_back(DrillDocumentId(drill.number, count));
  Result<std::vector<std::optional<DocumentRecord>>> records = office.state.store().FindDocuments(ids);
  if (!records.ok()) return records.error();
  StoryIndex stories(office.config.stories);
  size_t in_batch = 0;
  for (size_t i = 0; i < records->size(); ++i) {
    if (!(*records)[i]) continue;  // removed by age
    const DocumentRecord& record = *(*records)[i];
    stories.Assign(record.document, record.matches.empty() ? Watched::kNo : Watched::kYes, record.first_seen);
    const bool last = i + 1 == records->size() || !(*records)[i + 1] || (*records)[i + 1]->first_seen != record.first_seen;
    if (++in_batch < kBroughtAtOnce && !last) continue;
    stories.LookAgain(record.first_seen);
    (void)stories.TakeChanges();
    in_batch = 0;
  }
  return stories;
}

Result<void> BringDue(Core& drill, Timestamp now) {
  for (size_t due = DueDocuments(drill.drill, now); due > 0; due = DueDocuments(drill.drill, now)) {
    std::vector<JudgedIntake> documents;
    for (size_t i = 0; i < std::min(due, kBroughtAtOnce); ++i) {
      documents.push_back(drill.classifier->Judge(DocumentOf(drill.drill, ++drill.drill.told, now)));
    }
    if (Result<int64_t> brought = BringDrill(documents, drill, now); !brought.ok()) return brought.error();
    drill.state.batch().PutDrill(drill.drill);
    if (Result<void> durable = drill.state.Commit(); !durable.ok()) return durable;
  }
  return {};
}

bool AllAreOver(const Core& drill) {
  return static_cast<size_t>(drill.drill.told) == drill.drill.scenario.documents.size() && drill.state.open_incidents().empty();
}

}  // namespace

Result<Core> ResumeDrill(const Core& office) {
  Result<std::vector<Drill>> drills = office.state.store().AllDrills();
  if (!drills.ok()) return drills.error().In("drills");
  Drill latest = drills->empty() ? Drill() : std::move(drills->back());
  Result<StoryIndex> stories = RebuildStories(office, latest);
  if (!stories.ok()) return stories.error().In("drills");
  Result<CoreState> state = CoreState::LoadDrill(office.state, std::move(*stories), latest.number);
  if (!state.ok()) return state.error();
  return Core{office.config, office.classifier, office.desk, office.sources, std::move(*state), office.watching, std::move(latest)};
}

Result<Drill> BeginDrill(const DrillOrder& order, Core& office, Timestamp now) {
  Result<std::vector<Drill>> drills = office.state.store().AllDrills();
  if (!drills.ok()) return drills.error();
  if (!drills->empty() && IsRunning(drills->back())) return Invalid(Named(drills->back()) + "正在进行，结束后才能开始新的演练");
  if (const Incident* grave = GraveAndUnsigned(office)) {
    return Invalid("舆情事件" + grave->number + "尚未签收，实战优先，现在不能开始演练");
  }
  if (Result<void> checked = CheckChannels(order.mirror, office.desk); !checked.ok()) return checked.error();
  if (!IsFoundByARule(order.scenario, *office.classifier, now)) return Invalid("情景中没有一篇信息命中监测规则，演练不会触发任何事件");
  Drill drill;
  drill.number = drills->empty() ? 1 : drills->back().number + 1;
  drill.scenario = order.scenario;
  drill.mirror = order.mirror;
  drill.started_by = order.person;
  drill.started_at = now;
  office.state.batch().PutDrill(drill);
  office.state.Audit({.at = now,
                      .actor = order.person,
                      .action = "drill.start",
                      .object = std::to_string(drill.number),
                      .detail = drill.scenario.name + (drill.mirror.empty() ? "" : " -> " + drill.mirror)});
  if (Result<void> durable = office.state.Commit(); !durable.ok()) return durable.error();
  LogInfo("a drill begins", {{"drill", std::to_string(drill.number)}, {"by", order.person}, {"mirror", order.mirror}});
  return drill;
}

Result<void> PlayDrill(Core& drill, const Core& office, Timestamp now) {
  if (!IsRunning(drill.drill)) return {};
  std::string reason;
  if (const Incident* grave = GraveAndUnsigned(office)) reason = "真实舆情事件" + grave->number + "发生，实战优先";
  if (HasRunOut(drill.drill, now)) reason = "到时自动结束";
  if (reason.empty() && AllAreOver(drill)) reason = "全部演练事件已办结";
  if (!reason.empty()) {
    Result<Drill> ended = EndDrill(drill, kSystemActor, reason, now);
    return ended.ok() ? Result<void>() : Result<void>(ended.error());
  }
  if (Result<void> brought = BringDue(drill, now); !brought.ok()) return brought;
  GradeDue(drill, now);
  EscalateDue(drill, now);
  return drill.state.Commit();
}

Result<Drill> EndDrill(Core& drill, const std::string& person, const std::string& reason, Timestamp now) {
  if (!IsRunning(drill.drill)) return Invalid("没有正在进行的演练");
  Drill ended = drill.drill;
  ended.ended_at = now;
  ended.ended_by = person;
  ended.end_reason = reason;
  const std::map<std::string, Incident> open = drill.state.open_incidents();
  for (const auto& [id, incident] : open) CarryOut(EndOfDrill(incident, ended, drill.desk, now), drill, now);
  drill.state.batch().PutDrill(ended);
  drill.state.Audit({.at = now, .actor = person, .action = "drill.stop", .object = std::to_string(ended.number), .detail = reason});
  if (Result<void> durable = drill.state.Commit(); !durable.ok()) return durable.error();
  drill.drill = ended;
  LogInfo("a drill is over", {{"drill", std::to_string(ended.number)}, {"by", person}});
  return ended;
}

Timestamp NextPlay(const Core& drill, Timestamp now) {
  Timestamp next = now + hours(1);
  if (!IsRunning(drill.drill)) return next;
  if (std::optional<Timestamp> at = NextDue(drill.drill)) next = std::min(next, *at);
  if (std::optional<Timestamp> at = drill.state.NextGradeDue()) next = std::min(next, *at);
  for (const auto& [id, incident] : drill.state.open_incidents()) {
    if (std::optional<Timestamp> at = NextDue(incident)) next = std::min(next, *at);
  }
  return next;
}

}  // namespace fenghuo
