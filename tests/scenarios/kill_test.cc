// kill -9 of the daemon alone at random moments, on a kept store, compared after every kill with what the outside world
// has seen: the ledgers of the sources and of the receiver, and the answers that the officer at the console got.
//
//   FENGHUO_KILLS=200 build/dev/tests/scenarios/kill_test
//
// The machine stays up, so what a daemon has written but not synced is not lost here; that is for the tests of storage/
// and daemon/engine/ whose disk forgets it. So is a decision written in two pieces: a kill between two writes is a matter of luck,
// while tests/daemon/engine/anomaly_test.cc has every sync fail in its turn.

#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "base/rng.h"
#include "tests/scenarios/acceptance.h"
#include "tests/scenarios/deliveries.h"
#include "tests/scenarios/kept_store.h"
#include "tests/scenarios/ledger.h"
#include "tests/scenarios/officer.h"
#include "tests/scenarios/scenario_run.h"

namespace fenghuo {
namespace {

constexpr int kKills = 25;
constexpr Duration kScenario = hours(5 * 24);
constexpr Duration kScenarioMin = seconds(60);  // in real time
constexpr Duration kRoomForAKill = milliseconds(600);
constexpr double kStartsForAKill = 2.5;  // on a machine that is too slow for that
constexpr double kShareWithKills = 0.9;  // of the scenario; the rest runs through
constexpr Duration kReceiverTakes = milliseconds(40);
constexpr Duration kReadingTakes = milliseconds(20);  // from a host's answer to the commit, about
constexpr Duration kLookEvery = milliseconds(1);
constexpr Duration kLastReadsMax = minutes(3);
constexpr Duration kStopMax = seconds(30);

int KillsWanted() {
  const char* text = std::getenv("FENGHUO_KILLS");
  return text == nullptr ? kKills : std::max(1, std::atoi(text));
}

// From exec to the console's address, on this machine as busy as it is.
Duration MeasureStart() {
  ScenarioRun run({.speed = 1});
  auto begun = std::chrono::steady_clock::now();
  std::unique_ptr<ChildProcess> daemon = run.StartDaemon();
  EXPECT_NE(daemon->AwaitLine(), "") << ReadWholeFile(run.log_path());
  return std::chrono::ceil<Duration>(std::chrono::steady_clock::now() - begun);
}

struct Plan {
  int kills = kKills;
  Duration start{};   // how long a daemon takes to start
  Duration length{};  // of the scenario, in real time

  Duration share() const { return std::chrono::duration_cast<Duration>(length * kShareWithKills / kills); }
  double speed() const { return static_cast<double>(kScenario.count()) / static_cast<double>(length.count()); }
};

Plan MakePlan() {
  Plan plan{.kills = KillsWanted(), .start = MeasureStart()};
  auto starts = std::chrono::duration_cast<Duration>(plan.start * kStartsForAKill);
  plan.length = std::max(kScenarioMin, plan.kills * std::max(kRoomForAKill, starts));
  return plan;
}

// What the store has shown whenever the daemon was dead: from then on it must be there.
struct Found {
  std::map<std::string, int> in_flight;  // notification -> kills that found it on its way
  std::set<std::string> documents;
  std::set<std::string> incidents;
  std::set<std::string> notifications;
  std::map<std::string, DeliveryState> over;  // notification -> how it ended
};

enum class Moment {
  kStarting,  // after exec, so that recovery is met
  kWorking,   // any time after it has started
  kReading,   // just when a host has shown something new
  kSending,   // while the receiver has a message in its hands
  kAnswered,  // as soon as the officer has been told that something is done
};
constexpr uint64_t kMoments = 5;

class KilledDaemonTest : public testing::Test {
 protected:
  // One daemon's life and death.
  void LiveAndDie(Moment moment) {
    std::unique_ptr<ChildProcess> daemon = run_.StartDaemon();
    std::unique_ptr<Officer> officer;
    if (moment != Moment::kStarting) officer = GreetOfficer(*daemon);
    WaitFor(moment, officer.get());
    daemon->Signal(SIGKILL);
    EXPECT_EQ(daemon->Await(kStopMax), -SIGKILL) << "it ended by itself: " << ReadWholeFile(run_.log_path());
    officer.reset();
    ++kills_[moment];
    LookAtStore();
  }

