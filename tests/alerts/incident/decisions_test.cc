// Whatever happens in whatever order: the properties that every decision must keep. Seeds replay exactly.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "alerts/incident/ring_limit.h"
#include "alerts/incident/transitions.h"
#include "base/rng.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

constexpr int kRuns = 60;
constexpr int kStepsInARun = 120;

// An office over some days, with incidents that are opened, graded, acted on, merged and left waiting at random.
class RandomOffice {
 public:
  explicit RandomOffice(uint64_t seed) : rng_(seed), desk_(AnOffice()) {
    if (rng_.Below(4) == 0) desk_.policies.levels[3].repeat_every = minutes(20);
    if (rng_.Below(4) == 0) desk_.policies.levels[1].repeat_max = 2;
    if (rng_.Below(8) == 0) desk_.channels.clear();
    if (rng_.Below(8) == 0) desk_.policies.rows.clear();
  }

  void Step() {
    now_ += seconds(static_cast<int64_t>(rng_.Below(3 * 3600)));
    uint64_t dice = rng_.Below(10);
    if (incidents_.empty() || dice == 0) return OpenOne();
    if (dice == 1 && incidents_.size() > 1) return MergeTwo();
    if (dice <= 4) return RegradeOne();
    if (dice <= 7) return ActOnOne();
    AdvanceAll();
  }

 private:
  AStory AnyStory() {
    AStory story;
    story.facts.card.level = static_cast<Level>(rng_.Below(5));
    story.facts.card.locality = static_cast<Locality>(rng_.Below(4));
    story.facts.must_report = rng_.Below(6) == 0;
    story.facts.card.parts[0].says = std::to_string(rng_.Below(3)) + "个独立来源";
    return story;
  }

  Incident& Any() {
    auto chosen = incidents_.begin();
    std::advance(chosen, static_cast<std::ptrdiff_t>(rng_.Below(incidents_.size())));
    return chosen->second;
  }

  void OpenOne() {
    AStory story = AnyStory();
    Decision decision = rng_.Below(3) == 0 ? OpenByHand({.entered_by = "zhang", .source = "记者来电", .told_by = "",
                                                         .demand = "", .deadline = std::nullopt},
                                                        story.facts, desk_, ++opened_, now_)
                                           : Open(story.facts, desk_, ++opened_, now_);
    ASSERT_FALSE(incidents_.contains(decision.incident.id));
    Take(std::nullopt, std::move(decision));
  }

  void RegradeOne() {
    const Incident before = Any();
    AStory story = AnyStory();
    std::optional<Decision> decision = Regrade(before, story.facts, desk_, now_);
    if (!decision) return;
    bool rose = decision->incident.level != before.level && IsHigher(decision->incident.level, before.level);
    const bool news = decision->incident.must_report != before.must_report || decision->incident.locality != before.locality;
    if (IsHigher(before.level, decision->incident.level) && !IsOver(before.state) && !news) {
      EXPECT_TRUE(decision->notifications.empty()) << "a lowered level told somebody";
    }
    if (rose) {
      EXPECT_FALSE(decision->timeline.empty());
    }
    Take(before, std::move(*decision));
  }

  void ActOnOne() {
    const Incident before = Any();
    Action action{.kind = static_cast<ActionKind>(rng_.Below(11)), .person = rng_.Below(2) == 0 ? "li" : "cook"};
    if (rng_.Below(3) == 0) action.entered_by = "wang";
    action.note = "说明";
    action.reason = "已处置";
    action.unfinished = "另行办理";
    action.level = static_cast<Level>(1 + rng_.Below(4));
    Result<Decision> decision = Act(before, action, desk_, now_);
    const bool may = action.entered_by.empty() || desk_.roster.IsAtDesk(action.entered_by, now_);
    ASSERT_EQ(decision.ok(), may && StateAfter(action.kind, before).has_value());
    if (decision.ok()) {
      EXPECT_FALSE(decision->timeline.empty()) << Name(action.kind);
      Take(before, std::move(*decision));
    }
  }

  void MergeTwo() {
    const Incident older = incidents_.begin()->second;
    const Incident younger = Any();
    if (older.id == younger.id || IsOver(older.state) || IsOver(younger.state)) return;
    auto [stays, merged] = MergeIncidents({.older = older, .younger = younger}, desk_, now_);
    EXPECT_TRUE(merged.notifications.empty());
    const bool known = !IsHigher(stays.incident.level, older.level) && younger.level == older.level;
    const bool nothing_new = stays.incident.locality == older.locality && stays.incident.must_report == older.must_report;
    if (known || (nothing_new && !IsHigher(stays.incident.level, older.level))) {
      EXPECT_TRUE(stays.notifications.empty());
    }
    Take(older, std::move(stays));
    Take(younger, std::move(merged));
  }

