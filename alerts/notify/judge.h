// The judgements that every channel's classifier shares.
//
//   if (std::optional<Outcome> other = JudgeUnlessOk(answer, now)) return *other;   // not 200, or a login page
//   …                                                                              // the body decides
//
// Sources: notifications.md 1.3 (never trust a status alone), 1.5 (defaults), 1.6 (Retry-After).
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_JUDGE_H_
#define FENGHUO_ALERTS_NOTIFY_JUDGE_H_

#include <optional>
#include <string>
#include <string_view>

#include "alerts/notify/outcome.h"

namespace fenghuo {

Outcome MakeOutcome(OutcomeKind kind, FailureReason failure, std::string reason);

// The peer's own words, on one harmless line of at most 120 code points.
std::string Quoted(std::string_view words);

// A portal, proxy or login page stands between us and the channel. A channel never answers with a page.
bool IsHtml(std::string_view body);
Outcome LoginPage();

// No status came: not sent, maybe sent, refused by our gate …
Outcome JudgeNoAnswer(const Answer& answer);

// For every status that is no success.
Outcome JudgeStatus(const Answer& answer, Timestamp now);

// For an answer that is not 200, or is a page. Nothing when the body may be read. Other successes say nothing that we understand.
std::optional<Outcome> JudgeUnlessOk(const Answer& answer, Timestamp now);

// The peer's own words behind the reason, quoted; nothing where there are none.
void AddWords(std::string_view words, Outcome& outcome);

// Raises the wait of a retry to what the header asks for.
void HonourRetryAfter(const Answer& answer, Timestamp now, Outcome& outcome);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_JUDGE_H_
