// kill -9 of the daemon alone at random moments, on a kept store, compared with what the outside world has seen.
//
//   FENGHUO_KILLS=200 build/dev/tests/scenarios/kill_test

#include <gtest/gtest.h>
#include <re2/re2.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "alerts/notify/compose.h"
#include "alerts/notify/render.h"
#include "base/rng.h"
#include "daemon/config/config.h"
#include "daemon/demo/receiver_page.h"
#include "storage/store.h"
#include "tests/scenarios/scenario_run.h"

namespace fenghuo {
namespace {

constexpr int kKills = 25;
constexpr Duration kScenarioMin = seconds(60);     // the five days, in real time
constexpr Duration kRoomForAKill = milliseconds(600);
constexpr double kShareWithKills = 0.9;            // of the scenario; the rest runs through
constexpr Duration kBurstMax = milliseconds(600);  // after exec, so that start and recovery are met too
constexpr Duration kAfterTheEnd = hours(6);        // of the scenario: every host is read once more
constexpr Duration kStopMax = seconds(10);
constexpr size_t kPage = 500;
constexpr const char* kSomeLink = "http://127.0.0.1/x";

// What the store held whenever the daemon was dead.
struct Found {
  int looks = 0;
  std::vector<Timestamp> killed_at;      // by the scenario's clock
  std::map<std::string, int> in_flight;  // notification -> kills that found it on its way
  std::set<std::string> documents;
  std::set<std::string> incidents;
  std::set<std::string> notifications;
  std::set<std::string> delivered;
};

int KillsWanted() {
  const char* text = std::getenv("FENGHUO_KILLS");
  return text == nullptr ? kKills : std::max(1, std::atoi(text));
}

Duration RealLength(int kills) { return std::max(kScenarioMin, kills * kRoomForAKill); }

Result<std::unique_ptr<Store>> OpenToRead(const ScenarioRun& run) {
  Result<Config> config = LoadConfig(run.config_path());
  if (!config.ok()) return config.error();
  StoreOptions options;
  options.read_only = true;
  options.create_if_missing = false;
  return Store::Open(config->data_path, options);
}

// Every row of a list; `list` gives a page.
template <typename T, typename List>
std::vector<T> All(List list) {
  std::vector<T> rows;
  std::string cursor;
  do {
    Result<Page<T>> page = list(cursor);
    EXPECT_TRUE(page.ok()) << page.error().message;
    if (!page.ok()) return rows;
    std::move(page->rows.begin(), page->rows.end(), std::back_inserter(rows));
    cursor = page->next;
  } while (!cursor.empty());
  return rows;
}

std::vector<Notification> AllNotifications(const Store& store) {
  return All<Notification>([&](const std::string& cursor) { return store.ListNotifications(cursor, kPage); });
}

std::vector<Incident> AllIncidents(const Store& store) {
  return All<Incident>([&](const std::string& cursor) { return store.ListIncidents(cursor, kPage); });
}

void LookAt(const ScenarioRun& run, Found& found) {
  Result<std::unique_ptr<Store>> store = OpenToRead(run);
  if (!store.ok()) {
    EXPECT_EQ(found.looks, 0) << "a store that was there cannot be read any more: " << store.error().message;
    return;  // killed before the store was made
  }
  ++found.looks;
  for (const DocumentRecord& row : All<DocumentRecord>(
           [&](const std::string& cursor) { return (*store)->ListDocuments(cursor, kPage); })) {
    found.documents.insert(row.document.id);
  }
  for (const Incident& incident : AllIncidents(**store)) found.incidents.insert(incident.id);
  for (const Notification& row : AllNotifications(**store)) {
    found.notifications.insert(row.id);
    if (row.state == DeliveryState::kInFlight) ++found.in_flight[row.id];
    if (row.state == DeliveryState::kDelivered) found.delivered.insert(row.id);
  }
}

// Half of the kills come soon after the start, half at any time while it works.
Found KillAtRandom(const ScenarioRun& run, int kills) {
  Found found;
  Rng rng(20260706);
  auto share = std::chrono::duration_cast<Duration>(RealLength(kills) * kShareWithKills / kills);
  Duration work_max = std::max(kBurstMax, 4 * share - kBurstMax);
  for (int kill = 0; kill < kills && !testing::Test::HasFailure(); ++kill) {
    SCOPED_TRACE("kill " + std::to_string(kill));
    bool burst = rng.Below(2) == 0;
    std::unique_ptr<ChildProcess> daemon = run.StartDaemon();
    if (!burst) {
      EXPECT_NE(daemon->AwaitLine(), "") << ReadWholeFile(run.log_path());
    }
    Sleep(Duration(rng.Below(static_cast<uint64_t>((burst ? kBurstMax : work_max).count()))));
    daemon->Signal(SIGKILL);
    found.killed_at.push_back(run.clock().Now());
    EXPECT_EQ(daemon->Await(kStopMax), -SIGKILL) << "it ended by itself: " << ReadWholeFile(run.log_path());
    LookAt(run, found);
  }
  return found;
}

void RunToTheEnd(const ScenarioRun& run) {
  std::unique_ptr<ChildProcess> daemon = run.StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(run.log_path());
  Timestamp end = std::max(run.scenario().end(), run.clock().Now()) + kAfterTheEnd;
  Sleep(run.clock().RealTime(end - run.clock().Now()));
  daemon->Signal(SIGTERM);
  ASSERT_EQ(daemon->Await(kStopMax), 0) << ReadWholeFile(run.log_path());
}

// The id that the scenario's hosts give an item, as the daemon keeps it.
std::string DocumentIdOf(const ScenarioRun& run, const std::string& host, const std::string& item) {
  const std::vector<ScenarioHost>& hosts = run.scenario().hosts();
  auto found = std::find_if(hosts.begin(), hosts.end(), [&](const ScenarioHost& each) { return each.id == host; });
  bool atom = found != hosts.end() && found->format == "atom";
  return host + "/" + (atom ? "urn:" + host + ":" : "") + item;
}

// Whether no kill came between two moments.
bool SameLife(Timestamp from, Timestamp to, const Found& found) {
  return std::none_of(found.killed_at.begin(), found.killed_at.end(), [&](Timestamp at) { return from <= at && at <= to; });
}

// Items of the answers that were accepted: the daemon asked that host again in the same life, which it does when the answer is
// in the store, or a later life knew its ETag (304). What only a killed daemon was shown was never accepted; it comes again
// unless it has meanwhile left the host's latest twenty.
size_t ExpectEveryAcceptedItem(const ScenarioRun& run, const Store& store, const std::vector<LedgerLine>& ledger,
                               const Found& found) {
  std::map<std::string, LedgerLine> last;  // answer with a body, by host
  std::set<std::string> accepted;
  for (const LedgerLine& line : ledger) {
    if (line.kind != "served") continue;
    auto before = last.find(line.host);
    if (before != last.end() && (line.status == 304 || SameLife(before->second.at, line.at, found))) {
      for (const std::string& item : before->second.ids) accepted.insert(DocumentIdOf(run, line.host, item));
    }
    if (line.status == 200) last[line.host] = line;
  }
  for (const std::string& id : accepted) EXPECT_TRUE(store.FindDocument(id).ok()) << "accepted and not kept: " << id;
  return accepted.size();
}

void ExpectWholeTimelines(const Store& store) {
  for (const Incident& incident : AllIncidents(store)) {
    Result<std::vector<TimelineEntry>> timeline = store.Timeline(incident.id);
    ASSERT_TRUE(timeline.ok()) << timeline.error().message;
    ASSERT_FALSE(timeline->empty()) << incident.id;
    int64_t next = 1;
    for (const TimelineEntry& entry : *timeline) EXPECT_EQ(entry.sequence, next++) << incident.id;
    EXPECT_EQ(incident.next_entry, next) << incident.id;
  }
}

void ExpectNothingForgotten(const Store& store, const Found& found) {
  for (const std::string& id : found.documents) EXPECT_TRUE(store.FindDocument(id).ok()) << "forgotten: " << id;
  for (const std::string& id : found.incidents) EXPECT_TRUE(store.FindIncident(id).ok()) << "forgotten: " << id;
  for (const std::string& id : found.notifications) {
    EXPECT_TRUE(store.FindNotification(id).ok()) << "forgotten: " << id;
  }
  for (const std::string& id : found.delivered) {
    Result<Notification> row = store.FindNotification(id);
    EXPECT_TRUE(row.ok() && row->state == DeliveryState::kDelivered) << "no longer delivered: " << id;
  }
}

// A message as the receiver's ledger names it: by id where the channel carries one, else by its text without what may differ
// between two attempts.
using Seen = std::pair<std::string, std::string>;

Seen SeenAs(const std::string& channel, const std::string& id, std::string text) {
  if (!id.empty()) return {channel, id};
  static const RE2 link("https?://[^\\s)]+");
  static const RE2 repeated("（重发）");
  RE2::GlobalReplace(&text, link, "<link>");
  RE2::GlobalReplace(&text, repeated, "");
  return {channel, text};
}

struct Tally {
  int received = 0;
  int least = 0;      // rows that say delivered
  int attempted = 0;  // rows that were ever on their way
  int in_flight = 0;  // kills that found such a row on its way
};

// What each row of the outbox puts before the receiver. Rows of the same text are counted together: a robot's message has no id.
void TallyRow(const Notification& row, const ChannelSpec& channel, std::map<Seen, Tally>& tallies, const Found& found) {
  if (row.attempts == 0) return;
  const bool signs = AsksForSignature(row.message.kind) && !row.message.incident.empty();
  RenderedMessage rendered = Render(row, channel, {.acknowledge_url = signs ? kSomeLink : "", .now = row.created_at});
  std::vector<std::string> bodies = {rendered.body};
  bodies.insert(bodies.end(), rendered.further_bodies.begin(), rendered.further_bodies.end());
  const std::string name = Name(channel.type);
  auto flights = found.in_flight.find(row.id);
  for (const std::string& body : bodies) {
    std::string id = channel.type == ChannelType::kWebhook ? row.id : "";
    Tally& tally = tallies[SeenAs(name, id, ReadReceived("/" + name, body).text)];
    tally.least += row.state == DeliveryState::kDelivered || row.state == DeliveryState::kAccepted ? 1 : 0;
    tally.attempted += 1;
    tally.in_flight += flights == found.in_flight.end() ? 0 : flights->second;
  }
}

std::map<Seen, Tally> TallyOutbox(const ScenarioRun& run, const Store& store, const Found& found) {
  std::map<Seen, Tally> tallies;
  Result<Config> config = LoadConfig(run.config_path());
  EXPECT_TRUE(config.ok());
  if (!config.ok()) return tallies;
  for (const Notification& row : AllNotifications(store)) {
    auto channel = std::find_if(config->channels.begin(), config->channels.end(),
                                [&](const ChannelSpec& each) { return each.name == row.channel; });
    EXPECT_NE(channel, config->channels.end()) << row.channel;
    EXPECT_NE(row.state, DeliveryState::kInFlight) << "an orderly stop settles what is on its way: " << row.id;
    const std::string& incident = row.message.incident;
    EXPECT_TRUE(incident.empty() || store.FindIncident(incident).ok()) << row.id << " names a lost incident: " << incident;
    if (channel != config->channels.end()) TallyRow(row, *channel, tallies, found);
  }
  return tallies;
}

struct Deliveries {
  int received = 0;
  int repeats = 0;
  int in_flight = 0;
};

Deliveries ExpectDeliveries(std::map<Seen, Tally> tallies, const std::vector<LedgerLine>& ledger) {
  Deliveries all;
  for (const LedgerLine& line : ledger) {
    if (line.kind != "received") continue;
    ++all.received;
    ++tallies[SeenAs(line.channel, line.id, line.text)].received;
  }
  for (const auto& [seen, tally] : tallies) {
    std::string what = seen.first + ": " + seen.second;
    EXPECT_GT(tally.attempted, 0) << "received, and no row of the outbox was ever on its way with it: " << what;
    EXPECT_GE(tally.received, tally.least) << "delivered by the store's word, and never received: " << what;
    EXPECT_LE(tally.received, tally.attempted + tally.in_flight) << "repeated though it was not on its way: " << what;
    all.repeats += std::max(0, tally.received - tally.attempted);
    all.in_flight += tally.in_flight;
  }
  return all;
}

TEST(KilledDaemonTest, LosesNothingAndRepeatsOnlyWhatWasOnItsWay) {
  const int kills = KillsWanted();
  const double days = 5 * 24 * 3600;
  ScenarioRun run(days / static_cast<double>(std::chrono::duration_cast<seconds>(RealLength(kills)).count()));

  Found found = KillAtRandom(run, kills);
  ASSERT_NO_FATAL_FAILURE(RunToTheEnd(run));

  std::vector<LedgerLine> ledger = run.ReadLedger();
  Result<std::unique_ptr<Store>> store = OpenToRead(run);
  ASSERT_TRUE(store.ok()) << store.error().message;
  size_t accepted = ExpectEveryAcceptedItem(run, **store, ledger, found);
  ExpectWholeTimelines(**store);
  ExpectNothingForgotten(**store, found);
  Deliveries deliveries = ExpectDeliveries(TallyOutbox(run, **store, found), ledger);
  EXPECT_LE(deliveries.repeats, kills);
  EXPECT_EQ(run.RunCommand({"verify", "--config", run.config_path()}), 0) << ReadWholeFile(run.log_path());

  // Nothing of the above would notice a daemon that never worked.
  size_t incidents = AllIncidents(**store).size();
  EXPECT_GT(accepted, 100u);
  EXPECT_GT(incidents, 0u);
  EXPECT_GT(deliveries.received, 20);
  std::printf("%d kills: %zu items accepted and kept, %zu incidents, %d messages received, %d found on their way, %d repeated\n",
              kills, accepted, incidents, deliveries.received, deliveries.in_flight, deliveries.repeats);
}

}  // namespace
}  // namespace fenghuo