  void AdvanceAll() {
    for (auto& [id, incident] : incidents_) {
      const Incident before = incident;
      std::optional<Decision> decision = Advance(before, desk_, now_);
      std::optional<Timestamp> due = NextDue(before);
      ASSERT_EQ(decision.has_value(), due.has_value() && *due <= now_);
      if (!decision) continue;
      EXPECT_FALSE(decision->timeline.empty());
      std::optional<Timestamp> next = NextDue(decision->incident);
      ASSERT_TRUE(!next || *next > now_) << "advancing twice at one instant would do more";
      Take(before, std::move(*decision));
    }
  }

  void Take(const std::optional<Incident>& before, Decision decision) {
    if (rng_.Below(2) == 0) LimitRinging(decision, sent_, desk_, now_);
    const Incident& after = decision.incident;
    if (before && before->state != after.state) CheckPath(before->state, after.state);
    CheckTimeline(before ? before->next_entry : 1, decision);
    for (const Notification& row : decision.notifications) CheckRow(row);
    CheckIncident(after);
    incidents_[after.id] = after;
  }

  // A decision may take two steps of the table at once: reopened and told, or signed away and told anew.
  void CheckPath(IncidentState from, IncidentState to) {
    bool direct = IsLegal(from, to);
    bool reopened = IsLegal(from, IncidentState::kDetected) && IsLegal(IncidentState::kDetected, to);
    bool signed_then_raised = IsLegal(from, IncidentState::kAcknowledged) && to == IncidentState::kNotified;
    ASSERT_TRUE(direct || reopened || signed_then_raised) << Name(from) << " -> " << Name(to);
  }

  void CheckTimeline(int64_t next, const Decision& decision) {
    for (const TimelineEntry& entry : decision.timeline) {
      ASSERT_EQ(entry.sequence, next++);
      ASSERT_EQ(entry.incident, decision.incident.id);
      ASSERT_EQ(entry.at, now_);
      ASSERT_TRUE(entry.text.ends_with("。")) << entry.text;
      ASSERT_FALSE(entry.kind.empty() || entry.actor.empty());
    }
    ASSERT_EQ(decision.incident.next_entry, next);
  }

  void CheckRow(const Notification& row) {
    ASSERT_TRUE(ids_.insert(row.id).second) << "an id came twice: " << row.id;
    ASSERT_LE(row.id.size(), 120u);
    ASSERT_EQ(row.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-"), std::string::npos) << row.id;
    ASSERT_GT(row.expires_at, row.created_at);
    ASSERT_EQ(row.state, DeliveryState::kPending);
    sent_.push_back(row);
  }

  void CheckIncident(const Incident& incident) {
    ASSERT_TRUE(HasNextStepOrOwner(incident)) << incident.id << " " << Name(incident.state);
    ASSERT_GE(incident.level, kHighestLevel);
    ASSERT_LE(incident.level, kLowestLevel);
    ASSERT_FALSE(IsHigher(incident.level, incident.peak_level));
    ASSERT_EQ(incident.levels.back().level, incident.level);
    ASSERT_EQ(static_cast<size_t>(incident.episode), incident.reopened_at.size() + 1);
    if (IsOver(incident.state)) {
      ASSERT_EQ(NextDue(incident), std::nullopt);
    }
    if (incident.state == IncidentState::kAcknowledged) {
      ASSERT_TRUE(incident.acknowledgement.has_value());
    }
    if (incident.acknowledgement && !IsOver(incident.state)) {
      ASSERT_TRUE(incident.escalation.paused);
    }
    if (incident.state == IncidentState::kClosed) {
      ASSERT_TRUE(incident.closed_at.has_value());
    }
  }

  Rng rng_;
  Desk desk_;
  Timestamp now_ = Local("2026-07-10 18:00");
  int opened_ = 0;
  std::map<std::string, Incident> incidents_;
  std::vector<Notification> sent_;
  std::set<std::string> ids_;
};

TEST(DecisionsTest, KeepEveryIncidentInALegalStateWithANextStepOrAnOwner) {
  for (uint64_t seed = 1; seed <= kRuns; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomOffice office(seed);
    for (int step = 0; step < kStepsInARun && !::testing::Test::HasFatalFailure(); ++step) office.Step();
    if (::testing::Test::HasFailure()) break;
  }
}

}  // namespace
}  // namespace fenghuo
