#include "alerts/roster/roster.h"

#include <algorithm>
#include <set>
#include <utility>

namespace fenghuo {
namespace {

// The lists that a role is answered from, in order, each person once.
class HolderList {
 public:
  HolderList(const Roster& roster, Role role) : roster_(roster), role_(role) {}

  bool Add(const std::string& id, bool gap = false) {
    const Person* person = roster_.FindPerson(id);
    if (person == nullptr) return false;
    for (const Holder& holder : holders_) {
      if (holder.person == person) return true;
    }
    holders_.push_back({.person = person, .role = role_, .gap = gap});
    return true;
  }

  void AddAll(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) Add(id);
  }

  // Up the tree until somebody is found. Never round a circle of parents.
  void AddHeadOf(const std::string& unit_id) {
    std::set<std::string> seen;
    for (const Unit* unit = roster_.FindUnit(unit_id); unit != nullptr; unit = roster_.FindUnit(unit->parent)) {
      if (!seen.insert(unit->id).second || Add(unit->head)) return;
    }
  }

  void AddLiaisonOf(const std::string& unit_id) {
    const Unit* unit = roster_.FindUnit(unit_id);
    if (unit == nullptr || Add(unit->liaison)) return;
    AddHeadOf(unit_id);
  }

  std::vector<Holder> Take() { return std::move(holders_); }

 private:
  const Roster& roster_;
  Role role_;
  std::vector<Holder> holders_;
};

}  // namespace

Roster::Roster(Staff staff) : staff_(std::move(staff)) {
  for (size_t i = 0; i < staff_.people.size(); ++i) person_index_.emplace(staff_.people[i].id, i);
  for (size_t i = 0; i < staff_.units.size(); ++i) unit_index_.emplace(staff_.units[i].id, i);
}

std::vector<Holder> Roster::Holders(Role role, const ResponsibleUnits& units, Timestamp now) const {
  HolderList list(*this, role);
  const Shift* shift = ShiftAt(now);
  switch (role) {
    case Role::kDesk:
      if (shift == nullptr || !list.Add(shift->desk)) list.Add(staff_.fallback_desk, /*gap=*/true);
      break;
    case Role::kLeaderOnDuty:
      if (shift == nullptr || !list.Add(shift->leader)) list.Add(staff_.fallback_leader, /*gap=*/true);
      break;
    case Role::kDeputyInCharge: list.Add(staff_.deputy_in_charge); break;
    case Role::kDirector: list.Add(staff_.director); break;
    case Role::kPublicityHead: list.Add(staff_.publicity_head); break;
    case Role::kSectionHead:
      for (const std::string& section : units.sections) list.AddHeadOf(section);
      break;
    case Role::kSectionLiaison:
      for (const std::string& section : units.sections) list.AddLiaisonOf(section);
      break;
    case Role::kCountyHead: list.AddHeadOf(units.county); break;
    case Role::kCountyLiaison: list.AddLiaisonOf(units.county); break;
    case Role::kTaskForce: list.AddAll(staff_.task_force); break;
    case Role::kOperations: list.AddAll(staff_.operations); break;
  }
  return list.Take();
}

bool Roster::IsAtDesk(const std::string& person, Timestamp now) const {
  const std::vector<Holder> desk = Holders(Role::kDesk, {}, now);
  return std::any_of(desk.begin(), desk.end(), [&](const Holder& holder) { return holder.person->id == person; });
}

bool Roster::BelongsTo(const std::string& person, const std::string& unit) const {
  const Person* found = FindPerson(person);
  const Unit* own = found == nullptr ? nullptr : FindUnit(found->unit);
  for (size_t up = 0; own != nullptr && up < staff_.units.size(); ++up) {
    if (own->id == unit) return true;
    own = FindUnit(own->parent);
  }
  return false;
}

const Person* Roster::FindPerson(const std::string& id) const {
  auto found = person_index_.find(id);
  return found == person_index_.end() ? nullptr : &staff_.people[found->second];
}

const Unit* Roster::FindUnit(const std::string& id) const {
  auto found = unit_index_.find(id);
  return found == unit_index_.end() ? nullptr : &staff_.units[found->second];
}

const Shift* Roster::ShiftAt(Timestamp now) const {
  auto after = std::upper_bound(staff_.shifts.begin(), staff_.shifts.end(), now,
                                [](Timestamp at, const Shift& shift) { return at < shift.from; });
  if (after == staff_.shifts.begin()) return nullptr;
  const Shift& shift = *std::prev(after);
  return now < shift.to ? &shift : nullptr;
}

std::optional<Timestamp> Roster::FirstGap(Timestamp from, Timestamp to) const {
  Timestamp covered = from;
  while (covered < to) {
    const Shift* shift = ShiftAt(covered);
    if (shift == nullptr) return covered;
    covered = shift->to;
  }
  return std::nullopt;
}

}  // namespace fenghuo
