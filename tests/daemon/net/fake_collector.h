// A FakeCollector takes syslog messages by UDP on loopback.
//
//   FakeCollector collector(server.port());
//   sender.Send({.url = collector.Url(), .message = "…"});
//   EXPECT_EQ(collector.Receive(), "…");
//
// One thread.

#ifndef FENGHUO_TESTS_DAEMON_NET_FAKE_COLLECTOR_H_
#define FENGHUO_TESTS_DAEMON_NET_FAKE_COLLECTOR_H_

#include <optional>
#include <string>

namespace fenghuo {

class FakeCollector {
 public:
  // On that port of 127.0.0.1: the one of a FakeServer, whose gate is then open for both.
  explicit FakeCollector(int port);
  ~FakeCollector();
  FakeCollector(const FakeCollector&) = delete;
  FakeCollector& operator=(const FakeCollector&) = delete;

  std::string Url() const { return "udp://127.0.0.1:" + std::to_string(port_); }
  // The next datagram that came; nothing when none waits.
  std::optional<std::string> Receive();

 private:
  int socket_;
  int port_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_NET_FAKE_COLLECTOR_H_
