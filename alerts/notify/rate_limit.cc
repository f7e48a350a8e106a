#include "alerts/notify/rate_limit.h"

#include <algorithm>

namespace fenghuo {
namespace {

constexpr Duration kWindow = seconds(60);

int LimitFor(const ChannelLimits& limits, int priority) {
  return std::max(0, priority == 0 ? limits.messages_a_minute : limits.messages_a_minute - limits.reserved_for_urgent);
}

}  // namespace

std::string CredentialOf(const ChannelSpec& channel) {
  const std::string& secret = channel.token_file.empty() ? channel.secret_file : channel.token_file;
  return std::string(Name(channel.type)) + "|" + channel.base_url + channel.cap.directory + "|" + secret + "|" + channel.user;
}

int CallsFor(const Notification& row, const ChannelSpec& channel) {
  const bool rings = row.urgency == Urgency::kRing || row.urgency == Urgency::kMessage;
  return channel.type == ChannelType::kWecom && channel.markdown && rings && !row.short_form && !row.receivers.empty() ? 2 : 1;
}

int FreeSlots(const RateWindow& window, const ChannelLimits& limits, int priority, Timestamp now) {
  if (window.paused_until && now < *window.paused_until) return 0;
  const auto used = std::count_if(window.calls.begin(), window.calls.end(), [&](Timestamp at) { return at > now - kWindow; });
  return std::max(0, LimitFor(limits, priority) - static_cast<int>(used));
}

Timestamp NextFree(const RateWindow& window, const ChannelLimits& limits, int priority, int calls, Timestamp now) {
  Timestamp at = std::max(now, window.paused_until.value_or(now));
  const int limit = LimitFor(limits, priority);
  // A limit below the calls of one message would never let it out: it goes when the window is empty.
  const int most_used = std::max(0, limit - calls);
  std::vector<Timestamp> recent;
  std::copy_if(window.calls.begin(), window.calls.end(), std::back_inserter(recent), [&](Timestamp call) { return call > at - kWindow; });
  if (static_cast<int>(recent.size()) > most_used) {
    at = std::max(at, recent[recent.size() - 1 - static_cast<size_t>(most_used)] + kWindow);
  }
  return at;
}

RateWindow AfterCalls(const RateWindow& window, int calls, Timestamp now) {
  RateWindow after;
  after.paused_until = window.paused_until;
  // A clock that was set back must not keep old calls for ever.
  std::copy_if(window.calls.begin(), window.calls.end(), std::back_inserter(after.calls),
               [&](Timestamp at) { return at > now - kWindow && at <= now; });
  after.calls.insert(after.calls.end(), static_cast<size_t>(std::max(0, calls)), now);
  return after;
}

RateWindow Paused(const RateWindow& window, Timestamp until) {
  RateWindow after = window;
  after.paused_until = std::max(until, window.paused_until.value_or(until));
  return after;
}

RateLimits RecentCalls(const std::vector<Notification>& rows, const std::vector<ChannelSpec>& channels, Timestamp now) {
  RateLimits limits;
  for (const ChannelSpec& channel : channels) {
    RateWindow& window = limits[CredentialOf(channel)];
    for (const Notification& row : rows) {
      if (row.channel != channel.id || !row.sent_at || *row.sent_at <= now - kWindow || *row.sent_at > now) continue;
      window.calls.insert(window.calls.end(), static_cast<size_t>(CallsFor(row, channel)), *row.sent_at);
    }
    std::sort(window.calls.begin(), window.calls.end());
  }
  return limits;
}

}  // namespace fenghuo
