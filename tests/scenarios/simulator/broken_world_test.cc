// Each invariant fails when the world is broken on purpose: a check that cannot fail proves nothing.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/core/audit.h"
#include "daemon/core/silences.h"
#include "tests/scenarios/simulator/simulation.h"

namespace fenghuo {
namespace {

constexpr uint64_t kSeed = 2;

void Commit(Simulation& world, Batch batch) { ASSERT_TRUE(world.house().store().Commit(std::move(batch), Sync::kYes).ok()); }

// The first open incident that `fits`, or null.
template <typename Fits>
const Incident* FindIncident(Simulation& world, Fits fits) {
  for (const auto& [id, incident] : world.house().engine().core().state.open_incidents()) {
    if (fits(incident)) return &incident;
  }
  return nullptr;
}

// Puts the incident into the core as it must never be, with no word to anybody.
void Put(Simulation& world, const Incident& incident) {
  Decision decision;
  decision.incident = incident;
  world.house().engine().core().state.Apply(decision, world.wall_now());
  ASSERT_TRUE(world.house().engine().core().state.Commit().ok());
}

class BrokenWorldTest : public testing::Test {
 protected:
  // Runs until the sabotage has struck, and one look more. `sabotage` answers whether it could strike.
  SimulationResult RunWith(std::function<bool(Simulation&)> sabotage) {
    SimulationOptions options{.seed = kSeed, .mishaps = false};
    options.sabotage = [this, sabotage = std::move(sabotage)](Simulation& world) { struck_ = sabotage(world) || struck_; };
    SimulationResult result = Simulation(options).Run();
    EXPECT_TRUE(struck_) << "the world of this seed had nothing to break";
    return result;
  }

  static void ExpectFound(const SimulationResult& result, const std::string& invariant, const std::string& part) {
    const bool found = std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
      return finding.invariant == invariant && finding.sentence.find(part) != std::string::npos;
    });
    EXPECT_TRUE(found) << invariant << " did not find: " << part << "\n" << Explain(result);
  }

  bool struck_ = false;
};

TEST_F(BrokenWorldTest, IsWholeUnlessItIsBroken) {
  const SimulationResult result = Simulation({.seed = kSeed, .mishaps = false}).Run();
  EXPECT_TRUE(result.findings.empty()) << Explain(result);
}

TEST_F(BrokenWorldTest, I1FindsAnItemThatWasAcceptedAndIsNotStored) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    Intake lost;
    lost.fetch.source = world.house().config().sources.front().id;
    lost.fetch.not_modified = true;
    lost.documents.emplace_back();
    lost.documents.back().document.id = "lost/1";
    world.documents_check().NoteAccepted({lost}, {.documents_new = 1}, world.house().store());
    return true;
  });
  ExpectFound(result, "I1", "lost/1 was accepted and is not stored");
}

TEST_F(BrokenWorldTest, I1FindsAnItemThatIsNotAccountedFor) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    Intake counted;
    counted.fetch.source = world.house().config().sources.front().id;
    counted.fetch.not_modified = true;
    world.documents_check().NoteAccepted({counted}, {.documents_seen_again = 2}, world.house().store());
    return true;
  });
  ExpectFound(result, "I1", "0 items were accepted, 2 are accounted for");
}

TEST_F(BrokenWorldTest, I2FindsAnIncidentThatNobodyHasAndNobodyIsToldOf) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    const Incident* incident = FindIncident(world, [](const Incident&) { return true; });
    if (struck_ || incident == nullptr) return false;
    Incident stranded = *incident;
    stranded.acknowledgement.reset();
    stranded.watch_until.reset();
    stranded.escalation.next_at.reset();
    stranded.escalation.digest = false;
    Put(world, stranded);
    return true;
  });
  ExpectFound(result, "I2", "has neither an owner nor an open escalation");
}

TEST_F(BrokenWorldTest, I3FindsAChainThatStopsThoughNobodyHasSigned) {
  const SimulationResult result = RunWith([](Simulation& world) {
    const Incident* incident = FindIncident(world, [](const Incident& one) { return one.level <= 2 && one.escalation.next_step > 0; });
    if (incident == nullptr) return false;
    Incident forgotten = *incident;
    forgotten.acknowledgement.reset();
    forgotten.escalation.next_at.reset();
    forgotten.escalation.digest = true;  // I2 is content with that
    Put(world, forgotten);
    return true;
  });
  ExpectFound(result, "I3", "and nobody was told since");
}

TEST_F(BrokenWorldTest, I4FindsARowThatLeavesItsLastState) {
  const SimulationResult result = RunWith([&](Simulation& world) {
    if (struck_) return false;
    const std::vector<Notification> rows = world.house().store().ListNotifications("", 100)->rows;
    for (const Notification& row : rows) {
      const bool seen = row.state == DeliveryState::kDelivered && row.finished_at && *row.finished_at < world.wall_now() - hours(1);
      if (!seen) continue;
      Notification again = row;
      again.state = DeliveryState::kPending;
      again.next_at = world.wall_now() + hours(1);
      world.house().engine().core().state.Put(again);
      EXPECT_TRUE(world.house().engine().core().state.Commit().ok());
      return true;
    }
    return false;
  });
  ExpectFound(result, "I4", "was delivered and is pending");
}

