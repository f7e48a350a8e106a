// What a changed level does to an incident. Used by a new grade, by a person's 定级 and by a merge.
//
// Inside of this folder only. One thread.

#ifndef FENGHUO_ALERTS_INCIDENT_REGRADE_H_
#define FENGHUO_ALERTS_INCIDENT_REGRADE_H_

#include <string>

#include "alerts/incident/chain.h"
#include "alerts/incident/draft.h"

namespace fenghuo {

// The level that counts from now on, kept in the list of changes; tells nobody.
void SetLevel(Draft& draft, Level level, const std::string& reason);

// Nobody has signed for what it is now: the signature is void and the state says so, but work that has begun goes on.
void DropAcknowledgement(Draft& draft);

// A new chain for the level as it is now, whatever was sent before. Where the policy only lists such an incident, whoever has
// signed keeps it.
void RestartChain(Draft& draft, const ChainStart& start);

// 再次升温 or by hand: a new episode, as if it had just been found. `level` is the machine's or a person's.
void Reopen(Draft& draft, const ChainStart& start);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_REGRADE_H_
