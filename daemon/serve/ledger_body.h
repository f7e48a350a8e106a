// What requests to the ledger of an incident have in common.
//
//   ClockStop stop{.number = NumberOf(call.params[1])};
//   stop.by = ReadSignatory(call, fields);
//   DoDeed(call, {.action = "clock.stop", .decide = …}, std::move(respond));
//
// One thread: the server's.

#ifndef FENGHUO_DAEMON_SERVE_LEDGER_BODY_H_
#define FENGHUO_DAEMON_SERVE_LEDGER_BODY_H_

#include <string>

#include "alerts/incident/signatory.h"
#include "daemon/serve/call.h"
#include "daemon/serve/exchange.h"
#include "daemon/serve/form_fields.h"

namespace fenghuo {

inline constexpr size_t kNameCharacters = 80;
inline constexpr size_t kNoteCharacters = 2000;

// "3" of …/clocks/3/stop; zero, which is the number of nothing, for what is no number.
int NumberOf(const std::string& text);

// `person`, or whoever asks; who asks has pressed the button.
Signatory ReadSignatory(const Call& call, FormFields& fields);

// Hands the deed to the core; the new incident.
void DoDeed(const Call& call, LedgerDeed deed, Respond respond);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_LEDGER_BODY_H_
