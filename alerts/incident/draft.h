// A Draft is a decision while it is being made: the incident as it will be, the timeline entries and the notifications so far.
//
//   Draft draft(incident, desk, now);
//   draft.Move(IncidentState::kAcknowledged);
//   draft.Write("acknowledged", "zhang", "张某签收。");
//   return draft.Finish();
//
// For the rooms of alerts/ that decide. The desk must outlive it. One thread.

#ifndef FENGHUO_ALERTS_INCIDENT_DRAFT_H_
#define FENGHUO_ALERTS_INCIDENT_DRAFT_H_

#include <string>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

inline constexpr char kSystemActor[] = "system";

class Draft {
 public:
  Draft(Incident incident, const Desk& desk, Timestamp now);

  Incident& incident() { return decision_.incident; }
  const Incident& incident() const { return decision_.incident; }
  const Desk& desk() const { return *desk_; }
  Timestamp now() const { return now_; }
  ResponsibleUnits units() const;

  // Along the table of transitions only; staying where one is changes nothing.
  void Move(IncidentState to);
  void Write(const std::string& kind, const std::string& actor, const std::string& text);
  // Makes the ids of a telling: "<incident>-<episode>-<sequence of the next entry>-<kind>". Each telling writes an entry after.
  std::string KeyFor(MessageKind kind) const;
  void Queue(std::vector<Notification> notifications);
  void SupersedePending() { decision_.supersede_pending = true; }
  void MergePendingInto(const std::string& incident) { decision_.merge_pending_into = incident; }

  Decision Finish();

 private:
  Decision decision_;
  const Desk* desk_;
  Timestamp now_;
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_INCIDENT_DRAFT_H_
