// A CurlTransport for tests whose gate lets loopback through on the ports of the given fake servers, and nothing else.
//
//   std::unique_ptr<CurlTransport> transport = TransportTo({&server});

#ifndef FENGHUO_TESTS_DAEMON_NET_OPEN_TRANSPORT_H_
#define FENGHUO_TESTS_DAEMON_NET_OPEN_TRANSPORT_H_

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "daemon/net/curl_transport.h"
#include "tests/daemon/net/fake_server.h"

namespace fenghuo {

inline std::shared_ptr<const AddressGate> GateTo(const std::vector<const FakeServer*>& servers) {
  GateOptions options;
  for (const FakeServer* server : servers) {
    const std::string host = server->Host();
    options.outside_addresses.push_back(host.substr(0, host.rfind(':')));
    options.deliver.allow_addresses.push_back(server->Host());
    options.fetch.allow_ports.push_back(server->port());
    options.deliver.allow_ports.push_back(server->port());
  }
  Result<AddressGate> gate = AddressGate::Compile(options);
  EXPECT_TRUE(gate.ok()) << gate.error().message;
  return std::make_shared<const AddressGate>(std::move(*gate));
}

inline std::unique_ptr<CurlTransport> TransportTo(const std::vector<const FakeServer*>& servers,
                                                  CurlTransportOptions options = {}) {
  return std::make_unique<CurlTransport>(std::move(options), GateTo(servers));
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_NET_OPEN_TRANSPORT_H_
