#include "base/sha256.h"
#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

constexpr Word<const char*> kPermissions[] = {{"view", "view"},     {"view_own", "view_own"}, {"acknowledge", "acknowledge"},
                                              {"assess", "assess"}, {"close", "close"},       {"operate", "operate"},
                                              {"reload", "reload"}, {"alarm", "alarm"}};
// A shorter token can be guessed at the speed of a network.
constexpr size_t kTokenBytesMin = 20;

void ReadContact(const Place& place, Loading& loading, Contact& contact) {
  MapReader map(place);
  if (std::optional<Place> channel = map.Take("channel", Need::kRequired)) {
    ReadReference(*channel, NameKind::kChannel, loading, contact.channel);
  }
  map.Text("address", contact.address);
}

Person ReadPerson(const Place& place, Loading& loading) {
  Person person;
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired)) {
    if (ReadId(*id, person.id)) loading.names.Define(NameKind::kPerson, person.id, id->spot());
  }
  map.Text("name", person.name, Need::kRequired);
  if (std::optional<Place> unit = map.Take("unit", Need::kRequired)) {
    ReadReference(*unit, NameKind::kUnit, loading, person.unit);
  }
  map.Text("phone", person.phone);
  map.Each("permissions", [&](const Place& item) {
    const char* permission = "";
    if (ReadWord(item, permission, kPermissions)) person.permissions.push_back(permission);
  });
  if (std::optional<Place> token = map.Take("token_file")) ReadToken(*token, loading, person.token_hash);
  map.Each("contacts", [&](const Place& item) { ReadContact(item, loading, person.contacts.emplace_back()); });
  return person;
}

void ReadPersonOf(MapReader& map, const char* key, Loading& loading, std::string& out, Need need = Need::kOptional) {
  if (std::optional<Place> place = map.Take(key, need)) ReadReference(*place, NameKind::kPerson, loading, out);
}

void ReadPeopleOf(MapReader& map, const char* key, Loading& loading, std::vector<std::string>& out) {
  map.Each(key, [&](const Place& item) { ReadReference(item, NameKind::kPerson, loading, out.emplace_back()); });
}

// Walking up from a unit must end.
void CheckParents(const Place& place, const std::string& id, const Staff& staff) {
  std::string at = id;
  for (size_t steps = 0; steps <= staff.units.size(); ++steps) {
    std::string above;
    for (const Unit& unit : staff.units) {
      if (unit.id == at) above = unit.parent;
    }
    if (above.empty()) return;
    if (above == id) return place.Problem("must not lead back to the unit itself, does for \"" + id + "\"");
    at = above;
  }
}

Unit ReadUnit(const Place& place, Loading& loading) {
  Unit unit;
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired)) {
    if (ReadId(*id, unit.id)) loading.names.Define(NameKind::kUnit, unit.id, id->spot());
  }
  map.Text("name", unit.name, Need::kRequired);
  if (std::optional<Place> parent = map.Take("parent")) {
    ReadReference(*parent, NameKind::kUnit, loading, unit.parent);
    loading.later.push_back(
        [where = *parent, id = unit.id, &staff = loading.config.staff] { CheckParents(where, id, staff); });
  }
  ReadPersonOf(map, "head", loading, unit.head);
  ReadPersonOf(map, "liaison", loading, unit.liaison);
  map.Text("county", unit.county);
  map.Each("group_channels", [&](const Place& item) {
    ReadReference(item, NameKind::kChannel, loading, unit.group_channels.emplace_back());
  });
  return unit;
}

void ReadRoles(const Place& place, Loading& loading) {
  Staff& staff = loading.config.staff;
  MapReader map(place);
  ReadPersonOf(map, "fallback_desk", loading, staff.fallback_desk, Need::kRequired);
  ReadPersonOf(map, "fallback_leader", loading, staff.fallback_leader, Need::kRequired);
  ReadPersonOf(map, "deputy_in_charge", loading, staff.deputy_in_charge, Need::kRequired);
  ReadPersonOf(map, "director", loading, staff.director, Need::kRequired);
  ReadPersonOf(map, "publicity_head", loading, staff.publicity_head);
  ReadPeopleOf(map, "task_force", loading, staff.task_force);
  ReadPeopleOf(map, "operations", loading, staff.operations);
}

}  // namespace

void ReadToken(const Place& place, Loading& loading, std::string& hash) {
  std::string name;
  if (!ReadText(place, name)) return;
  Result<std::string> token = loading.read_secret(ResolvePath(loading.config, name));
  if (!token.ok()) return place.Problem(token.error().message);
  if (token->size() < kTokenBytesMin) {
    return place.Problem("must hold a token of at least " + std::to_string(kTokenBytesMin) + " characters, holds " +
                         std::to_string(token->size()));
  }
  hash = Sha256Hex(*token);
  for (const Person& other : loading.config.staff.people) {
    if (other.token_hash == hash) place.Problem("must hold a token of its own, holds the one of \"" + other.id + "\"");
  }
  for (const SourceConfig& other : loading.config.sources) {
    if (other.token_hash == hash) place.Problem("must hold a token of its own, holds the one of the source \"" + other.id + "\"");
  }
}

void LoadStaff(const Place& root, Loading& loading) {
  Staff& staff = loading.config.staff;
  MapReader map(root);
  map.Text("office", staff.office_name, Need::kRequired);
  map.Text("desk_phone", staff.desk_phone, Need::kRequired);
  map.Each("units", [&](const Place& item) { staff.units.push_back(ReadUnit(item, loading)); }, Need::kRequired);
  map.Each(
      "people",
      [&](const Place& item) {
        Person person = ReadPerson(item, loading);
        staff.people.push_back(std::move(person));
      },
      Need::kRequired);
  if (std::optional<Place> roles = map.Take("roles", Need::kRequired)) ReadRoles(*roles, loading);
  if (std::optional<Place> shifts = map.Take("shifts")) LoadShifts(*shifts, loading);
}

}  // namespace fenghuo