  // Lives through what is left of the scenario, until it knows the last word of every host.
  void LiveToTheEnd() {
    std::unique_ptr<ChildProcess> daemon = run_.StartDaemon();
    std::unique_ptr<Officer> officer = GreetOfficer(*daemon);
    Sleep(run_.clock().RealTime(run_.scenario().end() - run_.clock().Now()));
    std::set<std::string> hosts;
    for (Duration waited{}; hosts.size() < run_.scenario().hosts().size(); waited += kLookEvery) {
      ASSERT_LT(waited, kLastReadsMax) << "not every host was asked again: " << ReadWholeFile(run_.log_path());
      Sleep(kLookEvery);
      for (const LedgerLine& line : ReadOn()) {
        if (line.life == run_.life() && line.at > run_.scenario().end() && line.status == 304) hosts.insert(line.host);
      }
    }
    officer->Leave();
    daemon->Signal(SIGTERM);
    ASSERT_EQ(daemon->Await(kStopMax), 0) << ReadWholeFile(run_.log_path());
    LookAtStore();
  }

  void ExpectWhatHostsShowNow();
  void ExpectTheRestDiedWithALife();
  void Print(const Deliveries& deliveries);

  Config LoadedConfig() const {
    Result<Config> config = LoadConfig(run_.config_path());
    CHECK(config.ok(), "the demo's configuration cannot be read");
    return std::move(*config);
  }

  std::vector<LedgerLine> ReadOn() {
    std::vector<LedgerLine> lines = reader_.ReadOn();
    for (const LedgerLine& line : lines) acceptance_.Take(line);
    ledger_.insert(ledger_.end(), lines.begin(), lines.end());
    return lines;
  }

 private:
  std::unique_ptr<Officer> GreetOfficer(ChildProcess& daemon) {
    std::string url = daemon.AwaitLine();
    EXPECT_NE(url, "") << ReadWholeFile(run_.log_path());
    return std::make_unique<Officer>(
        Desktop{.url = url, .token_file = run_.token_path("zhang"), .clock = &run_.clock()}, deeds_);
  }

  Duration UpTo(Duration longest) { return Duration(rng_.Below(static_cast<uint64_t>(longest.count()) + 1)); }

  void WaitFor(Moment moment, const Officer* officer) {
    if (moment == Moment::kStarting) return Sleep(UpTo(2 * plan_.start));
    Sleep(UpTo(plan_.share()));
    if (moment == Moment::kReading) {
      AwaitLine([](const LedgerLine& line) { return line.status == 200; });
      Sleep(UpTo(kReadingTakes));
    }
    if (moment == Moment::kSending) {
      AwaitLine([](const LedgerLine& line) { return line.kind == "received"; });
      Sleep(UpTo(kReceiverTakes));
    }
    if (moment == Moment::kAnswered) {
      int before = officer->answered();
      Await([&] { return officer->answered() > before; });
    }
  }

  // Until it happens, or has no mind to.
  template <typename Condition>
  void Await(Condition happened) {
    for (Duration waited{}; waited < plan_.share() && !happened(); waited += kLookEvery) Sleep(kLookEvery);
  }

  // Until the world writes such a line down.
  template <typename Predicate>
  void AwaitLine(Predicate wanted) {
    ReadOn();
    Await([&] {
      std::vector<LedgerLine> lines = ReadOn();
      return std::any_of(lines.begin(), lines.end(), wanted);
    });
  }

  void LookAtStore();
  void ExpectAccepted(const Store& store, const std::set<std::string>& documents);
  void ExpectNothingForgotten(const std::set<std::string>& documents, const std::vector<Incident>& incidents,
                              const std::vector<Notification>& notifications);
  void ExpectWholeDecisions(const Store& store, const std::vector<Incident>& incidents,
                            const std::vector<Notification>& notifications);
  void ExpectDeeds(const Store& store, const std::vector<Incident>& incidents);

