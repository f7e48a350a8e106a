// A CurlTransport is the HttpTransport that really connects: libcurl on one event-driven thread.
//
//   CurlTransport transport({.in_flight_max = config.crawl.in_flight_max}, gate);
//   transport.Start(request, done);
//
// At most `in_flight_max` requests are with libcurl at a time (7.88 walks its whole pool at each removal: 9,000 in one multi
// cost 50 times as much each as 200), the others wait here in order. Environment proxies, .netrc, cookies, redirects
// by libcurl, TLS below 1.2 and every scheme but http and https are off.
//
// Thread-safe. The destructor answers what is left with kBroken and joins its thread.

#ifndef FENGHUO_DAEMON_NET_CURL_TRANSPORT_H_
#define FENGHUO_DAEMON_NET_CURL_TRANSPORT_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/net/address_gate.h"
#include "daemon/net/http_transport.h"

namespace fenghuo {

// Addresses of a name that are used instead of asking the resolver; none: ask it. Called on the transport's thread at every
// hop. The demo's fictional hosts and the tests' rebinding ones live in here.
using HostTable = std::function<std::vector<std::string>(const std::string& host)>;

struct CurlTransportOptions {
  int in_flight_max = 200;
  HostTable hosts{};
};

class CurlTransport : public HttpTransport {
 public:
  CurlTransport(CurlTransportOptions options, std::shared_ptr<const AddressGate> gate);
  ~CurlTransport() override;

  void Start(HttpRequest request, std::function<void(HttpResponse)> done) override;

  // For requests that start from now on; those on their way keep the gate they were judged by.
  void SetGate(std::shared_ptr<const AddressGate> gate);

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_CURL_TRANSPORT_H_