TEST_F(BrokenWorldTest, I5FindsALinkOfTheAuditChainThatDoesNotFit) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    const std::optional<AuditRecord>& last = world.house().engine().core().state.last_audit();
    if (struck_ || !last) return false;
    AuditRecord record{.sequence = last->sequence + 1, .at = world.wall_now(), .actor = "system", .action = "note", .object = "", .detail = ""};
    Seal(record, "another chain");
    Batch batch;
    batch.PutAudit(record);
    Commit(world, std::move(batch));
    return true;
  });
  ExpectFound(result, "I5", "does not fit");
}

TEST_F(BrokenWorldTest, I5FindsAGapInTheAuditChain) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    const std::optional<AuditRecord>& last = world.house().engine().core().state.last_audit();
    if (struck_ || !last) return false;
    AuditRecord record{.sequence = last->sequence + 2, .at = world.wall_now(), .actor = "system", .action = "note", .object = "", .detail = ""};
    Seal(record, last->hash);
    Batch batch;
    batch.PutAudit(record);
    Commit(world, std::move(batch));
    return true;
  });
  ExpectFound(result, "I5", " follows ");
}

TEST_F(BrokenWorldTest, I5FindsATimelineThatWasChanged) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    const Incident* incident = FindIncident(world, [](const Incident&) { return true; });
    if (struck_ || incident == nullptr) return false;
    Batch batch;
    batch.PutTimelineEntry({.incident = incident->id, .sequence = incident->next_entry + 500, .at = world.wall_now(), .kind = "note",
                            .actor = "system", .text = "…"});
    Commit(world, std::move(batch));
    return true;
  });
  ExpectFound(result, "I5", "has a gap before");
}

TEST_F(BrokenWorldTest, I6FindsAWorldThatIsNotTheSameAgain) {
  const SimulationResult once = Simulation({.seed = kSeed}).Run();
  SimulationOptions options{.seed = kSeed};
  options.sabotage = [](Simulation& world) {
    if (world.turns() == 50) world.trace().Note(world.wall_now(), "chance", "");
  };
  EXPECT_NE(Simulation(options).Run().digest, once.digest);
}

TEST_F(BrokenWorldTest, I6HoldsOfEverySeedThatIsTriedTwice) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    const SimulationResult once = Simulation({.seed = seed}).Run();
    const SimulationResult twice = Simulation({.seed = seed}).Run();
    EXPECT_EQ(once.trace, twice.trace) << "seed " << seed;
    EXPECT_EQ(once.digest, twice.digest) << "seed " << seed;
  }
}

TEST_F(BrokenWorldTest, I7FindsAPageThatLeavesAfterTheSignature) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    const Incident* incident = FindIncident(world, [](const Incident& one) { return one.acknowledgement.has_value(); });
    if (struck_ || incident == nullptr) return false;
    Outgoing late;
    late.channel = world.house().config().channels.front();
    late.row.id = incident->id + "-1-1-reminder-late";
    late.row.channel = late.channel.id;
    late.row.message.kind = MessageKind::kReminder;
    late.row.message.incident = incident->id;
    late.row.created_at = incident->acknowledgement->at - minutes(1);
    late.row.expires_at = world.wall_now() + hours(1);
    world.outbox_check().NoteHandedOut(late, world.house().engine(), world.house().store(), world.now());
    return true;
  });
  ExpectFound(result, "I7", "was signed for after it was written");
}

// Of every category at once, down to Ⅳ; those that are refused stand already.
void SilenceEverything(Simulation& world) {
  Core& core = world.house().engine().core();
  std::set<std::string> categories;
  for (const Rule& rule : core.classifier->rules().rules) categories.insert(rule.category);
  for (const Silence& silence : StandingSilences(core.state)) categories.erase(silence.scope.category);
  for (const std::string& category : categories) {
    const SilenceOrder order{.scope = {.category = category}, .reason = "等待", .person = "zhang", .to = world.wall_now() + hours(20)};
    ASSERT_TRUE(MakeSilence(order, core, world.wall_now()).ok() || category.empty());
  }
}

TEST_F(BrokenWorldTest, I7FindsASilenceThatHidesWhatIsAboveItsFloor) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    const Incident* incident = FindIncident(world, [](const Incident& one) { return one.level <= 2; });
    if (struck_ || incident == nullptr) return false;
    SilenceEverything(world);
    Decision hidden;
    hidden.incident = *incident;
    hidden.timeline.push_back({.incident = incident->id,
                               .sequence = hidden.incident.next_entry++,
                               .at = world.wall_now(),
                               .kind = "silenced",
                               .actor = "system",
                               .text = "本应通知值班员，因暂停提醒第1号（张某，原因：等待）未通知。"});
    world.house().engine().core().state.Apply(hidden, world.wall_now());
    EXPECT_TRUE(world.house().engine().core().state.Commit().ok());
    return true;
  });
  ExpectFound(result, "I7", "though it was of level");
}