 protected:
  const Plan plan_ = MakePlan();
  ScenarioRun run_{{.speed = plan_.speed(), .receiver_takes = kReceiverTakes}};
  Rng rng_{20260706};
  LedgerReader reader_{run_.ledger_path()};
  Acceptance acceptance_{run_.scenario()};
  std::vector<LedgerLine> ledger_;
  std::vector<Deed> deeds_;
  std::map<Moment, int> kills_;
  Found found_;
};

void KilledDaemonTest::LookAtStore() {
  ReadOn();
  Result<std::unique_ptr<Store>> store = OpenKept(LoadedConfig());
  if (!store.ok()) {
    EXPECT_TRUE(found_.documents.empty())
        << "a store that was there cannot be read any more: " << store.error().message;
    return;  // killed before the store was made
  }
  std::set<std::string> documents = AllDocumentIds(**store);
  std::vector<Incident> incidents = AllIncidents(**store);
  std::vector<Notification> notifications = AllNotifications(**store);
  ExpectAccepted(**store, documents);
  ExpectNothingForgotten(documents, incidents, notifications);
  ExpectWholeDecisions(**store, incidents, notifications);
  ExpectDeeds(**store, incidents);

  found_.documents.merge(documents);
  for (const Incident& incident : incidents) found_.incidents.insert(incident.id);
  for (const Notification& row : notifications) {
    found_.notifications.insert(row.id);
    if (row.state == DeliveryState::kInFlight) ++found_.in_flight[row.id];
    if (IsFinal(row.state)) found_.over.emplace(row.id, row.state);
  }
}

// By the world's word, and by the store's own: beside a source's ETag stand the documents of that answer.
void KilledDaemonTest::ExpectAccepted(const Store& store, const std::set<std::string>& documents) {
  for (const std::string& id : acceptance_.accepted())
    EXPECT_TRUE(documents.contains(id)) << "accepted and not kept: " << id;
  Result<std::vector<SourceRecord>> sources = store.Sources();
  ASSERT_TRUE(sources.ok()) << sources.error().message;
  for (const SourceRecord& source : *sources) {
    for (const std::string& id : acceptance_.ItemsOf(source.id, source.etag)) {
      EXPECT_TRUE(documents.contains(id)) << "its ETag is kept and it is not: " << id;
    }
  }
}

void KilledDaemonTest::ExpectNothingForgotten(const std::set<std::string>& documents,
                                              const std::vector<Incident>& incidents,
                                              const std::vector<Notification>& notifications) {
  std::set<std::string> incident_ids;
  std::set<std::string> numbers;
  for (const Incident& incident : incidents) {
    incident_ids.insert(incident.id);
    EXPECT_TRUE(numbers.insert(incident.number).second) << "given twice: " << incident.number;
  }
  std::map<std::string, DeliveryState> states;
  for (const Notification& row : notifications) states.emplace(row.id, row.state);
  for (const std::string& id : found_.documents) EXPECT_TRUE(documents.contains(id)) << "forgotten: " << id;
  for (const std::string& id : found_.incidents) EXPECT_TRUE(incident_ids.contains(id)) << "forgotten: " << id;
  for (const std::string& id : found_.notifications) EXPECT_TRUE(states.contains(id)) << "forgotten: " << id;
  for (const auto& [id, state] : found_.over) EXPECT_EQ(states[id], state) << "no longer what it ended as: " << id;
}

// State, timeline and outgoing rows are one write: a timeline without a gap, and beside 已通知 the rows that tell
// somebody, or the entry that says why they were held back.
void KilledDaemonTest::ExpectWholeDecisions(const Store& store, const std::vector<Incident>& incidents,
                                            const std::vector<Notification>& notifications) {
  std::set<std::pair<std::string, Timestamp>> told;
  std::set<std::string> known;
  for (const Notification& row : notifications) told.emplace(row.message.incident, row.created_at);
  for (const Incident& incident : incidents) {
    known.insert(incident.id);
    std::vector<TimelineEntry> timeline = TimelineOf(store, incident.id);
    for (const TimelineEntry& entry : timeline) {
      if (entry.kind == "suppressed") told.emplace(incident.id, entry.at);
    }
    int64_t next = 1;
    for (const TimelineEntry& entry : timeline) {
      EXPECT_EQ(entry.sequence, next++) << incident.id;
      EXPECT_TRUE(entry.kind != "notified" || told.contains({incident.id, entry.at}))
          << "told nobody: " << incident.id << ": " << entry.text;
    }
    EXPECT_GT(next, 1) << incident.id;
    EXPECT_EQ(incident.next_entry, next) << incident.id;
  }
  for (const Notification& row : notifications) {
    const std::string& incident = row.message.incident;
    EXPECT_TRUE(incident.empty() || known.contains(incident)) << row.id << " tells of an incident that is lost";
  }
}

// What the daemon answered is kept, once; what it refused is not; what it died on is kept once or not at all.
void KilledDaemonTest::ExpectDeeds(const Store& store, const std::vector<Incident>& incidents) {
  std::map<std::string, std::string> timelines;
  for (const Incident& incident : incidents) {
    for (const TimelineEntry& entry : TimelineOf(store, incident.id))
      timelines[incident.id] += entry.kind + " " + entry.text + "\n";
  }
  std::map<std::string, int> audited;
  for (const AuditRecord& record : AllAudit(store)) ++audited[record.action + " " + record.detail];
  for (const Deed& deed : deeds_) {
    SCOPED_TRACE(deed.action + " " + deed.incident + " " + deed.words);
    int kept = 0;
    if (deed.action == "open") {
      auto is_it = [&](const Incident& incident) { return incident.title == deed.words; };
      kept = static_cast<int>(std::count_if(incidents.begin(), incidents.end(), is_it));
      EXPECT_TRUE(deed.answer != Answer::kDone || timelines.contains(deed.incident)) << "answered with another id";
    } else {
      const std::string& timeline = timelines[deed.incident];
      for (size_t at = timeline.find(deed.words); at != std::string::npos; at = timeline.find(deed.words, at + 1))
        ++kept;
      EXPECT_EQ((audited["incident." + deed.action + " " + deed.words]), kept) << "the audit trail tells another story";
    }
    EXPECT_GE(kept, deed.answer == Answer::kDone ? 1 : 0) << "the officer was told that it is done";
    EXPECT_LE(kept, deed.answer == Answer::kRefused ? 0 : 1) << "refused, or done twice";
  }
}

void KilledDaemonTest::ExpectWhatHostsShowNow() {
  for (const ScenarioHost& host : run_.scenario().hosts()) {
    ScenarioAnswer answer = run_.scenario().Serve(host, run_.clock().Now());
    for (const std::string& id : acceptance_.DocumentIds(host.id, answer.ids)) {
      EXPECT_TRUE(found_.documents.contains(id)) << "still shown and not kept: " << id;
    }
  }
}

// Whatever was shown and is not kept was only ever in the last answers that daemons got before they were killed.
void KilledDaemonTest::ExpectTheRestDiedWithALife() {
  for (const auto& [id, lives] : acceptance_.NeverAccepted()) {
    EXPECT_FALSE(lives.contains(run_.life())) << "shown to the daemon that was not killed, and not accepted: " << id;
    if (found_.documents.contains(id)) continue;  // died between its commit and the next request
    std::string text;
    for (int life : lives) text += " " + std::to_string(life);
    std::printf("shown for the last time before a kill, gone from the host before the next life asked: %s (life%s)\n",
                id.c_str(), text.c_str());
  }
}

void KilledDaemonTest::Print(const Deliveries& deliveries) {
  size_t unanswered = 0;
  size_t acknowledged = 0;
  for (const Deed& deed : deeds_) {
    unanswered += deed.answer == Answer::kNone ? 1 : 0;
    acknowledged += deed.action == "acknowledge" && deed.answer == Answer::kDone ? 1 : 0;
  }
  std::printf(
      "a start takes %lld ms; %d kills: %d while starting, %d at work, %d while reading, %d while sending, %d after an "
      "answer\n",
      static_cast<long long>(plan_.start.count()), plan_.kills, kills_[Moment::kStarting], kills_[Moment::kWorking],
      kills_[Moment::kReading], kills_[Moment::kSending], kills_[Moment::kAnswered]);
  std::printf("%zu items accepted, all kept; %zu more documents were never proved accepted\n",
              acceptance_.accepted().size(), acceptance_.NeverAccepted().size());
  std::printf("%zu incidents kept; the officer's %zu deeds (%zu signatures): %zu without an answer\n",
              found_.incidents.size(), deeds_.size(), acknowledged, unanswered);
  std::printf("%d messages delivered, %d received, %d found on their way by a kill, %d repeated\n", deliveries.rows,
              deliveries.received, deliveries.in_flight, deliveries.repeated);
}

TEST_F(KilledDaemonTest, LosesNothingAndRepeatsOnlyWhatWasOnItsWay) {
  for (int kill = 1; kill <= plan_.kills && !HasFailure(); ++kill) {
    SCOPED_TRACE("kill " + std::to_string(kill));
    LiveAndDie(static_cast<Moment>(rng_.Below(kMoments)));
  }
  ASSERT_FALSE(HasFailure());
  ASSERT_NO_FATAL_FAILURE(LiveToTheEnd());

  ExpectWhatHostsShowNow();
  ExpectTheRestDiedWithALife();
  Result<std::unique_ptr<Store>> store = OpenKept(LoadedConfig());
  ASSERT_TRUE(store.ok()) << store.error().message;
  Deliveries deliveries = ExpectDeliveries(LoadedConfig(), AllNotifications(**store), found_.in_flight, ledger_);
  EXPECT_EQ(run_.RunCommand({"verify", "--config", run_.config_path()}), 0) << ReadWholeFile(run_.log_path());

  // Nothing of the above would notice a daemon that never worked, or kills that never came amid its work.
  EXPECT_GT(acceptance_.accepted().size(), 100u);
  EXPECT_GT(deliveries.received, 20);
  EXPECT_GT(deliveries.in_flight, 0);
  EXPECT_GT(deeds_.size(), 20u);
  Print(deliveries);
}

}  // namespace
}  // namespace fenghuo
