#include "tests/scenarios/simulator/simulation.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/hash.h"
#include "base/log.h"
#include "daemon/core/proof.h"
#include "daemon/crawl/fetch.h"
#include "daemon/crawl/workers.h"
#include "daemon/wire.h"
#include "tests/scenarios/simulator/example_office.h"
#include "tests/scenarios/simulator/ledger_work.h"
#include "tests/scenarios/simulator/silence_work.h"

namespace fenghuo {
namespace {

constexpr Duration kRoundEvery = minutes(10);  // what is due is fetched together
constexpr Duration kLookEvery = hours(3);
constexpr Duration kTryAgain = minutes(2);     // a daemon that could not start
constexpr size_t kLinesShown = 60;
constexpr const char* kAuthorKey = "a key of the simulator, 32 bytes";

// Another stream for each part of the world, so that what one of them asks for does not change the others.
uint64_t StreamOf(uint64_t seed, const std::string& part) { return Hash64(part + std::to_string(seed)); }
Rng RngOf(uint64_t seed, const std::string& part) { return Rng(StreamOf(seed, part)); }

// A day of this year, from a random hour on; the Chinese new year and the summer time of others are as likely as any.
Timestamp BeginOf(uint64_t seed) {
  Rng rng = RngOf(seed, "begin");
  return *ParseRfc3339("2026-01-01T00:00:00+08:00") + hours(rng.Below(360 * 24));
}

Config OfficeOf(uint64_t seed) {
  Rng rng = RngOf(seed, "office");
  return ExampleOffice(rng);
}

std::vector<Mishap> MishapsOf(const SimulationOptions& options) {
  if (!options.mishaps) return {};
  Rng rng = RngOf(options.seed, "mishaps");
  return PlanMishaps(rng, BeginOf(options.seed), options.days);
}

}  // namespace

std::string Explain(const SimulationResult& result) {
  if (result.findings.empty()) return "seed " + std::to_string(result.seed) + ": every invariant holds\n";
  size_t first = result.trace.size();
  for (size_t i = result.trace.size(); i-- > 0;) {
    if (result.trace[i].find(" BROKEN ") != std::string::npos) first = i;
  }
  std::string text;
  for (size_t i = first - std::min(first, kLinesShown); i <= first && i < result.trace.size(); ++i) text += result.trace[i] + "\n";
  text += result.timelines + "seed " + std::to_string(result.seed) + " breaks:\n";
  for (const Finding& finding : result.findings) {
    text += "  " + finding.invariant + " at " + FormatRfc3339(finding.at) + ": " + finding.sentence + "\n";
  }
  return text + "see it again: simulate --seed " + std::to_string(result.seed) + "\n";
}

Simulation::Simulation(SimulationOptions options)
    : options_(std::move(options)),
      rng_(RngOf(options_.seed, "world")),
      ledger_rng_(RngOf(options_.seed, "ledger")),
      silence_rng_(RngOf(options_.seed, "silences")),
      begin_(BeginOf(options_.seed)),
      now_(begin_),
      house_(OfficeOf(options_.seed), ExampleClassifier(), StreamOf(options_.seed, "disk")),
      web_(house_.config().sources, RngOf(options_.seed, "web"), begin_, options_.days),
      channels_(house_.config().channels, RngOf(options_.seed, "channels"), begin_, options_.days),
      people_(house_.config(), RngOf(options_.seed, "people")),
      mishaps_(MishapsOf(options_)),
      schedule_({.seed = StreamOf(options_.seed, "schedule")}),
      next_round_(begin_),
      next_look_(begin_ + kLookEvery),
      last_wall_(begin_),
      alive_since_(begin_),
      findings_(trace_),
      documents_check_(findings_),
      outbox_check_(findings_),
      audit_check_(findings_),
      incident_check_(findings_, outbox_check_, documents_check_),
      silence_check_(findings_, outbox_check_) {
  findings_.SetTime(wall_now());
}

Timestamp Simulation::NextEvent() const {
  Timestamp next = begin_ + hours(24 * options_.days);
  auto take = [&next](std::optional<Timestamp> at) { next = at ? std::min(next, *at) : next; };
  take(full_until_);
  if (next_mishap_ < mishaps_.size()) take(mishaps_[next_mishap_].at);
  if (down_until_) {
    take(down_until_);  // people and hosts wait
  } else {
    take(people_.NextIntentAt());
    take(channels_.NextResultAt());
    take(next_look_);
    take(next_round_);
    take(house_.engine().NextDue(wall_now()) - wall_ahead_);
  }
  return std::max(next, now_ + milliseconds(1));
}

SimulationResult Simulation::Run() {
  SetLogLevel(LogLevel::kOff);
  const Timestamp end = begin_ + hours(24 * options_.days);
  StartHouse();
  while (now_ < end && findings_.found().empty()) {
    now_ = std::min(NextEvent(), end);
    findings_.SetTime(wall_now());
    Turn();
  }
  if (!house_.is_up()) {
    house_.disk().Clear();
    StartHouse();
  }
  if (house_.is_up()) LookAtEverything();
  SimulationResult result;
  result.seed = options_.seed;
  result.findings = findings_.found();
  result.digest = Hash64(Hex64(trace_.digest()) + Hex64(house_.is_up() ? DigestOfStore() : 0));
  if (house_.is_up()) result.timelines = TimelinesOf(findings_.found());
  result.trace = trace_.lines();
  result.documents = documents_check_.accepted();
  result.incidents = incident_check_.incidents();
  result.notifications = outbox_check_.rows();
  result.received = outbox_check_.received();
  result.actions = actions_;
  result.silenced = silence_check_.held();
  result.deaths = deaths_;
  result.turns = turns_;
  SetLogLevel(LogLevel::kInfo);
  return result;
}

void Simulation::Turn() {
  ++turns_;
  BefallDue();
  if (!house_.is_up()) {
    if (down_until_ && *down_until_ <= now_) StartHouse();
    if (!house_.is_up()) return;
  }
  Result<void> worked = Work();
  if (!worked.ok()) {
    findings_.Expect(worked.error().code == ErrorCode::kUnavailable, "P1", "the core stopped: " + worked.error().message);
    Die(Death::kPowerCut, seconds(5));
    return;
  }
  if (options_.sabotage) options_.sabotage(*this);
  outbox_check_.Look(house_.engine(), house_.store(), last_wall_, alive_since_);
  incident_check_.Look(house_.engine(), house_.store(), alive_since_);
  silence_check_.Look(house_.engine(), house_.store(), alive_since_);
  audit_check_.Look(house_.store());
  last_wall_ = wall_now();
}

void Simulation::BefallDue() {
  if (full_until_ && *full_until_ <= now_) {
    full_until_.reset();
    house_.disk().Clear();
    trace_.Note(wall_now(), "mishap", "the disk has room again");
  }
  while (next_mishap_ < mishaps_.size() && mishaps_[next_mishap_].at <= now_) Befall(mishaps_[next_mishap_++]);
}

void Simulation::Befall(const Mishap& mishap) {
  trace_.Note(wall_now(), "mishap", Name(mishap.kind));
  switch (mishap.kind) {
    case MishapKind::kKill:
      if (house_.is_up()) Die(Death::kKilled, mishap.lasts);
      break;
    case MishapKind::kPowerCut:
      if (house_.is_up()) Die(Death::kPowerCut, mishap.lasts);
      break;
    case MishapKind::kDiskFault: house_.disk().Plan(mishap.fault); break;
    case MishapKind::kDiskFull:
      house_.disk().Plan({.call = DiskCall::kAppend, .kind = std::nullopt, .lasts = Fault::Lasts::kForEver, .reason = Fault::Reason::kNoSpace});
      full_until_ = now_ + std::max(mishap.lasts, Duration(minutes(3)));
      break;
    case MishapKind::kClockJump:
      wall_ahead_ += mishap.jump;
      findings_.SetTime(wall_now());
      outbox_check_.NoteClockMoved();
      incident_check_.NoteClockMoved();
      silence_check_.NoteClockMoved();
      alive_since_ = wall_now();
      break;
  }
}

void Simulation::Die(Death death, Duration down) {
  ++deaths_;
  outbox_check_.NoteLost(channels_.DropConnections());
  house_.Die(death);
  trace_.Note(wall_now(), "dead", death == Death::kPowerCut ? "the power is cut" : "killed");
  down_until_ = now_ + std::max(down, Duration(seconds(1)));
}

void Simulation::StartHouse() {
  if (!full_until_) house_.disk().Clear();
  Result<void> started = house_.Start(wall_now());
  if (!started.ok()) {
    findings_.Expect(started.error().code == ErrorCode::kUnavailable, "P1", "the office cannot start: " + started.error().message);
    trace_.Note(wall_now(), "start", "fails");
    house_.Die(Death::kPowerCut);
    down_until_ = now_ + kTryAgain;
    return;
  }
  trace_.Note(wall_now(), "start", "up");
  down_until_.reset();
  alive_since_ = wall_now();
  std::map<std::string, SourceRecord> records = house_.engine().core().state.sources();
  schedule_ = Schedule({.seed = rng_.Next()});
  schedule_.Configure(house_.config().sources, records, wall_now());
  LookAtEverything();
}

Result<void> Simulation::Work() {
  if (turns_ == 1) {
    if (Result<void> silenced = LetPeopleSilence(); !silenced.ok()) return silenced;
  }
  if (next_round_ <= now_) {
    next_round_ = now_ + kRoundEvery;
    if (Result<void> read = ReadSources(); !read.ok()) return read;
  }
  if (Result<void> taken = TakeResults(); !taken.ok()) return taken;
  if (Result<void> acted = LetPeopleAct(); !acted.ok()) return acted;
  return SendDue();
}

Result<void> Simulation::ReadSources() {
  std::vector<Intake> intakes;
  Engine& engine = house_.engine();
  while (std::optional<std::string> id = schedule_.Take(wall_now())) {
    const SourceConfig& source = engine.core().sources.at(*id);
    const SourceRecord record = engine.core().state.SourceOf(*id);
    const HttpResponse response = web_.Answer(source, BuildFetch(house_.config().crawl, source, record, wall_now()), now_);
    const FetchReport report = JudgeFetch(source, response, record, wall_now());
    const FetchedBody fetched{std::make_shared<const SourceConfig>(source), report, response};
    intakes.push_back(ReadFetched(fetched, *engine.core().classifier, kAuthorKey));
    schedule_.Answered(*id, wall_now());
  }
  if (intakes.empty()) return {};
  Result<IngestReport> report = engine.Ingest(intakes, wall_now());
  if (!report.ok()) return report.error();
  trace_.Note(wall_now(), "read", std::to_string(intakes.size()) + " sources, " + std::to_string(report->documents_new) + " new, " +
                                      std::to_string(report->documents_changed) + " changed, " +
                                      std::to_string(report->documents_seen_again) + " seen again");
  documents_check_.NoteAccepted(intakes, *report, house_.store());
  for (const Intake& intake : intakes) schedule_.Acknowledge(engine.core().state.SourceOf(intake.fetch.source), wall_now());
  return {};
}

Result<void> Simulation::TakeResults() {
  std::vector<std::string> unsettled;
  Result<void> settled;
  for (const DeliveryResult& result : channels_.TakeResults(now_, wall_now())) {
    if (settled.ok()) {
      outbox_check_.NoteResult(result);
      trace_.Note(wall_now(), "answer", result.id + " " + result.outcome.reason);
      settled = house_.engine().Settle(result, wall_now());
    }
    if (!settled.ok()) unsettled.push_back(result.id);
  }
  outbox_check_.NoteLost(unsettled);  // it dies of it, and does not know what came of them
  return settled;
}

Result<void> Simulation::LetPeopleAct() {
  if (next_look_ <= now_) {
    next_look_ = now_ + kLookEvery;
    std::vector<std::string> open;
    for (const auto& [id, incident] : house_.engine().core().state.open_incidents()) {
      if (!incident.acknowledgement) open.push_back(id);
    }
    people_.LookAtLists(open, now_);
    if (Result<void> worked = LetPeopleWorkTheLedger(); !worked.ok()) return worked;
    if (Result<void> silenced = LetPeopleSilence(); !silenced.ok()) return silenced;
  }
  for (const Intent& intent : people_.TakeIntents(now_)) {
    Result<Incident> before = house_.engine().core().state.FindIncident(intent.incident);
    if (before.ok() && intent.action.kind == ActionKind::kEscalate) incident_check_.NoteHurried(*before);
    Result<Incident> after = house_.engine().Act(intent.incident, intent.action, wall_now());
    if (!after.ok() && after.error().code == ErrorCode::kUnavailable) return after.error();
    ++actions_;
    trace_.Note(wall_now(), "person", intent.action.person + " " + Name(intent.action.kind) + " " + intent.incident +
                                          (after.ok() ? "" : " refused: " + after.error().message));
  }
  return {};
}

Result<void> Simulation::LetPeopleWorkTheLedger() {
  const std::map<std::string, Incident> open = house_.engine().core().state.open_incidents();
  for (const auto& [id, incident] : open) {
    if (!incident.acknowledgement) continue;
    for (const LedgerDeed& deed : SomeDeeds(incident, house_.engine().core().desk, ledger_rng_, wall_now())) {
      Result<Incident> after = house_.engine().Do(id, deed, wall_now());
      if (!after.ok() && after.error().code == ErrorCode::kUnavailable) return after.error();
      ++actions_;
      trace_.Note(wall_now(), "person", deed.actor + " " + deed.action + " " + id + (after.ok() ? "" : " refused: " + after.error().message));
    }
  }
  return {};
}

Result<void> Simulation::LetPeopleSilence() {
  Core& core = house_.engine().core();
  for (const SilenceWish& wish : SomeWishes(core, silence_rng_, wall_now())) {
    Result<Silence> done = ChangeSilence(wish, core, wall_now());
    if (!done.ok() && done.error().code == ErrorCode::kUnavailable) return done.error();
    ++actions_;
    trace_.Note(wall_now(), "person", std::string(wish.make ? "makes" : "ends") + " silence " +
                                          (done.ok() ? std::to_string(done->number) : "refused: " + done.error().message));
  }
  return {};
}

Result<void> Simulation::SendDue() {
  if (Result<void> ticked = house_.engine().Tick(wall_now()); !ticked.ok()) return ticked;
  Result<std::vector<Outgoing>> sends = house_.engine().TakeSends(wall_now());
  if (!sends.ok()) return sends.error();
  for (const Outgoing& out : *sends) {
    trace_.Note(wall_now(), "send", out.row.id + " by a channel that is " + Name(channels_.MoodOf(out.channel.id, now_)));
    outbox_check_.NoteHandedOut(out, house_.engine(), house_.store(), now_);
    channels_.Send(out, now_);
  }
  ReadMessages();
  return {};
}

void Simulation::ReadMessages() {
  for (const Received& received : channels_.TakeReceived()) {
    outbox_check_.NoteReceived(received.row);
    people_.Read(received);
  }
}

// What is kept, from the first row to the last: after every start, and at the end.
void Simulation::LookAtEverything() {
  const Store& store = house_.store();
  documents_check_.LookAtAll(store);
  outbox_check_.LookAtAll(store);
  incident_check_.LookAtAll(store);
  silence_check_.LookAtAll(store);
  audit_check_.LookAtAll(store);
  for (const auto& [id, entries] : incident_check_.known()) {
    Result<Incident> incident = store.FindIncident(id);
    if (incident.ok()) audit_check_.LookAtTimeline(store, *incident);
  }
  Result<Proof> proof = Prove(store);
  findings_.Expect(proof.ok(), "I5", "the store cannot be proved");
  if (!proof.ok()) return;
  for (const std::string& finding : proof->findings) findings_.Expect(false, "I5", finding);
}

std::string Simulation::TimelinesOf(const std::vector<Finding>& findings) const {
  std::string text;
  for (const auto& [id, entries] : incident_check_.known()) {
    const bool named = std::any_of(findings.begin(), findings.end(),
                                   [&](const Finding& finding) { return finding.sentence.find(id) != std::string::npos; });
    Result<std::vector<TimelineEntry>> timeline = house_.store().Timeline(id);
    if (!named || !timeline.ok()) continue;
    for (const TimelineEntry& entry : *timeline) text += id + " " + FormatRfc3339(entry.at) + " " + entry.kind + " " + entry.text + "\n";
  }
  return text;
}

uint64_t Simulation::DigestOfStore() {
  const Timestamp from = FromUnixMillis(0);
  const Store& store = house_.store();
  uint64_t digest = 0;
  auto add = [&digest](const std::string& text) { digest = Hash64(Hex64(digest) + text); };
  const std::vector<Incident> incidents = *store.IncidentsOpened(from, kEndOfTime);
  for (const Incident& incident : incidents) {
    add(Dump(ToJson(incident)));
    const std::vector<TimelineEntry> timeline = *store.Timeline(incident.id);
    for (const TimelineEntry& entry : timeline) add(Dump(ToJson(entry)));
  }
  const std::vector<Notification> rows = *store.NotificationsCreated(from, kEndOfTime);
  for (const Notification& row : rows) add(Dump(ToJson(row)));
  const std::vector<Silence> silences = *AllSilences(store, SIZE_MAX);
  for (const Silence& silence : silences) add(KeptSilence(silence));
  const std::vector<SourceRecord> sources = *store.Sources();
  for (const SourceRecord& record : sources) add(Dump(ToJson(record)));
  const std::vector<JudgementRecord> judgements = *store.Judgements();
  for (const JudgementRecord& row : judgements) add(row.story + " " + std::to_string(row.card.risk_milli));
  return digest;
}

}  // namespace fenghuo