TEST_F(BrokenWorldTest, I7FindsAMessageThatIsMissingWithoutAWord) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    Core& core = world.house().engine().core();
    StoryFacts facts;
    facts.title = "某街道多人腹泻";
    facts.first_seen = world.wall_now();
    facts.card.level = 2;
    facts.card.locality = Locality::kLocal;
    Decision opened = Open(facts, core.desk, core.state.NextIncidentNumber(core.desk.zone, world.wall_now()), world.wall_now());
    opened.notifications.clear();
    core.state.Apply(opened, world.wall_now());
    EXPECT_TRUE(core.state.Commit().ok());
    return true;
  });
  ExpectFound(result, "I7", "was opened, nobody was told, and nothing says why");
}

TEST_F(BrokenWorldTest, I7FindsAChainThatASilenceHoldsWhenItIsOver) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    SilenceEverything(world);
    CoreState& state = world.house().engine().core().state;
    for (Silence silence : StandingSilences(state)) {
      if (silence.holding.empty()) continue;
      silence.holding.clear();  // nobody lets them go on
      silence.ended_at = world.wall_now();
      state.PutSetting(SilenceSetting(silence.number), KeptSilence(silence));
      state.PutSetting(kSilencesStandingSetting, "");
      EXPECT_TRUE(state.Commit().ok());
      return true;
    }
    return false;
  });
  ExpectFound(result, "I7", "which is over");
}

TEST_F(BrokenWorldTest, I8FindsARaiseThatACooldownHides) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    const Timestamp now = world.wall_now();
    const Incident* incident = FindIncident(world, [now](const Incident& one) {
      return one.opened_at < now && one.level > 1 && one.locality == Locality::kLocal && !one.acknowledgement;
    });
    if (struck_ || incident == nullptr) return false;
    Incident hidden = *incident;
    hidden.level = hidden.peak_level = 1;
    hidden.levels.push_back({.at = world.wall_now(), .level = 1, .reason = "上升"});
    Put(world, hidden);
    return true;
  });
  ExpectFound(result, "I8", "rose to level 1 and nobody was told at once");
}

TEST_F(BrokenWorldTest, I9FindsTwoRowsOfOneCredentialOnTheirWay) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    CoreState& state = world.house().engine().core().state;
    for (const char* id : {"one", "two"}) {
      Notification row;
      row.id = id;
      row.channel = world.house().config().channels.front().id;
      row.created_at = world.wall_now();
      row.expires_at = world.wall_now() + hours(1);
      row.state = DeliveryState::kInFlight;
      state.Put(row);
    }
    EXPECT_TRUE(state.Commit().ok());
    return true;
  });
  ExpectFound(result, "I9", "are on their way at once");
}

TEST_F(BrokenWorldTest, I9FindsMoreThanTheVendorTakesInAMinute) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    for (int i = 0; i < 19; ++i) {
      Outgoing out;
      out.channel = world.house().config().channels.front();
      out.row.id = "many-" + std::to_string(i);
      out.row.expires_at = world.wall_now() + hours(1);
      world.outbox_check().NoteHandedOut(out, world.house().engine(), world.house().store(), world.now());
    }
    return true;
  });
  ExpectFound(result, "I9", "19 messages left by wecom-duty within a minute");
}

TEST_F(BrokenWorldTest, I10FindsClocksThatBeginAfterTheFirstWord) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    const Incident* any = FindIncident(world, [](const Incident& one) { return !one.story.empty(); });
    if (any == nullptr) return false;
    Incident late = *any;
    late.id = "2099-0101-01";  // one that the world has not seen yet, of the same story
    late.number = "0101-01";
    late.first_seen = world.wall_now() + minutes(5);
    Put(world, late);
    return true;
  });
  ExpectFound(result, "I10", "was opened before its clocks began");
  ExpectFound(result, "I10", "has clocks that began after");
}

TEST_F(BrokenWorldTest, P2FindsARowThatIsHandedOutBeforeItsCommit) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    Outgoing out;
    out.channel = world.house().config().channels.front();
    out.row.id = "hasty";
    out.row.expires_at = world.wall_now() + hours(1);
    world.outbox_check().NoteHandedOut(out, world.house().engine(), world.house().store(), world.now());
    return true;
  });
  ExpectFound(result, "P2", "hasty is sent and not kept");
}

TEST_F(BrokenWorldTest, P3FindsAMessageThatIsReceivedTwiceForNoReason) {
  const SimulationResult result = RunWith([this](Simulation& world) {
    if (struck_) return false;
    Notification row;
    row.id = "twice";
    world.outbox_check().NoteReceived(row);
    world.outbox_check().NoteReceived(row);
    return true;
  });
  ExpectFound(result, "P3", "twice was received 2 times, with 0 reasons to repeat it");
}

}  // namespace
}  // namespace fenghuo
