// What an attempt to deliver came to: one pure function for each channel reads the answer, another decides what follows.
//
//   Outcome outcome = Classify(channel, answer, now);
//   Notification next = AfterAttempt(notification, outcome, channel, now, jitter);
//
// Sources: notifications.md 1.2-1.7 (five outcomes, defaults, back-off), 3 (vendor codes), 6, 7 (mail).
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_OUTCOME_H_
#define FENGHUO_ALERTS_NOTIFY_OUTCOME_H_

#include <optional>
#include <string>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"

namespace fenghuo {

// What came back from one request, before anybody has judged it.
struct Answer {
  enum class Transport {
    kAnswered,        // a status line came back (HTTP) or a reply code (mail)
    kNotSent,         // resolve, connect or TLS set-up failed: nothing of the message left
    kMaybeSent,       // lost or timed out after the body was (or may have been) sent
    kCertificate,     // the peer's certificate was refused
    kBlockedAddress,  // our own gate refused
    kTooLarge,        // the answer did not end within its cap
  };
  Transport transport = Transport::kNotSent;
  int status = 0;             // HTTP status, or the last SMTP code
  std::string body;           // at most 64 KiB
  std::string retry_after;    // header as it came, or empty
  std::string date;           // header as it came, or empty: tells how far our clock is off
  std::string error;          // the transport's words, without secrets
};

enum class OutcomeKind { kDelivered, kAccepted, kRetry, kPermanent, kUnknown };

// Words of metric labels: operations.md 3 (fenghuo_notifications_failed_total).
enum class FailureReason { kNone, kClientError, kServerError, kAuth, kRateLimited, kTimeout, kTls, kBlockedAddress, kTooLong, kUnknown };
const char* Name(FailureReason reason);

struct Outcome {
  OutcomeKind kind = OutcomeKind::kUnknown;
  FailureReason failure = FailureReason::kNone;
  std::string reason;                  // one line for the screen, Chinese
  std::optional<Duration> retry_after; // the least wait the peer asked for, within 1 s to 1 h
  bool try_short_form = false;         // refused for length or content: once more with the short text
  bool add_keyword = false;            // the robot misses its keyword: once more with it
  bool channel_broken = false;         // credentials or address are wrong: the channel itself is unhealthy
  bool fallback_now = false;           // the robot is banned for minutes: do not wait 60 s for the other channel
  bool token_stale = false;            // an access token is no longer good: once more with a new one
  bool clock_skew = false;             // the peer says our time is wrong
  std::optional<Duration> clock_ahead; // how far our clock runs before the peer's, where it sent its date
  std::string vendor_id;
};

// The answer's body must hold no secret any more: some of its words become the reason.
Outcome Classify(const ChannelSpec& channel, const Answer& answer, Timestamp now);
// The same for a type whose configuration says nothing about success.
Outcome Classify(ChannelType type, const Answer& answer, Timestamp now);

// A page must reach somebody now: it rings, or it is the first word of an incident.
bool IsPage(const Notification& notification);

// How long to wait after `attempts` failed ones: for pages 1, 2, 4, 8, 15, 30, 60 s; else full jitter over 1 s, 2 s, 4 s … 5 min,
// never less than 100 ms. `jitter` in [0, 1).
inline constexpr Duration kBackOffMax = minutes(5);
Duration BackOff(int attempts, bool page, double jitter);

// The row after an attempt. Refused for length or content: once more at once in short form, then dead. An unknown result: again
// for idempotent channels, once more marked （重发） for chat, never for text messages, then dead. A retry that would come after
// `expires_at` is superseded: the chain has moved on. A keyword that is missing is dead: Render() adds a configured one already.
Notification AfterAttempt(const Notification& sent, const Outcome& outcome, const ChannelSpec& channel, Timestamp now,
                          double jitter);

// The row as it is taken for an attempt: in flight, attempts counted.
Notification BeforeAttempt(const Notification& pending, Timestamp now);

// What a row that was in flight when the daemon died becomes: pending again for idempotent channels, marked （重发） once for
// plain chat, dead when it was repeated already, superseded when it has expired.
Notification AfterCrash(const Notification& in_flight, const ChannelSpec& channel, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_OUTCOME_H_
