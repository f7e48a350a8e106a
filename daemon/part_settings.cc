#include "daemon/part_settings.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/net/url.h"

namespace fenghuo {

Result<std::shared_ptr<const AddressGate>> MakeGate(const Config& config, const std::string& console) {
  Result<Url> own = ParseUrl(console, UrlKind::kWeb);
  if (!own.ok()) return own.error().In("console");
  std::string host = own->host.find(':') == std::string::npos ? own->host : "[" + own->host + "]";
  Result<AddressGate> gate =
      AddressGate::Compile({.fetch = {config.crawl.allow_addresses, config.crawl.allow_ports},
                            .deliver = {config.deliver.allow_addresses, config.deliver.allow_ports},
                            .own_addresses = {host + ":" + std::to_string(own->port)}});
  if (!gate.ok()) return gate.error();
  return std::make_shared<const AddressGate>(std::move(*gate));
}

std::vector<SourceConfig> FetchedSources(const Config& config) {
  std::vector<SourceConfig> fetched;
  std::copy_if(config.sources.begin(), config.sources.end(), std::back_inserter(fetched),
               [](const SourceConfig& source) { return source.type != SourceType::kPush; });
  return fetched;
}

CourierSettings CourierSettingsOf(const Config& config, const std::string& acknowledge_key) {
  return {.public_url = config.serve.public_url, .acknowledge_key = acknowledge_key, .zone = config.zone};
}

std::string RestartNeeded(const Config& before, const Config& after) {
  std::string names;
  auto note = [&](bool changed, const char* name) {
    if (changed) names += std::string(names.empty() ? "" : ", ") + name;
  };
  note(before.serve.listen != after.serve.listen, "listen");
  note(before.data_path != after.data_path, "data_path");
  note(!(before.stories == after.stories), "stories and fingerprints");
  note(before.crawl.in_flight_max != after.crawl.in_flight_max, "in_flight_max");
  return names;
}

}  // namespace fenghuo
