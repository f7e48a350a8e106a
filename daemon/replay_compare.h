// CompareReplays says what another configuration would have done with the same archive.
//
//   std::vector<ReplayDifference> differences = CompareReplays(live, other);
//   for (const ReplayDifference& one : differences) ...   // kMissed, "某校食堂…", level 2
//
// Incidents of the two runs are the same where they share documents, whatever their ids: each is paired with the one that it shares
// most with, if that one shares most with it too. What is left of those that share something was joined to another incident or
// divided from it. What shares nothing was missed or is new.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_REPLAY_COMPARE_H_
#define FENGHUO_DAEMON_REPLAY_COMPARE_H_

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

struct LevelStep {
  Timestamp at;
  Level level = kNoLevel;

  friend bool operator==(const LevelStep&, const LevelStep&) = default;
};

// An incident with those that were merged into it: the earliest alert and the highest level of all.
struct ReplayedIncident {
  std::string id;
  std::string title;
  Timestamp opened_at;
  Level level = kNoLevel;         // the highest
  std::vector<LevelStep> levels;  // its own
  std::vector<std::string> documents;
};

struct ReplayedDocument {
  std::string id;
  std::vector<std::string> rules;  // that found it
};

// Both in the order of the output.
struct ReplayedRun {
  std::vector<ReplayedIncident> incidents;
  std::vector<ReplayedDocument> documents;
};

enum class ReplayChange {
  kMissed,      // an incident that the other run has not
  kNew,         // one that only the other run has
  kRaised,      // its highest level is higher there
  kLowered,
  kEarlier,     // the same highest level, opened earlier
  kLater,
  kOtherSteps,  // the same highest level and opening, other levels on the way
  kJoined,      // is part of another incident there
  kDivided,     // there it is one beside the incident that it is part of here
  kOtherRules,  // a document that other rules find there
};

constexpr const char* Name(ReplayChange change) {
  switch (change) {
    case ReplayChange::kMissed: return "missed";
    case ReplayChange::kNew: return "new";
    case ReplayChange::kRaised: return "raised";
    case ReplayChange::kLowered: return "lowered";
    case ReplayChange::kEarlier: return "earlier";
    case ReplayChange::kLater: return "later";
    case ReplayChange::kOtherSteps: return "other_steps";
    case ReplayChange::kJoined: return "joined";
    case ReplayChange::kDivided: return "divided";
    case ReplayChange::kOtherRules: return "other_rules";
  }
  return "";
}

struct ReplayDifference {
  ReplayChange change = ReplayChange::kMissed;
  std::optional<ReplayedIncident> incident;  // of the live run
  std::optional<ReplayedIncident> compared;  // of the other
  std::optional<ReplayedDocument> document;  // of kOtherRules: with the live rules
  std::vector<std::string> compared_rules;
};

// Incidents by the time of the first alert in either run, then documents in the order of the live run. Both runs have the same
// documents: they read the same archive.
std::vector<ReplayDifference> CompareReplays(const ReplayedRun& live, const ReplayedRun& other);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPLAY_COMPARE_H_
