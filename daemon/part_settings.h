// What the parts of the daemon need of a configuration, at start and after a reload alike.
//
//   Result<std::shared_ptr<const AddressGate>> gate = MakeGate(config, server->url());
//   courier->Reconfigure(CourierSettingsOf(config, secrets.acknowledge_key));
//   std::string names = RestartNeeded(before, after);   // "listen, data_path"
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_PART_SETTINGS_H_
#define FENGHUO_DAEMON_PART_SETTINGS_H_

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/deliver/courier.h"
#include "daemon/net/address_gate.h"

namespace fenghuo {

// `console` is where we really listen, which port 0 leaves to the system; nobody is sent there. Shared by whoever connects.
Result<std::shared_ptr<const AddressGate>> MakeGate(const Config& config, const std::string& console);

// The sources that the crawler reads: all but those that send.
std::vector<SourceConfig> FetchedSources(const Config& config);

CourierSettings CourierSettingsOf(const Config& config, const std::string& acknowledge_key);

// What a reload cannot change: named in the answer to whoever asked for it. Empty: nothing.
std::string RestartNeeded(const Config& before, const Config& after);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_PART_SETTINGS_H_
