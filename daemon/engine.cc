#include "daemon/engine.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "daemon/core/duties.h"
#include "daemon/core/incidents.h"
#include "daemon/core/load.h"
#include "daemon/core/shifts.h"
#include "daemon/core/silences.h"
#include "daemon/core/source_news.h"
#include "daemon/core/sources.h"
#include "daemon/core/tell.h"

namespace fenghuo {
namespace {

constexpr uint64_t kJitterSeed = 1;
constexpr Duration kReplayedLife = minutes(15);  // at least: the first one may have been cut short by a decision

std::map<std::string, SourceConfig> ById(const std::vector<SourceConfig>& sources) {
  std::map<std::string, SourceConfig> by_id;
  for (const SourceConfig& source : sources) by_id.emplace(source.id, source);
  return by_id;
}

}  // namespace

Engine::Engine(Core core, Core drill)
    : core_(std::move(core)),
      drill_(std::move(drill)),
      delivery_([this](const std::string& id) { return core_.state.store().FindNotification(id).ok(); }, kJitterSeed) {}

Result<std::unique_ptr<Engine>> Engine::Make(EngineOptions options, Timestamp now) {
  Result<CoreState> state = CoreState::Load(*options.store, options.config.stories, now);
  if (!state.ok()) return state.error();
  Desk desk = MakeDesk(options.config);
  std::map<std::string, SourceConfig> sources = ById(options.config.sources);
  Core core{std::move(options.config), std::move(options.classifier), std::move(desk), std::move(sources),
            std::move(*state), options.watching};
  Result<RelevanceFilters> filters = LearnFilters(*options.store);
  if (!filters.ok()) return filters.error();
  core.filters = std::move(*filters);
  Result<Core> drill = ResumeDrill(core);
  if (!drill.ok()) return drill.error();
  std::unique_ptr<Engine> engine(new Engine(std::move(core), std::move(*drill)));  // NOLINT: private constructor
  if (options.watching == Watching::kYes) {
    if (Result<void> recovered = engine->RecoverOutbox(now); !recovered.ok()) return recovered.error();
  }
  StartDuties(engine->core_, now);
  if (Result<void> durable = engine->CommitBoth(); !durable.ok()) return durable.error();
  return engine;
}

Result<IngestReport> Engine::Ingest(std::span<const Intake> intakes, Timestamp now) {
  return fenghuo::Ingest(intakes, core_, now);
}

Result<void> Engine::Tick(Timestamp now) {
  WatchSilences(core_, now);
  GradeDue(core_, now);
  EscalateDue(core_, now);
  if (core_.watching == Watching::kYes) WatchSources(core_, now);
  SendBriefs(core_, ChannelsOutOfOrder(now), now);
  CleanUp(core_, now);
  if (core_.watching == Watching::kYes) retention_.RemoveExpired(core_, now);
  AuditIncidents(core_, now);
  if (core_.watching == Watching::kYes) WatchCalendar(core_, now);
  if (core_.watching == Watching::kYes) WatchShift(core_, now);
  if (core_.watching == Watching::kYes) WatchLoad(core_, now);
  if (Result<void> durable = core_.state.Commit(); !durable.ok()) return durable;
  return PlayDrill(drill_, core_, now);
}

void Engine::Put(const Notification& row) { (row.message.drill ? drill_ : core_).state.Put(row); }

Result<void> Engine::CommitBoth() {
  if (Result<void> durable = core_.state.Commit(); !durable.ok()) return durable;
  return drill_.state.Commit();
}

Timestamp Engine::NextDue(Timestamp now) const {
  Timestamp next = NextDuty(core_, now);
  if (core_.watching == Watching::kNo) return next;  // nothing is sent or removed in a replay
  next = std::min({next, retention_.NextDue(core_, now), NextPlay(drill_, now)});
  if (std::optional<Timestamp> at = NextShiftDuty(core_, now)) next = std::min(next, *at);
  if (std::optional<Timestamp> at = NextLoadDuty(core_, now)) next = std::min(next, *at);
  if (std::optional<Timestamp> at = NextSourceNews(core_, now)) next = std::min(next, *at);
  return std::min(next, next_send_.value_or(next));
}

Result<void> Engine::RecoverOutbox(Timestamp now) {
  Result<std::vector<Notification>> recent = core_.state.store().NotificationsCreated(now - kLongestLife, now, Drills::kTaken);
  if (!recent.ok()) return recent.error();
  const Outboxes outboxes = {&core_.state.outbox(), &drill_.state.outbox()};
  for (const Notification& row : delivery_.Recover(outboxes, *recent, core_.desk, now)) Put(row);
  return {};
}

Result<std::vector<Outgoing>> Engine::TakeSends(Timestamp now) {
  TellChannelTroubles(now);
  DeliveryTurn turn = delivery_.Plan({&core_.state.outbox(), &drill_.state.outbox()}, core_.desk, now);
  for (const Notification& row : turn.rows) Put(row);
  next_send_ = turn.next_at;
  if (Result<void> durable = CommitBoth(); !durable.ok()) return durable.error();
  std::vector<Outgoing> out;
  for (Notification& row : turn.sends) {
    const ChannelSpec* channel = delivery_.ChannelOf(row, core_.desk);
    if (channel != nullptr) out.push_back({std::move(row), *channel});
  }
  return out;
}

Result<void> Engine::Settle(const DeliveryResult& result, Timestamp now) {
  for (const Core* core : {&core_, &drill_}) {
    auto row = core->state.outbox().find(result.id);
    if (row == core->state.outbox().end()) continue;
    for (const Notification& next : delivery_.Settle(row->second, result, core_.desk, now)) Put(next);
    break;
  }
  return CommitBoth();
}

std::vector<std::string> Engine::ChannelsOutOfOrder(Timestamp now) const {
  std::vector<std::string> names;
  for (const ChannelSpec& channel : core_.desk.channels) {
    auto known = delivery_.health().find(channel.id);
    if (known != delivery_.health().end() && IsOutOfOrder(known->second, now)) names.push_back(channel.name);
  }
  return names;
}

// By every channel but the one that is in trouble; to the desk where operations hear by that one alone, and beside them where what
// is undelivered went by a channel that nobody looks after any more.
void Engine::TellChannelTroubles(Timestamp now) {
  for (const ChannelTrouble& trouble : delivery_.TakeTroubles(core_.desk, now)) {
    std::vector<ChannelSpec> others = core_.desk.channels;
    std::erase_if(others, [&](const ChannelSpec& channel) { return channel.id == trouble.channel; });
    Addressing addressing{.urgency = Urgency::kRing,
                          .priority = 2,
                          .key = "channel-" + trouble.about + "-" + std::to_string(ToUnixMillis(now)) + "-" + trouble.channel};
    std::vector<Holder> holders = core_.desk.roster.Holders(Role::kOperations, {}, now);
    const std::vector<Holder> desk = core_.desk.roster.Holders(Role::kDesk, {}, now);
    if (trouble.about == "gone") holders.insert(holders.end(), desk.begin(), desk.end());
    std::vector<Notification> rows = AddressMessage(holders, trouble.message, addressing, others, now);
    if (rows.empty()) rows = AddressMessage(desk, trouble.message, addressing, others, now);
    if (rows.empty()) LogError("nobody can be told that a channel is in trouble", {{"channel", trouble.channel}});
    PutLimited(core_, std::move(rows), now);
  }
}

Result<Incident> Engine::Act(const std::string& id, const Action& action, Timestamp now) {
  return Do(id,
            {.actor = action.entered_by.empty() ? action.person : action.entered_by,
             .action = std::string("incident.") + Name(action.kind),
             .detail = action.note,
             .decide = [&action](const Incident& incident, const Desk& desk, Timestamp at) {
               return fenghuo::Act(incident, action, desk, at);
             }},
            now);
}

Result<Incident> Engine::Do(const std::string& id, const LedgerDeed& deed, Timestamp now) {
  Result<Incident> incident = core_.state.FindIncident(id);
  if (!incident.ok()) return NotFound("没有编号为 " + id + " 的舆情事件");
  const bool goes_on = incident->drill == drill_.drill.number && IsRunning(drill_.drill);
  if (incident->drill != 0 && !goes_on) return Invalid("演练" + std::to_string(incident->drill) + "已经结束，它的事件不再变动");
  Core& core = incident->drill == 0 ? core_ : drill_;
  Result<Decision> decision = deed.decide(*incident, core.desk, now);
  if (!decision.ok()) return decision.error();
  Incident changed = CarryOut(std::move(*decision), core, now);
  core.state.Audit({.at = now, .actor = deed.actor, .action = deed.action, .object = id, .detail = deed.detail});
  if (Result<void> durable = CommitBoth(); !durable.ok()) return durable.error();
  return changed;
}

Result<Incident> Engine::OpenByHand(const ManualReport& report, Timestamp now) {
  const Story* story = report.story.empty() ? nullptr : core_.state.stories().Find(report.story);
  if (story == nullptr && !report.story.empty()) return NotFound("没有编号为 " + report.story + " 的话题");
  std::string story_id = story == nullptr ? std::string() : story->id;
  const JudgementRecord* known = core_.state.FindJudgement(story_id);
  if (known != nullptr && !known->incident.empty()) return Invalid("该话题已有舆情事件 " + known->incident);
  StoryFacts facts;
  facts.story = story_id;
  facts.title = report.title;
  facts.category = report.category;
  facts.departments = report.departments;
  facts.first_seen = now;
  facts.first_source = report.origin.source;
  facts.county_unit = report.county_unit;
  facts.card.level = report.level;
  facts.card.locality = report.locality;
  facts.card.at = now;
  int number = core_.state.NextIncidentNumber(core_.desk.zone, now);
  Incident opened = CarryOut(fenghuo::OpenByHand(report.origin, facts, core_.desk, number, now), core_, now);
  if (story != nullptr) core_.state.JudgementOf(story_id).incident = opened.id;
  core_.state.Audit({.at = now,
                     .actor = report.origin.entered_by,
                     .action = "incident.open",
                     .object = opened.id,
                     .detail = report.origin.source});
  if (Result<void> durable = core_.state.Commit(); !durable.ok()) return durable.error();
  return opened;
}

Result<DocumentRecord> Engine::JudgeRelevance(const ClickOrder& order, Timestamp now) {
  Result<DocumentRecord> said = TakeClick(order, core_, now);
  if (!said.ok()) return said;
  const bool comes_back = order.verdict == ClickVerdict::kRelevant && said->relevance->place == RelevancePlace::kTray;
  if (comes_back) BringBack(*said, core_, now);
  if (Result<void> durable = core_.state.Commit(); !durable.ok()) return durable.error();
  return comes_back ? core_.state.store().FindDocument(order.document) : said;
}

Result<std::vector<std::string>> Engine::AcceptShift(const std::string& person, Timestamp now) {
  Result<std::vector<std::string>> taken = fenghuo::AcceptShift(person, core_, now);
  if (!taken.ok()) return taken.error();
  if (Result<void> durable = core_.state.Commit(); !durable.ok()) return durable.error();
  return taken;
}

Result<AlarmReport> Engine::TakeAlarms(const std::vector<SystemAlarm>& alarms, Timestamp now) {
  const AlarmReport report = fenghuo::TakeAlarms(alarms, core_, now);
  if (Result<void> durable = core_.state.Commit(); !durable.ok()) return durable.error();
  return report;
}

Result<Drill> Engine::StartDrill(const DrillOrder& order, Timestamp now) {
  Result<Drill> begun = BeginDrill(order, core_, now);
  if (!begun.ok()) return begun.error();
  Result<Core> drill = ResumeDrill(core_);  // with what the rules usually find by now
  if (!drill.ok()) return Unavailable(drill.error().message);  // it is in the store: the next start goes on with it
  drill_ = std::move(*drill);
  return begun;
}

Result<Drill> Engine::StopDrill(const std::string& person, const std::string& reason, Timestamp now) {
  return EndDrill(drill_, person, reason, now);
}

Result<Notification> Engine::ReplayDeadLetter(const std::string& id, const std::string& person, Timestamp now) {
  Result<Notification> dead = core_.state.store().FindNotification(id);
  if (!dead.ok()) return NotFound("没有这条通知：" + id);
  if (dead->state != DeliveryState::kDead) return Invalid("只能重发未送达的通知，这一条的状态是 " + std::string(Name(dead->state)));
  if (core_.state.store().FindNotification(id + "-again").ok()) return Invalid("这条通知已经重发过：" + id + "-again");
  Notification again = *dead;
  again.id = id + "-again";
  again.replays = id;
  again.state = DeliveryState::kPending;
  again.attempts = 0;
  again.created_at = now;
  again.next_at = now;
  again.expires_at = now + std::max(dead->expires_at - dead->created_at, kReplayedLife);
  again.sent_at.reset();
  again.finished_at.reset();
  again.reason.clear();
  again.vendor_id.clear();
  again.short_form = false;
  again.repeat_marked = false;
  Core& core = again.message.drill ? drill_ : core_;
  core.state.Put(again);
  core.state.Audit({.at = now, .actor = person, .action = "notification.replay", .object = id, .detail = again.id});
  if (Result<void> durable = CommitBoth(); !durable.ok()) return durable.error();
  return again;
}

Result<void> Engine::Note(std::span<const AuditNote> lines, const SessionChanges& sessions, Timestamp now) {
  for (const AuditNote& line : lines) {
    core_.state.Audit({.at = now, .actor = line.actor, .action = line.action, .object = line.object, .detail = line.detail});
  }
  for (const SessionRecord& session : sessions.kept) core_.state.batch().PutSession(session);
  for (const std::string& hash : sessions.dropped) core_.state.batch().DeleteSession(hash);
  return core_.state.Commit();
}

Result<void> Engine::NoteNoRoom(const std::vector<Errand>& pages) {
  for (const Errand& errand : pages) fenghuo::NoteNoRoom(errand, core_);
  return core_.state.Commit();
}

void Engine::Reconfigure(Config config, std::shared_ptr<const Classifier> classifier) {
  core_.desk = MakeDesk(config);
  core_.sources = ById(config.sources);
  core_.config = std::move(config);
  core_.classifier = std::move(classifier);
  drill_.desk = core_.desk;
  drill_.sources = core_.sources;
  drill_.config = core_.config;
  drill_.classifier = core_.classifier;
  PlanBriefs(core_);
}

}  // namespace fenghuo
