// What a changed level does to an incident. Used by a new grade, by a person's 定级 and by a merge.
//
// Inside of this folder only. One thread.

#ifndef FENGHUO_ALERTS_INCIDENT_REGRADE_H_
#define FENGHUO_ALERTS_INCIDENT_REGRADE_H_

#include <string>
#include <vector>

#include "alerts/incident/chain.h"
#include "alerts/incident/draft.h"

namespace fenghuo {

// The level that counts from now on, kept in the list of changes; tells nobody.
void SetLevel(Draft& draft, Level level, const std::string& reason);

// It has become a matter that the policy tells people of anew, and nobody has signed for it: because it must be reported now, or
// because it has come nearer and nobody was told before, or nobody as hard as the policy asks for now: a message that rang nobody
// at night is no notice of what must ring.
bool CallsForNotice(const Incident& before, const Incident& after, const Desk& desk, Timestamp now);

// Those of `from` that `into` lacks, at its end. Whether there were any.
bool AddMissing(std::vector<std::string>& into, const std::vector<std::string>& from);

// Nobody has signed for what it is now: the signature is void and the state says so, but work that has begun goes on.
void DropAcknowledgement(Draft& draft);

// A new chain for the level as it is now, whatever was sent before. Where the policy only lists such an incident, whoever has
// signed keeps it.
void RestartChain(Draft& draft, const ChainStart& start);

// 再次升温 or by hand: a new episode, as if it had just been found. `level` is the machine's or a person's.
void Reopen(Draft& draft, const ChainStart& start);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_REGRADE_H_
