// A FakeServer is a real listener on loopback that behaves as badly as a test's script says.
//
//   FakeServer server([](FakeConnection& peer) { peer.ReadRequest(); peer.Send(Reply("200 OK", "hello")); });
//   Perform(transport, {.url = server.Url("/feed")});
//   EXPECT_EQ(server.connections(), 1);
//
// The script runs on a thread of its own for each connection and the connection closes when it returns.
//
// Thread-safe. The destructor shuts every connection and joins: a script must return once Send, Read or Wait have failed.

#ifndef FENGHUO_TESTS_DAEMON_NET_FAKE_SERVER_H_
#define FENGHUO_TESTS_DAEMON_NET_FAKE_SERVER_H_

#include <openssl/types.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/time.h"

namespace fenghuo {

class FakeServer;

class FakeConnection {
 public:
  FakeConnection(FakeServer& server, int socket) : server_(server), socket_(socket) {}
  ~FakeConnection();
  FakeConnection(const FakeConnection&) = delete;
  FakeConnection& operator=(const FakeConnection&) = delete;

  // The head, and as much body as its Content-Length says. Nothing when the peer is gone.
  std::optional<std::string> ReadRequest();
  // Without its line end.
  std::optional<std::string> ReadLine();
  // Exactly so many bytes; nothing when the peer is gone before.
  std::optional<std::string> Read(size_t bytes);
  // False when the peer is gone.
  bool Send(std::string_view bytes);
  // False when the server stops.
  bool Wait(Duration length);
  // Becomes TLS with the server's certificate. False when the handshake failed.
  bool StartTls();
  // Closes with a reset instead of an end.
  void Reset();

 private:
  bool Fill();

  FakeServer& server_;
  int socket_;
  ssl_st* tls_ = nullptr;
  std::string buffer_;
};

struct FakeTls {
  std::string certificate_file;
  std::string key_file;
  int version_max = 0;  // an OpenSSL version number, or 0 for any
};

struct FakeServerOptions {
  std::string address = "127.0.0.1";
  int port = 0;  // 0: a free one
  std::optional<FakeTls> tls = std::nullopt;
  bool tls_at_once = true;  // false: the script calls StartTls()
};

class FakeServer {
 public:
  using Script = std::function<void(FakeConnection&)>;

  explicit FakeServer(Script script, FakeServerOptions options = {});
  ~FakeServer();

  int port() const { return port_; }
  std::string Host() const;  // "127.0.0.1:40001"
  std::string Url(const std::string& path) const;
  int connections() const { return connections_.load(); }
  // Every head and body that ReadRequest() has read, in order.
  std::vector<std::string> requests() const;

 private:
  friend class FakeConnection;
  struct Peer {
    int socket;
    std::thread thread;
  };

  void Accept();
  void Serve(int socket);
  void Note(const std::string& request);

  Script script_;
  FakeServerOptions options_;
  ssl_ctx_st* tls_ = nullptr;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::list<Peer> peers_;
  std::vector<std::string> requests_;
  std::thread acceptor_;
};

// "HTTP/1.1 200 OK", Content-Length, the given header lines (each with its "\r\n"), the body.
std::string Reply(const std::string& status, const std::string& body, const std::string& header_lines = "");

// One reply for every request on a connection, until the peer hangs up.
FakeServer::Script Always(const std::string& reply);

// "GET /path" of a request as ReadRequest() gives it.
std::string PathOf(const std::string& request);
// The value of a request's header, or nothing; the name in any case.
std::optional<std::string> HeaderOf(const std::string& request, const std::string& name);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_NET_FAKE_SERVER_H_
