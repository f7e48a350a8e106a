#include "tests/daemon/net/fake_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

#include "base/check.h"
#include "daemon/net/http_headers.h"

namespace fenghuo {
namespace {

int Listen(const FakeServerOptions& options, int* port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(options.port));
  CHECK(inet_pton(AF_INET, options.address.c_str(), &address.sin_addr) == 1, "the address of a fake server");
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  CHECK(bind(listener, generic, sizeof address) == 0, "a fake server cannot bind");
  CHECK(listen(listener, 1024) == 0, "a fake server cannot listen");
  socklen_t size = sizeof address;
  getsockname(listener, generic, &size);
  *port = ntohs(address.sin_port);
  return listener;
}

SSL_CTX* MakeTls(const FakeTls& options) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_security_level(context, 0);  // so that it can speak what nobody should any more
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  if (options.version_max != 0) SSL_CTX_set_max_proto_version(context, options.version_max);
  CHECK(SSL_CTX_use_certificate_chain_file(context, options.certificate_file.c_str()) == 1, "a fake certificate");
  CHECK(SSL_CTX_use_PrivateKey_file(context, options.key_file.c_str(), SSL_FILETYPE_PEM) == 1, "a fake key");
  return context;
}

}  // namespace

FakeConnection::~FakeConnection() {
  if (tls_ != nullptr) SSL_free(tls_);
}

bool FakeConnection::StartTls() {
  tls_ = SSL_new(server_.tls_);
  SSL_set_fd(tls_, socket_);
  return SSL_accept(tls_) == 1;
}

bool FakeConnection::Fill() {
  char bytes[16384];
  auto count = tls_ != nullptr ? SSL_read(tls_, bytes, sizeof bytes) : static_cast<int>(recv(socket_, bytes, sizeof bytes, 0));
  if (count <= 0) return false;
  buffer_.append(bytes, static_cast<size_t>(count));
  return true;
}

std::optional<std::string> FakeConnection::ReadRequest() {
  size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!Fill()) return std::nullopt;
  }
  std::optional<std::string> length = HeaderOf(buffer_.substr(0, end + 2), "content-length");
  size_t whole = end + 4 + (length ? std::strtoul(length->c_str(), nullptr, 10) : 0);
  while (buffer_.size() < whole) {
    if (!Fill()) return std::nullopt;
  }
  std::string request = buffer_.substr(0, whole);
  buffer_.erase(0, whole);
  server_.Note(request);
  return request;
}

std::optional<std::string> FakeConnection::ReadLine() {
  size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!Fill()) return std::nullopt;
  }
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

std::optional<std::string> FakeConnection::Read(size_t bytes) {
  while (buffer_.size() < bytes) {
    if (!Fill()) return std::nullopt;
  }
  std::string read = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return read;
}

bool FakeConnection::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto count = tls_ != nullptr ? static_cast<ssize_t>(SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size())))
                                 : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

bool FakeConnection::Wait(Duration length) {
  std::unique_lock<std::mutex> lock(server_.mutex_);
  return !server_.stopped_.wait_for(lock, length, [this] { return server_.stopping_; });
}

void FakeConnection::Reset() {
  linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

FakeServer::FakeServer(Script script, FakeServerOptions options) : script_(std::move(script)), options_(std::move(options)) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  if (options_.tls) tls_ = MakeTls(*options_.tls);
  listener_ = Listen(options_, &port_);
  acceptor_ = std::thread([this] { Accept(); });
}

FakeServer::~FakeServer() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    for (Peer& peer : peers_) {
      if (peer.socket >= 0) shutdown(peer.socket, SHUT_RDWR);
    }
  }
  stopped_.notify_all();
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (Peer& peer : peers_) peer.thread.join();
  close(listener_);
  if (tls_ != nullptr) SSL_CTX_free(tls_);
}

void FakeServer::Accept() {
  while (true) {
    int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    ++connections_;
    std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_) {
      close(socket);
      return;
    }
    peers_.push_back({socket, {}});
    peers_.back().thread = std::thread([this, socket] { Serve(socket); });
  }
}

void FakeServer::Serve(int socket) {
  {
    FakeConnection connection(*this, socket);
    bool ready = !options_.tls || !options_.tls_at_once || connection.StartTls();
    if (ready) script_(connection);
  }
  std::lock_guard<std::mutex> lock(mutex_);
  for (Peer& peer : peers_) {
    if (peer.socket == socket) peer.socket = -1;
  }
  close(socket);
}

void FakeServer::Note(const std::string& request) {
  std::lock_guard<std::mutex> lock(mutex_);
  requests_.push_back(request);
}

std::vector<std::string> FakeServer::requests() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

std::string FakeServer::Host() const { return options_.address + ":" + std::to_string(port_); }

std::string FakeServer::Url(const std::string& path) const {
  bool https = options_.tls && options_.tls_at_once;
  return (https ? "https://" : "http://") + Host() + path;
}

std::string Reply(const std::string& status, const std::string& body, const std::string& header_lines) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + header_lines + "\r\n" + body;
}

FakeServer::Script Always(const std::string& reply) {
  return [reply](FakeConnection& peer) {
    while (peer.ReadRequest() && peer.Send(reply)) {
    }
  };
}

std::string PathOf(const std::string& request) {
  std::string line = request.substr(0, request.find("\r\n"));
  return line.substr(0, line.rfind(' '));
}

std::optional<std::string> HeaderOf(const std::string& request, const std::string& name) {
  HttpHeaders headers;
  size_t at = request.find("\r\n");
  while (at != std::string::npos && at + 2 < request.size() && request.compare(at, 4, "\r\n\r\n") != 0) {
    size_t end = request.find("\r\n", at + 2);
    std::string line = request.substr(at + 2, end == std::string::npos ? end : end - at - 2);
    size_t colon = line.find(": ");
    if (colon != std::string::npos) headers.Add(line.substr(0, colon), line.substr(colon + 2));
    at = end;
  }
  const std::string* found = headers.Find(name);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

}  // namespace fenghuo
