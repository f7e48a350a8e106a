#include "daemon/core/tell.h"

#include <cstdio>

namespace fenghuo {

void Tell(Core& core, const std::vector<Role>& roles, const Message& message, const Addressing& addressing, Timestamp now) {
  std::vector<Holder> holders;
  for (Role role : roles) {
    for (const Holder& holder : core.desk.roster.Holders(role, {}, now)) holders.push_back(holder);
  }
  for (const Notification& row : AddressMessage(holders, message, addressing, core.desk.channels, now)) {
    core.state.Put(row);
  }
}

std::string MinuteKey(const Core& core, Timestamp now) {
  CivilTime local = core.desk.zone.Local(now);
  char text[64];
  std::snprintf(text, sizeof(text), "%04d%02d%02d-%02d%02d", local.year, local.month, local.day, local.hour, local.minute);
  return text;
}

}  // namespace fenghuo
