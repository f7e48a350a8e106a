#include "tests/daemon/net/fake_collector.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

#include "base/check.h"

namespace fenghuo {

FakeCollector::FakeCollector(int port) : socket_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)), port_(port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "a fake collector cannot bind");
}

FakeCollector::~FakeCollector() { close(socket_); }

std::optional<std::string> FakeCollector::Receive() {
  std::vector<char> bytes(65536);
  const auto count = recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (count < 0) return std::nullopt;
  return std::string(bytes.data(), static_cast<size_t>(count));
}

}  // namespace fenghuo
