#include "alerts/incident/transitions.h"

#include <algorithm>
#include <iterator>

namespace fenghuo {
namespace {

using enum IncidentState;

struct Transition {
  IncidentState from;
  IncidentState to;
};

// Back to 已通知 from 已签收, 已研判 and 持续关注: the signature ran out or the level rose, somebody must sign anew. 处置中 and 已发布 stay
// what they are then, because work that has begun does not stop. 新发现 again: reopened (再次升温, or by hand).
constexpr Transition kTransitions[] = {
    {kDetected, kNotified},       {kDetected, kAcknowledged}, {kDetected, kClosed},
    {kDetected, kMerged},         {kDetected, kHandedOver},

    {kNotified, kAcknowledged},   {kNotified, kClosed},       {kNotified, kMerged},
    {kNotified, kHandedOver},

    {kAcknowledged, kNotified},   {kAcknowledged, kAssessed}, {kAcknowledged, kHandling},
    {kAcknowledged, kClosed},     {kAcknowledged, kMerged},   {kAcknowledged, kHandedOver},

    {kAssessed, kNotified},       {kAssessed, kHandling},     {kAssessed, kStatement},
    {kAssessed, kWatching},       {kAssessed, kClosed},       {kAssessed, kMerged},
    {kAssessed, kHandedOver},

    {kHandling, kStatement},      {kHandling, kWatching},     {kHandling, kClosed},
    {kHandling, kMerged},         {kHandling, kHandedOver},

    {kStatement, kHandling},      {kStatement, kWatching},    {kStatement, kClosed},
    {kStatement, kMerged},        {kStatement, kHandedOver},

    {kWatching, kNotified},       {kWatching, kHandling},     {kWatching, kStatement},
    {kWatching, kClosed},         {kWatching, kMerged},       {kWatching, kHandedOver},

    {kClosed, kReviewed},         {kClosed, kDetected},
    {kReviewed, kDetected},
    {kHandedOver, kDetected},
};

constexpr ActionKind kActions[] = {
    ActionKind::kAcknowledge, ActionKind::kAssess, ActionKind::kHandle, ActionKind::kStatement,
    ActionKind::kWatch,       ActionKind::kClose,  ActionKind::kReview, ActionKind::kReopen,
    ActionKind::kEscalate,    ActionKind::kNote,   ActionKind::kHandOver,
};

// Where an action leads; absent: it leaves the state as it is.
std::optional<IncidentState> Target(ActionKind kind) {
  switch (kind) {
    case ActionKind::kAcknowledge: return kAcknowledged;
    case ActionKind::kAssess: return kAssessed;
    case ActionKind::kHandle: return kHandling;
    case ActionKind::kStatement: return kStatement;
    case ActionKind::kWatch: return kWatching;
    case ActionKind::kClose: return kClosed;
    case ActionKind::kReview: return kReviewed;
    case ActionKind::kReopen: return kDetected;
    case ActionKind::kHandOver: return kHandedOver;
    case ActionKind::kEscalate:
    case ActionKind::kNote: return std::nullopt;
  }
  return std::nullopt;
}

bool IsUnderWay(IncidentState state) {
  return state == kAssessed || state == kHandling || state == kStatement || state == kWatching;
}

bool MayStay(ActionKind kind, const Incident& incident) {
  switch (kind) {
    case ActionKind::kNote: return incident.state != kMerged;
    case ActionKind::kEscalate: return !IsOver(incident.state);
    case ActionKind::kAssess: return IsUnderWay(incident.state);
    case ActionKind::kAcknowledge: return IsUnderWay(incident.state) && !incident.acknowledgement;
    default: return false;
  }
}

}  // namespace

bool IsLegal(IncidentState from, IncidentState to) {
  return std::any_of(std::begin(kTransitions), std::end(kTransitions),
                     [&](const Transition& row) { return row.from == from && row.to == to; });
}

std::optional<IncidentState> StateAfter(ActionKind kind, const Incident& incident) {
  std::optional<IncidentState> target = Target(kind);
  if (target && IsLegal(incident.state, *target)) return target;
  if (MayStay(kind, incident)) return incident.state;
  return std::nullopt;
}

std::vector<ActionKind> AllowedActions(const Incident& incident) {
  std::vector<ActionKind> allowed;
  for (ActionKind kind : kActions) {
    if (StateAfter(kind, incident)) allowed.push_back(kind);
  }
  return allowed;
}

const char* Name(ActionKind kind) {
  switch (kind) {
    case ActionKind::kAcknowledge: return "acknowledge";
    case ActionKind::kAssess: return "assess";
    case ActionKind::kHandle: return "handle";
    case ActionKind::kStatement: return "statement";
    case ActionKind::kWatch: return "watch";
    case ActionKind::kClose: return "close";
    case ActionKind::kReview: return "review";
    case ActionKind::kReopen: return "reopen";
    case ActionKind::kEscalate: return "escalate";
    case ActionKind::kNote: return "note";
    case ActionKind::kHandOver: return "hand_over";
  }
  return "";
}

std::optional<ActionKind> ActionNamed(const std::string& name) {
  for (ActionKind kind : kActions) {
    if (name == Name(kind)) return kind;
  }
  return std::nullopt;
}

}  // namespace fenghuo
