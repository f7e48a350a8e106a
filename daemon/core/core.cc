#include "daemon/core/core.h"

namespace fenghuo {

Desk MakeDesk(const Config& config) {
  return Desk{config.policies,     Roster(config.staff), config.channels,
              config.zone,     config.places.city,   config.serve.public_url,
              config.clocks,   config.calendar,      config.reports,  config.natures,
              config.approvals};
}

std::string SourceName(const Core& core, const std::string& source) {
  auto found = core.sources.find(source);
  return found == core.sources.end() ? source : found->second.name;
}

}  // namespace fenghuo
