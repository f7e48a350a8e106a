#include "tests/scenarios/simulator/channels.h"

#include <iterator>
#include <utility>

namespace fenghuo {
namespace {

Answer GoodAnswer(ChannelType type) {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = type == ChannelType::kSmtp ? 250 : 200;
  if (type == ChannelType::kWecom || type == ChannelType::kDingtalk) answer.body = R"({"errcode":0,"errmsg":"ok"})";
  if (type == ChannelType::kFeishu) answer.body = R"({"code":0,"msg":"success"})";
  return answer;
}

Answer StatusAnswer(ChannelType type, int status, int reply_code) {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = type == ChannelType::kSmtp ? reply_code : status;
  return answer;
}

}  // namespace

const char* Name(ChannelMood mood) {
  switch (mood) {
    case ChannelMood::kWell: return "well";
    case ChannelMood::kSlow: return "slow";
    case ChannelMood::kDown: return "down";
    case ChannelMood::kLimits: return "limits";
    case ChannelMood::kRefuses: return "refuses";
    case ChannelMood::kPage: return "page";
    case ChannelMood::kAmbiguous: return "ambiguous";
  }
  return "";
}

Channels::Channels(const std::vector<ChannelSpec>& channels, Rng rng, Timestamp begin, int days) : rng_(rng) {
  constexpr ChannelMood kBad[] = {ChannelMood::kSlow,    ChannelMood::kDown, ChannelMood::kLimits,
                                  ChannelMood::kRefuses, ChannelMood::kPage, ChannelMood::kAmbiguous};
  for (const ChannelSpec& channel : channels) {
    std::vector<Spell>& spells = spells_[channel.id];
    for (int day = 0; day < days; ++day) {
      for (uint64_t left = rng_.Below(3); left > 0; --left) {
        const Timestamp from = begin + hours(24 * day) + minutes(rng_.Below(1440));
        const Duration length = rng_.Below(4) == 0 ? minutes(60 + rng_.Below(360)) : minutes(1 + rng_.Below(30));
        spells.push_back({from, from + length, kBad[rng_.Below(std::size(kBad))]});
      }
    }
  }
}

void Channels::TakeDown(const std::string& channel, Timestamp from, Duration length) {
  spells_[channel].insert(spells_[channel].begin(), {from, from + length, ChannelMood::kDown});
}

ChannelMood Channels::MoodOf(const std::string& channel, Timestamp now) const {
  auto spells = spells_.find(channel);
  if (spells == spells_.end()) return ChannelMood::kWell;
  for (const Spell& spell : spells->second) {
    if (spell.from <= now && now < spell.to) return spell.mood;
  }
  return ChannelMood::kWell;
}

// Whether the message comes through; what the daemon is told of it is another matter.
bool Channels::Takes(ChannelType type, ChannelMood mood, Answer& answer, Duration& took) {
  took = milliseconds(150 + rng_.Below(1500));
  switch (mood) {
    case ChannelMood::kWell: return true;
    case ChannelMood::kSlow: took = seconds(4 + rng_.Below(22)); return true;
    case ChannelMood::kDown:
      answer = Answer();
      answer.error = "connection refused";
      took = milliseconds(20 + rng_.Below(9000));
      return false;
    case ChannelMood::kLimits:
      answer = StatusAnswer(type, 429, 452);
      answer.retry_after = std::to_string(20 + rng_.Below(600));
      return false;
    case ChannelMood::kRefuses: answer = StatusAnswer(type, 403, 550); return false;
    case ChannelMood::kPage:
      answer = StatusAnswer(type, 200, 421);
      answer.body = "<html><head><title>portal</title></head></html>";
      return false;
    case ChannelMood::kAmbiguous:
      answer = Answer();
      answer.transport = Answer::Transport::kMaybeSent;
      answer.error = "timed out";
      took = seconds(30);
      return rng_.Below(2) == 0;
  }
  return false;
}

void Channels::Send(const Outgoing& out, Timestamp now) {
  Underway underway{.out = out, .answer = GoodAnswer(out.channel.type)};
  if (Takes(out.channel.type, MoodOf(out.row.channel, now), underway.answer, underway.took)) received_.push_back({now, out.row});
  underway_.emplace(now + underway.took, std::move(underway));
}

std::vector<DeliveryResult> Channels::TakeResults(Timestamp now, Timestamp wall_now) {
  std::vector<DeliveryResult> results;
  while (!underway_.empty() && underway_.begin()->first <= now) {
    const Underway& done = underway_.begin()->second;
    results.push_back({.id = done.out.row.id,
                       .channel = done.out.channel.id,
                       .type = done.out.channel.type,
                       .outcome = Classify(done.out.channel.type, done.answer, wall_now),
                       .took = done.took});
    underway_.erase(underway_.begin());
  }
  return results;
}

std::optional<Timestamp> Channels::NextResultAt() const {
  if (underway_.empty()) return std::nullopt;
  return underway_.begin()->first;
}

std::vector<std::string> Channels::DropConnections() {
  std::vector<std::string> ids;
  for (const auto& [at, underway] : underway_) ids.push_back(underway.out.row.id);
  underway_.clear();
  return ids;
}

}  // namespace fenghuo
