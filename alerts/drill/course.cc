#include "alerts/drill/course.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "alerts/clocks/clocks.h"
#include "alerts/escalation/run.h"
#include "alerts/incident/chain.h"
#include "alerts/incident/words.h"
#include "alerts/reporting/reports.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

Timestamp EndsAt(const Drill& drill) {
  const std::vector<DrillDocument>& documents = drill.scenario.documents;
  return drill.started_at + (documents.empty() ? Duration(0) : documents.back().after) + kDrillLastsOn;
}

// The rows of one telling say the same at the same time.
using Telling = std::tuple<MessageKind, std::string, std::string, std::string, Timestamp>;

Telling TellingOf(const Notification& row) {
  const Message& message = row.message;
  return {message.kind, message.incident, message.ask, message.lines.empty() ? "" : message.lines.front(), row.created_at};
}

std::string ChannelName(const std::string& id, const Desk& desk) {
  for (const ChannelSpec& channel : desk.channels) {
    if (channel.id == id) return channel.name;
  }
  return id;
}

// 张某、李某（值班群，响铃）
std::string WouldGo(const Notification& row, const Desk& desk) {
  std::vector<std::string> names;
  for (const Receiver& receiver : row.receivers) {
    names.push_back(receiver.person.empty() ? "全群" : ShownPerson(desk.roster, receiver.person));
  }
  if (names.empty()) names.push_back("全群");
  return JoinShown(names) + "（" + ChannelName(row.channel, desk) + "，" + ShownUrgency(row.urgency) + "）";
}

}  // namespace

size_t DueDocuments(const Drill& drill, Timestamp now) {
  if (!IsRunning(drill)) return 0;
  const std::vector<DrillDocument>& documents = drill.scenario.documents;
  const auto told = static_cast<size_t>(drill.told);
  size_t due = told;
  while (due < documents.size() && drill.started_at + documents[due].after <= now) ++due;
  return due - told;
}

std::optional<Timestamp> NextDue(const Drill& drill) {
  if (!IsRunning(drill)) return std::nullopt;
  const auto told = static_cast<size_t>(drill.told);
  if (told < drill.scenario.documents.size()) return drill.started_at + drill.scenario.documents[told].after;
  return EndsAt(drill);
}

bool HasRunOut(const Drill& drill, Timestamp now) { return IsRunning(drill) && EndsAt(drill) <= now; }

Document DocumentOf(const Drill& drill, int64_t count, Timestamp now) {
  const DrillDocument& said = drill.scenario.documents[static_cast<size_t>(count - 1)];
  Document document;
  document.id = DrillDocumentId(drill.number, count);
  document.source = said.source;
  document.kind = said.kind;
  document.tier = said.tier;
  document.region = said.region;
  document.title = said.title;
  document.text = said.text;
  document.lang = "zh";
  document.published_at = now;
  document.fetched_at = now;
  document.observation = said.observation;
  if (document.observation) document.observation->at = now;
  return document;
}

Decision EndOfDrill(const Incident& incident, const Drill& drill, const Desk& desk, Timestamp now) {
  Draft draft(incident, desk, now);
  const std::string sentence = "演练" + std::to_string(drill.number) + "结束（" + drill.end_reason + "），事件随之办结";
  draft.Move(IncidentState::kClosed);
  draft.incident().closed_at = now;
  draft.incident().close_reason = "演练结束";
  draft.incident().closed_by = drill.ended_by;
  draft.incident().watch_until.reset();
  Pause(draft.incident().escalation);
  EndClocks(draft, {.person = drill.ended_by, .entered_by = drill.ended_by, .note = "随演练结束"});
  EndReports(draft);
  draft.SupersedePending();
  TellQuietly(draft, MessageKind::kClosed, ShownTime(desk.zone, now) + sentence, "");
  draft.Write("closed", drill.ended_by, sentence + "。");
  return draft.Finish();
}

std::vector<Notification> Mirrored(std::vector<Notification> rows, const Desk& desk, const std::string& channel) {
  std::vector<Notification> mirrored;
  std::vector<Telling> tellings;  // of the rows in `mirrored`
  std::vector<std::string> whom;
  for (Notification& row : rows) {
    const Telling telling = TellingOf(row);
    const auto known = std::find(tellings.begin(), tellings.end(), telling);
    const std::string would_go = WouldGo(row, desk);
    if (known != tellings.end()) {
      const auto at = static_cast<size_t>(known - tellings.begin());
      whom[at] += "；" + would_go;
      mirrored[at].urgency = std::max(mirrored[at].urgency, row.urgency);
      continue;
    }
    tellings.push_back(telling);
    whom.push_back("本应通知：" + would_go);
    row.channel = channel;
    row.receivers.clear();
    row.mirrored = true;
    mirrored.push_back(std::move(row));
  }
  for (size_t i = 0; i < mirrored.size(); ++i) mirrored[i].message.lines.push_back(whom[i]);
  return mirrored;
}

}  // namespace fenghuo
