#include "daemon/deliver/delivery.h"

#include <algorithm>
#include <utility>

#include "alerts/notify/send_plan.h"

namespace fenghuo {
namespace {

constexpr Duration kDeadLettersToldEvery = minutes(30);
// From the start of an attempt to its answer; what waits longer than this and the longest back-off was asked to by the peer.
constexpr Duration kAttemptMax = minutes(1);

const ChannelSpec* FindChannel(const std::vector<ChannelSpec>& channels, const std::string& name) {
  const auto it = std::find_if(channels.begin(), channels.end(), [&](const ChannelSpec& channel) { return channel.id == name; });
  return it == channels.end() ? nullptr : &*it;
}

std::vector<const Notification*> RowsOf(const Outboxes& outboxes, std::initializer_list<DeliveryState> states) {
  std::vector<const Notification*> rows;
  for (const Outbox* outbox : outboxes) {
    for (const auto& [id, row] : *outbox) {
      if (std::find(states.begin(), states.end(), row.state) != states.end()) rows.push_back(&row);
    }
  }
  return rows;
}

Message ChannelBack(const std::string& channel, Timestamp now) {
  Message message;
  message.kind = MessageKind::kChannelAlarm;
  message.at = now;
  message.lines = {"【通知通道恢复】" + channel + "已恢复正常"};
  return message;
}

}  // namespace

Delivery::Delivery(std::function<bool(const std::string& id)> known, uint64_t seed) : known_(std::move(known)), rng_(seed) {}

const ChannelSpec* Delivery::ChannelOf(const Notification& row, const Desk& desk) const {
  return FindChannel(desk.channels, row.channel);
}

std::vector<Notification> Delivery::Recover(const Outboxes& outboxes, const std::vector<Notification>& recent, const Desk& desk,
                                            Timestamp now) {
  limits_ = RecentCalls(recent, desk.channels, now);
  for (const Outbox* outbox : outboxes) RecoverPauses(*outbox, desk, now);
  std::vector<Notification> rows;
  for (const Notification* left : RowsOf(outboxes, {DeliveryState::kInFlight})) {
    const Notification& row = *left;
    const ChannelSpec* channel = ChannelOf(row, desk);
    // A channel that is configured no more repeats nothing; Plan() ends such rows.
    const Notification after = AfterCrash(row, channel != nullptr ? *channel : ChannelSpec{}, now);
    rows.push_back(after);
    if (after.state == DeliveryState::kDead) told_[row.channel].dead_letters += 1;
    if (after.state == DeliveryState::kDead) AddFallback(after, desk, now, rows);
  }
  return rows;
}

void Delivery::RecoverPauses(const Outbox& outbox, const Desk& desk, Timestamp now) {
  for (const auto& [id, row] : outbox) {
    const ChannelSpec* channel = ChannelOf(row, desk);
    if (channel == nullptr || row.state != DeliveryState::kPending || !row.sent_at || row.next_at <= now) continue;
    if (row.next_at - *row.sent_at <= kBackOffMax + kAttemptMax) continue;  // our own back-off: it says nothing about the others
    RateWindow& window = limits_[CredentialOf(*channel)];
    window = Paused(window, row.next_at);
    ChannelHealth& health = health_[row.channel];
    health.failing_since = std::min(*row.sent_at, health.failing_since.value_or(*row.sent_at));
    health.banned_until = std::max(row.next_at, health.banned_until.value_or(row.next_at));
    health.reason = row.reason;
  }
}

std::vector<Notification> Delivery::Settle(const Notification& row, const DeliveryResult& result, const Desk& desk,
                                           Timestamp now) {
  if (row.state != DeliveryState::kInFlight) return {};
  const ChannelSpec* configured = ChannelOf(row, desk);
  ChannelSpec gone;
  gone.type = result.type;
  const ChannelSpec& channel = configured != nullptr ? *configured : gone;

  ChannelHealth& health = health_[row.channel];
  health = AfterOutcome(health, result.outcome, now);
  // A ban or a wait that the peer asked for holds for all that goes by the same credential.
  if (result.outcome.failure == FailureReason::kRateLimited && result.outcome.retry_after) {
    RateWindow& window = limits_[CredentialOf(channel)];
    window = Paused(window, now + *result.outcome.retry_after);
  }
  std::vector<Notification> rows = {AfterAttempt(row, result.outcome, channel, now, rng_.Fraction())};
  const bool alarm_itself = row.message.kind == MessageKind::kChannelAlarm;
  if (rows.front().state == DeliveryState::kDead && !alarm_itself) told_[row.channel].dead_letters += 1;
  AddFallback(Notification(rows.front()), desk, now, rows);
  return rows;
}

void Delivery::AddFallback(const Notification& row, const Desk& desk, Timestamp now, std::vector<Notification>& rows) {
  const ChannelSpec* channel = ChannelOf(row, desk);
  if (channel == nullptr || channel->fallback.empty() || moved_.contains(row.id)) return;
  const ChannelSpec* other = FindChannel(desk.channels, channel->fallback);
  if (other == nullptr || WantsFallback(row, health_[row.channel], now) == FallbackReason::kNone) return;
  moved_.insert(row.id);
  for (Notification& copy : FallbackRows(row, *other, desk.roster, now)) {
    if (!known_(copy.id)) rows.push_back(std::move(copy));
  }
}

DeliveryTurn Delivery::Plan(const Outboxes& outboxes, const Desk& desk, Timestamp now) {
  std::erase_if(moved_, [&](const std::string& id) {
    return std::none_of(outboxes.begin(), outboxes.end(), [&](const Outbox* outbox) { return outbox->contains(id); });
  });
  DeliveryTurn turn;
  const std::vector<const Notification*> waiting = RowsOf(outboxes, {DeliveryState::kPending, DeliveryState::kInFlight});
  for (const Notification* row : waiting) {
    if (row->state == DeliveryState::kPending) AddFallback(*row, desk, now, turn.rows);
  }
  SendPlan plan = PlanSends({.rows = waiting, .channels = desk.channels, .limits = limits_, .now = now});
  limits_ = std::move(plan.limits);
  for (Notification& row : plan.settled) {
    if (row.state == DeliveryState::kDead) told_[row.channel].dead_letters += 1;
    turn.rows.push_back(std::move(row));
  }
  turn.rows.insert(turn.rows.end(), plan.sends.begin(), plan.sends.end());
  turn.sends = std::move(plan.sends);
  turn.next_at = plan.next_at;
  // Copies for another channel are rows of the next turn.
  if (std::any_of(turn.rows.begin(), turn.rows.end(), [](const Notification& row) { return row.state == DeliveryState::kPending; })) {
    turn.next_at = now;
  }
  return turn;
}

bool Delivery::TellsLetters(const Told& told, Timestamp now) const {
  return told.dead_letters > 0 && (!told.dead_letters_at || now - *told.dead_letters_at >= kDeadLettersToldEvery);
}

ChannelTrouble Delivery::TakeLetters(const ChannelSpec& channel, const char* about, Timestamp now) {
  Told& told = told_[channel.id];
  ChannelTrouble trouble{channel.id, about, ChannelAlarm(channel, health_[channel.id], told.dead_letters, now)};
  if (told.dead_letters > 0) told.dead_letters_at = now;
  told.dead_letters = 0;
  return trouble;
}

std::vector<ChannelTrouble> Delivery::TakeTroubles(const Desk& desk, Timestamp now) {
  std::vector<ChannelTrouble> troubles;
  for (const ChannelSpec& channel : desk.channels) {
    const ChannelHealth& health = health_[channel.id];
    Told& told = told_[channel.id];
    const bool out_of_order = IsOutOfOrder(health, now);
    const bool falls = out_of_order && !told.out_of_order;
    if (falls || TellsLetters(told, now)) {
      troubles.push_back(TakeLetters(channel, falls ? "order" : "dead", now));
    } else if (told.out_of_order && !out_of_order && !health.failing_since) {
      troubles.push_back({channel.id, "back", ChannelBack(channel.name, now)});
    }
    told.out_of_order = out_of_order || (told.out_of_order && health.failing_since.has_value());
  }
  for (const auto& [name, told] : told_) {
    if (FindChannel(desk.channels, name) != nullptr || !TellsLetters(told, now)) continue;
    ChannelSpec gone;
    gone.id = name;
    gone.name = name + "（已不在配置中）";
    troubles.push_back(TakeLetters(gone, "gone", now));
  }
  return troubles;
}

}  // namespace fenghuo
