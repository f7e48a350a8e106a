#include "tests/scenarios/deliveries.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "alerts/notify/compose.h"
#include "alerts/notify/render.h"
#include "daemon/demo/receiver_page.h"

namespace fenghuo {
namespace {

constexpr const char* kSomeLink = "http://127.0.0.1/x";
constexpr const char* kRepeatMark = "（重发）";

// A message as the receiver's ledger names it: by id where the channel carries one, else by its text without what may
// differ between two attempts.
using Seen = std::pair<std::string, std::string>;

Seen SeenAs(const std::string& channel, const std::string& id, std::string text) {
  if (!id.empty()) return {channel, id};
  static const RE2 link("https?://[^\\s)]+");
  static const RE2 mark(kRepeatMark);
  RE2::GlobalReplace(&text, link, "<link>");
  RE2::GlobalReplace(&text, mark, "");
  return {channel, text};
}

struct Tally {
  bool idempotent = false;
  int delivered = 0;  // rows that say so
  int attempted = 0;  // rows that were ever on their way
  int in_flight = 0;  // kills that found such a row on its way
  int received = 0;
  int marked = 0;  // of those received: as repeats
};

// What the row puts before the receiver; a long one in several parts.
std::vector<std::string> BodiesOf(const Notification& row, const ChannelSpec& channel) {
  const bool signs = AsksForSignature(row.message.kind) && !row.message.incident.empty();
  RenderedMessage rendered = Render(row, channel, {.acknowledge_url = signs ? kSomeLink : "", .now = row.created_at});
  std::vector<std::string> bodies = {rendered.body};
  bodies.insert(bodies.end(), rendered.further_bodies.begin(), rendered.further_bodies.end());
  return bodies;
}

class Ledgers {
 public:
  Ledgers(const Config& config, const std::map<std::string, int>& in_flight) : config_(config), in_flight_(in_flight) {}

  void TakeRow(const Notification& row) {
    auto channel = std::find_if(config_.channels.begin(), config_.channels.end(),
                                [&](const ChannelSpec& each) { return each.id == row.channel; });
    ASSERT_NE(channel, config_.channels.end()) << row.channel;
    EXPECT_NE(row.state, DeliveryState::kInFlight) << "an orderly stop settles what is on its way: " << row.id;
    if (row.attempts == 0) return;
    auto flights = in_flight_.find(row.id);
    int found = flights == in_flight_.end() ? 0 : flights->second;
    EXPECT_LE(row.attempts, 1 + found) << "sent again though no kill found it on its way: " << row.id;
    const std::string name = Name(channel->type);
    for (const std::string& body : BodiesOf(row, *channel)) {
      std::string id = channel->type == ChannelType::kWebhook ? row.id : "";
      Tally& tally = tallies_[SeenAs(name, id, ReadReceived("/" + name, body).text)];
      tally.idempotent = IsIdempotent(channel->type);
      tally.delivered += row.state == DeliveryState::kDelivered || row.state == DeliveryState::kAccepted ? 1 : 0;
      tally.attempted += 1;
      tally.in_flight += found;
    }
  }

  void TakeReceived(const LedgerLine& line) {
    Tally& tally = tallies_[SeenAs(line.channel, line.id, line.text)];
    ++tally.received;
    if (line.text.find(kRepeatMark) != std::string::npos) ++tally.marked;
  }

  Deliveries Compare() const {
    Deliveries all;
    for (const auto& [seen, tally] : tallies_) {
      SCOPED_TRACE(seen.first + ": " + seen.second);
      EXPECT_GT(tally.attempted, 0) << "received, and no row of the outbox was ever on its way with it";
      EXPECT_GE(tally.received, tally.delivered) << "delivered by the store's word, and never received";
      EXPECT_LE(tally.received, tally.attempted + tally.in_flight) << "repeated though it was not on its way";
      const int unmarked = tally.idempotent ? 0 : tally.received - tally.marked;
      EXPECT_LE(unmarked, tally.attempted) << "repeated without saying so";
      all.rows += tally.delivered;
      all.received += tally.received;
      all.in_flight += tally.in_flight;
      all.repeated += std::max(0, tally.received - tally.attempted);
    }
    return all;
  }

 private:
  const Config& config_;
  const std::map<std::string, int>& in_flight_;
  std::map<Seen, Tally> tallies_;
};

}  // namespace

Deliveries ExpectDeliveries(const Config& config, const std::vector<Notification>& rows,
                            const std::map<std::string, int>& in_flight, const std::vector<LedgerLine>& ledger) {
  Ledgers both(config, in_flight);
  for (const Notification& row : rows) both.TakeRow(row);
  for (const LedgerLine& line : ledger) {
    if (line.kind == "received") both.TakeReceived(line);
  }
  return both.Compare();
}

}  // namespace fenghuo
